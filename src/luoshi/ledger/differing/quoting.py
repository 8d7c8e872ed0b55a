"""The words two plans are compared by, quoted from their documents."""

from __future__ import annotations

from luoshi.documents.model import Document
from luoshi.ledger.columns_of import signed
from luoshi.ledger.differing.model import Aim, Place
from luoshi.ledger.linking import same_place
from luoshi.ledger.records import ActionView, StatementView
from luoshi.ledger.searching.texts import Readable
from luoshi.statements.model import Action, Statement
from luoshi.statements.passages import set_aside


class Words:
    """A document whose sentences are asked for; what is set aside in it is not quoted in part."""

    def __init__(self, document: Document | None) -> None:
        self._document = document
        self._readable = Readable(document=document, aside=set_aside(document)) if document else None

    def row(self, start: int, end: int) -> str:
        """Return the words of a raw span, the cells of a table's row set apart."""
        raw = self._document.raw[start:end] if self._document else ""
        return " | ".join(filter(None, (" ".join(cell.split()) for cell in raw.strip("| \n").split("|"))))

    def sentence(self, start: int, end: int) -> str:
        """Return the sentence around a raw span."""
        found = self._readable.sentence(start) if self._readable else ""
        return " ".join(found.split()) or self.row(start, end)


def without_date(said: Statement | StatementView, quote: str, place: Place) -> Aim:
    """Return the aim of a sentence that gives no time."""
    value, comparator = signed(said.value, said.comparator, said.measure, said.direction)
    return Aim(
        role="target",
        period=None,
        value=value,
        upper=said.upper,
        unit=said.unit,
        comparator=comparator,
        kind="level",
        strength=None,
        written=" ".join(quote.split()),
        place=place,
    )


def box_of(one: Action | ActionView) -> str:
    """Return where a task stands: the title of its box, else the section."""
    return one.box_title or one.box


def words_of(one: Action | ActionView) -> str:
    """Return a task's name and text."""
    return f"{one.name}。{one.text}" if one.text else one.name


def part_of(place: str | None, own: str | None) -> str | None:
    """Return the place an indicator is about where it is not that of the whole plan."""
    return None if same_place(place, own) else place
