"""Edges of targets: each fault in full, and which row, owner or calendar counts (C2, C6, C9, C11, C12, P2, P3)."""

from typing import Any

import pytest

from slapolicy import PolicyError, Target
from slapolicy.conditions import condition
from slapolicy.targets import Limit
from slapolicy.targets.limits import limits

PLAIN: dict[str, Any] = {"stop": "resolved", "within": "2 hours"}
ROUNDS: dict[str, Any] = {"every": "1 hour", "completed_by": "told"}
FIRST, SECOND = {"when": {"plan": "pro"}, "limit": "1 hour"}, {"when": {"plan": "team"}, "limit": "2 hours"}

ROW = "allowed is `when` (optional) and `limit`; write `{when: {severity: P0}, limit: 24 hours}`"
ONLY_ROUNDS = "allowed is it only beside `every`"


def told(document: dict[str, Any]) -> list[str]:
    with pytest.raises(PolicyError) as refused:
        Target.read(document)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"stop": "resolved"}, "within: found neither `within` nor `every`; allowed is one of them"),
        (PLAIN | ROUNDS, "within: found both `within` and `every`; allowed is one of them"),
        ({"within": "2 hours"}, "stop: found nothing; allowed is what stops the clock"),
        ({"every": "1 hour"}, "completed_by: found nothing; allowed is what completes a round"),
        (PLAIN | {"completed_by": "told"}, f"completed_by: found `completed_by`; {ONLY_ROUNDS}"),
        (PLAIN | {"counted_from": "grid"}, f"counted_from: found `counted_from`; {ONLY_ROUNDS}"),
        (PLAIN | {"last_round": "after_stop"}, f"last_round: found `last_round`; {ONLY_ROUNDS}"),
        (
            PLAIN | {"precedence": ["stop", "cancel"]},
            "precedence: found `stop`, `cancel`; allowed is each of `stop`, `cancel`, `reset`, `pause`, `start` once",
        ),
    ],
)
def test_faults_between_the_keys_in_full(document: dict[str, Any], sentence: str) -> None:
    """P3, C2, C9, C11: what is missing, what stands twice, and what has no meaning alone."""
    assert told(document) == [sentence]


@pytest.mark.parametrize("limit", ["1 business day", "2 calendar days", "end of business day", "1 week"])
def test_days_make_no_even_grid(limit: str) -> None:
    """C9: a day has 23 to 25 hours; what counts on a grid is hours, minutes or seconds."""
    document = ROUNDS | {"every": [FIRST, {"limit": limit}], "counted_from": "grid"}
    with pytest.raises(PolicyError) as refused:
        Target.read(document)
    (fault,) = refused.value.faults
    assert (fault.code, fault.place, fault.found) == ("uneven-grid", "every[1].limit", f"`{limit}`")
    assert fault.allowed == "hours, minutes or seconds: days make no even grid"
    assert Target.read(document | {"counted_from": "completion"}).repeats


@pytest.mark.parametrize("limit", ["0 minutes", "0 business hours"])
def test_a_grid_has_time_between_its_points(limit: str) -> None:
    """C9, P3: one without would have points without end."""
    with pytest.raises(PolicyError) as refused:
        Target.read(ROUNDS | {"every": limit, "counted_from": "grid"})
    (fault,) = refused.value.faults
    assert (fault.code, fault.place, fault.found) == ("uneven-grid", "every", f"`{limit}`")
    assert fault.allowed == "a time between two points of the grid"


@pytest.mark.parametrize("limit", ["1 hour", "90 business minutes", "none"])
def test_what_a_grid_may_have(limit: str) -> None:
    """C9, C11: elapsed time, working time, and a row that promises nothing."""
    target = Target.read(ROUNDS | {"every": {"P0": "30 minutes", "P1": limit}, "counted_from": "grid"})
    assert [row.limit is None for row in target.limits] == [False, limit == "none"]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ([], "within: found a list; allowed is at least one limit"),
        ((), "within: found a list; allowed is at least one limit"),
        ({}, "within: found a mapping; allowed is at least one limit"),
        ([7], f"within[0]: found `7`; {ROW}"),
        (["2 hours"], f"within[0]: found `2 hours`; {ROW}"),
        ([FIRST, {"when": {"plan": "pro"}}], f"within[1]: found a mapping; {ROW}"),
        ([{"limit": "1 hour", "if": {"plan": "pro"}}], f"within[0]: found a mapping; {ROW}"),
        (
            [FIRST, {"when": "pro", "limit": "1 hour"}],
            "within[1].when: found `pro`; allowed is a mapping of facts to values; write `{fact: value}`",
        ),
    ],
)
def test_faults_of_limits_in_full(written: Any, sentence: str) -> None:
    """P3, C11: what a table of limits may be, and what a row of a list must have."""
    assert told(PLAIN | {"within": written}) == [sentence]


def test_faults_after_a_fault_of_a_row_are_told_too() -> None:
    """P3: a row with a fault hides neither those after it nor its own other fault."""
    rows = [{"when": 7, "limit": "1 day"}, 7, {"limit": "soon"}, {"when": {"a": None}, "limit": "1 hour"}]
    with pytest.raises(PolicyError) as refused:
        Target.read(PLAIN | {"within": rows})
    places = [fault.place for fault in refused.value.faults]
    assert sorted(places) == ["within[0].limit", "within[0].when", "within[1]", "within[2].limit", "within[3].when.a"]


