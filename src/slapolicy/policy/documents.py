"""What has a document of its own, a policy or a book: read in three spellings, and written without loss (P1-P3)."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar, Self

from slapolicy._model import Model
from slapolicy.decisions.machine_form import plain_data
from slapolicy.errors import PolicyError, shown, sparing
from slapolicy.policy.fingerprints import canonical, digest
from slapolicy.policy.schema import document_schema
from slapolicy.texts.bounds import check_bounds
from slapolicy.texts.plain import MAX_VALUES, Document
from slapolicy.texts.reading import read_json, read_toml, read_yaml
from slapolicy.texts.writing import write_json, write_toml, write_yaml

__all__ = ["WholeDocument"]


class WholeDocument(Model, frozen=True):
    """The base of what has a document of its own, whose first key is the version of its language."""

    version_key: ClassVar[str]
    what: ClassVar[str]
    schema_title: ClassVar[str]

    @classmethod
    def admitted(cls, document: Document) -> Document:
        """The document, where it is not refused before it is read."""
        return document

    @classmethod
    def from_dict(cls, document: object) -> Self:
        """Read it from plain data, as a JSON or YAML reader gives it.

        Raises:
            PolicyError: every fault at once, each with its path, what was found, what is allowed, a remedy (P3).
        """
        check_bounds(document)
        return cls.from_document(Document(document))  # type: ignore[arg-type] # within the bounds, it is plain

    @classmethod
    def from_yaml(cls, text: str) -> Self:
        """Read it from YAML; faults tell line and column as well. Needs PyYAML (`slapolicy[yaml]`)."""
        return cls.from_document(read_yaml(text))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read it from JSON."""
        return cls.from_document(read_json(text))

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read it from TOML."""
        return cls.from_document(read_toml(text))

    @classmethod
    def from_document(cls, document: Document) -> Self:
        """Read it from the data of a text, which is within the bounds; faults tell their places as far as known.

        Raises:
            PolicyError: every fault at once, each with its path.
        """
        data = cls.admitted(document).data
        try:
            if not isinstance(data, Mapping):
                is_name = isinstance(data, str) and data.endswith((".yaml", ".yml"))
                remedy = "pass what the file holds, not its name" if is_name else ""
                raise PolicyError.of("wrong-type", found=shown(data), allowed=f"a mapping: {cls.what}", remedy=remedy)
            with sparing(comparisons=MAX_VALUES):
                return cls.read(data)
        except PolicyError as refused:
            raise PolicyError(*map(document.located, refused.faults)) from None

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON Schema of the document, for editors and other tools (P2).

        It tells keys and shapes. What names refer to, and what durations mean, only reading a document tells.
        """
        return document_schema(cls.model_json_schema(), title=cls.schema_title)

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, defaults left out; `from_dict` reads it back to an equal value (P2).

        Texts, whole numbers, `Decimal`s (a float would not be exact), true and false, lists and dicts.
        """
        data: dict[str, Any] = plain_data(self.model_dump(by_alias=True, exclude_defaults=True))
        return {self.version_key: getattr(self, self.version_key), **data}

    def to_yaml(self) -> str:
        """The same as YAML. Needs PyYAML (`slapolicy[yaml]`)."""
        return write_yaml(self.to_dict())

    def to_json(self) -> str:
        """The same as JSON, indented."""
        return write_json(self.to_dict())

    def to_toml(self) -> str:
        """The same as TOML."""
        return write_toml(self.to_dict())

    @cached_property
    def fingerprint(self) -> str:
        """A digest of the meaning: equal values have the same one, on every machine (P1)."""
        return digest(canonical(self).to_dict())
