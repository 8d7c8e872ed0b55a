"""``luoshi extract`` writes the interchange format."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main

TEXT = "2020年，沈阳市高新技术企业达到2560家。\n"


def extract(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["extract", "--lang", "en", *arguments], input=stdin)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_line_of_json_for_each_statement(file: Path) -> None:
    result = extract(str(file))
    assert result.exit_code == 0
    (record,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert record["text"] == TEXT[record["start"] : record["end"]] == "2560家"
    assert (record["doc"], record["value"], record["unit"], record["period"]) == (
        "report.txt",
        2560,
        "家",
        "2020",
    )
    assert {"upper", "direction", "locator", "doubts", "confidence"} <= set(record)


def test_standard_input_is_a_document_like_any_other() -> None:
    result = extract("-", "--place", "沈阳市", "--date", "2021", stdin="全市高新技术企业达到2560家。")
    (record,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (record["value"], record["region"]) == (2560, "沈阳市")


def test_a_document_without_a_date_is_dated_by_itself_and_the_words_are_told() -> None:
    text = "# 工作报告\n\n——2025年1月10日在市人民代表大会会议上\n\n去年，用电量为120亿千瓦时。\n"
    result = extract("-", stdin=text)
    (record,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert record["period"] == "2024"
    assert "2025-01-10" in result.stderr
    assert "人民代表大会" in result.stderr
    assert extract("-", "--date", "2024", stdin=text).stderr == ""


def test_csv_has_the_fields_of_the_interchange_format(file: Path) -> None:
    (row,) = list(csv.DictReader(io.StringIO(extract(str(file), "--format", "csv").stdout)))
    assert (row["value"], row["unit"], row["kind"]) == ("2560", "家", "actual")


def test_coverage_lists_what_became_of_every_number(file: Path) -> None:
    file.write_text("2020年，高新技术企业达到2560家，进一步做强，编号A-77。\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(extract(str(file), "--coverage", "--format", "csv").stdout)))
    assert [(row["text"], row["outcome"], row["rule"]) for row in rows] == [
        ("2020", "set-aside", "time"),
        ("2560", "statement", "level-verb"),
        ("一", "set-aside", "part-of-a-word"),
        ("77", "set-aside", "latin-prefix"),
    ]


def test_a_table_is_for_reading(file: Path) -> None:
    lines = extract(str(file), "--format", "table").stdout.splitlines()
    assert lines[0].split()[:2] == ["text", "value"]
    assert "2560家" in lines[2]


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(file: Path, tmp_path: Path) -> None:
    result = extract(str(tmp_path / "none.txt"), str(file))
    assert result.exit_code == 1
    assert "[file-missing]" in result.stderr
    assert "2560" in result.stdout


def test_a_date_that_is_none_is_wrong_usage(file: Path) -> None:
    result = extract(str(file), "--date", "soon")
    assert result.exit_code == 2
    assert "[date-unknown]" in result.stderr


def test_the_sources_beside_a_file_are_used_and_options_come_first(file: Path) -> None:
    text = 'place: {name: 大连市}\ndocuments:\n  - {file: report.txt, published: "2021"}\n'
    (file.parent / "sources.yaml").write_text(text, encoding="utf-8")
    file.write_text("全市高新技术企业达到2560家。", encoding="utf-8")
    assert json.loads(extract(str(file)).stdout)["region"] == "大连市"
    assert json.loads(extract(str(file), "--place", "沈阳市").stdout)["region"] == "沈阳市"


def test_a_folder_and_an_archive_are_read_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "区县").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "区县" / "b.txt").write_text(TEXT, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name in ("a.txt", "区县/b.txt"):
            archive.write(folder / name, name)
    for given in (folder, tmp_path / "in.zip"):
        result = extract(str(given))
        assert result.exit_code == 0
        assert [json.loads(line)["doc"] for line in result.stdout.splitlines()] == ["a.txt", "b.txt"]


def test_an_archive_that_leads_outside_is_named_and_the_others_go_on(file: Path) -> None:
    evil = file.with_name("evil.zip")
    with zipfile.ZipFile(evil, "w") as archive:
        archive.writestr("../evil.txt", TEXT)
    result = extract(str(evil), str(file))
    assert result.exit_code == 1
    assert "[archive-unsafe] evil.zip" in result.stderr
    assert json.loads(result.stdout)["doc"] == "report.txt"
