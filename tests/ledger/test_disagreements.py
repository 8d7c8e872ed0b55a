"""Two values of one fact, two targets for one date: found, never averaged."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger import views
from luoshi.ledger.build import build
from luoshi.ledger.disagreements import Said, disagreements, go_together
from luoshi.ledger.observations import import_observations
from luoshi.ledger.records import Citation
from luoshi.ledger.store import Ledger
from tests.ledger.folder import FIGURES, write_folder

CITED = Citation(
    publisher=None,
    title=None,
    published=None,
    source=None,
    locator=None,
    quote=None,
    trust="B",
    evidence="cited",
)


def said(
    value: str, comparator: str = "eq", unit: str | None = "亿元", definition: str | None = None
) -> Said:
    return Said(
        value=Decimal(value),
        comparator=comparator,  # type: ignore[arg-type]
        unit=unit,
        citation=CITED,
        definition=definition,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Plan of Shenyang and China City Statistical Yearbook 2021: general budget revenue of 2020.
        (said("736.1"), said("736.0802")),
        # Plan and yearbook: regional product of 2020, 亿元.
        (said("6571.6"), said("6572")),
        (said("1", unit="万亿元"), said("10000")),
        (said("2.5", unit="万家"), said("25000", unit="家")),
        (said("5052"), said("5000", "gt")),
        (said("5000", "ge"), said("5052")),
        (said("900", "approx"), said("907")),
        (said("100"), said("250", definition="甲")),
        (said("100", definition="甲"), said("100", definition="乙")),
        (said("100", definition="甲"), said("250", definition="乙")),
        (said("7.1", unit="亿美元"), said("50", unit="亿元")),
        # 突破90万户 and, later in the year, 突破100万户.
        (said("90", "gt", unit="万户"), said("100", "gt", unit="万户")),
    ],
)
def test_these_go_together(one: Said, other: Said) -> None:
    expected = not (one.definition is None and other.definition == "甲")
    assert go_together(one, other) is expected
    assert go_together(other, one) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Good-air days of 2020 in the plan of Shenyang and in its bulletin, per cent.
        (said("78.6", unit="%"), said("78.4", unit="%")),
        (said("1445"), said("1406.56")),
        (said("4900"), said("5000", "gt")),
        (said("900", "approx"), said("1200")),
        (said("1.1", unit="万亿元"), said("10000")),
    ],
)
def test_these_do_not(one: Said, other: Said) -> None:
    assert not go_together(one, other)
    assert not go_together(other, one)


@given(st.decimals("0.01", "99999", places=4), st.integers(0, 4))
def test_a_number_goes_together_with_its_rounding(value: Decimal, places: int) -> None:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert go_together(said(str(value)), said(str(rounded)))


@given(st.decimals("-999", "9999", places=2), st.decimals("-999", "9999", places=1))
def test_going_together_has_no_side(one: Decimal, other: Decimal) -> None:
    assert go_together(said(str(one)), said(str(other))) == go_together(said(str(other)), said(str(one)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "documents")


def test_two_targets_for_one_date_are_found_with_both_sources(ledger: Ledger, folder: Path) -> None:
    build(ledger, folder, observations=[folder / "figures.csv"])
    (found,) = disagreements(ledger)
    assert (found.kind, found.period, found.left_value, found.right_value, found.unit) == (
        "two_targets",
        "2025",
        Decimal(85),
        Decimal(88),
        "%",
    )
    assert found.left.anchor is not None
    assert found.right.anchor is not None
    assert (found.left.anchor.document_key, found.right.anchor.document_key) == ("plan", "report")
    assert found.indicator_id == views.indicator(ledger, 5).id


def test_two_values_of_one_fact_are_found_with_both_sources(ledger: Ledger, folder: Path) -> None:
    build(ledger, folder)
    path = folder / "figures.csv"
    path.write_text(FIGURES.replace("2023,430.6,eq", "2023,436.2,eq"), encoding="utf-8")
    import_observations(ledger, path, actor="a")
    found = [one for one in disagreements(ledger) if one.kind == "two_values"]
    assert [(one.period, one.left_value, one.right_value) for one in found] == [
        ("2023", Decimal("430.6"), Decimal("436.2"))
    ]
    assert found[0].right.title == "江川统计年鉴2024"


def test_a_figure_that_differs_from_the_plans_baseline_is_found(ledger: Ledger, folder: Path) -> None:
    build(ledger, folder)
    path = folder / "figures.csv"
    path.write_text(FIGURES.replace("2021,380.25,eq", "2020,348.8,eq"), encoding="utf-8")
    import_observations(ledger, path, actor="a")
    found = [one for one in disagreements(ledger) if one.kind == "two_values"]
    assert [(one.period, one.left_value, one.right_value) for one in found] == [
        ("2020", Decimal("350.5"), Decimal("348.8"))
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2023,430.6,eq,亿元,A,,same,B", "2023,900,eq,亿元,A,,same,D"),
        ("2023,430.6,eq,亿元,A,,same,B", "2023,900,eq,亿元,F,,same,B"),
        ("2023,430.6,eq,亿元,A,,same,B", "2023,900,eq,亿元,A,,proxy,B"),
        ("2023,430.6,eq,亿元,A,,same,B", "2023,400,gt,亿元,A,,same,B"),
        ("2023,430.6,eq,亿元,A,,same,B", "2023,4306000,eq,万元,A,,same,B"),
    ],
)
def test_unsigned_forecast_neighbouring_and_converted_figures_do_not_count(
    ledger: Ledger, folder: Path, before: str, after: str
) -> None:
    build(ledger, folder)
    assert before in FIGURES
    (folder / "figures.csv").write_text(FIGURES.replace(before, after), encoding="utf-8")
    import_observations(ledger, folder / "figures.csv", actor="a")
    assert [one for one in disagreements(ledger) if one.kind == "two_values"] == []


def test_a_basic_and_an_aspired_target_are_no_disagreement(ledger: Ledger, folder: Path) -> None:
    text = (folder / "plan.md").read_text(encoding="utf-8")
    pair = "到2025年，软件业务收入达到180亿元，力争实现200亿元。"
    (folder / "plan.md").write_text(
        text.replace("到2025年，经济总量", f"{pair}\n\n到2025年，经济总量"), encoding="utf-8"
    )
    build(ledger, folder)
    targets = views.indicator(ledger, "software-revenue").targets
    assert [(str(one.value), one.strength) for one in targets] == [("180", None), ("200", "力争")]
    assert all(one.indicator_id == views.indicator(ledger, 5).id for one in disagreements(ledger))
