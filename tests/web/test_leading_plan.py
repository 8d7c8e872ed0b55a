"""The first page leads to the plan, whatever reports promise beside it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from fastapi.testclient import TestClient

from luoshi.cli import main
from luoshi.web.app import create_app

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "shenyang"


def test_the_first_page_of_the_example_is_its_plan(tmp_path: Path) -> None:
    ledger = str(tmp_path / "a.db")
    built = CliRunner().invoke(main, ["build", str(EXAMPLE), "--ledger", ledger, "--actor", "test"])
    assert built.exit_code == 0, built.output
    with TestClient(create_app(ledger)) as client:
        answer = client.get("/", headers={"Accept-Language": "zh"})
        plans = client.get("/plans", headers={"Accept-Language": "zh"}).text
        gaps = client.get("/gaps", headers={"Accept-Language": "zh"}).text
    assert answer.status_code == 200
    assert answer.url.path == "/shenyang/plan-2022"
    assert "沈阳建设国家中心城市行动纲要（转写）" in answer.text
    assert "已于2025年7月10日由后续规划接续，其名称未载" in answer.text
    assert "依据公开资料测算，非官方评估结论" in answer.text
    assert plans.index("沈阳建设国家中心城市行动纲要（转写）") < plans.index("沈阳：作出")
    assert gaps.index("机场国际航线数量") < gaps.index("“老字号”规模以上产值")
