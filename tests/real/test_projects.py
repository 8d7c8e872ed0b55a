"""Named projects of the real documents have one history over all of them."""

from pathlib import Path

import pytest

from luoshi.documents import read
from luoshi.documents.sources import read_sources
from luoshi.ledger import views
from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.statements.projects import histories, read_projects

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def found(real):
    folder = real / "documents"
    mentions = [
        m for source in read_sources(folder) for m in read_projects(read(folder / source.file), source)
    ]
    return {history.name: history.mentions for history in histories(mentions)}


def test_the_second_runway_is_hurried_in_2022_and_to_start_soon_in_2025(found):
    mentions = next(mentions for name, mentions in found.items() if name.endswith("机场二跑道"))
    stages = [(m.published[:4], m.stage, m.reached) for m in mentions]
    assert stages == [("2022", "building", False), ("2022", "building", False), ("2025", "starting", False)]


def test_metro_line_3_is_promised_and_partly_opened(found):
    mentions = next(mentions for name, mentions in found.items() if "3号线" in name)
    assert (mentions[0].published, mentions[0].reached) == ("2022-05-12", False)
    assert all(m.reached and m.stage == "opened" for m in mentions[1:])


def test_the_ledger_tells_projects_as_histories_and_items_are_answered(real: Path, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        build(ledger, real / "documents")
        runway = next(one for one in views.projects(ledger) if one.name.endswith("二跑道"))
        told = [(one.anchor.document_key[:3], one.stage, one.reached) for one in runway.mentions]
        [plan] = [one for one in views.plans(ledger) if views.actions(ledger, one.id)]
        tasks = {one.id: one for one in views.actions(ledger, plan.id, forms=views.FORMS)}
        answered = {
            (one.subject, tasks[action].name)
            for one in views.achievements(ledger)
            for action, *_ in one.actions
            if action in tasks
        }
    assert told[0][:2] == ("004", "building")
    assert told[-1] == ("003", "starting", False)
    assert sum(one.terms.form == "special" for one in tasks.values()) == 91
    assert ("沈阳金融商贸开发区", "大力发展金融商贸开发区") in answered
    assert ("地铁3号线一期工程西段", "推进重大基础设施建设") in answered
