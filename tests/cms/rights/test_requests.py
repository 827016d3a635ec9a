"""What people ask is taken in, confirmed from their own mailbox, and answered in time."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.core.choices import LetterState
from cms.people.models import Person
from cms.rights.choices import How, Kind, State
from cms.rights.models import Move, RightsLetter, RightsRequest
from cms.rights.services.erasing import erase
from cms.rights.services.links import Purpose, make_link, read_link
from cms.rights.services.requests import (
    MoveRefused,
    confirm,
    extend,
    move,
    reply,
    take_request,
)
from tests.cms.rights.conftest import ADDRESS, NOW, at_once
from tests.factories import PersonFactory
from tests.staff import member_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
FORMS = {"see": Kind.ACCESS, "erase": Kind.ERASURE, "complain": Kind.COMPLAINT}
BAD = [
    "\x00NUL\x00 in the middle",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\ud800 half a pair",
    "Iñtërnâtiônàlizætiøn ŵŷ 👩‍🏫",
    "\u202eright to left",
    "'; DROP TABLE rights_rightsrequest; --",
    "{{ 7*7 }} {% now %}",
    "x" * 4999,
    "line\r\nline\n\n\nline",
]


def ask(client, where="see", **more):
    given = {"email": ADDRESS, "name": "", "words": "What happened was this.", "subject_line": ""} | more
    return client.post(f"/your-data/{where}/", {key: sendable(value) for key, value in given.items()})


def sendable(text: str) -> str | bytes:
    """Half a surrogate pair travels as the bytes a broken program would send."""
    return text.encode("utf-8", "surrogatepass") if "\ud800" in text else text


@pytest.mark.parametrize("where", FORMS)
def test_asking_writes_it_down_and_sends_a_letter_with_a_link(where, client, run_jobs, mailoutbox):
    response = ask(client, where)
    assert (response.status_code, response["Location"]) == (303, "/your-data/sent/")
    asked = RightsRequest.objects.get()
    assert (asked.kind, asked.state, asked.email) == (FORMS[where], State.RECEIVED, ADDRESS)
    run_jobs()
    (letter,) = mailoutbox
    assert letter.to == [ADDRESS]
    link = next(word for word in letter.body.split() if "/your-data/confirm/" in word)
    path = link[link.index("/your-data") :]
    assert client.get(path).status_code == 200
    asked.refresh_from_db()
    assert asked.state == State.RECEIVED, "opening the link changes nothing"
    assert asked.acknowledged_at
    page = client.post(path)
    assert page.status_code == 200
    asked.refresh_from_db()
    assert asked.state == State.CONFIRMED
    assert asked.due_on
    assert page["Referrer-Policy"] == "no-referrer"
    assert client.post(path).status_code == 200
    assert Move.objects.filter(after=State.CONFIRMED).count() == 1
    assert "Set-Cookie" not in response


def test_nobody_learns_here_who_is_known(client, run_jobs, mailoutbox):
    PersonFactory(email=ADDRESS)
    known, unknown = ask(client), ask(client, email="nobody@example.org")
    assert (known.status_code, known.content, known["Location"]) == (
        unknown.status_code, unknown.content, unknown["Location"],
    )  # fmt: skip
    run_jobs()
    bodies = [letter.body.split("/confirm/")[0] for letter in mailoutbox]
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("words", BAD)
@pytest.mark.parametrize("where", FORMS)
def test_bad_input_is_taken_or_shown_again_and_never_breaks(where, words, client):
    response = ask(client, where, words=words, name=words[:190])
    assert response.status_code in (200, 303)
    if response.status_code == 303:
        kept = RightsRequest.objects.get()
        assert "\x00" not in kept.words + kept.name
        assert "\x00" not in kept.words


@pytest.mark.parametrize(
    "email", ["", "no address", "a@b", f"{'x' * 250}@example.org", "a@example.org\nBcc: b@c.de"]
)
def test_a_bad_address_is_told_and_what_was_typed_stays(email, client):
    response = ask(client, email=email, words="Keep these words")
    assert response.status_code == 200
    assert "Keep these words" in response.content.decode()
    assert 'class="error-summary"' in response.content.decode()
    assert not RightsRequest.objects.exists()


def test_too_many_words_are_told_and_kept(client):
    response = ask(client, words="y" * 5001)
    assert "at most 5000 characters" in response.content.decode()
    assert "y" * 5001 in response.content.decode()


def test_the_trap_and_another_website(client):
    assert ask(client, subject_line="buy").status_code == 200
    assert (
        client.post("/your-data/see/", {"email": ADDRESS}, HTTP_SEC_FETCH_SITE="cross-site").status_code
        == 403
    )
    assert not RightsRequest.objects.exists()


def test_one_mailbox_is_not_flooded(client, run_jobs, mailoutbox):
    answers = [ask(client).status_code for _ in range(8)]
    assert answers == [303] * 6 + [429] * 2
    assert RightsRequest.objects.count() == 1


def test_a_forged_or_old_link_finds_nothing(client, monkeypatch):
    asked = take_request(kind=Kind.ACCESS, email=ADDRESS, now=NOW)
    token = make_link(Purpose.CONFIRM, asked.key)
    assert client.get(f"/your-data/confirm/{token}x/").status_code == 404
    assert read_link(token, Purpose.PACKAGE) is None
    import time

    later = time.time() + Purpose.CONFIRM.lasts.total_seconds() + 5
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.post(f"/your-data/confirm/{token}/").status_code == 404
    asked.refresh_from_db()
    assert asked.state == State.RECEIVED


def test_the_clock_stands_until_we_know_who_asked():
    asked = take_request(kind=Kind.ACCESS, email=ADDRESS, now=NOW)
    assert asked.due_on is None
    asked = confirm(request=asked, now=NOW + timedelta(days=10))
    assert asked.due_on == date(2018, 5, 1)


def test_a_complaint_runs_from_the_first_day():
    asked = take_request(kind=Kind.COMPLAINT, email=ADDRESS, words="So it was", now=NOW)
    assert asked.due_on == date(2018, 4, 20)
    assert confirm(request=asked, now=NOW + timedelta(days=10)).due_on == date(2018, 4, 20)


def test_the_same_asked_twice_is_one_request():
    first = take_request(kind=Kind.ACCESS, email=ADDRESS, words="One", now=NOW)
    second = take_request(kind=Kind.ACCESS, email=ADDRESS.upper(), words="Two", now=NOW)
    assert first.pk == second.pk
    assert second.words == "One\n\nTwo"
    assert take_request(kind=Kind.ERASURE, email=ADDRESS, now=NOW).pk != first.pk


def test_each_step_says_who_and_why():
    officer = member_of("Data officers")
    asked = take_request(kind=Kind.ACCESS, email=ADDRESS, now=NOW)
    with pytest.raises(MoveRefused, match="Say why"):
        move(request=asked, to=State.CONFIRMED, by=officer, now=NOW)
    asked = move(request=asked, to=State.CONFIRMED, by=officer, why="rang them back", now=NOW)
    asked = move(request=asked, to=State.IN_PROGRESS, by=officer, now=NOW)
    with pytest.raises(MoveRefused):
        move(request=asked, to=State.CONFIRMED, by=officer, why="again", now=NOW)
    with pytest.raises(MoveRefused, match="Say why"):
        move(request=asked, to=State.REFUSED, by=officer, now=NOW)
    asked = move(request=asked, to=State.REFUSED, by=officer, why="the same as last week", now=NOW)
    assert asked.closed_at == NOW
    steps = list(asked.moves.values_list("before", "after", "by", "why"))
    assert steps == [
        ("", "received", None, ""),
        ("received", "confirmed", officer.pk, "rang them back"),
        ("confirmed", "progress", officer.pk, ""),
        ("progress", "refused", officer.pk, "the same as last week"),
    ]


def test_longer_is_possible_once_within_the_month_and_for_a_reason():
    officer = member_of("Data officers")
    asked = confirm(request=take_request(kind=Kind.ACCESS, email=ADDRESS, now=NOW), now=NOW)
    with pytest.raises(MoveRefused):
        extend(request=asked, by=officer, why=" ", now=NOW)
    with pytest.raises(MoveRefused, match="month is over"):
        extend(request=asked, by=officer, why="large", now=NOW + timedelta(days=40))
    assert extend(request=asked, by=officer, why="large", now=NOW).due_on == date(2018, 6, 22)
    with pytest.raises(MoveRefused):
        extend(request=asked, by=officer, why="larger", now=NOW)


def test_an_answer_is_sent_once_and_closes(run_jobs, mailoutbox):
    officer = member_of("Data officers")
    asked = confirm(request=take_request(kind=Kind.ACCESS, email=ADDRESS, now=NOW), now=NOW)
    reply(request=asked, words="We keep nothing about you.", by=officer, now=NOW)
    with pytest.raises(MoveRefused):
        reply(request=asked, words="Again", by=officer, now=NOW)
    run_jobs()
    (answer,) = [letter for letter in mailoutbox if "answer" in letter.subject.lower()]
    assert "We keep nothing about you." in answer.body
    assert "ico.org.uk" in answer.body


def test_the_copy_goes_only_to_who_is_confirmed_and_only_their_own(run_jobs):
    from cms.rights.services.ordering import order_package

    officer = member_of("Data officers")
    person = PersonFactory(email=ADDRESS)
    package = order_package(person=person, asked_by=officer, now=timezone.now())
    run_jobs()
    package.refresh_from_db()
    unconfirmed = take_request(kind=Kind.ACCESS, email=ADDRESS, now=NOW)
    other = confirm(request=take_request(kind=Kind.ACCESS, email="else@example.org", now=NOW), now=NOW)
    for asked in (unconfirmed, other):
        with pytest.raises(MoveRefused):
            reply(request=asked, words="Here", by=officer, package=package, now=NOW)


def test_a_lost_worker_leaves_a_letter_uncertain_and_it_is_not_sent_again(mailoutbox):
    from cms.rights.services.letters import send

    take_request(kind=Kind.ACCESS, email=ADDRESS, now=NOW)
    letter = RightsLetter.objects.get()
    RightsLetter.objects.update(state=LetterState.SENDING)
    send(key=str(letter.key), now=NOW)
    letter.refresh_from_db()
    assert letter.state == LetterState.UNCERTAIN
    assert not mailoutbox


def test_an_erasure_answers_the_request_for_it_and_keeps_that_it_was_made():
    asked = confirm(request=take_request(kind=Kind.ERASURE, email=ADDRESS, name="Wil", now=NOW), now=NOW)
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    asked.refresh_from_db()
    assert (asked.state, asked.email, asked.name, asked.words) == (State.ANSWERED, "", "", "")
    assert asked.address_hash
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_confirm_once():
    asked = take_request(kind=Kind.ACCESS, email=ADDRESS, now=NOW)
    results = at_once([lambda: confirm(request=asked, now=NOW)] * 3)
    assert not [result for result in results if isinstance(result, Exception)]
    assert Move.objects.filter(after=State.CONFIRMED).count() == 1


def test_welsh_is_asked_and_answered_in_welsh(run_jobs, mailoutbox):
    response = ask(Client(), where="see")
    assert response.status_code == 303
    welsh = Client().post(
        "/cy/your-data/see/", {"email": "cymraes@example.org", "name": "", "words": "", "subject_line": ""}
    )
    assert welsh["Location"] == "/cy/your-data/sent/"
    run_jobs()
    english, cymraeg = sorted(mailoutbox, key=lambda letter: letter.to, reverse=True)
    assert english.subject != cymraeg.subject
    assert "/cy/your-data/confirm/" in cymraeg.body
    assert json.dumps(cymraeg.subject)
