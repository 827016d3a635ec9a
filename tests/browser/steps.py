"""What people do on the site, step by step, by the words they see."""

import itertools
import os
import re

from playwright.sync_api import Page, expect

from tests.live_site import Site, link_in

GUIDE = "send-review-guide"
OTHER_GUIDE = "ta-deployment-review-guide"
READING = 1_100  # milliseconds: the form asks for a second

_numbers = itertools.count(1)


def new_address(word: str = "teacher") -> str:
    """An e-mail address nobody has used."""
    return f"{word}-{os.getpid()}-{next(_numbers)}@example.org"


def answer(page: Page, email: str, *, heard: str = "A colleague", postcode: str = "LS1 4AP") -> None:
    """Answer every question that must be answered, and no other."""
    page.get_by_label("Email address").fill(email)
    page.get_by_label("What do you do?").select_option("senco")
    page.get_by_label("What kind of place do you work in?").select_option("primary")
    page.get_by_label("Postcode of the place where you work").fill(postcode)
    page.get_by_label(heard, exact=True).check()


def send(page: Page) -> None:
    """Press the one button of the form, no sooner than a person could."""
    page.wait_for_timeout(READING)
    page.locator("main form[method=post]").get_by_role("button").last.click()


def ask_by_form(page: Page, email: str, guide: str = GUIDE, *, remember: bool = False) -> None:
    """Get a guide as somebody new; ends on the page with the file."""
    page.goto(f"/get/{guide}/")
    answer(page, email)
    if remember:
        page.get_by_label("Remember me on this device").check()
    send(page)
    page.wait_for_url("**/ready/**")


def empty_form(page: Page, guide: str = GUIDE) -> None:
    """Send the form with nothing in it; ends on the form with its errors."""
    page.goto(f"/get/{guide}/")
    send(page)
    expect(page.locator("[data-error-summary]")).to_be_visible()


def letter_link(site: Site, email: str, number: int = 1) -> str:
    """The address of the guide in the letter to somebody, without the host."""
    return link_in(site.wait_for_letter(email, number), "/from-email/").removeprefix(site.url)


def open_letter_link(page: Page, site: Site, email: str) -> None:
    """Follow the link in the letter; ends on the page with a button."""
    page.goto(letter_link(site, email))


def old_link(site: Site, *, days: int, email: str = "") -> str:
    """A link from a letter as it was so many days ago, signed by the site's own key; its path."""
    email = email or new_address("old")
    return site.ask(
        "import json\n"
        "from datetime import timedelta\n"
        "from django.urls import reverse\n"
        "from django.utils import timezone\n"
        "from cms.people.services import identify\n"
        "from cms.resources.choices import Channel\n"
        "from cms.resources.models import File\n"
        "from cms.resources.services import ask_for_download\n"
        "from cms.resources.services.links import Purpose, make_link\n"
        f"then = timezone.now() - timedelta(days={days})\n"
        f"file = File.objects.filter(edition__resource__slug={GUIDE!r}, edition__status='current').first()\n"
        f"person = identify(email={email!r}, now=then)\n"
        "download = ask_for_download(\n"
        "    person=person, file=file, channel=Channel.FORM, heard_source=None, now=then)\n"
        "token = make_link(purpose=Purpose.LETTER, key=download.key, now=then, file_id=file.pk)\n"
        "print(json.dumps(reverse('resources:email_link', kwargs={'token': token})))\n"
    )


def consent_link(site: Site, kind: str, *, days: int = 0, email: str = "") -> str:
    """A link about somebody's consent as it was so many days ago, signed by the site's own key; its path.

    `kind` is `confirm` (they signed up), `preferences` or `unsubscribe` (they get the newsletter).
    """
    email = email or new_address("reader")
    return site.ask(
        "import json\n"
        "from datetime import timedelta\n"
        "from django.urls import reverse\n"
        "from django.utils import timezone\n"
        "from cms.consent.models import SignUp\n"
        "from cms.consent.services import current_wording, give_consent\n"
        "from cms.consent.services.links import Link, make_link\n"
        "from cms.people.services import identify\n"
        f"then = timezone.now() - timedelta(days={days})\n"
        "words = current_wording('newsletter')\n"
        f"if {kind!r} == 'confirm':\n"
        f"    row = SignUp.objects.create(email={email!r}, wording=words, source='a test',\n"
        "        asked_at=timezone.now())\n"
        "else:\n"
        f"    row = identify(email={email!r}, now=then)\n"
        "    give_consent(person=row, purpose='newsletter', wording=words, source='a test',\n"
        "        now=timezone.now(), proof='letter')\n"
        f"token = make_link(Link[{kind.upper()!r}], key=row.key, now=then, purpose='newsletter')\n"
        f"print(json.dumps(reverse('consent:{kind}', args=[token])))\n"
    )


def taken(page, press) -> bytes:
    """The bytes of the file that pressing something brings, checked to be a named guide."""
    with page.expect_download() as caught:
        press()
    download = caught.value
    assert download.failure() is None
    assert re.fullmatch(r"[a-z0-9.-]+\.(pdf|docx)", download.suggested_filename), download.suggested_filename
    return download.path().read_bytes()


def file_link(page):
    """The link to the file on the page that has it ready."""
    return page.locator("main a[href*='/files/']").first


def outcomes(site, email: str) -> list[str]:
    """What became of this person's downloads, oldest first."""
    return site.ask(
        "import json\nfrom cms.resources.models import Download\n"
        f"rows = Download.objects.filter(person__email={email!r}).order_by('pk')\n"
        "print(json.dumps(list(rows.values_list('outcome', flat=True))))"
    )
