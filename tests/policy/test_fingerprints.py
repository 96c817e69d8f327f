"""One digest for one meaning, however it is written, and another one for another meaning (P1)."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from slapolicy import Policy, duration
from slapolicy._model import FrozenMap
from slapolicy.policy.fingerprints import canonical, digest


def policy(**parts: Any) -> Policy:
    target = {"stop": "replied", "within": "2 hours"}
    return Policy.from_dict({"name": "a", "targets": {"reply": target | parts}})


def test_p1_a_digest_is_that_of_the_canonical_text() -> None:
    """By `printf '{"a":[1.5,true,null],"b":"é"}' | sha256sum`, of which the first sixteen digits count."""
    assert digest({"b": "é", "a": [Decimal("1.50"), True, None]}) == "8e344f1d38c0762a"


@pytest.mark.parametrize(
    ("given", "form"),
    [
        (duration("120 minutes"), "2 hours"),
        (duration("2 business hours"), "2 business hours"),
        (duration("7 calendar days"), duration("1 week").canonical),
    ],
    ids=str,
)
def test_p1_a_duration_has_one_form(given: Any, form: str) -> None:
    assert str(canonical(given)) == form
    assert canonical(given) == given


def test_p1_instants_are_in_utc_and_local_times_stay_as_they_are() -> None:
    """An hour that a clock shows, without a zone, is no instant."""
    zurich = datetime(2026, 3, 6, 17, 0, tzinfo=ZoneInfo("Europe/Zurich"))
    local = datetime(2026, 3, 6, 17, 0)
    shifted = datetime(2026, 3, 6, 21, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    for given in (zurich, shifted):
        assert canonical(given).isoformat() == "2026-03-06T16:00:00+00:00"
        assert canonical(given).tzinfo is UTC
    assert canonical(local) is local
    assert canonical({"since": (zurich,)})["since"][0].isoformat() == "2026-03-06T16:00:00+00:00"


def test_p1_what_holds_parts_is_made_of_their_forms() -> None:
    found = canonical({"a": (duration("60 minutes"), {"b": duration("60 seconds")})})
    assert isinstance(found, FrozenMap)
    assert (str(found["a"][0]), str(found["a"][1]["b"])) == ("1 hour", "1 minute")
    assert canonical(FrozenMap({"a": 1})) == {"a": 1}
    assert canonical("120 minutes") == "120 minutes"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"within": "2 hours"}, {"within": "120 minutes"}),
        ({"warn": ["90 minutes left"]}, {"warn": ["1.5 hours left"]}),
        ({"applies": {"refund": 100}}, {"applies": {"refund": Decimal("100.00")}}),
        ({"applies": {"since": {"gt": "2026-03-06T17:00+01:00"}}}, {"applies": {"since": {"gt": "2026-03-06T16:00Z"}}}),
    ],
)  # fmt: skip
def test_p1_the_same_meaning_has_the_same_fingerprint(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert policy(**one) == policy(**other)
    assert policy(**one).fingerprint == policy(**other).fingerprint


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"within": "2 hours"}, {"within": "2 business hours", "calendar": "always"}),
        ({"within": "24 hours"}, {"within": "1 calendar day"}),
        ({"applies": {"refund": 100}}, {"applies": {"refund": "100"}}),
        ({"warn": ["50%", "75%"]}, {"warn": ["75%", "50%"]}),
    ],
)
def test_p1_another_meaning_has_another_fingerprint(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert policy(**one) != policy(**other)
    assert policy(**one).fingerprint != policy(**other).fingerprint
