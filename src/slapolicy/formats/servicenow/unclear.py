"""What the audit log leaves unclear about an incident: told, never mended."""

from collections.abc import Iterator
from itertools import pairwise

from slapolicy.errors import Fault
from slapolicy.formats.servicenow.updates import Update

__all__ = ["notes"]

_FORMAT = "%d-%m-%Y %H:%M"


def notes(log: list[Update]) -> Iterator[Fault]:
    """The notes on one incident, from its rows in the order of the file; each kind once, at its first row."""
    by_time = sorted(log, key=lambda update: update.order)
    yield from _order(log)
    yield from _opening(by_time)
    yield from _resolution(by_time)


def _order(log: list[Update]) -> Iterator[Fault]:
    for before, after in pairwise(log):
        if after.at < before.at or after.modification < before.modification:
            yield _note(
                after, "sys_updated_at", "row-out-of-order", "a row that stands after a later one", "rows in order"
            )
            return


def _opening(log: list[Update]) -> Iterator[Fault]:
    first = log[0]
    if first.status != "new":
        found = f"`{first.status}` in the first row"
        yield _note(first, "incident_state", "first-row-not-new", found, "`new`: the response may have been earlier")
    if first.at < first.opened:
        found = f"a row of {first.at:{_FORMAT}}, before the opening at {first.opened:{_FORMAT}}"
        yield _note(first, "sys_updated_at", "row-before-opening", found, "rows after the opening")
    for update in log:
        if update.opened != first.opened:
            found = f"an opening at {update.opened:{_FORMAT}} and one at {first.opened:{_FORMAT}}"
            yield _note(update, "opened_at", "two-openings", found, "one opening")
            return


def _resolution(log: list[Update]) -> Iterator[Fault]:
    resolutions = [
        update
        for number, update in enumerate(log)
        if update.status == "resolved" and (number == 0 or log[number - 1].status != "resolved")
    ]
    last = log[-1]
    if resolutions and last.resolved is None:
        yield _note(last, "resolved_at", "no-resolved-at", "no time of resolution", "the time of the resolved row")
    if resolutions and last.resolved is not None and last.resolved not in {update.at for update in resolutions}:
        found = f"{last.resolved:{_FORMAT}}, and a row that resolves at {resolutions[-1].at:{_FORMAT}}"
        yield _note(last, "resolved_at", "two-resolutions", found, "one time of resolution")
    for update in log:
        if last.resolved and update.at > last.resolved and update.status not in ("resolved", "closed"):
            found = f"`{update.status}` at {update.at:{_FORMAT}}, after the resolution at {last.resolved:{_FORMAT}}"
            yield _note(update, "resolved_at", "open-after-resolution", found, "no open state after the resolution")
            break
    for before, after in pairwise(log):
        back = before.status in ("resolved", "closed") and after.status not in ("resolved", "closed")
        if back and after.reopenings <= before.reopenings:
            found = f"`{after.status}` after `{before.status}`, and a count of {after.reopenings}"
            yield _note(after, "reopen_count", "reopening-not-counted", found, "a count that rises")
            break


def _note(update: Update, column: str, code: str, found: str, allowed: str) -> Fault:
    note = update.row.placed(column, Fault(code=code, found=found, allowed=allowed))
    return note.under(update.number)
