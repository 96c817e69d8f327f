"""The codes of facts, conditions, signals and targets (C2, C5, C9, C11, C12)."""

from slapolicy.faults.entry import FaultCode

__all__ = ["CONDITIONS"]


def _target(rest: str) -> str:
    return f"name: community\ntargets:\n  reply: {{stop: replied, {rest}}}"


CONDITIONS = (
    FaultCode(
        "circular",
        "A rule of the severity that asks for the severity.",
        "The matrix decides the severity, so its rules can't read it.",
        "name: community\nseverity: {rules: [{when: {severity: P1}, then: P0}]}",
        "Write the facts on which it hangs.",
    ),
    FaultCode(
        "no-limit",
        "A target without a limit, or with two kinds of it.",
        "`within` and `every` are both there, or neither.",
        _target("within: 2 hours, every: 1 hour, completed_by: posted"),
        "Write `within` for what is due once, `every` for what is due again and again.",
    ),
    FaultCode(
        "not-repeating",
        "A setting of rounds in a target that is due once.",
        "`completed_by`, `counted_from` or `last_round` without `every`.",
        _target("within: 2 hours, completed_by: posted"),
        "Leave it out, or write `every` instead of `within`.",
    ),
    FaultCode(
        "uneven-grid",
        "A fixed grid of rounds with steps of different length.",
        "`counted_from: grid` with days, which are not equally long.",
        "name: community\ntargets: {posts: {every: 1 calendar day, completed_by: posted, counted_from: grid}}",
        "Count hours or minutes, or count from the last completion.",
    ),
    FaultCode(
        "unknown-comparison",
        "A comparison that there is not.",
        "A misspelled word, or an operator of another language.",
        _target("within: 2 hours, applies: {refund: {greater: 1000}}"),
        "Write `gt`, `ge`, `lt`, `le`, `not`, `in`, `not_in`, `has` or `present`.",
    ),
    FaultCode(
        "unknown-type",
        "A type of fact that there is not.",
        "A word of another language, such as `string`.",
        "name: community\nfacts: {plan: string}",
        "Write `text`, `boolean`, `number`, `instant`, `list`, `{one_of: [...]}`, `{many_of: [...]}` or "
        "`{arrived_during: [...]}`.",
    ),
    FaultCode(
        "wrong-comparison",
        "A comparison that a fact's declared type excludes.",
        "A value that the fact never has, or an order where there is none.",
        "name: community\nfacts: {plan: {one_of: [basic, pro]}}\n"
        "targets: {reply: {stop: replied, within: 2 hours, applies: {plan: gold}}}",
        "Write a value of the declared type, or mend the declaration.",
    ),
    FaultCode(
        "wrong-condition",
        "A condition that can't be read.",
        "A list where a mapping belongs, an empty list of alternatives, or a comparison without a value.",
        _target("within: 2 hours, applies: [vip]"),
        "Write `{fact: value}`.",
    ),
    FaultCode(
        "wrong-order",
        "A precedence that does not name each move once.",
        "A move is missing, or stands there twice.",
        _target("within: 2 hours, precedence: [stop, start]"),
        "Write `stop`, `cancel`, `reset`, `pause` and `start`, the strongest first.",
    ),
    FaultCode(
        "wrong-signal",
        "Something that moves a clock, and is neither an event nor a condition.",
        "A number, a nested list or an empty text.",
        _target("within: 2 hours, pause: 3"),
        "Write an event's name, a condition such as `{status: waiting}`, or a list of them.",
    ),
    FaultCode(
        "wrong-threshold",
        "A warning that can't be read.",
        "A share without `%` or over 100, or a time that does not say whether it is left or late.",
        _target("within: 2 hours, warn: [1 hour]"),
        "Write `75%`, `4 business hours left`, `1 hour late` or `every 1 hour late`.",
    ),
)
