"""The demo: loaded once for this module, on either database, and held against the record."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import Translation

from cms.accounts.choices import StaffGroup
from cms.consent.models import ConsentEvent
from cms.core.models import Menu
from cms.pages.models import CaseStudyPage, HomePage, Partner, PeopleIndexPage, Profile, StoryPage
from cms.people.models import Person
from cms.places.choices import Method
from cms.resources.choices import Outcome, Status, Variant
from cms.resources.demo.plan import ADULTHOOD, GOVERNANCE, LAUNCHES, REFLECTION, REVIEW, TA, TRUST
from cms.resources.models import DailyTally, Download, File, HeardPhrase, Resource, ResourcePage
from cms.resources.reports import downloads
from cms.resources.services import rebuild_tallies, staff_addresses

pytestmark = [pytest.mark.both_databases, pytest.mark.slow, pytest.mark.django_db]


def load(*options):
    out, err = StringIO(), StringIO()
    call_command("load_demo", *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """Load the demo once; each test works on top of it in a savepoint, and all is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        result = load()
        yield result
        transaction.set_rollback(True)


def figures(slug=None, first=None, last=None, by=None):
    resource = Resource.objects.get(slug=slug) if slug else None
    return downloads(
        first=first and date.fromisoformat(first),
        last=last and date.fromisoformat(last),
        by=by,
        resource=resource,
    )


@pytest.mark.parametrize(
    ("slug", "first", "last", "expected"),
    [
        (REVIEW, "2016-07-19", "2017-03-31", 3084),
        (REVIEW, None, "2017-03-31", 3084),
        (REVIEW, None, "2018-01-31", 5659),
        (REVIEW, "2017-11-01", "2017-11-08", 108),
        (REVIEW, "2017-11-22", "2017-11-29", 262),
        (REVIEW, "2017-06-23", "2017-06-29", 74),
        (REVIEW, "2017-06-30", "2017-07-06", 101),
        (REVIEW, "2017-06-30", "2017-06-30", 12),
        (TA, "2017-06-30", "2017-06-30", 231),
        (TA, "2017-06-30", "2017-07-06", 702),
        (TA, None, "2018-01-31", 2094),
        (REFLECTION, "2017-11-22", "2018-01-31", 765),
        (REFLECTION, None, "2017-11-21", 0),
        (ADULTHOOD, None, "2018-02-19", 0),
        (GOVERNANCE, None, "2018-03-07", 0),
        (TRUST, None, "2018-03-21", 0),
    ],
)
def test_the_figures_are_those_of_the_record(slug, first, last, expected):
    assert figures(slug, first, last).total["downloads"] == expected


def test_the_ta_guide_reaches_a_thousand_in_september_and_the_framework_nine_hundred_in_march():
    assert figures(TA, None, "2017-08-31").total["downloads"] < 1000
    assert figures(TA, None, "2017-09-30").total["downloads"] > 1000
    assert figures(REFLECTION, None, "2018-02-28").total["downloads"] < 900
    assert figures(REFLECTION, None, "2018-03-31").total["downloads"] >= 900


def test_the_moving_average_of_the_review_guide_never_falls_under_150():
    averages = [row["moving_average"] for row in figures(REVIEW, "2016-07-01", "2018-01-31", "month").rows]
    assert averages[:2] == [None, None]
    assert min(averages[2:]) >= 150


def test_77_percent_of_the_first_day_of_the_ta_guide_were_a_new_audience():
    day = date(2017, 6, 30)
    people = set(
        Download.objects.counted().filter(resource__slug=TA, day=day).values_list("downloader", flat=True)
    )
    earlier = Download.objects.counted().filter(resource__slug=REVIEW, day__lt=day)
    known = set(earlier.values_list("downloader", flat=True))
    assert len(people - known) == 178
    assert round(100 * 178 / 231) == 77


def test_of_2735_people_the_place_of_315_is_not_known():
    found = figures(REVIEW, "2016-07-19", "2017-06-16")
    assert found.total["people"] == 2735
    assert found.more["unknown"]["region"] == 315
    sample = Download.objects.counted().filter(resource__slug=REVIEW, day__lte=date(2017, 6, 16))
    known = sample.exclude(place_method=Method.NONE).values("downloader").distinct().count()
    assert known == 2420


def test_about_8000_people_750_of_them_in_local_authorities_and_some_abroad():
    assert figures().total["people"] == pytest.approx(8000, rel=0.05)
    counted = Download.objects.counted()
    in_authorities = counted.filter(organisation_type="la").values("downloader").distinct().count()
    assert in_authorities == pytest.approx(750, rel=0.07)
    assert set(counted.values_list("country", flat=True)) >= {"US", "AU", "CN", "RU", "IN", "LB", "VG"}


