"""A policy: its parts together, as a value, and the one question it answers for a ticket at an instant (P1, P2)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Literal

from pydantic import Field

from slapolicy._model import FrozenMap
from slapolicy.availability import Availability, AvailabilityGoal
from slapolicy.calendars import ALWAYS, Calendar
from slapolicy.clocks import Clock, Run, report
from slapolicy.conditions import Condition
from slapolicy.decisions import Decision, Evidence, decide
from slapolicy.decisions.rehearsals import Rehearsal, rehearse
from slapolicy.errors import Fault, Path
from slapolicy.escalation import Climb, Escalation, Ladder, Outlook, OwnerField
from slapolicy.facts import FactType, FactTypeField, implied_types
from slapolicy.goals import Goal
from slapolicy.instants import instant, utc
from slapolicy.moments import Moment, Windows, moments
from slapolicy.obligations import Intake, UpdateRule, violations
from slapolicy.policy.documents import WholeDocument
from slapolicy.policy.hearing import Hearing
from slapolicy.policy.references import reference_faults
from slapolicy.responsibilities import ResponsibilityField, Responsible, responsible, rule_for
from slapolicy.severity import SeverityMatrix
from slapolicy.targets import Target
from slapolicy.tickets import Ticket, Value

__all__ = ["Policy"]


class Policy(WholeDocument, frozen=True):
    """Support promises as a value: calendars, severities, targets, owners, escalation. Nothing in it can change (P1).

    Examples:
        >>> from slapolicy import Event, Policy, Ticket
        >>> policy = Policy.from_dict({
        ...     "slapolicy": 1,
        ...     "name": "small",
        ...     "calendars": {"office": {"tz": "Europe/Zurich", "hours": {"mon-fri": "09:00-17:00"}}},
        ...     "calendar": "office",
        ...     "targets": {"reply": {"start": "created", "stop": "replied", "within": "4 business hours"}},
        ... })
        >>> ticket = Ticket("T-1", [Event("created", "2026-03-06T16:30:00+01:00")])
        >>> decision = policy.evaluate(ticket, at="2026-03-06T17:00:00+01:00")
        >>> decision.clocks["reply"].due_at.isoformat()
        '2026-03-09T12:30:00+01:00'

    The fields are the keys of the policy document. Errors at the door are `PolicyError`s with every fault (P3).
    """

    version_key = "slapolicy"
    what = "the policy document"
    schema_title = "A slapolicy document"

    slapolicy: Literal[1] = Field(default=1, description="the version of the policy language")
    name: str = Field(min_length=1, max_length=200)
    calendars: FrozenMap[str, Calendar] = FrozenMap()
    calendar: str | None = Field(default=None, description="the calendar of every target that names none")
    facts: FrozenMap[str, FactTypeField] = FrozenMap()
    severity: SeverityMatrix = SeverityMatrix()
    targets: FrozenMap[str, Target] = FrozenMap()
    owners: FrozenMap[str, OwnerField] = FrozenMap()
    escalation: Escalation | None = None
    responsibilities: FrozenMap[str, ResponsibilityField] = FrozenMap()
    updates: tuple[UpdateRule, ...] = ()
    intake: Intake = Intake()
    availability_goals: FrozenMap[str, AvailabilityGoal] = Field(default=FrozenMap(), alias="availability")
    goals: FrozenMap[str, Goal] = FrozenMap()

    def checks(self) -> Iterable[Fault]:
        """What the parts say of each other."""
        return reference_faults(self)

    def conditions(self) -> Iterator[tuple[Path, Condition]]:
        """Every condition in the policy, with its path."""
        for number, rule in enumerate(self.severity.by_rules):
            if rule.when is not None:
                yield ("severity", "rules", number, "when"), rule.when
        for name, target in self.targets.items():
            for path, held in target.conditions():
                yield ("targets", name, *path), held
        for path, held in self.escalation.conditions() if self.escalation else ():
            yield ("escalation", *path), held
        for action, owners in self.responsibilities.items():
            for number, owner in enumerate(owners):
                yield ("responsibilities", action, number, "when"), owner.when
        for number, update in enumerate(self.updates):
            yield ("updates", number, "when"), update.when
        for number, held in self.intake.conditions():
            yield ("intake", "rules", number, "when"), held
        for name, goal in self.goals.items():
            for path, held in goal.conditions():
                yield ("goals", name, *path), held

    @cached_property
    def fact_types(self) -> Mapping[str, FactType]:
        """The type of each fact: declared, or implied by what it is compared with; for reading events from text."""
        return FrozenMap(implied_types((held for _, held in self.conditions()), self.facts))

    def calendar_of(self, target: str, facts: Mapping[str, Value] | None = None) -> Calendar:
        """The calendar by which a target counts: its own, for these facts, else the policy's, else around the clock."""
        return self._calendar_named(self.targets[target].calendar_for(facts or {}))

    def _calendar_named(self, name: str | None) -> Calendar:
        name = name or self.calendar
        return self.calendars.get(name, ALWAYS) if name else ALWAYS

    @cached_property
    def availability(self) -> Mapping[str, Availability]:
        """Each promise of availability, with its calendar (O4).

        Examples:
            >>> from slapolicy import Outage
            >>> policy = Policy.from_dict({"slapolicy": 1, "name": "shop", "availability": {
            ...     "shop": {"goal": "99.9%", "per": "month", "tz": "Europe/Zurich"}}})
            >>> outages = [Outage("2026-04-10T08:00Z", "2026-04-10T08:30Z")]
            >>> str(policy.availability["shop"].report(outages, at="2026-04-20T00:00Z").left)
            '0:13:12'
        """
        return FrozenMap({name: goal.measured_in(self.calendars) for name, goal in self.availability_goals.items()})

    # -- the question ---------------------------------------------------------------------------------------

    def evaluate(self, ticket: Ticket, *, at: datetime | str) -> Decision:
        """Decide a ticket at an instant: severity, deadlines, verdicts, owner and who is next, with the reasons.

        Examples:
            >>> from slapolicy import Event, Ticket
            >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "targets": {
            ...     "reply": {"start": "created", "stop": "replied", "within": "2 hours"}}})
            >>> ticket = Ticket("T-1", [Event("created", "2026-03-06T16:30:00Z")])
            >>> str(policy.evaluate(ticket, at="2026-03-06T19:00:00Z").clocks["reply"].verdict)
            'breached'

        Only events up to and including `at` are known to the decision (E9). Instants in the answer carry the zone of
        `at` (T1).

        Raises:
            InstantError: `at` is naive or out of range.
            HorizonError: a deadline lies past a calendar's horizon, or outside its pinned years (T6, T7).
        """
        asked = instant(at)
        now = utc(asked)
        known, runs, outlook = self._lived(ticket, now)
        facts = known[-1].facts if known else {}
        reports = {
            name: report(Clock(name, target, ticket.id, target.owner_for(facts)), runs[name].cycles, now)
            for name, target in self.targets.items()
        }
        evidence = Evidence(
            policy=self.name,
            fingerprint=self.fingerprint,
            versions=self._versions,
            ticket=ticket.id,
            moments=known,
            clocks=reports,
            outlook=outlook,
            responsible={action: rule_for(rules, facts)[0].who for action, rules in self.responsibilities.items()},
            violations=violations(self.updates, self.intake, self.facts, known),
            to_ask_for=self.intake.to_ask_for(facts) if known else (),
        )
        return decide(evidence, asked)

    def rehearse(self, ticket: Ticket, *, at: datetime | str, until: datetime | str | None = None) -> Rehearsal:
        """Who is asked about a ticket from an instant on, when and why, if nobody acts: the whole ladder (E8).

        Examples:
            >>> from slapolicy import Event, Ticket
            >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "escalation": {"levels": [
            ...     {"name": "desk", "owner": "desk", "respond": "15 minutes"}, {"name": "boss", "owner": "boss"}]}})
            >>> ticket = Ticket("T-1", [Event("created", "2026-12-31T23:50:00Z")])
            >>> [step.who for step in policy.rehearse(ticket, at="2026-12-31T23:50:00Z").steps]
            ['desk', 'boss']

        It ends where the ladder is exhausted and nothing is left to do, at the latest at `until`, which is 30 days of
        24 hours later where nothing is said. Events after `at` are not known to it. Instants are in the zone of `at`.

        Raises:
            InstantError: `at` or `until` is naive or out of range.
            HorizonError: as for `evaluate`.
        """
        asked = instant(at)
        levels = tuple(level.name for level in self.escalation.levels) if self.escalation else ()
        return rehearse(
            ticket=ticket.id,
            policy=self.name,
            levels=levels,
            outlook=self._lived(ticket, utc(asked))[2],
            at=asked,
            until=instant(until, name="until") if until is not None else None,
        )

    def _lived(self, ticket: Ticket, now: datetime) -> tuple[list[Moment], dict[str, Run], Outlook | None]:
        """What is known of a ticket at an instant in UTC: its moments, its clocks, and its way along the ladder."""
        known = moments(ticket, self.severity, now, self._windows)
        runs = {name: Run(target, self._calendar_named) for name, target in self.targets.items()}
        climb = self._climb(runs)
        for number, moment in enumerate(known):
            concerned = self._hearing.concerned(moment) if number else runs
            for name in concerned:
                runs[name].take(moment)
            if climb:
                climb.take(moment, known[number + 1].at if number + 1 < len(known) else None, concerned)
        return known, runs, Outlook(climb.steps, self.owners, now) if climb else None

    @cached_property
    def _windows(self) -> Windows:
        """The facts that tell when a ticket came, with their calendars (C12)."""
        return FrozenMap(
            {
                fact: tuple((name, self._calendar_named(name)) for name in each.arrived_during)
                for fact, each in self.facts.items()
                if each.arrived_during
            }
        )

    @cached_property
    def _hearing(self) -> Hearing:
        return Hearing(self.targets)

    def deadlines(self, ticket: Ticket) -> dict[str, datetime | None]:
        """Each target's deadline after the ticket's last event, in that event's zone; none where there is none."""
        if not ticket.events:
            return dict.fromkeys(self.targets)
        decision = self.evaluate(ticket, at=ticket.events[-1].at)
        return {name: clock.due_at for name, clock in decision.clocks.items()}

    def next_owner(self, ticket: Ticket, *, at: datetime | str) -> str | None:
        """Who owns the ticket next if nothing else happens; none where that never changes."""
        return self.evaluate(ticket, at=at).next_owner

    def responsible_for(self, action: str, ticket: Ticket, *, at: datetime | str) -> Responsible:
        """Who may decide something about a ticket at an instant, who is on duty for that, and why it is they (E7).

        Examples:
            >>> from slapolicy import Event, Ticket
            >>> engineering = {"when": {"severity": ["P0", "P1"]}, "owner": "engineering"}
            >>> policy = Policy.from_dict({"slapolicy": 1, "name": "small", "responsibilities": {
            ...     "approve rollback": [engineering, {"owner": "none"}]}})
            >>> ticket = Ticket("T-1", [Event("created", "2026-03-06T16:30:00Z", severity="P0")])
            >>> answer = policy.responsible_for("approve rollback", ticket, at="2026-03-06T17:00:00Z")
            >>> answer.owner, answer.reason
            ('engineering', 'severity is P0 or P1')

        Raises:
            PolicyError: the policy names nobody for such an action; the nearest name is in the remedy.
            InstantError: `at` is naive or out of range.
        """
        now = utc(instant(at))
        known = moments(ticket, self.severity, now, self._windows)
        facts = known[-1].facts if known else {}
        return responsible(action, self.responsibilities, facts, self.owners, now)

    def _climb(self, runs: Mapping[str, Run]) -> Climb | None:
        if self.escalation is None:
            return None
        return Climb(Ladder(self.escalation, self.owners, runs, self._calendar_named))

    @cached_property
    def _versions(self) -> FrozenMap[str, str]:
        """The versions of the data that answers depend on: zones, and holiday sources by name (T6, T11)."""
        rotations = [each.rotation for each in self.owners.values() if each.rotation]
        of_rotations = [("tzdata", zone.version) for each in rotations for zone in each.zones]
        of_calendars = [source for each in self.calendars.values() for source in each.sources()]
        return FrozenMap({name: version for name, version in [*of_rotations, *of_calendars] if version})
