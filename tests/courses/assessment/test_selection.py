"""The proposal is exactly the best one, says why, and says what would help where there is none."""

import itertools
import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.assessment.rules import Candidate, PoolError, Quota, propose
from courses.assessment.rules.pool import read_pool, read_quotas

REGIONS = ("North", "South", "East")
candidates = st.lists(
    st.tuples(
        st.decimals(min_value=-5, max_value=100, places=2), st.sampled_from(REGIONS), st.sampled_from("yn")
    ),
    min_size=1,
    max_size=9,
).map(
    lambda rows: [
        Candidate(f"p{number}", score, {"region": region, "area": area})
        for number, (score, region, area) in enumerate(rows)
    ]
)
bounds = st.tuples(st.integers(0, 3), st.none() | st.integers(0, 3)).filter(
    lambda pair: pair[1] is None or pair[0] <= pair[1]
)
quotas = st.lists(
    st.tuples(
        st.sampled_from([("region", region) for region in REGIONS] + [("area", "y"), ("area", "n")]), bounds
    ),
    max_size=4,
    unique_by=lambda row: row[0],
).map(lambda rows: [Quota(*name, *bound) for name, bound in rows])


def holds(chosen, quotas):
    return all(
        quota.minimum
        <= sum(quota.covers(one) for one in chosen)
        <= (len(chosen) if quota.maximum is None else quota.maximum)
        for quota in quotas
    )


def best_by_trying_all(pool, quotas, places):
    """The highest total of all selections there are, or None; nothing of the solver is used."""
    totals = [
        sum((one.score for one in chosen), Decimal(0))
        for size in range(min(places, len(pool)) + 1)
        for chosen in itertools.combinations(pool, size)
        if holds(chosen, quotas)
    ]
    return max(totals, default=None)


def total_change(proposal):
    return sum(abs(one.before - one.after) for one in proposal.relaxation)


@settings(max_examples=150, deadline=None)
@given(candidates, quotas, st.integers(1, 6), st.integers(0, 3))
def test_no_selection_under_the_quotas_scores_more(pool, quotas, places, seed):
    proposal = propose(pool, quotas, places=places, seed=seed)
    best = best_by_trying_all(pool, quotas, places)
    assert proposal.feasible == (best is not None)
    if not proposal.feasible:
        return
    by_id = {one.id: one for one in pool}
    chosen = [by_id[name] for name in proposal.selected]
    assert proposal.total == best == sum(one.score for one in chosen)
    assert len(chosen) <= places
    assert holds(chosen, quotas)
    assert proposal.reasons.keys() == by_id.keys()
    for price in proposal.price:
        freer = best_by_trying_all(pool, [one for one in quotas if one is not price.quota], places)
        assert price.cost == freer - best >= 0


@settings(max_examples=100, deadline=None)
@given(candidates, quotas, st.integers(1, 4))
def test_each_reserve_keeps_the_quotas_with_everybody_else_kept(pool, quotas, places):
    proposal = propose(pool, quotas, places=places)
    if not proposal.feasible:
        return
    by_id = {one.id: one for one in pool}
    for gone, others in proposal.reserves.items():
        kept = [by_id[name] for name in proposal.selected if name != gone]
        outside = [one for one in pool if one.id not in proposal.selected]
        could = [one for one in outside if holds([*kept, one], quotas)]
        assert all(holds([*kept, by_id[name]], quotas) for name in others)
        assert len(others) == min(len(could), 5)
        if could:
            assert by_id[others[0]].score == max(one.score for one in could)


@settings(max_examples=60, deadline=None)
@given(candidates, quotas, st.integers(1, 4))
def test_what_gives_way_is_the_least_that_helps(pool, quotas, places):
    proposal = propose(pool, quotas, places=places)
    if proposal.feasible:
        return
    assert proposal.why
    assert proposal.relaxation
    changed = {(str(one.quota), one.bound): one.after for one in proposal.relaxation}
    relaxed = [
        Quota(
            quota.attribute,
            quota.value,
            changed.get((str(quota), "minimum"), quota.minimum),
            changed.get((str(quota), "maximum"), quota.maximum),
        )
        for quota in quotas
    ]
    assert best_by_trying_all(pool, relaxed, places) is not None
    fewer = total_change(proposal) - 1
    ways = itertools.product(
        *(range(min(fewer, quota.minimum) + 1) for quota in quotas),
        *(range(fewer + 1 if quota.maximum is not None else 1) for quota in quotas),
    )
    for way in ways:
        if sum(way) > fewer:
            continue
        down, up = way[: len(quotas)], way[len(quotas) :]
        nearly = [
            Quota(
                quota.attribute,
                quota.value,
                quota.minimum - down[place],
                None if quota.maximum is None else quota.maximum + up[place],
            )
            for place, quota in enumerate(quotas)
        ]
        assert best_by_trying_all(pool, nearly, places) is None


def people(*rows):
    return [Candidate(name, Decimal(score), {"region": region}) for name, score, region in rows]


POOL = people(("a", 9, "South"), ("b", 8, "South"), ("c", 7, "South"), ("d", 5, "East"), ("e", 4, "East"))


def test_reasons_say_what_decided():
    proposal = propose(POOL, [Quota("region", "East", 1)], places=2)
    assert proposal.selected == ("a", "d")
    assert proposal.reasons["a"] == "selected on score, rank 1"
    assert proposal.reasons["d"] == "selected for region=East, would be rank 4"
    assert proposal.reasons["b"].startswith(
        "first reserve; not selected: the place is needed for region=East"
    )
    assert proposal.reasons["e"].startswith("first reserve for region=East; not selected on score")
    assert proposal.price[0].cost == 3
    assert proposal.reserves == {"a": ("b", "c", "e"), "d": ("e",)}


