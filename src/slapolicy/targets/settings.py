"""The settings of a clock: choices on which support desks differ, each with a default (C2, C3, C5, C9)."""

from enum import StrEnum

from slapolicy._model import Model

__all__ = ["PRECEDENCE", "CountedFrom", "LastRound", "Move", "OnChange", "OnReopen", "Transfer"]


class Move(StrEnum):
    """What moves a clock from state to state (C2)."""

    START = "start"
    STOP = "stop"
    CANCEL = "cancel"
    RESET = "reset"
    PAUSE = "pause"
    RESUME = "resume"


PRECEDENCE = (Move.STOP, Move.CANCEL, Move.RESET, Move.PAUSE, Move.START)
"""Which move wins when one event brings several (C2). What wins over a start ends the clock that it started at once."""


class Transfer(StrEnum):
    """What happens to a running clock when its limit changes (C5)."""

    CARRY = "carry"
    RESTART = "restart"
    PROPORTIONAL = "proportional"
    KEEP = "keep"


class OnChange(Model, frozen=True):
    """What a change of the limit does to a running clock, by the side to which it changes (C5).

    Where nothing was promised before, there is nothing to keep or to share: the first limit counts from the clock's
    start, or with `restart` from the change.
    """

    stricter: Transfer = Transfer.CARRY
    looser: Transfer = Transfer.CARRY


class OnReopen(StrEnum):
    """What a start does after a stop (C3)."""

    RESUME = "resume"
    NEW_CYCLE = "new_cycle"
    IGNORE = "ignore"


class CountedFrom(StrEnum):
    """From where the next round of a repeating target counts (C9)."""

    COMPLETION = "completion"
    GRID = "grid"


class LastRound(StrEnum):
    """Whether a repeating target asks for one more round when it stops (C9)."""

    NONE = "none"
    AFTER_STOP = "after_stop"
