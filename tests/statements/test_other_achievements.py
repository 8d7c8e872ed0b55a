"""Achievements in the labelled documents of other places (``benchmarks/achievements``)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.achievements.score import Counts, compare, other_documents


@pytest.mark.parametrize("name", ["other", "second"])
def test_achievements_of_other_places_are_found_and_plans_are_not(name):
    counts = Counts()
    for document, source, labels in other_documents(name):
        compare(document, source, labels, counts)
    found, marked = counts.right + len(counts.wrong), counts.hit + len(counts.missed)
    assert marked >= 60
    assert counts.right >= 0.95 * found, counts.wrong
    assert counts.hit >= 0.95 * marked, counts.missed


def test_shortfalls_and_questions_are_no_achievements():
    for name in ("other", "second"):
        for document, source, labels in other_documents(name):
            counts = Counts()
            compare(document, source, labels, counts)
            assert not [words for words in counts.wrong if "未" in words or "何时" in words]
