"""Takes what leads to Wagtail's documents out of the editor; they are closed (`apps.py`)."""

from wagtail import hooks


@hooks.register("register_rich_text_features", order=100)
def no_links_to_documents(features):
    """Take the button for a link to a document out of every field that names no features of its own."""
    features.default_features = [name for name in features.default_features if name != "document-link"]
