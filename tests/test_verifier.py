"""The verifier accepts every receipt, and rejects one in which any number was altered (P6).

`twin.compare_receipts` does the same at length.
"""

import ast
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

import slapolicy.verifier
from slapolicy import Event, Policy, Ticket
from slapolicy.verifier import verify
from twin.receipt_cases import altered, numbers_in, random_receipt, sign

MONDAY = "2026-03-02T10:00:00+00:00"
OFFICE = {"tz": "UTC", "hours": {"mon-fri": "09:00-17:00"}}
HOUR = 3_600_000_000
SHORT, LONG = 150, 100_000


def receipt(at: str, *events: Event, **target: Any) -> dict[str, Any]:
    policy = Policy.from_dict(
        {
            "name": "desk",
            "calendars": {"office": OFFICE},
            "calendar": "office",
            "targets": {"x": {"stop": "resolved", "pause": "on_hold"} | target},
        }
    )
    return policy.evaluate(Ticket("T-1", [Event("created", MONDAY), *events]), at=at).receipt("x")


def test_p6_every_receipt_is_accepted_and_none_with_one_number_altered(pytestconfig: pytest.Config) -> None:
    """Random policies and tickets around clock changes; the digest of what was altered is made anew."""
    wrong: list[str] = []
    for number in range(LONG if pytestconfig.getoption("--long") else SHORT):
        told = random_receipt("laws", number)
        wrong += [f"{number} refused: {sentence}" for sentence in verify(told)]
        forged, what = altered(told, Random(f"laws:{number}"))
        wrong += [] if verify(forged) else [f"{number} accepted: {what}"]
    assert wrong == []


@pytest.mark.parametrize(
    "limit", ["10 business hours", "26 hours", "2 business days", "1 week", "end of next business day", "none"]
)
def test_p6_no_number_of_a_receipt_can_be_altered(limit: str) -> None:
    """Each number in turn, altered in twenty ways; a pause in the middle, and a breach where there can be one."""
    away = Event("on_hold", "2026-03-02T12:00:00Z"), Event("resumed", "2026-03-03T10:30:00Z")
    told = receipt("2026-03-13T10:00:00+00:00", *away, within={"unclear": limit})
    assert verify(told) == ()
    paths = list(numbers_in(told))
    assert len(paths) > (6 if limit == "none" else 25)
    seen = set()
    for seed in range(20 * len(paths)):
        forged, what = altered(told, Random(seed))
        seen.add(what.partition(":")[0])
        assert verify(forged) != (), what
    if limit == "none":
        assert seen == {".".join(map(str, path)) for path in paths}


@pytest.mark.parametrize("key", ["policy", "fingerprint", "versions", "ticket", "target", "reason", "digest"])
def test_p6_the_digest_guards_the_words(key: str) -> None:
    told = receipt("2026-03-02T11:00:00Z", within="2 hours")
    changed = {"tzdata": "2020a"} if key == "versions" else f"{told[key]}1"
    assert verify(told | {key: changed}) == ("the digest is that of another content",)


def test_p6_the_digest_guards_names_inside_the_rows() -> None:
    told = receipt("2026-03-02T11:00:00Z", within="2 hours")
    told["timeline"][0]["zone"] = "Etc/GMT+1"
    assert verify(told) == ("the digest is that of another content",)


def forged(told: dict[str, Any], **parts: Any) -> tuple[str, ...]:
    """What the verifier finds where these parts were changed, and the digest made anew."""
    changed = json.loads(json.dumps(told | parts))
    sign(changed)
    return verify(changed)


def test_p6_what_is_wrong_is_told_in_a_sentence() -> None:
    """D5, D7: two hours from 10:00, asked at 11:00."""
    told = receipt("2026-03-02T11:00:00Z", within="2 hours")
    assert forged(told) == ()
    assert forged(told, verdict="met") == ("the verdict does not follow from the deadline",)
    assert forged(told, used=told["used"] + 1) == ("`used` is not what was counted until now",)
    assert forged(told, left=told["left"] - 1) == ("`left` is not what is left of the amount",)
    assert forged(told, limit="3 hours") == ("the amount is not the limit",)
    assert forged(told, open_for=2 * HOUR) == ("`open_for` is not the time since the start",)
    assert forged(told, fingerprint=7) == forged(told, versions={"tzdata": 2026}) == forged(told, form=2)
    assert forged(told, form=2) == ("the form is another one, or a name is no text",)
    assert forged(told, later_cycles=1)[0] == "the cycles do not add up"
    assert forged(told, breached_at=told["due_at"]) == ("`breached_at` is not the deadline that was passed",)
    assert forged(told, at="2026-03-02T11:30:00Z")[0] == "`at` is not so many microseconds after 1970"
    assert "the rows do not lead to the deadline" in forged(told, due_at="2026-03-02T13:00:00Z")


