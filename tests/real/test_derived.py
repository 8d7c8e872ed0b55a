"""What follows by formula on the real documents and figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest
from docx import Document
from fastapi.testclient import TestClient
from lxml import html
from openpyxl import load_workbook

from luoshi.evaluation.deriving import Derived
from luoshi.evaluation.run import assess_indicator, only_plan
from luoshi.evaluation.summary import summarise
from luoshi.evaluation.tables import why
from luoshi.formats.excel import indicator_table
from luoshi.formats.word import brief
from luoshi.ledger import views
from luoshi.ledger.observations import import_observations
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app

pytestmark = pytest.mark.real
AT = Cut(at=date(2025, 12, 31))


@pytest.fixture
def ledger(real_ledger: Path, tmp_path: Path) -> Iterator[Ledger]:
    copyfile(real_ledger, tmp_path / "luoshi.db")
    with Ledger.open(tmp_path / "luoshi.db", clock=datetime(2026, 6, 1, tzinfo=UTC)) as made:
        yield made


def of(ledger: Ledger, number: int, cut: Cut = AT) -> tuple[Derived, ...]:
    plan = only_plan(ledger)
    dossier = assess_indicator(ledger, views.indicator(ledger, number, plan_id=plan.id), cut)
    assert dossier.results[0].verdict == "not_assessed"
    return dossier.derived[dossier.targets[0].id]


def test_what_follows_for_doctors_and_incomes_and_what_it_follows_from(
    ledger: Ledger, real: Path, tmp_path: Path
) -> None:
    (doctors,) = of(ledger, 26)
    assert (doctors.shown, doctors.met, doctors.differs) == (Decimal("4.98"), True, True)
    urban, rural = of(ledger, 4)
    assert (urban.shown, urban.met) == (Decimal("4.22"), False)
    assert (rural.shown, rural.met) == (Decimal("6.77"), True)
    assert [link.figure.value for link in urban.chain] == [Decimal(47413), Decimal(58297)]
    assert urban.chain[0].figure.citation.anchor is not None
    assert of(ledger, 26, Cut(at=AT.at, published_by=date(2025, 12, 31))) == ()
    plan = only_plan(ledger)
    text = why(assess_indicator(ledger, views.indicator(ledger, 26, plan_id=plan.id), AT), "en")
    assert "definition differs from the baseline" in text
    figures = real / "data/shenyang_observations.csv"
    revised = Path(copyfile(figures, tmp_path / figures.name))
    revised.chmod(0o644)
    revise(revised, "46180", "46280")
    import_observations(ledger, revised, actor="test")
    assert of(ledger, 26)[0].shown == Decimal("4.99")
    assert of(ledger, 26, Cut(at=AT.at, recorded_by=doctors.chain[0].figure.recorded))[0] == doctors


def test_what_the_plan_says_the_city_is_meant_to_be(ledger: Ledger) -> None:
    names = [one.name for one in views.positions(ledger, only_plan(ledger).document_key)]
    assert names == [
        "国家现代综合枢纽",
        "国家先进制造中心",
        "综合性国家科学中心",
        "区域性金融中心",
        "区域性文化创意中心",
    ]


@pytest.fixture(scope="module")
def client(real_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    own = copyfile(real_ledger, tmp_path_factory.mktemp("pages") / "luoshi.db")
    with TestClient(create_app(own), headers={"accept-language": "en"}) as made:
        yield made


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (26, ["2025 4.98 人, meets the target of 3.85 人, definition differs from the baseline"]),
        (4, ["4.22 %, does not meet the target of ≥ 6 %", "6.77 %, meets the target of ≥ 6 %"]),
    ],
)
def test_what_follows_stands_on_the_page_with_its_chain(
    client: TestClient, number: int, words: list[str]
) -> None:
    base = client.get("/").url.path
    page = html.fromstring(client.get(f"{base}/{number}?at=2025-12-31").text)
    (section,) = page.xpath("//section[@aria-labelledby='derived']")
    told = " ".join(section.text_content().split())
    for said in words:
        assert said in told, told
    chains = section.cssselect("table.chain")
    assert len(chains) == len(words)
    for chain in chains:
        assert len(chain.cssselect("tbody tr")) == 2
        assert all(row.cssselect(".source a, .source .badge") for row in chain.cssselect("tbody tr"))


def test_what_follows_is_answered_by_the_api_with_its_chain(client: TestClient) -> None:
    plan = client.get("/").url.path
    records = {
        number: client.get(f"/api/v1/plans{plan}/indicators/{number}/explanation?at=2025-12-31").json()
        for number in (4, 26)
    }
    urban, rural = records[4]["item"][0]["record"]["derived"]
    (doctors,) = records[26]["item"][0]["record"]["derived"]
    assert [(one["part"], one["shown"], one["met"]) for one in (urban, rural)] == [
        ("urban-income", "4.22", False),
        ("rural-income", "6.77", True),
    ]
    assert [one["value"] for one in rural["inputs"]] == ["19598", "27196"]
    assert (doctors["shown"], doctors["definition_differs"]) == ("4.98", True)
    assert (round(float(doctors["formula_at_baseline"]), 2), doctors["baseline"]) == (3.71, "3.83")


def test_what_follows_stands_on_printed_papers(ledger: Ledger) -> None:
    summary = summarise(ledger, only_plan(ledger), AT)
    paper = "\n".join(one.text for one in Document(BytesIO(brief(summary))).paragraphs)
    sheet = load_workbook(BytesIO(indicator_table(summary)))["评价说明"]
    table = "\n".join(str(row[4]) for row in sheet.iter_rows(values_only=True))
    for said in (
        "城镇居民人均可支配收入：2021—2025年 4.22%，未达到目标值6%以上",
        "农村居民人均可支配收入：2021—2025年 6.77%，达到目标值6%以上",
        "2025年 4.98人，达到目标值3.85人，口径与基期值不同：同一公式在基期得3.71人，规划基期值为3.83人",
    ):
        assert said in paper
        assert said in table
    assert "城镇居民人均可支配收入 | 2020年 | 47413元 | C | " in table
    assert "按公式测算（不作为评价结论）" in paper


def revise(file: Path, before: str, after: str) -> None:
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([[after if cell == before else cell for cell in row] for row in rows])
