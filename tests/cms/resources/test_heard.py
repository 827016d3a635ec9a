"""Typed words are sorted and sources merged: nothing typed changes, everything can be taken back."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from cms.accounts.choices import StaffGroup
from cms.resources.admin_views.reads import heard_by_source, weighted_words
from cms.resources.filters import family_of
from cms.resources.models import Download, HeardPhrase, HeardSource
from cms.resources.services.heard import add_source, merge_sources, sort_phrase, sort_phrases, unmerge_source
from tests.factories import DownloadFactory, HeardPhraseFactory, HeardSourceFactory
from tests.staff import member_of

pytestmark = pytest.mark.django_db
ALL_TIME = {"first": None, "last": None}


@pytest.fixture
def user():
    return member_of(StaffGroup.COMMUNICATIONS)


def numbers() -> dict[str, int]:
    lines, total = heard_by_source(**ALL_TIME)
    found = {line.name or line.key: line.downloads for line in lines}
    assert sum(found.values()) == total
    return found


def test_sorting_changes_what_words_count_as_and_never_the_words(user):
    elsewhere, forum = (
        HeardSourceFactory(name="Elsewhere", takes_words=True),
        HeardSourceFactory(name="Forum"),
    )
    phrase = HeardPhraseFactory(example="TES forum")
    DownloadFactory.create_batch(2, heard_source=elsewhere, heard_phrase=phrase, heard_words="TES  forum!")
    before = list(Download.objects.order_by("pk").values("heard_source", "heard_phrase", "heard_words"))
    assert numbers() == {"Elsewhere": 2}

    assert sort_phrase(phrase=phrase, source=forum, user=user)
    assert numbers() == {"Forum": 2}
    assert (
        list(Download.objects.order_by("pk").values("heard_source", "heard_phrase", "heard_words")) == before
    )
    assert HeardPhrase.objects.get().example == "TES forum"

    assert sort_phrase(phrase=phrase, source=None, user=user)
    assert numbers() == {"Elsewhere": 2}


def test_two_people_sorting_at_once_do_not_undo_each_other(user):
    phrase, mine, theirs = HeardPhraseFactory(), HeardSourceFactory(), HeardSourceFactory()
    sort_phrase(phrase=HeardPhrase.objects.get(), source=theirs, user=user)
    assert sort_phrases(seen=[(phrase.pk, None)], source=mine, user=user) == (0, 1)
    assert HeardPhrase.objects.get().source == theirs


def test_merging_rewrites_no_download_and_can_be_taken_back(user):
    a, b = HeardSourceFactory(name="A"), HeardSourceFactory(name="B")
    DownloadFactory(heard_source=a)
    DownloadFactory.create_batch(2, heard_source=b)
    merge_sources(source=a, into=b, user=user)
    assert numbers() == {"B": 3}
    assert Download.objects.filter(heard_source=a).count() == 1
    assert family_of(b.pk) == {a.pk, b.pk}
    assert unmerge_source(source=a, user=user)
    assert numbers() == {"A": 1, "B": 2}
    assert not unmerge_source(source=a, user=user)


def test_a_chain_of_mergers_counts_at_its_end_and_never_closes(user):
    a, b, c = (HeardSourceFactory(name=name) for name in "ABC")
    merge_sources(source=a, into=b, user=user)
    merge_sources(source=b, into=c, user=user)
    DownloadFactory(heard_source=a)
    assert numbers() == {"C": 1}
    with pytest.raises(ValidationError, match="into itself"):
        merge_sources(source=c, into=a, user=user)
    with pytest.raises(ValidationError, match="already merged"):
        merge_sources(source=a, into=c, user=user)
    with pytest.raises(ValidationError, match="into itself"):
        merge_sources(source=c, into=c, user=user)


def test_every_act_is_logged_with_who_and_without_what_people_typed(user):
    phrase, source, other = (
        HeardPhraseFactory(example="my friend Ann Smith"),
        HeardSourceFactory(),
        HeardSourceFactory(),
    )
    sort_phrase(phrase=phrase, source=source, user=user)
    merge_sources(source=source, into=other, user=user)
    unmerge_source(source=source, user=user)
    entries = ModelLogEntry.objects.filter(user=user)
    assert [entry.action for entry in entries.order_by("pk")] == [
        "resources.sort",
        "resources.merge",
        "resources.unmerge",
    ]
    assert not entries.filter(label__contains="Ann").exists()


def test_a_new_source_is_not_on_the_form_until_somebody_offers_it(user):
    source = add_source(name="  Governors’   forum ", user=user)
    assert (source.name, source.code, source.is_offered) == ("Governors’ forum", "governors-forum", False)
    with pytest.raises(ValidationError, match="already a source"):
        add_source(name="Governors forum", user=user)
    with pytest.raises(ValidationError, match="in letters"):
        add_source(name="!!!", user=user)
    assert HeardSource.objects.filter(code="governors-forum").count() == 1


def test_what_is_not_known_is_shown_not_dropped():
    DownloadFactory(heard_source=None)
    DownloadFactory(heard_source=None, heard_phrase=HeardPhraseFactory())
    DownloadFactory(outcome="repeat", heard_source=HeardSourceFactory())
    assert numbers() == {"unknown": 1, "unsorted": 1}


def test_words_weigh_by_how_often_they_were_typed():
    often, once = HeardPhraseFactory(example="often"), HeardPhraseFactory(example="Alone")
    DownloadFactory.create_batch(5, heard_phrase=often)
    DownloadFactory(heard_phrase=once)
    assert [(word.text, word.downloads, word.weight) for word in weighted_words(**ALL_TIME)] == [
        ("Alone", 1, 1),
        ("often", 5, 5),
    ]
