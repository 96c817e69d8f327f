"""The codes of tickets, events and their files, and of the share that is available (C1, O4, P6)."""

from slapolicy.faults.entry import FaultCode, Language

__all__ = ["TICKETS"]


def _csv(*rows: str, header: str = "ticket,at,event,plan") -> str:
    return f"from slapolicy.formats import events\nevents.read_csv({[header, *rows]!r})"


_CREATED = "T-1,2026-03-06T16:30:00Z,created"

TICKETS = (
    FaultCode(
        "csv-syntax",
        "A CSV file that breaks off.",
        "A quote is not closed, or a cell has more than 131,072 characters.",
        _csv(f'{_CREATED},"pro'),
        "Close the quote; a quote inside quotes is written twice.",
        Language.PYTHON,
    ),
    FaultCode(
        "missing-cell",
        "A row without a ticket, an instant or an event.",
        "An empty cell, or in JSON Lines a key that is not there.",
        _csv("T-1,,created,pro"),
        "Fill the cell in.",
        Language.PYTHON,
    ),
    FaultCode(
        "missing-column",
        "A file without a column that it needs.",
        "A header with other names, or cells that are not separated by commas.",
        _csv(header="id,at,event"),
        "Rename the column: `ticket`, `at` and `event` are needed.",
        Language.PYTHON,
    ),
    FaultCode(
        "more-faults",
        "The faults of a file after the first fifty.",
        "One cause that shows in every row, such as a wrong format of times.",
        "from slapolicy.formats import events\n"
        "try:\n    events.read_csv(['ticket,at,event', *['T-1,,created'] * 60])\n"
        "except TicketError as refused:\n    found = refused.faults[-1:]\nfound",
        "Mend what was found, and read it again.",
        Language.PYTHON,
    ),
    FaultCode(
        "unknown-cycle",
        "A cycle that a clock does not have.",
        "It is counted from one; a clock that has not started has none.",
        'policy = Policy.from_dict({"name": "a", "targets": {"reply": {"stop": "replied", "within": "1 hour"}}})\n'
        'ticket = Ticket("T-1", [Event("created", "2026-03-06T16:30Z")])\n'
        'policy.evaluate(ticket, at="2026-03-06T16:30Z").receipt("reply", cycle=2)',
        "Leave `cycle` out for the last one.",
        Language.PYTHON,
    ),
    FaultCode(
        "wrong-column",
        "A header with a column twice, or without a name.",
        "A comma too many at the end of the header.",
        _csv(header="ticket,at,event,"),
        "Give each column a name of its own.",
        Language.PYTHON,
    ),
    FaultCode(
        "wrong-encoding",
        "A file that is not UTF-8.",
        "A spreadsheet saved it in the encoding of its machine.",
        "$ slapolicy decide community-support latin-1.csv",
        "Save it as UTF-8.",
        Language.CONSOLE,
    ),
    FaultCode(
        "wrong-event",
        "Something that is no event.",
        "An empty name, or a list of events with something else in it.",
        'Event("", "2026-03-06T16:30:00Z")',
        "Give the event a name.",
        Language.PYTHON,
    ),
    FaultCode(
        "wrong-fact",
        "A fact that can't be compared with anything.",
        "A mapping, a float that is no number, or a cell that is not of the declared type.",
        'Event("created", "2026-03-06T16:30:00Z", plan={"name": "pro"})',
        "Write a text, a number, true or false, a date, an instant, or a list of them.",
        Language.PYTHON,
    ),
    FaultCode(
        "wrong-goal",
        "A goal that measures nothing, or compares it with something else.",
        "No measure, or two; no bound, or two; a time for a share, or a share for a time.",
        "name: community\ngoals: {rating: {mean: rating, above: 95%}}",
        "Write one measure and one bound: `{met: first_response, above: 99%}`.",
    ),
    FaultCode(
        "wrong-period",
        "A time over which availability is promised, and that can't be read.",
        "A week or a year, or a window in business time.",
        "name: community\navailability: {site: {goal: 99.9%, per: 1 quarter, tz: UTC}}",
        "Write `month`, or a window such as `30 days`.",
    ),
    FaultCode(
        "wrong-row",
        "A row that does not fit its header, or a line that is no object.",
        "A cell with a comma in it without quotes.",
        _csv(f"{_CREATED},pro,more"),
        "Put a cell with a comma into quotes.",
        Language.PYTHON,
    ),
    FaultCode(
        "wrong-share",
        "A share of the time that can't be read.",
        "A number without `%`, or one over 100.",
        "name: community\navailability: {site: {goal: 101%, per: 30 days}}",
        "Write a share such as `99.9%`.",
    ),
    FaultCode(
        "wrong-ticket",
        "A ticket without an id.",
        "An empty text, or one of thousands of characters.",
        'Ticket("")',
        "Give it the id of the system that it comes from.",
        Language.PYTHON,
    ),
)
