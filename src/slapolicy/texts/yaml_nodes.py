"""Plain data to YAML text that every YAML reader takes for the same data, this library's among them (P2)."""

import re
from decimal import Decimal

import yaml

from slapolicy.texts.plain import Plain, number

__all__ = ["write"]

_ODD_BREAK = re.compile("[\\r\\x85\\u2028\\u2029]")  # YAML breaks lines at these, and reads most of them as a newline
_DOCUMENT_MARK = re.compile(r"^(?:\.\.\.|---)", re.MULTILINE)
_WIDTH = 110
_TAG = "tag:yaml.org,2002:"


def write(data: Plain) -> str:
    """The data as YAML; see `slapolicy.texts.writing.write_yaml`."""
    root = _node(data)
    if isinstance(root, yaml.CollectionNode):
        root.flow_style = False
    text = str(yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True, width=_WIDTH))
    # A scalar alone gets a mark of its end; anywhere else, three dots are somebody's text.
    return text.removesuffix("...\n") if isinstance(root, yaml.ScalarNode) else text


def _node(data: Plain) -> yaml.Node:
    match data:
        case dict():
            items = [(_scalar(key), _node(value)) for key, value in data.items()]
            return yaml.MappingNode(_TAG + "map", items, flow_style=_is_flat([value for _, value in items]))
        case list() | tuple():
            nodes = [_node(value) for value in data]
            return yaml.SequenceNode(_TAG + "seq", nodes, flow_style=_is_flat(nodes))
    return _scalar(data)


def _is_flat(nodes: list[yaml.Node]) -> bool:
    """Whether a collection fits on one line: nothing but scalars of one line in it."""
    return all(isinstance(node, yaml.ScalarNode) and node.style != "|" for node in nodes)


def _scalar(data: Plain) -> yaml.ScalarNode:
    match data:
        case None:
            return yaml.ScalarNode(_TAG + "null", "null")
        case bool():
            return yaml.ScalarNode(_TAG + "bool", "true" if data else "false")
        case int():
            return yaml.ScalarNode(_TAG + "int", str(data))
        case Decimal():
            spelled = f"{data:f}"
            return yaml.ScalarNode(_TAG + ("float" if "." in spelled else "int"), spelled)
        case str():
            return yaml.ScalarNode(_TAG + "str", data, style=_style(data))
        case _:
            raise TypeError(data)


def _style(text: str) -> str | None:
    """Quotes for what a reader would take for a number, such as `1e5`, or for a line break of its own."""
    if _ODD_BREAK.search(text) or _DOCUMENT_MARK.search(text):
        return '"'
    if "\n" in text:
        return "|"
    try:
        return None if number(text) is None else "'"
    except ValueError:
        return "'"
