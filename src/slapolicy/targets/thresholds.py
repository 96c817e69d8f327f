"""Points of a clock at which to warn: a share used, a time left, a time late (C8)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from slapolicy._model import Written
from slapolicy.durations import Duration, Elapsed, WorkingTime, duration
from slapolicy.errors import DurationError, PolicyError, shown

__all__ = ["Threshold", "ThresholdField", "ThresholdKind", "threshold"]


class ThresholdKind(StrEnum):
    """From where a warning is measured (C8)."""

    SHARE = "%"
    LEFT = "left"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A point of a clock: a share of the limit used, a time left before the deadline, or a time after it (C8).

    With `again` it comes again and again after the deadline.

    Examples:
        >>> str(threshold("75%")), str(threshold("4 business hours left"))
        ('75%', '4 business hours left')
    """

    kind: ThresholdKind
    share: Decimal = Decimal(0)
    amount: Duration | None = None
    again: bool = False

    def __str__(self) -> str:
        return self._text(str(self.amount))

    @property
    def canonical(self) -> str:
        """One text for one meaning, for ids that outlive a rewording."""
        return self._text(self.amount.canonical if self.amount else "")

    def _text(self, amount: str) -> str:
        if self.kind is ThresholdKind.SHARE:
            return f"{self.share.normalize():f}%"
        return f"{'every ' if self.again else ''}{amount} {self.kind}"


_LONGEST_TEXT = 100  # blanks in a row can be divided among the parts in too many ways (P3)
_SHARE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,4})?)\s*%\s*")
_AROUND = re.compile(r"\s*(every\s+)?(.{1,60}?)\s+(left|late)\s*", re.DOTALL)


def threshold(document: object) -> Threshold:
    """Read a threshold: `75%`, `4 business hours left`, `1 hour late` or `every 1 hour late`."""
    if isinstance(document, Threshold):
        return document
    text = document if isinstance(document, str) and len(document) <= _LONGEST_TEXT else ""
    if (share := _SHARE.fullmatch(text)) and 0 < Decimal(share[1]) <= 100:
        return Threshold(ThresholdKind.SHARE, share=Decimal(share[1]))
    if around := _AROUND.fullmatch(text):
        try:
            amount = duration(around[2])
        except DurationError as refused:
            raise PolicyError(*refused.faults) from None
        kind, again = ThresholdKind(around[3]), around[1] is not None
        if isinstance(amount, (Elapsed, WorkingTime)) and (not again or (kind is ThresholdKind.LATE and amount.amount)):
            return Threshold(kind, amount=amount, again=again)
    raise PolicyError.of(
        "wrong-threshold",
        found=shown(document),
        allowed="a share up to `100%`, or an elapsed or working time that is left or late",
        remedy="write `75%`, `4 business hours left`, `1 hour late` or `every 1 hour late`",
    )


ThresholdField = Annotated[
    Threshold,
    Written(
        threshold,
        str,
        {"type": "string", "examples": ["75%", "4 business hours left", "1 hour late", "every 1 hour late"]},
    ),
]
