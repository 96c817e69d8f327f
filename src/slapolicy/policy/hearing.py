"""Which clocks an event concerns: those of targets that hear its name, or read a fact that it changes (C2)."""

from collections.abc import Collection, Mapping

from slapolicy.moments import Moment
from slapolicy.targets import Target

__all__ = ["Hearing"]


class Hearing:
    """The targets of a policy by the events that they hear, and by the facts that they read; worked out once."""

    __slots__ = ("_by_event", "_by_fact")

    def __init__(self, targets: Mapping[str, Target]) -> None:
        self._by_event: dict[str, list[str]] = {}
        self._by_fact: dict[str, list[str]] = {}
        for name, target in targets.items():
            for event in target.named:
                self._by_event.setdefault(event, []).append(name)
            for fact in target.reads:
                self._by_fact.setdefault(fact, []).append(name)

    def concerned(self, moment: Moment) -> Collection[str]:
        """The names of the targets whose clocks an event may move; the first event of a ticket concerns all."""
        names = self._by_event.get(moment.event, [])
        if not moment.changed:
            return names
        return set(names).union(*[self._by_fact[fact] for fact in moment.changed if fact in self._by_fact])
