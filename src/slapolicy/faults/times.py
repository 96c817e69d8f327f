"""The codes of instants and durations, and of answers that lie too far away (T1, T7, T10, D1)."""

from slapolicy.faults.entry import FaultCode, Language

__all__ = ["TIMES"]


def _within(text: str) -> str:
    return f"name: community\ncalendar: always\ntargets: {{reply: {{stop: replied, within: {text}}}}}"


TIMES = (
    FaultCode(
        "ambiguous-day",
        "A bare day, which could mean three things.",
        "`1 day` may be a business day, 24 hours or a day of the calendar; vendors disagree.",
        _within("1 day"),
        "Write `1 business day`, `24 hours` or `1 calendar day`.",
    ),
    FaultCode(
        "ambiguous-month",
        "A month or a year, which has no one length.",
        "Months have 28 to 31 days.",
        _within("1 month"),
        "Count days: `30 calendar days`.",
    ),
    FaultCode(
        "duration-out-of-range",
        "A duration that is negative, or longer than the range of instants.",
        "A zero too many, or a difference that was taken the wrong way round.",
        _within("3000000 hours"),
        "Write a duration of at most 84,000 days.",
    ),
    FaultCode(
        "instant-out-of-range",
        "An instant before 1970 or after 2199.",
        "A default of another system, such as the year 9999, or a year with two digits.",
        'Event("created", "9999-12-31T00:00:00Z")',
        "Leave the event out, or write its real time.",
        Language.PYTHON,
    ),
    FaultCode(
        "naive-instant",
        "An instant that names no zone.",
        "A datetime without `tzinfo`, or a text without an offset: it is another moment in every zone.",
        'Event("created", "2026-03-06T16:30:00")',
        "Add the offset, `2026-03-06T16:30:00+01:00`, or a zone.",
        Language.PYTHON,
    ),
    FaultCode(
        "not-subtractable",
        "A duration that can't be counted backwards.",
        "Days and dated deadlines end at a time of the clock, which has no one beginning.",
        'ALWAYS.subtract("2026-03-06T16:30Z", "2 business days")',
        "Subtract elapsed or working time.",
        Language.PYTHON,
    ),
    FaultCode(
        "past-horizon",
        "An answer that lies after 2200, before 1970, or past the calendar's horizon.",
        "A calendar that hardly ever opens, or a very long duration.",
        'ALWAYS.add("2199-12-31T00:00Z", "30 calendar days")',
        "Mend the hours, or raise `horizon`.",
        Language.PYTHON,
    ),
    FaultCode(
        "reversed-span",
        "An outage, or another time between two instants, that ends before it starts.",
        "Two columns were exchanged, or a time is wrong.",
        "from slapolicy.availability import Availability, Outage\n"
        'outage = Outage("2026-03-06T17:00Z", "2026-03-06T16:00Z")\n'
        'Availability(goal="99.9%", per="30 days").report([outage], at="2026-03-07T00:00Z")',
        "Write the start first.",
        Language.PYTHON,
    ),
    FaultCode(
        "unknown-unit",
        "A unit of time that there is not.",
        "An abbreviation, a word of another language, or a misspelled one.",
        _within("4 buisness hours"),
        "Write the unit that the remedy suggests.",
    ),
    FaultCode(
        "unreadable-duration",
        "A text that is no duration.",
        "A number without a unit, two units, or a word.",
        _within("soon"),
        "Write one number and one unit, such as `4 business hours`.",
    ),
    FaultCode(
        "unreadable-instant",
        "A text that is no instant.",
        "A date in another order, a month's name, or a time without a date.",
        'Event("created", "6 March 2026")',
        "Write ISO 8601 with an offset, `2026-03-06T16:30:00+01:00`.",
        Language.PYTHON,
    ),
    FaultCode(
        "wrong-duration",
        "A duration object with parts that it can't have.",
        "A day count other than 0 or 1, or a time of day with a zone.",
        "EndOfBusinessDay(2)",
        "Read the duration from its text, with `duration(...)`.",
        Language.PYTHON,
    ),
    FaultCode(
        "wrong-number",
        "A number with decimals where only whole ones have a meaning.",
        "Half a business day may be many things.",
        _within("1.5 business days"),
        "Count hours, or whole days.",
    ),
    FaultCode(
        "wrong-time",
        "A time of day that there is not.",
        "An hour past 24 or a minute past 59.",
        _within('"next business day by 25:00"'),
        "Write a time from `00:00` to `23:59`; the end of a day is `24:00` in hours.",
    ),
)
