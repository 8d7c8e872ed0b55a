"""Old Office files are read through a program of the machine, or refused with what to do."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest

from luoshi.documents import office, read_bytes
from luoshi.documents.office import SECONDS_VARIABLE
from luoshi.errors import LuoshiError
from tests.documents.makers import docx_bytes, sheet_of

TEXT = "到2025年，地区生产总值达到9000亿元以上。"


@pytest.fixture(scope="session")
def old_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Old files as LibreOffice writes them."""
    folder = tmp_path_factory.mktemp("old")
    file = docx.Document()
    file.add_heading("一、总体要求", 1)
    file.add_paragraph(TEXT)
    table = file.add_table(2, 2)
    for cell, text in zip(table._cells, ("指标", "2025年", "人口", "1000万人"), strict=True):
        cell.text = text
    file.add_paragraph("二、保障措施")
    (folder / "plan.docx").write_bytes(docx_bytes(file))
    (folder / "table.xlsx").write_bytes(sheet_of([["指标", "2025年"], ["人口（万人）", 1000]]))
    for form, name in (("doc", "plan.docx"), ("rtf", "plan.docx"), ("xls", "table.xlsx")):
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", form, "--outdir", str(folder), str(folder / name)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.office
@pytest.mark.parametrize("name", ["plan.doc", "plan.wps", "plan.rtf"])
def test_an_old_text_is_read_with_its_headings_and_tables(old_files: Path, name: str) -> None:
    data = (old_files / name.replace("wps", "doc")).read_bytes()
    read = read_bytes(data, name)
    assert TEXT in read.text
    assert read.outline[0].title == "总体要求"
    assert read.tables[0].rows[1] == ("人口", "1000万人")
    assert read.layer is not None
    assert read.layer.made_by["program"].startswith("LibreOffice ")


@pytest.mark.office
def test_an_old_workbook_keeps_its_cells(old_files: Path) -> None:
    read = read_bytes((old_files / "table.xls").read_bytes(), "table.et")
    at = read.text.index("1000")
    assert read.locator(at, at + 4)["cell"] == "B2"


@pytest.mark.office
def test_what_was_made_once_is_read_again_without_the_program(
    old_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (old_files / "plan.doc").read_bytes()
    first = read_bytes(data, "plan.doc")
    assert read_bytes(data, "plan.doc").layer == first.layer
    monkeypatch.setenv("PATH", "")
    assert read_bytes(data, "plan.doc", layer=first.layer) == first


@pytest.mark.office
@pytest.mark.skipif(shutil.which("catdoc") is None, reason="catdoc is not on this machine")
def test_catdoc_reads_the_words_where_there_is_no_libreoffice(
    old_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "catdoc").symlink_to(str(shutil.which("catdoc")))
    monkeypatch.setenv("PATH", str(tmp_path))
    read = read_bytes((old_files / "plan.doc").read_bytes(), "plan.wps")
    assert TEXT in read.text
    assert read.layer is not None
    assert read.layer.made_by == {"program": "catdoc"}


def test_without_a_program_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(LuoshiError) as caught:
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.wps")
    assert caught.value.problem.code == "converter-missing"
    assert "LibreOffice" in caught.value.problem.words("zh")


@pytest.mark.parametrize(("program", "limit"), [("soffice", "0.5"), ("catdoc", "90")])
def test_a_program_that_does_not_end_is_ended_with_its_children(
    program: str, limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / program
    path.write_text(f'#!/bin/sh\n/bin/sleep 60 &\necho $! > "{tmp_path}/child"\nwait\n')
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(SECONDS_VARIABLE, limit)
    monkeypatch.setattr(office, "_SECONDS_OF_CATDOC", 0.5)
    with pytest.raises(LuoshiError) as caught:
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc")
    assert caught.value.problem.code == "conversion-failed"
    time.sleep(0.1)
    child = Path("/proc") / (tmp_path / "child").read_text().strip() / "stat"
    assert not child.exists() or child.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="another process can be bounded on Linux only")
@pytest.mark.parametrize(
    "greed",
    ["import time; time.sleep(0.3); print(len(bytearray(1 << 30)))", "while True: print('x' * 100_000)"],
    ids=["memory", "output"],
)
def test_a_program_that_takes_more_and_more_is_ended(
    greed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "catdoc"
    path.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{greed}"\n')
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_MOST_BYTES", 1 << 20)
    monkeypatch.setattr(office, "_SECONDS_OF_CATDOC", 60.0)
    with pytest.raises(LuoshiError) as caught:
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc")
    assert caught.value.problem.code == "conversion-failed"
    assert "exit" in caught.value.problem.words("en"), "ended by its bound, not by the time"


def test_a_web_page_that_is_called_doc_is_read_as_what_it_is() -> None:
    assert read_bytes(f"<html><body><p>{TEXT}</p></body></html>".encode(), "a.doc").text == TEXT