def test_a_limit_says_that_it_was_reached():
    proposal = propose(POOL, [Quota("region", "South", 0, 1)], places=2)
    assert proposal.selected == ("a", "d")
    assert proposal.reasons["b"].startswith("first reserve")
    assert "region=South has reached its limit" in proposal.reasons["c"]
    assert proposal.reasons["d"] == "selected as others are above their limit, would be rank 4"


def test_too_few_in_the_pool_is_said_with_what_would_help():
    proposal = propose(POOL, [Quota("region", "East", 3)], places=4)
    assert not proposal.feasible
    assert proposal.why == "region=East asks for 3, and the pool has 2."
    assert [(one.bound, one.before, one.after) for one in proposal.relaxation] == [("minimum", 3, 2)]


def test_quotas_that_clash_are_named_and_no_others():
    pool = [
        Candidate(str(number), Decimal(1), {"region": "North" if number < 3 else "South", "a": "y", "b": "z"})
        for number in range(6)
    ]
    clashing = [Quota("region", "North", 2), Quota("region", "South", 2), Quota("b", "z", 0, 9)]
    proposal = propose(pool, clashing, places=3)
    assert proposal.why == (
        "These cannot be met together in 3 places: region=North (at least 2), region=South (at least 2)."
    )
    assert total_change(proposal) == 1


def test_equal_scores_are_drawn_by_the_seed_and_marked():
    pool = people(*((f"p{number}", 5, "South") for number in range(12)))
    first = propose(pool, [], places=3, seed=1)
    assert first == propose(list(reversed(pool)), [], places=3, seed=1)
    assert {propose(pool, [], places=3, seed=seed).selected for seed in range(8)} != {first.selected}
    assert set(first.near_ties) | set(first.selected) == {one.id for one in pool}


def test_a_pool_and_quotas_are_read_with_the_line_of_what_is_wrong():
    rows = [(2, {"id": "a", "score": "1"}), (3, {"id": "a", "score": "2"})]
    with pytest.raises(PoolError, match=r"Line 3: the id “a” stands twice\."):
        read_pool(rows)
    with pytest.raises(PoolError, match="Line 2: “seven” is no score"):
        read_pool([(2, {"id": "a", "score": "seven"})])
    with pytest.raises(PoolError, match="Line 2: “NaN” is no score"):
        read_pool([(2, {"id": "a", "score": "NaN"})])
    with pytest.raises(PoolError, match="missing: score"):
        read_pool([(2, {"id": "a"})])
    quota = {"attribute": "Region", "value": "East", "minimum": "3", "maximum": "2"}
    with pytest.raises(PoolError, match="at least 3 and at most 2 cannot both be"):
        read_quotas([(2, quota)], {"region"})
    with pytest.raises(PoolError, match="no column “Region”, only town"):
        read_quotas([(2, quota)], {"town"})
    with pytest.raises(PoolError, match="“-1” is no number of people"):
        read_quotas([(2, quota | {"minimum": "-1"})], {"region"})


@pytest.fixture
def files(tmp_path):
    pool = tmp_path / "pool.csv"
    pool.write_text(
        "id,score,Region\n" + "".join(f"{one.id},{one.score},{one.attributes['region']}\n" for one in POOL)
    )
    rules = tmp_path / "quotas.csv"
    rules.write_text("attribute,value,minimum,maximum\nregion,east,1,\n")
    return pool, rules


def run(*arguments, capsys):
    code = 0
    try:
        call_command("selection", *(str(one) for one in arguments))
    except SystemExit as stop:
        code = stop.code
    return code, capsys.readouterr().out


def test_the_command_prints_what_anybody_can_check(files, capsys):
    pool, rules = files
    code, out = run("--file", pool, "--quotas", rules, "--places", 2, "--format", "json", capsys=capsys)
    answer = json.loads(out)
    assert code == 0
    assert answer["feasible"] is True
    assert answer["selected"] == ["a", "d"]
    assert answer["total_score"] == 14
    assert answer["price"] == [{"quota": "region=east", "cost": 3}]
    assert answer["reserves"] == {"a": ["b", "c", "e"], "d": ["e"]}
    assert set(answer["reasons"]) == set("abcde")


def test_the_command_says_what_would_help(files, capsys):
    pool, rules = files
    rules.write_text("attribute;value;minimum;maximum\nregion;East;3;\n")
    code, out = run("--file", pool, "--quotas", rules, "--places", 4, "--format", "json", capsys=capsys)
    answer = json.loads(out)
    assert code == 2
    assert answer["feasible"] is False
    assert answer["relaxation"] == [{"quota": "region=East", "bound": "minimum", "from": 3, "to": 2}]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--file", "nowhere.csv", "--places", "2"), "There is no file nowhere.csv"),
        (("--file", "{pool}", "--places", "0"), "at least one place"),
        (("--file", "{pool}", "--places", "two"), "--places “two” is no whole number"),
        (("--file", "{quotas}", "--places", "2"), "These columns are missing: id, score"),
    ],
)
def test_the_command_says_what_is_wrong(files, arguments, words):
    named = {"pool": files[0], "quotas": files[1]}
    with pytest.raises(CommandError, match=words):
        call_command("selection", *(one.format(**named) for one in arguments))


@pytest.mark.parametrize("form", ["csv", "table"])
def test_every_form_names_everybody_safely(files, capsys, form):
    pool, rules = files
    pool.write_text(pool.read_text() + "=1+1,3,East\n")
    code, out = run("--file", pool, "--quotas", rules, "--places", 2, "--format", form, capsys=capsys)
    assert code == 0
    assert "1+1" in out
    if form == "csv":
        assert "\n=1+1" not in out
