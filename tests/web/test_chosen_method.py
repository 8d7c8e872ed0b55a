"""A method that was chosen leads on the pages and in the API, and says who chose it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from luoshi.access.publishing import publish
from luoshi.ledger import views
from luoshi.ledger.choosing import choose_method
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.web.conftest import HERE, NOW, small_plan


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "ledger.db"
    with Ledger.open(made, create=True, clock=NOW) as ledger:
        ledger.append(small_plan(), actor="test", reason="a small plan")
        plan = views.plan(ledger, "plan")
        first = views.indicator(ledger, 1, plan_id=plan.id)
        choose_method(ledger, plan, "statcan", indicator=first, actor="规划处", reason="与上级一致")
    return made


@pytest.fixture
def chosen(path: Path) -> Iterator[TestClient]:
    app = create_app(path, clock=lambda: NOW)
    with TestClient(app, base_url=HERE, headers={"accept-language": "zh-CN"}) as made:
        yield made


def test_the_indicator_s_page_leads_with_the_chosen_method_and_who_chose_it(chosen: TestClient) -> None:
    page = chosen.get("/city/plan/1").text
    finding = page[page.index('class="finding') : page.index("</section>", page.index('class="finding'))]
    assert "有一定进展" in finding
    assert "与上级一致（规划处" in finding
    assert "时序进度：" in finding
    assert "结论以加拿大" in page


def test_the_first_page_counts_it_under_the_method_s_name(chosen: TestClient) -> None:
    page = chosen.get("/city/plan").text
    assert "按加拿大" in page
    filtered = chosen.get("/city/plan", params={"verdict": "statcan:moderate_progress"}).text
    assert "显示 1" in filtered or "1 / 2" in filtered


def test_the_api_names_method_grade_and_entry(chosen: TestClient) -> None:
    found = chosen.get("/api/v1/plans/city/plan/indicators/1").json()["item"]
    method = found["method"]
    assert (method["name"], method["grade"], method["chosen_by"]) == (
        "statcan",
        "moderate_progress",
        "规划处",
    )
    assert found["result"]["verdict"] == "not_reached"
    summary = chosen.get("/api/v1/plans/city/plan").json()["item"]
    assert [(one["method"], one["number"]) for one in summary["grades"]] == [("statcan", 1)]


@pytest.mark.sqlite
def test_a_published_copy_judges_alike_and_names_nobody(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "public.db"
    with Ledger.open(path) as ledger:
        publish(ledger, out, date(2026, 6, 1))
    app = create_app(out, clock=lambda: NOW, published=True)
    with TestClient(app, headers={"accept-language": "zh-CN"}) as public:
        page = public.get("/city/plan/1").text
    assert "有一定进展" in page
    assert "规划处" not in page
    assert "与上级一致" not in page
