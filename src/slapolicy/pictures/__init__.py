"""Pictures of decisions: a ticket's life along a time axis, and a ladder as it is rehearsed (P5, E8).

Reading order: `life` (what is drawn), `axis` (time as pixels), `clock_rows` (a clock as a row), `timeline` (the whole),
`spoken` (the same for who can't see it), `ladder` (a rehearsal).
"""

from slapolicy.pictures.ladder import ladder_svg
from slapolicy.pictures.life import KnownEvent, Life
from slapolicy.pictures.timeline import life_svg

__all__ = ["KnownEvent", "Life", "ladder_svg", "life_svg"]
