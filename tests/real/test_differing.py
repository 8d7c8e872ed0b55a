"""The plan beside the digests of it, and beside edited copies of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.ledger.differing.compare import difference
from luoshi.ledger.differing.files import side_of_file
from luoshi.ledger.differing.model import Aim, Side

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def plan(real: Path) -> Side:
    return side_of_file(next(real.glob("documents/004*.txt")))


def test_a_digest_asks_for_more_clean_air_than_the_plan(real: Path, plan: Side) -> None:
    found = difference(side_of_file(next(real.glob("documents/002*.txt"))), plan)
    [air] = [one for one in found.changes if one.rule == "same-concept"]
    assert (air.name, air.kind) == ("空气质量优良天数比率", "changed")
    assert isinstance(air.old, Aim)
    assert isinstance(air.new, Aim)
    assert (str(air.old.value), str(air.new.value)) == ("87.5", "80")
    assert air.old.place.sentence.startswith("到2025年，空气质量优良天数比例")
    [base] = [one for one in found.changes if one.doubt]
    assert base.name == "科技成果转化基地和中试基地"
    assert base.doubt
    assert (base.doubt.old, base.doubt.new) == ("提升", "建设")


def test_an_edited_copy_shows_its_edits_and_nothing_else(real: Path, plan: Side, tmp_path: Path) -> None:
    source = next(real.glob("documents/004*.txt"))
    text = source.read_text(encoding="utf-8")
    swaps = {"大力发展中欧班列行动": "全力发展中欧班列行动", "打造国际商贸中心行动": "建设网红小镇行动"}
    for old, new in swaps.items():
        assert old in text
        text = text.replace(old, new)
    tmp_path.joinpath(source.name).write_text(text, encoding="utf-8")
    sources = real / "documents" / "sources.yaml"
    tmp_path.joinpath("sources.yaml").write_bytes(sources.read_bytes())
    found = difference(plan, side_of_file(tmp_path / source.name))
    unlike = [(one.what, one.kind, one.name) for one in found.changes if one.kind != "same"]
    assert unlike == [("task", "changed", "全力发展中欧班列行动"), ("task", "changed", "建设网红小镇行动")]


def test_the_plan_compared_with_itself_shows_nothing(plan: Side) -> None:
    found = difference(plan, plan)
    assert len(found.changes) > 250
    assert {one.kind for one in found.changes} == {"same"}
