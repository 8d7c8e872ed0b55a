"""The grammar against statements that people marked in the real documents (``gold/*.jsonl``)."""

import importlib.util
import json

import pytest

from luoshi.statements.extract import extract_file
from luoshi.statements.score import ATTRIBUTES, score

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def both(real):
    marked, read = [], []
    for gold in sorted((real / "benchmarks/statements/gold").glob("*.jsonl")):
        records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        marked += records
        read += [s.interchange() for s in extract_file(real / "documents" / records[0]["doc"])]
    return marked, read


def test_the_floors_hold_pooled(both):
    figures = score(*both).figures()
    assert figures["precision"] >= 0.97
    assert figures["recall"] >= 0.98
    assert figures["whole"] >= 0.95
    assert figures["phrase"] >= 0.94
    for name in ATTRIBUTES:
        assert figures[name] >= 0.97, name


def test_the_words_of_a_statement_are_the_files_own(both, real):
    raw = {}
    for record in both[1]:
        if record["doc"] not in raw:
            with (real / "documents" / record["doc"]).open(encoding="utf-8", newline="") as file:
                raw[record["doc"]] = file.read()
        assert raw[record["doc"]][record["start"] : record["end"]] == record["text"]


def test_every_statement_is_complete(both):
    for record in both[1]:
        assert record["rule"]
        assert 0 < record["confidence"] < 1
        assert record["locator"]
        assert record["indicator"]


def test_the_scorer_agrees_with_the_one_beside_the_marked_statements(both, real):
    spec = importlib.util.spec_from_file_location("score", real / "benchmarks/statements/score.py")
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    marked, read = both
    damaged = [{**r, "comparator": "eq", "period": r["period"] and r["period"][:4]} for r in read[::2]]
    for records in (read, damaged, read[: len(read) // 3]):
        theirs, _ = other.score(
            sorted(marked, key=lambda s: (s["doc"], s["start"], s["end"])),
            sorted(records, key=lambda s: (s["doc"], s["start"], s["end"])),
        )
        ours = score(marked, records).figures()
        assert ours == pytest.approx({name: theirs[name] for name in ours})
