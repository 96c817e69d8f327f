"""What the pictures share: a frame for light and dark pages, text that fits and can't break out, exact places (P5)."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

__all__ = ["LETTER", "Frame", "cut", "letters", "pixels", "written"]

LETTER: Final = 6.6
"""How wide a letter of a note is drawn, about, in pixels."""

_HEAD_LETTERS: Final = 10  # pixels for each letter of a title, amply
_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Frame(NamedTuple):
    """A picture's outside: the class that scopes its style, its size, its title, and its text for screen readers."""

    kind: str
    width: int
    height: int
    title: str
    spoken: str
    style: str

    def around(self, drawn: list[str]) -> str:
        """The whole picture, around what is drawn in it."""
        return "\n".join([*self._opening(), *drawn, "</svg>", ""])

    def _opening(self) -> Iterator[str]:
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{self.kind}" role="img"'
            f' viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}">'
        )
        yield f"<title>{written(self.title)}</title>"
        yield f"<desc>{written(self.spoken)}</desc>"
        yield f"<style>{self.style}</style>"
        yield f'<rect class="card" x="0.5" y="0.5" width="{self.width - 1}" height="{self.height - 1}" rx="8"/>'
        yield f'<text class="head" x="16" y="25">{written(cut(self.title, self.width // _HEAD_LETTERS))}</text>'


def written(text: str) -> str:
    r"""Text as XML may hold it: escaped, with a mark for each character that XML forbids.

    Examples:
        >>> written('<b> & "c"'), written("bell \x07")
        ('&lt;b&gt; &amp; "c"', 'bell �')
    """
    return escape(_UNWRITABLE.sub("\ufffd", text))


def letters(text: str) -> int:
    """How many letters wide a text is drawn: the wide ones of East Asia take two places.

    Examples:
        >>> letters("reply"), letters("返信")
        (5, 4)
    """
    return sum(2 if east_asian_width(letter) in "FW" else 1 for letter in text)


def cut(text: str, most: int) -> str:
    r"""The text on one line, cut to so many letters.

    Examples:
        >>> cut("first_response", 14), cut("first_response", 9), cut("a\nb", 9)
        ('first_response', 'first_re…', 'a b')
    """
    text = " ".join(text.split())
    if letters(text) <= most:
        return text
    while text and letters(text) >= most:
        text = text[: min(len(text) - 1, most)]
    return f"{text}…"


def pixels(tenths: int) -> str:
    """A place or a length, from tenths of a pixel: the same text on every machine.

    Examples:
        >>> pixels(1805), pixels(-5), pixels(40)
        ('180.5', '-0.5', '4')
    """
    whole, part = divmod(abs(tenths), 10)
    return ("-" if tenths < 0 else "") + (f"{whole}.{part}" if part else str(whole))
