"""The first page of a plan, for someone with two minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from luoshi.errors import Language
from luoshi.evaluation.rows import Row
from luoshi.evaluation.rules.packs import registry
from luoshi.web import status
from luoshi.web.access import looks_ahead
from luoshi.web.addresses import source_of
from luoshi.web.charts.drawing import Drawing
from luoshi.web.charts.small import small
from luoshi.web.facts import PlanFacts, spoken
from luoshi.web.gate import Mode
from luoshi.web.navigation import base_of
from luoshi.web.page import Reader, is_part, page, reader_of
from luoshi.web.routes.downloads import DOWNLOADS

router = APIRouter()

DISAGREEMENTS = 6
"""Most disagreements that the first page shows; their own page has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An indicator in the list: its row, and what is made of it for this reader.

    Attributes:
        address: Of its page.
        evidence: Address of the latest figure on its page, ``None`` without one.
    """

    row: Row
    address: str
    evidence: str | None
    chart: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The indicators with one verdict, or one grade of a method that was chosen for them.

    Attributes:
        key: The verdict's code, or method and grade.
        tone: Class of the colour, with its ``symbol``.
    """

    key: str
    word: str
    tone: str
    symbol: str
    rows: tuple[Row, ...]


@router.get("/")
def first(request: Request) -> Response:
    """Lead to the ledger's plan, or list the plans where no single one comes first."""
    reader = reader_of(request)
    plan = request.app.state.desk.leading_plan(reader.times)
    if plan:
        return RedirectResponse(base_of(plan) + reader.times.query(), status_code=307)
    return plans(request)


@router.get("/plans")
def plans(request: Request) -> HTMLResponse:
    """List every document that sets targets, the one with the most indicators first."""
    desk, times = request.app.state.desk, reader_of(request).times
    indicators = {plan.id: len(desk.indicators(plan, times)) for plan in desk.plans(times)}
    every = sorted(desk.plans(times), key=lambda plan: -indicators[plan.id])
    return page(request, "plans.html", plans=every, indicators=indicators)


@router.get("/{place}/{plan}")
def cockpit(request: Request, place: str, plan: str, verdict: str = "", domain: str = "") -> HTMLResponse:
    """Show a plan; htmx asks for the list of indicators only."""
    reader = reader_of(request)
    facts: PlanFacts = request.app.state.desk.plan(place, plan, reader.times)
    rows = facts.summary.rows
    shown = [
        row for row in rows if verdict in ("", status.row_key(row)) and domain in ("", row.indicator.domain)
    ]
    return page(
        request,
        "cockpit.html",
        block="indicators" if is_part(request) else None,
        facts=facts,
        summary=facts.summary,
        ahead=looks_ahead(request),
        inside=request.app.state.gate.mode() is not Mode.COPY,
        tally=_tally(rows, reader.language),
        domains=tuple(Counter(row.indicator.domain for row in rows if row.indicator.domain).items()),
        chosen={"verdict": verdict, "domain": domain},
        shown=len(shown),
        groups=_groups(shown, facts, reader),
        gaps=_by_reason(facts.summary.gaps),
        label_of=lambda row: _label(row, reader),
        words_of=lambda citation: source_of(citation, reader.times),
        others=len(request.app.state.desk.plans(reader.times)) - 1,
        downloads=DOWNLOADS,
        most_disagreements=DISAGREEMENTS,
    )


def _groups(rows: Sequence[Row], facts: PlanFacts, reader: Reader) -> list[tuple[str | None, list[Line]]]:
    """Return the lines in the plan's order, those of one domain together."""
    return [
        (domain, [_line(row, facts, reader) for row in members])
        for domain, members in groupby(rows, key=lambda row: row.indicator.domain)
    ]


def _line(row: Row, facts: PlanFacts, reader: Reader) -> Line:
    address = f"{facts.base}/{row.indicator.slug}{reader.times.query()}"
    view = row.latest.view if row.latest else None
    return Line(
        row=row,
        address=address,
        evidence=f"{address}#figure-{view.id}" if view else None,
        chart=small(Drawing(reader.language, address).chart(row), f"c{row.number}"),
    )


def _tally(rows: Sequence[Row], language: Language) -> tuple[Group, ...]:
    """Return the indicators by verdict, in the order of the words, then those judged by another method."""
    by_key: dict[str, list[Row]] = {verdict: [] for verdict in status.VERDICTS}
    for row in rows:
        by_key.setdefault(status.row_key(row), []).append(row)
    return tuple(_group(key, tuple(found), language) for key, found in by_key.items() if found)


def _group(key: str, rows: tuple[Row, ...], language: Language) -> Group:
    first = rows[0]
    verdict, side = status.verdict_of(first), first.side
    word, symbol = status.verdict_word(verdict, language), status.symbol(verdict)
    if side is not None:
        grade = registry.load(side.method).grades[side.grade].word(language)
        word, symbol = f"{side.title[language]} · {grade}", status.row_symbol(first)
    return Group(key=key, word=word, tone=status.row_tone(first), symbol=symbol, rows=rows)


def _by_reason(rows: Sequence[Row]) -> list[tuple[str | None, list[Row]]]:
    ordered = sorted(rows, key=lambda row: (status.reason_of(row) or "", row.number))
    return [(reason, list(members)) for reason, members in groupby(ordered, key=status.reason_of)]


def _label(row: Row, reader: Reader) -> str:
    """Return name and verdict of an indicator in one line."""
    reason = row.reason(reader.language)
    colon, comma = ("：", "，") if reader.language == "zh" else (": ", ", ")
    name, word = spoken(row.indicator, reader.language), row.status(reader.language).word
    return f"{name}{colon}{word}{comma + reason if reason else ''}"
