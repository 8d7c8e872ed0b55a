"""The five real documents: their outline, their paragraphs, their table."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from luoshi.documents import read
from luoshi.documents.model import Document, Heading

pytestmark = pytest.mark.real

PLAN = "004_44ab2cb620925235.txt"


@pytest.fixture(scope="module")
def plan(real: Path) -> Document:
    return read(real / "documents" / PLAN)


@pytest.fixture(scope="module")
def structure(real: Path) -> Any:
    return json.loads((real / "benchmarks" / "structure-004.json").read_text(encoding="utf-8"))


def same(text: str) -> str:
    """Width, spaces and quotes do not matter."""
    return re.sub(r"[\s\"“”]", "", unicodedata.normalize("NFKC", text))


def ancestors(document: Document, heading: Heading) -> list[Heading]:
    line = []
    while heading.parent is not None:
        heading = document.outline[heading.parent]
        line.append(heading)
    return line


def path(document: Document, heading: Heading) -> tuple[str, ...]:
    parts = [h for h in ancestors(document, heading) if h.kind in ("chapter", "section")]
    return tuple(same(f"{h.number}{h.title}") for h in [heading, *parts])


def test_the_plan_has_its_chapters_sections_items_boxes_and_actions(plan: Document) -> None:
    counts = Counter(heading.kind for heading in plan.outline)
    wanted = {"title": 1, "chapter": 12, "section": 44, "item": 133, "box": 9, "action": 91}
    assert {kind: counts[kind] for kind in wanted} == wanted  # type: ignore[index]


def test_every_heading_of_the_plan_has_its_title_and_its_place(plan: Document, structure: Any) -> None:
    expected = []
    for chapter in structure["chapters"]:
        first = same(chapter["number"] + chapter["title"])
        expected.append((first,))
        for section in chapter["sections"]:
            second = same(section["number"] + section["title"])
            expected.append((second, first))
            expected += [(same(f"{i['number']}{i['title']}"), second, first) for i in section["items"]]
    found = [path(plan, h) for h in plan.outline if h.kind in ("chapter", "section", "item")]
    assert found == expected


def test_every_action_of_the_plan_stands_in_its_box_at_its_place(plan: Document, structure: Any) -> None:
    found = []
    for action in (heading for heading in plan.outline if heading.kind == "action"):
        box = ancestors(plan, action)[0]
        found.append(
            (
                same(box.number or ""),
                same(box.title),
                same(action.title),
                plan.raw_span(action.start, action.end)[0],
            )
        )
    expected = [
        (same(action["box"]), same(action["box_title"]), same(action["name"]), action["start"])
        for action in structure["special_actions"]
    ]
    assert found == expected


def test_no_paragraph_of_the_plan_is_cut_by_a_page(plan: Document) -> None:
    ends = [plan.text[: block.end] for block in plan.blocks if block.kind in ("paragraph", "item")]
    cut = [text[-5:] for text in ends if not text.endswith("。")]
    assert cut == ["色的夜经济"], "the file itself has lost the end of this one"


def test_the_two_halves_of_the_indicator_table_are_one(plan: Document) -> None:
    (table,) = plan.tables
    assert table.caption == "沈阳建设国家中心城市指标体系表"
    assert table.rows[0] == ("领域", "", "指标", "2020年", "2025年", "2035年")
    assert [row[1] for row in table.rows[1:]] == [str(n) for n in range(1, 32)]
    assert table.rows[2][2:] == ("一般公共预算收入（亿元）", "736.1", "1000", "2000")


def test_the_lost_header_cell_comes_from_the_second_page(plan: Document) -> None:
    cell = plan.tables[0].cell(0, 3)
    assert cell is not None
    start, end = plan.raw_span(cell.start, cell.end)
    assert (plan.raw[start:end], plan.raw.count("2020 年\t", 0, end + 1)) == ("2020 年", 1)


@pytest.mark.parametrize("number", range(5))
def test_every_gold_statement_is_found_in_the_clean_text(real: Path, number: int) -> None:
    gold = real / "benchmarks" / "statements" / "gold" / f"00{number}.jsonl"
    statements = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    document = read(real / "documents" / statements[0]["doc"])
    kept = set(document.raw_offsets)
    for statement in statements:
        inside = [i for i in range(statement["start"], statement["end"]) if document.raw[i] not in " *\n"]
        assert kept.issuperset(inside), statement["text"]


@pytest.mark.parametrize("number", range(5))
def test_the_section_of_every_gold_statement_is_a_heading(real: Path, number: int) -> None:
    gold = real / "benchmarks" / "statements" / "gold" / f"00{number}.jsonl"
    statements = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    document = read(real / "documents" / statements[0]["doc"])
    clean_at = {raw: clean for clean, raw in reversed(list(enumerate(document.raw_offsets)))}
    wrong = []
    for statement in statements:
        at = clean_at[statement["start"] + len(statement["text"]) - len(statement["text"].lstrip())]
        above = document.heading_at(at)
        while above is not None and (above.kind in ("item", "action") or at < above.end):
            above = document.outline[above.parent] if above.parent is not None else None
        found = document.text[above.start : above.end] if above else ""
        if same(found) != same(statement["section"] or ""):
            wrong.append((statement["section"], found))
    assert not wrong
