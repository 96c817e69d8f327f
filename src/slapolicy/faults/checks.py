"""The codes that only a check of a whole policy finds (M4, C2, C8, C11, O2, T6)."""

from slapolicy.faults.entry import FaultCode, Language

__all__ = ["CHECKS"]

_OFFICE = 'calendars: {office: {tz: UTC, hours: {mon-fri: "09:00-17:00"}}}\ncalendar: office'


def _checked(parts: str) -> str:
    """A policy that is valid, and of which a check finds something."""
    return (
        "from slapolicy.analysis import check\n"
        f'policy = Policy.from_yaml("""\nname: community\n{parts}\n""")\ncheck(policy)'
    )


def _target(keys: str, *, more: str = "") -> str:
    return _checked(f"{more}targets: {{reply: {{{keys}}}}}")


def _code(code: str, means: str, arises: str, example: str, remedy: str) -> FaultCode:
    return FaultCode(code, means, arises, example, remedy, Language.PYTHON)


CHECKS = (
    _code(
        "always-holds",
        "A condition that holds whatever the facts are.",
        "Its alternatives leave nothing out, an absent fact included.",
        _target("applies: {any: [{vip: true}, {vip: {not: true}}]}, stop: replied, within: 2 hours"),
        "Leave it out, or mend it.",
    ),
    _code(
        "always-paused",
        "A clock that is paused wherever it starts.",
        "Its pause holds for all facts with which it starts and something is promised.",
        _target("start: {status: open}, stop: replied, pause: {status: {present: true}}, within: 2 hours"),
        "Mend the conditions.",
    ),
    _code(
        "due-after-end",
        "A target that is due later than the one that ends the ticket.",
        "Both start together, and its limit is longer, always or for some starts.",
        _checked(
            "targets:\n  reply: {stop: replied, within: 2 hours}\n  solution: {stop: resolved, within: 60 minutes}"
        ),
        "Tighten the one, or loosen the other.",
    ),
    _code(
        "ended-at-once",
        "A clock that is stopped or cancelled wherever it starts.",
        "What stops it holds for all facts with which it starts and something is promised.",
        _target("start: {status: open}, stop: {status: [open, closed]}, within: 2 hours"),
        "Mend the conditions.",
    ),
    _code(
        "holidays-end",
        "A calendar whose holidays are known for some years only.",
        "It is pinned. Outside its years, an answer is an error and never a guess.",
        _checked(_OFFICE.replace("}}}", '}, pinned: "2026 to 2028"}}')),
        "Freeze it for more years.",
    ),
    _code(
        "limit-loosens",
        "A limit that is over later than that of a lower severity.",
        "Two limits are exchanged, or one is in business time and the other is not.",
        _target(
            "stop: replied, within: {P0: 4 hours, P1: 2 hours, unclear: none}",
            more="severity: {levels: [P0, P1]}\n",
        ),
        "Tighten it, or give both the same kind of time.",
    ),
    _code(
        "never-completed",
        "A repeating target of which nothing completes a round.",
        "The condition that should do so can never hold.",
        _target("every: 2 hours, completed_by: {all: [{told: true}, {told: false}]}"),
        "Name an event, or mend the condition.",
    ),
    _code(
        "never-kept",
        "A rule on messages that no message can keep.",
        "It requires what it, or another rule on the same messages, forbids.",
        _checked("updates: [{id: link, on: [replied], requires: [url], forbids: [url]}]"),
        "Take the fact out of one of the lists, or mend the conditions.",
    ),
    _code(
        "never-reached",
        "A level to which no rule leads.",
        "Neither `to` nor a time to respond takes a ticket there, and the levels below always have somebody.",
        _checked("escalation: {levels: [{name: desk, owner: desk}, {name: board, owner: board}]}"),
        "Write a rule with `to`, or `respond` at the level below, unless an event is to lead there.",
    ),
    _code(
        "never-starts",
        "A target whose clock nothing starts.",
        "The condition that should do so can never hold.",
        _target("start: {all: [{vip: true}, {vip: false}]}, stop: replied, within: 2 hours"),
        "Name an event, or mend the condition.",
    ),
    _code(
        "never-stops",
        "A target whose clock nothing stops, so that it can't be met.",
        "The condition that should do so can never hold.",
        _target("stop: {all: [{vip: true}, {vip: false}]}, within: 2 hours"),
        "Name an event, or mend the condition.",
    ),
    _code(
        "unused-calendar",
        "A calendar that nothing in the policy names.",
        "What counted by it was removed, or the policy's `calendar` is not set.",
        _checked(_OFFICE.removesuffix("\ncalendar: office")),
        "Remove it, or use it.",
    ),
    _code(
        "unused-fact",
        "A declared fact that nothing in the policy names.",
        "What hung on it was removed.",
        _checked("facts: {vip: boolean}"),
        "Remove it, or use it.",
    ),
    _code(
        "unused-owner",
        "An owner that nothing in the policy names.",
        "What was theirs was removed, or only events name them.",
        _checked("owners: {desk: Desk}"),
        "Remove it, or use it.",
    ),
    _code(
        "warns-at-start",
        "A warning that comes as the clock starts.",
        "It is asked for a longer time before the deadline than the limit has, always or for some starts.",
        _target("stop: replied, within: 2 hours, warn: [3 hours left]"),
        "Warn at a share such as `75%`, or nearer to the deadline.",
    ),
    _code(
        "without-limit",
        "Tickets for which a target applies and promises nothing.",
        "No row of its limits holds: a severity is left out, or `unclear` is.",
        _target("stop: replied, within: {P0: 2 hours, P1: 4 hours}", more="severity: {levels: [P0, P1]}\n"),
        "Add a row. `none` says that nothing is promised.",
    ),
    _code(
        "without-owner",
        "Tickets for which a target has no owner.",
        "Each of its owners has a condition, and there are facts for which none holds.",
        _target("stop: replied, within: 2 hours, owner: [{when: {vip: true}, owner: desk}]"),
        "Add an owner without a condition, as the last one.",
    ),
)
