"""What became of targets and tasks between two versions of a plan, on edited copies of one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from luoshi.ledger.differing import words
from luoshi.ledger.differing.compare import difference
from luoshi.ledger.differing.files import side_of_file
from luoshi.ledger.differing.model import Aim, Change, Difference
from tests.ledger.differing.plans import PLAN, edited, unlike

Differ = Callable[..., Difference]
SOURCES = """place: {{name: {place}}}
documents:
  - {{file: plan.md, title: 临江市高质量发展纲要, published: "2021-03", kind: plan}}
"""


@pytest.fixture
def differ(tmp_path: Path) -> Differ:
    """Compare the plan with another text, of the same place unless one is given."""

    def run(text: str, place: str = "临江市") -> Difference:
        sides = []
        for name, content, where in (("old", PLAN, "临江市"), ("new", text, place)):
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            folder.joinpath("plan.md").write_text(content, encoding="utf-8")
            folder.joinpath("sources.yaml").write_text(SOURCES.format(place=where), encoding="utf-8")
            sides.append(side_of_file(folder / "plan.md"))
        return difference(*sides)

    return run


def only(found: Difference) -> Change:
    """Return the one thing that is not the same."""
    [one] = unlike(found)
    return one


def test_a_plan_compared_with_itself_shows_nothing(differ: Differ) -> None:
    found = differ(PLAN)
    assert len(found.changes) > 12
    assert unlike(found) == []


def test_spaces_line_breaks_and_marks_are_no_change(differ: Differ) -> None:
    assert (
        unlike(differ(edited(("组织骨干企业牵头攻克", "组织骨干企业，牵头\n攻克"), ("（家）", "(家)")))) == []
    )


def test_a_target_in_the_table_with_another_value(differ: Differ) -> None:
    one = only(differ(edited(("350.5 | 500 |", "350.5 | 550以上 |"))))
    assert (one.what, one.kind, one.name, one.rule) == ("target", "changed", "地区生产总值", "same-concept")
    assert [field.name for field in one.fields] == ["value", "comparator"]
    assert "数值由“500”改为“550以上”" in words.told(one, "zh")
    assert one.old
    assert one.new
    assert (one.old.place.sentence, one.new.place.sentence) == (
        "1 | 地区生产总值（亿元） | 350.5 | 500",
        "1 | 地区生产总值（亿元） | 350.5 | 550以上",
    )


def test_the_same_amount_in_another_unit_is_the_same(differ: Differ) -> None:
    found = differ(edited(("公共充电桩达到2000个", "公共充电桩达到0.2万个")))
    assert unlike(found) == []


def test_a_target_that_is_put_off(differ: Differ) -> None:
    both = "到2025年，公共充电桩达到2000个，城市绿道总长度达到260公里。力争新建口袋公园30个。"
    apart = "到2025年，城市绿道总长度达到260公里。力争新建口袋公园30个。到2026年，公共充电桩达到2000个。"
    one = only(differ(edited((both, apart))))
    assert (one.kind, one.name) == ("redated", "公共充电桩")
    assert isinstance(one.old, Aim)
    assert isinstance(one.new, Aim)
    assert (one.old.period, one.new.period) == ("2025", "2026")
    assert "到2026年" in one.new.place.sentence


def test_a_row_left_out_and_a_row_put_in(differ: Differ) -> None:
    found = unlike(
        differ(edited(("| 4 | 高新技术企业数（家） | 120 | 300 |", "| 4 | 建成区绿地率（%） | 38 | 40 |")))
    )
    assert {(one.what, one.kind, one.name) for one in found} == {
        ("baseline", "dropped", "高新技术企业数"),
        ("target", "dropped", "高新技术企业数"),
        ("baseline", "added", "建成区绿地率"),
        ("target", "added", "建成区绿地率"),
    }
    assert all((one.old is None) == (one.kind == "added") for one in found)


def test_an_indicator_named_otherwise_in_a_sentence_that_stayed(differ: Differ) -> None:
    one = only(differ(edited(("城市绿道总长度达到", "城市慢行绿道总里程达到"))))
    assert (one.kind, [field.name for field in one.fields]) == ("changed", ["name"])
    assert one.rule in ("like-sentence", "like-name")


def test_a_target_without_a_date_counts_too(differ: Differ) -> None:
    one = only(differ(edited(("口袋公园30个", "口袋公园40个"))))
    assert (one.kind, one.name) == ("changed", "新建口袋公园")


def test_a_task_that_is_put_off(differ: Differ) -> None:
    one = only(differ(edited(("2024年底前完成航站楼改造", "2025年底前完成航站楼改造"))))
    assert (one.what, one.kind, one.name) == ("task", "redated", "建设航空枢纽")
    assert words.told(one, "zh") == "时限由“2024”改为“2025”；文字有改动"
    assert words.told(one, "en") == "deadline: from “2024” to “2025”; worded anew"


def test_tasks_dropped_added_and_worded_anew(differ: Differ) -> None:
    found = unlike(
        differ(
            edited(
                (
                    "专项行动2：陆港行动。扩建铁路货运场站，开行定期班列。",
                    "专项行动2：数字行动。建设城市大脑，归集公共数据。",
                ),
                ("培育科技力量。推进临江材料实验室建设", "壮大科技力量。加快推进临江材料实验室建设"),
            )
        )
    )
    assert [(one.kind, one.name) for one in found] == [
        ("changed", "壮大科技力量"),
        ("added", "数字行动"),
        ("dropped", "陆港行动"),
    ]
    assert {field.name for field in found[0].fields} == {"name", "text"}


def test_another_lead_unit(differ: Differ) -> None:
    one = only(
        differ(edited(("发展江海联运。（牵头单位：市交通局）", "发展江海联运。（牵头单位：市港航局）")))
    )
    fields = {field.name: (field.old, field.new) for field in one.fields}
    assert fields["lead"] == ("市交通局", "市港航局")


def test_another_order_is_no_change(differ: Differ) -> None:
    port, rail = "空港行动。建成空港大通道，总投资20亿元。", "陆港行动。扩建铁路货运场站，开行定期班列。"
    before = f"专项行动1：{port}\n\n专项行动2：{rail}"
    swapped = edited(
        (before, f"专项行动1：{rail}\n\n专项行动2：{port}"),
        ("| 1 | 地区生产总值（亿元） | 350.5 | 500 |\n| 2 | 常住人口（万人） | 71.2 | 80 |",
         "| 1 | 常住人口（万人） | 71.2 | 80 |\n| 2 | 地区生产总值（亿元） | 350.5 | 500 |"),
    )  # fmt: skip
    assert unlike(differ(swapped)) == []


def test_a_task_in_another_section_has_moved(differ: Differ) -> None:
    found = differ(edited(("#### 专栏1 枢纽行动计划", "#### 专栏1 开放行动计划")))
    assert {(one.kind, one.name) for one in unlike(found)} == {("moved", "空港行动"), ("moved", "陆港行动")}


def test_phases_and_numbers_in_names_keep_things_apart(differ: Differ) -> None:
    found = unlike(differ(edited(("推进临江材料实验室建设", "推进临江材料实验室二期建设"))))
    assert [(one.kind, one.name) for one in found] == [("changed", "培育科技力量")]
    apart = unlike(differ(edited(("公共充电桩达到", "5G基站达到"))))
    assert {one.kind for one in apart} == {"added", "dropped"}


def test_plans_of_two_places_are_levels_and_lose_nothing(differ: Differ) -> None:
    found = differ(edited(("350.5 | 500 |", "5350.5 | 8000 |")), place="江南省")
    assert found.relation == "levels"
    gdp = next(one for one in found.changes if one.name == "地区生产总值" and one.what == "target")
    assert gdp.kind == "changed"
    assert words.kind_word("dropped", found.relation, "zh") == "仅前者列出"
