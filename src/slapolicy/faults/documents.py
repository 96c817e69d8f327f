"""The codes of documents: keys, types, names that nothing has (P3)."""

from slapolicy.faults.entry import FaultCode, Language

__all__ = ["DOCUMENTS"]

_TARGET = "name: community\ntargets:\n  reply: {stop: replied, within: 2 hours"

DOCUMENTS = (
    FaultCode(
        "level-twice",
        "Two levels of a ladder with one name.",
        "A level was copied; rules and answers could not tell the two apart.",
        "name: community\nescalation:\n  levels:\n    - {name: desk, owner: desk}\n    - {name: desk, owner: on call}",
        "Give each level a name of its own.",
    ),
    FaultCode(
        "missing-key",
        "A key that has to be there is not.",
        "It was forgotten, or misspelled: then the other name is an `unknown-key`.",
        "slapolicy: 1",
        "Write the key; the reference of the document says what belongs there.",
    ),
    FaultCode(
        "no-calendar",
        "A time in business hours or days, and no calendar by which to count it.",
        "Neither the target nor the policy names a calendar.",
        "name: community\ntargets:\n  reply: {stop: replied, within: 4 business hours}",
        "Write `calendar: office` into the policy, or `calendar: always` for 24x7.",
    ),
    FaultCode(
        "open-ended",
        "A responsibility that may be nobody's without being said to be.",
        "Each rule of the list has a condition.",
        "name: community\nresponsibilities: {approve rollback: [{when: {severity: P0}, owner: lead}]}",
        "Add a last rule without `when`; `{owner: none}` says that nobody may.",
    ),
    FaultCode(
        "rule-twice",
        "Two rules of a ladder with one id.",
        "A rule was copied; the reasons of a decision could not tell the two apart.",
        "name: community\nescalation:\n  levels: [{name: desk, owner: desk}]\n  rules:\n"
        "    - {id: a, on: escalated, to: desk}\n    - {id: a, when: {vip: true}, to: desk}",
        "Give each rule an id of its own.",
    ),
    FaultCode(
        "unknown-calendar",
        "A calendar that the policy does not have.",
        "A name that is misspelled, or whose calendar was removed.",
        "name: community\ncalendars: {office: 24x7}\ncalendar: ofice",
        "Write a name under `calendars`, or `always`.",
    ),
    FaultCode(
        "unknown-key",
        "A key that means nothing there.",
        "It is misspelled, or stands one level too high or too low. Nothing is ever ignored.",
        "name: community\nownres: {desk: Desk}",
        "Write the name that the remedy suggests, or one of those allowed.",
    ),
    FaultCode(
        "unknown-level",
        "A level that the ladder does not have.",
        "A name that is misspelled, or whose level was removed.",
        "name: community\nescalation:\n  levels: [{name: desk, owner: desk}]\n"
        "  rules: [{id: a, on: escalated, to: dekc}]",
        "Write the name of a level, or `next`.",
    ),
    FaultCode(
        "unknown-owner",
        "An owner that the policy does not have.",
        "A name that is misspelled. A policy that declares no owners may name them freely.",
        _TARGET + ", owner: dekc}\nowners: {desk: Desk}",
        "Write a name under `owners`, or add it there.",
    ),
    FaultCode(
        "unknown-policy",
        "A name that is no file, and no policy of the catalogue.",
        "A file without its suffix, or a name that is misspelled.",
        "$ slapolicy decide comunity-support examples/tickets.csv",
        "Write `.yaml`, `.toml` or `.json` behind a file's name, or a name of the catalogue.",
        Language.CONSOLE,
    ),
    FaultCode(
        "unknown-responsibility",
        "A responsibility that the policy does not have.",
        "A question names one that is misspelled, renamed or removed.",
        'ticket = Ticket("T-1")\n'
        'Policy.from_dict({"name": "small"}).responsible_for("approve rollback", ticket, at="2026-03-06T16:30Z")',
        "Write a name under `responsibilities`.",
        Language.PYTHON,
    ),
    FaultCode(
        "unknown-severity",
        "A severity that the matrix does not have.",
        "A table or a condition names a level that was renamed or removed.",
        "name: community\nseverity: {levels: [P0, P1]}\ntargets: {reply: {stop: replied, within: {P2: 2 hours}}}",
        "Write one of the levels, or `unclear`.",
    ),
    FaultCode(
        "unknown-suffix",
        "A file whose suffix says nothing of its language.",
        "Only `.yaml`, `.yml`, `.toml` and `.json` are policies.",
        "$ slapolicy decide policy.txt examples/tickets.csv",
        "Give the file the suffix of its language.",
        Language.CONSOLE,
    ),
    FaultCode(
        "unknown-target",
        "A target that the policy does not have.",
        "A rule or a question names a target that is misspelled, renamed or removed.",
        'Policy.from_dict({"name": "small"}).evaluate(Ticket("T-1"), at="2026-03-06T16:30Z").explain("reply")',
        "Write the name of a target.",
        Language.PYTHON,
    ),
    FaultCode(
        "unreadable",
        "A file that can't be read.",
        "It is not there, it is a folder, or you may not read it.",
        "$ slapolicy decide community-support nowhere.csv",
        "Mend the name or the permissions; `-` is standard input.",
        Language.CONSOLE,
    ),
    FaultCode(
        "wrong-fact-name",
        "Something that is neither a fact's name nor a list of such names.",
        "A number, an empty text or an empty list where a rule says what to tell.",
        "name: community\nintake: {requires: [[]]}",
        "Write a fact's name, or a list of facts of which one is enough.",
    ),
    FaultCode(
        "wrong-type",
        "A value of the wrong kind: a text for a mapping, a number for a text.",
        "A level of indentation is missing, or a number stands where a text with a unit belongs.",
        "name: community\ntargets: [reply]",
        "Write what is allowed; a number that is meant as a text goes in quotes.",
    ),
    FaultCode(
        "wrong-value",
        "A value of the right kind that is not allowed there.",
        "A word that is none of the options, a number out of its range, an empty list.",
        "name: community\ntargets: {reply: {stop: replied, within: 2 hours, day_ends: noon}}",
        "Write one of the values that are allowed.",
    ),
)
