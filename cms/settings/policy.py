"""The two content security policies, as plain data: strict for everybody, looser for the admin."""

NONE, SELF = "'none'", "'self'"


def public_policy(*, storage: str = "") -> dict:
    """What a page of the site may load and do; `storage` is the origin of S3-compatible storage, or nothing.

    No inline script or style, no other origin. The storage stands under `form-action` too, because a browser
    applies that rule to the redirect that follows a form.
    """
    images = [SELF, "data:"] + [storage] * bool(storage)
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": images,
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF] + [storage] * bool(storage),
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }


def admin_policy(*, storage: str = "") -> dict:
    """What a page of Wagtail's admin may do: its own pages and previews need inline script and style."""
    inline = "'unsafe-inline'"
    return public_policy(storage=storage) | {
        "default-src": [SELF],
        "script-src": [SELF, inline],
        "style-src": [SELF, inline],
        "img-src": [SELF, "data:", "blob:"] + [storage] * bool(storage),
        "font-src": [SELF, "data:"],
        "frame-ancestors": [SELF],
    }
