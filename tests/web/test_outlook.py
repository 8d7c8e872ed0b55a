"""The outlook is there for those inside, and on no page, download or answer for anybody else."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from fastapi.testclient import TestClient

from luoshi.access import BUSINESS, Role
from luoshi.access.publishing import publish
from luoshi.cli import main
from luoshi.evaluation.outlook.outlook import recompute
from luoshi.ledger import identity
from luoshi.ledger.store import Ledger
from luoshi.web.access import LOOKING_AHEAD
from luoshi.web.app import create_app
from tests.web.conftest import HERE, NOW, row, year
from tests.web.people import ROLES, Staffed, staffed

AT = "at=2024-12-31"
OF_PLAN, OF_ONE = "/city/plan/outlook", "/city/plan/1"
PAPER = f"{OF_PLAN}/paper"
API = "/api/v1/plans/city/plan/indicators/1/outlook"
WORDS = ("趋势研判", "预计可达到", "需加力", "预计难以达到", "not expected to be reached")


@pytest.fixture(scope="module")
def ledger(small_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small plan with a figure for every year, so that its first indicator has an outlook."""
    path = tmp_path_factory.mktemp("outlook") / "ledger.db"
    shutil.copy(small_ledger, path)
    name = "地区生产总值"
    missing = row(
        "observation",
        id=identity.named("observation", name, "2023"),
        series_id=identity.named("series", identity.named("definition", name)),
        value=78,
        comparator="eq",
        status="A",
        match="same",
        citation_id=identity.named("citation", "bulletin"),
        **year("2023"),
    )
    with Ledger.open(path, clock=NOW) as opened:
        opened.append([missing], actor="test", reason="the year that was missing")
    return path


@pytest.fixture
def inside(ledger: Path) -> Iterator[TestClient]:
    """Whoever sits at the machine that serves a ledger without accounts."""
    app = create_app(ledger, clock=lambda: NOW)
    with TestClient(app, base_url=HERE, headers={"accept-language": "zh-CN"}) as made:
        yield made


