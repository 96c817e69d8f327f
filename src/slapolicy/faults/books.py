"""The codes of books: editions, and the tickets that they judge (P4)."""

from slapolicy.faults.entry import FaultCode, Language

__all__ = ["BOOKS"]

_POLICY = 'policy = Policy.from_dict({"slapolicy": 1, "name": "support"})\n'
_BOOK = _POLICY + (
    'book = Book(name="support", editions=[Edition(name="first", since="2026-01-01T00:00Z", policy=policy)])\n'
)


def _two(name: str, since: str) -> str:
    return _POLICY + (
        'Book(name="support", editions=[\n'
        '    Edition(name="first", since="2026-01-01T00:00Z", policy=policy),\n'
        f'    Edition(name="{name}", since="{since}", policy=policy)])'
    )


BOOKS = (
    FaultCode(
        "edition-order",
        "An edition that does not begin after the one before it.",
        "Editions are written out of order, or two have one instant.",
        _two("second", "2025-07-01T00:00Z"),
        "Put the editions in the order of their instants, each with an instant of its own.",
        Language.PYTHON,
    ),
    FaultCode(
        "edition-twice",
        "Two editions of a book with one name.",
        "An edition was copied; a ticket that names it could mean either.",
        _two("first", "2026-07-01T00:00Z"),
        "Give each edition a name of its own.",
        Language.PYTHON,
    ),
    FaultCode(
        "no-edition",
        "A ticket, or an instant, from before the first edition of a book.",
        "Old tickets are asked about that began under a policy which the book does not have.",
        _BOOK + 'book.evaluate(Ticket("T-1", [Event("created", "2025-12-31T23:00Z")]), at="2026-01-02T00:00Z")',
        "Add the edition that held then, or let the first event state `policy_edition`.",
        Language.PYTHON,
    ),
    FaultCode(
        "not-begun",
        "A ticket that is to be moved to another edition before it began.",
        "It has no event by then, so there is no edition to move it from.",
        _BOOK + 'book.migrate(Ticket("T-1"), to="first", at="2026-01-02T00:00Z")',
        "Let its first event state `policy_edition`.",
        Language.PYTHON,
    ),
    FaultCode(
        "too-many-editions",
        "A book of more than 200 editions.",
        "A program wrote one for every change, rather than one for every promise that came into force.",
        'Book.from_dict({"name": "support", "editions": [{}] * 201})',
        "Split the book, or leave out editions that no ticket began under.",
        Language.PYTHON,
    ),
    FaultCode(
        "unknown-edition",
        "The name of an edition that the book does not have.",
        "It is misspelled, or the ticket was moved to an edition that was taken out of the book.",
        _BOOK + 'created = Event("created", "2026-01-02T00:00Z", policy_edition="frist")\n'
        'book.evaluate(Ticket("T-1", [created]), at="2026-01-03T00:00Z")',
        "Write the name as the book has it; never take an edition out that a ticket may name.",
        Language.PYTHON,
    ),
)
