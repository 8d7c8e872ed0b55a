"""Two write about one figure: the second sees the conflict, whichever way each of them came."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from luoshi.cli import main
from luoshi.collection.knowing import subjects
from luoshi.errors import LuoshiError
from luoshi.ledger import planning, views
from luoshi.ledger.build import build
from luoshi.ledger.disagreeing.answers import answer
from luoshi.ledger.disagreements import disagreements
from luoshi.ledger.observations import import_observations
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.collection import office
from tests.ledger.folder import FIGURES, write_folder
from tests.web.bureau import HERE, NOW, Bureau, build_city, open_bureau
from tests.web.forms import sent


@contextmanager
def first(rival: Callable[[], object]) -> Iterator[None]:
    """Let somebody else write just before the next entry is written."""
    append, waiting = Ledger.append, [rival]

    def after_the_rival(ledger: Ledger, *given: Any, **more: Any) -> Any:
        if waiting:
            waiting.pop()()
        return append(ledger, *given, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ledger, "append", after_the_rival)
        yield


def revise(store: str, value: str) -> None:
    with Ledger.open(store) as ledger:
        found = views.indicator(ledger, "1")
        basis = planning.Basis(title="另一份通知", publisher=None, published=None, trust="C")
        aim = found.targets[0]
        planning.revise(ledger, found, aim, Decimal(value), basis, comparator="eq", actor="甲", reason="更正")


def test_on_the_command_line(new_store: Callable[[], str], tmp_path: Path) -> None:
    store = new_store()
    with Ledger.open(store, create=True) as ledger:
        build(ledger, write_folder(tmp_path / "documents"))
        period = views.indicator(ledger, "1").targets[0].period
    command = ["--ledger", store, "--lang", "en", "target", "revise", "1", period, "640"]
    command += ["--source", "通知", "--reason", "更正", "--actor", "乙"]
    with first(lambda: revise(store, "620")):
        result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert "[ledger-conflict]" in result.output
    with Ledger.open(store) as ledger:
        assert next(one.value for one in views.indicator(ledger, "1").targets) == 620
        assert ledger.verify() == []
    again = CliRunner().invoke(main, command)
    assert again.exit_code == 0, again.output


def test_with_an_import(new_store: Callable[[], str], tmp_path: Path) -> None:
    store, folder = new_store(), write_folder(tmp_path / "documents")
    file = folder / "figures.csv"
    with Ledger.open(store, create=True) as ledger:
        build(ledger, folder)
        import_observations(ledger, file, actor="a")

    def bring(value: str) -> int | None:
        file.write_text(FIGURES.replace("2023,430.6,eq", f"2023,{value},eq"), encoding="utf-8")
        with Ledger.open(store) as own:
            return import_observations(own, file, actor=value).entry

    file.write_text(FIGURES.replace("2023,430.6,eq", "2023,431.6,eq"), encoding="utf-8")
    with Ledger.open(store) as ledger:
        with first(lambda: bring("432.6")), pytest.raises(LuoshiError) as refused:
            import_observations(ledger, file, actor="b")
        assert refused.value.problem.code == "ledger-conflict"
        assert ledger.verify() == []


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    made = open_bureau(build_city(tmp_path))
    yield made
    made.store.close()


@pytest.mark.sqlite
def test_through_the_api(bureau: Bureau) -> None:
    with Ledger.open(bureau.path) as ledger:
        key = subjects(ledger)["1"].key
    token = bureau.token("zhang", key)

    def other() -> None:
        with Ledger.open(bureau.path, clock=lambda: NOW) as own:
            office.handed_in(own, office.figure("1", "452.8"))

    call = {"figures": [{"indicator": key, "period": "2025", "value": "453.9"}]}
    with first(other):
        reply = bureau.browser(None).post("/api/v1/submissions", json=call, headers=token)
    assert (reply.status_code, reply.json()["code"]) == (409, "figure-conflict")


@pytest.mark.sqlite
def test_on_the_pages(tmp_path: Path) -> None:
    """Both have the page open; the second one's decision does not silently take the first one's place."""
    path = build_city(tmp_path)
    with Ledger.open(path, clock=lambda: NOW) as ledger:
        figures = tmp_path / "figures.csv"
        figures.write_text(FIGURES.replace("2023,430.6,eq", "2023,436.2,eq"), encoding="utf-8")
        import_observations(ledger, figures, actor="a")
        plan = views.plans(ledger)[0]
        one = disagreements(ledger, plan.id)[0]
    client = TestClient(create_app(path, clock=lambda: NOW), base_url=HERE)
    address = f"/{plan.place_slug}/{plan.slug}/disagreements"
    page = client.get(address).text
    seen = re.search(rf'value="{one.id}">\s*<input type="hidden" name="seen" value="([^"]*)"', page)
    assert seen
    with Ledger.open(path, clock=lambda: NOW) as ledger:
        answer(ledger, one.id, "explained", reason="甲的说明", actor="甲")
    form = {"disagreement": one.id, "decision": "accepted", "reason": "乙的说明", "seen": seen[1]}
    late = sent(client, address, form)
    assert late.status_code == 409
    assert "ledger-conflict" in late.text
    again = re.search(
        rf'value="{one.id}">\s*<input type="hidden" name="seen" value="([^"]+)"', client.get(address).text
    )
    assert again
    assert sent(client, address, {**form, "seen": again[1]}).status_code == 303
