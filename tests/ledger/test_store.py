from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger import identity
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger
from tests.ledger import city
from tests.ledger.conftest import START

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def place(slug: str, **more: object) -> Row:
    return Row(
        table="place", values={"id": identity.named("place", slug), "slug": slug, "name": slug, **more}
    )


def code(error: pytest.ExceptionInfo[LuoshiError]) -> str:
    return error.value.problem.code


def test_an_entry_says_who_when_and_why(ledger: Ledger) -> None:
    entry = ledger.append([place("shenyang"), place("dalian")], actor="build", reason="两个城市")
    assert (entry.number, entry.actor, entry.reason, entry.rows) == (1, "build", "两个城市", 2)
    assert entry.recorded == START + timedelta(days=1)
    assert ledger.head() == entry
    assert list(ledger.entries()) == [entry]
    assert ledger.verify() == []
    assert ledger.verify(head=entry.hash) == []


def test_a_refused_row_leaves_nothing_behind(ledger: Ledger) -> None:
    for wrong, expected in (
        (Row(table="place", values={"id": "x", "slug": "x"}), "ledger-refused"),
        (Row(table="place", values={"id": "x", "slug": "x", "name": "x", "size": 1}), "ledger-refused"),
        (Row(table="place", values={"id": "x", "slug": 1, "name": "x"}), "ledger-refused"),
        (Row(table="place", values={"id": "x", "slug": "x", "name": "a\0b"}), "ledger-refused"),
        (Row(table="place", values={"id": "x", "slug": "x", "name": "\ud800"}), "ledger-refused"),
        (Row(table="journal", values={"number": 1}), "ledger-refused"),
        (place("x", parent_id="nobody"), "ledger-refused"),
        (place("good"), "ledger-conflict"),
    ):
        with pytest.raises(LuoshiError) as error:
            ledger.append([place("good"), wrong], actor="a", reason="b")
        assert code(error) == expected
        assert ledger.head() is None
        assert ledger.known("place", [identity.named("place", "good")]) == set()
    assert ledger.verify() == []


def test_rows_of_one_entry_may_refer_to_one_another_in_any_order(ledger: Ledger) -> None:
    ledger.append(
        [place("heping", parent_id=identity.named("place", "sy")), place("sy")], actor="a", reason="b"
    )
    assert ledger.verify() == []


def test_time_never_goes_backwards(new_store: Callable[[], str]) -> None:
    times = iter([NOON, NOON - timedelta(days=1)])
    with Ledger.open(new_store(), create=True, clock=lambda: next(times)) as ledger:
        first = ledger.append([place("a")], actor="a", reason="b")
        second = ledger.append([place("b")], actor="a", reason="b")
    assert second.recorded == first.recorded == NOON


def test_the_environment_can_fix_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_CLOCK", "2025-12-31T23:59:59+08:00")
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        entry = ledger.append([place("a")], actor="a", reason="b")
    assert entry.recorded == datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)


def test_only_rows_that_are_new_are_missing(ledger: Ledger) -> None:
    ledger.append([place("a")], actor="a", reason="b")
    assert ledger.missing([place("a"), place("b"), place("b")]) == [place("b")]


def test_equal_entries_export_equal_bytes_from_any_store(
    tmp_path: Path, new_store: Callable[[], str]
) -> None:
    texts = []
    for store in (tmp_path / "a.db", new_store()):
        with Ledger.open(store, create=True, clock=NOON) as ledger:
            ledger.append(city.city(), actor="a", reason="b")
            stream = io.StringIO()
            ledger.export(stream)
            texts.append(stream.getvalue())
    assert texts[0] == texts[1]
    assert '"slug"' in texts[0]


@pytest.mark.parametrize("value", [1.5, "1", True, Decimal("NaN")])
def test_a_value_must_be_a_finite_decimal(ledger: Ledger, value: object) -> None:
    row = Row(
        table="target",
        values={"id": "t", "indicator_id": "i", "role": "target", "kind": "level", "value": value},
    )
    with pytest.raises(LuoshiError) as error:
        ledger.append([row], actor="a", reason="b")
    assert code(error) == "ledger-refused"
