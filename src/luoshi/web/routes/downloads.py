"""Files to take away: what the page shows, for paper, for a spreadsheet and for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from luoshi.errors import Language, LuoshiError
from luoshi.evaluation.summary import Summary
from luoshi.evaluation.tables import HEADINGS, records
from luoshi.web.facts import PlanFacts
from luoshi.web.i18n import words
from luoshi.web.page import reader_of

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that is made from a summary.

    Attributes:
        suffix: Last part of its address and of its name.
        make: Returns its bytes in a language.
    """

    suffix: str
    media_type: str
    make: Callable[[Summary, Language], bytes]

    @property
    def words(self) -> str:
        """The key of what it is called."""
        return f"downloads.{self.suffix.replace('.', '_')}"


def _workbook(summary: Summary, _: Language) -> bytes:
    from luoshi.formats.excel import indicator_table

    return indicator_table(summary)


def _brief(summary: Summary, _: Language) -> bytes:
    from luoshi.formats.word import brief

    return brief(summary)


def _csv(summary: Summary, language: Language) -> bytes:
    """Return every target's verdict in codes; marked as UTF-8 so that spreadsheets read the Chinese."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, [heading.key for heading in HEADINGS], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(records(summary.assessment, language))
    return stream.getvalue().encode("utf-8-sig")


def _json(summary: Summary, language: Language) -> bytes:
    return json.dumps(records(summary.assessment, language), ensure_ascii=False, default=_plain).encode()


def _plain(value: Any) -> str:
    """Write decimals as texts, so that no digit is lost, and dates as ISO."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


DOWNLOADS: tuple[Download, ...] = (
    Download(
        suffix="table.xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        make=_workbook,
    ),
    Download(
        suffix="brief.docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        make=_brief,
    ),
    Download(suffix="results.csv", media_type="text/csv; charset=utf-8", make=_csv),
    Download(suffix="results.json", media_type="application/json", make=_json),
)


@router.get("/{place}/{plan}/downloads/{file}")
def download(request: Request, place: str, plan: str, file: str) -> Response:
    """Hand out a file with the same figures as the screen; raises ``not-found`` for another name."""
    reader = reader_of(request)
    wanted = next((one for one in DOWNLOADS if one.suffix == file), None)
    if wanted is None:
        raise LuoshiError("not-found", what=file)
    facts: PlanFacts = request.app.state.desk.plan(place, plan, reader.times)
    title = words(reader.language, wanted.words)
    name = f"{facts.plan.title}-{title}-{facts.summary.at}{file[file.index('.') :]}"
    return Response(
        wanted.make(facts.summary, reader.language),
        media_type=wanted.media_type,
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )
