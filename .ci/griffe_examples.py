"""For the reference: the `Example:` of a docstring is code, as `Examples:` is, and not a note."""

import re
from typing import Any

import griffe


class ReadExamples(griffe.Extension):
    """Gives the section the title that the parser knows."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rename the section, in the docstring of each object."""
        if obj.docstring:
            obj.docstring.value = re.sub(r"^Example:$", "Examples:", obj.docstring.value, flags=re.MULTILINE)
