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
from luoshi.web.app import PAGES, create_app, declared

TOWN = Path(__file__).resolve().parents[1] / "web" / "town"
THREE = {"at", "published_by", "recorded_by"}

SHOWS_NO_FACTS = {
    "init": "writes a list of files",
    "build": "writes",
    "extract": "reads a file, no ledger",
    "attach": "writes",
    "retract": "writes",
    "serve": "the pages take the times",
    "user": "accounts, not facts",
    "verify": "the whole journal",
    "migrate": "the whole ledger",
    "doctor": "the machine",
    "plan succeed": "writes",
    "plan relate": "writes",
    "plan release": "writes",
    "target revise": "writes",
    "target set-year": "writes",
    "target split": "writes",
}
"""Commands without the three times, and why; a section stands for all its commands."""

NO_FACTS = {
    "/healthz": "whether the pages are served",
    "/api/v1": "describes the interface",
    "/api/v1/openapi.json": "describes the interface",
    "/api/{path:path}": "answers what is not there",
    "/documents/{key}/original": "the bytes of the present edition or of the one within the times",
    "/method": "describes the rules",
}
"""Routes for reading without the three times, and why."""

FILLED = {
    "place": "yunzhou",
    "plan": "plan",
    "indicator": "1",
    "key": "report",
    "file": "table.xlsx",
}
QUERIES = {"/search": "&q=地区", "/api/v1/search": "&q=地区"}


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        whole = f"{above} {name}".strip()
        if isinstance(command, click.Group):
            yield from commands(command, whole)
        else:
            yield whole, command


def test_every_command_that_shows_facts_takes_the_three_times() -> None:
    lacking = {
        name
        for name, command in commands(main)
        if not {name, name.partition(" ")[0]} & SHOWS_NO_FACTS.keys()
        and not {parameter.name for parameter in command.params} >= THREE
    }
    assert lacking == set()


def test_no_command_is_excused_that_is_gone_or_takes_them() -> None:
    found = dict(commands(main))
    for name in SHOWS_NO_FACTS:
        own = [command for whole, command in found.items() if whole == name or whole.startswith(f"{name} ")]
        assert own, name
        assert not any({one.name for one in command.params} >= THREE for command in own), name


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("times") / "ledger.db"
    with Ledger.open(path, create=True, clock=datetime(2026, 6, 1, tzinfo=UTC)) as ledger:
        assert build(ledger, TOWN, observations=[TOWN / "figures.csv"]).complete
    with TestClient(create_app(path), headers={"accept-language": "en"}) as made:
        yield made


def routes() -> list[str]:
    return [path for path, methods in declared(PAGES) if "GET" in methods and path not in NO_FACTS]


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
