from __future__ import annotations

from pathlib import Path

from luoshi.collection.knowing import places_of, subjects
from luoshi.ledger.store import Ledger
from tests.ledger import city


def test_what_can_be_reported_is_read_again_only_after_more_than_reports(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        ledger.append(city.city(), actor="a", reason="b")
        first, places = subjects(ledger), places_of(ledger)
        assert first
        unit = [one for one in city.reporting() if one.table == "organisation"]
        ledger.append(unit, actor="a", reason="b")
        assert subjects(ledger) is first
        assert places_of(ledger) is places
        ledger.append([city.row("place", id="new", name="新区", slug="xinqu")], actor="a", reason="b")
        assert places_of(ledger)["新区"] == "new"
