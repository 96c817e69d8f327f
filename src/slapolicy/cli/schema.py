"""`slapolicy schema`: the JSON Schema of the policy document, for editors and other tools (P2)."""

import argparse
import sys

from slapolicy import Book, Policy
from slapolicy.cli.telling import Status
from slapolicy.texts.writing import write_json

__all__ = ["add"]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    about = "Print the JSON Schema of the policy document. It tells keys and shapes; `check` tells the rest."
    parser = commands.add_parser("schema", help="the JSON Schema of the policy document", description=about)
    parser.add_argument(
        "document", choices=["policy", "book"], nargs="?", default="policy", help="of which document (default: policy)"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Status:
    described = Book.json_schema() if options.document == "book" else Policy.json_schema()
    sys.stdout.write(write_json(described))
    return Status.FINE
