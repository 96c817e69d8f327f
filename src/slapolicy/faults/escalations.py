"""The codes of ladders, owners and rotations: what is refused, and what a check finds (E1-E8)."""

from slapolicy.faults.entry import FaultCode, Language

__all__ = ["ESCALATIONS"]


def _rotation(more: str, *, starts: str = "2026-01-05 09:00", every: str = "1 week", people: str = "[Ada]") -> str:
    turns = f'participants: {people}, every: {every}, starts: "{starts}", tz: Europe/Zurich'
    return f"name: community\nowners:\n  on call: {{rotation: {{{turns}{more}}}}}"


def _checked(levels: str, *, rules: str = "[]", owners: str = "{}", more: str = "") -> str:
    """A ladder that is valid, and of which a check finds something."""
    return (
        "from slapolicy.escalation.checks import ladder_findings\n"
        'policy = Policy.from_yaml("""\n'
        f"name: community\nowners: {owners}\nescalation:\n  levels: {levels}\n  rules: {rules}\n"
        f'""")\nladder_findings(policy{more})'
    )


ESCALATIONS = (
    FaultCode(
        "ends-first",
        "An override that is over before it begins.",
        "Its two ends were exchanged, or the year is wrong.",
        _rotation(", overrides: [{from: 2026-02-02 09:00, to: 2026-02-01 09:00, owner: Grace}]"),
        "Write the earlier time under `from`.",
    ),
    FaultCode(
        "level-without-owner",
        "A level that has nobody for some tickets.",
        "Each of its owners has a condition or a calendar, and there are facts for which none fits.",
        _checked("[{name: desk, owner: [{when: {vip: true}, owner: desk}]}, {name: all, owner: all}]"),
        "Add an owner without a condition, as the last one.",
        Language.PYTHON,
    ),
    FaultCode(
        "never-chosen",
        "An owner of a level, or another row of a list, that no ticket ever has.",
        "Wherever it fits, an earlier one of the list does, or the target does not apply.",
        _checked("[{name: desk, owner: [{owner: desk}, {when: {vip: true}, owner: lead}]}]"),
        "Put it before the general one, or remove it.",
        Language.PYTHON,
    ),
    FaultCode(
        "never-fires",
        "A rule of a ladder that can never fire.",
        "Its condition contradicts itself, the level at which it waits is never there, or its target promises nothing.",
        _checked(
            "[{name: desk, owner: desk}]",
            rules="[{id: a, when: {all: [{vip: true}, {not: {vip: true}}]}, to: desk}]",
        ),
        "Mend the condition, or remove the rule.",
        Language.PYTHON,
    ),
    FaultCode(
        "never-on-duty",
        "A layer or hours of a rotation with nobody on duty.",
        "All days are closed, or a later layer always has somebody.",
        _rotation(", restrictions: {mon: closed}"),
        "Write hours, or put the general layers first.",
    ),
    FaultCode(
        "never-owned",
        "A level that is there, and never has an owner.",
        "The conditions of its owners contradict the level's own.",
        _checked(
            "[{name: all, owner: all}, {name: desk, when: {vip: true}, owner: [{when: {vip: false}, owner: desk}]}]"
        ),
        "Mend the conditions.",
        Language.PYTHON,
    ),
    FaultCode(
        "never-there",
        "A level that is never there.",
        "Its condition contradicts itself.",
        _checked("[{name: all, owner: all}, {name: desk, owner: desk, when: {all: [{vip: true}, {vip: false}]}}]"),
        "Mend the condition, or remove the level.",
        Language.PYTHON,
    ),
    FaultCode(
        "no-level",
        "Tickets for which no level of the ladder is.",
        "Each level has a condition, and there are facts of which none holds.",
        _checked("[{name: desk, owner: desk, when: {vip: true}}]"),
        "Leave out `when` in one of the levels.",
        Language.PYTHON,
    ),
    FaultCode(
        "no-owner",
        "A level without an owner.",
        "An empty list of owners.",
        "name: community\nescalation: {levels: [{name: desk, owner: []}]}",
        "Write at least one owner.",
    ),
    FaultCode(
        "no-participants",
        "A rotation of nobody.",
        "An empty list of participants.",
        "name: community\nowners:\n  on call:\n    rotation:\n      layers:\n"
        "        - {participants: [], every: 1 week, starts: 2026-01-05 09:00, tz: UTC}",
        "Write one name or more.",
    ),
    FaultCode(
        "rotation-gap",
        "Times at which nobody of a rotation is on duty.",
        "Its hours leave a gap, or it has not begun.",
        _checked(
            "[{name: desk, owner: on call}]",
            owners="{on call: {rotation: {participants: [Ada], every: 1 week, starts: 2026-01-05 09:00, tz: UTC}}}",
            more=', between=("2026-01-01T00:00Z", "2026-02-01T00:00Z")',
        ),
        "Add a layer, or an override.",
        Language.PYTHON,
    ),
    FaultCode(
        "which-zone",
        "An override by the wall clock, of a rotation with several zones.",
        "The layers have different zones, so the time may mean several instants.",
        "name: community\nowners:\n  on call:\n    rotation:\n      layers:\n"
        "        - {participants: [Ada], every: 1 week, starts: 2026-01-05 09:00, tz: Europe/Zurich}\n"
        "        - {participants: [Bo], every: 1 week, starts: 2026-01-05 09:00, tz: UTC,\n"
        '           restrictions: {mon: "09:00-17:00"}}\n'
        "      overrides: [{from: 2026-02-01 09:00, to: 2026-02-02 09:00, owner: Grace}]",
        "Write the times with their offsets, or `tz` beside `overrides`.",
    ),
    FaultCode(
        "wrong-instant",
        "A hand-over or an end of an override that can't be read.",
        "A hand-over has an offset, or a date has another order.",
        _rotation("", starts="2026-01-05T09:00+01:00"),
        "Write `2026-01-05 09:00`, as the wall clock of the zone shows it.",
    ),
    FaultCode(
        "wrong-rotation",
        "A rotation whose turns have no length by which people can take turns.",
        "A length in business time, or layers beside the keys of a single one.",
        _rotation("", every="4 business hours"),
        "Write `1 week`, calendar days, or hours of at least a minute.",
    ),
    FaultCode(
        "wrong-rule",
        "A rule without a trigger, with two, without anything to do, or with a setting that has no meaning.",
        "Keys of two rules stand in one, or a key is missing.",
        "name: community\nescalation:\n  levels: [{name: desk, owner: desk}]\n  rules: [{id: a, on: escalated}]",
        "Write one trigger, and at least one of `to`, `notify` and `page`.",
    ),
)
