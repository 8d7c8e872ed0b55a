"""The ledger of the real documents and figures, built once; tests that write take a copy."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger


@pytest.fixture(scope="session")
def real_ledger(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("real") / "luoshi.db"
    with Ledger.open(path, create=True, clock=datetime(2026, 6, 1, tzinfo=UTC)) as made:
        report = build(made, real / "documents", observations=[real / "data/shenyang_observations.csv"])
        assert report.complete
    return path
