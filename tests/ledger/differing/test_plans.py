"""Plans of one ledger compared: two documents, or two editions of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger.build import build
from luoshi.ledger.cuts import NOW
from luoshi.ledger.differing.asking import plan_meant
from luoshi.ledger.differing.compare import difference
from luoshi.ledger.differing.files import side_of_file
from luoshi.ledger.differing.model import Difference
from luoshi.ledger.differing.plans import side_of_plan
from luoshi.ledger.store import Ledger
from tests.ledger.differing.plans import PLAN, edited, unlike

SOURCES = """place: {name: 临江市, slug: linjiang}
documents:
  - {file: plan.md, title: 临江市高质量发展纲要, published: "2021-03", kind: plan}
  - {file: review.md, title: 临江市中期调整方案, published: "2023-06", kind: plan}
"""
LATER = """# 临江市中期调整方案

## 一、目标

到2025年，地区生产总值达到480亿元，空气质量优良天数比率达到87%以上。

## 二、任务

### （一）完善枢纽功能

1. 建设航空枢纽。加快推进临江机场二跑道建设，2025年底前完成航站楼改造，开通国际货运航线。
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder: Path = tmp_path_factory.mktemp("versions")
    folder.joinpath("sources.yaml").write_text(SOURCES, encoding="utf-8")
    folder.joinpath("review.md").write_text(LATER, encoding="utf-8")
    with Ledger.open(folder / "ledger.db", create=True) as made:
        for text in (PLAN, edited(("350.5 | 500 |", "350.5 | 520 |"), ("开行定期班列", "开行国际班列"))):
            folder.joinpath("plan.md").write_text(text, encoding="utf-8")
            assert build(made, folder).complete
        yield made


def differ(ledger: Ledger, old: str, new: str) -> Difference:
    sides = []
    for reference in (old, new):
        plan, cut = plan_meant(ledger, reference, NOW)
        sides.append(side_of_plan(ledger, plan, cut=cut))
    return difference(*sides)


def test_an_earlier_edition_is_named_by_its_entry(ledger: Ledger) -> None:
    found = unlike(differ(ledger, "plan@2", "plan"))
    assert [(one.what, one.kind, one.name) for one in found] == [
        ("target", "changed", "地区生产总值"),
        ("task", "changed", "陆港行动"),
    ]
    assert found[0].old
    assert found[0].old.place.sentence == "1 | 地区生产总值（亿元） | 350.5 | 500"


def test_a_target_that_another_document_sets_anew_is_its_own(ledger: Ledger) -> None:
    """In the ledger both are targets of one indicator; each document is compared by what it says itself."""
    found = differ(ledger, "plan", "review")
    kinds = {(one.name, one.kind) for one in found.changes if one.what == "target"}
    assert {
        ("地区生产总值", "changed"),
        ("空气质量优良天数比率", "changed"),
        ("常住人口", "dropped"),
    } <= kinds
    assert ("建设航空枢纽", "redated") in {(one.name, one.kind) for one in found.changes}


def test_a_file_and_its_plan_in_the_ledger_say_the_same(ledger: Ledger, tmp_path: Path) -> None:
    tmp_path.joinpath("plan.md").write_text(PLAN, encoding="utf-8")
    tmp_path.joinpath("sources.yaml").write_text(SOURCES, encoding="utf-8")
    plan, cut = plan_meant(ledger, "plan@2", NOW)
    found = difference(side_of_file(tmp_path / "plan.md"), side_of_plan(ledger, plan, cut=cut))
    assert found.changes
    assert unlike(found) == []


def test_what_is_asked_for_must_be_there(ledger: Ledger) -> None:
    with pytest.raises(LuoshiError) as caught:
        plan_meant(ledger, "plan@soon", NOW)
    assert caught.value.problem.code == "date-unknown"
    with pytest.raises(LuoshiError) as caught:
        plan_meant(ledger, "nothing", NOW)
    assert caught.value.problem.code == "not-found"
