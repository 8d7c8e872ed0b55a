"""A small invented plan in a ledger, and clients of its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from luoshi.ledger import identity, planning, views
from luoshi.ledger.build import build
from luoshi.ledger.observations import import_observations
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.period import Period
from luoshi.web.app import create_app
from tests.browser import Visitor, launched, served
from tests.collection import office as reports
from tests.web import bureau
from tests.web.bureau import Bureau

NOW = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
TEXT = "到2025年，地区生产总值达到100亿元，路网密度达到8公里/平方公里。"
HERE = "http://127.0.0.1:8000"
"""A ledger without accounts is written only by a browser that calls this machine by its own name."""

PARTED = """indicator,region,period,value,unit,match,trust,title,published,dimensions
地区生产总值,云州市,2025,100.0,亿元,same,B,公报,2026-05-22,
地区生产总值,云州市,2025,40.0,亿元,same,B,公报,2026-05-22,产业=一产
地区生产总值,云州市,2025,70.0,亿元,same,B,公报,2026-05-22,产业=二产
城镇调查失业率,云州市,2025,5,%,same,B,公报,2026-05-22,
城镇调查失业率,云州市,2025,4,%,same,B,公报,2026-05-22,性别=男
城镇调查失业率,云州市,2025,6,%,same,B,公报,2026-05-22,性别=女
"""
PLACE = identity.place_id("000000", "某市")
PLAN = identity.named("plan", "city", "plan")


def row(table: str, **values: Any) -> Row:
    return Row(table=table, values=values)


def year(text: str) -> dict[str, Any]:
    period = Period.parse(text)
    return {
        "period": period.iso(),
        "period_start": period.start,
        "period_end": period.end,
        "frequency": period.frequency,
        "nature": period.nature,
    }


def known(text: str) -> dict[str, Any]:
    period = Period.parse(text)
    return {"published_text": text, "published_first": period.start, "published_last": period.last_day}


def anchor(edition: str, quote: str, ordinal: int) -> Row:
    start = TEXT.index(quote)
    return row(
        "anchor",
        id=identity.anchor_id(edition, start, start + len(quote), ordinal),
        edition_id=edition,
        start=start,
        end=start + len(quote),
        ordinal=ordinal,
        quote=quote,
        locator={"paragraph": 1},
    )


def document() -> tuple[str, list[Row]]:
    content = TEXT.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    owner = identity.document_id("plan")
    edition = identity.edition_id(owner, sha256)
    return edition, [
        row("place", id=PLACE, slug="city", name="某市", code="000000"),
        row("document", id=owner, key="plan"),
        row("blob", id=sha256, size=len(content), body=content),
        row("edition", id=edition, document_id=owner, sha256=sha256, media_type="text/plain"),
        row(
            "description",
            id=identity.version_id("description", edition, 1),
            edition_id=edition,
            file="plan.txt",
            title="某市发展纲要",
            issuer="某市人民政府",
            kind="plan",
            place_id=PLACE,
            trust="A",
            evidence="original",
            **known("2022-05"),
        ),
        row("plan", id=PLAN, place_id=PLACE, slug="plan", document_id=owner),
        row(
            "plan_detail",
            id=identity.version_id("plan_detail", PLAN),
            plan_id=PLAN,
            title="某市发展纲要",
            issuer="某市人民政府",
            succeeded_by={"title": "某市新纲要", "date": "2026-03"},
            **known("2022-05"),
        ),
    ]


def indicator(number: int, name: str, domain: str, unit: str, words: Row, **values: str) -> list[Row]:
    own = identity.named("indicator", PLAN, str(number))
    return [
        words,
        row("indicator", id=own, plan_id=PLAN, slug=str(number)),
        row(
            "indicator_detail",
            id=identity.version_id("indicator_detail", own),
            indicator_id=own,
            number=number,
            rank=number,
            name=name,
            domain=domain,
            unit=unit,
            measure="level",
            attribute="unmarked",
            concept_id="gdp" if number == 1 else None,
            higher_is_better=True,
            origin="table",
            anchor_id=words.values["id"],
        ),
        *(
            row(
                "target",
                id=identity.named("target", own, role, when),
                indicator_id=own,
                role=role,
                value=Decimal(value),
                comparator="eq",
                kind="level",
                anchor_id=words.values["id"],
                **year(when),
            )
            for role, when, value in (
                ("baseline", "2020", values["baseline"]),
                ("target", "2025", values["target"]),
            )
        ),
    ]


def figures(indicator_number: int, name: str, unit: str, values: dict[str, str]) -> list[Row]:
    own = identity.named("indicator", PLAN, str(indicator_number))
    definition = identity.named("definition", name)
    series = identity.named("series", definition)
    bulletin = identity.named("citation", "bulletin")
    return [
        row("definition", id=definition, concept_id="gdp", name=name, text="", measure="level"),
        row("series", id=series, definition_id=definition, place_id=PLACE, dimensions={}, unit=unit),
        row(
            "citation",
            id=bulletin,
            publisher="某市统计局",
            title="统计公报",
            trust="A",
            evidence="cited",
            **known("2026-05-22"),
        ),
        row(
            "indicator_series",
            id=identity.named("indicator_series", own, series),
            indicator_id=own,
            series_id=series,
            score=1,
            reason="同一指标",
            accepted=True,
        ),
        *(
            row(
                "observation",
                id=identity.named("observation", name, when),
                series_id=series,
                value=Decimal(value),
                comparator="eq",
                status="A",
                match="same",
                citation_id=bulletin,
                locator="一、综合",
                quote=f"全年 <{value}> 亿元",
                **year(when),
            )
            for when, value in values.items()
        ),
    ]


def action(number: int, box: str, title: str, name: str, words: Row) -> list[Row]:
    own = identity.named("action", PLAN, f"a{number}")
    return [
        row("action", id=own, plan_id=PLAN, slug=f"a{number}"),
        row(
            "action_detail",
            id=identity.version_id("action_detail", own),
            action_id=own,
            box=box,
            box_title=title,
            number=1,
            rank=number,
            name=name,
            text="",
            anchor_id=words.values["id"],
        ),
    ]


def small_plan() -> list[Row]:
    """A plan with an indicator that was missed and one nothing was published about, and two actions."""
    edition, rows = document()
    words = anchor(edition, "到2025年", 9)
    first = anchor(edition, "地区生产总值达到100亿元", 0)
    second = anchor(edition, "路网密度达到8公里/平方公里", 0)
    return [
        *rows,
        row("concept", id="gdp", name="地区生产总值"),
        *indicator(1, "地区生产总值", "经济", "亿元", first, baseline="60", target="100"),
        *indicator(2, "路网密度", "城建", "公里/平方公里", second, baseline="6", target="8"),
        *figures(1, "地区生产总值", "亿元", {"2021": "66.5", "2022": "70", "2024": "85", "2025": "90"}),
        words,
        *action(1, "专栏1", "城建行动计划", "加密路网行动", words),
        *action(2, "专栏2", "文化行动计划", "办好展览行动", words),
    ]


@pytest.fixture(scope="session")
def small_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger with the small plan, recorded on 1 June 2026."""
    path = tmp_path_factory.mktemp("small") / "ledger.db"
    with Ledger.open(path, create=True, clock=NOW) as ledger:
        ledger.append(small_plan(), actor="test", reason="a small plan")
    return path


