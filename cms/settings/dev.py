"""Development: everything on this machine, mail in a folder that /outbox/ shows."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import DATA_DIR, DATABASES, DEVICE_COOKIE_NAME, LOGGING, RETENTION, STORAGES, env

DEBUG = env.bool("DEBUG", default=True)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SHOW_OUTBOX = SHOW_STYLEGUIDE = SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = DEBUG
if DEBUG:
    # Who changes styles sees them at once; without DEBUG they are collected and compressed, as in production.
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


# Commands that only look: they make no folder, no key and no database.
_LOOKING = {"check", "doctor", "figures", "help", "messages", "place", "version"}
_only_looks = Path(sys.argv[0]).name == "manage.py" and (sys.argv[1:2] or ["help"])[0] in _LOOKING


def _secret() -> str:
    """Return a key made for this data directory once, so that links and sessions outlive a restart.

    A command that only looks takes one of the moment where there is none that it may read.
    """
    from django.core.management.utils import get_random_secret_key

    path = DATA_DIR / "secret-key"
    try:
        if not _only_looks:
            # Letters and the database are nobody else's business, on a machine with several accounts.
            DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError), os.fdopen(os.open(path, _NEW, 0o600), "w") as file:
                file.write(get_random_secret_key())
        return path.read_text()
    except OSError as error:
        if _only_looks:
            return get_random_secret_key()
        raise ImproperlyConfigured(
            f"Nothing can be kept in DATA_DIR {DATA_DIR} ({error.strerror}): name another folder."
        ) from error


SECRET_KEY = env("SECRET_KEY", default="") or _secret()
if _only_looks and DATABASES["default"]["NAME"] == str(DATA_DIR / "db.sqlite3"):
    DATABASES["default"]["NAME"] = f"{(DATA_DIR / 'db.sqlite3').as_uri()}?mode=rw"
# A browser keeps cookies by host, whatever the port: two sites side by side would sign each other out.
_port = env("PORT", default="") or "8000"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"sessionid_{_port}", f"csrftoken_{_port}"
DEVICE_COOKIE_NAME = f"{DEVICE_COOKIE_NAME}_{_port}"
# The demo's people are of 2016 to 2018: by the rule they would all have to go on its first nights.
RETENTION["people"] = env.int("RETENTION_PEOPLE_DAYS", default=15 * 365)
LOGGING["loggers"]["wagtail"] = {"level": "WARNING"}
