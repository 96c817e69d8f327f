"""Who may decide what: owners by responsibility, of a ticket as it is; nobody is an answer that is written (E7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from slapolicy._model import Model, NameAlone
from slapolicy.conditions import ALWAYS_HOLDS, ConditionField
from slapolicy.errors import Fault, Path, PolicyError, listed, nearest, shown
from slapolicy.escalation import Owner
from slapolicy.tickets import Value

__all__ = [
    "NOBODY",
    "ResponsibilityField",
    "ResponsibilityRule",
    "Responsible",
    "open_ended",
    "responsible",
    "rule_for",
]

NOBODY: Final = "none"
"""The word for nobody, where the name of an owner could stand."""


class ResponsibilityRule(Model, frozen=True):
    """Who may decide something, and when; of a list, the first whose condition holds counts (E7).

    Examples:
        >>> ResponsibilityRule.read({"when": {"severity": "P0"}, "owner": "none"}).who is None
        True
    """

    when: ConditionField = ALWAYS_HOLDS
    owner: str

    @property
    def who(self) -> str | None:
        """The owner; none where the policy says that it is nobody."""
        return None if self.owner == NOBODY else self.owner


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who may decide something about a ticket at an instant.

    Attributes:
        action: what there is to decide, as the policy names it.
        owner: the role that may; none where the policy says that nobody may.
        on_duty: who answers for that role at the instant: the role itself, or the person whose turn it is, if anyone's.
        reason: the words of the rule that counts; `otherwise` of a last rule, `always` of the only one.
    """

    action: str
    owner: str | None
    on_duty: str | None
    reason: str


Rules = tuple[ResponsibilityRule, ...]


def rule_for(rules: Rules, facts: Mapping[str, Value]) -> tuple[ResponsibilityRule, str]:
    """The first rule whose condition holds, and why it counts; the last one always holds."""
    rule = next(rule for rule in rules if rule.when.holds(facts))
    if rule.when != ALWAYS_HOLDS:
        return rule, rule.when.words()
    return rule, "otherwise" if rule is not rules[0] else "always"


def responsible(
    action: str, named: Mapping[str, Rules], facts: Mapping[str, Value], owners: Mapping[str, Owner], at: datetime
) -> Responsible:
    """Who may decide it of a ticket with these facts at an instant in UTC.

    Raises:
        PolicyError: nothing of that name is there to decide.
    """
    if action not in named:
        raise PolicyError.of(
            "unknown-responsibility",
            found=shown(action),
            allowed=f"one of {listed(named)}" if named else "no responsibility: the policy names none",
            remedy=nearest(action, named),
        )
    rule, reason = rule_for(named[action], facts)
    role = owners.get(rule.owner)
    on_duty = role.on_duty(rule.owner, at) if role and rule.who else rule.who
    return Responsible(action, rule.who, on_duty, reason)


def open_ended(rules: Rules, path: Path) -> Iterator[Fault]:
    """A list that may leave a ticket without an answer: nobody has to be said (E7)."""
    if not rules or rules[-1].when != ALWAYS_HOLDS:
        yield Fault(
            code="open-ended",
            path=path,
            found="a list that may leave it open" if rules else "an empty list",
            allowed="a last rule without `when`: nobody is said, never left out",
            remedy=f"add `{{owner: {NOBODY}}}`, or who it is otherwise",
        )


ResponsibilityField = Annotated[Rules, NameAlone("owner")]
"""One owner's name, or a list of {when, owner}."""
