from __future__ import annotations

from luoshi.ledger.identity import entered
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger
from luoshi.ledger.touching import last_touch
from tests.ledger import city


def test_a_submission_on_its_way_touches_nothing_that_is_judged(ledger: Ledger) -> None:
    assert last_touch(ledger) == 0
    ledger.append(city.city(), actor="a", reason="b")
    assert last_touch(ledger) == 1
    unit = [one for one in city.reporting() if one.table == "organisation"]
    ledger.append(unit, actor="a", reason="b")
    assert last_touch(ledger) == 1
    ledger.append([Row(table="concept", values={"id": entered(), "name": "x"})], actor="a", reason="b")
    assert last_touch(ledger) == 3
