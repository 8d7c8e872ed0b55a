"""After new figures only what depends on them is judged anew; the whole is what a full judgement gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import town

from luoshi.evaluation import renewing, run
from luoshi.evaluation.renewing import Judge
from luoshi.ledger import identity, views
from luoshi.ledger.news import news
from luoshi.ledger.records import Cut
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger

PARTS = {"doctors": "人", "resident-population": "万人"}
CUTS = (
    Cut(),
    Cut(at=date(2025, 6, 1)),
    Cut(published_by=date(2025, 12, 31)),
    Cut(published_by=date(2026, 5, 31), at=date(2026, 1, 1)),
    Cut(recorded_by=2),
)


def levels() -> list[Row]:
    """Return series of what a formula takes in, which belong to no indicator."""
    made: list[Row] = []
    for concept, unit in PARTS.items():
        series = identity.named("series", concept)
        own = identity.named("definition", concept)
        made += [
            town.row("concept", id=concept, name=concept),
            town.row("definition", id=own, concept_id=concept, name=concept, text="", measure="level"),
            town.row("series", id=series, definition_id=own, place_id=town.PLACE, dimensions={}, unit=unit),
        ]
    return made


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """The town's ledger with an indicator that follows by formula."""
    with town.ledger(tmp_path / "luoshi.db") as made:
        doctors = town.indicator(
            7,
            "每千人口拥有医师数",
            "人",
            baseline="3.1",
            targets={2025: "3.8"},
            concept_id="doctors-per-1000",
        )
        made.append([*doctors, *levels()], actor="test", reason="a formula")
        yield made


def told(series: str, when: str, value: str, published: str, **more: Any) -> list[Row]:
    """Return a new figure of a series with its source."""
    source = identity.entered()
    values = {"comparator": "eq", "status": "A", "match": "same", "citation_id": source, **town.period(when)}
    return [
        town.row(
            "citation",
            id=source,
            publisher="x",
            title="y",
            trust="A",
            evidence="cited",
            **town.dated(published),
        ),
        town.row(
            "observation", id=identity.entered(), series_id=series, value=Decimal(value), **(values | more)
        ),
    ]


class Writer:
    """Writes one thing after another, as chance has it."""

    def __init__(self, ledger: Ledger, dice: random.Random) -> None:
        self.ledger, self.dice = ledger, dice
        self.standing: list[tuple[str, str, str]] = []
        self.gone: list[str] = []
        self.ties = 0

    def write(self) -> None:
        acts: list[Callable[[], list[Row]]] = [self.figure, self.figure, self.level, self.level]
        acts += [self.revision, self.retraction, self.restoration, self.tie, self.submission, self.wording]
        self.ledger.append(self.dice.choice(acts)() or self.figure(), actor="test", reason="chance")

    def figure(self) -> list[Row]:
        return self._told(identity.named("series", self.dice.randint(1, 7), ""))

    def level(self) -> list[Row]:
        return self._told(identity.named("series", self.dice.choice(list(PARTS))))

    def _told(self, series: str, **more: Any) -> list[Row]:
        when = str(self.dice.randint(2020, 2025))
        value = str(self.dice.randint(1, 4000) / 10)
        rows = told(series, when, value, self.dice.choice(["2025-05-01", "2026-05-30", "2026-07-01"]), **more)
        self.standing.append((rows[-1].values["id"], series, when))
        return rows

    def revision(self) -> list[Row]:
        if not self.standing:
            return []
        before, series, _ = self.standing.pop(self.dice.randrange(len(self.standing)))
        moved = self.dice.random() < 0.2
        return self._told(identity.named("series", 1, "") if moved else series, supersedes=before)

    def retraction(self) -> list[Row]:
        if not self.standing:
            return []
        before, *_ = self.standing.pop(self.dice.randrange(len(self.standing)))
        self.gone.append(identity.entered())
        values = {"id": self.gone[-1], "what": "observation", "row_id": before, "reason": "x"}
        return [Row(table="retraction", values=values)]

    def restoration(self) -> list[Row]:
        if not self.gone:
            return []
        values = {"id": identity.entered(), "retraction_id": self.gone.pop(), "reason": "y"}
        return [Row(table="restoration", values=values)]

    def tie(self) -> list[Row]:
        """Tie the levels of a formula to an indicator, or put the tie in doubt again."""
        self.ties += 1
        if self.ties > 1:
            return []
        return [
            town.row(
                "indicator_series",
                id=identity.entered(),
                indicator_id=identity.named("indicator", 6),
                series_id=identity.named("series", "doctors"),
                score=1,
                reason="x",
                accepted=True,
            )
        ]

    def submission(self) -> list[Row]:
        own = identity.entered()
        return [town.row("organisation", id=own, key=f"unit-{own}")]

    def wording(self) -> list[Row]:
        """Take a target back: more than a figure changes."""
        own = identity.entered()
        values = {"id": own, "what": "target", "row_id": identity.named("target", 6, "target", "2025")}
        self.gone.append(own)
        return [Row(table="retraction", values={**values, "reason": "z"})] if self.dice.random() < 0.3 else []


