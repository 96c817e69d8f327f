"""The answer of a comparison: as data, as text, and past its bounds (C12, P1, P4)."""

import json

import pytest

from analysis.desk import changed, compared


def test_past_the_bound_of_work_nothing_is_called_equal() -> None:
    """C12: undecided is an answer."""
    limits = [{"when": {"plan": "pro", "users": {"ge": n}}, "limit": f"{n} hours"} for n in range(1, 9)]
    old = changed("targets", "solution", "within", to=[*limits, {"limit": "9 hours"}])
    new = changed("targets", "solution", "within", to=[*limits[::-1], {"limit": "9 hours"}])
    assert {str(change.verdict) for change in compared(new, old=old, effort=0)} == {"undecided"}


def test_the_answer_as_plain_data_is_json_in_a_stable_order() -> None:
    document = changed("targets", "reply", "within", "P0", to="1 hour")
    found = compared(document)
    assert json.loads(json.dumps(found.to_dict())) == {
        "old": "desk",
        "new": "desk",
        "changes": [
            {
                "part": "target",
                "name": "reply",
                "severity": "P0",
                "facts": {},
                "verdict": "stricter",
                "old": "2 hours",
                "new": "1 hour",
                "sentence": "2 hours became 1 hour: never later, for every start",
                "witnesses": [
                    {
                        "events": [
                            {"event": "created", "at": "2026-01-05T10:00:00+00:00", "facts": {"severity": "P0"}}
                        ],
                        "at": "2026-01-05T10:00:00+00:00",
                        "old": "2026-01-05T12:00:00+00:00",
                        "new": "2026-01-05T11:00:00+00:00",
                    }
                ],
            }
        ],
    }
    assert json.dumps(found.to_dict()) == json.dumps(compared(document).to_dict())


def test_the_answer_as_text_is_a_table() -> None:
    assert str(compared(changed("targets", "reply", "within", "P0", to="1 hour"))) == (
        "verdict   part          severity  what changed\n"
        "--------  ------------  --------  ---------------------------------------------------\n"
        "stricter  target reply  P0        2 hours became 1 hour: never later, for every start"
    )


def test_a_year_stretch_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="2030 to 2026"):
        compared(changed("targets", "reply", "within", "P0", to="1 hour"), years=(2030, 2026))
