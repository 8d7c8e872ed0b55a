"""The three times are options of every command, and parameters of every page, that shows facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from fastapi.testclient import TestClient

from luoshi.cli import main
from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app, declared
from luoshi.web.routes import (
    actions,
    api_plans,
    api_sources,
    api_weighing,
    cockpit,
    compare,
    corrections,
    differing,
    documents,
    downloads,
    duties,
    indicator,
    quality,
    rollup,
    search,
    totals,
)
from tests.web.conftest import HERE

TOWN = Path(__file__).parent / "town"
OF_FACTS = (
    search,
    documents,
    quality,
    corrections,
    differing,
    actions,
    downloads,
    cockpit,
    indicator,
    api_plans,
    api_sources,
    api_weighing,
    compare,
    rollup,
    totals,
    duties,
)
"""The modules whose routes show facts of the ledger."""

THREE = {"at", "published_by", "recorded_by"}

SHOW_FACTS = (
    "integrity",
    "national export",
    "evaluate",
    "method list",
    "why",
    "compare",
    "diff",
    "history",
    "corrections",
    "totals",
    "search",
    "report",
    "export",
    "plan list",
    "plan show",
    "target parts",
    "outlook",
    "disagreements list",
    "collect due",
    "collect gaps",
    "collect owners",
    "collect burden",
    "collect list",
    "collect posts",
    "projects",
    "rollup",
    "tasks",
    "whatif",
)
"""Commands that show facts of the ledger; the others write, or speak of accounts, files and the journal."""

NO_FACTS = {
    "/collect/periods": "for those who report: nobody without an account calls it",
    "/documents/{key}/original": "the bytes of the present edition or of the one within the times",
}
"""Routes for reading without the three times, and why."""

FILLED = {
    "place": "yunzhou",
    "plan": "plan",
    "indicator": "1",
    "key": "report",
    "task": "none",
    "file": "table.xlsx",
}
QUERIES = {
    "/search": "&q=地区",
    "/api/v1/search": "&q=地区",
    "/compare": "&concept=gdp&period=2023",
    "/{place}/{plan}/diff": "&old=plan",
    "/api/v1/plans/{place}/{plan}/diff": "&old=plan",
    "/api/v1/compare": "&concept=gdp&period=2023",
    "/api/v1/plans/{place}/{plan}/composites": "&composite=weighted",
}


WRITES = (
    "attach",
    "build",
    "close",
    "collect approve",
    "collect assign",
    "collect lock",
    "collect publish",
    "collect reopen",
    "collect return",
    "collect schedule",
    "collect setup",
    "collect submit",
    "collect withdraw",
    "disagreements accept",
    "disagreements correct",
    "disagreements explain",
    "import",
    "init",
    "method choose",
    "method drop",
    "migrate",
    "plan relate",
    "plan release",
    "plan succeed",
    "project drop",
    "project merge",
    "project split",
    "project undo",
    "retract",
    "settle",
    "target revise",
    "target set-year",
    "target split",
)
"""Commands that write: what is written is written now."""

NO_TIMES = {
    "review": "decides about what waits now",
    "backup": "the whole ledger as it is",
    "corpus": "files, not the ledger",
    "doctor": "the installation",
    "extract": "one file, not the ledger",
    "national evaluate": "files of a country, not the ledger; has its own day",
    "project decisions": "what is decided now; projects have the three times",
    "publish": "has a day of its own: the last on which a source may have come out",
    "remind": "letters are about today",
    "restore": "the whole ledger as it was backed up",
    "serve": "each page takes the times",
    "user": "accounts are kept beside the ledger, and their log is not its journal",
    "verify": "the whole journal",
}
"""Commands, and groups of them, without the three times, and why."""


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        whole = f"{above} {name}".strip()
        if isinstance(command, click.Group):
            yield from commands(command, whole)
        else:
            yield whole, command


@pytest.mark.parametrize("name", SHOW_FACTS)
def test_a_command_that_shows_facts_takes_the_three_times(name: str) -> None:
    assert {parameter.name for parameter in dict(commands(main))[name].params} >= THREE


def test_every_other_command_writes_or_says_why_it_has_no_times() -> None:
    others = set(dict(commands(main))) - set(SHOW_FACTS) - set(WRITES) - set(NO_TIMES)
    assert {name for name in others if name.split()[0] not in NO_TIMES} == set()
    assert set(SHOW_FACTS) <= set(dict(commands(main)))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("times") / "ledger.db"
    with Ledger.open(path, create=True, clock=datetime(2026, 6, 1, tzinfo=UTC)) as ledger:
        assert build(ledger, TOWN, observations=[TOWN / "figures.csv"]).complete
    with TestClient(create_app(path), base_url=HERE, headers={"accept-language": "en"}) as made:
        yield made


def routes() -> list[str]:
    return [
        path
        for path, methods in declared([module.router for module in OF_FACTS])
        if "GET" in methods and path not in NO_FACTS
    ]


@pytest.mark.parametrize("path", routes())
def test_every_route_that_shows_facts_takes_the_three_times(town: TestClient, path: str) -> None:
    address, more = path.format(**FILLED), QUERIES.get(path, "")
    assert (
        town.get(f"{address}?at=2025-12-31&published_by=2026-05-31&recorded_by=99{more}").status_code == 200
    )
    before = town.get(f"{address}?recorded_by=2020-01-01{more}")
    assert before.status_code == 404, "the ledger held nothing then"
    for wrong in ("at=never", "published_by=never", "recorded_by=never"):
        assert town.get(f"{address}?{wrong}{more}").status_code in (400, 422), wrong


@pytest.mark.parametrize("path", routes())
def test_nothing_is_shown_that_was_not_known(town: TestClient, path: str) -> None:
    """Before its publication no figure of 2023 and nothing of the report stands anywhere."""
    address, more = path.format(**FILLED), QUERIES.get(path, "")
    answer = town.get(f"{address}?published_by=2000-01-01{more}")
    assert answer.status_code in (200, 404)
    assert "431.9" not in answer.text
    assert "430.6" not in answer.text
