"""Fixtures that every room's tests may use."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling

from tests.postgres import Cluster, cluster
from tests.stores import in_databases, without_sqlite
from tools import needs

settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")

ROOT = Path(__file__).resolve().parent.parent
REAL = Path(os.environ.get("LUOSHI_REAL", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real documents; tests that need it say so when it is absent."""
    if not (REAL / "documents").is_dir():
        pytest.skip(f"the real documents are absent: {REAL} (set LUOSHI_REAL)")
    return REAL


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; ``make test`` installs one."""
    return _program("Chromium", needs.chromium())


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of LibreOffice; ``make test`` installs it."""
    return _program("LibreOffice", needs.soffice())


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """Path of poppler's pdftoppm; ``make test`` installs it."""
    return _program("poppler", needs.pdftoppm())


@pytest.fixture(scope="session")
def postgres_bin() -> Path:
    """Folder that holds PostgreSQL's initdb and pg_ctl; ``make test`` installs them."""
    return Path(_program("PostgreSQL", needs.postgres()))


@pytest.fixture(scope="session")
def postgres(postgres_bin: Path) -> Iterator[Cluster]:
    """A running PostgreSQL."""
    with cluster(postgres_bin) as running:
        yield running


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the whole suite keep its ledgers in PostgreSQL."""
    words = "where the tests keep their ledgers"
    parser.addoption("--store", choices=["sqlite", "postgresql"], default="sqlite", help=words)


@pytest.fixture(scope="session", autouse=True)
def store_of_all(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keeps every ledger in PostgreSQL where the run asks for it."""
    if request.config.getoption("store") == "sqlite":
        yield
        return
    with in_databases(request.getfixturevalue("postgres")):
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what is about SQLite's files, and what runs on both stores anyway."""
    if config.getoption("store") == "postgresql":
        items[:], others = without_sqlite(items)
        config.hook.pytest_deselected(items=others)


class ByFile(LoadGroupScheduling):
    """Gives each worker a whole file or a whole group, so that what its tests share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        return super()._split_scope(nodeid).split("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    """Share the tests out by file and group."""
    return ByFile(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name the content of a file by its argument: made files hold the time, and each worker makes its own."""
    return argname if isinstance(val, bytes) else None


def pytest_configure() -> None:
    """Leave what collecting makes alone: nearly all of it stays to the end."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage less often than by default, which took a fifth of the time, and not in what stays."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _program(name: str, found: str | None) -> str:
    if not found:
        pytest.skip(f"{name} is not installed; make test installs it where it may")
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI nothing is skipped for something missing; only the real documents may be absent."""
    report = yield
    absent_documents = item.get_closest_marker("real") and "LUOSHI_REAL" not in os.environ
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail") and not absent_documents:
        report.outcome = "failed"
    return report
