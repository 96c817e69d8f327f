"""The codes of the audit log of ServiceNow: what is refused, and what is noted as unclear (C1)."""

from slapolicy.faults.entry import FaultCode, Language

__all__ = ["LOGS"]


def _log(*rows: dict[str, str]) -> str:
    first = {
        "number": "INC1",
        "incident_state": "New",
        "opened_at": "01-03-2016 09:00",
        "sys_updated_at": "01-03-2016 09:05",
        "impact": "1 - High",
        "urgency": "1 - High",
        "priority": "1 - Critical",
    }
    lines = ",\n    ".join(str(change) for change in rows)
    return (
        "from slapolicy.formats import servicenow\n"
        f"row = {first}\nchanges = [\n    {lines},\n]\n"
        "servicenow.read([row | change for change in changes]).unclear"
    )


def _noted(code: str, means: str, arises: str, *rows: dict[str, str]) -> FaultCode:
    return FaultCode(code, means, arises, _log(*rows), "Nothing is mended: look the incident up.", Language.PYTHON)


_RESOLVED = {"incident_state": "Resolved", "sys_updated_at": "01-03-2016 10:00", "resolved_at": "01-03-2016 10:00"}

LOGS = (
    _noted(
        "first-row-not-new",
        "An incident whose first row is not new.",
        "The log begins later than the incident, so the response may have been earlier.",
        {"incident_state": "Active"},
    ),
    _noted(
        "no-resolved-at",
        "An incident that was resolved, and has no time of resolution.",
        "The column is empty.",
        {},
        _RESOLVED | {"resolved_at": ""},
    ),
    _noted(
        "open-after-resolution",
        "An incident in an open state after the time of its resolution.",
        "It was taken up again, and the time was not changed.",
        {},
        _RESOLVED,
        _RESOLVED | {"incident_state": "Active", "sys_updated_at": "01-03-2016 11:00", "reopen_count": "1"},
    ),
    _noted(
        "reopening-not-counted",
        "A reopening that the count of reopenings does not show.",
        "The state went back, and `reopen_count` did not rise.",
        {},
        _RESOLVED | {"resolved_at": "01-03-2016 12:00"},
        {"incident_state": "Active", "sys_updated_at": "01-03-2016 11:00", "resolved_at": "01-03-2016 12:00"},
        _RESOLVED | {"sys_updated_at": "01-03-2016 12:00", "resolved_at": "01-03-2016 12:00"},
    ),
    _noted(
        "row-before-opening",
        "A row that is older than the opening.",
        "The opening was changed later.",
        {"sys_updated_at": "01-03-2016 08:00"},
    ),
    _noted(
        "row-out-of-order",
        "A row that stands after a later one.",
        "The file was sorted by something else.",
        {"sys_updated_at": "01-03-2016 09:10"},
        {"sys_updated_at": "01-03-2016 09:05"},
    ),
    _noted(
        "two-openings",
        "An incident with two times of opening.",
        "The opening was changed.",
        {},
        {"opened_at": "01-03-2016 08:30", "sys_updated_at": "01-03-2016 09:10"},
    ),
    _noted(
        "two-resolutions",
        "Two times of resolution.",
        "The row that resolves has another time than the column.",
        {},
        _RESOLVED | {"resolved_at": "01-03-2016 10:30"},
    ),
    FaultCode(
        "unknown-word",
        "A state, impact, urgency or priority that the log's system does not have.",
        "An export in another language, or of a changed system.",
        _log({"impact": "9 - Vast"}),
        "Map the words before reading.",
        Language.PYTHON,
    ),
    FaultCode(
        "wrong-count",
        "A count that is no whole number.",
        "A shifted column.",
        _log({"reopen_count": "many"}),
        "Mend the row.",
        Language.PYTHON,
    ),
)
