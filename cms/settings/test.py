"""Tests: quick, closed to the outside, and with a data directory of their own."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="site-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["DATA_DIR"] = _folder

from .base import *

SECRET_KEY = "only-for-tests-and-known-to-everybody-who-reads-this"
DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SHOW_OUTBOX = SHOW_STYLEGUIDE = SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
LOGGING["root"]["level"] = "WARNING"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in real life: a database in memory is shared between threads by locking whole tables at once.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
