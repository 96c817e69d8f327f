"""Files as lines of text, whatever is in them: what can't be read is a fault with its place (P3)."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from slapolicy.errors import Fault, TicketError
from slapolicy.texts.plain import MAX_CHARACTERS

__all__ = ["lines_of", "opened", "text_of"]

LONGEST_LINE = 4 * MAX_CHARACTERS


def opened(name: str, *, allowed: str = "a file that can be read, or `-`") -> AbstractContextManager[BinaryIO]:
    """A file for reading; `-` is standard input.

    Raises:
        TicketError: it can't be read, with the reason.
    """
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as refused:  # a name with a NUL in it is a ValueError
        reason = (getattr(refused, "strerror", None) or "an unreadable name").lower()
        raise TicketError.of("unreadable", found=reason, allowed=allowed) from None


def text_of(name: str) -> str:
    """The text of a file, or as much of it as is more than any document may have; not of standard input."""
    with opened(name, allowed="a file that can be read") as file:
        return "".join(lines_of(file, most=MAX_CHARACTERS))


def lines_of(file: BinaryIO, *, most: int | None = None) -> Iterator[str]:
    """The lines of a file as text; where `most` is given, no more lines than hold so many characters."""
    number = read = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            long = Fault(
                code="too-large",
                found=f"a line of {LONGEST_LINE:,} bytes",
                allowed=f"at most {LONGEST_LINE - 1:,}",
                line=number,
            )
            raise TicketError(long)
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as refused:
            found = f"the byte 0x{line[refused.start]:02x}"
            allowed, remedy = "a text in UTF-8", "save the file as UTF-8"
            odd = Fault(code="wrong-encoding", found=found, allowed=allowed, remedy=remedy, line=number)
            raise TicketError(replace(odd, column=refused.start + 1)) from None
        yield text
        read += len(text)
        if most is not None and read > most:
            return
