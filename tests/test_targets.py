"""What a target may say, how it is written, and every fault in it (C2, C3, C8, C9, C11, P2, P3)."""

import pickle
from typing import Any

import pytest

from slapolicy import PolicyError, Target
from slapolicy.targets import OnReopen, threshold

PLAIN: dict[str, Any] = {"stop": "resolved", "within": "2 hours"}


def written(target: Target) -> dict[str, Any]:
    return target.model_dump(mode="json", by_alias=True, exclude_defaults=True)


@pytest.mark.parametrize(
    "document",
    [
        PLAIN,
        PLAIN | {"within": {"P0": "2 hours", "P1": "none"}},
        PLAIN | {"within": [{"when": {"plan": "pro"}, "limit": "2 hours"}, {"limit": "none"}]},
        PLAIN | {"within": [{"when": {"severity": "P0"}, "limit": "1 hour"}, {"limit": "2 hours"}]},
        PLAIN | {"pause": ["on_hold", {"status": "waiting"}], "resume": "back", "cancel": {"spam": True}},
        PLAIN | {"warn": ["75%", "0.5%", "4 business hours left", "1 hour late", "every 30 minutes late"]},
        PLAIN | {"strict": True, "day_ends": "close", "calendar": "office", "on_reopen": "ignore"},
        PLAIN | {"on_change": {"looser": "keep"}, "precedence": ["cancel", "stop", "reset", "pause", "start"]},
        PLAIN | {"owner": [{"when": {"severity": "P0"}, "owner": "a"}, {"owner": "b"}], "applies": {"plan": "pro"}},
        {"every": "60 minutes", "completed_by": "told", "counted_from": "grid", "last_round": "after_stop"},
    ],
)
def test_a_target_reads_back_as_it_was_written(document: dict[str, Any]) -> None:
    """P1, P2: through its document and through pickle, with an equal hash."""
    target = Target.read(document)
    assert written(target) == document
    assert Target.read(written(target)) == target
    assert hash(Target.read(written(target))) == hash(target)
    assert pickle.loads(pickle.dumps(target)) == target
    assert target.replace() == target


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"within": [{"when": {"severity": "P0"}, "limit": "2 hours"}]}, {"within": {"P0": "2 hours"}}),
        ({"within": [{"limit": "2 hours"}]}, {"within": "2 hours"}),
        ({"within": "120 minutes"}, {"within": "2 hours"}),
        ({"stop": ["resolved"]}, {"stop": "resolved"}),
        ({"owner": "a"}, {"owner": [{"owner": "a"}]}),
        ({"warn": ["75.0%"]}, {"warn": ["75 %"]}),
    ],
)
def test_equal_meaning_is_an_equal_target(one: dict[str, Any], other: dict[str, Any]) -> None:
    """P1: whichever of its spellings was used."""
    assert Target.read(PLAIN | one) == Target.read(PLAIN | other)


