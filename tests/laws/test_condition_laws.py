"""Laws of conditions: the algebra of and, or and not, and that evaluation never fails (C12, P1, P2)."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from slapolicy.conditions import All, Condition, Not, condition
from slapolicy.conditions import Any as AnyOf
from slapolicy.tickets import Value, value

NAMES = st.sampled_from(["a", "b", "c"])
NUMBERS = st.one_of(st.integers(-3, 3), st.sampled_from([Decimal("0.5"), Decimal("1.0"), Decimal("-2.50")]))
SINGLE = st.one_of(st.booleans(), NUMBERS, st.sampled_from(["x", "y", "1", ""]))
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 5)).map(lambda at: at.replace(tzinfo=UTC))
ANYTHING = st.one_of(
    SINGLE,
    INSTANTS,
    st.lists(SINGLE, max_size=3),
    st.integers(-(10**300), 10**300),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
)
FACTS = st.dictionaries(NAMES, ANYTHING.map(value), max_size=3)

EQUAL = st.one_of(SINGLE, st.lists(SINGLE, min_size=1, max_size=3))


@st.composite
def comparisons(draw: st.DrawFn) -> Any:
    """What a fact is compared with: a value, a list of values, or comparisons by name."""
    match draw(st.integers(0, 3)):
        case 0:
            return draw(EQUAL)
        case 1:
            names = draw(st.sets(st.sampled_from(["gt", "ge", "lt", "le"]), min_size=1, max_size=2))
            return {name: draw(st.one_of(NUMBERS, INSTANTS)) for name in sorted(names)}
        case 2:
            names = draw(st.sets(st.sampled_from(["in", "not_in", "not", "has"]), min_size=1, max_size=2))
            return {name: draw(EQUAL) for name in sorted(names)}
        case _:
            return {"present": draw(st.booleans())}


@st.composite
def documents(draw: st.DrawFn, depth: int = 3) -> Any:
    """A condition as it is written: facts, and `all`, `any` and `not` that nest."""
    written: dict[str, Any] = {name: draw(comparisons()) for name in sorted(draw(st.sets(NAMES, max_size=2)))}
    nested = draw(st.sets(st.sampled_from(["all", "any", "not"]), max_size=2)) if depth else set()
    for name in sorted(nested):
        inner = [draw(documents(depth - 1)) for _ in range(1 if name == "not" else draw(st.integers(1, 2)))]
        written[name] = inner[0] if name == "not" else inner
    return written


DOCUMENTS = documents()
CONDITIONS = documents().map(condition)


@given(CONDITIONS, FACTS)
def test_not_not_is_nothing(held: Condition, facts: dict[str, Value]) -> None:
    """C12."""
    assert Not(Not(held)).holds(facts) is held.holds(facts)
    assert Not(held).holds(facts) is not held.holds(facts)


@given(CONDITIONS, CONDITIONS, FACTS)
def test_de_morgan(one: Condition, other: Condition, facts: dict[str, Value]) -> None:
    """C12."""
    assert Not(All((one, other))).holds(facts) is AnyOf((Not(one), Not(other))).holds(facts)
    assert Not(AnyOf((one, other))).holds(facts) is All((Not(one), Not(other))).holds(facts)


@given(DOCUMENTS, FACTS)
def test_evaluation_never_fails(document: Any, facts: dict[str, Value]) -> None:
    """C12: whatever the facts are, there is an answer, in words too, and what it hangs on is absent."""
    held = condition(document)
    assert held.holds(facts) in (True, False)
    assert held.words()
    assert not (held.open_facts(facts) or frozenset()) & facts.keys()


@given(CONDITIONS)
def test_a_condition_reads_back_from_its_document(held: Condition) -> None:
    """P1, P2: as an equal value, with an equal hash."""
    again = condition(held.document())
    assert again == held
    assert hash(again) == hash(held)


@given(CONDITIONS, FACTS, FACTS)
def test_what_is_settled_stays_settled(held: Condition, facts: dict[str, Value], more: dict[str, Value]) -> None:
    """M2: where the known facts settle it, no further fact changes whether it holds.

    `present` is settled by absence itself, so the law is about conditions that do not ask for it.
    """
    if held.open_facts(facts) is None and not any(test.op == "present" for test in held.tests()):
        assert held.holds({**more, **facts}) is held.holds(facts)