@pytest.fixture
def app_over(small_ledger: Path) -> Callable[..., FastAPI]:
    """Make an application over the small plan."""
    return lambda **options: create_app(small_ledger, clock=lambda: NOW, **options)


@pytest.fixture
def client(app_over: Callable[..., FastAPI]) -> Iterator[TestClient]:
    """A client that asks in Chinese; a failure is an answer, as for a reader."""
    with TestClient(app_over(), base_url=HERE, headers={"accept-language": "zh-CN"}) as made:
        yield made


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    with launched(chromium) as started:
        yield started


@pytest.fixture(scope="session")
def small_site(small_ledger: Path) -> Iterator[str]:
    """The address of the pages over the small plan."""
    with served(create_app(small_ledger, clock=lambda: NOW)) as address:
        yield address


@pytest.fixture
def visit_small(browser: Browser, small_site: str) -> Iterator[Visitor]:
    """Opens pages over the small plan."""
    visitor = Visitor(browser, small_site)
    yield visitor
    visitor.close()


TOWN = Path(__file__).parent / "town"


@pytest.fixture(scope="session")
def town_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger built from two documents and figures of a city that does not exist.

    One figure was recorded with another value first and put right later. A plan above it and what was
    expected of a year were entered.
    """
    folder = tmp_path_factory.mktemp("town")
    path, before = folder / "ledger.db", folder / "figures.csv"
    figures = (TOWN / "figures.csv").read_text(encoding="utf-8")
    before.write_text(figures.replace("2021,380.25,", "2021,380.2,"), encoding="utf-8")
    with Ledger.open(path, create=True, clock=NOW) as ledger:
        for table in (before, TOWN / "figures.csv"):
            assert build(ledger, TOWN, observations=[table]).complete
        plan = views.plan(ledger, "plan")
        first = views.indicator(ledger, 1, plan_id=plan.id)
        who = {"actor": "test", "reason": "年度预期目标"}
        planning.relate(ledger, plan, "higher", title="省级规划", published="2020", **who)
        share = planning.Share(name="2023", value=Decimal(420))
        basis = planning.Basis(title="政府工作报告", published="2023-01")
        planning.divide(ledger, first, first.targets[0], "year", [share], basis, partial=True, **who)
    return path


@pytest.fixture
def town(town_ledger: Path) -> Iterator[TestClient]:
    """A client of the pages and the API over that ledger."""
    app = create_app(town_ledger, clock=lambda: NOW)
    with TestClient(app, base_url=HERE, headers={"accept-language": "zh-CN"}) as made:
        yield made


@pytest.fixture(scope="session")
def town_site(town_ledger: Path) -> Iterator[str]:
    """The address of the pages over that ledger."""
    with served(create_app(town_ledger, clock=lambda: NOW)) as address:
        yield address


@pytest.fixture
def visit_town(browser: Browser, town_site: str) -> Iterator[Visitor]:
    """Opens pages over that ledger."""
    visitor = Visitor(browser, town_site)
    yield visitor
    visitor.close()


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city's ledger, built once; tests take a copy."""
    return bureau.build_city(tmp_path_factory.mktemp("city"))


