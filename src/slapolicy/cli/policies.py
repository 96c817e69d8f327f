"""A policy or a book in a file, or of the catalogue, with the places where things stand in its text (P2, P3)."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from slapolicy import Book, Policy, PolicyError, SlapolicyError
from slapolicy.cli.files import text_of
from slapolicy.cli.telling import Unusable, fault_line, naming
from slapolicy.errors import Fault, listed, nearest, shown
from slapolicy.errors import Path as Steps
from slapolicy.texts.plain import Document
from slapolicy.texts.reading import read_json, read_toml, read_yaml

__all__ = ["Read", "Source", "factories", "from_catalogue", "read", "read_book", "read_policy"]

READERS: dict[str, Callable[[str], Document]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".toml": read_toml,
    ".json": read_json,
}


@dataclass(frozen=True, slots=True)
class Source:
    """A policy with the text in which it stands: a file of its own, or a part of a book."""

    name: str
    policy: Policy
    document: Document = field(default_factory=partial(Document, None))
    path: Steps = ()
    edition: str | None = None


class Read(NamedTuple):
    """What a name stands for: what judges tickets, and each policy in it."""

    judge: Policy | Book
    sources: tuple[Source, ...]


def read(name: str) -> Read:
    """The policy or the book in a file, or the policy of that name in the catalogue.

    Raises:
        Unusable: a line for each fault, with its place.
    """
    with naming(name):
        if not _is_file(name):
            policy = from_catalogue(name)
            return Read(policy, (Source(name, policy),))
        document = _document(name, otherwise=", or a catalogue name")
        if isinstance(document.data, dict) and "slapolicy_book" in document.data:
            return _book(name, document, document.data)
        policy = Policy.from_document(document)
        return Read(policy, (Source(name, policy, document),))


def read_policy(name: str) -> Policy:
    """The same, where a book makes no sense."""
    judge = read(name).judge
    if isinstance(judge, Book):
        fault = Fault(code="wrong-type", found="a book of policies", allowed="a policy: one of its editions")
        raise Unusable([fault_line(name, fault)])
    return judge


def read_book(name: str) -> Book:
    """The same, where only a book makes sense."""
    judge = read(name).judge
    if isinstance(judge, Policy):
        fault = Fault(code="wrong-type", found="a policy", allowed="a book of policies, with the key `slapolicy_book`")
        raise Unusable([fault_line(name, fault)])
    return judge


def _is_file(name: str) -> bool:
    """Whether a name is that of a file, by its looks or because it is there."""
    path = Path(name)
    return bool(path.suffix) or os.sep in name or path.exists()


def _document(name: str, *, otherwise: str = "") -> Document:
    """The document in a file, read by its suffix; `otherwise` tells what else a name may be."""
    suffix = Path(name).suffix.lower()
    if suffix not in READERS and not Path(name).is_dir():
        found = shown(suffix) if suffix else "no suffix"
        raise PolicyError.of("unknown-suffix", found=found, allowed=f"one of {listed(READERS)}{otherwise}")
    text = text_of(name)
    return READERS[suffix](text)


def factories() -> dict[str, Callable[[], Policy]]:
    """What makes each policy of the catalogue, by the policy's name."""
    from slapolicy import catalog

    return {factory.replace("_", "-"): getattr(catalog, factory) for factory in catalog.__all__}


def from_catalogue(name: str, *, files: bool = True) -> Policy:
    """The policy of the catalogue with a name.

    Raises:
        PolicyError: there is none; the nearest name is in the remedy. `files` tells whether a file would do as well.
    """
    known = factories()
    wanted = name.replace("_", "-")
    if wanted not in known:
        allowed = f"one of the catalogue: {listed(known)}"
        raise PolicyError.of(
            "unknown-policy",
            found=shown(name),
            allowed=f"a file ({listed(READERS)}), or {allowed}" if files else allowed,
            remedy=nearest(wanted, known),
        )
    return known[wanted]()


def _book(name: str, document: Document, data: Mapping[str, object]) -> Read:
    """A book, in which an edition's policy may be the name of a file, seen from the book's."""
    editions = data.get("editions")
    written = list(editions) if isinstance(editions, list) else []
    files: dict[int, tuple[str, Document]] = {}
    lines: list[str] = []
    for number, edition in enumerate(written):
        file = edition.get("policy") if isinstance(edition, dict) else None
        if isinstance(file, str):
            path = str(Path(name).parent / file)
            try:
                with naming(path):
                    files[number] = path, _document(path)
                written[number] = {**edition, "policy": files[number][1].data}
            except Unusable as refused:
                lines += refused.lines
    if lines:
        raise Unusable(lines)
    try:
        book = Book.from_dict({**data, "editions": written} if written else data)
    except SlapolicyError as refused:
        raise Unusable([_fault_in_book(name, document, files, fault) for fault in refused.faults]) from None
    sources = []
    for number, edition in enumerate(book.editions):
        where, text = files.get(number, (name, document))
        inside: Steps = () if number in files else ("editions", number, "policy")
        sources.append(Source(where, edition.policy, text, inside, edition.name))
    return Read(book, tuple(sources))


def _fault_in_book(name: str, document: Document, files: dict[int, tuple[str, Document]], fault: Fault) -> str:
    """A fault at its place in the book, or in the file that the book names."""
    match fault.path:
        case ("editions", int(number), "policy", *inside) if number in files:
            path, text = files[number]
            return fault_line(path, text.located(replace(fault, path=tuple(inside))))
        case _:
            return fault_line(name, document.located(fault))
