"""`slapolicy catalog [NAME]`: the policies to start from, and each of them as a document (P2)."""

import argparse
import sys

from slapolicy import Policy
from slapolicy.cli.policies import factories, from_catalogue
from slapolicy.cli.telling import Status, naming
from slapolicy.wording import columns

__all__ = ["add"]

WRITERS = {"yaml": Policy.to_yaml, "toml": Policy.to_toml, "json": Policy.to_json}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    about = "List the policies of the catalogue; with a name, print one as a document."
    parser = commands.add_parser("catalog", help="the policies to start from", description=about)
    parser.add_argument("name", metavar="NAME", nargs="?", help="the policy to print")
    parser.add_argument("--format", choices=list(WRITERS), default="yaml", help="of a policy (default: yaml)")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> Status:
    if options.name is None:
        rows = [(name, _summary(factory.__module__)) for name, factory in factories().items()]
        print(columns(("name", "what it is"), rows))
        return Status.FINE
    with naming(options.name):
        sys.stdout.write(WRITERS[options.format](from_catalogue(options.name, files=False)))
    return Status.FINE


def _summary(module: str) -> str:
    """The first line of a module's docstring."""
    return (sys.modules[module].__doc__ or "").partition("\n")[0]