@pytest.fixture
def office(city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bureau]:
    """The city with its people, on 10 February 2026."""
    monkeypatch.setenv("LUOSHI_CLOCK", bureau.NOW.isoformat())
    copyfile(city, tmp_path / "city.db")
    opened = bureau.open_bureau(tmp_path / "city.db")
    yield opened
    opened.store.close()


@pytest.fixture(scope="session")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client over a ledger of totals that have parts."""
    folder = tmp_path_factory.mktemp("totals")
    (folder / "figures.csv").write_text(PARTED, encoding="utf-8")
    with Ledger.open(folder / "l.db", create=True, clock=lambda: datetime(2026, 6, 1, tzinfo=UTC)) as ledger:
        assert import_observations(ledger, folder / "figures.csv", actor="a").problems == ()
    with TestClient(create_app(folder / "l.db")) as made:
        yield made


@pytest.fixture(scope="session")
def reporting(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client over a ledger in which a figure was reported with its words."""
    path = tmp_path_factory.mktemp("reporting") / "ledger.db"
    copyfile(city, path)
    with Ledger.open(path, clock=bureau.NOW) as ledger:
        reports.published(ledger, reports.figure(progress="全年增长5.2%", next_steps="继续监测"))
    with TestClient(create_app(path, clock=lambda: bureau.NOW)) as made:
        yield made
