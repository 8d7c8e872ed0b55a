"""A file with everything that is read out of it, before anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from luoshi.documents.model import Document, Source
from luoshi.documents.reading import Layers
from luoshi.errors import LuoshiError, Place
from luoshi.statements.model import Achievement, Action, IndicatorRow, Promise, Statement

_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n、]")
_CLAUSE_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What one file holds: its bytes and everything read in them."""

    source: Source
    data: bytes = field(repr=False)
    document: Document = field(repr=False)
    statements: Sequence[Statement] = ()
    rows: Sequence[IndicatorRow] = ()
    actions: Sequence[Action] = ()
    achievements: Sequence[Achievement] = ()
    promises: Sequence[Promise] = ()

    @property
    def place(self) -> str | None:
        """The place the document is about."""
        return self.source.place

    def clause(self, start: int) -> str:
        """Return the words before a raw offset in its clause."""
        words = self.document.raw[max(0, start - _CLAUSE_LENGTH) : start]
        return _CLAUSE_END.split(words)[-1]


def read_contents(folder: Path, source: Source, layers: Layers | None = None) -> Contents:
    """Read a file and everything in it.

    A document about whose place nothing is known is taken to be about the one its title or issuer names.

    Args:
        folder: Where the file lies.
        source: What is known about it.
        layers: What is kept already in place of originals.

    Raises:
        LuoshiError: Whatever keeps the file from being read; see ``luoshi.documents.read_bytes``.
    """
    from luoshi.documents import read
    from luoshi.statements.achievements import read_achievements
    from luoshi.statements.actions import read_actions
    from luoshi.statements.extract import extract
    from luoshi.statements.indicator_table import read_indicator_table
    from luoshi.statements.positioning import read_positions
    from luoshi.statements.promises import read_promises

    path = folder / source.file
    document = read(path, layers=layers)
    source = placed(source, document)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LuoshiError("file-unreadable", Place(file=source.file), reason=reason) from None
    return Contents(
        source=source,
        data=data,
        document=document,
        statements=tuple(extract(document, source)),
        rows=tuple(read_indicator_table(document)),
        actions=tuple(read_actions(document)),
        achievements=tuple(read_achievements(document, source)),
        promises=(*read_promises(document, source), *read_positions(document)),
    )


def placed(source: Source, document: Document) -> Source:
    """Return a source with its place's code, and with the place its title or issuer names if it has none.

    Only a single province or prefecture counts, by its official or its short name.
    """
    from luoshi.vocabulary.places import by_name

    if source.place:
        known = by_name().get(source.place, ())
        code = source.place_code or (known[0].code if len(known) == 1 else None)
        return replace(source, place_code=code)
    titles = (heading.title for heading in document.outline if heading.kind == "title")
    words = "\n".join(filter(None, (source.title, source.issuer, *titles)))
    named = {
        areas[0]
        for name, areas in by_name().items()
        if len(areas) == 1 and areas[0].level != "county" and name in words
    }
    if len(named) != 1:
        return source
    area = named.pop()
    extra = {**source.extra, "place_from_title": True}
    return replace(source, place=area.name, place_code=area.code, extra=extra)
