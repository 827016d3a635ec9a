"""What the doctor asks about the installation itself: database, disk, worker, mail, site, backups."""

import datetime as dt
import os
import shutil
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page, Site
from wagtail.search.models import IndexEntry

from .backups.making import in_words
from .backups.marks import LastBackup, Mark
from .doctor import NOTE, OK, WRONG, Finding, register
from .failures import missing_file

WAITING_TOO_LONG = dt.timedelta(minutes=5)
LEAST_FREE_BYTES = 500 * 1024 * 1024
BACKUP_TOO_OLD = dt.timedelta(days=2)


@register("connection", reads_database=False)
def _connection() -> Iterator[Finding]:
    if missing := missing_file():
        yield Finding(
            WRONG, "database", f"{missing} is not there yet.", "Run: python manage.py migrate, or: make run"
        )
        return
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        first = str(error).strip().partition("\n")[0]
        mend = "Start the database, or set DATABASE_URL to where it is; then ask again for the rest."
        yield Finding(WRONG, "database", f"It does not answer: {first}", mend)
    else:
        yield Finding(OK, "database", f"{connection.display_name} answers.")


@register("database")
def _database() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield Finding(WRONG, "migrations", f"{len(plan)} are not applied.", "Run: python manage.py migrate")
    else:
        yield Finding(OK, "migrations", "All are applied.")
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        sound = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    if mode not in {"wal", "memory"}:
        yield Finding(
            WRONG,
            "SQLite",
            f"The journal mode is {mode}, so that readers and writers shut each other out.",
            "Keep the database on a local disk, not on a network share, and start the site again.",
        )
    if sound != "ok":
        yield Finding(
            WRONG, "SQLite", f"The file is damaged: {sound}", "Put back the newest backup (docs/deploy.md)."
        )
    if mode in {"wal", "memory"} and sound == "ok":
        yield Finding(OK, "SQLite", "Write-ahead logging is on and the file is sound.")


@register("data folder", reads_database=False)
def _folder() -> Iterator[Finding]:
    folder = Path(settings.DATA_DIR)
    if not folder.is_dir():
        yield Finding(
            WRONG, "data folder", f"{folder} is not there.", "Make it, or set DATA_DIR to where it is."
        )
        return
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        yield Finding(WRONG, "data folder", f"Only {free // 2**20} MB are free.", "Make room on that disk.")
    if not _writable(folder):
        yield Finding(
            WRONG, "data folder", f"{folder} cannot be written to.", f"Run: chown the site's user {folder}"
        )
    for name in ("secret-key", "log-in"):
        path = folder / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(WRONG, "data folder", f"Others can read {path}.", f"Run: chmod 600 {path}")
    if stat.S_IMODE(folder.stat().st_mode) & 0o007:
        found = f"Every account of this machine may look into {folder}, where personal data is."
        yield Finding(NOTE, "data folder", found, f"Run: chmod o-rwx {folder}")
    if free >= LEAST_FREE_BYTES and _writable(folder):
        yield Finding(OK, "data folder", f"{folder} can be written to; {free // 2**20} MB are free.")


def _writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)


@register("secret", reads_database=False)
def _secret() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding(NOTE, "secret", "DEBUG is on, as in development.", "Never put this on the internet so.")
    elif len(settings.SECRET_KEY) < 50:
        yield Finding(WRONG, "secret", "SECRET_KEY is short.", "Make one of 50 random characters or more.")
    else:
        yield Finding(OK, "secret", "SECRET_KEY is long enough and DEBUG is off.")


@register("cache", reads_database=False)
def _cache() -> Iterator[Finding]:
    cache.get("doctor")
    shared = not settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    yield Finding(
        OK, "cache", "Shared by all processes." if shared else "Each process has its own (one machine)."
    )


@register("worker")
def _worker() -> Iterator[Finding]:
    now = timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WAITING_TOO_LONG)
    late = waiting.exclude(run_after__gt=now - WAITING_TOO_LONG, run_after__lte=now).count()
    lease = dt.timedelta(seconds=settings.TASK_LEASE_SECONDS)
    lost = DBTaskResult.objects.running().filter(started_at__lt=now - 2 * lease).count()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - dt.timedelta(days=1)).count()
    if late:
        yield Finding(
            WRONG,
            "worker",
            f"{late} tasks have waited for more than five minutes: no worker is running.",
            "Start one: python manage.py work --timetable (`make run` does it by itself).",
        )
    if lost:
        yield Finding(WRONG, "worker", f"{lost} tasks lost their worker.", "Start a worker: it frees them.")
    if failed:
        yield Finding(
            NOTE, "worker", f"{failed} tasks failed in the last day.", "Read what the worker logged."
        )
    if not (late or lost or failed):
        yield Finding(OK, "worker", "No task is waiting too long.")


