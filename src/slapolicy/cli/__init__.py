"""The command line: the only part that reads files and the clock, and that prints.

Exit status: 0 all is well, 1 findings, 2 unusable input, with each fault on a line of its own.

Reading order: `commands` (what there is), then a file for each command. They share `files` (bytes to lines of text),
`policies` and `tickets` (lines to values), and `telling` (faults to lines).
"""

from slapolicy.cli.commands import main

__all__ = ["main"]
