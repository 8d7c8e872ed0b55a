"""A packed data folder of Open SDG is read; an archive that tries anything else is refused."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.formats.figures import packed
from luoshi.formats.figures.reading import read_figures

DATA = b"Year,Units,Value\n2024,%,5.1\n2025,%,5.0\n"


def archive(*files: tuple[str, bytes], link: str | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
        if link:
            info = zipfile.ZipInfo(link)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            made.writestr(info, "/etc/passwd")
    return out.getvalue()


@pytest.mark.parametrize("above", ["", "site-main/", "a/b/"])
def test_a_packed_folder_is_read_wherever_it_lies(above: str) -> None:
    read = read_figures(archive((f"{above}data/indicator_plan%2F1.csv", DATA), ("README.md", b"x")), "a.zip")
    assert read.problems == ()
    assert [(line.get("indicator"), line.get("period"), line.get("value")) for line in read.lines] == [
        ("plan/1", "2024", "5.1"),
        ("plan/1", "2025", "5.0"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        archive(("data/indicator_1.csv", DATA), ("../../outside.csv", b"x")),
        archive(("data/indicator_1.csv", DATA), ("/etc/outside.csv", b"x")),
        archive(("data/indicator_1.csv", DATA), ("data\\..\\outside.csv", b"x")),
        archive(("data/indicator_1.csv", DATA), link="data/indicator_2.csv"),
        archive(("data/indicator_1.csv", DATA))[:-30],
    ],
    ids=["above", "root", "backslash", "link", "cut"],
)
def test_an_archive_that_leads_elsewhere_or_is_broken_is_refused(content: bytes) -> None:
    with pytest.raises(LuoshiError) as raised:
        read_figures(content, "a.zip")
    assert raised.value.problem.place.file == "a.zip"
    assert raised.value.problem.code in ("archive-unsafe", "file-truncated", "workbook-unreadable")


def test_what_unfolds_into_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_BYTES", 100_000)
    with pytest.raises(LuoshiError) as raised:
        read_figures(archive(("data/indicator_1.csv", b"0" * 5_000_000)), "bomb.zip")
    assert raised.value.problem.code == "archive-expands"


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_ENTRIES", 3)
    many = archive(*((f"data/indicator_{one}.csv", DATA) for one in range(5)))
    with pytest.raises(LuoshiError) as raised:
        read_figures(many, "a.zip")
    assert raised.value.problem.code == "archive-too-many"


def test_any_other_archive_is_no_file_of_figures(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError) as raised:
        read_figures(archive(("notes.txt", b"x")), "a.zip")
    assert raised.value.problem.code == "figures-format"
