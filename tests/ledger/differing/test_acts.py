"""Two targets that are alike in name and say different acts are told with a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.ledger.differing import words
from luoshi.ledger.differing.compare import difference
from luoshi.ledger.differing.files import side_of_file
from luoshi.ledger.differing.model import Change

HEAD = "# 临江市规划\n\n## 一、目标\n\n到2025年，"


def compared(folder: Path, old: str, new: str) -> list[Change]:
    sides = []
    for name, text in (("old.md", old), ("new.md", new)):
        folder.joinpath(name).write_text(f"{HEAD}{text}。\n", encoding="utf-8")
        sides.append(side_of_file(folder / name))
    return [one for one in difference(*sides).changes if one.old and one.new]


def test_building_and_improving_as_many_are_one_promise_only_with_a_doubt(tmp_path: Path) -> None:
    [one] = compared(tmp_path, "提升20个科技成果转化中试基地效能", "建设东湖等20个科技成果转化基地和中试基地")
    assert (one.rule, one.kind) == ("like-name", "changed")
    assert one.doubt
    assert (one.doubt.code, one.doubt.old, one.doubt.new) == ("act", "提升", "建设")
    assert words.doubtful(one, "zh") == "是否同一事项存疑：前者为“提升”，后者为“建设”，须人工核对"
    assert "提升 in the older" in words.doubtful(one, "en")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("新建20个科技成果转化中试基地", "建设20个科技成果转化基地和中试基地"),
        ("改造20个科技成果转化中试基地", "提升20个科技成果转化基地和中试基地"),
        ("服务20个科技成果转化中试基地", "建设20个科技成果转化基地和中试基地"),
    ],
)
def test_acts_of_one_kind_or_no_act_leave_no_doubt(tmp_path: Path, old: str, new: str) -> None:
    assert [one.doubt for one in compared(tmp_path, old, new)] == [None]
