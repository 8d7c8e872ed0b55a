from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from luoshi.ledger.store import Ledger
from tests.postgres import Cluster

START = datetime(2026, 1, 1, tzinfo=UTC)


class Days:
    """A clock that moves on by a day each time it is looked at."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.twin])])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the file or the address of a store for a new ledger, in SQLite and in PostgreSQL."""
    return stores(request, tmp_path)


def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Return what gives a new store of the kind that a fixture's parameter names."""
    if request.param == "postgres":
        running: Cluster = request.getfixturevalue("postgres")
        return running.new
    numbers = count()
    return lambda: str(tmp_path / f"ledger{next(numbers)}.db")


@pytest.fixture
def ledger(new_store: Callable[[], str]) -> Iterator[Ledger]:
    """An empty ledger whose entries are a day apart, the first of 2 January 2026."""
    with Ledger.open(new_store(), create=True, clock=Days()) as made:
        yield made
