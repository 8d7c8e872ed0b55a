"""A file with everything that is read out of it, before anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.documents.model import Document, Source
from luoshi.documents.reading import Layers
from luoshi.errors import LuoshiError, Place
from luoshi.statements.model import Achievement, Action, IndicatorRow, Promise, Statement

if TYPE_CHECKING:
    from luoshi.statements.projects import ProjectMention
    from luoshi.statements.tasks import Task

_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n、]")
_CLAUSE_LENGTH = 40
PLAN = "plan"
"""Kind of the documents whose numbered items say what will be done; a report's tell what was."""


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
    tasks: Sequence[Task] = ()
    projects: Sequence[ProjectMention] = ()

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
    from luoshi.documents.dating import dated
    from luoshi.statements.achievements import read_achievements
    from luoshi.statements.actions import read_actions
    from luoshi.statements.extract import extract
    from luoshi.statements.indicator_table import read_indicator_table
    from luoshi.statements.positioning import read_positions
    from luoshi.statements.projects import read_projects
    from luoshi.statements.promises import read_promises
    from luoshi.statements.tasks import read_tasks

    path = folder / source.file
    document = read(path, layers=layers)
    source = dated(placed(source, document), document)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LuoshiError("file-unreadable", Place(file=source.file), reason=reason) from None
    statements, actions = tuple(extract(document, source)), tuple(read_actions(document))
    tasks = read_tasks(document, source, actions, statements)
    return Contents(
        source=source,
        data=data,
        document=document,
        statements=statements,
        rows=tuple(read_indicator_table(document)),
        actions=actions,
        tasks=tuple(one for one in tasks if source.kind == PLAN or one.form != "item"),
        projects=tuple(read_projects(document, source)),
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
