from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from luoshi.collection.appointing import appoint
from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from tests.collection import office
from tests.ledger.conftest import Days
from tests.ledger.folder import write_folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the city of 江川 with its plan, built once; tests take a copy."""
    folder = tmp_path_factory.mktemp("built")
    path = folder / "ledger.db"
    with Ledger.open(path, create=True, clock=Days()) as made:
        build(made, write_folder(folder / "documents"))
    return path


@pytest.fixture
def ledger(built: Path, tmp_path: Path) -> Iterator[Ledger]:
    path = tmp_path / "ledger.db"
    path.write_bytes(built.read_bytes())
    with Ledger.open(path, clock=Days()) as opened:
        yield opened


@pytest.fixture
def staffed(ledger: Ledger) -> Ledger:
    """The city with units, posts, duties and schedules of ``office.appointments``."""
    appoint(ledger, *office.appointments(), actor="admin")
    return ledger
