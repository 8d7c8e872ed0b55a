"""What came with a reported figure, as of a cut, and after it was corrected on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.access.publishing import publish as publish_copy
from luoshi.collection.deciding import approve, publish, send_back
from luoshi.collection.log import submission
from luoshi.collection.register import register
from luoshi.collection.remarks import add_evidence, comment
from luoshi.collection.telling import told
from luoshi.ledger import views
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger
from tests.collection import office


def indicator(ledger: Ledger) -> str:
    return views.indicator(ledger, 1, plan_id=views.plans(ledger)[0].id).id


def figure_ids(ledger: Ledger, identity: str) -> list[str]:
    with ledger.reading() as connection:
        view = submission(connection, register(connection), office.TODAY, identity)
    return [one.id for one in view.figures]


def test_words_and_files_come_with_the_figure_they_became(staffed: Ledger) -> None:
    said = {"progress": "按期推进", "next_steps": "完善核算"}
    identity = office.handed_in(staffed, office.figure("1", **said), office.figure("2", "75.2"))
    first, second = figure_ids(staffed, identity)
    add_evidence(staffed, identity, "年报.txt", b"1", actor=office.ZHANG, figure_id=first)
    add_evidence(staffed, identity, "人口.txt", b"2", actor=office.ZHANG, figure_id=second)
    add_evidence(staffed, identity, "公函.txt", b"3", actor=office.ZHANG)
    approve(staffed, identity, actor=office.LI, today=office.TODAY)
    approve(staffed, identity, actor=office.WANG, today=office.TODAY)
    publish(staffed, identity, actor=office.WANG, today=office.TODAY)
    ((key, one),) = told(staffed, [indicator(staffed)]).items()
    assert one.words == said
    assert [file.name for file in one.evidence] == ["年报.txt", "公函.txt"]
    held = {view.id: view.value for view in views.observations(staffed, indicator(staffed))}
    assert f"{held[key]}" == "452.8"


def test_a_correction_keeps_the_files_and_remarks_of_the_figure_it_corrects(staffed: Ledger) -> None:
    identity = office.handed_in(staffed, office.figure("1", progress="初稿"))
    (before,) = figure_ids(staffed, identity)
    add_evidence(staffed, identity, "年报.txt", b"1", actor=office.ZHANG, figure_id=before)
    comment(staffed, identity, "核对", actor=office.LI, figure_id=before)
    send_back(staffed, identity, actor=office.LI, reason="核对", today=office.TODAY)
    head = staffed.head()
    assert head
    office.handed_in(staffed, office.figure("2", "75.2"), office.figure("1", "452.9"), submission_id=identity)
    with staffed.reading() as connection:
        view = submission(connection, register(connection), office.TODAY, identity)
    now = next(one.id for one in view.figures if one.indicator_id == indicator(staffed))
    assert now != before
    assert [one.figure_id for one in view.evidence] == [now]
    assert [one.figure_id for one in view.comments] == [now]
    (after,) = told(staffed, [indicator(staffed)]).values()
    assert (after.words, [one.name for one in after.evidence]) == ({}, ["年报.txt"])
    (then,) = told(staffed, [indicator(staffed)], cut=Cut(recorded_by=head.number)).values()
    assert then.words == {"progress": "初稿"}


@pytest.mark.sqlite
def test_a_published_copy_holds_none_of_it(staffed: Ledger, tmp_path: Path) -> None:
    office.published(staffed, office.figure("1", progress="按期推进"))
    assert told(staffed, [indicator(staffed)])
    publish_copy(staffed, tmp_path / "public.db", office.TODAY)
    with Ledger.open(tmp_path / "public.db", read_only=True) as copy:
        assert views.observations(copy, indicator(copy))
        assert told(copy, [indicator(copy)]) == {}
