"""The counting rule: pure, then in the database, then with two at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.people.models import Person
from cms.resources import rules
from cms.resources.choices import Channel, Outcome
from cms.resources.models import DailyTally, Download, Edition, File, HeardPhrase, HeardSource, Resource
from cms.resources.services import ask_for_download, complete_download, rebuild_tallies
from cms.resources.signals import download_completed
from tests.cms.resources.conftest import CHROME, at_once

NOON = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)


def make_file(slug="send-review-guide", fmt="pdf") -> File:
    resource, _ = Resource.objects.get_or_create(slug=slug, defaults={"title": slug})
    edition, _ = Edition.objects.get_or_create(
        resource=resource, version="1", language="en", defaults={"published_on": date(2016, 7, 19)}
    )
    file = File(edition=edition, format=fmt, size=9, sha256="0" * 64)
    file.file.save("guide.pdf", ContentFile(b"%PDF-1.7\n"), save=True)
    return file


def make_person(email="sam@example.org") -> Person:
    return Person.objects.create(email=email, role="senco", created_at=NOON)


def ask(person, file, now=NOON, **more) -> Download:
    source, _ = HeardSource.objects.get_or_create(code="colleague", defaults={"name": "A colleague"})
    return ask_for_download(
        person=person, file=file, channel=Channel.FORM, heard_source=source, now=now, **more
    )


def complete(download, file, now=NOON, robot=False, staff=False) -> Download:
    return complete_download(download=download, file=file, robot=robot, staff=staff, now=now)


class TestRule:
    @pytest.mark.parametrize(
        ("already", "robot", "staff", "outcome"),
        [
            (False, False, False, Outcome.COUNTED),
            (True, False, False, Outcome.REPEAT),
            (False, True, False, Outcome.ROBOT),
            (True, True, True, Outcome.ROBOT),
            (False, False, True, Outcome.STAFF),
            (True, False, True, Outcome.STAFF),
        ],
    )
    def test_table(self, already, robot, staff, outcome):
        assert rules.classify(already_counted=already, robot=robot, staff=staff) == outcome

    def test_day_is_london_in_summer_and_winter(self):
        assert rules.london_day(datetime(2018, 7, 1, 23, 30, tzinfo=UTC)) == date(2018, 7, 2)
        assert rules.london_day(datetime(2018, 1, 1, 23, 30, tzinfo=UTC)) == date(2018, 1, 1)

    def test_a_naive_moment_is_refused(self):
        with pytest.raises(ValueError, match="time zone"):
            rules.london_day(datetime(2018, 7, 1))  # noqa: DTZ001 - the point of the test

    @given(st.dates(min_value=date(1996, 1, 1), max_value=date(2090, 1, 1)))
    def test_midnight_begins_its_day(self, day):
        midnight = rules.london_midnight(day)
        assert rules.london_day(midnight) == day
        assert rules.london_day(midnight - timedelta(seconds=1)) == day - timedelta(days=1)

    @pytest.mark.parametrize(
        "agent", ["Googlebot/2.1", "bingbot/2.0", "curl/8.1", "Wget/1.21", "", "x" * 400 + "bot"]
    )
    def test_robots(self, agent):
        assert rules.is_robot(agent)

    @pytest.mark.parametrize(
        "agent",
        [
            CHROME,
            "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Mobile/15E148 Safari/604.1",
        ],
    )
    def test_browsers(self, agent):
        assert not rules.is_robot(agent)

    @pytest.mark.parametrize(
        ("header", "counts"),
        [
            ("", True),
            ("bytes=0-", True),
            ("bytes=0-1", False),
            ("bytes=0-65534", False),
            ("bytes=0-65535", True),
            ("bytes=0-99999", True),
            ("bytes=65536-", False),
            ("bytes=-500", False),
            ("bytes=-99999999", True),
            ("bytes=10-20,30-50", True),
            ("bytes=5-2", True),
            ("bytes=01-5", False),
            ("bytes=100000-", False),
            ("lines=3-4", True),
            ("rubbish", True),
            ("Bytes = 7-", False),
        ],
    )
    def test_ranges(self, header, counts):
        assert rules.begins_a_download(rules.wanted_range(header, 100_000), 100_000) is counts

    @given(st.integers(1, 10**7), st.integers(1, 10**7))
    def test_fetched_piece_by_piece_a_file_counts_once_or_never(self, size, length):
        length = max(length, size // 50 + 1)
        starts = range(0, size, length)
        parts = [rules.wanted_range(f"bytes={start}-{start + length - 1}", size) for start in starts]
        assert parts[0][0] == 0
        assert parts[-1][1] == size
        large = length >= min(size, rules.FIRST_PIECE)
        assert sum(rules.begins_a_download(part, size) for part in parts) == large

    @given(
        st.integers(1, 10**7), st.text(max_size=30) | st.from_regex(r"bytes=\d{0,9}-\d{0,9}", fullmatch=True)
    )
    def test_what_sends_every_byte_counts(self, size, header):
        part = rules.wanted_range(header, size)
        if part in (None, (0, size)):
            assert rules.begins_a_download(part, size)
        else:
            assert 0 <= part[0] <= part[1] <= size

    @given(st.text(max_size=300))
    def test_folding_is_stable_and_short(self, text):
        once = rules.fold_words(text)
        assert len(once) <= 200
        assert rules.fold_words(once) == once

    def test_folding_joins_spellings(self):
        assert {rules.fold_words(t) for t in (" Twitter!", "twitter", "TWITTER.", "“twitter”")} == {"twitter"}

    @given(st.text(max_size=300))
    def test_tidied_words_hold_no_control_characters(self, text):
        assert "\x00" not in rules.tidy_words(text)
        assert len(rules.tidy_words(text)) <= 200


@pytest.mark.django_db
class TestCompleting:
    def test_the_waiting_row_is_completed_and_counted(self):
        file, person = make_file(), make_person()
        asked = ask(person, file)
        assert (asked.outcome, asked.completed_at) == (Outcome.WAITING, None)
        done = complete(asked, file, now=NOON + timedelta(minutes=3))
        done.refresh_from_db()
        assert done.pk == asked.pk
        assert done.outcome == Outcome.COUNTED
        assert done.first_ever
        assert done.first_of_resource
        assert done.day == date(2018, 3, 22)

    def test_the_same_link_on_the_same_day_is_a_repeat_beside_it(self):
        file, person = make_file(), make_person()
        asked = ask(person, file, heard_words="at lunch")
        complete(asked, file)
        again = complete(asked, file, now=NOON + timedelta(hours=1))
        assert again.pk != asked.pk
        assert again.outcome == Outcome.REPEAT
        assert again.heard_words == "at lunch"
        assert Download.objects.counted().count() == 1

    def test_another_day_counts_again_but_is_not_a_first(self):
        file, person = make_file(), make_person()
        asked = ask(person, file)
        complete(asked, file)
        again = complete(asked, file, now=NOON + timedelta(days=1))
        assert again.outcome == Outcome.COUNTED
        assert not again.first_ever
        assert not again.first_of_resource

    def test_midnight_in_london_parts_the_days(self):
        file, person = make_file(), make_person()
        late = datetime(2018, 7, 1, 22, 59, tzinfo=UTC)
        asked = ask(person, file, now=late)
        complete(asked, file, now=late)
        assert complete(asked, file, now=late + timedelta(minutes=2)).outcome == Outcome.COUNTED

    def test_another_format_on_the_same_day_is_a_repeat(self):
        pdf, word, person = make_file(), make_file(fmt="docx"), make_person()
        complete(ask(person, pdf), pdf)
        assert complete(ask(person, word), word).outcome == Outcome.REPEAT

    def test_another_guide_counts_and_is_first_of_its_own(self):
        one, two, person = make_file(), make_file("ta-deployment-review-guide"), make_person()
        complete(ask(person, one), one)
        other = complete(ask(person, two), two)
        assert (other.outcome, other.first_ever, other.first_of_resource) == (Outcome.COUNTED, False, True)

    def test_a_robot_does_not_use_up_what_a_person_asked_for(self):
        file, person = make_file(), make_person()
        asked = ask(person, file)
        by_robot = complete(asked, file, robot=True)
        assert by_robot.pk != asked.pk
        assert by_robot.outcome == Outcome.ROBOT
        by_person = complete(asked, file)
        assert by_person.pk == asked.pk
        assert by_person.outcome == Outcome.COUNTED
        assert by_person.first_ever

    def test_staff_are_kept_apart(self):
        file, person = make_file(), make_person()
        done = complete(ask(person, file), file, staff=True)
        assert (done.outcome, done.first_ever) == (Outcome.STAFF, False)

    def test_an_erased_person_can_still_be_told_apart(self):
        file, person = make_file(), make_person()
        asked = ask(person, file)
        complete(asked, file)
        person.delete()
        asked.refresh_from_db()
        assert asked.person is None
        assert Download.objects.counted().values("downloader").distinct().count() == 1

    def test_tallies_are_kept_and_can_be_rebuilt_to_the_same(self):
        file, person = make_file(), make_person()
        asked = ask(person, file)
        complete(asked, file)
        complete(asked, file)
        complete(asked, file, robot=True)
        complete(asked, file, now=NOON + timedelta(days=1))
        ask(make_person("waits@example.org"), file)
        columns = ("resource_id", "day", "outcome", "downloads", "first_ever")
        kept = sorted(DailyTally.objects.values_list(*columns))
        assert [(t[2], t[3], t[4]) for t in kept] == [
            ("counted", 1, 1),
            ("repeat", 1, 0),
            ("robot", 1, 0),
            ("counted", 1, 0),
        ]
        rebuild_tallies()
        assert sorted(DailyTally.objects.values_list(*columns)) == kept

    def test_those_who_listen_hear_of_it_after_the_commit(self, django_capture_on_commit_callbacks):
        file, asked = make_file(), ask(make_person(), make_file("other"))
        heard = []

        def listen(sender, download, **kwargs):
            heard.append(download.outcome)

        download_completed.connect(listen)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                complete(asked, file)
                assert heard == []
            assert heard == [Outcome.COUNTED]
        finally:
            download_completed.disconnect(listen)

    def test_what_was_typed_is_kept_and_folded_beside_it(self):
        file = make_file()
        one = ask(make_person(), file, heard_words="  The  SENCo\tforum! ")
        two = ask(make_person("b@example.org"), file, heard_words="the senco forum")
        assert one.heard_words == "The SENCo forum!"
        assert one.heard_phrase == two.heard_phrase
        assert HeardPhrase.objects.get().example == "The SENCo forum!"

    def test_what_they_said_this_time_is_the_snapshot(self):
        done = ask(make_person(), make_file(), role="head")
        assert done.role == "head"
        assert done.person.role == "senco"

    def test_a_download_of_nothing_is_refused(self):
        with pytest.raises(ValueError, match="file or of a resource"):
            ask(make_person(), None)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    @pytest.mark.parametrize("same_row", [True, False])
    def test_many_servings_of_one_guide_count_once(self, same_row):
        file, person = make_file(), make_person()
        asked = ask(person, file)
        rows = [asked if same_row else ask(person, file) for _ in range(8)]
        done = at_once(
            [
                lambda pk=row.pk: complete(Download.objects.get(pk=pk), File.objects.get(), timezone.now())
                for row in rows
            ]
        )
        assert not [d for d in done if isinstance(d, Exception)]
        assert sorted(d.outcome for d in done) == ["counted"] + ["repeat"] * 7
        assert Download.objects.filter(first_ever=True).count() == 1
        assert Download.objects.completed().count() == 8
        assert {t.outcome: t.downloads for t in DailyTally.objects.all()} == {"counted": 1, "repeat": 7}

    def test_first_of_anything_is_one_of_two_guides(self):
        person = make_person()
        files = [make_file(f"guide-{n}") for n in range(6)]
        rows = [ask(person, file) for file in files]
        done = at_once(
            [
                lambda row=row, file=file: complete(
                    Download.objects.get(pk=row.pk), File.objects.get(pk=file.pk), NOON
                )
                for row, file in zip(rows, files, strict=True)
            ]
        )
        assert [getattr(d, "outcome", d) for d in done] == [Outcome.COUNTED] * 6
        assert Download.objects.filter(first_ever=True).count() == 1
        assert Download.objects.filter(first_of_resource=True).count() == 6
        assert sum(t.first_ever for t in DailyTally.objects.all()) == 1

    def test_no_tally_is_lost_among_many_people(self):
        file = make_file()
        rows = [ask(make_person(f"p{n}@example.org"), file) for n in range(20)]
        done = at_once(
            [
                lambda pk=row.pk: complete(Download.objects.get(pk=pk), File.objects.get(), NOON)
                for row in rows
            ]
        )
        assert [getattr(d, "outcome", d) for d in done] == [Outcome.COUNTED] * 20
        assert DailyTally.objects.get().downloads == 20