@pytest.mark.parametrize(
    ("document", "places"),
    [
        ({"stop": "resolved"}, [("no-limit", "within")]),
        (PLAIN | {"every": "1 hour", "completed_by": "told"}, [("no-limit", "within")]),
        ({"within": "2 hours"}, [("missing-key", "stop")]),
        ({"every": "1 hour"}, [("missing-key", "completed_by")]),
        (PLAIN | {"completed_by": "told"}, [("not-repeating", "completed_by")]),
        (PLAIN | {"counted_from": "grid"}, [("not-repeating", "counted_from")]),
        (PLAIN | {"last_round": "after_stop"}, [("not-repeating", "last_round")]),
        (
            {"every": {"P0": "1 hour", "P1": "1 business day"}, "completed_by": "told", "counted_from": "grid"},
            [("uneven-grid", "every.P1")],
        ),
        (PLAIN | {"precedence": ["stop", "stop", "reset", "pause", "start"]}, [("wrong-order", "precedence")]),
        (PLAIN | {"precedence": ["stop", "cancel", "reset", "pause", "resume"]}, [("wrong-order", "precedence")]),
        (PLAIN | {"within": "1 day"}, [("ambiguous-day", "within")]),
        (PLAIN | {"within": []}, [("wrong-type", "within")]),
        (PLAIN | {"within": {}}, [("wrong-type", "within")]),
        (PLAIN | {"within": {"P0": "1 day", "P1": 7}}, [("ambiguous-day", "within.P0"), ("wrong-type", "within.P1")]),
        (
            PLAIN | {"within": [{"when": {"a": None}, "limit": "1 day"}, {"if": {}, "limit": "1 hour"}, "2 hours"]},
            [
                ("wrong-type", "within[0].when.a"),
                ("ambiguous-day", "within[0].limit"),
                ("wrong-type", "within[1]"),
                ("wrong-type", "within[2]"),
            ],
        ),
        (PLAIN | {"pause": ["on_hold", 7, " ", {"a": None}]}, [
            ("wrong-signal", "pause[1]"), ("wrong-signal", "pause[2]"), ("wrong-type", "pause[3].a")
        ]),
        (PLAIN | {"pause": True}, [("wrong-signal", "pause")]),
        (PLAIN | {"strict": "yes", "day_ends": "noon"}, [("wrong-type", "strict"), ("wrong-value", "day_ends")]),
        (PLAIN | {"warn": ["75", "0%", "101%"]}, [("wrong-threshold", f"warn[{n}]") for n in range(3)]),
        (PLAIN | {"on_change": {"tighter": "keep"}}, [("unknown-key", "on_change.tighter")]),
    ],
)  # fmt: skip
def test_every_fault_is_told_at_once(document: dict[str, Any], places: list[tuple[str, str]]) -> None:
    """P3, C11: each with its path and a stable code."""
    with pytest.raises(PolicyError) as refused:
        Target.read(document)
    assert sorted((fault.code, fault.place) for fault in refused.value.faults) == sorted(places)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("75%", "75%"),
        (" 75.50 % ", "75.5%"),
        ("100%", "100%"),
        ("0.0001%", "0.0001%"),
        ("240 business minutes left", "4 business hours left"),
        ("PT90M late", "90 minutes late"),
        ("every  2 hours late", "every 2 hours late"),
    ],
)
def test_thresholds(text: str, canonical: str) -> None:
    """C8: read from text; one canonical text for one meaning."""
    point = threshold(text)
    assert point.canonical == canonical
    assert threshold(str(point)) == point
    assert threshold(point) is point


@pytest.mark.parametrize(
    "text",
    ["", "%", "0%", "100.1%", "-5%", "1e2%", "1 day left", "2 business days left", "left", "1 hour", "every 75%",
     "every 1 hour left", "every 0 hours late", "end of business day late", 75, None, "9" * 500 + "%",
     " " * 100_000 + "x", "every " * 20_000],
)  # fmt: skip
def test_what_is_no_threshold(text: object) -> None:
    """C8, D1, P3."""
    with pytest.raises(PolicyError):
        threshold(text)


@pytest.mark.parametrize(
    ("stop", "reopening"),
    [
        ("resolved", OnReopen.RESUME),
        (["mitigated", "closed"], OnReopen.RESUME),
        ("replied", OnReopen.NEW_CYCLE),
        ({"status": "closed"}, OnReopen.NEW_CYCLE),
    ],
)
def test_reopening_by_default(stop: Any, reopening: OnReopen) -> None:
    """C3: resume for a target that ends the ticket, a new cycle otherwise."""
    assert Target.read({"stop": stop, "within": "2 hours"}).reopening is reopening
    assert Target.read({"stop": stop, "within": "2 hours", "on_reopen": "ignore"}).reopening is OnReopen.IGNORE


def test_every_condition_of_a_target_has_its_path() -> None:
    """C12: so that faults in comparisons can be placed."""
    signals = ("start", "stop", "pause", "resume", "reset", "cancel", "reopen", "completed_by")
    target = Target.read(
        {name: {"f": 1} for name in signals}
        | {"every": {"P0": "1 hour"}, "owner": [{"when": {"f": 1}, "owner": "a"}], "applies": {"f": 1}}
    )
    paths = [path for path, _ in target.conditions()]
    assert paths[:8] == [(name,) for name in signals]
    assert paths[8:] == [("every", "P0"), ("owner", 0, "when"), ("applies",)]
    assert target.repeats
    assert target.limits == target.every
