"""How the value of a field is read from a document and written to one (P2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

__all__ = ["NameAlone", "Written"]


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """How the value of a field is read from a document and written to one; goes with `Annotated`.

    Examples:
        >>> from typing import Annotated
        >>> from slapolicy._model import Model
        >>> Share = Annotated[int, Written(lambda text: int(text.rstrip("%")), "{}%".format, {"type": "string"})]
        >>> class Goal(Model, frozen=True):
        ...     share: Share
        >>> Goal.read({"share": "75%"}).model_dump()
        {'share': '75%'}
    """

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    schema: dict[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(self.write)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.schema


@dataclass(frozen=True, slots=True)
class NameAlone:
    """A list of rules of which a single one without a condition may be written as a name; goes with `Annotated`.

    Examples:
        >>> from typing import Annotated
        >>> from slapolicy._model import Model
        >>> class Rule(Model, frozen=True):
        ...     when: str = ""
        ...     owner: str
        >>> class Part(Model, frozen=True):
        ...     owner: Annotated[tuple[Rule, ...], NameAlone("owner")]
        >>> Part.read({"owner": "desk"}).owner[0].owner, Part.read({"owner": [{"owner": "desk"}]}).model_dump()
        ('desk', {'owner': 'desk'})

    `key` is the field that the name stands for; a rule is without a condition where its other fields are the defaults.
    """

    key: str

    def _read(self, document: object) -> object:
        return ({self.key: document},) if isinstance(document, str) else document

    def _write(self, rules: Sequence[Any], dump: Callable[[Any], Any]) -> Any:
        name = getattr(rules[0], self.key) if len(rules) == 1 else None
        return name if name is not None and rules[0] == type(rules[0])(**{self.key: name}) else dump(rules)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        rules = handler(source)
        return core_schema.no_info_before_validator_function(
            self._read,
            rules,
            json_schema_input_schema=core_schema.union_schema([core_schema.str_schema(), rules]),
            serialization=core_schema.wrap_serializer_function_ser_schema(self._write, schema=rules),
        )
