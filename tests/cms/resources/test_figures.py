"""`figures downloads`: the numbers, their shape, and the questions that make no sense."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from cms.core.measures import all_measures, register
from cms.core.periods import days, months, moving_average, weeks
from cms.resources import reports
from cms.resources.choices import Outcome
from tests.factories import (
    DownloadFactory,
    HeardPhraseFactory,
    HeardSourceFactory,
    PersonFactory,
    ResourceFactory,
)


def figures(*arguments: str) -> dict:
    return json.loads(said(*arguments, "--format", "json"))


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("figures", "downloads", *arguments, stdout=out)
    return out.getvalue()


def on(day: str, hour: int = 12) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=UTC)


@pytest.fixture
def guide(db):
    return ResourceFactory(slug="send-review-guide")


class TestPeriods:
    DAYS = st.dates(date(1999, 1, 1), date(2030, 12, 31))

    @given(DAYS, st.integers(0, 1000))
    def test_months_and_weeks_hold_every_day_once(self, first, length):
        last = first + timedelta(days=length)
        every = list(days(first, last))
        assert len(every) == length + 1
        assert list(months(first, last)) == sorted({day.replace(day=1) for day in every})
        assert list(weeks(first, last)) == sorted({day - timedelta(days=day.weekday()) for day in every})

    def test_the_ends_of_the_calendar_are_days_too(self):
        assert list(weeks(date.min, date.min)) == [date.min]
        assert list(months(date.max, date.max)) == [date(9999, 12, 1)]

    def test_nothing_lies_between_a_later_and_an_earlier_day(self):
        assert [*days(date(2018, 2, 1), date(2018, 1, 1)), *months(date(2018, 2, 1), date(2018, 1, 1))] == []

    @given(st.lists(st.integers(0, 10**6), max_size=40))
    def test_a_moving_average_is_the_mean_of_three(self, numbers):
        averages = moving_average(numbers)
        assert len(averages) == len(numbers)
        assert averages[:2] == [None, None][: len(numbers)]
        for end, average in enumerate(averages[2:], start=3):
            assert abs(average - sum(numbers[end - 3 : end]) / 3) <= 0.05 + 1e-9
            assert round(average, 1) == average

    def test_a_moving_average_by_hand(self):
        assert moving_average([12, 7, 9, 0, 5]) == [None, None, 9.3, 5.3, 4.7]


@pytest.mark.both_databases
class TestShape:
    def test_json_is_as_promised_to_the_key_and_order(self, guide):
        ann, bob = PersonFactory(), PersonFactory()
        DownloadFactory(person=ann, resource=guide, completed_at=on("2016-07-19"), first_ever=True)
        DownloadFactory(person=ann, resource=guide, completed_at=on("2016-07-20"))
        DownloadFactory(
            person=bob, resource=guide, completed_at=on("2016-09-30"), first_ever=True, region="", country=""
        )
        DownloadFactory(person=bob, resource=guide, completed_at=on("2016-09-30"), outcome=Outcome.REPEAT)
        DownloadFactory(person=bob, resource=guide, completed_at=on("2016-09-30"), outcome=Outcome.ROBOT)
        DownloadFactory(person=bob, resource=guide, completed_at=None, outcome=Outcome.WAITING)
        answer = said("--by", "month", "--format", "json")
        assert json.loads(answer) == {
            "measure": "downloads",
            "from": "2016-07-19",
            "to": "2016-09-30",
            "by": "month",
            "rows": [
                {"month": "2016-07", "downloads": 2, "people": 1, "moving_average": None},
                {"month": "2016-08", "downloads": 0, "people": 0, "moving_average": None},
                {"month": "2016-09", "downloads": 1, "people": 1, "moving_average": 1.0},
            ],
            "total": {"downloads": 3, "people": 2, "first_ever": 2},
            "excluded": {"repeat": 1, "robot": 1, "staff": 0},
            "unknown": {"region": 1},
        }
        parsed = json.loads(answer, object_pairs_hook=lambda pairs: [key for key, _ in pairs])
        assert parsed == ["measure", "from", "to", "by", "rows", "total", "excluded", "unknown"]
        rows = json.loads(answer)["rows"]
        assert list(rows[0]) == ["month", "downloads", "people", "moving_average"]

    def test_without_by_there_are_totals_alone(self, guide):
        DownloadFactory(resource=guide)
        answer = figures()
        assert (answer["by"], answer["rows"], answer["total"]["downloads"]) == (None, [], 1)

    def test_without_downloads_everything_is_nought(self, guide):
        for by in reports.BREAKDOWNS:
            answer = figures("--by", by)
            assert (answer["from"], answer["to"], answer["rows"]) == (None, None, [])
            assert answer["total"] == {"downloads": 0, "people": 0, "first_ever": 0}

    def test_a_period_is_inclusive_and_its_empty_months_are_rows(self, guide):
        for day in ("2017-01-31", "2017-02-01", "2017-02-28", "2017-03-01"):
            DownloadFactory(resource=guide, completed_at=on(day))
        answer = figures("--from", "2017-02-01", "--to", "2017-02-28")
        assert answer["total"]["downloads"] == 2
        answer = figures("--from", "2016-12-31", "--to", "2017-05-01", "--by", "month")
        assert [(row["month"], row["downloads"]) for row in answer["rows"]] == [
            ("2016-12", 0), ("2017-01", 1), ("2017-02", 2), ("2017-03", 1), ("2017-04", 0), ("2017-05", 0),
        ]  # fmt: skip

    def test_a_period_without_an_end_lasts_until_today_in_london(self, guide, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: on("2017-06-30", hour=23))
        assert figures("--from", "2017-05-30", "--by", "month") | {
            "total": 0,
            "excluded": 0,
            "unknown": 0,
        } == {
            "measure": "downloads",
            "from": "2017-05-30",
            "to": "2017-07-01",
            "by": "month",
            "rows": [
                {"month": month, "downloads": 0, "people": 0, "moving_average": average}
                for month, average in (("2017-05", None), ("2017-06", None), ("2017-07", 0.0))
            ],
            "total": 0,
            "excluded": 0,
            "unknown": 0,
        }
        DownloadFactory(resource=guide, completed_at=on("2017-08-02"))
        assert figures("--from", "2017-05-30")["to"] == "2017-08-02"

    def test_a_period_that_begins_after_today_has_no_rows(self, guide, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: on("2017-06-30"))
        for by in ("day", "week", "month"):
            answer = figures("--from", "2030-01-01", "--by", by)
            assert (answer["from"], answer["to"], answer["rows"]) == ("2030-01-01", "2017-06-30", [])
        assert said("--from", "2030-01-01", "--by", "month", "--format", "csv") == (
            "month,downloads,people,moving_average\n"
        )

    def test_days_are_those_of_london(self, guide):
        DownloadFactory(resource=guide, completed_at=on("2017-06-30", hour=23))
        assert figures("--by", "day")["rows"] == [{"day": "2017-07-01", "downloads": 1, "people": 1}]
        assert figures("--to", "2017-06-30")["total"]["downloads"] == 0

    def test_weeks_go_by_their_monday_and_none_is_missing(self, guide):
        for day in ("2017-01-01", "2017-01-02", "2017-01-16"):
            DownloadFactory(resource=guide, completed_at=on(day))
        assert [(row["week"], row["downloads"]) for row in figures("--by", "week")["rows"]] == [
            ("2016-12-26", 1), ("2017-01-02", 1), ("2017-01-09", 0), ("2017-01-16", 1),
        ]  # fmt: skip

    def test_one_guide_alone(self, guide):
        sam, other = PersonFactory(), ResourceFactory(slug="other")
        DownloadFactory(person=sam, resource=guide, first_ever=True)
        DownloadFactory(person=sam, resource=other)
        DownloadFactory(person=sam, resource=other, outcome=Outcome.STAFF)
        answer = figures("--resource", "other")
        assert answer["total"] == {"downloads": 1, "people": 1, "first_ever": 0}
        assert answer["excluded"]["staff"] == 1
        assert [tuple(row.values()) for row in figures("--by", "resource")["rows"]] == [
            ("other", 1, 1), ("send-review-guide", 1, 1),
        ]  # fmt: skip


@pytest.mark.both_databases
class TestBreakdowns:
    def test_by_region_shows_what_is_unclear_elsewhere_and_not_known(self, guide):
        places = [("E12000003", "GB-ENG")] * 3 + [("unclear", "GB-ENG")] * 2
        places += [("", "GB-WLS"), ("", "FR"), ("", "GB-ENG"), ("", ""), ("", "GB")]
        for region, country in places:
            DownloadFactory(resource=guide, region=region, country=country)
        answer = figures("--by", "region")
        assert [tuple(row.values()) for row in answer["rows"]] == [
            ("Yorkshire and The Humber", 3, 3),
            ("Outside England", 2, 2),
            ("Unclear", 2, 2),
            (None, 3, 3),
        ]
        assert list(answer["rows"][0]) == ["region", "downloads", "people"]
        assert answer["unknown"] == {"region": 5}

    def test_by_source_resolves_words_that_were_sorted_and_sources_that_were_merged(self, guide):
        sam = PersonFactory()
        twitter = HeardSourceFactory(code="twitter", name="Twitter")
        tweets = HeardSourceFactory(code="tweets", name="Tweets", merged_into=twitter)
        x = HeardSourceFactory(code="x", name="X", merged_into=tweets)
        elsewhere = HeardSourceFactory(code="somewhere-else", name="Somewhere else")
        sorted_words = HeardPhraseFactory(example="a tweet", source=x)
        unsorted = HeardPhraseFactory(example="my aunt")
        for number, heard in enumerate(
            [{"heard_source": twitter}, {"heard_source": tweets}, {"heard_source": x}]
        ):
            DownloadFactory(person=sam, resource=guide, completed_at=on(f"2017-01-0{number + 1}"), **heard)
        DownloadFactory(resource=guide, heard_source=elsewhere, heard_phrase=sorted_words)
        DownloadFactory(resource=guide, heard_source=elsewhere, heard_phrase=unsorted)
        DownloadFactory(resource=guide)
        assert [tuple(row.values()) for row in figures("--by", "source")["rows"]] == [
            ("Twitter", 4, 2), ("Somewhere else", 1, 1), (None, 1, 1),
        ]  # fmt: skip

    def test_by_role_and_country_in_words(self, guide):
        DownloadFactory(resource=guide, role="senco")
        DownloadFactory(resource=guide, role="", country="FR", region="")
        assert [row["role"] for row in figures("--by", "role")["rows"]] == ["SENCO", None]
        assert [row["country"] for row in figures("--by", "country")["rows"]] == ["England", "France"]

    @pytest.mark.parametrize("by", reports.BREAKDOWNS)
    def test_rows_add_up_to_the_total(self, guide, by):
        for number in range(12):
            DownloadFactory(
                resource=ResourceFactory(slug=f"guide-{number % 3}"),
                completed_at=on("2017-01-01") + timedelta(days=9 * number),
                region=("E12000003", "E12000007", "")[number % 3],
                role=("senco", "", "head")[number % 3],
            )
        answer = figures("--by", by)
        assert sum(row["downloads"] for row in answer["rows"]) == answer["total"]["downloads"] == 12
        assert all(next(iter(row)) == by for row in answer["rows"])

    @pytest.mark.parametrize("by", [None, *reports.BREAKDOWNS])
    def test_the_number_of_queries_does_not_grow(self, guide, by, django_assert_max_num_queries):
        for number in range(3):
            DownloadFactory(resource=guide, completed_at=on(f"201{number}-01-01"), role=f"role{number}")
        with django_assert_max_num_queries(4):
            reports.downloads(by=by)


class TestFormats:
    def test_csv_is_the_rows_alone_and_never_a_formula(self, guide):
        DownloadFactory(resource=guide, heard_source=HeardSourceFactory(name="=1+1"))
        rows = list(csv.reader(io.StringIO(said("--by", "source", "--format", "csv"))))
        assert rows == [["source", "downloads", "people"], ["'=1+1", "1", "1"]]
        assert said("--format", "csv").splitlines() == ["downloads,people,first_ever", "1,1,0"]
        assert said("--by", "month", "--to", "2001-01-01", "--format", "csv") == (
            "month,downloads,people,moving_average\n"
        )

    @pytest.mark.parametrize("measure", ["downloads", "schools"])
    def test_csv_names_the_same_columns_with_rows_and_without(self, guide, measure):
        DownloadFactory(resource=guide)
        year = {"first": date(2016, 1, 1), "last": date(2016, 12, 31)}
        for by in all_measures()[measure].breakdowns:
            full = all_measures()[measure].read(**year, by=by, filters={})
            assert full.columns[0] == by
            for row in full.rows:
                assert tuple(row) == full.columns
            out = io.StringIO()
            call_command("figures", measure, "--to", "2001-01-01", "--by", by, "--format", "csv", stdout=out)
            assert out.getvalue().splitlines()[0] == ",".join(full.columns)

    def test_a_table_for_people(self, guide):
        DownloadFactory(resource=guide)
        answer = said("--by", "month")
        assert "2016-07" in answer
        assert "total: downloads 1, people 1, first ever 0" in answer


class TestQuestions:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--resource", "nope"], "no guide “nope”"),
            (["--from", "2017-02-30"], "no day"),
            (["--to", "yesterday"], "no day"),
            (["--from", "2018-01-02", "--to", "2018-01-01"], "comes after"),
            (["--by", "colour"], "only by day, week"),
            (["--by", ""], "only by day, week"),
            (["--resource", ""], "no guide “”. There are: send-review-guide"),
        ],
    )
    def test_nonsense_gets_a_sentence(self, guide, arguments, words):
        with pytest.raises(CommandError, match=words):
            figures(*arguments)

    def test_an_unknown_measure_names_those_there_are(self, db):
        with pytest.raises(CommandError, match="no measure “hats”, only"):
            call_command("figures", "hats")

    def test_a_name_can_be_taken_once(self):
        assert "downloads" in all_measures()
        with pytest.raises(ValueError, match="already"):
            register("downloads", object())

    def test_help_names_every_measure_and_what_it_is_told_by(self, capsys):
        with pytest.raises(SystemExit) as leaving:
            call_command("figures", "--help")
        assert leaving.value.code == 0
        printed = capsys.readouterr().out
        assert all(by in printed for by in reports.BREAKDOWNS)
