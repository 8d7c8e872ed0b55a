"""A desk over a small invented plan, for what needs no ledger; and clients of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from luoshi.errors import LuoshiError
from luoshi.evaluation.model import Result
from luoshi.ledger.records import (
    Anchor,
    Citation,
    IndicatorView,
    ObservationView,
    PlanView,
    Published,
    TargetView,
)
from luoshi.vocabulary.period import Period
from luoshi.web.app import assemble
from luoshi.web.facts import Dossier, IndicatorFacts, PlanFacts
from luoshi.web.times import Times

NOW = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)

PLAN = PlanView(
    id="plan",
    slug="plan",
    place="某市",
    place_slug="city",
    title="某市发展纲要",
    issuer="某市人民政府",
    document_key="plan",
    published=Published(text="2022-05", first=date(2022, 5, 1), last=date(2022, 5, 31)),
    succeeded_by=None,
)

SOURCE = Citation(
    publisher="某市统计局",
    title="统计公报",
    published=None,
    source=None,
    locator="一、综合",
    quote="全年总量 <90> 亿元",
    trust="A",
    evidence="original",
    anchor=Anchor(id="a", edition_id="e", document_key="bulletin", start=3, end=9, quote="90"),
)


def figure(period: str, value: str, **more: object) -> ObservationView:
    given: dict[str, object] = {
        "id": f"o-{period}",
        "series_id": "s",
        "concept": None,
        "name": "总量",
        "place": "某市",
        "period": period,
        "value": Decimal(value),
        "comparator": "eq",
        "unit": "亿元",
        "status": "A",
        "definition": None,
        "match": "same",
        "citation": SOURCE,
        "recorded": 1,
    }
    return ObservationView(**(given | more))  # type: ignore[arg-type]


def target(identity: str, period: str, value: str) -> TargetView:
    return TargetView(
        id=identity,
        indicator_id="i",
        period=period,
        value=Decimal(value),
        upper=None,
        comparator="eq",
        kind="level",
        citation=SOURCE,
    )


def indicator(number: int, name: str, domain: str, **more: object) -> IndicatorFacts:
    wanted = target(f"t{number}", "2025", "100")
    view = IndicatorView(
        id=f"i{number}",
        plan_id="plan",
        slug=f"i{number}",
        number=number,
        name=name,
        domain=domain,
        unit="亿元",
        measure="level",
        basis=None,
        attribute="unmarked",
        concept=None,
        higher_is_better=True,
        origin="table",
        baseline=target(f"b{number}", "2020", "60"),
        targets=(wanted,),
    )
    return IndicatorFacts(view=view, target=wanted, **more)  # type: ignore[arg-type]


def missed() -> IndicatorFacts:
    figures = (
        figure("2020", "60"),
        figure("2021", "66.5"),
        figure("2022", "70"),
        figure("2023", "75"),
        figure("2025", "90"),
    )
    result = Result(
        target_id="t1",
        indicator_id="i1",
        target_period=Period.year(2025),
        verdict="not_reached",
        value=Decimal(90),
        period=Period.year(2025),
        observation_id="o-2025",
        completion=Decimal("0.75"),
        gap=Decimal(10),
        explanation={
            "rule": "level",
            "zh": "2025年总量为90亿元。",
            "en": "In 2025 it was 90.",
            "steps": {"met": False},
        },
    )
    ids = frozenset(f.id for f in figures)
    return indicator(
        1, "总量", "经济", result=result, results=(result,), figures=figures, chosen=ids, usable=ids
    )


def unseen() -> IndicatorFacts:
    result = Result(
        target_id="t2",
        indicator_id="i2",
        target_period=Period.year(2025),
        verdict="not_assessed",
        reason="no_published_data",
    )
    return indicator(2, "路网", "民生", result=result, results=(result,))


class SmallDesk:
    """A desk that holds two indicators."""

    read_only = False

    def plans(self, times: Times) -> tuple[PlanView, ...]:
        return (PLAN,)

    def plan(self, place: str, plan: str, times: Times) -> PlanFacts:
        if (place, plan) != ("city", "plan"):
            raise LuoshiError("not-found", what=plan)
        if place == "city" and times.asked.get("at") == "1999-01-01":
            raise ZeroDivisionError
        items = (missed(), unseen())
        return PlanFacts(
            plan=PLAN, cutoff=date(2026, 5, 22), head=None, sentence="两项。", indicators=items, due=items[1:]
        )

    def dossier(self, place: str, plan: str, indicator: str, times: Times) -> Dossier:
        facts = self.plan(place, plan, times)
        found = next((item for item in facts.indicators if item.key == indicator), None)
        if found is None:
            raise LuoshiError("not-found", what=indicator)
        return Dossier(plan=facts, indicator=found)


@pytest.fixture
def app_over() -> Callable[..., FastAPI]:
    """Make an application over the small plan."""
    return lambda **options: assemble(SmallDesk(), clock=lambda: NOW, **options)


@pytest.fixture
def client(app_over: Callable[..., FastAPI]) -> Iterator[TestClient]:
    """A client that asks in Chinese."""
    with TestClient(app_over(), headers={"accept-language": "zh-CN"}) as made:
        yield made
