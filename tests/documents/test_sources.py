"""sources.yaml: what is known of each document."""

from pathlib import Path

import pytest
import yaml

from luoshi.documents.sources import read_catalogue, read_sources, sample_yaml, source_for
from luoshi.errors import LuoshiError

YAML = """\
place: {name: 沈阳市, code: "210100"}
documents:
  - file: plan.txt
    title: 行动纲要
    published: 2022-05-12
    kind: plan
    trust: A
    succeeded_by: {title: "十五五"规划, published: "2026"}
    cites:
      - {publisher: 市政府, title: 行动纲要}
    pages: 80
  - file: gone.txt
    published: 2021
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text(YAML.replace('"十五五"规划', "十五五规划"), encoding="utf-8")
    (tmp_path / "plan.txt").write_text("# 行动纲要\n\n正文。", encoding="utf-8")
    (tmp_path / "other.md").write_text("正文。", encoding="utf-8")
    (tmp_path / "README.md").write_text("not a document", encoding="utf-8")
    (tmp_path / "data.csv").write_text("a,b", encoding="utf-8")
    return tmp_path


def test_an_entry_says_what_is_known_of_a_file(folder: Path) -> None:
    plan, other = read_sources(folder)
    assert (plan.key, plan.file, plan.title, plan.published) == ("plan", "plan.txt", "行动纲要", "2022-05-12")
    assert (plan.place, plan.place_code, plan.trust) == ("沈阳市", "210100", "A")
    assert plan.succeeded_by == {"title": "十五五规划", "published": "2026"}
    assert plan.cites == ({"publisher": "市政府", "title": "行动纲要"},)
    assert plan.extra == {"pages": 80}
    assert (other.file, other.place, other.trust, other.evidence) == ("other.md", "沈阳市", "C", "original")


def test_an_entry_whose_file_is_missing_is_a_problem_and_no_crash(folder: Path) -> None:
    catalogue = read_catalogue(folder)
    (problem,) = catalogue.problems
    assert (problem.code, problem.place.file, problem.place.row) == ("file-missing", "gone.txt", 12)
    assert [source.published for source in catalogue.missing] == ["2021"]


def test_the_list_beside_a_file_is_used(folder: Path) -> None:
    assert source_for(folder / "plan.txt").kind == "plan"
    assert source_for(folder / "other.md").kind is None


def test_a_folder_without_a_list_gets_default_sources(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (source,) = read_sources(tmp_path)
    assert (source.key, source.place, source.trust) == ("a", None, "C")


def test_two_files_of_one_name_keep_different_keys(tmp_path: Path) -> None:
    for name in ("a.txt", "a.pdf"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [source.key for source in read_sources(tmp_path)] == ["a", "a.txt"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("documents:\n  - file: a.txt\n    title: [未闭合\n", 4),
        ("documents: 5", 1),
        ("- a\n- b", 1),
        ("documents:\n  - title: 没有文件名\n", 2),
        ("documents:\n  - file: a.txt\n  - file: b.txt\n    published: 去年\n", 3),
        ("documents:\n  - file: a.txt\n    published: 2022-13\n", 2),
        ("documents:\n  - file: a.txt\n    trust: Z\n", 2),
        ("documents:\n  - file: ../secret.txt\n", 2),
        ("documents:\n  - file: a.txt\n    title: {a: 1}\n", 2),
        ("documents:\n  - file: a.txt\n    cites: 5\n", 2),
        ("documents:\n  - 5\n", 1),
        ("? [a]\n: b", None),
    ],
)
def test_a_bad_list_is_refused_with_its_line(tmp_path: Path, text: str, line: int | None) -> None:
    (tmp_path / "sources.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LuoshiError) as caught:
        read_sources(tmp_path)
    problem = caught.value.problem
    assert (problem.code, problem.place.file) == ("sources-invalid", "sources.yaml")
    assert line is None or problem.place.row == line


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    for call in (read_sources, sample_yaml):
        with pytest.raises(LuoshiError) as caught:
            call(tmp_path / "none")
        assert caught.value.problem.code == "folder-missing"


def test_the_sample_lists_every_document_and_can_be_read_back(folder: Path) -> None:
    (folder / "sources.yaml").write_text(sample_yaml(folder), encoding="utf-8")
    assert [(source.file, source.title) for source in read_sources(folder)] == [
        ("other.md", ""),
        ("plan.txt", "行动纲要"),
    ]


def test_the_sample_of_an_empty_folder_is_a_list_too(tmp_path: Path) -> None:
    assert yaml.safe_load(sample_yaml(tmp_path))["documents"] == []