@pytest.fixture(scope="module")
def office(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    path = tmp_path_factory.mktemp("office") / "ledger.db"
    shutil.copy(ledger, path)
    made = staffed(path)
    with TestClient(made.app):
        yield made
    made.store.close()


def test_an_indicator_s_page_says_how_likely_its_target_is(inside: TestClient) -> None:
    page = inside.get(f"{OF_ONE}?{AT}").text
    section = page[page.index('id="outlook"') : page.index('id="whatif"')]
    assert any(word in section for word in WORDS[1:4])
    assert "达到的可能性" in section
    assert "自然下限：0亿元（数量不低于0）" in section
    assert "不对外公布" in section
    assert 'class="prospect"' in section


def test_the_page_of_a_plan_lists_what_is_said_and_why_nothing_is(inside: TestClient) -> None:
    for language, few in (("zh", "年度数据不足4个"), ("en", "fewer than four yearly figures")):
        page = inside.get(f"{OF_PLAN}?{AT}&lang={language}").text
        assert page.count('class="prospect"') == 0
        assert few in page
        assert "/city/plan/1" in page
    assert OF_PLAN in inside.get("/city/plan").text


def test_the_api_says_what_the_command_says(inside: TestClient, ledger: Path) -> None:
    (answer,) = inside.get(f"{API}?{AT}").json()["items"]
    arguments = ["outlook", "--at", "2024-12-31", "--format", "json", "--ledger", str(ledger)]
    run = CliRunner().invoke(main, arguments)
    (line,) = [one for one in json.loads(run.stdout) if one["plan_no"] == 1]
    assert answer["probability"] == line["probability"]
    assert (float(answer["point"]), float(answer["low_80"])) == (line["point"], line["low_80"])
    assert answer["limits"] is not None
    assert answer["window"] == [2020, 2021, 2022, 2023, 2024]
    table = inside.get(f"/api/v1/plans/city/plan/outlook?{AT}&format=csv").text.splitlines()
    assert table[0].lstrip("\ufeff").startswith("indicator,target,")
    assert len(table) == 3


RECORD = "/api/v1/plans/city/plan/indicators/1/outlook/explanation"


def test_an_outlook_follows_again_from_its_record_in_the_api(inside: TestClient) -> None:
    (shown,) = inside.get(f"/api/v1/plans/city/plan/indicators/1/outlook?{AT}").json()["items"]
    (told,) = inside.get(f"{RECORD}?{AT}").json()["item"]
    assert told["target"] == shown["target"]
    again = recompute(told["record"])
    assert again.chance == shown["chance"]
    assert again.record["shown"] == shown["probability"]
    assert [one["year"] for one in again.record["window"]] == shown["window"]
    assert again.point == told["record"]["point"]


def test_why_tells_the_outlook_and_its_record(ledger: Path) -> None:
    asked = ["why", "1", "--at", "2024-12-31", "--ledger", str(ledger)]
    told = CliRunner().invoke(main, [*asked, "--lang", "zh"]).stdout
    assert "趋势研判（内部）：按近5年数据的走势" in told
    assert "自然下限" in told
    (record,) = json.loads(CliRunner().invoke(main, [*asked, "--format", "json"]).stdout)
    assert record["outlook"]["window"][-1]["year"] == 2024


def test_the_paper_is_marked_as_internal(inside: TestClient) -> None:
    answer = inside.get(f"{PAPER}?{AT}")
    assert answer.headers["cache-control"] == "private, no-store"
    made = Document(io.BytesIO(answer.content))
    told = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "内部使用，不对外公布" in told
    assert "地区生产总值" in made.tables[0].rows[1].cells[0].text
    assert "年度数据不足4个" in told
    assert "内部使用" in made.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize("role", ROLES)
def test_who_is_signed_in_sees_it_by_role(office: Staffed, role: Role) -> None:
    browser = office.browser(role)
    for address in (OF_PLAN, API, PAPER):
        assert browser.get(f"{address}?{AT}").status_code == (200 if role in BUSINESS else 403)


def test_who_is_not_signed_in_is_asked_to(office: Staffed) -> None:
    browser = office.browser()
    assert browser.get(API).status_code == 401
    assert browser.get(OF_PLAN, follow_redirects=False).status_code in (303, 401)


def _nothing(client: TestClient) -> None:
    addresses = ("/city/plan", OF_ONE, "/method", "/quality", f"{OF_ONE}/chart.json", f"{OF_ONE}/history")
    files = ("results.csv", "results.json")
    api = ("/indicators", "/results", "/indicators/1/explanation")
    for address in (
        *addresses,
        *(f"/city/plan/downloads/{one}" for one in files),
        *(f"/api/v1/plans/city/plan{one}" for one in api),
    ):
        for language in ("zh", "en"):
            answer = client.get(f"{address}?{AT}&lang={language}" if "api" not in address else address)
            assert answer.status_code == 200, address
            assert not any(word in answer.text for word in WORDS), address
            assert OF_PLAN not in answer.text


def test_no_page_open_to_others_shows_an_outlook(ledger: Path) -> None:
    app = create_app(ledger, clock=lambda: NOW, host="0.0.0.0")
    with TestClient(app, base_url="http://192.0.2.1", headers={"accept-language": "zh-CN"}) as anybody:
        _nothing(anybody)
        for address in (OF_PLAN, API, RECORD, PAPER):
            assert anybody.get(address).status_code == 403


@pytest.mark.sqlite
def test_no_public_page_shows_an_outlook(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "public.db"
    with Ledger.open(ledger) as opened:
        publish(opened, out, date(2026, 6, 1))
    with TestClient(create_app(out, clock=lambda: NOW, published=True), base_url=HERE) as public:
        _nothing(public)
        for address in (OF_PLAN, API, PAPER):
            assert public.get(address).status_code == 404


def test_every_address_of_the_outlook_needs_somebody_known() -> None:
    assert all(rule.inside and rule.roles == BUSINESS and not rule.released for rule in LOOKING_AHEAD)
