"""Public addresses that are no pages of the tree, for the site map. Each app adds its own."""

_NAMES: list[str] = []


def register(name: str) -> None:
    """Put the view of this URL name on the site map, in every language."""
    if name not in _NAMES:
        _NAMES.append(name)


def names() -> tuple[str, ...]:
    """Return the URL names, in the order they were added."""
    return tuple(_NAMES)
