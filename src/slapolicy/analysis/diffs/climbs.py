"""Short lives of tickets on two ladders, and what is told of them (E2, E3)."""

from datetime import datetime
from typing import Final

from slapolicy.analysis.diffs.changes import Witness
from slapolicy.analysis.diffs.ground import Ground
from slapolicy.analysis.diffs.ladder_parts import Found, State
from slapolicy.analysis.diffs.replays import first_witness, lives
from slapolicy.decisions import Decision
from slapolicy.errors import PolicyError
from slapolicy.policy import Policy
from slapolicy.tickets import Ticket
from slapolicy.wording import moment_text

__all__ = ["climbed", "ladder_in_words"]

_KNOWN: Final = ("acknowledged", "assigned", "escalated", "resolved", "reopened")
"""The events that the ladder itself knows."""

_MOST_NAMES, _MOST_BEGINS = 6, 3


def climbed(ground: Ground, found: Found, facts: State) -> Witness | None:
    """A short life of a ticket on which the two ladders tell different words, because of one thing at least."""
    old, new = _bare(ground.old), _bare(ground.new)
    try:
        between = old.replace(escalation=found.between) if found.between else None
    except PolicyError:
        between = None  # it goes with other changes only

    def answers(ticket: Ticket, at: datetime) -> Witness:
        told = [ladder_in_words(policy.evaluate(ticket, at=at)) for policy in (old, new)]
        if between and told[0] != told[1] and ladder_in_words(between.evaluate(ticket, at=at)) == told[0]:
            told[1] = told[0]  # shown by something else
        return Witness(ticket, at, *told)

    heard = list(dict.fromkeys((*found.events, *_KNOWN)))[:_MOST_NAMES]
    begins = dict.fromkeys(
        target.start.events[:1] or ("created",) for policy in (old, new) for target in policy.targets.values()
    )
    asked = (each for begin in [*begins][:_MOST_BEGINS] or [("created",)] for each in lives(begin, facts, heard))
    return first_witness(answers, asked)


def _bare(policy: Policy) -> Policy:
    """The policy with its ladder, and the targets that the ladder looks at."""
    rules = policy.escalation.rules if policy.escalation else ()
    looked_at = {rule.target for rule in rules}
    targets = {name: target for name, target in policy.targets.items() if name in looked_at}
    return policy.replace(targets=targets, responsibilities={}, availability={}, goals={})


def ladder_in_words(decision: Decision) -> str:
    """What the ladder did and will do, without the reasons."""
    lines = [f"{decision.owner or 'nobody'} at {decision.level or 'no level'}"]
    for step in (*decision.steps, *decision.ahead):
        told = "".join(
            f", {word} {' and '.join(sorted(names))}"
            for word, names in (("told", step.notify), ("paged", step.page), ("passed over", step.skipped))
            if names
        )
        kind = f", {step.kind}" if step.kind else ""
        end = ", no level left" if step.exhausted else ""
        lines.append(f"{moment_text(step.at)} {step.rule}: {step.owner or 'nobody'} at {step.level}{told}{kind}{end}")
    return "; ".join(lines)
