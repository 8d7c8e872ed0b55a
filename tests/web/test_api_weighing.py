"""The API of roll-up, what if and comparison: the same figures as the commands, and nothing unasked."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from luoshi.access.publishing import publish
from luoshi.cli import main
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from luoshi.web.routes.api_weighing import PLAN as PATTERN
from tests.web.conftest import HERE, NOW

PLAN = "/api/v1/plans/yunzhou/plan"
INSIDE = (
    f"{PLAN}/rollup",
    f"{PLAN}/composites?composite=weighted",
    f"{PLAN}/indicators/1/whatif",
    "/api/v1/compare?concept=gdp&period=2023",
)
AT = "at=2023-12-31"


def command(ledger: Path, *arguments: str) -> list[dict[str, object]]:
    run = CliRunner().invoke(main, [*arguments, "--format", "json", "--ledger", str(ledger)])
    assert run.exit_code == 0, run.output
    rows: list[dict[str, object]] = json.loads(run.stdout)
    return rows


def test_a_roll_up_counts_what_the_plan_counts_and_averages_nothing(town: TestClient) -> None:
    found, whole = town.get(f"{PLAN}/rollup?{AT}").json()["item"], town.get(f"{PLAN}?{AT}").json()["item"]
    assert (found["verdicts"], found["reasons"]) == (whole["verdicts"], whole["reasons"])
    assert sum(one["number"] for one in found["verdicts"]) == found["total"]
    assert town.get(f"{PLAN}/composites?{AT}").json()["total"] == 0, "nobody asked for one"


def test_composites_are_those_of_the_command(town: TestClient, town_ledger: Path) -> None:
    names = ("weighted", "efficacy", "entropy", "topsis")
    own = command(
        town_ledger,
        "rollup",
        "--at",
        "2023-12-31",
        *(word for name in names for word in ("--composite", name)),
    )
    asked = "&".join(f"composite={name}" for name in names)
    items = town.get(f"{PLAN}/composites?{AT}&{asked}").json()["items"]
    assert [one["composite"] for one in items] == list(names)
    for one, row in zip(items, own, strict=True):
        for name in ("value", "low", "high"):
            assert (None if one[name] is None else float(one[name])) == row[name]
        assert len(one["left_out"]) == row["left_out"]


def test_weights_are_those_given_and_others_weigh_nothing(town: TestClient) -> None:
    (one,) = town.get(f"{PLAN}/composites?{AT}&composite=weighted&weight=1:3&weight=2:1").json()["items"]
    assert one["stated"] == "given"
    assert {each["indicator"]: Decimal(each["share"]) for each in one["weights"]} == {
        "1": Decimal("0.75"),
        "2": Decimal("0.25"),
    }
    assert town.get(f"{PLAN}/composites?composite=weighted&weight=nine:1").status_code == 404
    assert town.get(f"{PLAN}/composites?composite=weighted&weight=1:-1").status_code == 422
    assert town.get(f"{PLAN}/composites?composite=average").status_code == 422


def test_one_seed_gives_one_interval(town: TestClient) -> None:
    address = f"{PLAN}/composites?{AT}&composite=topsis&draws=200&seed="
    first, again, other = (town.get(address + seed).json()["items"] for seed in ("1", "1", "2"))
    assert first == again
    assert other[0]["value"] == first[0]["value"]


def test_what_if_is_that_of_the_command(town: TestClient, town_ledger: Path) -> None:
    own = command(town_ledger, "whatif", "1", "--at", "2023-12-31", "--rate", "7.5")
    items = town.get(f"{PLAN}/indicators/1/whatif?{AT}&rate=7.5").json()["items"]
    assert [Decimal(one["target_value"]) for one in items] == [one["target"] for one in own] == [500, 520]
    for one, row in zip(items, own, strict=True):
        for name in ("needed", "recent", "rate", "value"):
            assert float(one[name]) == row[name]
        assert one["steps"][-1] == {"year": 2025, "value": one["value"]}
        # 430.6 × 1.075² = 497.612…, rounded half-up to one decimal
        assert one["value"] == "497.6"


@pytest.mark.parametrize("rate", ["1000000000000", "-1000000000000", "-100", "0.0000001"])
def test_a_wild_rate_is_answered_all_the_same(town: TestClient, rate: str) -> None:
    answer = town.get(f"{PLAN}/indicators/1/whatif?{AT}&rate={rate}")
    assert answer.status_code == 200
    assert Decimal(answer.json()["items"][0]["value"]) >= 0


@pytest.mark.parametrize("rate", ["1e13", "-1000000000001", "much", "NaN", "Infinity"])
def test_what_is_no_rate_is_refused(town: TestClient, rate: str) -> None:
    assert town.get(f"{PLAN}/indicators/1/whatif?{AT}&rate={rate}").status_code == 422


def test_places_are_compared_as_the_command_does(town: TestClient, town_ledger: Path) -> None:
    own = command(town_ledger, "compare", "地区生产总值", "2023")
    items = town.get("/api/v1/compare?concept=gdp&period=2023").json()["items"]
    assert [(one["place_name"], one["rank"]) for one in items] == [(row["place"], row["rank"]) for row in own]
    assert items[0]["value"] == "430.6"
    (one,) = town.get("/api/v1/compare?concept=gdp&period=2023&place=yunzhou").json()["items"]
    assert one == next(item for item in items if item["place"] == "yunzhou")
    assert town.get("/api/v1/compare?concept=gdp&period=2023&place=elsewhere").status_code == 404
    assert town.get("/api/v1/compare?concept=幸福感&period=2023").status_code == 404
    assert town.get("/api/v1/compare?concept=gdp&period=soon").status_code == 422


def test_the_three_times_hold_for_comparisons(town: TestClient) -> None:
    def apart(query: str) -> str | None:
        items = town.get(f"/api/v1/compare?concept=gdp&period=2023&place=yunzhou&{query}").json()["items"]
        return items[0]["apart"] if items else "no place"

    assert apart("") is None
    assert apart("at=2023-12-30") == "not_over", "the year was not over"
    assert apart("at=2023-12-31") is None
    assert apart("published_by=2023-12-31") == "no_figure", "it came out in 2024"
    (before,), (now,) = (
        town.get(f"/api/v1/compare?concept=gdp&period=2021{known}").json()["items"]
        for known in ("&recorded_by=3", "")
    )
    assert (before["value"], now["value"]) == ("380.2", "380.25"), "it was put right later"


def test_comparisons_can_be_switched_off(town: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_COMPARISON", "off")
    answer = town.get("/api/v1/compare?concept=gdp&period=2023")
    assert (answer.status_code, answer.json()["code"]) == (404, "comparison-off")


@pytest.mark.sqlite
def test_a_published_copy_has_none_of_it(town_ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "public.db"
    with Ledger.open(town_ledger) as ledger:
        publish(ledger, out, date(2026, 6, 1))
    with TestClient(create_app(out, clock=lambda: NOW, published=True), base_url=HERE) as public:
        for path in INSIDE:
            assert public.get(path).status_code == 404, path
        described = public.get("/api/v1/openapi.json").json()["paths"]
        assert f"/api/v1{PATTERN}/rollup" not in described
        assert f"/api/v1{PATTERN}/results" in described
        assert "/api/v1/compare" not in public.get("/api/v1").text
