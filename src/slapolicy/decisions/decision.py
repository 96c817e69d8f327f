"""A decision: everything a policy says of a ticket at an instant, and how it explains itself (E3, C10, T11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slapolicy.clocks import ClockReport
from slapolicy.decisions.explanations import explain_clock
from slapolicy.decisions.machine_form import machine_form
from slapolicy.errors import PolicyError, listed, nearest, shown
from slapolicy.escalation import Step
from slapolicy.obligations import Violation
from slapolicy.pictures.life import KnownEvent, Life
from slapolicy.pictures.timeline import life_svg
from slapolicy.receipts import Asked, receipt_of
from slapolicy.severity import Classification
from slapolicy.wording import moment_text

__all__ = ["Decision"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a policy says of a ticket at an instant. A value: it never changes, and is the same when asked again (E9).

    Examples:
        >>> from slapolicy import Event, Policy, Ticket
        >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "targets": {
        ...     "reply": {"start": "created", "stop": "replied", "within": "2 hours"}}})
        >>> decision = policy.evaluate(Ticket("T-1", [Event("created", "2026-03-06T16:30:00Z")]),
        ...                            at="2026-03-06T17:00:00Z")
        >>> decision.next_change_at.isoformat()
        '2026-03-06T18:30:00.000001+00:00'

    Instants are in the zone of `at` (T1).

    Attributes:
        ticket: the ticket's id.
        policy: the policy's name.
        at: the instant that was asked about.
        severity: one of the policy's levels, or `UNCLEAR`; `classification` has the reasons (M2).
        events: the ticket's events up to `at`, each with the severity from then on.
        clocks: each target's clock.
        level: where the ticket is on the ladder; none without a ladder or before it began.
        owner: who owns it; none likewise.
        notify: whom the rules that fired say to tell, in the order in which they fired.
        page: whom they say to page, in the same order.
        next_owner: who owns it next if nothing else happens; none if that never changes.
        next_owner_at: from when on. Where the owner goes off duty before, nobody owns it until then.
        exhausted: whether the ladder has no level left (E5).
        steps: what the ladder did.
        ahead: what it will do if nobody acts.
        responsible: each action of the policy's responsibilities, with the role that may decide it now; none is nobody
            (E7). Who is on duty for it, and why it is they, tells `Policy.responsible_for`.
        violations: broken update and intake rules, and facts that are not of their declared type.
        to_ask_for: facts that the intake asks for and the ticket does not tell (O3).
        next_change_at: the earliest later instant at which any of this changes by itself, amounts apart (C10).
        fingerprint: what the policy says, as a digest (P2).
        versions: of the zone and holiday data (T6, T11).
        edition: which edition of a book decided, by its name; none where a policy was asked that is in no book (P4).
        moved_from: where the ticket was moved to that edition, what the one before it said at that instant; cycles that
            were closed by then are still its (C7, P4).
    """

    ticket: str
    policy: str
    at: datetime
    severity: str
    classification: Classification
    events: tuple[KnownEvent, ...]
    clocks: Mapping[str, ClockReport]
    level: str | None
    owner: str | None
    notify: tuple[str, ...]
    page: tuple[str, ...]
    next_owner: str | None
    next_owner_at: datetime | None
    exhausted: bool
    steps: tuple[Step, ...]
    ahead: tuple[Step, ...]
    responsible: Mapping[str, str | None]
    violations: tuple[Violation, ...]
    to_ask_for: tuple[str, ...]
    next_change_at: datetime | None
    fingerprint: str
    versions: Mapping[str, str]
    edition: str | None = None
    moved_from: "Decision | None" = None

    def explain(self, target: str | None = None) -> str:
        """How the decision came about, as text; with a target's name, how its deadline did (P5).

        Raises:
            PolicyError: the policy has no such target.
        """
        if target is None:
            return "\n".join(
                [*_headline(self), *(explain_clock(clock) for clock in self.clocks.values()), *_ownership(self)]
            )
        if target not in self.clocks:
            raise PolicyError.of(
                "unknown-target",
                found=shown(target),
                allowed=f"one of {listed(self.clocks)}",
                remedy=nearest(target, self.clocks),
            )
        return explain_clock(self.clocks[target])

    def receipt(self, target: str, cycle: int | None = None) -> dict[str, Any]:
        """How a clock's deadline and verdict came about, as data that anyone can check by sums (P6).

        Examples:
            >>> from slapolicy import Event, Policy, Ticket
            >>> from slapolicy.verifier import verify
            >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "targets": {
            ...     "reply": {"start": "created", "stop": "replied", "within": "2 hours"}}})
            >>> decision = policy.evaluate(Ticket("T-1", [Event("created", "2026-03-06T16:30:00Z")]),
            ...                            at="2026-03-06T17:00:00Z")
            >>> receipt = decision.receipt("reply")
            >>> receipt["due_at"], receipt["left"], verify(receipt)
            ('2026-03-06T18:30:00+00:00', 5400000000, ())

        Of the current cycle, or of an earlier one by its number; one that was closed before the ticket was moved to
        another edition has the receipt of the edition that judged it (P4). Plain JSON types: instants are ISO 8601
        texts, spans whole microseconds.

        Raises:
            PolicyError: the policy has no such target, or its clock no such cycle.
        """
        before = self.moved_from.clocks.get(target) if self.moved_from else None
        if self.moved_from and before and target in self.clocks:
            number = self.clocks[target].number if cycle is None else cycle
            if number in [each.number for each in before.cycles if each.ended_at]:
                return self.moved_from.receipt(target, number)
        asked = Asked(self.policy, self.fingerprint, self.versions, self.ticket, self.at)
        return receipt_of(asked, self.clocks, target, cycle)

    def to_dict(self) -> dict[str, Any]:
        """The decision as plain data: instants and time spans as ISO 8601 texts, in a stable order."""
        form: dict[str, Any] = machine_form(self)
        return form

    def timeline_svg(self) -> str:
        """The ticket's life as a picture: events, severity, each clock with its open hours, and the ladder (P5).

        Examples:
            >>> from slapolicy import Event, Policy, Ticket
            >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "targets": {
            ...     "reply": {"start": "created", "stop": "replied", "within": "2 hours"}}})
            >>> decision = policy.evaluate(Ticket("T-1", [Event("created", "2026-03-06T16:30:00Z")]),
            ...                            at="2026-03-06T17:00:00Z")
            >>> "due Fri 6 Mar 18:30" in decision.timeline_svg()
            True

        The time axis is in the zone of `at` (T1). A page can hold the text as it is, light or dark; a notebook
        shows it.
        """
        title = f"{self.ticket} under {self.policy}"
        clocks, steps = tuple(self.clocks.values()), (*self.steps, *self.ahead)
        return life_svg(Life(title, self.at, self.events, clocks, steps))

    def _repr_svg_(self) -> str:
        return self.timeline_svg()


