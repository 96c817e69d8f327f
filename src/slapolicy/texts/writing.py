"""Plain data to text: JSON for machines and for fingerprints, YAML and TOML for people (P1, P2).

What is written reads back to the same data: numbers are exact, and a text that looks like something else is quoted.
"""

import json
from decimal import Decimal

from slapolicy.errors import PolicyError
from slapolicy.texts import toml_tables
from slapolicy.texts.plain import Plain

__all__ = ["canonical_json", "missing_yaml", "write_json", "write_toml", "write_yaml"]


def write_json(data: Plain) -> str:
    """The data as JSON, indented, keys in the order given.

    Examples:
        >>> from decimal import Decimal
        >>> print(write_json({"name": "a", "goal": Decimal("99.95"), "steps": []}), end="")
        {
          "name": "a",
          "goal": 99.95,
          "steps": []
        }
    """
    return _json(data, "\n") + "\n"


def canonical_json(data: Plain) -> str:
    """The one spelling of the data: keys sorted, no blanks, numbers without trailing zeros (P1).

    Examples:
        >>> from decimal import Decimal
        >>> canonical_json({"b": Decimal("1.50"), "a": [Decimal("2.0"), True]})
        '{"a":[2,true],"b":1.5}'
    """
    match data:
        case dict():
            return "{" + ",".join(f"{_text(key)}:{canonical_json(data[key])}" for key in sorted(data)) + "}"
        case list() | tuple():
            return "[" + ",".join(map(canonical_json, data)) + "]"
        case Decimal():
            return f"{data.normalize():f}" if data else "0"
    return _scalar(data)


def write_yaml(data: Plain) -> str:
    """The data as YAML, keys in the order given; collections without others inside stand on one line.

    Examples:
        >>> print(write_yaml({"name": "a", "targets": {"reply": {"start": "created", "at": "17:00"}}}), end="")
        name: a
        targets:
          reply: {start: created, at: '17:00'}

    Raises:
        PolicyError: PyYAML is not installed.
    """
    try:
        from slapolicy.texts import yaml_nodes  # noqa: PLC0415 - PyYAML is optional
    except ModuleNotFoundError as missing:
        raise missing_yaml(missing) from None
    return yaml_nodes.write(data)


def write_toml(data: dict[str, Plain]) -> str:
    """The data as TOML, keys in the order given; at the root, plain values come before tables.

    Examples:
        >>> print(write_toml({"targets": {"reply": {"stop": "replied", "warn": ["75%"]}}, "name": "a"}), end="")
        name = "a"
        <BLANKLINE>
        [targets.reply]
        stop = "replied"
        warn = ["75%"]
    """
    return toml_tables.write(data)


def missing_yaml(missing: ModuleNotFoundError) -> Exception:
    """What to raise when YAML can't be had: the error that tells how to install it, where that is the reason."""
    if missing.name != "yaml":
        return missing
    return PolicyError.of(
        "missing-package",
        found="no PyYAML",
        allowed="YAML only where PyYAML is installed",
        remedy="run `pip install 'slapolicy[yaml]'`",
    )


def _json(data: Plain, newline: str) -> str:
    inner = newline + "  "
    match data:
        case dict() if data:
            items = (f"{_text(key)}: {_json(value, inner)}" for key, value in data.items())
            return "{" + ",".join(inner + item for item in items) + newline + "}"
        case list() | tuple() if data:
            return "[" + ",".join(inner + _json(value, inner) for value in data) + newline + "]"
    return _scalar(data)


def _scalar(data: Plain) -> str:
    return f"{data:f}" if isinstance(data, Decimal) else json.dumps(data, ensure_ascii=False, allow_nan=False)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
