"""How time is taken, and how results are printed."""

import gc
import os
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from time import perf_counter
from typing import Any

__all__ = ["machine", "markdown", "median", "micros", "release"]


def micros(function: Callable[[Any, Any], object], left: Sequence[Any], right: Sequence[Any]) -> float:
    """Microseconds for one call, over all pairs; the loop itself, some 0.04, is part of it."""
    gc.collect()
    gc.disable()
    try:
        begun = perf_counter()
        for one, other in zip(left, right, strict=True):
            function(one, other)
        return (perf_counter() - begun) / len(left) * 1e6
    finally:
        gc.enable()


def release(distribution: str) -> str:
    """The installed release of a distribution, or an empty text."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def machine() -> str:
    """What the figures were taken on, as far as it matters to somebody else."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {python}"


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table that reads well as plain text, too."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join("| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |" for line in lines)
