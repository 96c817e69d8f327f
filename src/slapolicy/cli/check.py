"""`slapolicy check POLICY...`: what its author may not have meant, a line for each finding (M4)."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from slapolicy import Finding, FindingLevel, PolicyError
from slapolicy.cli.policies import Source, read
from slapolicy.cli.telling import Status, Unusable, complain, naming, place_text
from slapolicy.instants import instant, utc
from slapolicy.texts.writing import write_json
from slapolicy.wording import one_line

__all__ = ["add"]

RANKS = {level: rank for rank, level in enumerate((FindingLevel.NOTE, FindingLevel.WARNING, FindingLevel.ERROR))}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    about = "Check policies: read them, and find what their authors may not have meant."
    parser = commands.add_parser("check", help="find what the author of a policy may not have meant", description=about)
    parser.add_argument("policies", metavar="POLICY", nargs="+", help="files, or names of the catalogue")
    parser.add_argument(
        "--fail-on",
        choices=["error", "warning", "note"],
        default="warning",
        help="exit with 1 on findings of this level and above it (default: warning)",
    )
    parser.add_argument(
        "--between",
        metavar=("START", "END"),
        nargs=2,
        help="two instants between which nobody's turn may be missing, and holidays must be known",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Status:
    between = _between(options.between) if options.between else None
    status = Status.FINE
    told: list[Any] = []
    for name in options.policies:
        try:
            sources = read(name).sources
            found = [(source, _findings(source, between)) for source in sources]
        except Unusable as refused:  # the other files are checked all the same
            complain(refused)
            told.append({"file": name, "policy": None, "edition": None, "findings": [], "faults": list(refused.lines)})
            status = Status.UNUSABLE
            continue
        for source, findings in found:
            told.append(_as_data(source, findings))
            if options.format == "text":
                _print(source, findings)
        if any(RANKS[each.level] >= RANKS[FindingLevel(options.fail_on)] for _, findings in found for each in findings):
            status = max(status, Status.FINDINGS)
    if options.format == "json":
        sys.stdout.write(write_json({"files": told}))
    return status


def _between(written: Sequence[str]) -> tuple[datetime, datetime]:
    with naming("--between"):
        start, end = (instant(each, name="") for each in written)
        if utc(start) >= utc(end):
            found = f"`{written[0]}` to `{written[1]}`"
            raise PolicyError.of("reversed-span", found=found, allowed="an instant and a later one")
    return start, end


def _findings(source: Source, between: tuple[datetime, datetime] | None) -> tuple[Finding, ...]:
    from slapolicy.analysis import check

    with naming(source.name):
        return check(source.policy, between=between)


def _print(source: Source, findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(_line(source, finding))
    if not findings:
        edition = f", edition {source.edition}" if source.edition else ""
        print(f"{source.name}: no findings{edition}")


def _line(source: Source, finding: Finding) -> str:
    """A finding on one line, in the form that editors and continuous integration know of compilers."""
    place = place_text(source.name, source.document.place_of((*source.path, *finding.path)))
    sentence = str(replace(finding, path=())).removeprefix(f"{finding.level}: ")
    inside = finding.under(*source.path).place
    return one_line(f"{place}: {finding.level}: {inside + ': ' if inside else ''}{sentence} [{finding.code}]")


def _as_data(source: Source, findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "file": source.name,
        "policy": source.policy.name,
        "edition": source.edition,
        "findings": [_placed(source, finding) for finding in findings],
        "faults": [],
    }


def _placed(source: Source, finding: Finding) -> dict[str, Any]:
    place = source.document.place_of((*source.path, *finding.path))
    line, column = place or (None, None)
    return finding.under(*source.path).to_dict() | {"line": line, "column": column}
