"""Makes the helpers of this room importable by its tests, and opens the town's ledger once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import town

from luoshi.ledger.store import Ledger


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The town's ledger on 1 June 2026, for reading."""
    with town.ledger(tmp_path_factory.mktemp("town") / "luoshi.db") as made:
        yield made
