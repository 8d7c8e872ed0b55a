"""What a person decides about readings stands, whatever is read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.build import build
from luoshi.ledger.records import StatementView
from luoshi.ledger.review import deciding, exchange, table
from luoshi.ledger.review.deciding import Part
from luoshi.ledger.review.queue import STATES, Item, find, queue
from luoshi.ledger.store import Ledger
from luoshi.statements.extract import extract
from luoshi.statements.model import Statement
from luoshi.statements.score import score

PLAN = """# 江川市发展规划

## 一、目标

到2025年，地区生产总值达到100亿元，路网密度达到8公里/平方公里。企业总数达到300家。

## 二、基础条件

近年来，临江材料实验室揭牌。习近平总书记强调，要守住18亿亩耕地红线。
"""
SOURCES = """place: {name: 江川市, slug: jiangchuan}
documents:
  - {file: plan.md, title: 江川市发展规划, published: "2022-05", kind: plan}
"""
WHO = "account-1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.joinpath("plan.md").write_text(PLAN, encoding="utf-8")
    tmp_path.joinpath("sources.yaml").write_text(SOURCES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ledger(folder: Path) -> Iterator[Ledger]:
    with Ledger.open(folder / "ledger.db", create=True) as made:
        build(made, folder)
        yield made


def item(ledger: Ledger, quote: str) -> Item:
    found = [one for one in queue(ledger, states=STATES, every=True) if one.quote == quote]
    assert len(found) == 1, [one.quote for one in found]
    return found[0]


def said(ledger: Ledger) -> dict[str, StatementView]:
    return {one.anchor.quote: one for one in views.statements(ledger, "plan")}


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "plan.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_least_sure_reading_comes_first_and_sure_ones_only_when_asked_for(ledger: Ledger) -> None:
    every = queue(ledger, every=True)
    assert [one.confidence for one in every] == sorted(one.confidence for one in every)
    assert {one.quote for one in every} >= {"100亿元", "8公里/平方公里", "300家", "临江材料实验室揭牌"}
    assert all(one.doubts or one.confidence < 0.9 for one in queue(ledger))


def test_what_was_accepted_is_certain_and_says_who_when_and_why(ledger: Ledger, folder: Path) -> None:
    one = item(ledger, "100亿元")
    entry = deciding.accept(ledger, one.id, reason="与原件一致", actor=WHO)
    after = item(ledger, "100亿元")
    assert (after.state, after.author, said(ledger)["100亿元"].confidence) == ("accepted", WHO, 1.0)
    assert after.judged
    assert (after.judged.actor, after.judged.reason, after.judged.entry) == (WHO, "与原件一致", entry.number)
    build(ledger, folder)
    assert item(ledger, "100亿元").state == "accepted"
    assert ledger.verify() == []


def test_a_correction_survives_every_build_and_moves_on_to_a_new_edition(
    ledger: Ledger, folder: Path
) -> None:
    one = item(ledger, "300家")
    deciding.correct(
        ledger, one.id, {"indicator": "规模以上企业数", "comparator": "ge"}, reason="见附表", actor=WHO
    )
    assert said(ledger)["300家"].indicator == "规模以上企业数"
    build(ledger, folder)
    assert said(ledger)["300家"].indicator == "规模以上企业数"
    rewrite(folder, "## 一、目标", "## 一、总目标\n\n本规划分两步实施。")
    build(ledger, folder)
    moved = item(ledger, "300家")
    assert moved.fields["indicator"] == "规模以上企业数"
    assert (moved.state, moved.judged and moved.judged.actor) == ("corrected", WHO)
    assert ledger.verify() == []
    rewrite(folder, "## 一、总目标\n\n本规划分两步实施。", "## 一、目标")
    build(ledger, folder)
    assert item(ledger, "300家").fields["indicator"] == "规模以上企业数"
    assert ledger.verify() == []


def test_a_correction_whose_words_are_gone_waits_as_an_orphan_and_is_placed_again(
    ledger: Ledger, folder: Path
) -> None:
    deciding.correct(ledger, item(ledger, "300家").id, {"unit": "户"}, reason="改", actor=WHO)
    rewrite(folder, "企业总数达到300家", "企业总数达到三百一十家左右")
    build(ledger, folder)
    orphan = item(ledger, "300家")
    assert orphan.state == "orphan"
    assert queue(ledger)[0].id == orphan.id
    text = folder.joinpath("plan.md").read_text(encoding="utf-8")
    start = text.index("三百一十家")
    deciding.place_again(ledger, orphan.id, (start, start + 5), actor=WHO)
    placed = item(ledger, "三百一十家")
    assert (placed.state, placed.fields["unit"]) == ("placed", "户")
    assert all(one.state != "orphan" for one in queue(ledger))


def test_what_was_rejected_is_not_read_again_here_or_in_a_new_edition(ledger: Ledger, folder: Path) -> None:
    deciding.reject(ledger, item(ledger, "300家").id, reason="系举例", actor=WHO)
    assert "300家" not in said(ledger)
    for change in (None, ("## 一、目标", "## 一、主要目标")):
        if change:
            rewrite(folder, *change)
        build(ledger, folder)
        assert "300家" not in said(ledger)
        indicators = views.indicators(ledger, views.plan(ledger, "plan").id)
        assert all("企业" not in one.name for one in indicators)
    assert ledger.verify() == []


def test_a_rejected_achievement_answers_nothing_any_more(ledger: Ledger, folder: Path) -> None:
    one = item(ledger, "临江材料实验室揭牌")
    corrected = deciding.correct(ledger, one.id, {"event": "正式揭牌"}, reason="补全", actor=WHO)
    assert corrected.number
    build(ledger, folder)
    assert [(a.subject, a.event) for a in views.achievements(ledger)] == [("临江材料实验室", "正式揭牌")]
    deciding.reject(ledger, item(ledger, "临江材料实验室揭牌").id, reason="尚未揭牌", actor=WHO)
    assert views.achievements(ledger) == ()
    build(ledger, folder)
    assert views.achievements(ledger) == ()


def test_other_words_can_be_chosen(ledger: Ledger, folder: Path) -> None:
    one = item(ledger, "300家")
    span = (one.start - 2, one.end)
    deciding.correct(ledger, one.id, {"comparator": "ge"}, span=span, reason="含“达到”", actor=WHO)
    build(ledger, folder)
    assert set(said(ledger)) == {"100亿元", "8公里/平方公里", "达到300家"}
    with pytest.raises(LuoshiError, match="review-words"):
        deciding.correct(ledger, item(ledger, "100亿元").id, {}, span=(5, 99999), reason="x", actor=WHO)


def test_two_readings_become_one_and_one_becomes_two(ledger: Ledger, folder: Path) -> None:
    first, second = item(ledger, "100亿元"), item(ledger, "8公里/平方公里")
    deciding.merge(ledger, [first.id, second.id], {"indicator": "综合"}, reason="并", actor=WHO)
    build(ledger, folder)
    merged = item(ledger, "100亿元，路网密度达到8公里/平方公里")
    assert merged.state == "merged"
    assert set(said(ledger)) == {merged.quote, "300家"}
    parts = [
        Part(span=(first.start, first.end), fields={"indicator": "地区生产总值"}),
        Part(
            span=(second.start, second.end),
            fields={"indicator": "路网密度", "value": "8", "unit": "公里/平方公里"},
        ),
    ]
    deciding.split(ledger, merged.id, parts, reason="仍作两条", actor=WHO)
    build(ledger, folder)
    assert {(one.anchor.quote, one.value, one.indicator) for one in said(ledger).values()} == {
        ("100亿元", Decimal(100), "地区生产总值"),
        ("8公里/平方公里", Decimal(8), "路网密度"),
        ("300家", Decimal(300), said(ledger)["300家"].indicator),
    }
    assert ledger.verify() == []


def test_two_persons_who_decide_at_once_do_not_overwrite_each_other(ledger: Ledger) -> None:
    one = item(ledger, "300家")
    deciding.correct(ledger, one.id, {"unit": "户"}, reason="改", actor=WHO)
    with pytest.raises(LuoshiError, match=r"not-found|ledger-conflict"):
        deciding.reject(ledger, one.id, reason="删", actor="account-2")
    assert said(ledger)["300家"].unit == "户"


@pytest.mark.parametrize(
    "fields", [{"value": "很多"}, {"comparator": "more"}, {"period": "明年"}, {"value": ""}, {"secret": "1"}]
)
def test_what_cannot_be_a_field_is_refused(ledger: Ledger, fields: dict[str, str]) -> None:
    with pytest.raises(LuoshiError, match="review-field"):
        deciding.correct(ledger, item(ledger, "300家").id, fields, reason="x", actor=WHO)


def test_a_statement_no_rule_read_can_be_added(ledger: Ledger, folder: Path) -> None:
    start = PLAN.index("企业总数")
    fields = {"value": "1", "comparator": "eq", "measure": "level", "fact": "target", "indicator": "企业"}
    deciding.add(ledger, "plan", (start, start + 4), fields, kind="statement", actor=WHO)
    build(ledger, folder)
    assert said(ledger)["企业总数"].indicator == "企业"
    assert item(ledger, "企业总数").state == "added"


def test_no_person_reads_from_a_speech(ledger: Ledger) -> None:
    start = PLAN.index("18亿亩")
    assert "18亿亩" not in {one.quote for one in queue(ledger, states=STATES, every=True)}
    fields = {"value": "18", "comparator": "eq", "measure": "level", "fact": "target"}
    with pytest.raises(LuoshiError, match="review-passage"):
        deciding.add(ledger, "plan", (start, start + 4), fields, kind="statement", actor=WHO)


def test_decisions_come_back_by_table_all_or_none(ledger: Ledger, folder: Path) -> None:
    rows = [exchange.record(one) for one in queue(ledger, kind="statement", every=True)]
    decisions = {
        "100亿元": ("accept", {}),
        "300家": ("correct", {"unit": "户"}),
        "8公里/平方公里": ("reject", {}),
    }
    for row in rows:
        row["decision"], changed = decisions[row["quote"]]
        row.update(changed, reason="核对原件")

    def told() -> io.StringIO:
        text = io.StringIO()
        writer = csv.DictWriter(text, exchange.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
        text.seek(0)
        return text

    rows[-1]["decision"], kept = "maybe", rows[-1]["decision"]
    before = ledger.head()
    with pytest.raises(LuoshiError, match="review-row"):
        table.load(ledger, told(), reason="", actor=WHO)
    assert ledger.head() == before
    rows[-1]["decision"] = kept
    done = table.load(ledger, told(), reason="", actor=WHO)
    assert [done.counts[word] for word in ("accept", "correct", "reject", "merge")] == [1, 1, 1, 0]
    build(ledger, folder)
    assert {quote: one.unit for quote, one in said(ledger).items()} == {"100亿元": "亿元", "300家": "户"}


def as_table(*rows: dict[str, object]) -> io.StringIO:
    text = io.StringIO()
    writer = csv.DictWriter(text, exchange.COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    text.seek(0)
    return text


def test_merging_splitting_adding_and_placing_come_back_by_table_and_stand_in_a_new_edition(
    ledger: Ledger, folder: Path
) -> None:
    deciding.correct(
        ledger, item(ledger, "临江材料实验室揭牌").id, {"event": "正式揭牌"}, reason="补", actor=WHO
    )
    rewrite(folder, "临江材料实验室揭牌", "临江实验室已经挂牌")
    build(ledger, folder)
    text = folder.joinpath("plan.md").read_text(encoding="utf-8")

    def row(quote: str, decision: str, words: str | None = None, **more: str) -> dict[str, object]:
        start = text.index(words or quote)
        told = exchange.record(item(ledger, quote)) if quote else {"kind": "statement", "document": "plan"}
        span = {"start": start, "end": start + len(words or quote)} if words else {}
        return {**told, **span, "decision": decision, "reason": "对照原件", **more}

    needed = {"value": "1", "comparator": "eq", "measure": "level", "fact": "target"}
    done = table.load(
        ledger,
        as_table(
            row("100亿元", "merge", **{"with": item(ledger, "8公里/平方公里").id, "indicator": "综合"}),
            row("300家", "split", "企业总数", indicator="企业"),
            row("300家", "split", "300家", indicator="企业总数"),
            row("", "add", "到2025年", indicator="年份", **needed),
            row("临江材料实验室揭牌", "place", "临江实验室已经挂牌"),
        ),
        reason="",
        actor=WHO,
    )
    assert [done.counts[word] for word in ("merge", "split", "add", "place", "accept")] == [1, 1, 1, 1, 0]
    whole = "100亿元，路网密度达到8公里/平方公里"
    read = {whole: "综合", "企业总数": "企业", "300家": "企业总数", "到2025年": "年份"}
    for change in (None, ("## 一、目标", "## 一、总目标\n\n本规划分两步实施。")):
        if change:
            rewrite(folder, *change)
        build(ledger, folder)
        assert {quote: one.indicator for quote, one in said(ledger).items()} == read
        assert [one.event for one in views.achievements(ledger) if one.subject == "临江材料实验室"] == [
            "正式揭牌"
        ]
        assert not [one for one in queue(ledger) if one.state == "orphan"]
    assert {item(ledger, quote).state for quote in read} == {"merged", "split", "added"}
    assert ledger.verify() == []


def test_one_reading_has_one_decision_in_a_table(ledger: Ledger) -> None:
    first = {**exchange.record(item(ledger, "300家")), "decision": "accept"}
    second = {
        **exchange.record(item(ledger, "100亿元")),
        "decision": "merge",
        "with": first["id"],
        "reason": "并",
    }
    for rows in (
        (first, first),
        (first, second),
        ({**second, "with": ""},),
        ({**first, "decision": "split"},),
    ):
        with pytest.raises(LuoshiError, match="review-row"):
            table.load(ledger, as_table(*rows), reason="x", actor=WHO)
    assert item(ledger, "300家").state == "open"


def test_reviewed_statements_are_gold_for_the_scorer(ledger: Ledger) -> None:
    assert list(exchange.gold(ledger)) == []
    deciding.accept(ledger, item(ledger, "100亿元").id, actor=WHO)
    deciding.correct(ledger, item(ledger, "300家").id, {"unit": "户"}, reason="改", actor=WHO)
    marked = list(exchange.gold(ledger))
    assert [(one["text"], one["unit"]) for one in marked] == [("100亿元", "亿元"), ("300家", "户")]
    read = [one.interchange() for one in _extracted()]
    figures = score(marked, read).figures()
    assert figures["recall"] == 0.5


def _extracted() -> list[Statement]:
    source = Source(key="plan", file="plan.md", kind="plan", published="2022-05", place="江川市")
    return extract(read_text(PLAN, "plan.md"), source)


def test_a_short_beginning_of_an_id_finds_it(ledger: Ledger) -> None:
    one = item(ledger, "300家")
    found = find(ledger, one.id[:13])
    assert found
    assert found.id == one.id
    assert find(ledger, "zzzzzzzz") is None
