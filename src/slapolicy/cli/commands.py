"""The commands, and what they have in common: help, exit status, and no traceback for anyone's mistake."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

import slapolicy
from slapolicy.cli import catalog, check, decide, diff, migrate, schema
from slapolicy.cli.telling import Status, Unusable, complain

__all__ = ["main"]

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, such as `["decide", "policy.yaml", "events.csv"]`, and give its exit status."""
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as done:  # argparse has printed its help, or what was wrong
        return int(done.code or Status.FINE)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that can't show a letter is no failure
    try:
        status = int(options.run(options))
        sys.stdout.flush()
    except Unusable as refused:
        complain(refused)
        return Status.UNUSABLE
    except BrokenPipeError:
        # Whoever read the output has had enough. What is still buffered must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Status.FINE
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="slapolicy", description="Support promises: by when, is it late, who is next?"
    )
    parser.add_argument("--version", action="version", version=f"slapolicy {slapolicy.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in (decide, check, diff, migrate, catalog, schema):
        command.add(commands)
    return parser