def _headline(decision: Decision) -> list[str]:
    why = "; ".join(decision.classification.reasons)
    missing = decision.classification.missing
    unknown = f"; not known: {', '.join(missing)}" if missing else ""
    edition = f", edition {decision.edition}" if decision.edition else ""
    before = decision.moved_from
    moved = [f"moved from edition {before.edition} at {moment_text(before.at)}"] if before else []
    return [
        f"{decision.ticket} under {decision.policy}{edition}, at {moment_text(decision.at)}",
        *moved,
        f"severity {decision.severity}: {why or 'the ticket has not begun'}{unknown}",
    ]


def _ownership(decision: Decision) -> list[str]:
    role = decision.steps[-1].owner if decision.steps else None
    duty = f", on duty for {role}" if role and role != decision.owner else ""
    lines = [f"owner: {decision.owner or 'nobody'}{duty}" + (f" (level {decision.level})" if decision.level else "")]
    lines += [
        f"  {moment_text(step.at)} {step.owner or 'nobody'}: {step.reason} ({step.rule})" for step in decision.steps
    ]
    if decision.notify:
        lines.append(f"  told: {', '.join(decision.notify)}")
    if decision.page:
        lines.append(f"  paged: {', '.join(decision.page)}")
    if decision.next_owner and decision.next_owner_at:
        lines.append(f"next: {decision.next_owner} at {moment_text(decision.next_owner_at)} if nobody acts")
    lines += [f"responsible to {action}: {role or 'nobody'}" for action, role in decision.responsible.items()]
    lines += [f"violation of {broken.rule}: {broken.message}" for broken in decision.violations]
    lines += [f"ask for: {fact}" for fact in decision.to_ask_for]
    if decision.next_change_at:
        lines.append(f"nothing changes before {moment_text(decision.next_change_at)}")
    else:
        lines.append("nothing changes by itself")
    return lines
