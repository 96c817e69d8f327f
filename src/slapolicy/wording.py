"""Instants, spans of time and tables as people read them, in English whatever the machine's language is (E9)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from slapolicy.drawing import letters

__all__ = ["columns", "day_text", "moment_text", "one_line", "span_text"]

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day_text(day: date) -> str:
    """A date with its day of the week, in English whatever the machine's language is (E9).

    Examples:
        >>> day_text(date(2026, 3, 6))
        'Fri 2026-03-06'
    """
    return f"{_WEEKDAYS[day.weekday()]} {day:%Y-%m-%d}"


def moment_text(at: datetime) -> str:
    """An instant as it is read aloud: day of the week, date, time, offset.

    Examples:
        >>> from datetime import UTC
        >>> moment_text(datetime(2026, 3, 6, 15, 30, tzinfo=UTC))
        'Fri 2026-03-06 15:30 +00:00'
    """
    seconds = "" if at.second == at.microsecond == 0 else f":{at:%S}" + (f".{at:%f}" if at.microsecond else "")
    return f"{day_text(at)} {at:%H:%M}{seconds} {at.isoformat()[-6:]}"


def span_text(span: timedelta) -> str:
    """A span of time in hours, minutes and seconds.

    Examples:
        >>> span_text(timedelta(hours=3, minutes=30)), span_text(timedelta(hours=-2)), span_text(timedelta(0))
        ('3 h 30 min', '-2 h', '0 min')
    """
    seconds, rest = divmod(abs(span) // timedelta(microseconds=1), 1_000_000)
    parts = [(seconds // 3600, "h"), (seconds // 60 % 60, "min")]
    text = " ".join(f"{number} {unit}" for number, unit in parts if number)
    if seconds % 60 or rest:
        text += f" {seconds % 60}" + (f".{rest:06}" if rest else "") + " s"
    return ("-" if span < timedelta(0) else "") + (text.strip() or "0 min")


def columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as plain text, for letters of one width.

    Examples:
        >>> print(columns(("who", "at"), [("Ada", "desk"), ("Grace", "on call")]))
        who    at
        -----  -------
        Ada    desk
        Grace  on call

    What would steer a terminal or break a line is replaced.
    """
    lines = [[one_line(text) for text in line] for line in (header, *rows)]
    widths = [max(map(letters, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "  ".join(text + " " * (width - letters(text)) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def one_line(text: str) -> str:
    r"""The text without what would steer a terminal or break the line: it may come from any file.

    Examples:
        >>> one_line("a\nb")
        'a\ufffdb'
    """
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
