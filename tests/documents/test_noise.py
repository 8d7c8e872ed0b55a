"""One document with the noise of an office, in every format: what it says comes back.

Broken lines, running titles and page numbers, two columns, merged cells and a merged label cut by a page, a
table over pages with its header repeated, one without, notes at the foot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from luoshi.documents import read_bytes
from luoshi.documents.model import Document
from tests.documents import noisy
from tests.documents.test_recognised import needs_engine

FORMATS = ("docx", "pdf", "ofd")
pytestmark = pytest.mark.office


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory, soffice: str) -> dict[str, bytes]:
    """The document as Word, as LibreOffice prints it, and as OFD of the same pages."""
    word = noisy.noisy_docx()
    pdf = noisy.printed(word, tmp_path_factory.mktemp("noisy"), soffice)
    return {"docx": word, "pdf": pdf, "ofd": noisy.as_ofd(pdf)}


@pytest.fixture(scope="session")
def read(files: dict[str, bytes]) -> dict[str, Document]:
    return {kind: read_bytes(data, f"a.{kind}") for kind, data in files.items()}


@pytest.fixture(scope="session")
def scan(files: dict[str, bytes]) -> Document:
    """The page with two columns and the beginning of a table, scanned and recognised."""
    return read_bytes(noisy.scanned(files["pdf"], [2]), "scan.pdf")


def blocks(document: Document, kind: str = "paragraph") -> list[str]:
    return [document.text[one.start : one.end] for one in document.blocks if one.kind == kind]


def rows(document: Document, index: int) -> list[list[str]]:
    return [list(row) for row in document.tables[index].rows]


@pytest.mark.parametrize("kind", FORMATS)
def test_broken_lines_are_one_sentence(read: dict[str, Document], kind: str) -> None:
    assert "".join(noisy.BROKEN) in blocks(read[kind])


@pytest.mark.parametrize("kind", FORMATS)
def test_the_furniture_of_pages_is_left_out(read: dict[str, Document], kind: str) -> None:
    assert "第3期" not in read[kind].text
    assert not re.search(r"— *\d", read[kind].text)
    assert kind == "docx" or read[kind].raw.replace(" ", "").count("第3期") == len(read[kind].locations) == 5


@pytest.mark.parametrize("kind", FORMATS)
def test_two_columns_are_read_one_after_the_other(read: dict[str, Document], kind: str) -> None:
    found = blocks(read[kind])
    at = found.index(noisy.COLUMNS[0])
    assert found[at : at + len(noisy.COLUMNS)] == noisy.COLUMNS
    assert blocks(read[kind], "heading") == [
        noisy.TITLE,
        "一、总体情况",
        "二、河长的职责",
        "三、目标和项目",
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_merged_cells_hold_for_all_they_reach_over_though_a_page_cuts_them(
    read: dict[str, Document], kind: str
) -> None:
    assert rows(read[kind], 0) == noisy.MERGED


@pytest.mark.parametrize("kind", FORMATS)
def test_a_table_over_pages_is_one_with_its_header_repeated_or_lost(
    read: dict[str, Document], kind: str
) -> None:
    assert rows(read[kind], 1) == [noisy.HEADER, *noisy.REPEATED]
    assert rows(read[kind], 2) == [noisy.LOST_HEADER, *noisy.LOST]
    assert len(read[kind].tables) == 3


@pytest.mark.parametrize("kind", FORMATS)
def test_notes_at_the_foot_run_into_no_figure_and_are_read(read: dict[str, Document], kind: str) -> None:
    found = blocks(read[kind])
    assert "".join(noisy.NOTED) in found
    assert all(note in found for note in noisy.NOTES)
    assert [text for text in found if text.startswith("第5段")] == [noisy.OPENING[4]]


def test_the_words_of_a_page_are_where_they_stand(read: dict[str, Document]) -> None:
    at = read["pdf"].text.index(noisy.COLUMNS[4])
    left, *_ = read["pdf"].locator(at, at + 4)["boxes"][0]
    assert left > 300


@needs_engine
def test_a_scanned_page_gives_its_columns_and_the_rows_of_its_table(scan: Document) -> None:
    assert without_marks(blocks(scan)[-8:]) == without_marks(noisy.COLUMNS)
    assert [row[1:] for row in rows(scan, 0)] == [row[1:] for row in noisy.MERGED[:3]]
    assert "第3期" not in " ".join(blocks(scan)[1:])


def without_marks(texts: Sequence[str]) -> list[str]:
    return [re.sub(r"[^\w.%]", "", text) for text in texts]


@needs_engine
@pytest.mark.long
def test_a_scan_of_all_pages_gives_the_same_tables(files: dict[str, bytes]) -> None:
    document = read_bytes(noisy.scanned(files["pdf"], [1, 2, 3, 4, 5]), "scan.pdf")
    assert rows(document, 0) == noisy.MERGED
    assert rows(document, 1) == [noisy.HEADER, *noisy.REPEATED]
    assert rows(document, 2) == [noisy.LOST_HEADER, *noisy.LOST]
    assert "".join(noisy.BROKEN) in blocks(document)
