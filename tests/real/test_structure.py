"""The plan's table and actions, exactly as in ``structure-004.json`` (the plan's own printed text)."""

import json
from functools import cache
from pathlib import Path

import pytest

from luoshi.documents import read
from luoshi.documents.sources import read_sources
from luoshi.statements.achievement_links import link_achievements
from luoshi.statements.achievements import read_achievements
from luoshi.statements.actions import read_actions, read_measures
from luoshi.statements.coverage import coverage
from luoshi.statements.indicator_table import read_indicator_table
from luoshi.statements.numerals import FORMAL
from luoshi.statements.passages import set_aside
from luoshi.statements.promises import read_promises, read_topics

pytestmark = pytest.mark.real

PLAN = "004_44ab2cb620925235.txt"
LABELLED = Path(__file__).parents[2] / "benchmarks" / "achievements" / "labelled.jsonl"
NARROW = str.maketrans("，（）：；“”", ',():;""')


@cache
def document(path):
    return read(path)


@pytest.fixture
def plan(real):
    return document(real / "documents" / PLAN)


@pytest.fixture
def structure(real):
    return json.loads((real / "benchmarks" / "structure-004.json").read_text(encoding="utf-8"))


def plain(text):
    return "".join(text.translate(NARROW).split())


def test_the_31_indicators_with_26_baselines_and_62_targets(plan, structure):
    rows = read_indicator_table(plan)
    found = []
    for row in rows:
        targets = {t.period: t for t in row.targets}
        found.append(
            {
                "number": row.number,
                "domain": row.domain,
                "name": row.name,
                "unit": row.unit,
                "baseline_2020": float(row.baseline.value) if row.baseline else None,
                **{f"target_{y}": float(targets[y].value) for y in ("2025", "2035")},
                **{f"comparator_{y}": targets[y].comparator for y in ("2025", "2035")},
            }
        )
    assert found == structure["indicators"]
    assert len(rows) == 31
    assert sum(row.baseline is not None for row in rows) == 26
    assert sum(len(row.targets) for row in rows) == 62


def test_the_table_says_what_was_repaired(plan):
    doubts = {row.number: row.doubts for row in read_indicator_table(plan)}
    assert all("domain-joined" in doubts[number] for number in (20, 21, 22))
    assert "domain-moved" in doubts[26]
    assert "cell-read-as-empty" in doubts[21]


def test_figures_stand_where_the_gold_statements_stand(real, plan):
    gold = {
        (line["start"], line["end"]): line
        for line in map(json.loads, (real / "benchmarks/statements/gold/004.jsonl").open(encoding="utf-8"))
    }
    cells = [
        (row, cell)
        for row in read_indicator_table(plan)
        for cell in [*([row.baseline] if row.baseline else []), *row.targets]
    ]
    assert len(cells) == 88
    for row, cell in cells:
        line = gold[cell.start, cell.end]
        assert (cell.text, cell.comparator, cell.period) == (line["text"], line["comparator"], line["period"])
        assert (row.unit, row.measure, row.direction, row.basis) == (
            line["unit"],
            line["measure"],
            line["direction"],
            line["basis"],
        )


def test_the_91_special_actions(plan, structure):
    actions = read_actions(plan)
    assert [(a.box, plain(a.box_title), a.number, plain(a.name)) for a in actions] == [
        (a["box"], plain(a["box_title"]), a["number"], plain(a["name"])) for a in structure["special_actions"]
    ]
    assert [a.start for a in actions] == [a["start"] for a in structure["special_actions"]]
    assert [plain(a.text.removeprefix("重点")) for a in actions] == [
        plain(a["focus"]) for a in structure["special_actions"]
    ]
    assert len(actions) == 91
    assert [(a.box, a.number) for a in actions if "label-differs" in a.doubts] == [("专栏9", 6)]
    assert [(a.box, a.number) for a in actions if "military" in a.doubts] == [("专栏2", 10)]