@register("mail", reads_database=False)
def _mail() -> Iterator[Finding]:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        try:
            socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=5).close()
        except OSError as error:
            yield Finding(WRONG, "mail", f"The mail server does not answer: {error}", "Look at EMAIL_URL.")
        else:
            yield Finding(OK, "mail", "The mail server answers.")
        return
    folder = Path(settings.EMAIL_FILE_PATH)
    yield Finding(
        NOTE, "mail", f"Letters stay in {folder}; nobody receives them.", "In production set EMAIL_URL."
    )
    if folder.exists() and not _writable(folder):
        yield Finding(
            WRONG, "mail", f"{folder} cannot be written to.", "Give it to the user the site runs as."
        )


@register("static files", reads_database=False)
def _static() -> Iterator[Finding]:
    name = getattr(staticfiles_storage, "manifest_name", None)
    if settings.DEBUG or name is None:
        yield Finding(OK, "static files", "Served from the source, as in development.")
    elif not staticfiles_storage.hashed_files:
        yield Finding(
            WRONG, "static files", "They are not collected.", "Run: python manage.py collectstatic --noinput"
        )
    else:
        yield Finding(OK, "static files", f"{len(staticfiles_storage.hashed_files)} are collected.")


@register("site")
def _site() -> Iterator[Finding]:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        yield Finding(
            WRONG, "site", "There is no default site.", "Make one in the admin under Settings, Sites."
        )
        return
    wanted = urlsplit(settings.SITE_URL)
    port = wanted.port or (443 if wanted.scheme == "https" else 80)
    if (site.hostname, site.port) != (wanted.hostname, port):
        yield Finding(
            WRONG,
            "site",
            f"Wagtail's site is {site.hostname}:{site.port}, and SITE_URL says {wanted.hostname}:{port}.",
            "Make them the same, in the admin under Settings, Sites, or in the environment.",
        )
    else:
        yield Finding(OK, "site", f"{settings.SITE_URL} is what Wagtail's site says too.")


@register("languages")
def _languages() -> Iterator[Finding]:
    there = set(Locale.objects.values_list("language_code", flat=True))
    missing = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code not in there]
    if missing:
        yield Finding(
            WRONG,
            "languages",
            f"No pages can be made in: {', '.join(missing)}.",
            "Add them under Settings, Locales.",
        )
        return
    home = (
        Site.objects.filter(is_default_site=True).values_list("root_page__translation_key", flat=True).first()
    )
    homes = set(Page.objects.filter(translation_key=home).values_list("locale__language_code", flat=True))
    without = sorted(there - homes)
    if without:
        yield Finding(
            NOTE,
            "languages",
            f"The home page is not translated into: {', '.join(without)}.",
            "Translate it in the admin.",
        )
    else:
        yield Finding(OK, "languages", f"The home page stands in {', '.join(sorted(homes))}.")


@register("search")
def _search() -> Iterator[Finding]:
    pages = Page.objects.filter(depth__gt=1).count()
    indexed = IndexEntry.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page"
    ).count()
    known = indexed or IndexEntry.objects.values("object_id", "content_type").count()
    if pages and not known:
        yield Finding(WRONG, "search", "The index is empty.", "Run: python manage.py update_index")
    else:
        yield Finding(OK, "search", f"{known} records are in the index.")


@register("administrators")
def _administrators() -> Iterator[Finding]:
    users = get_user_model().objects.filter(is_active=True)
    if not users.filter(is_superuser=True).exists():
        yield Finding(
            WRONG,
            "administrators",
            "Nobody may look after the site.",
            "Run: python manage.py createsuperuser",
        )
        return
    bare = users.filter(is_superuser=True).exclude(pk__in=Authenticator.objects.values("user_id")).count()
    if bare and settings.REQUIRE_SECOND_FACTOR:
        yield Finding(
            NOTE,
            "administrators",
            f"{bare} have no second factor yet.",
            "They are asked at their next sign-in.",
        )
    else:
        yield Finding(OK, "administrators", "There is at least one.")


@register("backup", reads_database=False)
def _backup() -> Iterator[Finding]:
    if Mark.path().exists():
        yield Finding(
            WRONG,
            "backup",
            "A restore is under way, or was cut short.",
            "If none is running: python manage.py restore --undo",
        )
    last = LastBackup.found()
    how = "Make one each night: python manage.py backup (docs/deploy.md)."
    if last is None:
        yield Finding(NOTE, "backup", "None was made on this machine.", how)
        return
    made = timezone.localtime(last.moment)
    found = f"The last one was made on {made:%d %B %Y at %H:%M}: {last.file}, {in_words(last.size)}."
    old = timezone.now() - last.moment > BACKUP_TOO_OLD
    yield Finding(NOTE if old else OK, "backup", found, how if old else "")
