"""The data that a calendar's answers rest on, and its releases (T6, T11)."""

from typing import NamedTuple

from slapolicy.calendars.algebra import Combined
from slapolicy.calendars.index import Rule
from slapolicy.calendars.weekly import Weekly

__all__ = ["Provenance", "sources_of"]


class Provenance(NamedTuple):
    """Data that a calendar's answers rest on, and the release of it (T6, T11)."""

    name: str
    version: str


def sources_of(rule: Rule) -> tuple[Provenance, ...]:
    """The tz database and the holiday packages of a rule, or of all the parts of a combination, in order."""
    found: set[Provenance] = set()
    if isinstance(rule, Combined):
        for part in rule.parts:
            found.update(sources_of(part.rule))
    if isinstance(rule, Weekly):
        found |= {Provenance(source.text, source.version) for source in rule.sources}
        found |= {Provenance(*text.rpartition(" ")[::2]) for text in (rule.pin.provenance if rule.pin else ())}
        found |= {Provenance("tzdata", rule.zone.version)} if rule.zone.version else set()
    return tuple(sorted(found))
