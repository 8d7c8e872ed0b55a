"""Files of figures that somebody uploads: read, checked, marked, handed in."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.collection.states import Actor
from luoshi.collection.submitting import Delivery, Handed, submit
from luoshi.errors import Language, LuoshiError, Place, Problem
from luoshi.formats.figures.lines import figures
from luoshi.formats.figures.packed import is_archive
from luoshi.formats.figures.reading import read_figures
from luoshi.formats.figures.sdmx_csv import is_sdmx_csv
from luoshi.formats.figures.workbook_reading import marked
from luoshi.web.collecting.sent import Sent

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

CARRIED = 700_000
"""Most bytes of a file that the page of a dry run carries along, so that it need not be chosen again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came."""

    name: str
    content: bytes

    @property
    def way(self) -> str:
        """How its figures come in, as a submission names it."""
        if self.name.casefold().endswith(".xlsx"):
            return "workbook"
        if is_archive(self.content):
            return "folder"
        return "sdmx" if is_sdmx_csv(self.content) else "csv"

    @property
    def carried(self) -> str:
        """The file as text for a field of a form, empty where it is too large."""
        return base64.b64encode(self.content).decode() if len(self.content) <= CARRIED else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a file: what was found, and what is wrong.

    Attributes:
        handed: ``None`` where the file could not be read.
    """

    problems: Sequence[Problem]
    handed: Handed | None = None


def upload_of(given: Sent) -> Upload:
    """Return the file of a form, chosen or carried along; raises ``upload-missing``."""
    chosen = given.files.get("file")
    if chosen is not None and chosen.name:
        return Upload(name=chosen.name, content=chosen.content)
    try:
        content = base64.b64decode(given.text("carried"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise LuoshiError("upload-missing") from error
    if not content:
        raise LuoshiError("upload-missing")
    name = given.text("name").replace("\\", "/").rpartition("/")[2][:200]
    return Upload(name=name, content=content)


def handed_in(ledger: Ledger, upload: Upload, actor: Actor, *, dry_run: bool) -> Result:
    """Check a file, and hand its figures in unless only a dry run is asked.

    A workbook that was made for a draft or a returned submission takes its place.

    Raises:
        LuoshiError: ``duty-missing`` and the like, when nobody could take it from this post.
    """
    try:
        read = read_figures(upload.content, upload.name)
    except LuoshiError as error:
        place = error.problem.place
        named = place if place.file else Place(file=upload.name)
        return Result(problems=(Problem(code=error.problem.code, place=named, detail=error.problem.detail),))
    if read.problems:
        return Result(problems=read.problems)
    handed = submit(
        ledger,
        figures(read),
        actor=actor,
        delivery=Delivery(way=upload.way, file=upload.name, content=upload.content),
        dry_run=dry_run,
        submission_id=read.submission,
    )
    return Result(problems=tuple(one.problem for one in handed.checked.found if one.stops), handed=handed)


def marked_copy(upload: Upload, problems: Sequence[Problem], language: Language) -> bytes:
    """Return a workbook with its problems beside their cells; raises what reading it raises."""
    return marked(upload.content, upload.name, problems, language)
