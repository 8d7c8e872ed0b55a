"""What a person decides stands until one of the inputs changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from luoshi.errors import LuoshiError
from luoshi.ledger.build import build
from luoshi.ledger.disagreeing.answers import answer
from luoshi.ledger.disagreements import disagreements
from luoshi.ledger.observations import import_observations
from luoshi.ledger.records import Cut, Disagreement
from luoshi.ledger.schema import disagreement_answer
from luoshi.ledger.store import Ledger
from tests.ledger.folder import FIGURES, write_folder


@pytest.fixture
def city(ledger: Ledger, tmp_path: Path) -> Path:
    folder = write_folder(tmp_path / "documents")
    build(ledger, folder)
    figures(ledger, folder, "436.2")
    return folder


def figures(ledger: Ledger, folder: Path, value: str) -> None:
    text = FIGURES.replace("2023,430.6,eq", f"2023,{value},eq")
    (folder / "figures.csv").write_text(text, encoding="utf-8")
    import_observations(ledger, folder / "figures.csv", actor="a")


def values(ledger: Ledger, cut: Cut | None = None) -> Disagreement:
    found = disagreements(ledger, cut=cut or Cut())
    (one,) = [one for one in found if one.kind == "two_values"]
    return one


def test_an_answer_stands_with_its_reason_and_who_gave_it(ledger: Ledger, city: Path) -> None:
    before = values(ledger)
    assert (before.state, before.decided) == ("open", None)
    _, entry = answer(ledger, before.id, "explained", reason=" 口径不同 ", actor="li.na")
    after = values(ledger)
    assert after.decided is not None
    assert (after.id, after.state) == (before.id, "explained")
    assert (after.decided.reason, after.decided.actor, after.decided.number) == (
        "口径不同",
        "li.na",
        entry.number,
    )
    assert values(ledger, Cut(recorded_by=entry.number - 1)).state == "open"
    assert ledger.verify() == []


def test_building_again_changes_nothing_about_it(ledger: Ledger, city: Path) -> None:
    answer(ledger, values(ledger).id, "accepted", reason="知悉", actor="a")
    build(ledger, city)
    assert values(ledger).state == "accepted"


def test_another_value_opens_it_again_and_shows_the_former_answer(ledger: Ledger, city: Path) -> None:
    before = values(ledger)
    answer(ledger, before.id, "correction", reason="请核对", actor="a")
    figures(ledger, city, "437.2")
    after = values(ledger)
    assert after.id != before.id
    assert after.state == "open"
    assert after.decided is not None
    assert (after.decided.kept, after.decided.reason) == (False, "请核对")
    figures(ledger, city, "430.6")
    assert [one for one in disagreements(ledger) if one.kind == "two_values"] == []


def test_a_later_answer_takes_the_place_of_the_earlier(ledger: Ledger, city: Path) -> None:
    one = values(ledger)
    answer(ledger, one.id, "correction", reason="请核对", actor="a")
    answer(ledger, one.id[:8], "accepted", reason="已核对无误", actor="b")
    assert values(ledger).state == "accepted"
    with ledger.reading() as connection:
        rows = connection.execute(select(disagreement_answer)).mappings().all()
    assert [row["supersedes"] for row in rows] == [None, rows[0]["id"]]
    assert all("436.2" in row["inputs"] for row in rows)


@pytest.mark.parametrize(
    ("given", "reason", "code"),
    [("none", "x", "not-found"), ("", "x", "not-found"), (None, "  ", "decision-without-reason")],
)
def test_an_answer_needs_a_disagreement_and_a_reason(
    ledger: Ledger, city: Path, given: str | None, reason: str, code: str
) -> None:
    wanted = values(ledger).id if given is None else given
    with pytest.raises(LuoshiError) as raised:
        answer(ledger, wanted, "accepted", reason=reason, actor="a")
    assert raised.value.problem.code == code
    assert values(ledger).state == "open"