def test_senco_forums_led_on_one_day_and_email_and_twitter_otherwise():
    on_the_day = figures(TA, "2017-06-30", "2017-06-30", "source").rows
    assert max(on_the_day, key=lambda row: row["downloads"])["source"] == "A SENCO forum"
    for slug in (REVIEW, REFLECTION):
        rows = sorted(figures(slug, None, "2018-03-31", "source").rows, key=lambda row: -row["downloads"])
        assert {row["source"] for row in rows[:2]} == {"Email or newsletter", "Twitter"}


def test_weekends_and_holidays_are_quiet():
    by_weekday = Counter(
        day.weekday()
        for day in Download.objects.counted().filter(resource__slug=REVIEW).values_list("day", flat=True)
    )
    assert max(by_weekday[5], by_weekday[6]) < min(by_weekday[day] for day in range(5))
    christmas = figures(REVIEW, "2016-12-20", "2017-01-02").total["downloads"]
    before = figures(REVIEW, "2016-12-05", "2016-12-18").total["downloads"]
    assert christmas < before / 3


def test_flags_and_tallies_are_what_the_rule_would_have_made():
    firsts, of_resource = set(), set()
    rows = Download.objects.counted().order_by("completed_at", "pk")
    for row in rows.values_list("downloader", "resource_id", "first_ever", "first_of_resource").iterator():
        downloader, resource, first_ever, first_of_resource = row
        assert first_ever == (downloader not in firsts)
        assert first_of_resource == ((downloader, resource) not in of_resource)
        firsts.add(downloader)
        of_resource.add((downloader, resource))
    columns = ("resource_id", "day", "outcome", "downloads", "first_ever")
    tallies = set(DailyTally.objects.values_list(*columns))
    rebuild_tallies()
    assert tallies == set(DailyTally.objects.values_list(*columns))


def test_every_row_holds_together():
    rows = Download.objects.exclude(outcome=Outcome.WAITING).select_related("resource", "file", "person")
    for row in rows.iterator():
        assert row.downloader == row.person.key
        assert row.asked_at <= row.completed_at < timezone.now()
        assert timezone.localdate(row.completed_at) == row.day >= LAUNCHES[row.resource.slug]
        assert row.file is not None
        assert (row.heard_phrase_id is not None) == bool(row.heard_words)
    outcomes = set(Download.objects.values_list("outcome", flat=True))
    assert outcomes == set(Outcome.values)


def test_recent_weeks_have_something_to_show():
    today = timezone.localdate()
    recent = Download.objects.counted().filter(day__gt=date(2018, 3, 31))
    assert 400 < recent.count() < 1500
    assert recent.latest("day").day < today
    assert recent.values("resource").distinct().count() == 6


def test_there_is_a_colleague_for_each_group_and_none_has_a_password():
    users = get_user_model().objects.filter(email__endswith="@example.org")
    assert {group.name for user in users for group in user.groups.all()} == set(StaffGroup.values)
    assert not any(user.has_usable_password() for user in users)
    taken_by_staff = Download.objects.filter(outcome=Outcome.STAFF).values_list("person__email", flat=True)
    assert set(taken_by_staff) <= staff_addresses()


@pytest.mark.parametrize(
    ("words", "path"), [("Velcro", "/search/?q=velcro"), ("Straeon", "/cy/search/?q=straeon")]
)
def test_pages_are_found(client, words, path):
    assert words in client.get(path).content.decode()


def test_people_and_addresses_are_invented():
    assert not Person.objects.exclude(email__endswith="@example.org").exists()
    assert Person.objects.filter(is_shared_mailbox=True).exists()
    assert ConsentEvent.objects.filter(act="given").count() > 1000
    assert HeardPhrase.objects.filter(source=None, downloads__isnull=False).exists()
    assert HeardPhrase.objects.filter(source__isnull=False, downloads__isnull=False).exists()


def test_the_pages_are_there_in_their_order():
    home = Site.objects.get(is_default_site=True).root_page.specific
    assert isinstance(home, HomePage)
    assert home.action_page.slug == "guides"
    assert set(home.get_children().live().values_list("slug", flat=True)) == {
        "guides",
        "stories",
        "case-studies",
        "about",
        "contact",
        "privacy",
        "accessibility",
    }
    guides = ResourcePage.objects.filter(locale=home.locale).live()
    assert set(guides.values_list("slug", flat=True)) == set(LAUNCHES)
    for guide in guides:
        assert guide.summary
        assert guide.what_for
        assert guide.who_for
        assert guide.how_long
        assert guide.inside
        assert guide.how_to_use
        assert guide.reviewed_on
        assert guide.areas
    stories = StoryPage.objects.filter(locale=home.locale)
    assert stories.count() >= 6
    assert len({story.authors.get().profile_id for story in stories}) == stories.count()
    assert CaseStudyPage.objects.filter(locale=home.locale).count() == 4
    assert PeopleIndexPage.objects.filter(locale=home.locale).exists()
    assert Profile.objects.filter(live=True).count() >= 20
    assert Partner.objects.filter(live=True).count() >= 8


