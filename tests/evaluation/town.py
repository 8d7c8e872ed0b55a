"""A small town's ledger: a plan with a few indicators, two boxes and what was published of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from luoshi.ledger import identity
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.period import Period

PLACE = identity.place_id(None, "青川市")
PLAN = identity.named("plan", "qingchuan")
DOCUMENT = identity.document_id("plan")
ORIGINAL = "青川市建设规划".encode()
EDITION = identity.edition_id(DOCUMENT, hashlib.sha256(ORIGINAL).hexdigest())
ANCHOR = identity.anchor_id(EDITION, 0, 3)


def row(table: str, **values: Any) -> Row:
    return Row(table=table, values=values)


def dated(text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    period = Period.parse(text)
    return {"published_text": text, "published_first": period.start, "published_last": period.last_day}


def period(text: str, nature: str = "span") -> dict[str, Any]:
    of = Period.parse(text)
    ends = {"period_start": of.start, "period_end": of.end}
    return {"period": text, "frequency": of.frequency, "nature": nature, **ends}


def plan(**detail: Any) -> list[Row]:
    sha256 = hashlib.sha256(ORIGINAL).hexdigest()
    grading = {"trust": "A", "evidence": "original"}
    return [
        row("place", id=PLACE, slug="qingchuan", name="青川市"),
        row("document", id=DOCUMENT, key="plan"),
        row("blob", id=sha256, size=len(ORIGINAL), body=ORIGINAL),
        row("edition", id=EDITION, document_id=DOCUMENT, sha256=sha256, media_type="text/plain"),
        row(
            "description",
            id=identity.version_id("description", EDITION),
            edition_id=EDITION,
            file="plan.txt",
            title="青川市建设规划",
            place_id=PLACE,
            **dated("2021"),
            **grading,
        ),
        row("anchor", id=ANCHOR, edition_id=EDITION, start=0, end=3, ordinal=0, quote="青川市", locator={}),
        row("plan", id=PLAN, place_id=PLACE, slug="plan", document_id=DOCUMENT),
        row(
            "plan_detail",
            id=identity.version_id("plan_detail", PLAN),
            plan_id=PLAN,
            **({"title": "青川市建设规划"} | dated("2021") | detail),
        ),
    ]


def indicator(number: int, name: str, unit: str | None, **more: Any) -> list[Row]:
    """Return an indicator with ``baseline`` (of 2020) and ``targets`` (value by year)."""
    own = identity.named("indicator", number)
    series = identity.named("series", number, "")
    baseline, targets = more.pop("baseline", None), more.pop("targets", {})
    kind, comparator = more.pop("kind", "level"), more.pop("comparator", "eq")
    concept = more.get("concept_id")
    values = {"measure": "level", "attribute": "unmarked", "origin": "table", "higher_is_better": True}
    figures = [("baseline", "2020", baseline)] if baseline is not None else []
    figures += [("target", str(year), value) for year, value in targets.items()]
    return [
        *([row("concept", id=concept, name=name)] if concept else []),
        row("indicator", id=own, plan_id=PLAN, slug=str(number)),
        row(
            "indicator_detail",
            id=identity.version_id("indicator_detail", own),
            indicator_id=own,
            number=number,
            rank=number,
            name=name,
            unit=unit,
            anchor_id=ANCHOR,
            **(values | more),
        ),
        *(
            row(
                "target",
                id=identity.named("target", number, role, when),
                indicator_id=own,
                role=role,
                **period(when),
                value=None if value is None else Decimal(str(value)),
                comparator="eq" if role == "baseline" else comparator,
                kind="level" if role == "baseline" else kind,
                anchor_id=ANCHOR,
            )
            for role, when, value in figures
        ),
        *series_of(number, name, unit, series),
    ]


def series_of(number: int, name: str, unit: str | None, series: str, definition: str = "") -> list[Row]:
    owner = identity.named("definition", series)
    return [
        row("definition", id=owner, name=name, text=definition, measure="level"),
        row("series", id=series, definition_id=owner, place_id=PLACE, dimensions={}, unit=unit),
        row(
            "indicator_series",
            id=identity.named("indicator_series", series),
            indicator_id=identity.named("indicator", number),
            series_id=series,
            score=1,
            reason="同一指标",
            accepted=True,
        ),
    ]


def figure(number: int, when: str | None, value: str, published: str | None = None, **more: Any) -> list[Row]:
    """Return a published figure of an indicator with its source."""
    source = identity.named("citation", number, when, value, published)
    definition = more.pop("definition", "")
    series = identity.named("series", number, definition)
    grading = {"trust": more.pop("trust", "A"), "evidence": more.pop("evidence", "cited")}
    values = {"comparator": "eq", "status": "A", "match": "same", "citation_id": source}
    extra = series_of(number, "", more.pop("unit", None), series, definition) if definition else []
    return [
        *extra,
        row("citation", id=source, publisher="青川市统计局", title="统计公报", **dated(published), **grading),
        row(
            "observation",
            id=identity.named("observation", number, when, value, published),
            series_id=series,
            value=Decimal(value),
            **(period(when, more.pop("nature", "span")) if when else {}),
            **(values | more),
        ),
    ]


def actions(box: str, title: str, names: Iterable[str]) -> list[Row]:
    made = []
    for number, name in enumerate(names, start=1):
        own = identity.named("action", box, number)
        made += [
            row("action", id=own, plan_id=PLAN, slug=f"{box}-{number}"),
            row(
                "action_detail",
                id=identity.version_id("action_detail", own),
                action_id=own,
                box=box,
                box_title=title,
                number=number,
                rank=number,
                name=name,
                text="",
                anchor_id=ANCHOR,
            ),
        ]
    return made


def promised() -> list[Row]:
    """Return the plan: two groups of indicators, one of them binding, and three boxes."""
    transport = {"domain": "交通枢纽能力"}
    living = {"domain": "城市宜居水平"}
    return [
        *plan(),
        *indicator(1, "货运量", "万吨", baseline=100, targets={2025: 200, 2035: 400}, **transport),
        *indicator(2, "旅客吞吐量", "万人次", baseline=50, targets={2025: 80, 2035: 160}, **transport),
        *indicator(3, "绿化覆盖率", "%", baseline=40, targets={2025: 41, 2035: 43}, **living),
        *indicator(
            4, "空气质量优良天数比率", "%", baseline=70, targets={2025: 80}, attribute="binding", **living
        ),
        *indicator(5, "路网密度", "公里/平方公里", baseline=5, targets={2025: 8}, **living),
        *indicator(6, "居民满意度", "%", baseline=80, targets={2025: 90}, **living),
        *actions("专栏1", "建设交通枢纽行动计划", ("建设铁路枢纽行动", "完善交通网络行动")),
        *actions("专栏2", "建设宜居城市行动计划", ("打造宜居社区行动",)),
        *actions("专栏3", "深化改革行动计划", ("优化审批行动",)),
    ]


def published() -> list[Row]:
    """Return what came out: one target reached, two missed, one waiting, one of another definition."""
    return [
        *figure(1, "2024", "150", "2025-04-02"),
        *figure(1, "2025", "160", "2026-05-20"),
        *figure(2, "2024", "45", "2025-04-02"),
        *figure(2, "2025", "40", "2026-05-20", evidence="original"),
        *figure(3, "2025", "42.50", "2026-05-20"),
        *figure(4, "2024", "76", "2025-04-02"),
        *figure(5, "2025", "6.2", "2026-05-20", match="proxy"),
    ]


def ledger(path: Path, at: date = date(2026, 6, 1)) -> Ledger:
    """Return the town's ledger in a new file: the plan as its first entry, the figures as its second."""
    from datetime import UTC, datetime

    made = Ledger.open(path, create=True, clock=datetime(at.year, at.month, at.day, 4, tzinfo=UTC))
    made.append(promised(), actor="test", reason="plan")
    made.append(published(), actor="test", reason="figures")
    return made
