"""The least a site needs: a home page in each language.

Wagtail's own migrations leave one English "Welcome" page. After every `migrate` this makes sure that
the languages exist and that the site has a home page of ours in each; it never touches a site that
has one.
"""

from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from .models import HomePage


def make_home_pages() -> None:
    """Make the locales of the settings, and a published home page in each where there is none."""
    locales = {
        code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES
    }
    if HomePage.objects.exists():
        return
    with transaction.atomic():
        root = Page.get_first_root_node()
        default = locales[settings.LANGUAGE_CODE]
        if root is None:
            root = Page.add_root(instance=Page(title="Root", slug="root", locale=default))
        homes = {}
        for code, locale in locales.items():
            with override(code):
                home = HomePage(
                    title=_("Home"),
                    slug="home" if code == settings.LANGUAGE_CODE else f"home-{code}",
                    heading=settings.WAGTAIL_SITE_NAME,
                    locale=locale,
                )
            if homes:
                home.translation_key = homes[settings.LANGUAGE_CODE].translation_key
            _clear_the_way(root, home.slug)
            homes[code] = root.add_child(instance=home)
            home.save_revision().publish()
        site = Site.objects.filter(is_default_site=True).first() or Site(
            hostname="localhost", is_default_site=True, site_name=settings.WAGTAIL_SITE_NAME
        )
        site.root_page = homes[settings.LANGUAGE_CODE]
        site.save()
        Page.objects.filter(depth=2, slug="welcome-to-wagtail").delete()


def _clear_the_way(root: Page, slug: str) -> None:
    """Give Wagtail's welcome page another slug, because it holds the one of the home page."""
    Page.objects.child_of(root).filter(slug=slug).update(slug="welcome-to-wagtail")


def after_migrate(using: str = "default", **kwargs: Any) -> None:
    """Make the home pages once the tables are there."""
    if using == "default" and HomePage._meta.db_table in connections[using].introspection.table_names():
        make_home_pages()
