"""`slapolicy diff OLD NEW`: what changed in meaning between two policies (P4)."""

import argparse
import sys

from slapolicy.cli.policies import read_policy
from slapolicy.cli.telling import Status
from slapolicy.texts.writing import write_json

__all__ = ["add"]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    about = "Compare two policies by what they mean. Exits with 1 where anything changed, as diff does."
    parser = commands.add_parser("diff", help="what changed in meaning between two policies", description=about)
    parser.add_argument("old", metavar="OLD", help="a file, or a name of the catalogue")
    parser.add_argument("new", metavar="NEW", help="the same")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Status:
    from slapolicy.analysis import diff

    changes = diff(read_policy(options.old), read_policy(options.new))
    if options.format == "json":
        sys.stdout.write(write_json(changes.to_dict()))
    else:
        print(changes)
    return Status.FINDINGS if changes else Status.FINE
