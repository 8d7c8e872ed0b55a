"""The extractor on Apache Spark gives the rows that it gives here."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import luoshi
from luoshi.documents.sources import document_files, source_for
from luoshi.formats.corpus import spark as on_spark
from luoshi.formats.corpus.rows import TABLES
from luoshi.formats.corpus.working import part_rows
from tests.documents.makers import paragraphs, pdf_bytes, simple_docx
from tests.spark import session_with

PACKAGE = Path(luoshi.__file__).parents[1]
EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "shenyang"
TEXT = "2024年，沈阳市高新技术企业达到2560家，地区生产总值增长5.20%。中德园获批国家级园区。"

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.xdist_group("spark"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(PACKAGE))
        with session_with({}) as made:
            yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("corpus")
    for name in ("plan-2022.md", "year-2024.md", "sources.yaml"):
        shutil.copy(EXAMPLE / name, made)
    (made / "a.docx").write_bytes(simple_docx(TEXT))
    (made / "b.pdf").write_bytes(pdf_bytes(paragraphs(TEXT)))
    (made / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    return made


def test_spark_gives_the_same_rows(session: Any, folder: Path) -> None:
    files = document_files(folder, deep=True)
    here = part_rows(folder, files, {})
    frame = (
        session.read.format("binaryFile")
        .load([str(folder / file) for file in files])
        .select("path", "content")
    )
    sources = {file: source_for(folder / file) for file in files}
    rows = on_spark.extracted(frame.repartition(2), f"file:{folder}", sources).cache()
    for table, columns in TABLES.items():
        there = [row.asDict() for row in on_spark.table_of(rows, table).collect()]
        key = [(row["file"], row.get("start"), row.get("end"), str(row)) for row in there]
        ordered = [row for _, row in sorted(zip(key, there, strict=True), key=lambda pair: pair[0][:3])]
        wanted = sorted(here[table], key=lambda row: (row["file"], row.get("start"), row.get("end")))
        assert len(ordered) == len(wanted)
        assert sorted(map(_comparable, ordered)) == sorted(map(_comparable, wanted)), table
        assert all(set(row) == set(columns) for row in ordered)


def _comparable(row: dict[str, Any]) -> str:
    return repr(sorted(row.items()))
