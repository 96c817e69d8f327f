"""What stays of the edition before, once a ticket is moved: closed cycles and what the ladder has done (C7, P4).

Everything here is in UTC.
"""

from dataclasses import replace
from datetime import datetime

from slapolicy._model import FrozenMap
from slapolicy.clocks import ClockReport, State, Verdict
from slapolicy.decisions import Decision
from slapolicy.escalation import Step

__all__ = ["handed_over"]


def handed_over(before: Decision, fresh: Decision) -> Decision:
    """What a new edition says of a ticket, with what was settled when the ticket was moved to it.

    `before` is what the old edition said at that instant, `fresh` what the new one says of the whole ticket.
    """
    moved_at = before.at
    names = [*fresh.clocks, *(name for name, clock in before.clocks.items() if clock.number)]
    clocks = {name: _clock(before, fresh, name) for name in dict.fromkeys(names)}
    earlier = [event for event in before.events if event.at < moved_at]
    steps = _steps(before, fresh)
    return replace(
        fresh,
        clocks=FrozenMap(clocks),
        events=(*earlier, *(event for event in fresh.events if event.at >= moved_at)),
        steps=steps,
        notify=tuple(dict.fromkeys(name for step in steps for name in step.notify)),
        page=tuple(dict.fromkeys(name for step in steps for name in step.page)),
        moved_from=before,
    )


def _clock(before: Decision, fresh: Decision, name: str) -> ClockReport:
    """The closed cycles of the old edition, then those of the new one that were not over when the last of them was."""
    old, new = before.clocks.get(name), fresh.clocks.get(name)
    kept = [cycle for cycle in old.cycles if cycle.ended_at] if old else []
    if new is not None:
        following = [cycle for cycle in new.cycles if not kept or _ends_after(cycle, kept[-1].ended_at)]
    else:
        following = [_superseded(cycle, before.at, fresh.edition) for cycle in old.cycles[len(kept) :]] if old else []
    cycles = [*kept, *(_numbered(cycle, fresh.ticket, len(kept) + n) for n, cycle in enumerate(following, 1))]
    if new is not None and not cycles:
        return new
    *earlier, last = [cycle._replace(earlier=()) for cycle in cycles]
    return last._replace(earlier=tuple(earlier))


def _ends_after(cycle: ClockReport, at: datetime | None) -> bool:
    return cycle.ended_at is None or at is None or cycle.ended_at > at


def _superseded(cycle: ClockReport, at: datetime, edition: str | None) -> ClockReport:
    """An open cycle of a target that the new edition does not have counts neither as met nor as missed (C4)."""
    return cycle._replace(
        state=State.CANCELLED,
        verdict=Verdict.NONE,
        reason=f"no target: edition {edition} has none of this name",
        limit=None,
        due_at=None,
        original_due_at=None,
        if_resumed_now=None,
        left=None,
        left_elapsed=None,
        breached_at=None,
        detected_at=None,
        warnings=tuple(warning for warning in cycle.warnings if warning.fired),
        next_change_at=None,
        ended_at=at,
        stretches=tuple(stretch.until(stretch.end or at) for stretch in cycle.stretches),
    )


def _numbered(cycle: ClockReport, ticket: str, number: int) -> ClockReport:
    """The cycle with its number among all of them, which the ids of its warnings tell as well (C8)."""
    if cycle.number == number:
        return cycle
    was, now = (f"{ticket}/{cycle.target}/{each}/" for each in (cycle.number, number))
    warnings = tuple(warning._replace(id=now + warning.id.removeprefix(was)) for warning in cycle.warnings)
    return cycle._replace(number=number, warnings=warnings)


def _steps(before: Decision, fresh: Decision) -> tuple[Step, ...]:
    """What the ladder did: the old one up to the move, one step to where the new one has the ticket, and the new one.

    The step tells those whom the new edition would have told by then, and nobody has been told yet.
    """
    moved_at = before.at
    there = [step for step in fresh.steps if step.at <= moved_at]
    if not there:
        return fresh.steps  # the new edition has no ladder
    now, last = there[-1], before.steps[-1] if before.steps else None
    told = tuple(dict.fromkeys(n for step in there for n in step.notify if n not in before.notify))
    paged = tuple(dict.fromkeys(n for step in there for n in step.page if n not in before.page))
    stays = last and (last.level, last.owner, last.exhausted) == (now.level, now.owner, now.exhausted)
    moved = Step(
        moved_at, "migrated", f"moved to edition {fresh.edition}", now.level, now.owner, told, now.exhausted, paged
    )
    return (
        *before.steps,
        *(() if stays and not told and not paged else (moved,)),
        *(step for step in fresh.steps if step.at > moved_at),
    )
