"""Parts of a figure: the form, the workbook and the API take the same and are told the same."""

from __future__ import annotations

import io
from typing import Any

from lxml import html
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.collection import asking
from luoshi.collection.knowing import subjects
from luoshi.formats.figures.workbook import HEADS, SHEET, column_letter
from luoshi.ledger.store import Ledger
from tests.collection.office import figure, handed_in, published
from tests.web.bureau import Bureau
from tests.web.forms import sent

PARTS = {"产业=第一产业": "30", "产业=第二产业": "200"}
BROKEN_DOWN = [{"产业": "第一产业"}, {"产业": "第二产业"}]


def workbook(office: Bureau, path: str = "/collect/workbook") -> tuple[Any, Worksheet]:
    answer = office.browser("zhang").get(path)
    assert answer.status_code == 200, answer.text
    book = load_workbook(io.BytesIO(answer.content))
    return book, book[SHEET]


def cell(sheet: Worksheet, row: int, name: str) -> Any:
    return sheet[f"{column_letter(name)}{row}"]


def rows(sheet: Worksheet, indicator: str = "地区生产总值", period: str = "2025年") -> dict[str, int]:
    """Return the rows of one figure by their breakdown; the figure itself has none."""
    return {
        cell(sheet, at, "dimensions").value or "": at
        for at in range(HEADS + 1, sheet.max_row + 1)
        if (cell(sheet, at, "name").value, cell(sheet, at, "period").value) == (indicator, period)
    }


def upload(office: Bureau, book: Any, act: str = "submit") -> Any:
    stream = io.BytesIO()
    book.save(stream)
    files = {"file": ("填报.xlsx", stream.getvalue())}
    return sent(office.browser("zhang"), "/collect/upload", {"act": act}, files=files)


def first_key(office: Bureau) -> str:
    with Ledger.open(office.path) as ledger:
        return subjects(ledger)["1"].key


def last_year(office: Bureau) -> None:
    """Report 2024 with its parts and publish it."""
    with Ledger.open(office.path) as ledger:
        parts = (figure(value="20", period="2024", dimensions=BROKEN_DOWN[0]),)
        published(ledger, figure(value="430", period="2024"), *parts)


def test_the_workbook_has_a_row_for_every_part_of_the_period_before(office: Bureau) -> None:
    last_year(office)
    _, sheet = workbook(office)
    found = rows(sheet)
    assert list(found) == ["", "产业=第一产业"]
    part = found["产业=第一产业"]
    assert cell(sheet, part, "last").value == "20（2024年）"
    assert not cell(sheet, part, "value").protection.locked
    assert cell(sheet, part, "progress").protection.locked
    form = html.fromstring(office.browser("zhang").get("/collect/form").text)
    assert "上期分项：产业=第一产业 20 2024年" in form.text_content()


def test_parts_in_rows_and_parts_typed_beside_the_total_are_all_handed_in(office: Bureau) -> None:
    last_year(office)
    book, sheet = workbook(office)
    found = rows(sheet)
    cell(sheet, found[""], "value").value = 452.8
    cell(sheet, found[""], "parts").value = "产业=第二产业 200\n产业=第三产业 222.8"
    cell(sheet, found["产业=第一产业"], "value").value = 30
    answer = upload(office, book)
    assert answer.status_code == 303, html.fromstring(answer.text).text_content()
    identity = str(answer.headers["location"]).partition("?")[0].rpartition("/")[2]
    with Ledger.open(office.path) as ledger:
        view = next(one for one in asking.books(ledger).submissions if one.id == identity)
        assert [(dict(one.dimensions), str(one.value)) for one in view.figures] == [
            ({}, "452.8"),
            ({"产业": "第二产业"}, "200"),
            ({"产业": "第三产业"}, "222.8"),
            ({"产业": "第一产业"}, "30"),
        ]


