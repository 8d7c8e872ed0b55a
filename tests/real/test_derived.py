"""What follows by formula on the real documents and figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.evaluation.deriving import Derived
from luoshi.evaluation.run import assess_indicator, only_plan
from luoshi.evaluation.tables import why
from luoshi.ledger import views
from luoshi.ledger.build import build
from luoshi.ledger.observations import import_observations
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger

pytestmark = pytest.mark.real
AT = Cut(at=date(2025, 12, 31))


@pytest.fixture
def figures(real: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "figures.csv"
    copy.write_bytes((real / "data/shenyang_observations.csv").read_bytes())
    return copy


@pytest.fixture
def ledger(real: Path, figures: Path, tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "luoshi.db", create=True, clock=datetime(2026, 6, 1, tzinfo=UTC)) as made:
        assert build(made, real / "documents", observations=[figures]).complete
        yield made


def of(ledger: Ledger, number: int, cut: Cut = AT) -> tuple[Derived, ...]:
    plan = only_plan(ledger)
    dossier = assess_indicator(ledger, views.indicator(ledger, number, plan_id=plan.id), cut)
    assert dossier.results[0].verdict == "not_assessed"
    return dossier.derived[dossier.targets[0].id]


def test_what_follows_for_doctors_and_incomes_and_what_it_follows_from(ledger: Ledger, figures: Path) -> None:
    (doctors,) = of(ledger, 26)
    assert (doctors.shown, doctors.met, doctors.differs) == (Decimal("4.98"), True, True)
    urban, rural = of(ledger, 4)
    assert (urban.shown, urban.met) == (Decimal("4.22"), False)
    assert (rural.shown, rural.met) == (Decimal("6.77"), True)
    assert [link.figure.value for link in urban.chain] == [Decimal(47413), Decimal(58297)]
    assert urban.chain[0].figure.citation.anchor is not None
    assert of(ledger, 26, Cut(at=AT.at, published_by=date(2025, 12, 31))) == ()
    plan = only_plan(ledger)
    text = why(assess_indicator(ledger, views.indicator(ledger, 26, plan_id=plan.id), AT), "en")
    assert "definition differs from the baseline" in text
    revise(figures, "46180", "46280")
    import_observations(ledger, figures, actor="test")
    assert of(ledger, 26)[0].shown == Decimal("4.99")
    assert of(ledger, 26, Cut(at=AT.at, recorded_by=doctors.chain[0].figure.recorded))[0] == doctors


def test_what_the_plan_says_the_city_is_meant_to_be(ledger: Ledger) -> None:
    names = [one.name for one in views.positions(ledger, only_plan(ledger).document_key)]
    assert names == [
        "国家现代综合枢纽",
        "国家先进制造中心",
        "综合性国家科学中心",
        "区域性金融中心",
        "区域性文化创意中心",
    ]


def revise(file: Path, before: str, after: str) -> None:
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([[after if cell == before else cell for cell in row] for row in rows])
