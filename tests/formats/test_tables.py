"""Decisions as a table for people and as one JSON document for machines (E9)."""

import json
import sys
from collections.abc import Iterator

import pytest

from slapolicy import Decision, Event, Policy, PolicyError, Ticket
from slapolicy.formats.tables import json_document, table
from slapolicy.instants import instant

POLICY = Policy.from_dict(
    {
        "name": "desk",
        "severity": {"levels": ["P0", "P1"], "otherwise": "P1"},
        "targets": {
            "reply": {"start": "created", "stop": "replied", "within": "2 hours", "pause": {"status": "waiting"}},
            "repair": {"start": "taken", "stop": "repaired", "within": "24 hours"},
            "goodbye": {"start": "never", "stop": "closed", "within": "1 hour"},
        },
        "escalation": {
            "levels": [{"name": "desk", "owner": "desk"}, {"name": "boss", "owner": "the boss"}],
            "rules": [{"id": "late", "target": "reply", "at": "due", "to": "next"}],
        },
    }
)
AT = "2026-03-06T10:00:00+01:00"
CREATED, TAKEN = Event("created", "2026-03-06T09:30:00+01:00"), Event("taken", "2026-03-06T09:45:00+01:00")


def decided(ticket: str, *events: Event, policy: Policy = POLICY) -> Decision:
    return policy.evaluate(Ticket(ticket, events), at=AT)


def lines(*decisions: Decision) -> list[str]:
    """The rows of the table, with each run of blanks as one."""
    return [" ".join(line.split()) for line in table(decisions).splitlines()[2:]]


def test_a_ticket_has_a_line_for_each_clock_that_has_begun() -> None:
    """Its severity and its owners stand in the first one."""
    columns = ("ticket    ", "severity    ", "clock    ", "verdict    ", f"{'due':27}  ", "owner    ", "next owner")
    rules = ("--------  ", "----------  ", "-------  ", "---------  ", "-" * 27 + "  ", "-------  ", "-" * 37)
    due = "Fri 2026-03-06 11:30 +01:00"
    reply = ("007       ", "P1          ", "reply    ", "open       ", due + "  ", "desk     ", f"the boss, {due}")
    repair = ("          ", "            ", "repair   ", "open       ", "Sat 2026-03-07 09:45 +01:00")
    assert table([decided("007", CREATED, TAKEN)]).split("\n") == [
        "".join(row) for row in (columns, rules, reply, repair)
    ]


def test_a_paused_clock_has_no_deadline_and_a_ticket_without_clocks_has_a_line_too() -> None:
    waiting = Event("changed", "2026-03-06T09:40:00+01:00", status="waiting")
    assert lines(decided("T-1", CREATED, waiting), decided("T-2", Event("noted", AT)), decided("T-3")) == [
        "T-1 P1 reply open paused desk -",
        "T-2 P1 - - - desk -",
        "T-3 unclear - - - - -",
    ]


def test_without_a_ladder_there_is_nobody_to_name() -> None:
    plain = Policy.from_dict({"name": "plain", "targets": {"reply": {"stop": "replied", "within": "2 hours"}}})
    assert lines(decided("T-1", CREATED, policy=plain)) == ["T-1 unclear reply open Fri 2026-03-06 11:30 +01:00 - -"]


def test_an_open_end_is_no_deadline() -> None:
    """A target without a limit for this ticket has a clock and nothing to be late for."""
    some = {"stop": "replied", "within": [{"when": {"severity": "P0"}, "limit": "1 hour"}]}
    policy = Policy.from_dict({"name": "some", "severity": {"levels": ["P0"]}, "targets": {"reply": some}})
    assert lines(decided("T-1", CREATED, policy=policy)) == ["T-1 unclear reply none - - -"]


def test_what_would_steer_a_terminal_is_replaced() -> None:
    named = {"name": "odd", "targets": {"re\nply": {"stop": "x", "within": "2 hours"}}}
    levels = [{"name": "a", "owner": "A\x07da", "respond": "1 hour"}, {"name": "b", "owner": "G\trace"}]
    policy = Policy.from_dict(named | {"escalation": {"levels": levels}, "severity": {"otherwise": "P\x00"}})
    assert lines(decided("T\x1b[2J", CREATED, policy=policy)) == [
        "T�[2J P� re�ply open Fri 2026-03-06 11:30 +01:00 A�da G�race, Fri 2026-03-06 10:30 +01:00"
    ]


def test_no_decisions_are_no_table() -> None:
    assert table([]) == "no tickets"


def test_p3_without_tabulate_a_fault_tells_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tabulate", None)
    with pytest.raises(PolicyError) as refused:
        table([])
    assert str(refused.value) == (
        "found no tabulate; allowed is a table only where tabulate is installed; "
        "write `--format json`, or run `pip install 'slapolicy[cli]'`"
    )
    assert refused.value.faults[0].code == "missing-package"


def test_the_document_has_a_line_for_each_ticket() -> None:
    decisions = [decided("T-1", CREATED), decided("T-2")]
    first, *middle, last = json_document('d"esk', instant(AT), decisions, explained=False)
    assert first == '{"policy": "d\\"esk", "at": "2026-03-06T10:00:00+01:00", "tickets": ['
    assert (len(middle), last) == (2, "]}")
    assert json.loads("\n".join([first, *middle, last])) == {
        "policy": 'd"esk',
        "at": AT,
        "tickets": [decision.to_dict() for decision in decisions],
    }


def test_the_document_has_the_explanations_where_they_are_asked_for() -> None:
    decision = decided("T-1", CREATED)
    (ticket,) = json.loads("".join(json_document("desk", instant(AT), [decision], explained=True)))["tickets"]
    assert ticket == {**decision.to_dict(), "explanation": decision.explain()}


def test_the_document_is_whole_without_tickets_and_decides_one_at_a_time() -> None:
    assert json.loads("".join(json_document("desk", instant(AT), [], explained=False)))["tickets"] == []
    asked: list[str] = []

    def decisions() -> Iterator[Decision]:
        for name in ("T-1", "T-2"):
            asked.append(name)
            yield decided(name)

    document = json_document("desk", instant(AT), decisions(), explained=False)
    next(document)
    assert asked == []
    next(document)
    assert asked == ["T-1"]
