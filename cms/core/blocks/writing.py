"""What blocks share: how words may be marked, and where templates stand."""

RICH_TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]
"""No headings and pictures, which are blocks of their own; no documents, since guides are private."""


def template(name: str) -> str:
    """Return where the template of a block stands."""
    return f"core/blocks/{name}.html"
