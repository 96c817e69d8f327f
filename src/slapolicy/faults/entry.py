"""An entry of the table of codes (P3)."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["FaultCode", "Language"]


class Language(StrEnum):
    """What an example is written in, and so what takes it."""

    YAML = "yaml"
    """A policy: `Policy.from_yaml`."""
    TOML = "toml"
    """A policy: `Policy.from_toml`."""
    JSON = "json"
    """A policy: `Policy.from_json`."""
    PYTHON = "python"
    """Statements with all names of `slapolicy`; the last one raises the fault, or its value holds it."""
    CONSOLE = "console"
    """A command."""


@dataclass(frozen=True, slots=True)
class FaultCode:
    """What a code stands for.

    Attributes:
        code: as `Fault.code` or `Finding.code` has it.
        means: what is wrong, a sentence.
        arises: how it comes about, a sentence.
        example: a text that gives this code and no other.
        remedy: what to do about it.
        language: what the example is written in.
    """

    code: str
    means: str
    arises: str
    example: str
    remedy: str
    language: Language = Language.YAML
