import sys
from pathlib import Path

import pytest

from luoshi.statements.score import score

sys.path.insert(0, str(Path(__file__).parent))
from reading_cases import FOLDER, cases


@pytest.mark.parametrize("stem", sorted(file.stem for file in FOLDER.glob("*.yaml")))
def test_sentences_of_other_documents_are_read(stem):
    marked, read = [], []
    for case in cases(stem):
        marked += case.marked
        read += case.read()
    figures = score(marked, read).figures()
    assert figures["precision"] >= 0.95, figures
    assert figures["recall"] >= 0.96, figures
    assert figures["whole"] >= 0.80, figures


def test_there_are_more_than_fifty_sentences():
    assert len(cases()) > 50
