"""The labelled documents of ``benchmarks/statements``: other places, provinces, years and kinds."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.statements.labels import labelled  # noqa: E402
from luoshi.statements.score import ATTRIBUTES, score  # noqa: E402

SETS = ROOT / "benchmarks" / "statements"


def measured(name):
    marked, read = [], []
    for document in labelled(SETS / name):
        marked += document.marked
        read += [statement.interchange() for statement in document.read()]
    return score(marked, read)


@pytest.mark.parametrize(("name", "fewest"), [("first", 150), ("second", 80), ("third", 80)])
def test_documents_of_other_places_are_read(name, fewest):
    result = measured(name)
    figures = result.figures()
    assert result.marked >= fewest
    assert figures["precision"] >= 0.97
    assert figures["recall"] >= 0.98
    assert figures["whole"] >= 0.95
    assert all(figures[attribute] >= 0.97 for attribute in ATTRIBUTES), figures