def test_parts_above_their_total_are_told_alike_in_form_workbook_and_api(office: Bureau) -> None:
    wrong = "500.5"
    zhang = office.browser("zhang")
    (form,) = html.fromstring(zhang.get("/collect/form").text).cssselect("form.filling")
    given = {name: value or "" for name, value in form.form_values()}
    first = next(name for name in sorted(given) if name.startswith("value-") and ":2025" in name)
    parts = {first: "452.8", first.replace("value-", "parts-"): "产业=一产 200\n产业=二产 300.5"}
    typed = sent(zhang, "/collect/form", {**given, **parts, "act": "submit"})
    book, sheet = workbook(office)
    row = rows(sheet)[""]
    cell(sheet, row, "value").value = 452.8
    cell(sheet, row, "parts").value = "产业=一产 200\n产业=二产 300.5"
    loaded = upload(office, book)
    called = zhang.post(
        "/api/v1/submissions",
        json={
            "figures": [
                {"indicator": "1", "period": "2025", "value": "452.8"},
                *(
                    {"indicator": "1", "period": "2025", "value": value, "dimensions": {"产业": name}}
                    for name, value in (("一产", "200"), ("二产", "300.5"))
                ),
            ]
        },
        headers=office.token("zhang", first_key(office)),
    )
    assert [typed.status_code, loaded.status_code, called.status_code] == [422, 422, 422]
    assert [one["code"] for one in called.json()["findings"] if one["stops"]] == ["figure-parts-above"]
    said = called.json()["findings"][0]["what"]["zh"]
    assert wrong in said
    assert said in typed.text
    assert said in loaded.text


def test_a_part_that_cannot_be_read_is_named_at_its_cell(office: Bureau) -> None:
    book, sheet = workbook(office)
    row = rows(sheet)[""]
    cell(sheet, row, "value").value = 452.8
    cell(sheet, row, "parts").value = "第一产业三十"
    told = upload(office, book)
    assert told.status_code == 422
    assert f"第 {row} 行，{column_letter('parts')} 列" in told.text


def test_the_workbook_of_a_returned_submission_comes_back_into_its_place(office: Bureau) -> None:
    parts = [
        figure(value=value, dimensions=one) for value, one in zip(PARTS.values(), BROKEN_DOWN, strict=True)
    ]
    with Ledger.open(office.path) as ledger:
        identity = handed_in(ledger, figure(), *parts)
    here = f"/collect/submissions/{identity}"
    assert sent(office.browser("li"), here, {"act": "return", "words": "核对"}).status_code == 303
    book, sheet = workbook(office, f"/collect/workbook?submission={identity}")
    found = rows(sheet)
    assert {name: str(cell(sheet, at, "value").value) for name, at in found.items()} == {
        "": "452.8",
        **PARTS,
    }
    cell(sheet, found["产业=第二产业"], "value").value = 201
    answer = upload(office, book)
    assert answer.status_code == 303, html.fromstring(answer.text).text_content()
    assert str(answer.headers["location"]).startswith(here)
    with Ledger.open(office.path) as ledger:
        (view,) = (one for one in asking.books(ledger).submissions if one.id == identity)
        assert [str(one.value) for one in view.figures] == ["452.8", "30", "201"]


def test_a_program_corrects_what_was_returned_to_it(office: Bureau) -> None:
    zhang, token = office.browser(None), office.token("zhang", first_key(office))
    one = {"indicator": "1", "period": "2025", "value": "452.8"}
    identity = zhang.post("/api/v1/submissions", json={"figures": [one]}, headers=token).json()["submission"]
    here = f"/collect/submissions/{identity}"
    assert sent(office.browser("li"), here, {"act": "return", "words": "核对"}).status_code == 303
    again = {"figures": [{**one, "value": "452.9"}], "submission": identity}
    taken = zhang.post("/api/v1/submissions", json=again, headers=token)
    assert (taken.status_code, taken.json()["submission"]) == (201, identity)
    assert zhang.post("/api/v1/submissions", json=again, headers=token).status_code == 409


def test_parts_alone_are_kept_in_a_draft_and_come_back(office: Bureau) -> None:
    zhang = office.browser("zhang")
    (form,) = html.fromstring(zhang.get("/collect/form").text).cssselect("form.filling")
    given = {name: value or "" for name, value in form.form_values()}
    parts = next(name for name in sorted(given) if name.startswith("parts-") and ":2025" in name)
    answer = sent(zhang, "/collect/form", {**given, parts: "产业=一产 200", "act": "draft"})
    assert answer.status_code == 303, html.fromstring(answer.text).text_content()
    identity = str(answer.headers["location"]).partition("?")[0].rpartition("/")[2]
    (again,) = html.fromstring(zhang.get(f"/collect/form?submission={identity}").text).cssselect(
        "form.filling"
    )
    found = {name: value or "" for name, value in again.form_values()}
    assert found[parts] == "产业=一产 200"
    done = sent(zhang, "/collect/form", {**found, "act": "submit"})
    assert done.status_code == 303, html.fromstring(done.text).text_content()
    assert html.fromstring(zhang.get(f"/collect/form?submission={identity}").text).cssselect(".filling") == []
