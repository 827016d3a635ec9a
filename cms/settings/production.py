"""Production: refuses to start without each secret, and asks of browsers what docs/deploy.md describes."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import LOGGING, MEDIA_S3_BUCKET, PRIVATE_DELIVERY, PRIVATE_S3_BUCKET, env

DEBUG = False

_WANTED = {
    "SECRET_KEY": "a long random text that signs sessions and download links",
    "SUPPRESSION_KEY": "a long random text that never changes: it recognises who is never mailed again",
    "ALLOWED_HOSTS": "the host names the site answers to, with commas between",
    "SITE_URL": "the address of the site, such as https://guides.example.org",
    "DATABASE_URL": "the database, such as postgres://user:password@host:5432/name",
    "DATA_DIR": "the folder for files, such as /srv/guides/data",
    "EMAIL_URL": "the mail server, such as smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the address mail is sent from",
}
_buckets = [
    name
    for name, bucket in (("PRIVATE_S3_BUCKET", PRIVATE_S3_BUCKET), ("MEDIA_S3_BUCKET", MEDIA_S3_BUCKET))
    if bucket
]
if _buckets and not env.bool("S3_USE_ROLE", default=False):
    _WANTED["S3_ACCESS_KEY_ID"] = f"the key for the storage named in {' and '.join(_buckets)}"
    _WANTED["S3_SECRET_ACCESS_KEY"] = "the secret of that key"  # noqa: S105 - words about a secret

_missing = [f"{name} ({what})" for name, what in _WANTED.items() if not env(name, default="").strip()]
if _missing:
    raise ImproperlyConfigured(f"Set in the environment, then start again: {'; '.join(_missing)}.")

SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured("SECRET_KEY is too easy to guess: make one of 50 random characters or more.")
SUPPRESSION_KEY = env("SUPPRESSION_KEY")
if len(SUPPRESSION_KEY) < 32 or len(set(SUPPRESSION_KEY)) < 10 or SUPPRESSION_KEY == SECRET_KEY:
    raise ImproperlyConfigured(
        "SUPPRESSION_KEY must be 32 random characters or more, and another than SECRET_KEY: that one may "
        "change, this one never."
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS may not be *: name the hosts the site answers to.")
if not env("SITE_URL").startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must begin with https://, because letters carry links to it.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if PRIVATE_DELIVERY not in {"x-accel", "s3", "stream"}:
    raise ImproperlyConfigured("PRIVATE_DELIVERY must be x-accel, s3 or stream.")
if PRIVATE_DELIVERY == "s3" and not PRIVATE_S3_BUCKET:
    raise ImproperlyConfigured("PRIVATE_DELIVERY is s3, so PRIVATE_S3_BUCKET must name a bucket.")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=True)

vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 20

LOG_FORMAT = env("LOG_FORMAT", default="json")
LOGGING["handlers"]["console"]["formatter"] = LOG_FORMAT
