"""Laws of rotations, on rotations at random around offset changes, most instants at an edge (E6, D8, T2, C10)."""

from datetime import datetime, timedelta
from functools import lru_cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from slapolicy.escalation import Rotation
from twin.compare_rotations import KINDS, Duel, accepted
from twin.rotation_cases import Case, override_of, random_case
from twin.rotation_twin import DAY, MINUTE, Swap, first_instant
from twin.worlds_at_random import zones

PLACES = zones()
TICK = timedelta.resolution
WIDE = settings(max_examples=100, deadline=None)


@lru_cache(maxsize=256)
def case_of(number: int) -> Case:
    """The first case from a number on that is not refused at the door."""
    case = random_case("laws", number, PLACES)
    return case if accepted(case) else case_of(number + 1)


cases = st.integers(0, 10_000).map(case_of)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Rotation, datetime, datetime]:
    """A rotation, and a span of up to ten days; its ends are hand-overs, instants beside one, or any."""
    case = draw(cases)
    rotation, last = case.rotation(), case.first + DAY * 10
    edges = [change.at for change in rotation.handovers(case.first, last)] or [case.middle]
    at_edge = st.builds(lambda at, ticks: at + TICK * ticks, st.sampled_from(edges), st.sampled_from((-1, 0, 0, 1)))
    any_time = st.integers(0, 10 * 86_400_000_000 - 1).map(lambda ticks: case.first + TICK * ticks)
    start, end = sorted(draw(st.tuples(at_edge | any_time, at_edge | any_time)))
    return rotation, start, end


def pieces_of(rotation: Rotation, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The ends of all shifts and all gaps."""
    shifts = [(shift.start, shift.end) for shift in rotation.shifts(start, end)]
    return shifts + [(gap.start, gap.end) for gap in rotation.gaps(start, end)]


@WIDE
@given(spans())
def test_shifts_and_gaps_tile_the_span(drawn: tuple[Rotation, datetime, datetime]) -> None:
    rotation, start, end = drawn
    pieces = sorted(pieces_of(rotation, start, end))
    assert [here for here, _ in pieces] + [end] == [start] + [there for _, there in pieces]


@WIDE
@given(spans(), st.data())
def test_every_instant_is_covered_or_in_a_reported_gap(
    drawn: tuple[Rotation, datetime, datetime], data: st.DataObject
) -> None:
    rotation, start, end = drawn
    at = start + TICK * data.draw(st.integers(0, max(0, (end - start) // TICK - 1)))
    holding = [shift.owner for shift in rotation.shifts(start, end) if shift.start <= at < shift.end]
    gaps = [gap for gap in rotation.gaps(start, end) if gap.start <= at < gap.end]
    assert holding == ([] if rotation.on_call(at) is None or start == end else [rotation.on_call(at)])
    assert len(holding) + len(gaps) == (start < end)


@WIDE
@given(spans())
def test_the_person_changes_at_handovers_and_nowhere_else(drawn: tuple[Rotation, datetime, datetime]) -> None:
    rotation, start, end = drawn
    changes = list(rotation.handovers(start, end))
    for change in changes:
        assert rotation.on_call(change.at) == change.owner != rotation.on_call(change.at - TICK)
    inside = [here for here, _ in pieces_of(rotation, start, end) if here > start]
    assert sorted(inside) == [change.at for change in changes if change.at > start]


@WIDE
@given(spans())
def test_c10_the_next_change_is_the_next_handover(drawn: tuple[Rotation, datetime, datetime]) -> None:
    rotation, start, end = drawn
    following = next((change.at for change in rotation.handovers(start + TICK, end)), None)
    change = rotation.next_change(start)
    assert change == following or (following is None and (change is None or change >= end))


@WIDE
@given(spans(), st.floats(0, 1))
def test_t2_a_span_in_two_parts_has_the_handovers_of_both(
    drawn: tuple[Rotation, datetime, datetime], share: float
) -> None:
    rotation, start, end = drawn
    middle = start + (end - start) * share
    whole = list(rotation.handovers(start, end))
    assert [*rotation.handovers(start, middle), *rotation.handovers(middle, end)] == whole


@WIDE
@given(spans())
def test_an_override_wins_for_exactly_its_span(drawn: tuple[Rotation, datetime, datetime]) -> None:
    rotation, start, end = drawn
    if start == end:
        return
    override = {"from": start.isoformat(), "to": end.isoformat(), "owner": "Zoe"}
    swapped = rotation.replace(overrides=[*rotation.overrides, override])
    around = start - DAY, end + DAY
    zoe = [(shift.start, shift.end) for shift in swapped.shifts(*around) if shift.owner == "Zoe"]
    assert zoe == [(start, end)]
    for part in ((around[0], start), (end, around[1])):
        assert list(swapped.shifts(*part)) == list(rotation.shifts(*part))


@WIDE
@given(cases, st.integers(0, 1439))
def test_d8_a_wall_clock_override_begins_when_the_clock_first_shows_its_time(case: Case, minute: int) -> None:
    """Also in the hour that a clock skips or repeats, where the twin walks minute by minute."""
    date = case.middle.replace(hour=0, minute=0, second=0, tzinfo=None)
    swap = Swap(date + MINUTE * minute, date + DAY * 3, "Zoe")
    rotation = case.rotation()
    swapped = rotation.replace(overrides=[*rotation.overrides, override_of(swap)])
    begins = first_instant(swap.begins, case.zone)
    assert swapped.on_call(begins) == "Zoe" != swapped.on_call(begins - TICK)


@WIDE
@given(cases)
def test_a_layer_wins_where_it_has_somebody_on_duty_and_nowhere_else(case: Case) -> None:
    """Layers alone, asked one by one from the uppermost down, give the answer of the whole."""
    whole = case._replace(swaps=()).rotation()
    alone = [case._replace(rows=(row,), swaps=()).rotation() for row in case.rows]
    for step in range(100):
        at = case.first + MINUTE * 140 * step
        answers = [rotation.on_call(at) for rotation in reversed(alone)]
        assert whole.on_call(at) == next((owner for owner in answers if owner is not None), None)


@settings(max_examples=25, deadline=None)
@given(cases, st.integers(0, 10_000))
def test_the_rotation_answers_as_its_twin_does(case: Case, seed: int) -> None:
    random, duel = Random(seed), Duel(case)
    for kind in KINDS * 3:
        assert duel.ask(kind, random) == ""


@WIDE
@given(cases)
def test_p2_a_rotation_is_read_back_as_it_was_written(case: Case) -> None:
    rotation = case.rotation()
    written = rotation.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    assert Rotation.read(written) == rotation
