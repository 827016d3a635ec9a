"""Development: everything on this machine, mail in a folder that /outbox/ shows."""

from .base import *
from .base import DATA_DIR, env

DEBUG = env.bool("DEBUG", default=True)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


def _secret() -> str:
    """A key made for this data directory once, so that links and sessions outlive a restart."""
    from django.core.management.utils import get_random_secret_key

    path = DATA_DIR / "secret-key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _secret()