@pytest.mark.parametrize(
    "rows",
    [
        [FIRST],
        [FIRST, SECOND],
        [{"limit": "1 hour"}, SECOND],
        [{"when": {"severity": "P0"}, "limit": "1 hour"}, SECOND],
        [{"when": {"severity": "P0"}, "limit": "1 hour"}, {"when": {"severity": "P0"}, "limit": "2 hours"}],
        [{"when": {"severity": {"not": "P0"}}, "limit": "1 hour"}],
        [{"when": {"severity": ["P0", "P1"]}, "limit": "1 hour"}],
        [{"when": {"region": "P0"}, "limit": "1 hour"}],
        [{"when": {"severity": 1}, "limit": "1 hour"}],
    ],
)
def test_a_list_that_is_no_table_stays_a_list(rows: list[dict[str, Any]]) -> None:
    """P2, C11: what a table by severity can't say, and the order, are written as they were read."""
    target = Target.read(PLAIN | {"within": rows})
    assert target.model_dump(mode="json", exclude_defaults=True)["within"] == rows
    assert Target.read(target.model_dump(mode="json", exclude_defaults=True)) == target


def test_limits_that_were_read_are_taken_as_they_are() -> None:
    """P2: limits made in Python need no document; rows as a tuple are a list."""
    held = limits([FIRST, {"limit": "none"}])
    assert limits(held) is held
    assert limits((FIRST, {"limit": "none"})) == held
    assert Limit(condition({"plan": "pro"}), held[0].limit) == held[0]


def test_the_first_row_that_holds_counts() -> None:
    """C11: in order; a row with `none`, and no row at all, promise nothing and say why."""
    rows = [FIRST, {"when": {"plan": "basic"}, "limit": "none"}, {"when": {"seats": {"gt": 9}}, "limit": "3 hours"}]
    target = Target.read(PLAIN | {"within": rows, "applies": {"test": {"not": True}}})
    assert str(target.limit_for({"plan": "pro", "seats": 10})) == "1 hour"
    assert str(target.limit_for({"plan": "team", "seats": 10})) == "3 hours"
    assert target.limit_for({"plan": "basic", "seats": 10}) is None
    assert target.why_no_limit({"plan": "basic", "seats": 10}) == "no target where plan is basic"
    assert target.limit_for({"plan": "pro", "test": True}) is None
    assert target.why_no_limit({"plan": "pro", "test": True}) == "no target: it applies where test is not yes"
    assert target.limit_for({"severity": "P2"}) is None
    assert target.why_no_limit({"severity": "P2"}) == "no target: none of the limits matches severity P2"
    otherwise = Target.read(PLAIN | {"within": [FIRST, {"limit": "none"}]})
    assert otherwise.why_no_limit({"plan": "team"}) == "no target otherwise"
    assert Target.read(PLAIN | {"within": "none"}).why_no_limit({}) == "no time is promised"


@pytest.mark.parametrize(("key", "asked"), [("owner", Target.owner_for), ("calendar", Target.calendar_for)])
def test_the_first_owner_and_the_first_calendar_that_hold_count(key: str, asked: Any) -> None:
    """C6, C11: a name alone always counts; of a list the first that holds; none where none does."""
    assert asked(Target.read(PLAIN), {}) is None
    alone = Target.read(PLAIN | {key: "a"})
    assert asked(alone, {}) == "a"
    assert alone.model_dump(mode="json")[key] == "a"
    rules = [{"when": {"plan": "pro"}, key: "a"}, {"when": {"plan": ["pro", "team"]}, key: "b"}]
    several = Target.read(PLAIN | {key: rules})
    assert [asked(several, {"plan": plan}) for plan in ("pro", "team", "basic")] == ["a", "b", None]
    assert several.model_dump(mode="json", exclude_defaults=True)[key] == rules
    one = Target.read(PLAIN | {key: rules[:1]})
    assert one.model_dump(mode="json", exclude_defaults=True)[key] == rules[:1]
    assert Target.read(PLAIN | {key: [{key: "a"}]}) == alone
    first_always = Target.read(PLAIN | {key: [{key: "c"}, *rules]})
    assert first_always.model_dump(mode="json", exclude_defaults=True)[key] == [{key: "c"}, *rules]
    assert asked(first_always, {"plan": "pro"}) == "c"


def test_every_condition_has_the_path_that_its_document_has() -> None:
    """C12, P3: a list by its rows, a table by its severities, one limit alone, and every rule of a calendar."""
    rules = [{"calendar": "a"}, {"when": {"plan": "pro"}, "calendar": "b"}]
    listed = [path for path, _ in Target.read(PLAIN | {"within": [FIRST, SECOND], "calendar": rules}).conditions()]
    assert listed == [
        *[("within", 0, "when"), ("within", 1, "when")],
        *[("calendar", 0, "when"), ("calendar", 1, "when")],
        ("applies",),
    ]
    table = [path for path, _ in Target.read(PLAIN | {"within": {"P0": "1 hour", "P1": "none"}}).conditions()]
    assert table == [("within", "P0"), ("within", "P1"), ("applies",)]
    assert [path for path, _ in Target.read(PLAIN).conditions()] == [("within",), ("applies",)]