def test_every_guide_has_files_and_the_review_guide_every_kind_of_edition():
    for slug in LAUNCHES:
        current = File.objects.filter(edition__resource__slug=slug, edition__status=Status.CURRENT)
        assert {file.format for file in current} == {"pdf", "docx"}
        for file in current:
            with file.file.open() as stored:
                assert file.size == len(stored.read())
    editions = Resource.objects.get(slug=REVIEW).editions
    assert editions.filter(status=Status.SUPERSEDED, version="1.0").exists()
    assert editions.filter(language="cy").exists()
    assert set(
        File.objects.filter(edition__variant=Variant.WHITE_LABEL).values_list(
            "edition__resource__slug", flat=True
        )
    ) == {REVIEW, TA}


def test_welsh_stands_beside_english_through_the_translation_editor(client):
    welsh = Locale.objects.get(language_code="cy")
    translated = Page.objects.filter(locale=welsh, depth__gt=1).live().specific()
    assert translated.count() >= 17
    for page in translated:
        source = page.get_translation(Locale.get_default())
        if source.depth > 2:
            assert page.slug == source.slug
            assert page.get_parent().translation_key == source.get_parent().translation_key
            assert page.title != source.title
        assert not page.has_unpublished_changes
        assert page.alias_of_id is None
    assert Translation.objects.filter(target_locale=welsh, enabled=True).count() >= translated.count()
    assert {page.resource.slug for page in ResourcePage.objects.filter(locale=welsh)} == set(LAUNCHES)
    home = client.get("/cy/").content.decode()
    assert 'href="/cy/guides/"' in home
    assert 'href="/cy/guides/mat-send-framework/"' in home
    assert 'href="/guides/' not in home
    assert Menu.objects.filter(locale=welsh, place="footer").get().items[0].value["page"].locale == welsh


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/guides/",
        "/guides/send-review-guide/",
        "/stories/the-velcro-problem/",
        "/case-studies/hillside-primary/",
        "/about/",
        "/about/people/",
        "/privacy/",
        "/cy/",
        "/cy/guides/mat-send-framework/",
        "/cy/stories/",
    ],
)
def test_pages_answer(client, path):
    assert client.get(path).status_code == 200


def test_an_old_address_leads_on(client):
    response = client.get("/sendreview")
    assert response.status_code == 301
    assert response["Location"].endswith("/guides/send-review-guide/")


def test_a_second_run_changes_nothing():
    before = {model: model.objects.count() for model in (Page, Download, Person, File, DailyTally)}
    out, _err = load()
    assert "Nothing was changed" in out
    assert before == {model: model.objects.count() for model in before}
    out, _err = load("--without-history")
    assert "Nothing was changed" in out


def test_progress_is_told_apart_from_the_result(demo):
    out, err = demo
    assert "The demo is loaded" in out
    assert "SEND Review Guide 2.1" in err
    assert "counted" in err


def test_a_history_can_follow_later():
    Download.objects.all().delete()
    DailyTally.objects.all().delete()
    out, _err = load("--without-history")
    assert "Nothing was changed" in out
    assert not Download.objects.exists()


def test_the_demo_keeps_out_of_a_site_with_pages_of_its_own():
    home = Site.objects.get(is_default_site=True).root_page.specific
    ResourcePage.objects.filter(depth__gt=2).first().get_parent().delete()
    assert home.get_children().exists()
    before = Page.objects.count()
    with pytest.raises(CommandError, match="has pages of its own"):
        load("--without-history")
    assert Page.objects.count() == before


def test_all_of_it_or_nothing(monkeypatch):
    def fail(_context):
        raise RuntimeError("half way")

    ConsentEvent.objects.all()._raw_delete("default")
    Download.objects.all().delete()
    Person.objects.all().delete()
    monkeypatch.setattr("cms.resources.demo.history.Writer._consents", lambda self: fail(self))
    with pytest.raises(RuntimeError, match="half way"), transaction.atomic():
        load()
    assert Download.objects.count() == 0
    assert Person.objects.count() == 0
