"""The demo's pages: home, about us, stories, case studies, people, in English and Welsh."""

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Site

from cms.core.demo import Context, DemoError

from ..models import HomePage
from ..starting import make_home_pages
from . import case_studies, general, statements, stories
from .building import build, build_welsh, fill
from .general import HOME
from .people import make_people
from .settings import write_settings

# Where the guides stand under the home page: another app makes them.
GUIDES_SLUG = "guides"


def load(context: Context) -> bool:
    """Take the empty home page that every new site has; `finish` fills it.

    Raises `DemoError` where the site has pages of its own: the demo is for an empty site.
    """
    make_home_pages()
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    home = site and HomePage.objects.filter(pk=site.root_page_id).first()
    if home and home.get_children().filter(slug=GUIDES_SLUG).exists():
        return False
    if home is None or home.get_children().exists():
        raise DemoError(
            _("This site has pages of its own. The demo is for an empty site: use another DATA_DIR.")
        )
    context.say("Pages")
    context.found["pages"] = {"home": home}
    context.found["specs"] = [HOME]
    return True


def finish(context: Context) -> None:
    """Write what leads to the guides, then the Welsh of everything, parents first.

    Links between pages are the same in both languages: a reader is led on in their own.
    """
    if "pages" not in context.found:
        return
    pages, specs = context.found["pages"], context.found["specs"]
    welsh = Locale.objects.get(language_code="cy")
    context.say("Stories, case studies and people")
    make_people(context, welsh)
    later = [stories.INDEX, *stories.STORIES, case_studies.INDEX, *case_studies.STUDIES]
    later += [*general.PAGES, *statements.PAGES]
    build(context, later)
    specs += later
    fill(context, HOME)
    context.say("Welsh")
    build_welsh(context, specs, welsh)
    write_settings(pages, welsh)
    Redirect.objects.get_or_create(
        old_path=Redirect.normalise_path("/sendreview"),
        site=None,
        defaults={"redirect_page": pages["send-review-guide"], "is_permanent": True},
    )
