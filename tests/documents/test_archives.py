"""Archives: unpacked inside their folder, bounded, names in GB18030 right."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from luoshi.documents import archives
from luoshi.documents.archives import opened
from luoshi.documents.sources import document_files
from luoshi.errors import LuoshiError
from tests.documents.makers import zip_bytes

TEXT = "地区生产总值增长5.5%。".encode()


def files(data: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with opened(path) as folder:
        return document_files(folder, deep=True)


def refusal(data: bytes, tmp_path: Path) -> str:
    with pytest.raises(LuoshiError) as caught:
        files(data, tmp_path)
    return caught.value.problem.code


def raw_named(name: bytes) -> bytes:
    """A zip whose only name is bytes that no flag explains."""
    stand_in = b"N" * len(name)
    return zip_bytes({stand_in.decode(): TEXT}).replace(stand_in, name)


def test_files_and_folders_come_out_and_the_folder_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes({"plan.txt": TEXT, "区县/和平.txt": TEXT, "__MACOSX/._plan.txt": b"x"}))
    with opened(path) as folder:
        assert document_files(folder, deep=True) == ["plan.txt", "区县/和平.txt"]
        assert (folder / "plan.txt").read_bytes() == TEXT
    assert not folder.exists()


def test_an_archive_of_one_folder_is_that_folder(tmp_path: Path) -> None:
    assert files(zip_bytes({"纲要/plan.txt": TEXT, "纲要/sources.yaml": b"documents: []"}), tmp_path) == [
        "plan.txt"
    ]


@pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
def test_names_that_no_flag_explains_come_out_right(codec: str, tmp_path: Path) -> None:
    assert files(raw_named("沈阳市纲要.txt".encode(codec)), tmp_path) == ["沈阳市纲要.txt"]


def test_archives_inside_are_unpacked_in_their_place(tmp_path: Path) -> None:
    inner = zip_bytes({"b.txt": TEXT, "c.zip": zip_bytes({"d.txt": TEXT})})
    assert files(zip_bytes({"a.txt": TEXT, "in.zip": inner}), tmp_path) == ["a.txt", "in/b.txt", "in/c/d.txt"]


def test_archives_in_archives_without_end_stop(tmp_path: Path) -> None:
    data = zip_bytes({"end.txt": TEXT})
    for _ in range(9):
        data = zip_bytes({"a.zip": data, "own.txt": TEXT})
    assert len(files(data, tmp_path)) == archives.MOST_DEPTH


@pytest.mark.parametrize(
    "name", ["../evil.txt", "a/../../evil.txt", "/etc/evil.txt", "C:/evil.txt", "..\\evil.txt"]
)
def test_a_path_that_leads_outside_refuses_the_archive(name: str, tmp_path: Path) -> None:
    assert refusal(zip_bytes({"good.txt": TEXT, name: TEXT}), tmp_path) == "archive-unsafe"
    assert not list(tmp_path.parent.glob("evil.txt"))


def test_a_link_refuses_the_archive(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert refusal(stream.getvalue(), tmp_path) == "archive-unsafe"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_MAX_MB", "1")
    assert refusal(zip_bytes({"a.txt": bytes(11 << 20)}), tmp_path) == "archive-expands"


def test_a_bomb_in_layers_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_MAX_MB", "1")
    layer = zip_bytes({"a.txt": bytes(4 << 20)})
    assert refusal(zip_bytes({f"{n}.zip": layer for n in range(4)}), tmp_path) == "archive-expands"


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_MAX_MB", "1")
    data = zip_bytes({"a.txt": bytes(20 << 20)})
    honest, lie = (20 << 20).to_bytes(4, "little"), (1 << 10).to_bytes(4, "little")
    assert refusal(data.replace(honest, lie), tmp_path) in ("file-truncated", "archive-expands")


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_FILES", 20)
    assert refusal(zip_bytes({f"{n}.txt": b"x" for n in range(21)}), tmp_path) == "archive-too-many"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + bytes(50), b"no archive"])
def test_what_is_no_archive_is_refused(data: bytes, tmp_path: Path) -> None:
    assert refusal(data, tmp_path) == "file-truncated"


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError) as caught, opened(tmp_path / "none.zip"):
        pass
    assert caught.value.problem.code == "file-missing"


def test_a_folder_is_itself(tmp_path: Path) -> None:
    with opened(tmp_path) as folder:
        assert folder == tmp_path
