"""Signed links: one purpose each, and no other's work."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from cms.resources.services.links import (
    BadLink,
    Purpose,
    make_link,
    read_link,
    read_moment,
    sign_moment,
)

NOW = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
KEY = uuid.UUID("12345678-1234-5678-1234-567812345678")


@given(
    purpose=st.sampled_from(Purpose), key=st.uuids(), file_id=st.integers(0, 10**12), by_letter=st.booleans()
)
def test_what_was_said_is_read(purpose, key, file_id, by_letter):
    token = make_link(purpose=purpose, key=key, file_id=file_id, by_letter=by_letter, now=NOW)
    link = read_link(token, purpose=purpose)
    assert (link.key, link.file_id, link.by_letter, link.made_at) == (key, file_id, by_letter, NOW)
    assert len(token) <= 200


@pytest.mark.parametrize("made_for", Purpose)
@pytest.mark.parametrize("used_for", Purpose)
def test_no_link_does_the_work_of_another(made_for, used_for):
    token = make_link(purpose=made_for, key=KEY, file_id=7, now=NOW)
    if made_for is used_for:
        assert read_link(token, purpose=used_for).key == KEY
    else:
        with pytest.raises(BadLink):
            read_link(token, purpose=used_for)


def test_every_changed_character_is_noticed():
    token = make_link(purpose=Purpose.FILE, key=KEY, file_id=7, now=NOW)
    for place, was in enumerate(token):
        changed = token[:place] + ("A" if was != "A" else "B") + token[place + 1 :]
        with pytest.raises(BadLink):
            read_link(changed, purpose=Purpose.FILE)


@given(st.text(max_size=80))
def test_rubbish_is_a_bad_link_and_nothing_worse(text):
    for purpose in Purpose:
        with pytest.raises(BadLink):
            read_link(text, purpose=purpose)
    assert read_moment(text) is None


@pytest.mark.parametrize(
    ("purpose", "days"), [(Purpose.READY, 1), (Purpose.FILE, 1), (Purpose.LETTER, 14), (Purpose.DEVICE, 365)]
)
def test_a_link_lives_so_long(purpose, days):
    link = read_link(make_link(purpose=purpose, key=KEY, now=NOW), purpose=purpose)
    assert link.is_live(NOW + timedelta(days=days) - timedelta(seconds=1))
    assert not link.is_live(NOW + timedelta(days=days))
    assert not link.is_live(NOW - timedelta(hours=1))


def test_an_old_secret_still_reads_what_it_signed():
    token = make_link(purpose=Purpose.LETTER, key=KEY, now=NOW)
    with override_settings(
        SECRET_KEY="x" * 60, SECRET_KEY_FALLBACKS=["only-for-tests-and-known-to-everybody-who-reads-this"]
    ):
        assert read_link(token, purpose=Purpose.LETTER).key == KEY
    with override_settings(SECRET_KEY="x" * 60), pytest.raises(BadLink):
        read_link(token, purpose=Purpose.LETTER)


def test_a_moment_is_read_to_the_tenth():
    moment = NOW + timedelta(milliseconds=700)
    assert read_moment(sign_moment(moment)) == moment
    assert read_moment("1.x") is None
