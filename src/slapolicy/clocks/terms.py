"""What is promised when facts select another limit: how a running clock goes over to it (C5, C11)."""

from datetime import datetime
from typing import NamedTuple

from slapolicy.clocks.cycles import Cycle
from slapolicy.clocks.promises import Promise, Term, share_of
from slapolicy.durations import Duration, Elapsed, WorkingTime
from slapolicy.targets import Target, Transfer

__all__ = ["Change"]


class Change(NamedTuple):
    """A change of the limit: of which target's clock, in which cycle, and when it came."""

    target: Target
    cycle: Cycle
    at: datetime

    def term(self, old: Term, limit: Duration | None, reason: str) -> Term:
        """The term after the change; the old one where that stays."""
        match self._transfer(old.named, limit):
            case Transfer.KEEP:
                return old
            case Transfer.CARRY:
                return Term(self.at, self.cycle.started_at, limit, reason)
            case Transfer.PROPORTIONAL if old.limit is not None and limit is not None:
                return self._proportional(old, limit)
            case _:
                return Term(self.at, self.at, limit, reason)

    def _transfer(self, current: Duration | None, limit: Duration | None) -> Transfer:
        """The setting for the side to which the limit changes; a first limit has nothing to keep or to share.

        Stricter or looser: by the deadlines that both limits give from the clock's start, without a pause.
        """
        settings = self.target.on_change
        if current is None:
            return Transfer.RESTART if settings.stricter is Transfer.RESTART else Transfer.CARRY
        if limit is None:
            return settings.looser
        if settings.stricter is settings.looser:
            return settings.stricter
        before, after = (
            self.cycle.held[0][1].add(self.cycle.started_at, each, day_ends=self.target.day_ends)
            for each in (current, limit)
        )
        return settings.stricter if after < before else settings.looser

    def _proportional(self, old: Term, limit: Duration) -> Term:
        """The fraction used of the old limit counts as used of the new one; a fraction that is full stays full."""
        was, new = self._unpaused(old), self._unpaused(Term(self.at, self.cycle.started_at, limit))
        spent = old.carried + self.cycle.used_since(old.anchor, self.at, elapsed=was.elapsed_only)
        if was.total() <= spent:
            return old
        whole = Elapsed(new.total()) if new.elapsed_only else WorkingTime(new.total())
        timed = limit if isinstance(limit, (Elapsed, WorkingTime)) else whole
        return Term(self.at, self.at, timed, carried=share_of(new.total(), spent, was.total()), written=limit)

    def _unpaused(self, term: Term) -> Promise:
        return Promise(self.target, term, (), self.cycle.held)