def test_measures_are_the_items_of_the_chapters_that_plan(plan, structure):
    explains = ("振兴发展新要求", "重大意义", "基础条件", "功能定位")
    items = [
        plain(item["title"])
        for chapter in structure["chapters"]
        for section in chapter["sections"]
        if section["title"] not in explains
        for item in section["items"]
    ]
    measures = [plain(measure.name) for measure in read_measures(plan)]
    assert [name for name in items if name not in measures] == ["加强军民统筹发展"]
    assert len(measures) == len(items) - 1


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_no_statement_of_the_gold_files_is_set_aside(real, name):
    path = next((real / "documents").glob(f"{name}_*.txt"))
    read_document = document(path)
    spans = [read_document.raw_span(p.start, p.end) for p in set_aside(read_document)]
    lines = Path(real / f"benchmarks/statements/gold/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for line in map(json.loads, lines):
        inside = [span for span in spans if line["start"] < span[1] and line["end"] > span[0]]
        assert not inside or (line.get("note") or "").startswith("doubtful:"), line["text"]


def test_the_plan_sets_aside_guidance_instructions_and_military_matters(plan):
    found = {(p.reason, p.rule) for p in set_aside(plan)}
    assert ("guidance", "section-of-guidance") in found
    assert ("leader", "section-of-instructions") in found
    assert ("military", "section-of-military-matters") in found


@pytest.fixture
def sources(real):
    return {source.file: source for source in read_sources(real / "documents")}


def test_achievements_of_the_labelled_set_are_found(real):
    """Floors below what is measured (benchmarks/achievements): precision 1.00, recall 1.00 of 64."""
    labels = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    sure = {(label["doc"], label["start"], label["end"]) for label in labels if label["sure"] == "yes"}
    either = {(label["doc"], label["start"], label["end"]) for label in labels if label["sure"] != "no"}
    found = [
        (source.file, a.start, a.end)
        for source in read_sources(real / "documents")
        for a in read_achievements(document(real / "documents" / source.file), source)
    ]
    wrong = [f for f in found if not any(overlap(f, label) for label in either)]
    missed = [label for label in sure if not any(overlap(f, label) for f in found)]
    assert len(sure) >= 60
    assert len(wrong) <= 0.07 * len(found), wrong
    assert len(missed) <= 0.1 * len(sure), missed


def overlap(one, other):
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def test_achievements_find_the_measures_they_belong_to(real, plan, sources):
    measures = [*read_actions(plan), *read_measures(plan)]
    achievements = [
        a
        for name, source in sources.items()
        if name != PLAN
        for a in read_achievements(document(real / "documents" / name), source)
    ]
    linked = {
        (plain(a.subject)[-8:], plain(action.name)): reason
        for a, action, _, reason in link_achievements(achievements, measures)
    }
    assert ("阳金融商贸开发区", "大力发展金融商贸开发区") in linked
    assert any("3号线" in reason and name == "推进重大基础设施建设" for (_, name), reason in linked.items())


def test_the_five_demonstrations_are_promised_and_partly_published(real, sources):
    found = [
        promise
        for name, source in sources.items()
        for promise in read_promises(document(real / "documents" / name), source)
    ]
    promised = {promise.topic for promise in found if promise.kind == "promise"}
    published = {promise.topic for promise in found if promise.kind == "published"}
    assert promised == {topic.key for topic in read_topics().topics}
    assert {"one-net-service", "one-net-management", "one-code", "industry"} <= published
    assert not any("鳞次栉比" in promise.text for promise in found)


def test_every_number_of_the_documents_is_in_exactly_one_class(real):
    """No numeric character is left out, no span is in two classes, hardly any is not understood."""
    not_understood = 0
    for source in read_sources(real / "documents"):
        text = document(real / "documents" / source.file)
        found = coverage(text, source)
        taken = [at for one in found.numerals for at in range(one.start, one.end)]
        assert len(taken) == len(set(taken)), source.file
        numeric = {at for at, c in enumerate(text.raw) if c.isnumeric() and c not in FORMAL}
        assert numeric <= set(taken), source.file
        assert all(one.rule for one in found.numerals)
        not_understood += found.counts["open"]
    assert not_understood <= 1
