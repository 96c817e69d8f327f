"""Which release of the tz database a zone came from (T11)."""

import zoneinfo
from functools import lru_cache
from importlib.machinery import SourceFileLoader
from importlib.metadata import PackageNotFoundError, version

__all__ = ["version_for"]


@lru_cache(maxsize=1024)
def version_for(key: str) -> str:
    """The release that `ZoneInfo(key)` reads: the system's database where it has the zone, else the package's.

    Examples:
        >>> version_for("Europe/Zurich")[:2]
        '20'

    A system's database that does not say which release it is gives `unknown`. Read when a calendar is built
    and remembered, so that nothing is read while an answer is computed (T10).
    """
    for root in zoneinfo.TZPATH:
        if _read(f"{root}/{key}"):
            return _release_at(root)
    try:
        package = version("tzdata")
    except PackageNotFoundError:  # a dependency that a distributor may have left out
        return "unknown"
    year, _, number = package.partition(".")
    return year + chr(ord("a") + int(number.partition(".")[0]) - 1)


@lru_cache(maxsize=16)
def _release_at(root: str) -> str:
    first = _read(f"{root}/tzdata.zi")[:80].decode("ascii", "replace").partition("\n")[0]
    if first.startswith("# version "):
        return first.removeprefix("# version ").strip()
    return _read(f"{root}/+VERSION")[:20].decode("ascii", "replace").strip() or "unknown"


def _read(path: str) -> bytes:
    """A file of the zone database; empty where there is none. `ZoneInfo` has just read the same place."""
    try:
        return SourceFileLoader("zone", path).get_data(path)
    except OSError:
        return b""
