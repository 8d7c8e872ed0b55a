from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger.records import Cut, Hit
from luoshi.ledger.search import refresh, search
from luoshi.ledger.searching.index import index_path
from luoshi.ledger.searching.terms import fold, marks, phrases, spaced
from luoshi.ledger.store import Ledger
from tests.ledger import city
from tests.ledger.conftest import Days

PLAN = (
    "建设纲要\n\n一、总体要求\n\n"
    "到2025年，地区生产总值达到10000亿元，5G基站达到3万个。中欧班列开行数量达到１０００列。\n\n"
    "二、指导思想\n\n以重要思想为指导，坚持稳中求进。\n\n"
    "三、民生\n\n城乡居民收入增长与经济增长同步。\n"
).encode()


def marked(hit: Hit) -> list[str]:
    return [hit.snippet[start:end] for start, end in hit.marks]


def fill(ledger: Ledger) -> str:
    """Write a city whose plan is longer, with one statement; return the statement's id."""
    text = PLAN.decode()
    edition = city.edition_of("long", PLAN)
    start = text.index("10000亿元")
    mark = city.anchor(edition, start, start + 7, "10000亿元")
    said = city.statement(mark.values["id"], "10000")
    about = {"title": "国家中心城市建设纲要", "issuer": "市政府"}
    ledger.append([*city.city(), *city.document("long", PLAN, **about), mark, said], actor="a", reason="b")
    return str(said.values["id"])


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    fill(ledger)
    return ledger


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("收", "收"),
        ("班列", "班列"),
        ("中欧班列开行", "中欧班列开行"),
        ("５ｇ基站", "5G基站"),
        ("1000列", "1000列"),
        ("5g", "5G"),
        ("城乡 收入", "城乡"),
        ("增长与经济增长同步", "增长与经济增长同步"),
    ],
)
def test_one_two_and_many_characters_find_a_paragraph(filled: Ledger, query: str, found: str) -> None:
    (hit,) = search(filled, query, kinds=["document"])
    assert marked(hit)[0] == found
    assert (hit.title, hit.document_key) == ("国家中心城市建设纲要", "long")
    assert hit.start is not None
    raw = fold(PLAN.decode()[hit.start : hit.end])
    assert fold(hit.snippet.strip("…")) in raw


def test_words_that_stand_apart_are_not_taken_for_one_word(filled: Ledger) -> None:
    assert search(filled, "城市收入") == []
    assert search(filled, "班列中欧") == []
    assert search(filled, "") == []
    assert search(filled, "，。 \" ' * AND NEAR(") == []


def test_indicators_come_first_then_statements_then_documents(filled: Ledger) -> None:
    hits = search(filled, "地区生产总值")
    assert [hit.kind for hit in hits] == ["indicator", "statement", "document", "document"]
    indicator, statement = hits[:2]
    assert (indicator.indicator_id, indicator.plan_id) == (city.INDICATOR, city.PLAN)
    assert statement.statement_id
    assert statement.snippet == "到2025年，地区生产总值达到10000亿元，5G基站达到3万个"
    assert marked(statement) == ["地区生产总值"]


def test_an_indicator_is_found_by_another_name_of_its_concept(filled: Ledger) -> None:
    (hit,) = search(filled, "gdp", kinds=["indicator"])
    assert (hit.title, hit.indicator_id) == ("地区生产总值", city.INDICATOR)


def test_a_document_is_found_by_its_title(filled: Ledger) -> None:
    assert [hit.document_key for hit in search(filled, "中心城市")] == ["long"]


def test_guiding_thought_is_never_shown_in_part(filled: Ledger) -> None:
    assert search(filled, "稳中求进") == []


def test_what_does_not_stand_is_not_found(filled: Ledger) -> None:
    (statement,) = search(filled, "亿元", kinds=["statement"])
    before = filled.head()
    assert before is not None
    filled.append([city.retraction("reading", str(statement.statement_id))], actor="a", reason="b")
    assert search(filled, "亿元", kinds=["statement"]) == []
    assert search(filled, "亿元", cut=Cut(recorded_by=before.number), kinds=["statement"]) == [statement]
    assert search(filled, "亿元", cut=Cut(published_by=date(2021, 1, 1))) == []


def test_a_new_edition_takes_the_place_of_the_old_one(filled: Ledger) -> None:
    changed = PLAN.replace("中欧班列".encode(), "海铁联运".encode())
    filled.append(filled.missing(city.document("long", changed)), actor="a", reason="b")
    assert search(filled, "中欧班列") == []
    assert [hit.edition_id for hit in search(filled, "海铁联运")] == [city.edition_of("long", changed)]
    assert search(filled, "中欧班列", cut=Cut(recorded_by=1))


@pytest.mark.sqlite
def test_the_index_may_be_deleted_or_damaged_at_any_time(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path, create=True, clock=Days()) as ledger:
        fill(ledger)
        expected = search(ledger, "班列")
        index = index_path(ledger)
        assert index is not None
        assert index.exists()
        assert ledger.verify() == []
    for spoil in (index.unlink, lambda: index.write_bytes(b"no database " * 1000), lambda: None):
        spoil()
        with Ledger.open(path) as ledger:
            assert search(ledger, "班列") == expected


@pytest.mark.sqlite
def test_an_index_of_another_ledger_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path, create=True, clock=Days()) as ledger:
        fill(ledger)
        refresh(ledger)
    path.unlink()
    with Ledger.open(path, create=True) as ledger:
        assert search(ledger, "班列") == []
        ledger.append(city.city(), actor="a", reason="b")
        assert search(ledger, "班列") == []
        assert len(search(ledger, "6571.6")) == 1


def test_a_ledger_that_cannot_be_written_is_searched_from_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path, create=True, clock=Days()) as ledger:
        fill(ledger)
    path.chmod(0o444)
    with Ledger.open(path) as ledger:
        assert len(search(ledger, "班列")) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["a.db"]


def test_limits_are_per_kind(filled: Ledger) -> None:
    hits = search(filled, "地区生产总值", limit=1)
    assert [hit.kind for hit in hits] == ["indicator", "statement", "document"]


def test_figures_of_one_name_in_one_sentence_are_one_hit(ledger: Ledger) -> None:
    fill(ledger)
    text = PLAN.decode()
    start = text.index("2025年")
    mark = city.anchor(city.edition_of("long", PLAN), start, start + 4, "2025")
    other = city.statement(mark.values["id"], "2025")
    ledger.append([mark, other], actor="a", reason="b")
    assert len(search(ledger, "地区生产总值", kinds=["statement"])) == 1


words = st.text(alphabet="城市收入增长班列5G亿 元AbＣ，。", max_size=40)


@given(words, st.data())
def test_every_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    for phrase in phrases(part):
        assert " ".join(phrase) in spaced(text)
    found = [text[first:last] for first, last in marks(text, phrases(part))]
    assert bool(found) == bool(phrases(part))
    assert len(fold(text)) == len(text)


def test_search_finds_in_both_stores_alike(tmp_path: Path, new_store: Callable[[], str]) -> None:
    found = []
    for store in (str(tmp_path / "one.db"), new_store()):
        with Ledger.open(store, create=True, clock=Days()) as ledger:
            fill(ledger)
            found.append(search(ledger, "地区生产总值"))
    assert found[0] == found[1]
