"""The states of a clock and the moves between them, as a table that code and documentation share (C2, C4)."""

from enum import StrEnum

from slapolicy.targets import Move

__all__ = ["TRANSITIONS", "State", "Verdict"]


class State(StrEnum):
    """Whether a clock counts. A state says nothing about being late: that is the verdict's (C4)."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


class Verdict(StrEnum):
    """Whether the promise is kept: open and at risk may still turn either way; met and missed are final (C4)."""

    OPEN = "open"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    MET = "met"
    MISSED = "missed"
    NONE = "none"


TRANSITIONS: dict[tuple[State, Move], State] = {
    (State.NOT_STARTED, Move.START): State.RUNNING,
    (State.RUNNING, Move.PAUSE): State.PAUSED,
    (State.RUNNING, Move.RESET): State.RUNNING,
    (State.RUNNING, Move.STOP): State.STOPPED,
    (State.RUNNING, Move.CANCEL): State.CANCELLED,
    (State.PAUSED, Move.RESUME): State.RUNNING,
    (State.PAUSED, Move.RESET): State.RUNNING,
    (State.PAUSED, Move.STOP): State.STOPPED,
    (State.PAUSED, Move.CANCEL): State.CANCELLED,
    (State.STOPPED, Move.START): State.RUNNING,
    (State.CANCELLED, Move.START): State.RUNNING,
}
"""What each move makes of each state; a move that is not listed has no effect there."""
