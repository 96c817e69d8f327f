"""`python -m slapolicy.cli`, where the script is not on the path."""

import sys

from slapolicy.cli.commands import main

if __name__ == "__main__":
    sys.exit(main())
