"""What every installation shares. Anything secret or local comes from the environment (docs/deploy.md)."""

import warnings
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from .policy import admin_policy, public_policy

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env("DATA_DIR", default="") or BASE_DIR / "var").expanduser().absolute()

INSTALLED_APPS = [
    "courses.assessment",
    "cms.resources",
    "cms.pages",
    "cms.rights",
    "cms.consent",
    "cms.people",
    "cms.places",
    "cms.accounts",
    "cms.core",
    "theme",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "cms.accounts.apps.StaffConfig",
    "wagtail.snippets",
    "cms.accounts.apps.ClosedDocumentsConfig",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.core.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cms.core.headers.PermissionsMiddleware",
    "cms.core.headers.ContentPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.accounts.middleware.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.core.middleware.RouteMemoryMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "cms.core.context_processors.layout",
                "cms.pages.context_processors.search",
            ],
        },
    },
]

# SQLite is safe under simultaneous writers only with write-ahead logging and with
# transactions that take the write lock when they begin.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA busy_timeout=20000; PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;"
    ),
}


def _database(url: str) -> dict[str, Any]:
    """Read the address of a database. The address may hold a password, so nobody repeats it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = env.db_url_config(url)
    except ValueError:
        found = {}
    if found.get("ENGINE") not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL names no database that we can use: write postgres://user:password@host:5432/name "
            "or sqlite:////folder/db.sqlite3."
        )
    return found


DATABASES = {"default": _database(env("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if env("REDIS_URL", default=""):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env("REDIS_URL"),
    }

# Wagtail's search index runs its tasks on "default" and must do so at once; ours have their own queue.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []},
}
# A task that has run for so long lost its worker; it is handed to another, this many times at most.
TASK_LEASE_SECONDS = env.int("TASK_LEASE_SECONDS", default=900)
TASK_ATTEMPTS = env.int("TASK_ATTEMPTS", default=3)
TASK_RESULTS_KEPT_DAYS = env.int("TASK_RESULTS_KEPT_DAYS", default=14)

# ----- Who signs in -----

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False

ACCOUNT_ADAPTER = "cms.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Sign-up is closed by the adapter; without a password named here the sign-in form would have none either.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator made the account for this address
MFA_TOTP_ISSUER = "Whole School SEND"
MFA_TOTP_TOLERANCE = 1
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
# How many reverse proxies of ours stand in front: their word on the visitor's address is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# ----- Language and time -----

USE_TZ = True
TIME_ZONE = "Europe/London"
# Staff read every time as in London, whatever zones their computer knows.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
USE_I18N = True
FORMAT_MODULE_PATH = "cms.settings.formats"
# As people here type them: the picker would put today in the place of another order.
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y", "%d/%m/%Y %H:%M"
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("cy", _("Welsh"))]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]

# ----- Files -----

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
# The web server reads them as a member of the site's group (docs/deploy.md), whatever the umask; no others.
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # Guides live here: no URL leads to this storage.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
}
S3_ENDPOINT_URL = env("S3_ENDPOINT_URL", default="") or None
PRIVATE_S3_BUCKET = env("PRIVATE_S3_BUCKET", default="")
MEDIA_S3_BUCKET = env("MEDIA_S3_BUCKET", default="")
_s3 = {
    "endpoint_url": S3_ENDPOINT_URL,
    "region_name": env("S3_REGION", default="") or None,
    "access_key": env("S3_ACCESS_KEY_ID", default="") or None,
    "secret_key": env("S3_SECRET_ACCESS_KEY", default="") or None,
    "addressing_style": env("S3_ADDRESSING_STYLE", default="auto"),
    "signature_version": "s3v4",
    "file_overwrite": False,
    # What is read waits on disk beyond this many bytes, so that a backup never holds a whole film in memory.
    "max_memory_size": 8 * 1024 * 1024,
}
if PRIVATE_S3_BUCKET:
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": _s3
        | {"bucket_name": PRIVATE_S3_BUCKET, "querystring_auth": True, "querystring_expire": 60},
    }
if MEDIA_S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": _s3 | {"bucket_name": MEDIA_S3_BUCKET, "querystring_auth": False},
    }

# How a private file leaves: by this process ("stream"), by the web server ("x-accel"), by the storage ("s3").
PRIVATE_DELIVERY = env("PRIVATE_DELIVERY", default="") or ("s3" if PRIVATE_S3_BUCKET else "stream")
PRIVATE_ACCEL_PREFIX = env("PRIVATE_ACCEL_PREFIX", default="/private-files/")
# A folder of the private storage, a small file for each erasure; no restore replaces it (core/signals.py).
ERASURE_LEDGER = env("ERASURE_LEDGER", default="erasures")

# ----- How long we keep what (days; 0 is for as long as there is need) -----
# The register on the privacy page tells these numbers. Counted from the last time somebody was in touch, from
# the end of a request, from the making of a copy of somebody's data, from a request that nobody confirmed.

RETENTION = {
    "people": env.int("RETENTION_PEOPLE_DAYS", default=3 * 365),
    "requests": env.int("RETENTION_REQUESTS_DAYS", default=2 * 365),
    "packages": env.int("RETENTION_PACKAGES_DAYS", default=14),
    "unconfirmed_requests": env.int("RETENTION_UNCONFIRMED_REQUESTS_DAYS", default=30),
}
# Nobody is erased for their time being up before the team has had so many days to say no.
RETENTION_NOTICE_DAYS = env.int("RETENTION_NOTICE_DAYS", default=28)
# We promise an answer to a complaint in so many days, as the law gives us to say that it came.
COMPLAINT_ANSWER_DAYS = env.int("COMPLAINT_ANSWER_DAYS", default=30)

# ----- Consent -----

# The key of the hashes that recognise addresses never to be mailed again (docs/decisions/consent.md).
# It can never be changed: no hash made with another one is recognised.
SUPPRESSION_KEY = env("SUPPRESSION_KEY", default="") or "known to everybody who reads this"
# Whether a charity relies on the soft opt-in beside consent (docs/decisions/consent.md). Off: ask first.
SOFT_OPT_IN = False

# ----- Mail -----

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "outbox"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env(
    "DEFAULT_FROM_EMAIL", default="Whole School SEND <guides@example.org>"
)
SHOW_OUTBOX = SHOW_STYLEGUIDE = SERVE_MEDIA = False

# ----- What a browser may do on our pages -----

_s3_origin = S3_ENDPOINT_URL or ("https://*.amazonaws.com" if PRIVATE_S3_BUCKET or MEDIA_S3_BUCKET else "")
CONTENT_SECURITY_POLICY = {"DIRECTIVES": public_policy(storage=_s3_origin)}
ADMIN_CONTENT_SECURITY_POLICY = {"DIRECTIVES": admin_policy(storage=_s3_origin)}
PERMISSIONS_POLICY = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
# Stands for somebody who asked to be remembered on a device (resources/views/device.py).
DEVICE_COOKIE_NAME = "remembered"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a page with many blocks in the admin

# ----- Wagtail -----

WAGTAIL_SITE_NAME = "Whole School SEND"
# `make run PORT=8010` and `PORT=8010 manage.py …` speak of the same site.
_AT_HOME = f"http://127.0.0.1:{env('PORT', default='') or '8000'}"
SITE_URL = WAGTAILADMIN_BASE_URL = env("SITE_URL", default=_AT_HOME).rstrip("/")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILEMBEDS_FINDERS = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ----- What is written down -----

LOG_FORMAT = env("LOG_FORMAT", default="plain")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        # Both take addresses, tokens and query strings out of whatever they write.
        "plain": {"()": "cms.core.logs.PlainFormatter"},
        "json": {"()": "cms.core.logs.JSONFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Wagtail's search index tells of every page it looks at.
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        # These say too much at INFO: letters and rendered documents are personal.
        "fontTools": {"level": "WARNING"},
        "botocore": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}
