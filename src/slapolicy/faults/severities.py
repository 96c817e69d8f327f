"""The codes of severities: what a matrix refuses, and what its check finds (M1-M4)."""

from slapolicy.faults.entry import FaultCode, Language

__all__ = ["SEVERITIES"]


def _grid(cells: str, more: str = "", *, impact: str = "[high, low]") -> str:
    return f"name: community\nseverity:\n  grid: {{impact: {impact}}}\n  cells: {cells}{more}"


def _checked(rules: str, *, facts: str = "", more: str = "") -> str:
    """Rules that are valid, and of which a check finds something."""
    return f"SeverityMatrix.rules({rules}{more}).check({facts})"


SEVERITIES = (
    FaultCode(
        "cell-twice",
        "A cell of a grid with two severities.",
        "It is named by a tuple and nested as well.",
        'SeverityMatrix.grid(impact=["high"], urgency=["low"],\n'
        '                    cells={("high", "low"): "P0", "high": {"low": "P1"}})',
        "Keep one of them.",
        Language.PYTHON,
    ),
    FaultCode(
        "conflict",
        "Two rules that can hold together and give different severities.",
        "`combine: unique` promises that this does not happen.",
        _checked(
            '[{"when": {"a": 1}, "then": "P0"}, {"when": {"b": 1}, "then": "P1"}]',
            more=', combine="unique", otherwise="P1"',
        ),
        "Mend the conditions, or state an order: `highest` or `first`.",
        Language.PYTHON,
    ),
    FaultCode(
        "dimension-twice",
        "A dimension that is named twice.",
        "A name was copied.",
        _grid("{high: P1, low: P0}", "\n  levels: [P0, P1]\n  may_fall: [impact, impact]"),
        "Keep one of them.",
    ),
    FaultCode(
        "empty-cell",
        "A combination of a grid without a severity.",
        "A level was added to a dimension, and not to the cells.",
        _grid("{high: P0}"),
        "Write a severity, or `unclear`.",
    ),
    FaultCode(
        "empty-dimension",
        "A dimension without levels.",
        "An empty list.",
        _grid("{}", impact="[]"),
        "Write at least one level.",
    ),
    FaultCode(
        "never-decisive",
        "A rule that never decides anything.",
        "Wherever it holds, others give a severity that is at least as high.",
        _checked(
            '[{"when": {"a": 1}, "then": "P0"}, {"when": {"a": 1, "b": 1}, "then": "P0"}]',
            facts='{"a": "number", "b": "number"}',
            more=', otherwise="P0"',
        ),
        "Remove it, or mend one of them.",
        Language.PYTHON,
    ),
    FaultCode(
        "never-given",
        "A level that no facts lead to.",
        "A level was declared for events that state it, or forgotten in the rules.",
        _checked('[{"when": {"a": 1}, "then": "P0"}]', more=', levels=["P0", "P1"], otherwise="P0"'),
        "Use the level, or remove it.",
        Language.PYTHON,
    ),
    FaultCode(
        "never-holds",
        "A condition, or a level of a grid, that never comes about.",
        "The condition contradicts itself, or the fact is declared without this value.",
        _checked('[{"when": {"a": {"gt": 2, "lt": 1}}, "then": "P0"}]', more=', otherwise="P0"'),
        "Mend it, or remove it.",
        Language.PYTHON,
    ),
    FaultCode(
        "no-order",
        "A dimension that is to be ordered, and whose values have no order.",
        "A fact is a text, and not declared as one of a list.",
        _checked('[{"when": {"plan": "pro"}, "then": "P0"}]', more=', ordered=["plan"], otherwise="P0"'),
        "Declare it as `{one_of: [...]}`, highest first, or as a number.",
        Language.PYTHON,
    ),
    FaultCode(
        "severity-falls",
        "A severity that falls while a dimension rises.",
        "Two cells are exchanged, or a rule for few is stronger than one for many.",
        'cells = {("high",): "P1", ("low",): "P0"}\n'
        'SeverityMatrix.grid(impact=["high", "low"], cells=cells, levels=["P0", "P1"]).check()',
        "Mend the cells, or say that it is meant: `may_fall`.",
        Language.PYTHON,
    ),
    FaultCode(
        "superfluous",
        "An opt-out from what never happens.",
        "`may_fall` names a dimension in which the severity never falls.",
        _grid("{high: P0, low: P1}", "\n  may_fall: [impact]"),
        "Remove it.",
    ),
    FaultCode(
        "too-big",
        "A grid of more than 10,000 cells.",
        "Several dimensions with many levels.",
        "name: community\nseverity:\n  grid: {a: &-}\n".replace(
            "&-", "[" + ", ".join(f"a{n}" for n in range(101)) + "]"
        ).replace("]}", "], b: [" + ", ".join(f"b{n}" for n in range(101)) + "]}"),
        "Write rules instead.",
    ),
    FaultCode(
        "two-forms",
        "A matrix with rules and a grid.",
        "Two ways of saying one thing, which may disagree.",
        _grid("{high: P0, low: P1}", "\n  rules: [{when: {vip: true}, then: P0}]"),
        "Keep one of them.",
    ),
    FaultCode(
        "unanswered",
        "Facts for which no rule or cell answers.",
        "A value that a fact may have is in no rule, and `otherwise` is not set.",
        _checked('[{"when": {"vip": True}, "then": "P0"}]', facts='{"vip": "boolean"}'),
        "Add a rule, or write `otherwise`.",
        Language.PYTHON,
    ),
    FaultCode(
        "undecided",
        "A question that a check did not settle within its bound of work.",
        "Many facts with many values.",
        _checked('[{"when": {"a": 1}, "then": "P0"}]', facts='{"a": "number"}, effort=0', more=', otherwise="P0"'),
        "Declare the facts, or allow more `effort`.",
        Language.PYTHON,
    ),
    FaultCode(
        "unknown-cell",
        "A cell that no combination of levels names.",
        "A level was renamed in the dimension, or has a typing error in the cells.",
        _grid("{high: P0, low: P1, hihg: P0}"),
        "Write the levels of each dimension, in their order.",
    ),
    FaultCode(
        "unknown-dimension",
        "A dimension that the matrix does not have.",
        "`ordered` or `may_fall` names a fact that no rule tests, or no dimension of the grid.",
        _grid("{high: P0, low: P1}", "\n  may_fall: [urgency]"),
        "Write a name that is there.",
    ),
)
