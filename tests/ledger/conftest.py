from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from luoshi.ledger.store import Ledger

START = datetime(2026, 1, 1, tzinfo=UTC)


class Days:
    """A clock that moves on by a day each time it is looked at."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(days=1)
        return self.now


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger whose entries are a day apart, the first of 2 January 2026."""
    with Ledger.open(tmp_path / "ledger.db", create=True, clock=Days()) as made:
        yield made
