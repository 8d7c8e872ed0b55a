"""The first page of a plan, for someone with two minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from luoshi.evaluation.model import Verdict
from luoshi.web.charts.drawing import Drawing
from luoshi.web.charts.small import small
from luoshi.web.facts import IndicatorFacts, PlanFacts
from luoshi.web.page import Reader, is_part, page, reader_of
from luoshi.web.status import VERDICTS, icon, reason_word, verdict_word

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the list of indicators, ready to be written."""

    facts: IndicatorFacts
    value: Decimal | None
    period: str | None
    evidence: str | None
    evidence_href: str | None
    chart: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """An indicator as one symbol."""

    icon: str
    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The indicators with one verdict."""

    verdict: Verdict
    items: tuple[Tile, ...]


@router.get("/")
def first(request: Request) -> Response:
    """Lead to the plan when the ledger holds one, list the plans when it holds several."""
    reader = reader_of(request)
    plans = request.app.state.desk.plans(reader.times)
    if len(plans) == 1:
        plan = plans[0]
        return RedirectResponse(f"/{plan.place_slug}/{plan.slug}{reader.times.query()}", status_code=307)
    return page(request, "plans.html", plans=plans)


@router.get("/{place}/{plan}")
def cockpit(request: Request, place: str, plan: str, status: str = "", domain: str = "") -> HTMLResponse:
    """Show a plan; htmx asks for the list of indicators only."""
    reader = reader_of(request)
    facts: PlanFacts = request.app.state.desk.plan(place, plan, reader.times)
    base = f"/{place}/{plan}"
    shown = _filtered(facts.indicators, status, domain)
    by_id = {item.view.id: item for item in facts.indicators}
    return page(
        request,
        "cockpit.html",
        block="indicators" if is_part(request) else None,
        facts=facts,
        base=base,
        tally=_tally(facts, base, reader),
        domains=tuple(Counter(i.view.domain for i in facts.indicators if i.view.domain).items()),
        chosen={"status": status, "domain": domain},
        shown_count=len(shown),
        groups=_groups(shown, base, reader),
        label_of=lambda item: _label(item, reader),
        indicator_of=by_id.get,
        downloads=(),
    )


def _filtered(items: Sequence[IndicatorFacts], status: str, domain: str) -> list[IndicatorFacts]:
    return [
        item
        for item in items
        if (not status or (item.result is not None and item.result.verdict == status))
        and (not domain or item.view.domain == domain)
    ]


def _groups(items: Sequence[IndicatorFacts], base: str, reader: Reader) -> list[tuple[str | None, list[Row]]]:
    """Return the rows in the plan's order, those of one domain together."""
    return [
        (domain, [_row(item, base, reader) for item in members])
        for domain, members in groupby(items, key=lambda item: item.view.domain)
    ]


def _row(item: IndicatorFacts, base: str, reader: Reader) -> Row:
    address = f"{base}/{item.key}{reader.times.query()}"
    drawing = Drawing(reader.language, address)
    latest = item.latest
    result = item.result
    computed = result is not None and result.value is not None
    return Row(
        facts=item,
        value=result.value if result and computed else latest.value if latest else None,
        period=result.period.iso() if result and result.period else latest.period if latest else None,
        evidence=latest.citation.evidence if latest else None,
        evidence_href=f"{address}#figure-{latest.id}" if latest else None,
        chart=small(drawing.chart(item), f"c-{item.key}"),
    )


def _tally(facts: PlanFacts, base: str, reader: Reader) -> tuple[Group, ...]:
    """Return the indicators by verdict, each as one symbol; verdicts nobody has are left out."""
    groups = []
    for verdict in VERDICTS:
        items = [i for i in facts.indicators if i.result and i.result.verdict == verdict]
        tiles = tuple(
            Tile(
                icon=icon(verdict, item.result.reason if item.result else None),
                label=_label(item, reader),
                href=f"{base}/{item.key}{reader.times.query()}",
            )
            for item in items
        )
        if tiles:
            groups.append(Group(verdict=verdict, items=tiles))
    return tuple(groups)


def _label(item: IndicatorFacts, reader: Reader) -> str:
    """Return name and verdict of an indicator in one line."""
    name = item.english if reader.language == "en" and item.english else item.view.name
    if item.result is None:
        return name
    verdict = verdict_word(item.result.verdict, reader.language, item.view.attribute)
    reason = reason_word(item.result.reason, reader.language)
    colon, comma = ("：", "，") if reader.language == "zh" else (": ", ", ")
    return f"{name}{colon}{verdict}{comma + reason if reason else ''}"
