"""How the site here stands: its version, its database, what it holds, which migrations it knows."""

import re
from collections.abc import Iterable
from pathlib import Path

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from . import BackupError
from .postgresql import PostgreSQL
from .sqlite import SQLite

OURS = ("cms.", "courses.", "campaigns.")


def engine() -> SQLite | PostgreSQL:
    """The database of this site, as backups know it."""
    if connection.vendor == "postgresql":
        return PostgreSQL(Path(settings.DATA_DIR))
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        return SQLite(Path(connection.settings_dict["NAME"]))
    raise BackupError(f"No backup can be made of this kind of database ({connection.display_name}).")


def version() -> str:
    """The version of the project, as CHANGELOG.md heads its newest part, with those it is built on."""
    changes = Path(settings.BASE_DIR) / "CHANGELOG.md"
    heads = re.findall(r"^## (.+)$", changes.read_text(), re.MULTILINE) if changes.is_file() else []
    own = heads[0] if heads else "unknown"
    return f"{own} (Wagtail {wagtail.__version__}, Django {django.__version__})"


def fingerprint(key: str) -> str:
    """A few letters that recognise a key and tell nothing of it."""
    return salted_hmac("cms.core.backups", "which key", secret=key, algorithm="sha256").hexdigest()[:16]


def is_one_of(keys: Iterable[str], print_of_key: str) -> bool:
    """Tell whether one of these is the key that an archive was made with."""
    return any(constant_time_compare(fingerprint(key), print_of_key) for key in keys)


def unknown_migrations(applied: dict[str, list[str]]) -> list[str]:
    """The migrations among these that this code does not know, as `app.name`: a newer version made them."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known |= set(migration.replaces)
    with_migrations = {app for app, _name in known}
    return [
        f"{app}.{name}"
        for app, names in sorted(applied.items())
        for name in names
        # An app that is no longer installed leaves rows that mean nothing.
        if (app, name) not in known and (app in with_migrations or apps.is_installed(app))
    ]


def data_found() -> dict[str, int]:
    """What the database holds beyond what migrations put there, by its name; empty when nothing is lost.

    A room whose migrations fill a table says so in its AppConfig: `filled_by_migrations`, names of models.
    """
    there = set(connection.introspection.table_names())
    if not there:
        return {}
    if "django_migrations" not in there:
        return {"tables of something else": len(there)}
    found = {}
    for model in apps.get_models(include_auto_created=True):
        config = apps.get_app_config(model._meta.app_label)
        filled = getattr(config, "filled_by_migrations", frozenset())
        ours = config.name.startswith(OURS) and model._meta.managed and model._meta.model_name not in filled
        chosen = ours or model in (get_user_model(), get_document_model(), get_image_model())
        if chosen and not model._meta.proxy and model._meta.db_table in there:
            count = model._base_manager.count()
            if count:
                found[str(model._meta.verbose_name_plural)] = count
    if "wagtailcore_page" in there:
        pages = Page.objects.filter(depth__gt=2).only("pk").count()
        if pages:
            found["pages"] = pages
    return found
