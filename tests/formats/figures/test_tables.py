"""CSV, SDMX-CSV and Open SDG folders carry figures in and out without loss, and name every bad cell."""

from __future__ import annotations

import io
from pathlib import Path

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pysdmx.io.csv.sdmx20.reader import read as pysdmx_read
from pysdmx.io.csv.sdmx20.writer import write as pysdmx_write
from pysdmx.io.pd import PandasDataset
from pysdmx.model import Component, Components, Concept, Role, Schema

from luoshi.errors import Problem
from luoshi.formats.figures.lines import FIELDS, Line, figure, headings, line_of, number_words
from luoshi.formats.figures.open_sdg import (
    file_name,
    indicator_key,
    is_open_sdg,
    read_open_sdg,
    write_open_sdg,
)
from luoshi.formats.figures.plain_csv import guard, read_csv, unguard, write_csv
from luoshi.formats.figures.sdmx_csv import (
    is_sdmx_csv,
    period_text,
    read_sdmx_csv,
    structure,
    time_period,
    write_sdmx_csv,
)
from luoshi.vocabulary.period import Period


def line(**values: str) -> Line:
    base = {"indicator": "plan/1", "name": "地区生产总值", "period": "2025", "value": "90.50", "unit": "亿元"}
    return Line(values={**base, **values}, file="f", row=1)


LINES = (
    line(place="某市"),
    line(
        period="2024",
        value="87.50",
        stage="最终核实",
        definition="不变价，“可比”",
        note="第一行\n第二行",
        progress="已开工",
        obstacles="缺资金，缺人",
        next_steps="再报",
    ),
    line(period="2025-01/2025-08", value="-3"),
    line(indicator="plan/2", name="路网密度", period="2025-08", value="8", unit="公里/平方公里"),
    line(indicator="plan/3", name="人口", dimensions="年龄=15-59;性别=女", value="12345678901234567.890"),
    line(indicator="plan/4", name="=1+1", note="@x", value="0.1", unchanged="无变化"),
)


def role_of(component: str) -> Role:
    return Role.MEASURE if component == "OBS_VALUE" else Role.DIMENSION


def contents(lines: tuple[Line, ...]) -> list[dict[str, str]]:
    return sorted((dict(one.values) for one in lines), key=lambda one: sorted(one.items()))


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, str | int | None]]:
    return [(one.code, one.place.row, one.place.column) for one in problems]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_csv_comes_back_as_it_went(language: str) -> None:
    read = read_csv(write_csv(LINES, language).encode(), "a.csv")  # type: ignore[arg-type]
    assert read.problems == ()
    assert [dict(one.values) for one in read.lines] == [dict(one.values) for one in LINES]


def test_sdmx_csv_comes_back_as_it_went() -> None:
    text = write_sdmx_csv(LINES)
    assert is_sdmx_csv(text.encode())
    read = read_sdmx_csv(text.encode(), "a.csv")
    assert read.problems == ()
    assert [dict(one.values) for one in read.lines] == [dict(one.values) for one in LINES]


def test_an_open_sdg_folder_comes_back_as_it_went(tmp_path: Path) -> None:
    files = write_open_sdg(LINES, tmp_path)
    assert len(files) == 8
    assert is_open_sdg(tmp_path)
    read = read_open_sdg(tmp_path)
    assert read.problems == ()
    assert contents(read.lines) == contents(LINES)


def test_open_sdg_finds_its_columns(tmp_path: Path) -> None:
    write_open_sdg([line(dimensions="性别=女"), line(period="2024")], tmp_path)
    table = (tmp_path / "data" / "indicator_plan%2F1.csv").read_text(encoding="utf-8")
    assert table.splitlines() == ["Year,Units,性别,Value", "2025,亿元,女,90.50", "2024,亿元,,90.50"]
    meta = (tmp_path / "meta" / "plan%2F1.yml").read_text(encoding="utf-8")
    assert "indicator_name: 地区生产总值" in meta
    assert "reporting_status: complete" in meta


def test_pysdmx_reads_what_we_write() -> None:
    (dataset,) = pysdmx_read(write_sdmx_csv(LINES))
    assert dataset.structure == "Dataflow=LUOSHI:FIGURES(1.0)"
    assert list(dataset.data["TIME_PERIOD"]) == ["2025", "2024", "2025-01-01/P8M", "2025-08", "2025", "2025"]
    assert [float(one) for one in dataset.data["OBS_VALUE"]] == [float(one.get("value")) for one in LINES]
    known = {component.id for component in structure().components}  # type: ignore[attr-defined]
    assert set(dataset.data.columns) == known