@pytest.mark.parametrize("seed", range(4))
def test_after_any_writes_it_is_what_a_full_judgement_gives(ledger: Ledger, seed: int) -> None:
    writer, judge = Writer(ledger, random.Random(seed)), Judge(ledger)
    plan = views.plan(ledger, "plan")
    for turn in range(24):
        writer.write()
        for cut in CUTS if turn % 6 == 5 else CUTS[:1]:
            expected = run.assess(ledger, plan, cut)
            found = judge.assess(plan, cut)
            assert found.dossiers == expected.dossiers, (turn, cut)
            assert (found.plan, found.at) == (expected.plan, expected.at)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list of the names of indicators, in the order in which they are judged."""
    names: list[str] = []
    one = run.dossier_of

    def noting(indicator: Any, *rest: Any, **more: Any) -> Any:
        names.append(indicator.name)
        return one(indicator, *rest, **more)

    monkeypatch.setattr(run, "dossier_of", noting)
    return names


def test_only_what_depends_on_a_figure_is_judged_again(ledger: Ledger, judged: list[str]) -> None:
    judge, plan = Judge(ledger), views.plan(ledger, "plan")
    judge.assess(plan, Cut())
    assert len(judged) == 7
    judged.clear()
    judge.assess(plan, Cut())
    assert judged == [], "nothing came in"
    ledger.append(told(identity.named("series", 2, ""), "2023", "61", "2025-01-01"), actor="a", reason="b")
    judge.assess(plan, Cut())
    assert judged == ["旅客吞吐量"]
    judged.clear()
    ledger.append(told(identity.named("series", "doctors"), "2024", "9", "2025-01-01"), actor="a", reason="b")
    judge.assess(plan, Cut())
    assert judged == ["每千人口拥有医师数"], "what follows by formula depends on its parts"
    judged.clear()
    own = identity.entered()
    ledger.append([town.row("organisation", id=own, key="unit")], actor="a", reason="b")
    judge.assess(plan, Cut())
    assert judged == [], "a report on its way changes nothing"
    elsewhere = identity.named("series", "elsewhere")
    far = town.row("place", id=identity.place_id(None, "远山市"), slug="far", name="远山市")
    of_far = town.row(
        "series",
        id=elsewhere,
        definition_id=identity.named("definition", "doctors"),
        place_id=far.values["id"],
        dimensions={},
        unit="人",
    )
    ledger.append([far, of_far, *told(elsewhere, "2024", "9", "2025-01-01")], actor="a", reason="b")
    judge.assess(plan, Cut())
    assert judged == [], "nor does a figure of another place"


def test_more_than_figures_leads_to_a_full_judgement(ledger: Ledger, judged: list[str]) -> None:
    judge, plan = Judge(ledger), views.plan(ledger, "plan")
    judge.assess(plan, Cut())
    judged.clear()
    values = {
        "id": identity.entered(),
        "what": "target",
        "row_id": identity.named("target", 6, "target", "2025"),
    }
    ledger.append([Row(table="retraction", values={**values, "reason": "z"})], actor="a", reason="b")
    assert news(ledger, 3) is None
    judge.assess(plan, Cut())
    assert len(judged) == 7


def test_the_number_of_judged_plans_that_are_kept_is_limited(
    ledger: Ledger, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "KEPT", 1)
    judge, plan = Judge(ledger), views.plan(ledger, "plan")
    for cut in (Cut(), Cut(at=date(2025, 6, 1)), Cut()):
        judge.assess(plan, cut)
    assert len(judged) == 21
