"""Every finding of policies drawn at random, and no other, as trying every combination tells them (M4)."""

import pytest

from slapolicy.analysis.checks import order
from twin.compare_checks import compare
from twin.ladder_check_twin import LadderCheckTwin

CODES = {
    *("always-holds", "always-paused", "due-after-end", "ended-at-once", "level-without-owner", "limit-loosens"),
    *("never-chosen", "never-completed", "never-fires", "never-holds", "never-kept", "never-owned", "never-starts"),
    *("never-stops", "never-there", "no-level", "no-owner", "warns-at-start", "without-limit", "without-owner"),
}


@pytest.fixture
def count(request: pytest.FixtureRequest) -> int:
    return 3_000 if request.config.getoption("--long") else 200


def test_checks_find_what_trying_every_combination_finds(count: int) -> None:
    """M4: no finding is false and none is missing, and a decision about its witness shows what each of them says."""
    tally = compare("checks", range(count))
    assert tally.examples == []
    assert tally.count == count
    assert {code.partition(",")[0] for code in tally.codes} == CODES
    assert {
        f"{code}, {level}"
        for code in ("limit-loosens", "due-after-end", "warns-at-start")
        for level in ("warning", "note")
    } <= set(tally.codes)


def test_a_difference_is_found_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: where the twin takes every level for one with an owner, a finding is false."""
    monkeypatch.setattr(LadderCheckTwin, "is_unowned", lambda *_: False)
    tally = compare("checks", range(25))
    assert tally.differences > 0
    assert "false: ('no-owner'" in tally.examples[0]


def test_a_finding_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: where limits of two kinds are never compared, findings are missing."""
    monkeypatch.setattr(order, "_searched", lambda *_: None)
    tally = compare("checks", range(25))
    assert tally.differences > 0
    assert any("missing: ('warns-at-start'" in each for each in tally.examples)


def test_a_finding_that_nothing_shows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twin.compare_checks.shows", lambda *_: False)
    assert all("not shown" in each for each in compare("checks", range(5)).examples)
