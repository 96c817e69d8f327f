"""The codes of calendars: hours, dates, holidays, zones, combinations (T3-T8)."""

from slapolicy.faults.entry import FaultCode, Language

__all__ = ["CALENDARS"]


def _office(rest: str, *, hours: str = '{mon-fri: "09:00-17:00"}', tz: str = "Europe/Zurich") -> str:
    return f"name: community\ncalendars:\n  office: {{tz: {tz}, hours: {hours}{rest}}}"


CALENDARS = (
    FaultCode(
        "day-given-twice",
        "A day of the week with hours twice.",
        "Two keys overlap, such as `mon-fri` and `fri`.",
        _office("", hours='{mon-fri: "09:00-17:00", fri: "09:00-15:00"}'),
        "Give each day its hours once: `mon-thu` and `fri`.",
    ),
    FaultCode(
        "empty-window",
        "Hours that start and end at one time.",
        "They may mean nothing or the whole day; systems disagree.",
        _office("", hours='{mon: "09:00-09:00"}'),
        "Write `00:00-24:00` for all day, or `closed`.",
    ),
    FaultCode(
        "holidays-unknown",
        "A year for which a source has no holidays.",
        "A package knows some years only, and an empty answer would be a guess.",
        'office = Calendar(tz="Asia/Shanghai", hours={"mon-fri": "09:00-17:00"}, holidays=["workalendar:CN"])\n'
        'office.add("2090-03-06T16:30Z", "4 business hours")',
        "Add the dates by hand, or use another source.",
        Language.PYTHON,
    ),
    FaultCode(
        "never-open",
        "A calendar without any opening.",
        "All days are closed, or combined calendars have no hours in common.",
        _office("", hours="{mon: closed}"),
        "Write hours for at least one day.",
    ),
    FaultCode(
        "outside-pinned-years",
        "A year outside those for which holidays are pinned.",
        "A frozen calendar is asked about later or earlier years than it was frozen for.",
        'office = Calendar(tz="Europe/Zurich", hours={"mon-fri": "09:00-17:00"}).frozen(2026, 2027)\n'
        'office.add("2031-03-06T16:30Z", "4 business hours")',
        "Freeze it for more years.",
        Language.PYTHON,
    ),
    FaultCode(
        "unknown-day",
        "A name that is no day of the week.",
        "A misspelled day, or one in another language.",
        _office("", hours='{mo-fr: "09:00-17:00"}'),
        "Write `mon` to `sun`, or the whole English names.",
    ),
    FaultCode(
        "unknown-region",
        "A region that a source of holidays does not have.",
        "A misspelled code, or a part of a country that the package does not know.",
        _office(', holidays: ["holidays:ZZ"]'),
        "Write the region that the remedy suggests.",
    ),
    FaultCode(
        "unknown-source",
        "A source of holidays that there is not.",
        "A misspelled package; only `holidays` and `workalendar` are known.",
        _office(', holidays: ["holiday:US"]'),
        "Write `holidays:US-CA` or `workalendar:US`.",
    ),
    FaultCode(
        "unknown-zone",
        "A zone that there is not.",
        "A misspelled city, an abbreviation, or a name that means another place on each machine.",
        _office("", tz="Europe/Zurch"),
        "Write a name such as `Europe/Zurich`, or a fixed offset such as `-05:00`.",
    ),
    FaultCode(
        "wrong-combination",
        "A combination of calendars that can't be read.",
        "It has other keys beside `any`, `all` or `except`, or fewer than two calendars.",
        "name: community\ncalendars: {both: {any: [24x7]}}",
        "Write one of the three alone, with a list of at least two calendars.",
    ),
    FaultCode(
        "wrong-date",
        "A text that names no date.",
        "A date in another order, one that does not exist, or a rule with a word too many.",
        _office(", holidays: [24.12.2026]"),
        "Write `2026-12-24`, a stretch `2026-12-24 to 2026-12-31`, or a rule such as `yearly 12-25`.",
    ),
    FaultCode(
        "wrong-hours",
        "A text that is no hours.",
        "`9-5`, hours with am and pm, or a number without quotes.",
        _office("", hours="{mon-fri: 9-5}"),
        "Write `09:00-17:00`, several windows with commas, or `closed`.",
    ),
    FaultCode(
        "wrong-setting",
        "A word that is none of a setting's options.",
        "A misspelled option.",
        _office(", holiday_cuts: end"),
        "Write one of the options; the page of settings has them all.",
    ),
    FaultCode(
        "wrong-years",
        "Years for which holidays are pinned, and that can't be read.",
        "A single year, years in the wrong order, or years outside 1970 to 2199.",
        _office(", pinned: 2026"),
        "Write `2020 to 2030`.",
    ),
)