def test_we_read_what_pysdmx_writes() -> None:
    data = pandas.DataFrame(
        {
            "FREQ": ["A", "Q"],
            "REF_AREA": ["某市", "某市"],
            "INDICATOR": ["plan/1", "plan/1"],
            "SEX": ["F", "_T"],
            "TIME_PERIOD": ["2025", "2025-Q3"],
            "OBS_VALUE": ["90.50", "21"],
        }
    )
    parts = [Component(one, True, role_of(one), Concept(one)) for one in data.columns]
    schema = Schema("dataflow", "CITY", "GDP", Components(parts), "2.1")
    text = pysdmx_write([PandasDataset(structure=schema, data=data)])
    assert text is not None
    read = read_sdmx_csv(text.encode(), "a.csv")
    assert read.problems == ()
    assert [one.values["period"] for one in read.lines] == ["2025", "2025-07/2025-09"]
    assert [one.get("dimensions") for one in read.lines] == ["SEX=F", ""]
    assert read.lines[0].values["value"] == "90.50"


def test_labels_of_sdmx_csv_are_set_aside() -> None:
    text = (
        "STRUCTURE,STRUCTURE_ID: Name,ACTION,INDICATOR: 指标,TIME_PERIOD: Time,OBS_VALUE: Value\n"
        "dataflow,CITY:GDP(1.0): 生产总值,R,plan/1,2025,1\n"
    )
    read = read_sdmx_csv(text.encode(), "a.csv")
    assert read.problems == ()
    assert read.lines[0].values == {"indicator": "plan/1", "period": "2025", "value": "1"}


def test_a_bad_sdmx_row_is_named() -> None:
    text = (
        "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,TIME_PERIOD,OBS_VALUE\n"
        "dataflow,CITY:GDP(1.0),D,plan/1,2025,1\n"
        "table,CITY:GDP(1.0),I,plan/1,2025,1\n"
        "dataflow,GDP,I,plan/1,2025,1\n"
        "dataflow,CITY:GDP(1.0),I,plan/1,2025-X9,1\n"
        "dataflow,CITY:GDP(1.0),I,plan/1,2025\n"
    )
    read = read_sdmx_csv(text.encode(), "a.csv")
    assert read.lines == ()
    assert places(read.problems) == [
        ("sdmx-action", 2, None),
        ("sdmx-structure", 3, None),
        ("sdmx-structure", 4, None),
        ("period-unknown", 5, "TIME_PERIOD"),
        ("csv-row", 6, None),
    ]


@pytest.mark.parametrize(
    ("iso", "sdmx"),
    [
        ("2025", "2025"),
        ("2025-08", "2025-08"),
        ("2025-08-09", "2025-08-09"),
        ("2025-Q3", "2025-Q3"),
        ("2025-07/2025-09", "2025-Q3"),
        ("2025-01/2025-08", "2025-01-01/P8M"),
        ("2016/2020", "2016-01-01/P5Y"),
        ("2025-01-03/2025-02-01", "2025-01-03/P30D"),
    ],
)
def test_periods_have_the_form_of_the_standard(iso: str, sdmx: str) -> None:
    assert time_period(Period.parse(iso)) == sdmx
    back = Period.parse(period_text(sdmx))
    assert (back.start, back.end) == (Period.parse(iso).start, Period.parse(iso).end)


@pytest.mark.parametrize(
    ("sdmx", "iso"),
    [
        ("2025-A1", "2025"),
        ("2025-M08", "2025-08"),
        ("2025-S2", "2025-07/2025-12"),
        ("2025-T1", "2025-01/2025-04"),
    ],
)
def test_other_forms_of_periods_are_read(sdmx: str, iso: str) -> None:
    assert period_text(sdmx) == iso


def test_headings_in_either_language_are_known_and_never_stand_for_two_fields() -> None:
    assert set(headings()) == set(FIELDS)
    every = [one.casefold() for both in headings().values() for some in both.values() for one in some]
    assert len(every) == len(set(every))


