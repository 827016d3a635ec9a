"""The team at work: how somebody signs in, and which screens of ours they meet in the admin."""

from playwright.sync_api import BrowserContext, Page

from tests.live_site import Site

EMAIL, PASSWORD = "office@example.org", "a kettle and nine chairs"

# Screens of ours by the name of their address, and the model whose newest record they show, if any.
SCREENS: dict[str, tuple[str, str]] = {
    "dashboard": ("wagtailadmin_home", ""),
    "guides": ("guides:index", ""),
    "a guide": ("guides:inspect", "Resource"),
    "new guide": ("guides:add", ""),
    "an edition": ("editions:edit", "Edition"),
    "downloads": ("downloads:index", ""),
    "where they heard": ("heard:index", ""),
    "reach": ("reach:index", ""),
    "words to sort": ("heard_words:index", ""),
    "sources": ("heard_sources:index", ""),
    "merge a source": ("heard_sources:merge", "HeardSource"),
    "people": ("people:index", ""),
    "a person": ("people:inspect", "Person"),
    "join a person": ("people:join", "Person"),
    "likely duplicates": ("people:duplicates", ""),
    "shared mailboxes": ("people:mailboxes", ""),
    "saved filters": ("people:filters", ""),
    "tag everybody": ("people:bulk_tag", ""),
    "bring people in": ("people:import", ""),
    "correct a person": ("people:edit", "Person"),
    "organisations": ("organisations:index", ""),
    "an organisation": ("organisations:inspect", "Organisation"),
    "new organisation": ("organisations:add", ""),
    "merge an organisation": ("organisations:merge", "Organisation"),
    "names to match": ("matching:index", ""),
    "schools reached": ("schools_reached:index", ""),
    "schools": ("schools:index", ""),
    "a school": ("schools:inspect", "School"),
    "trusts": ("school_groups:index", ""),
    "a trust": ("school_groups:inspect", "SchoolGroup"),
    "e-mails": ("letters:index", ""),
    "area schemes": ("area_schemes:index", ""),
    "areas": ("areas:index", ""),
    "an area": ("areas:edit", "Area"),
    "school holidays": ("holidays:index", ""),
    "new school holiday": ("holidays:add", ""),
    "a calendar": ("holidays:calendar", ""),
    "consents": ("consents:index", ""),
    "write down a consent": ("consents:record", "Person"),
    "e-mails about consent": ("consents:letters", ""),
    "words of consent": ("wordings:index", ""),
    "never mailed": ("never_mailed:index", ""),
    "bring a mailing list in": ("audience:index", ""),
    "requests about data": ("rights_admin:requests", ""),
    "a request about data": ("rights_admin:request", "RightsRequest"),
    "take a request down": ("rights_admin:take", ""),
    "erase a person": ("rights_admin:erase", "Person"),
    "people whose time is up": ("rights_admin:farewells", ""),
    "erasures": ("rights_admin:erasures", ""),
    "what we keep": ("rights_admin:register", ""),
}


def make_administrator(site: Site) -> None:
    """Make the administrator of these tests, and people and their requests for the screens, once."""
    site.ask(
        "from django.contrib.auth import get_user_model\n"
        "users = get_user_model().objects\n"
        f"if not users.filter(email={EMAIL!r}).exists():\n"
        f"    users.create_superuser({EMAIL!r}, {PASSWORD!r}, name='Office')\n"
        "    from django.utils import timezone\n"
        "    from cms.people.demo import make_people\n"
        "    make_people(timezone.now())\n"
        "    from cms.rights.demo import make_requests\n"
        "    make_requests(timezone.now())\n"
        "print('true')"
    )


def let_in(context: BrowserContext, site: Site) -> None:
    """Give a browser the administrator's session without the sign-in page."""
    make_administrator(site)
    name, key = site.ask(
        "import json\n"
        "from importlib import import_module\n"
        "from django.conf import settings\n"
        "from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model\n"
        f"user = get_user_model().objects.get(email={EMAIL!r})\n"
        "session = import_module(settings.SESSION_ENGINE).SessionStore()\n"
        "session[SESSION_KEY] = str(user.pk)\n"
        "session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]\n"
        "session[HASH_SESSION_KEY] = user.get_session_auth_hash()\n"
        "session.save()\n"
        "print(json.dumps([settings.SESSION_COOKIE_NAME, session.session_key]))"
    )
    context.add_cookies([{"name": name, "value": key, "url": site.url}])


def path_of(site: Site, name: str) -> str:
    """The path of one of `SCREENS`, with the newest record where it shows one."""
    address, model = SCREENS[name]
    return site.ask(
        "import json\n"
        "from django.apps import apps\n"
        "from django.urls import reverse\n"
        f"model = next((m for m in apps.get_models() if m.__name__ == {model!r}), None)\n"
        "arguments = [model.objects.order_by('-pk').first().pk] if model else []\n"
        f"print(json.dumps(reverse({address!r}, args=arguments)))"
    )


def sign_in(page: Page, site: Site) -> None:
    """Sign in as a person does, from the admin's own door; ends on the dashboard."""
    make_administrator(site)
    page.goto("/admin/")
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/admin/")
