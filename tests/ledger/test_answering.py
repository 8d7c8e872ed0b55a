"""What has happened answers what was planned, never the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.ledger import views
from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger

PLAN = """# 江川市发展规划

## 一、基础条件

临江材料实验室一期主体工程封顶。

#### 专栏1 建设科学中心行动计划

专项行动1：培育科技力量行动。推进临江材料实验室建设。
"""
REPORT = """# 江川市情况

## 一、进展

临江材料实验室二期主体工程封顶。
"""
SOURCES = """place: {{name: 江川市, slug: jiangchuan}}
documents:
  - {{file: plan.md, title: 江川市发展规划, published: "2021-03", kind: plan}}
  - {{file: report.md, title: 江川市情况, published: "{published}", kind: report}}
"""


def answered(folder: Path, published: str) -> list[tuple[str, int]]:
    folder.joinpath("plan.md").write_text(PLAN, encoding="utf-8")
    folder.joinpath("report.md").write_text(REPORT, encoding="utf-8")
    folder.joinpath("sources.yaml").write_text(SOURCES.format(published=published), encoding="utf-8")
    with Ledger.open(folder / "ledger.db", create=True) as ledger:
        build(ledger, folder)
        return [(one.anchor.document_key or "", len(one.actions)) for one in views.achievements(ledger)]


@pytest.mark.parametrize(("published", "links"), [("2024-02", 1), ("2020-02", 0)])
def test_only_what_was_published_after_a_plan_answers_it(tmp_path: Path, published: str, links: int) -> None:
    found = answered(tmp_path, published)
    assert ("report", links) in found
    assert all(number == 0 for key, number in found if key == "plan")
