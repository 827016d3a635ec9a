"""A small line beside a number."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString


def sparkline(values: Sequence[float], *, text: str, width: int = 120, height: int = 28) -> SafeString:
    """A small line without axes, from nothing at the bottom to the highest value at the top.

    `text` says in words what it shows and is what a screen reader reads.
    """
    if not values:
        return SafeString("")
    top = max(values) or 1
    pad = 3
    step = (width - 2 * pad) / max(len(values) - 1, 1)
    points = [
        (pad + number * step, height - pad - (height - 2 * pad) * value / top)
        for number, value in enumerate(values)
    ]
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-label="{text}" focusable="false"><polyline class="chart-ink-1--stroke" fill="none" '
        'stroke="currentColor" '
        'stroke-width="1.5" stroke-linejoin="round" points="{points}"/>'
        '<circle class="chart-ink-1--fill" fill="currentColor" cx="{x}" cy="{y}" r="2.5"/></svg>',
        w=width,
        h=height,
        text=text,
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        x=f"{points[-1][0]:.1f}",
        y=f"{points[-1][1]:.1f}",
    )
