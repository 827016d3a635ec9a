"""The demo of the suite: six guides with real files, their pages, and the made-up history."""

from cms.core.demo import Context
from cms.pages.demo.building import build

from ..models import Resource, ResourcePage
from .files import make_editions
from .pages import GUIDES, INDEX
from .plan import LAUNCHES


def load(context: Context) -> bool:
    """Make the guides and their pages, then the history unless it is not wanted.

    The two are looked at apart: a demo loaded without history can have it later.
    """
    from .history import load_history
    from .organisations import give_schools

    new = False
    if "pages" in context.found:
        context.say("Guides and their files")
        build(context, [INDEX, *GUIDES])
        context.found["specs"] += [INDEX, *GUIDES]
        resources = {page.slug: page.resource for page in ResourcePage.objects.select_related("resource")}
        for slug, launched in LAUNCHES.items():
            Resource.objects.filter(slug=slug).update(launched_on=launched)
        make_editions(resources, context.say)
        new = True
    if context.with_history and load_history(context):
        give_schools(context)
        new = True
    return new
