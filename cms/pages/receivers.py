"""What makes kept answers out of date."""

from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from cms.core import page_cache
from cms.core.models import Menu, SiteSettings
from cms.places.models import DataLoad

from .models import Partner, Profile


def page_saved(instance: object, update_fields: object = None, **kwargs: object) -> None:
    """Forget when a page is saved by any door: most pages are published, but code may save one too."""
    if isinstance(instance, Page):
        page_cache.forget()


def connect() -> None:
    """Listen."""
    for signal, name in (
        (page_published, "published"),
        (page_unpublished, "unpublished"),
        (page_slug_changed, "slug"),
        (post_page_move, "moved"),
        (post_migrate, "migrated"),
    ):
        signal.connect(page_cache.forget, dispatch_uid=f"page-cache-{name}")
    post_save.connect(page_saved, dispatch_uid="page-cache-page-saved")
    post_delete.connect(page_saved, dispatch_uid="page-cache-page-deleted")
    page_cache.watch(
        Menu,
        SiteSettings,
        DataLoad,
        Profile,
        Partner,
        Redirect,
        Site,
        Locale,
        PageViewRestriction,
        get_image_model(),
    )
