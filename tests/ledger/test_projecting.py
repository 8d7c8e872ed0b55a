"""What a person decides about the names of projects stands, whatever is read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger import projecting, views
from luoshi.ledger.build import build
from luoshi.ledger.records import ProjectView
from luoshi.ledger.store import Ledger

EARLY = """# 江川市2022年工作要点

加快推进江川机场二跑道建设。推动东山隧道开工建设。加快推进江川河大桥建设。加快推进大学城医院建设。
"""
LATE = """# 江川市2025年工作总结

机场第二跑道尽早开工。儿童医院建成投用。河西大桥建成通车。大学城医院竣工。
"""
SOURCES = """place: {name: 江川市, slug: jiangchuan}
documents:
  - {file: early.md, title: 工作要点, published: "2022-02", kind: report}
  - {file: late.md, title: 工作总结, published: "2025-12", kind: report}
"""
WHO = {"reason": "同一处工程", "actor": "account-1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("early.md", EARLY), ("late.md", LATE), ("sources.yaml", SOURCES)):
        tmp_path.joinpath(name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ledger(folder: Path) -> Iterator[Ledger]:
    with Ledger.open(folder / "ledger.db", create=True) as made:
        build(made, folder)
        yield made


def told(ledger: Ledger) -> dict[str, list[tuple[str | None, str]]]:
    return {
        one.name: [(each.anchor.document_key, each.name) for each in one.mentions]
        for one in views.projects(ledger)
    }


def project(ledger: Ledger, name: str) -> ProjectView:
    return projecting.project_named(ledger, name)


def test_two_projects_become_one_history_and_stay_so_when_read_again(ledger: Ledger, folder: Path) -> None:
    before = told(ledger)
    assert {"江川河大桥", "河西大桥", "东山隧道"} <= set(before), before
    ones = [project(ledger, "江川河大桥"), project(ledger, "河西大桥")]
    entry = projecting.merge(ledger, ones, **WHO)
    history = [("early", "江川河大桥"), ("late", "河西大桥")]
    for change in (None, ("# 江川市2025年工作总结", "# 江川市2025年工作总结\n\n全年工作顺利。")):
        if change:
            text = LATE.replace(*change)
            folder.joinpath("late.md").write_text(text, encoding="utf-8")
        build(ledger, folder)
        assert told(ledger)["江川河大桥"] == history
        assert "河西大桥" not in told(ledger)
    [decided] = projecting.decisions(ledger)
    assert (decided.number, decided.actor, decided.reason) == (entry.number, "account-1", "同一处工程")
    assert {one.name for one in decided.names} == {"江川河大桥", "河西大桥"}
    projecting.undo(ledger, entry.number, reason="并错", actor="account-1")
    assert told(ledger) == before
    assert projecting.decisions(ledger) == ()
    assert ledger.verify() == []


def test_a_later_document_joins_the_project_that_its_name_was_decided_for(
    ledger: Ledger, folder: Path
) -> None:
    ones = [project(ledger, "江川河大桥"), project(ledger, "河西大桥")]
    projecting.merge(ledger, ones, name="江川河西大桥", **WHO)
    folder.joinpath("later.md").write_text("# 简报\n\n河西大桥正式通车。\n", encoding="utf-8")
    text = SOURCES + '  - {file: later.md, title: 简报, published: "2026-02", kind: report}\n'
    folder.joinpath("sources.yaml").write_text(text, encoding="utf-8")
    build(ledger, folder)
    assert [key for key, _ in told(ledger)["江川河西大桥"]] == ["early", "late", "later"]


def test_one_history_becomes_two_by_name_or_by_document(ledger: Ledger, folder: Path) -> None:
    runway = project(ledger, "江川机场二跑道")
    assert len({one.name for one in runway.mentions}) == 2
    gone = [one.id for one in runway.mentions if one.anchor.document_key == "late"]
    projecting.split(ledger, runway, gone, **WHO)
    gym = project(ledger, "大学城医院")
    first = [gym.mentions[0].id]
    with pytest.raises(LuoshiError, match="project-name"):
        projecting.split(ledger, gym, first, **WHO)
    projecting.split(ledger, gym, first, name="大学城医院（旧址）", **WHO)
    build(ledger, folder)
    found = told(ledger)
    assert {name: keys for name, keys in found.items() if "跑道" in name or "大学城" in name} == {
        "江川机场二跑道": [("early", "江川机场二跑道")],
        "机场第二跑道": [("late", "机场第二跑道")],
        "大学城医院（旧址）": [("early", "大学城医院")],
        "大学城医院": [("late", "大学城医院")],
    }
    whole = [one.id for one in gym.mentions]
    with pytest.raises(LuoshiError, match="project-split"):
        projecting.split(ledger, project(ledger, "机场第二跑道"), whole, **WHO)


def test_an_odd_name_is_dropped_and_nothing_reads_it_again(ledger: Ledger, folder: Path) -> None:
    projecting.drop(ledger, project(ledger, "东山隧道"), reason="不是项目", actor="account-1")
    build(ledger, folder)
    assert "东山隧道" not in told(ledger)
    with pytest.raises(LuoshiError, match="not-found"):
        project(ledger, "东山隧道")


def test_what_cannot_be_decided_is_refused(ledger: Ledger) -> None:
    one = project(ledger, "河西大桥")
    for ones in ([one], [one, one]):
        with pytest.raises(LuoshiError, match="project-merge"):
            projecting.merge(ledger, ones, **WHO)
    with pytest.raises(LuoshiError, match="decision-without-reason"):
        projecting.drop(ledger, one, reason=" ", actor="a")
    with pytest.raises(LuoshiError, match="classified"):
        projecting.merge(ledger, [one, project(ledger, "江川河大桥")], reason="机密★1年", actor="a")
    stale = project(ledger, "河西大桥")
    projecting.drop(ledger, one, reason="不是项目", actor="a")
    entry = projecting.drop(ledger, stale, reason="仍不是", actor="b")
    assert [one.number for one in projecting.decisions(ledger)] == [entry.number]
    with pytest.raises(LuoshiError, match="not-found"):
        projecting.undo(ledger, entry.number - 1, reason="撤", actor="a")