def test_p6_a_forger_who_shifts_the_deadline_and_the_rows_still_counts_too_much() -> None:
    """Half an hour more in every place where the deadline stands is half an hour more than the limit."""
    told = receipt("2026-03-02T11:00:00Z", within="2 hours")
    later = "2026-03-02T12:30:00+00:00"
    row = told["timeline"][0] | {"end": later, "amount": 5 * HOUR // 2, "total": 5 * HOUR // 2}
    assert forged(told, due_at=later, timeline=[row]) == ("the counted rows are not the limit",)


def test_p6_a_deadline_behind_the_count_is_refused() -> None:
    """An hour without a count, put between the last counted minute and the deadline."""
    told = receipt("2026-03-02T11:00:00Z", within="2 business hours")
    later = "2026-03-02T13:00:00+00:00"
    row = told["timeline"][-1] | {"start": told["due_at"], "end": later, "kind": "closed", "amount": HOUR}
    moved = {"due_at": later, "timeline": [*told["timeline"], row]}
    assert forged(told, **moved) == ("the deadline is not where the count ends",)
    dated = receipt("2026-03-02T11:00:00Z", within="next business day by 16:00")
    later = "2026-03-03T17:00:00+00:00"
    row = dated["timeline"][-1] | {"start": dated["due_at"], "end": later, "kind": "closed", "amount": HOUR}
    assert forged(dated, due_at=later, timeline=[*dated["timeline"], row]) == ("a date is moved",)


def test_p6_days_that_count_more_than_the_way_to_their_date_are_refused() -> None:
    """D4: from Monday 10:00 to Wednesday 10:00 are sixteen hours, to 11:00 seventeen; an hour from nowhere as well."""
    told = receipt("2026-03-02T11:00:00Z", within="2 business days")
    later = "2026-03-04T11:00:00+00:00"
    last = told["timeline"][-1]
    row = last | {"end": later, "amount": 2 * HOUR, "total": 17 * HOUR}
    assert (last["amount"], last["total"]) == (HOUR, 16 * HOUR)
    moved = forged(told, due_at=later, timeline=[*told["timeline"][:-1], row])
    assert moved == ("the counted rows are not the limit",)
    carried = [row | {"total": row["total"] + HOUR} for row in told["timeline"]]
    parts = {"carried": HOUR, "used": 2 * HOUR, "left": 14 * HOUR, "timeline": carried}
    assert forged(told, **parts) == ("a date is moved",)


def test_p6_time_after_the_deadline_is_never_negative() -> None:
    """Two hours late within one hour."""
    told = receipt("2026-03-02T13:00:00Z", within="2 hours")
    assert told["overrun"] == {"counted": HOUR, "closed": 0, "paused": 0}
    more = {"counted": 2 * HOUR, "closed": -HOUR, "paused": 0}
    assert forged(told, overrun=more, used=4 * HOUR, left=-2 * HOUR) == ("the time after the deadline does not add up",)


@pytest.mark.parametrize(
    "parts",
    [
        {"state": "stopped", "verdict": "met"},
        {"state": "not_started"},
        {"later_cycles": 1, "cycles": 2},
        {"cycle": 0, "later_cycles": 1},
    ],
)
def test_p6_a_state_that_its_cycle_does_not_have_is_refused(parts: dict[str, Any]) -> None:
    """C3, C4: it runs, in the only cycle."""
    told = receipt("2026-03-02T11:00:00Z", within="2 hours")
    assert forged(told, **parts) == ("the state does not fit the cycle",)


def test_p6_bounds_that_do_not_fit_are_refused() -> None:
    told = receipt("2026-03-02T11:00:00Z", within="2 hours")
    assert forged(told, later_cycles=-1, cycles=0)[0] == "the cycles do not add up"
    assert forged(told, if_resumed_now=told["due_at"]) == ("there is one deadline, or else one if it resumed now",)
    assert forged(told, started_at="2026-03-02T10:30:00Z", open_for=HOUR // 2) == (
        "the rows do not lead to the deadline",
    )
    closed = receipt("2026-03-02T13:00:00Z", Event("resolved", "2026-03-02T11:00:00Z"), within="2 hours")
    before = {"at": "2026-03-02T10:59:00Z", "at_microseconds": closed["at_microseconds"] - 121 * 60_000_000}
    assert forged(closed, **before) == ("`open_for` is not the time since the start",)


def test_p6_what_is_not_promised_and_what_never_started_have_no_numbers() -> None:
    """C4, C11."""
    nothing = receipt("2026-03-02T11:00:00Z", within={"unclear": "none"})
    waiting = receipt("2026-03-02T11:00:00Z", start="triaged", within="2 hours")
    sentence = "where nothing is promised there is no number and no verdict"
    for told in (nothing, waiting):
        assert forged(told) == ()
        assert forged(told, used=5) == forged(told, verdict="met") == (sentence,)
    assert forged(waiting, limit="2 hours") == (sentence,)
    assert forged(waiting, cycles=1, later_cycles=1) != ()


@pytest.mark.parametrize(
    ("day", "change", "sentence"),
    [
        (1, {"opens": "2026-03-03T10:00:00+00:00", "after": 24 * HOUR}, "day 1 is not counted right"),
        (1, {"opens": "2026-03-04T09:00:00+00:00", "after": 47 * HOUR}, "the dates do not follow"),
        (1, {"opens": "2026-03-01T09:00:00+00:00", "after": -25 * HOUR}, "the dates do not follow"),
    ],
)
def test_p6_a_counted_day_opens_where_a_row_starts_and_after_the_one_before(
    day: int, change: dict[str, Any], sentence: str
) -> None:
    """D4: Monday, Tuesday, Wednesday at nine."""
    told = receipt("2026-03-02T11:00:00Z", within="2 business days")
    told["dates"]["days"][day] |= change
    assert forged(told) == (sentence,)


def test_p6_a_time_of_day_that_the_start_does_not_have_is_refused() -> None:
    """D4: created at 10:00, so due at 10:00, unless the day's closing is what ends it."""
    told = receipt("2026-03-02T11:00:00Z", within="2 business days")
    elsewhere = told["dates"] | {"aimed_at": "2026-03-04T09:59:00", "lands": "after_gap"}
    assert forged(told, dates=elsewhere) == ("the time of day is not that of the start",)
    closing = receipt("2026-03-02T11:00:00Z", within="2 business days", day_ends="close")
    assert forged(closing, dates=closing["dates"] | {"lands": "as_aimed"}) == (
        "the deadline is not at the time aimed at",
    )


def test_p6_a_verdict_at_the_deadline_follows_strict() -> None:
    """D5."""
    told = receipt("2026-03-02T13:00:00Z", Event("resolved", "2026-03-02T12:00:00Z"), within="2 hours")
    assert (told["verdict"], forged(told)) == ("met", ())
    assert len(forged(told, strict=True)) == 2
    assert forged(told, strict=True, verdict="missed", breached_at=told["due_at"]) == ()


def test_p6_a_pause_that_gives_back_more_than_it_took_is_refused() -> None:
    """D6: four open hours were paused."""
    away = Event("on_hold", "2026-03-02T13:00:00Z"), Event("resumed", "2026-03-02T20:00:00Z")
    told = receipt("2026-03-03T09:00:00Z", *away, within="10 business hours")
    (pause,) = told["pauses"]
    assert (pause["lasts"], pause["given_back"]) == (7 * HOUR, 4 * HOUR)
    assert forged(told, pauses=[pause | {"given_back": 5 * HOUR}]) == ("a pause gives back another time",)
    assert "the pauses are not the paused rows" in forged(told, pauses=[])


def test_p6_a_working_day_left_out_or_added_is_refused() -> None:
    """D4: the second working day after Monday is Wednesday."""
    told = receipt("2026-03-02T11:00:00Z", within="2 business days")
    days = told["dates"]["days"]
    assert forged(told, limit="3 business days") == ("the working days are not so many",)
    fewer = forged(told, dates=told["dates"] | {"days": [days[0], days[2]]})
    assert {"day 1 is not counted right", "the working days are not so many"} <= set(fewer)


@pytest.mark.parametrize(
    "nonsense", [None, 1, "receipt", [], {}, {"digest": ""}, {"digest": "", "at": 3}, {"a": {1, 2}}]
)
def test_p6_what_is_no_receipt_is_said_to_be_none(nonsense: Any) -> None:
    (sentence,) = verify(nonsense)
    assert sentence.startswith("it can't be read as a receipt")


@pytest.mark.parametrize("key", sorted(receipt(MONDAY, within="2 business days")))
def test_p6_a_part_that_is_missing_or_of_another_type_is_refused(key: str) -> None:
    told = receipt("2026-03-02T11:00:00Z", within="2 business days")
    less = {name: part for name, part in told.items() if name != key}
    if key != "digest":
        sign(less)
    assert verify(less) != ()
    others: list[Any] = ["another", [[]], {"a": 1}, 1.5]
    assert [other for other in others if verify(told | {key: other}) == ()] == []


def test_p6_the_verifier_shares_no_code_with_the_engine() -> None:
    """It imports the standard library alone, so that it can be copied to where receipts are checked."""
    tree = ast.parse(Path(slapolicy.verifier.__file__).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"collections.abc", "datetime", "fractions", "hashlib", "json", "re", "typing"}
