"""A share of the time as it is promised: read and written exactly (O4, T2)."""

import re
from fractions import Fraction
from typing import Annotated

from slapolicy._model import Written
from slapolicy.errors import PolicyError, shown

__all__ = ["ShareField", "percent", "share", "share_text"]

_PARTS = 100 * 10**9
"""A share is a whole number of these: what has more decimals could not be written back (P2)."""

_SHARE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,9})?)\s*%\s*", re.ASCII)


def percent(text: str) -> Fraction | None:
    """A share as it is written, exactly, from nothing to the whole; none where it is no share.

    Examples:
        >>> percent("99.9%"), percent("0 %"), percent("101%")
        (Fraction(999, 1000), Fraction(0, 1), None)
    """
    read = _SHARE.fullmatch(text)
    return Fraction(read[1]) / 100 if read and Fraction(read[1]) <= 100 else None


def share(document: object) -> Fraction:
    """Read a share as it is written, exactly: `99.9%` is 999 of 1000 (T2).

    Examples:
        >>> share("99.95%")
        Fraction(1999, 2000)

    Raises:
        PolicyError: no text with a percent sign, nothing at all, or more than the whole.
    """
    if isinstance(document, Fraction) and 0 < document <= 1 and (document * _PARTS).denominator == 1:
        return document
    if isinstance(document, str) and (read := percent(document)):
        return read
    raise PolicyError.of(
        "wrong-share",
        found=shown(document),
        allowed="a share of the time, more than `0%` and up to `100%`",
        remedy="write `99.9%`",
    )


def share_text(held: Fraction, *, digits: int = 9) -> str:
    """A share in percent, cut after so many digits: what misses a goal never looks as if it met it.

    Examples:
        >>> share_text(Fraction(999, 1000)), share_text(Fraction(2, 3), digits=3)
        ('99.9%', '66.666%')
    """
    whole, rest = divmod(held.numerator * 100 * 10**digits // held.denominator, 10**digits)
    return f"{whole}.{rest:0{digits}}".rstrip("0").removesuffix(".") + "%"


ShareField = Annotated[Fraction, Written(share, share_text, {"type": "string", "examples": ["99.9%"]})]
