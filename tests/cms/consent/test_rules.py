"""How acts add up: the latest counts, the more restrictive of one moment, and merging never widens."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cms.consent.choices import Act, Purpose, Refusal, Standing
from cms.consent.rules import Facts, Told, decisive, is_held_by_merging, refusal, standing_of

START = datetime(2018, 3, 22, 12, tzinfo=UTC)
moments = st.integers(0, 20).map(lambda hours: START + timedelta(hours=hours))
acts = st.lists(
    st.builds(Told, act=st.sampled_from(list(Act)), at=moments, proof=st.sampled_from(["", "letter"])),
    max_size=8,
)
purposes = st.sampled_from(list(Purpose))
yes_or_no = st.booleans()


def mailed(told, *, purpose="newsletter", held_at=None, waiting=False, **facts):
    last = decisive(told)
    standing = standing_of(last, held_at=held_at, waiting=waiting)
    why = refusal(Facts(purpose=purpose, standing=standing, proven=bool(last and last.proof), **facts))
    return why in (Refusal.NONE, Refusal.SOFT)


@given(acts, moments, purposes, yes_or_no)
def test_nobody_is_mailed_after_a_withdrawal(told, at, purpose, waiting):
    """Whatever came before, and at the same moment: a no that nothing follows is a no."""
    before = [one for one in told if one.at <= at]
    assert not mailed([*before, Told(Act.WITHDRAWN, at)], purpose=purpose, waiting=waiting)


@given(acts, purposes, yes_or_no, yes_or_no, yes_or_no)
def test_nobody_suppressed_is_mailed_whatever_they_said(told, purpose, waiting, shared, soft):
    assert not mailed(told, purpose=purpose, waiting=waiting, suppressed=True, shared=shared, soft=soft)


@given(acts, purposes, moments)
def test_a_yes_from_before_a_hold_does_not_count(told, purpose, held_at):
    before = [one for one in told if one.at <= held_at]
    assert not mailed(before, purpose=purpose, held_at=held_at)


@given(acts, purposes, moments)
def test_and_one_from_after_it_does(told, purpose, held_at):
    later = Told(Act.GIVEN, START + timedelta(days=2), "letter")
    assert mailed([*told, later], purpose=purpose, held_at=held_at)


@given(acts)
def test_the_newsletter_needs_a_yes_that_was_proven(told):
    if mailed(told):
        assert decisive(told).act == Act.GIVEN
        assert decisive(told).proof


@given(acts, st.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(told, random):
    shuffled = list(told)
    random.shuffle(shuffled)
    assert standing_of(decisive(told)) == standing_of(decisive(shuffled))


@given(acts, yes_or_no, yes_or_no)
def test_soft_opt_in_carries_only_somebody_who_was_never_asked(told, waiting, shared):
    with_it = mailed(told, waiting=waiting, shared=shared, soft=not told)
    without = mailed(told, waiting=waiting, shared=shared)
    assert with_it == without or (not told and not shared)


@given(acts, acts)
def test_merging_never_widens(kept, gone):
    """After a merge somebody is mailed only where the kept address was, and nothing spoke against it."""
    of_kept, of_gone = standing_of(decisive(kept)), standing_of(decisive(gone))
    together = standing_of(decisive([*kept, *gone]))
    held = is_held_by_merging(kept=of_kept, gone=of_gone, together=together)
    after = mailed([*kept, *gone], held_at=START + timedelta(days=1) if held else None)
    if after:
        assert of_kept == Standing.GIVEN
        assert of_gone in (Standing.GIVEN, Standing.NEVER)


@given(acts, purposes)
def test_a_shared_mailbox_answers_for_nobody(told, purpose):
    if purpose != Purpose.NEWSLETTER:
        assert not mailed(told, purpose=purpose, shared=True)


def test_a_yes_that_was_confirmed_is_mailed():
    assert mailed([Told(Act.GIVEN, START, "letter")])
    assert not mailed([Told(Act.GIVEN, START)])
    assert mailed([Told(Act.GIVEN, START)], purpose=Purpose.RESEARCH)
    assert not mailed([Told(Act.GIVEN, START, "letter")], merged=True)


def test_each_refusal_has_words():
    assert all(str(why.label) for why in Refusal)
