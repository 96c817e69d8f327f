"""Changes as data and as lines: facts of every kind, and sentences that are too long for a table (P4)."""

from decimal import Decimal

from slapolicy import Event, Ticket
from slapolicy._model import FrozenMap
from slapolicy.analysis import Diff
from slapolicy.analysis.diffs import Change, ChangeVerdict, Part, Witness
from slapolicy.instants import instant

AT = instant("2026-01-05T10:00Z")


def change(**keys: object) -> Change:
    given = {"part": Part.TARGET, "name": "reply", "verdict": ChangeVerdict.STRICTER, "sentence": "less", **keys}
    return Change(**given)  # type: ignore[arg-type]  # keys by their names


def test_facts_of_every_kind_are_plain_in_a_stable_order() -> None:
    facts = {"n": 1, "big": Decimal("1.50"), "at_night": True, "since": AT, "tags": ("a", AT), "gone": None, "a": "x"}
    plain = {
        "a": "x",
        "at_night": True,
        "big": "1.50",
        "gone": None,
        "n": 1,
        "since": "2026-01-05T10:00:00+00:00",
        "tags": ["a", "2026-01-05T10:00:00+00:00"],
    }
    ticket = Ticket("T", [Event("created", AT, **facts)])
    shown = change(facts=FrozenMap(facts), witnesses=(Witness(ticket, AT, "one", None),)).to_dict()
    assert shown["facts"] == plain
    assert [*shown["facts"]] == sorted(plain)
    assert shown["witnesses"] == [
        {
            "events": [{"event": "created", "at": "2026-01-05T10:00:00+00:00", "facts": plain}],
            "at": "2026-01-05T10:00:00+00:00",
            "old": "one",
            "new": None,
        }
    ]


def test_words_are_no_deadlines() -> None:
    ticket = Ticket("T", [Event("created", AT)])
    words, none = change(witnesses=(Witness(ticket, AT, "desk", AT),)), change()
    assert (words.old_due_at, words.new_due_at, words.witness) == (None, AT, ticket)
    assert (none.old_due_at, none.new_due_at, none.witness) == (None, None, None)


def test_a_change_is_a_line_with_its_severity() -> None:
    assert str(change()) == "target reply: stricter: less"
    assert str(change(severity="P0")) == "target reply at P0: stricter: less"


def test_a_sentence_is_cut_at_160_characters_in_a_table_only() -> None:
    long, fits = change(sentence="x" * 161), change(sentence="y" * 160)
    rows = str(Diff("a", "b", (long, fits))).splitlines()
    assert [row.split()[-1] for row in rows[2:]] == ["x" * 159 + "…", "y" * 160]
    assert long.to_dict()["sentence"] == "x" * 161


def test_the_verdict_of_a_target_among_several() -> None:
    """Undecided wins against any other, and two others make it different."""
    looser, open_ = change(verdict=ChangeVerdict.LOOSER), change(verdict=ChangeVerdict.UNDECIDED, severity="P0")
    assert Diff("a", "b", (change(), looser)).verdict("reply") == "different"
    assert Diff("a", "b", (change(), open_)).verdict("reply") == "undecided"
    assert Diff("a", "b", (change(), open_)).verdict("reply", "P1") == "stricter"
    assert Diff("a", "b", (change(),)).verdict("solution") == "equal"


def test_changes_are_asked_for_by_part_and_name() -> None:
    one, other = change(), change(part=Part.SIGNAL, name="reply.stop")
    found = Diff("a", "b", (one, other))
    assert (found.of("target"), found.of(Part.SIGNAL, "reply.stop"), found.of("signal", "x")) == ((one,), (other,), ())
    assert (len(found), bool(found), [*found]) == (2, True, [one, other])
    assert not Diff("a", "b")
