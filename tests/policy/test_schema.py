"""The schema of a document tells keys and shapes, one line for each, and nothing of the inside (P2)."""

from typing import Any

from slapolicy import Policy
from slapolicy.policy.schema import document_schema


def test_p2_the_schema_has_the_title_of_the_document_and_its_dialect() -> None:
    schema = Policy.json_schema()
    assert list(schema)[:2] == ["$schema", "title"]
    assert schema["title"] == "A slapolicy document"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_p2_titles_and_defaults_of_the_inside_are_left_out_and_descriptions_are_one_line() -> None:
    generated = {
        "title": "Inside",
        "default": {},
        "description": "One line\nthat goes on.\n\nExamples:\n\n    not this",
        "anyOf": [{"title": "T", "type": "string", "default": ""}, {"type": "number", "description": "A\nb"}],
        "enum": ["title", "default"],
    }
    assert document_schema(generated, title="A policy") == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A policy",
        "description": "One line that goes on.",
        "anyOf": [{"type": "string"}, {"type": "number", "description": "A b"}],
        "enum": ["title", "default"],
    }


def test_p2_a_key_may_have_the_name_of_a_word_of_the_schema() -> None:
    """A document may well have keys `title`, `default` and `description`."""
    keys: dict[str, Any] = {
        "title": {"type": "string", "title": "Title"},
        "default": {"type": "number", "default": 1},
        "description": {"description": "Of what\nit is."},
    }
    tidy = {
        "title": {"type": "string"},
        "default": {"type": "number"},
        "description": {"description": "Of what it is."},
    }
    schema = document_schema({"properties": keys, "$defs": {"title": {"properties": keys}}}, title="A policy")
    assert schema["properties"] == tidy
    assert schema["$defs"] == {"title": {"properties": tidy}}


def test_p2_every_description_of_the_schema_is_one_line() -> None:
    def descriptions(part: Any) -> list[str]:
        if isinstance(part, list):
            return [each for item in part for each in descriptions(item)]
        if not isinstance(part, dict):
            return []
        own = [part["description"]] if isinstance(part.get("description"), str) else []
        return own + [each for item in part.values() for each in descriptions(item)]

    found = descriptions(Policy.json_schema())
    assert len(found) > 50
    assert [each for each in found if "\n" in each or "Examples:" in each] == []
