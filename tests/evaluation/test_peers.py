"""Methods that measure a place against its peers take them from the ledger, only like with like."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import town

from luoshi.evaluation import packs
from luoshi.evaluation.peers import all_with_peers
from luoshi.evaluation.renewing import Judge
from luoshi.evaluation.run import Assessment, assess, only_plan
from luoshi.evaluation.side_by_side import of_pack
from luoshi.ledger import choosing, identity
from luoshi.ledger.records import Cut
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger

AT = Cut(at=date(2025, 12, 31))
OTHERS = tuple(f"邻市{number:02d}" for number in range(1, 13))
SOURCE = identity.named("citation", "城市统计")


def levels(name: str, value: str, place: str | None = None, **more: Any) -> list[Row]:
    """Return the product of a place in 2024."""
    own = identity.named("definition", name)
    series = identity.named("series", name)
    home = place or identity.place_id(None, name)
    unit, when = more.pop("unit", "亿元"), more.pop("when", "2024")
    values = {"comparator": "eq", "status": "A", "match": "same", "citation_id": SOURCE} | more
    return [
        *([] if place else [town.row("place", id=home, slug=name, name=name)]),
        town.row("definition", id=own, concept_id="gdp", name="地区生产总值", text="", measure="level"),
        town.row("series", id=series, definition_id=own, place_id=home, dimensions={}, unit=unit),
        town.row(
            "observation",
            id=identity.named("observation", name, when),
            series_id=series,
            value=Decimal(value),
            **town.period(when),
            **values,
        ),
    ]


def panel() -> list[Row]:
    cited = {"publisher": "国家统计局", "title": "城市统计", "trust": "A", "evidence": "cited"}
    own = levels("青川", "150", town.PLACE)
    link = town.row(
        "indicator_series",
        id=identity.named("indicator_series", "青川"),
        indicator_id=identity.named("indicator", 1),
        series_id=identity.named("series", "青川"),
        score=1,
        reason="同一指标",
        accepted=True,
    )
    return [
        *town.plan(),
        *town.indicator(1, "地区生产总值", "亿元", baseline=100, targets={2025: 200}, concept_id="gdp"),
        town.row("citation", id=SOURCE, **cited, **town.dated("2025")),
        *own,
        link,
        *(one for at, name in enumerate(OTHERS) for one in levels(name, str(50 + 10 * at))),
    ]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        made.append(panel(), actor="test", reason="a panel")
        yield made


def judged(ledger: Ledger, method: str) -> tuple[packs.PackResult, tuple[str, ...]]:
    assessment = all_with_peers(ledger, assess(ledger, only_plan(ledger), AT))
    (dossier,) = assessment.dossiers
    (target,), (result,) = dossier.targets, dossier.results
    beside = dossier.beside(target)
    side = of_pack(method, target, result, dossier.inputs.values(), beside)
    peers = tuple(str(one) for one in beside.peers)
    return packs.recompute(json.loads(json.dumps(side.record))), peers


def test_a_scale_runs_from_the_worst_of_the_peers_to_the_target(ledger: Ledger) -> None:
    # Peers 50 to 160 in tens: their 2.5th percentile is 52.75, so that 150 stands at 97.25 / 147.25.
    found, peers = judged(ledger, "sdsn")
    assert len(peers) == len(OTHERS)
    assert found.grade == "scored"
    assert found.score == Decimal("66.0")
    assert found.record["inputs"]["beside"]["peers"] == list(peers)


def test_a_distance_is_in_deviations_of_the_peers(ledger: Ledger) -> None:
    # Their standard deviation is 10 √(143/12) = 34.52: 50 short of 200 are 1.448 of them.
    found, _ = judged(ledger, "oecd")
    assert found.grade == "distance"
    assert round(found.value or 0, 2) == Decimal("1.45")


@pytest.mark.parametrize(
    "more",
    [{"when": "2023"}, {"status": "F"}, {"comparator": "gt"}, {"unit": "人"}],
    ids=["another year", "a forecast", "a bound", "another unit"],
)
def test_what_is_not_like_is_no_peer(ledger: Ledger, more: dict[str, Any]) -> None:
    ledger.append(levels("远市", "900", **more), actor="test", reason="another place")
    assert "900" not in judged(ledger, "oecd")[1]


def test_without_a_comparable_figure_of_its_own_a_place_has_no_peers(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        rows = [one for one in panel() if one.values.get("series_id") != identity.named("series", "青川")]
        made.append([*rows, *town.figure(1, "2024", "150", "2025")], actor="test", reason="own")
        found, peers = judged(made, "sdsn")
    assert peers == ()
    assert found.reason == "no_peers"


def test_a_method_that_was_chosen_has_them_and_is_judged_anew_when_they_change(ledger: Ledger) -> None:
    plan = only_plan(ledger)
    choosing.choose_method(ledger, plan, "sdsn", actor="test", reason="by the peers")
    judge = Judge(ledger)

    def score(found: Assessment) -> Decimal | None:
        (side,) = found.dossiers[0].sides.values()
        return side.score

    before = judge.assess(plan, AT)
    assert score(before) == Decimal("66.0")
    ledger.append(levels("新市", "10"), actor="test", reason="another place")
    after = judge.assess(plan, AT)
    assert score(after) != score(before)
    assert score(after) == score(assess(ledger, plan, AT))
