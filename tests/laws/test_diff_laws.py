"""Laws of comparing policies: what is not told is the same, and what is told can be seen (P1, C11, C12)."""

import pytest

from laws.diff_cases import disagreements, random_pair, random_tickets, unshown, unswapped
from laws.diff_worlds import small_pair, try_everything
from slapolicy.analysis import diff

SEED = "laws"
YEARS = (2026, 2026)


@pytest.mark.parametrize("number", range(80))
def test_a_change_that_is_not_told_is_none_for_any_facts_at_any_start_of_a_grid(number: int) -> None:
    old, new = small_pair(SEED, number)
    found = diff(old, new, years=YEARS)
    assert [*try_everything(old, new, found), *unshown((old, new), found)] == []


@pytest.mark.parametrize("number", range(40))
def test_policies_of_any_form_agree_on_all_of_which_no_change_is_told(number: int) -> None:
    pair = random_pair(SEED, number)
    found = diff(*pair, years=YEARS)
    asked = random_tickets(f"{SEED}:{number}", pair, 20)
    assert [*disagreements(pair, found, asked), *unshown(pair, found)] == []


@pytest.mark.parametrize("number", range(30))
def test_swapping_the_sides_swaps_stricter_and_looser_added_and_removed(number: int) -> None:
    old, new = small_pair(SEED, number)
    assert unswapped(diff(old, new, years=YEARS), diff(new, old, years=YEARS)) is None


@pytest.mark.parametrize("number", range(20))
def test_a_policy_does_not_differ_from_itself_however_it_is_read(number: int) -> None:
    policy, _ = random_pair(SEED, number)
    again = type(policy).from_json(policy.to_json())
    assert not diff(policy, policy)
    assert not diff(policy, again.replace(name=f"{policy.name[:100]} again"))
