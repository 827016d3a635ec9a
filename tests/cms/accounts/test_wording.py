"""Sign-in speaks Welsh too: every word of the library that the site shows is in our message file."""

import re
from pathlib import Path

import allauth
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from cms.accounts import wording
from cms.accounts.models import User
from cms.core.catalogue import words_in_python, words_in_template

pytestmark = pytest.mark.django_db

LIBRARY = Path(allauth.__file__).parent
OURS = Path(wording.__file__).parent / "templates"
# Switched off here: sign-up, confirming or changing addresses and telephone numbers, trusting a browser, a
# reset by code; or for people without an address, which nobody is.
UNSEEN = re.compile(
    r"signup|phone|account_already|account/email_|account/email/email_|/email\.html|confirm_email|reset_code"
    r"|verification_sent|verified_email|manage_email|mfa/trust|warn_no_email|account/messages/(?!log|password)"
)
PLURAL = {message.words for message in words_in_python(Path(wording.__file__).read_text()) if message.plural}
NAMED = {str(text) for text in wording.SHOWN} | PLURAL


def shown() -> dict[str, str]:
    """Every marked text of the library's pages and letters that somebody can meet, with its file."""
    found = {}
    for folder in ("account", "mfa"):
        for path in sorted((LIBRARY / "templates" / folder).rglob("*")):
            name = path.relative_to(LIBRARY / "templates").as_posix()
            if path.suffix in {".html", ".txt"} and not UNSEEN.search(name) and not (OURS / name).exists():
                found |= {message.words: name for message in words_in_template(path.read_text())}
    return found


def test_every_word_of_the_library_that_is_shown_is_named():
    with translation.override("cy"):
        missing = {
            words: name
            for words, name in shown().items()
            if words not in NAMED and translation.gettext(words) == words
        }
    assert missing == {}


def test_every_word_named_is_still_the_librarys():
    there = set(shown())
    for path in LIBRARY.rglob("*.py"):
        if "migrations" not in path.parts:
            there |= {message.words for message in words_in_python(path.read_text())}
    assert NAMED - there == set()


PAGES = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_request_login_code",
    "account_inactive",
]
ENGLISH = re.compile(
    r"\b(Password|Account|Sign|Code|Your|You|Please|email|Request|Enter|Reset|Forgot|Send|Confirm|address)\b"
)


@pytest.mark.parametrize("name", PAGES)
def test_pages_around_sign_in_in_welsh(client, name):
    with translation.override("cy"):
        address = reverse(name)
    assert address.startswith("/cy/accounts/")
    page = client.get(address).content.decode()
    assert '<html lang="cy"' in page
    main = re.search(r"<main.*?</main>", page, re.DOTALL)[0]
    words = re.sub(r"<script.*?</script>|<[^>]+>", " ", main, flags=re.DOTALL)
    assert ENGLISH.findall(words) == []


@pytest.mark.parametrize(("language", "greeting"), [("en", "Hello,"), ("cy", "Helo,")])
@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
@pytest.mark.parametrize("known", [True, False])
def test_letters_bear_the_name_of_the_site(client, settings, name, known, language, greeting):
    settings.WAGTAIL_SITE_NAME = "A name of our own"
    if known:
        User.objects.create_user("staff@example.org", "a long enough password")
    with translation.override(language):
        client.post(reverse(name), {"email": "staff@example.org"})
    (letter,) = mail.outbox
    assert "A name of our own" in letter.subject
    assert letter.body.startswith(greeting)
    assert "testserver" not in letter.body.replace("http://testserver/", "")
    assert "signup" not in letter.body, "nobody can make an account for themselves"


def test_a_changed_password_is_told(client):
    user = User.objects.create_user("staff@example.org", "a long enough password")
    client.force_login(user)
    new = "another quite long password"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": "a long enough password", "password1": new, "password2": new},
    )
    (letter,) = mail.outbox
    assert "tell an administrator" in letter.body
    assert "Your password has been changed." in letter.body
