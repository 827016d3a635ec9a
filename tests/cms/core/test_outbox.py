"""The outbox shows what would have been sent, and lets a letter do nothing."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from cms.core import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"

    def send(*subjects, html="<html><head></head><body><a href='https://x.example'>Go</a></body></html>"):
        connection = get_connection("django.core.mail.backends.filebased.EmailBackend")
        letters = []
        for subject in subjects:
            letter = EmailMultiAlternatives(
                subject, f"Text of {subject}", "a@example.org", ["ŵyn@example.org"]
            )
            letter.attach_alternative(html, "text/html")
            letter.attach("plan.ics", "BEGIN:VCALENDAR", "text/calendar")
            letters.append(letter)
        connection.send_messages(letters)

    return send


def test_an_empty_outbox_says_what_will_stand_there(client, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "nothing"
    assert "No letters yet" in client.get("/outbox/").content.decode()


def test_letters_stand_newest_first_with_their_words(client, send):
    send("First", "Canllaw ŷ")
    assert [letter.subject for letter in outbox.letters()] == ["Canllaw ŷ", "First"]
    page = client.get("/outbox/").content.decode()
    assert page.index("Canllaw ŷ") < page.index("First")
    name = outbox.letters()[0].name
    page = client.get(f"/outbox/{name}/").content.decode()
    assert "Text of Canllaw ŷ" in page
    assert "plan.ics" in page
    assert "sandbox=" in page


def test_the_html_of_a_letter_can_do_nothing(client, send):
    send("One")
    answer = client.get(f"/outbox/{outbox.letters()[0].name}/html/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in answer.content.decode()


@pytest.mark.parametrize("name", ["nothing.1", "..", "%2e%2e%2fsecret-key", "x"])
def test_a_name_never_leads_out_of_the_folder(client, send, settings, name):
    send("One")
    assert client.get(f"/outbox/{name}/").status_code == 404
