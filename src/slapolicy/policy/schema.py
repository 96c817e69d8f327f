"""The JSON Schema of the policy document, for editors and for other tools (P2)."""

from typing import Any

__all__ = ["DIALECT", "document_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def document_schema(generated: dict[str, Any], *, title: str) -> dict[str, Any]:
    r"""The schema of a document from that of its model: no internal defaults, descriptions of one line.

    Examples:
        >>> document_schema({"description": "One line.\n\nMore.", "default": 1}, title="A policy")
        {'$schema': 'https://json-schema.org/draft/2020-12/schema', 'title': 'A policy', 'description': 'One line.'}
    """
    return {"$schema": DIALECT, "title": title, **_tidy(generated)}


def _tidy(part: Any) -> Any:
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    tidy: dict[str, Any] = {}
    for key, content in part.items():
        if key in ("properties", "$defs"):
            tidy[key] = {name: _tidy(inner) for name, inner in content.items()}
        elif key == "description":
            tidy[key] = content.partition("\n\n")[0].replace("\n", " ")
        elif key not in ("default", "title"):
            tidy[key] = _tidy(content)
    return tidy
