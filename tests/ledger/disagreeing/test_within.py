"""Districts together above their city are found, with every side."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.ledger import identity
from luoshi.ledger.build import build
from luoshi.ledger.disagreeing.words import explanation
from luoshi.ledger.disagreements import disagreements
from luoshi.ledger.records import Disagreement
from luoshi.ledger.schema import place
from luoshi.ledger.store import Ledger
from tests.ledger.city import row

TOWN = Path(__file__).parents[2] / "web" / "town"
HEAD = "indicator,region,period,value,unit,match,trust,title,published,dimensions\n"


def found(ledger: Ledger, folder: Path, *lines: str) -> list[Disagreement]:
    from sqlalchemy import select

    assert build(ledger, TOWN).complete
    with ledger.reading() as connection:
        city = connection.execute(select(place.c.id).where(place.c.name == "云州市")).scalar_one()
    within = [
        row("place", id=identity.place_id(None, name), slug=name, name=name, parent_id=city)
        for name in ("东区", "西区")
    ]
    ledger.append(within, actor="a", reason="行政区划")
    file = folder / "figures.csv"
    file.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    build(ledger, TOWN, observations=[file])
    return [one for one in disagreements(ledger) if one.kind == "parts_whole"]


def line(place: str, value: str, name: str = "地区生产总值", unit: str = "亿元", trust: str = "B") -> str:
    return f"{name},{place},2022,{value},{unit},same,{trust},年鉴,2023-10-01,"


def test_districts_above_their_city_are_found_with_both_sides(ledger: Ledger, tmp_path: Path) -> None:
    (one,) = found(ledger, tmp_path, line("云州市", "400"), line("东区", "250"), line("西区", "190"))
    assert (one.rule, one.plan_id is not None) == ("parts_places", True)
    assert [side.value for side in one.sides] == [250, 400, 190]
    assert one.sides[0].name.startswith("东区")
    assert "合计440亿元" in explanation(one, "zh")
    assert "by 40" in explanation(one, "en")


@pytest.mark.parametrize(
    "lines",
    [
        (line("云州市", "440"), line("东区", "250"), line("西区", "190")),
        (line("云州市", "400"), line("东区", "250"), line("西区", "190", trust="D")),
        (
            line("云州市", "5", "城镇调查失业率", "%"),
            line("东区", "5", "城镇调查失业率", "%"),
            line("西区", "6", "城镇调查失业率", "%"),
        ),
    ],
    ids=["agree", "not trusted", "a rate"],
)
def test_what_agrees_or_is_not_added_up_is_left_alone(
    ledger: Ledger, tmp_path: Path, lines: tuple[str, ...]
) -> None:
    assert found(ledger, tmp_path, *lines) == []