def test_a_bad_csv_is_named_cell_by_cell() -> None:
    long = "长" * 10_001
    text = f"指标,时期,数值,备注\nplan/1,2025,1,{long}\nplan/1,2025\n\nplan/1,2024,2,\n"
    read = read_csv(text.encode(), "a.csv")
    assert read.lines == ()
    assert places(read.problems) == [("figures-cell-long", 2, "备注"), ("csv-row", 3, None)]
    missing = read_csv("指标,数值\nplan/1,1\n".encode(), "a.csv")
    assert places(missing.problems) == [("csv-columns", 1, None)]
    twice = read_csv("指标,时期,数值,value\nplan/1,2025,1,1\n".encode(), "a.csv")
    assert places(twice.problems) == [("figures-heading-twice", 1, None)]
    assert read_csv(b" \n", "a.csv").problems[0].code == "file-empty"
    assert read_csv(b"\x00\x01\x02\xff", "a.csv").problems != ()


def test_a_csv_saved_by_a_chinese_excel_is_read() -> None:
    read = read_csv(
        "指标,时期,数值\nplan/1,2025,１,234.50\n".replace("１,234.50", '"１,234.50"').encode("gb18030"),
        "a.csv",
    )
    assert read.lines[0].values["value"] == "1234.50"


@given(st.text(alphabet=st.sampled_from("=+-@'\t1aä落 "), max_size=8))
def test_no_cell_is_taken_for_a_formula_and_words_come_back(words: str) -> None:
    guarded = guard(words)
    assert unguard(guarded) == words
    try:
        float(guarded)
    except ValueError:
        assert not guarded.startswith(("=", "+", "-", "@", "\t")) or guarded.strip("+-.0123456789") == ""


@given(st.text(min_size=1, max_size=20))
def test_a_key_becomes_a_file_name_and_comes_back(key: str) -> None:
    if any(0xD800 <= ord(one) < 0xE000 for one in key):
        return
    name = file_name(key)
    assert "/" not in name
    assert not name.startswith(".")
    assert indicator_key(name) == key


def test_open_sdg_reads_a_folder_made_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "meta").mkdir()
    (tmp_path / "data" / "indicator_1-1-1.csv").write_text(
        "Year,Units,Sex,Value\n2020,%,,12.10\n2020,%,Female,\n2021,%,Female,13\n", encoding="utf-8"
    )
    (tmp_path / "meta" / "1-1-1.md").write_text(
        "---\nindicator_number: 1.1.1\nindicator_name: Poverty\n---\ntext", encoding="utf-8"
    )
    read = read_open_sdg(tmp_path)
    assert read.problems == ()
    assert [(one.row, one.values["value"]) for one in read.lines] == [(2, "12.10"), (4, "13")]
    first = figure(read.lines[0])
    assert (first.indicator, first.unit, first.dimensions) == ("1.1.1", "%", {})
    assert figure(read.lines[1]).dimensions == {"Sex": "Female"}


def test_open_sdg_names_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    data = tmp_path / "data"
    (data / "indicator_a.csv").write_text("Year,Value\nx,1\n2020\n", encoding="utf-8")
    (data / "indicator_b.csv").write_text("When,Value\n2020,1\n", encoding="utf-8")
    (data / "indicator_c.csv").symlink_to("/etc/passwd")
    read = read_open_sdg(tmp_path)
    assert [(one.code, one.place.file) for one in read.problems] == [
        ("period-unknown", "indicator_a.csv"),
        ("csv-row", "indicator_a.csv"),
        ("csv-columns", "indicator_b.csv"),
        ("file-unreadable", "indicator_c.csv"),
    ]
    assert read_open_sdg(tmp_path / "none").problems[0].code == "file-missing"


def test_a_line_becomes_a_figure_and_a_figure_a_line() -> None:
    for one in LINES:
        made = figure(one)
        assert dict(line_of(made, name=one.get("name")).values) == dict(one.values)
    assert figure(LINES[5]).unchanged
    assert figure(LINES[0]).cell("value").row == 1


@pytest.mark.parametrize(
    ("words", "number"),
    [("1,234.50", "1234.50"), (" ８７．５ ", "87.5"), ("−3", "-3"), ("1,23", "1,23"), ("约3", "约3")],
)
def test_numbers_are_taken_in_plain_digits(words: str, number: str) -> None:
    assert number_words(words) == number


def test_a_large_file_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.formats.figures.plain_csv.MOST_ROWS", 2)
    many = [line(period=str(year)) for year in range(2000, 2010)]
    for read in (
        read_csv(write_csv(many).encode(), "a.csv"),
        read_sdmx_csv(write_sdmx_csv(many).encode(), "a.csv"),
    ):
        assert read.lines == ()
        assert {one.code for one in read.problems} == {"figures-too-many"}
    assert io.StringIO(write_csv(many)).readline().startswith("\ufeff")
