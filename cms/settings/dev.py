"""Development: everything on this machine, mail in a folder that /outbox/ shows."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import DATA_DIR, LOGGING, RETENTION, STORAGES, env

DEBUG = env.bool("DEBUG", default=True)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SHOW_OUTBOX = SHOW_STYLEGUIDE = SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = DEBUG
if DEBUG:
    # Who changes styles sees them at once; without DEBUG they are collected and compressed, as in production.
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def _secret() -> str:
    """Return a key made for this data directory once, so that links and sessions outlive a restart."""
    from django.core.management.utils import get_random_secret_key

    path = DATA_DIR / "secret-key"
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(get_random_secret_key())
    except OSError as error:
        if not path.is_file():
            raise ImproperlyConfigured(
                f"Nothing can be written to DATA_DIR {DATA_DIR} ({error.strerror}): name another folder."
            ) from error
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _secret()
# The demo's people are of 2016 to 2018: by the rule they would all have to go on its first nights.
RETENTION["people"] = env.int("RETENTION_PEOPLE_DAYS", default=15 * 365)
LOGGING["loggers"]["wagtail"] = {"level": "WARNING"}
