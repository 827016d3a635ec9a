"""The mark, progress, the whole ring, and one part of it for a tag."""

from .inks import AREAS, CODES, MUTED, PAPER, filled, segment_path, svg


def mark_svg(*, size: int = 40, label: str = "") -> str:
    """The mark of the site: eight parts of a whole, each in its own ink."""
    body = "".join(
        f'<path class="ink-{ink.code}" color="{ink.light}" fill="currentColor" '
        f'd="{segment_path((20, 20), (8.2, 19.6), index, gap=1.7)}"/>'
        for index, ink in enumerate(AREAS.values())
    )
    return svg(body, 40, 40, label=label, size=(size, size))


def icon_svg() -> str:
    """The mark on its own paper, for home screens: 40 by 40, with a margin that a round mask may take."""
    body = "".join(
        f'<path fill="{ink.light}" d="{segment_path((20, 20), (5.8, 14), index, gap=1.3)}"/>'
        for index, ink in enumerate(AREAS.values())
    )
    return svg(f'<path fill="{PAPER}" d="M0 0h40v40H0z"/>{body}', 40, 40)


def swatch_svg(area: str, *, uid: str, size: int = 26) -> str:
    """One part of the ring with its pattern, for a tag. `uid` must be unique on the page."""
    ink = AREAS[area]
    shape = segment_path((12, 31), (13, 30), 0, turn=-22.5)
    return svg(filled(ink, shape, uid, scale=0.85, turn=0), 24, 24, size=(size, size))


def ring_svg(*, value: int, total: int, label: str = "", size: int = 96) -> str:
    """Progress as the ring filling: `value` of `total` parts are solid, the rest are outlines.

    Raises ValueError unless 0 <= value <= total and total is between 1 and 24.
    """
    if not 1 <= total <= 24 or not 0 <= value <= total:
        raise ValueError(f"A ring cannot show {value} of {total}.")
    body = []
    for index in range(total):
        ink = AREAS[CODES[index * 8 // total if total < 8 else index % 8]]
        shape = segment_path((48, 48), (25, 46), index, of=total, gap=min(4.0, 40 / total))
        look = (
            f'class="ink-{ink.code}" color="{ink.light}" fill="currentColor"'
            if index < value
            else f'class="ring-rest" color="{MUTED}" fill="none" stroke="currentColor" stroke-width="1.5"'
        )
        body.append(f'<path {look} d="{shape}"/>')
    return svg("".join(body), 96, 96, label=label, size=(size, size))


def whole_svg(
    *, uid: str = "whole", size: int = 480, label: str = "", turn: float = 0, missing: int | None = None
) -> str:
    """The whole ring with its eight patterns, large: the one picture that stands for everything.

    `missing` is the place (0 to 7) of a part that is only an outline, for pages about something lost.
    """
    body = []
    for index, ink in enumerate(AREAS.values()):
        shape = segment_path((160, 160), (64, 159), index, gap=6, turn=turn)
        if index == missing:
            line = 'fill="none" stroke="currentColor" stroke-width="2.5" stroke-dasharray="9 7"'
            body.append(f'<path class="ring-rest" color="{MUTED}" {line} d="{shape}"/>')
        else:
            turned = 45 * index + 22.5 + turn
            body.append(filled(ink, shape, f"{uid}-{index}", scale=1.3, turn=turned))
    return svg("".join(body), 320, 320, label=label, size=(size, size))
