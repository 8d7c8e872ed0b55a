"""The API: what it answers, that its description is true, and that it agrees with the pages."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from luoshi.errors import codes
from luoshi.evaluation.explain import recompute
from luoshi.evaluation.run import only_plan
from luoshi.evaluation.tables import records
from luoshi.ledger.records import Cut
from luoshi.web.api import columns, tables
from luoshi.web.api.base import Form
from luoshi.web.api.description import routes, writing
from tests.web.conftest import HERE

PLAN = "/api/v1/plans/yunzhou/plan"
FILLED = {"place": "yunzhou", "plan": "plan", "indicator": "1", "key": "report"}
QUERIES = {
    "search": "?q=地铁",
    "composites": "?composite=weighted&composite=topsis&composite=efficacy",
    "compare": "?concept=gdp&period=2023",
    "diff": "?old=plan",
}
PATHS = [route.path_format.format(**FILLED) + QUERIES.get(route.name, "") for route in routes()]
ELSEWHERE = {"totals": ("parted", "yunzhou"), "reported": ("reporting", "jiangchuan")}
"""What the town of these tests has none of, with the pages of a ledger that has some, and its place."""
LISTS = [
    route.path_format.format(**FILLED) + QUERIES.get(route.name, "")
    for route in routes()
    if "items" in route.response_model.model_fields
]


def schema_of(described: dict[str, Any], template: str, status: str = "200") -> dict[str, Any]:
    """Return the schema that an endpoint declares for an answer, with all that it refers to."""
    declared = described["paths"][template]["get"]["responses"][status]["content"]["application/json"][
        "schema"
    ]
    return {**declared, "components": described["components"]}


def complaints(schema: dict[str, Any], answer: Any) -> list[str]:
    """Return where an answer is not what its schema says, formats of dates included."""
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{list(error.path)}: {error.message[:200]}" for error in checker.iter_errors(answer)]


@pytest.fixture
def described(town: TestClient) -> dict[str, Any]:
    answer: dict[str, Any] = town.get("/api/v1/openapi.json").json()
    return answer


@pytest.mark.parametrize("number", range(len(PATHS)), ids=[route.name for route in routes()])
def test_every_answer_is_what_the_description_says(
    request: pytest.FixtureRequest, described: dict[str, Any], number: int
) -> None:
    pages, place = ELSEWHERE.get(routes()[number].name, ("town", "yunzhou"))
    answer = request.getfixturevalue(pages).get(PATHS[number].replace("yunzhou", place))
    assert answer.status_code == 200, answer.text
    schema = schema_of(described, routes()[number].path_format)
    assert complaints(schema, answer.json()) == []
    content = answer.json().get("items", answer.json().get("item"))
    assert content, "an empty answer proves nothing"


def test_the_description_refuses_what_is_not_so(town: TestClient, described: dict[str, Any]) -> None:
    """A missing field, another one, a float for a value: each breaks the schema."""
    schema = schema_of(described, "/api/v1/statements")
    answer = town.get("/api/v1/statements").json()
    for spoil in (
        lambda one: one.pop("unit"),
        lambda one: one.update(more=1),
        lambda one: one.update(value=430.6),
        lambda one: one.update(kind="hope"),
    ):
        spoiled = json.loads(json.dumps(answer))
        spoil(spoiled["items"][0])
        assert complaints(schema, spoiled)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/nothing", 404, "not-found"),
        ("/api/v1/plans/yunzhou/other", 404, "not-found"),
        (f"{PLAN}/indicators/99", 404, "not-found"),
        ("/api/v1/documents/other", 404, "not-found"),
        ("/api/v1/statements?document=other", 404, "not-found"),
        ("/api/v1/plans?recorded_by=2020-01-01", 404, "recorded-before-first-entry"),
        ("/api/v1/plans?at=never", 422, "parameter-invalid"),
        ("/api/v1/plans?recorded_by=soon", 422, "date-unknown"),
        ("/api/v1/plans?recorded_by=²", 422, "date-unknown"),
        ("/api/v1/plans?recorded_by=0001-01-01", 422, "date-unknown"),
        (f"{PLAN}/indicators/1?at=9999-12-31", 422, "date-unknown"),
        (f"{PLAN}/indicators/1/then?on=9999-12-31", 422, "date-unknown"),
        ("/api/v1/plans?limit=0", 422, "parameter-invalid"),
        ("/api/v1/plans?limit=1001", 422, "parameter-invalid"),
        ("/api/v1/plans?offset=-1", 422, "parameter-invalid"),
        ("/api/v1/plans?limit=many", 422, "parameter-invalid"),
        ("/api/v1/plans?format=xml", 422, "parameter-invalid"),
        (f"{PLAN}/indicators?verdict=late", 422, "parameter-invalid"),
        (f"{PLAN}/indicators?verdit=behind", 422, "parameter-unknown"),
        (f"{PLAN}?format=csv", 422, "parameter-unknown"),
        ("/api/v1/search", 422, "parameter-invalid"),
    ],
)
def test_what_goes_wrong_is_told_in_both_languages(
    town: TestClient, described: dict[str, Any], path: str, status: int, code: str
) -> None:
    answer = town.get(path)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code)
    assert code in codes()
    assert complaints(schema_of(described, "/api/v1/plans", str(status)), told) == []
    assert re.search("[一-鿿]", told["what"]["zh"])
    assert not re.search("[一-鿿]", told["what"]["en"] + told["do"]["en"])


def test_a_wrong_value_is_told_with_what_may_be_given(town: TestClient) -> None:
    told = town.get("/api/v1/statements?kind=hope").json()
    assert told["what"]["zh"] == "参数 kind 的值 hope 不可用，可取：actual | target | forecast"
    assert "≥ 1" in town.get("/api/v1/plans?limit=0").json()["what"]["en"]
    unknown = town.get("/api/v1/promises?theme=x").json()
    assert "topic" in unknown["do"]["zh"]


def test_an_indicator_has_everything_its_page_shows(town: TestClient) -> None:
    found = town.get(f"{PLAN}/indicators/1?at=2023-12-31").json()["item"]
    assert (found["name"], found["unit"], found["domain"]) == ("地区生产总值", "亿元", "经济")
    assert (found["baseline"]["value"], found["baseline"]["period"]) == ("350.5", "2020")
    assert (found["target"]["value"], found["target"]["period"]) == ("500", "2025")
    assert found["baseline"]["source"]["words"]["document"] == "plan"
    assert [point["period"] for point in found["series"]] == ["2020", "2021", "2023"][1:]
    assert found["latest"]["period"] == "2023"
    share = (Decimal(found["latest"]["value"]) - Decimal("350.5")) / (500 - Decimal("350.5"))
    assert Decimal(found["result"]["completion"]) == round(share, 4)
    assert found["result"]["sentence"]["zh"] in town.get("/yunzhou/plan/1?at=2023-12-31").text


def test_values_keep_the_digits_they_were_published_with(town: TestClient) -> None:
    figures = town.get(f"{PLAN}/observations?indicator=2").json()["items"]
    assert "73.80" in [one["value"] for one in figures]
    assert all(isinstance(one["value"], str) for one in figures)


def test_results_are_those_of_the_command_line(town: TestClient) -> None:
    desk = town.app.state.desk  # type: ignore[attr-defined]
    at = town.get(PLAN).json()["question"]["at"]
    from datetime import date

    from luoshi.evaluation.run import assess

    own = records(assess(desk.ledger, only_plan(desk.ledger), Cut(at=date.fromisoformat(at))), "zh")
    answered = town.get(f"{PLAN}/results").json()["items"]
    assert len(answered) == len(own) > 4
    for left, right in zip(answered, own, strict=True):
        assert left == {
            name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in right.items()
        }


def test_a_verdict_can_be_computed_again_from_its_record(town: TestClient) -> None:
    shown = town.get(f"{PLAN}/indicators/1?at=2023-12-31").json()["item"]["results"]
    told = town.get(f"{PLAN}/indicators/1/explanation?at=2023-12-31").json()["item"]
    for result, one in zip(shown, told, strict=True):
        again = recompute(one["record"])
        assert (again.verdict, again.reason) == (result["verdict"], result["reason"])
        assert again.explanation["zh"] == result["sentence"]["zh"] == one["record"]["zh"]


def test_the_three_times_hold_for_the_api_too(town: TestClient) -> None:
    def latest(query: str) -> str | None:
        found = town.get(f"{PLAN}/indicators/1?{query}").json()["item"]["latest"]
        return found["period"] if found else None

    assert latest("") == "2023"
    assert latest("at=2022-06-30") == "2021"
    assert latest("published_by=2023-06-30") == "2021"
    assert latest("published_by=2021-12-31") is None
    assert town.get("/api/v1/journal").json()["total"] == 6
    first = town.get("/api/v1/journal?recorded_by=1").json()
    assert (first["entry"], first["total"], first["question"]["recorded_by"]) == (1, 1, 1)
    assert town.get("/api/v1/documents?published_by=2022-01-01").json()["total"] == 1


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_paged_without_a_gap_and_without_a_repeat(town: TestClient, path: str) -> None:
    joint = "&" if "?" in path else "?"
    whole = town.get(f"{path}{joint}limit=1000").json()
    assert whole["next"] is None
    assert whole["total"] == len(whole["items"])

    def pages() -> Iterator[dict[str, Any]]:
        address: str | None = f"{path}{joint}limit=2"
        while address:
            page = town.get(address).json()
            assert len(page["items"]) <= 2
            yield page
            address = page["next"]

    assert [one for page in pages() for one in page["items"]] == whole["items"]
    beyond = town.get(f"{path}{joint}offset=100000").json()
    assert (beyond["items"], beyond["next"], beyond["total"]) == ([], None, whole["total"])


def test_the_next_page_keeps_the_question(town: TestClient) -> None:
    answer = town.get("/api/v1/statements?limit=3&kind=actual&published_by=2025-01-01")
    assert answer.json()["next"] == "/api/v1/statements?limit=3&kind=actual&published_by=2025-01-01&offset=3"
    assert answer.headers["link"] == f'<{answer.json()["next"]}>; rel="next"'
    assert answer.headers["x-total-count"] == str(answer.json()["total"])


def leaves(form: type[Form]) -> set[str]:
    """Return the fields of a shape that hold one word or number."""
    return {
        name
        for name, field in form.model_fields.items()
        if "list" not in str(field.annotation)
        and not any(
            isinstance(part, type) and issubclass(part, Form)
            for part in (field.annotation, *getattr(field.annotation, "__args__", ()))
        )
    }


@pytest.mark.parametrize("form", columns.COLUMNS, ids=lambda form: form.__name__)
def test_a_table_leaves_no_plain_field_out(form: type[Form]) -> None:
    assert leaves(form) <= set(columns.COLUMNS[form])


@pytest.mark.parametrize("path", LISTS)
def test_every_list_is_a_table_too(town: TestClient, path: str) -> None:
    joint = "&" if "?" in path else "?"
    answer = town.get(f"{path}{joint}format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.content.startswith(b"\xef\xbb\xbf"), "spreadsheets read it as UTF-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    items = town.get(f"{path}{joint}limit=1000").json()["items"]
    assert len(rows) == len(items)
    for row, item in zip(rows, items, strict=True):
        for name, value in item.items():
            if isinstance(value, str) and not value.startswith(("=", "+", "-", "@")):
                assert row[name] == value


def test_a_table_is_asked_for_by_its_media_type_too(town: TestClient) -> None:
    asked = town.get(f"{PLAN}/gaps", headers={"accept": "text/csv"})
    assert asked.content == town.get(f"{PLAN}/gaps?format=csv").content
    assert town.get(f"{PLAN}/gaps", headers={"accept": "*/*"}).headers["content-type"] == "application/json"


def test_a_table_holds_everything_unless_limited(town: TestClient) -> None:
    total = town.get("/api/v1/statements?limit=1").json()["total"]
    assert town.get("/api/v1/statements?format=csv").text.count("\r\n") == total + 1
    assert town.get("/api/v1/statements?format=csv&limit=2").text.count("\r\n") == 3


def test_no_cell_is_a_formula(town: TestClient) -> None:
    text = town.get(f"{PLAN}/observations?format=csv").content.decode("utf-8-sig")
    quotes = {row["source_quote"] for row in csv.DictReader(io.StringIO(text))}
    assert "'=绿化覆盖率40.9%" in quotes
    assert [tables.cell(text) for text in ("-3.2", "-x", "+1", "@a", "=1+1", "2")] == [
        "-3.2",
        "'-x",
        "+1",
        "'@a",
        "'=1+1",
        "2",
    ]


def test_an_answer_that_is_held_already_is_not_sent_again(town: TestClient, town_ledger: Path) -> None:
    path = f"{PLAN}/indicators"
    first = town.get(path)
    tag = first.headers["etag"]
    assert (first.headers["luoshi-entry"], first.headers["cache-control"]) == ("6", "no-cache")
    again = town.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = [
        town.get(path, params=query).headers["etag"]
        for query in ({"format": "csv"}, {"limit": 5}, {"at": "2022-01-01"})
    ]
    assert len({tag, *others}) == 4


def test_the_description_is_in_the_readers_language_and_names_everything(town: TestClient) -> None:
    for language, pattern in (("zh", "[一-鿿]"), ("en", "[a-z]")):
        made = town.get(f"/api/v1/openapi.json?lang={language}").json()
        assert made["openapi"].startswith("3.1")
        assert set(made["paths"]) == {route.path_format for route in (*routes(), *writing())}
        for shape in made["components"]["schemas"].values():
            for about in shape.get("properties", {}).values():
                assert re.search(pattern, about["description"])
        for path in made["paths"].values():
            (operation,) = path.values()
            assert re.search(pattern, operation["summary"])
            assert all(re.search(pattern, one["description"]) for one in operation.get("parameters", ()))


def test_no_words_are_kept_for_what_is_not_there() -> None:
    from luoshi.web.api.description import described
    from luoshi.web.i18n import catalogue

    made = described("en")
    shapes = made["components"]["schemas"]
    named = {field for shape in shapes.values() for field in shape.get("properties", {})}
    own = {f"{name}-{field}" for name, shape in shapes.items() for field in shape.get("properties", {})}
    kept = {key.partition(".")[2] for key in catalogue() if key.startswith("api_fields.")}
    assert kept <= named | own
    parameters = {
        one["name"]
        for path in made["paths"].values()
        for does in path.values()
        for one in does.get("parameters", ())
    }
    assert {key.partition(".")[2] for key in catalogue() if key.startswith("api_parameters.")} == parameters


def test_a_search_leads_to_words_and_pages_that_exist(town: TestClient) -> None:
    hits = town.get("/api/v1/search", params={"q": "地铁运营"}).json()["items"]
    assert {one["kind"] for one in hits} == {"indicator", "statement", "document"}
    for one in hits:
        assert town.get(one["page"].partition("#")[0]).status_code == 200
        assert all(one["snippet"][mark["start"] : mark["end"]] == "地铁运营" for mark in one["marks"])
    assert hits[0]["indicator"].startswith("yunzhou/plan/")


def test_passages_of_guidance_are_not_handed_out(town: TestClient) -> None:
    for path in ("/api/v1/statements", "/api/v1/achievements", "/api/v1/promises", "/api/v1/search?q=示范"):
        assert "一流示范" not in town.get(path).text


QUESTIONS: dict[str, dict[str, Any]] = {
    "search": {"q": "地铁"},
    "compare": {"concept": "gdp", "period": "2024"},
    "composites": {"composite": "weighted"},
}
"""What the routes that answer a question are asked."""


@pytest.mark.real
def test_every_answer_about_the_real_documents_is_what_the_description_says(
    real: Path, tmp_path: Path
) -> None:
    from luoshi.ledger.build import build
    from luoshi.ledger.store import Ledger
    from luoshi.web.app import create_app

    with Ledger.open(tmp_path / "real.db", create=True) as ledger:
        build(ledger, real / "documents", observations=[real / "data" / "shenyang_observations.csv"])
    with TestClient(create_app(tmp_path / "real.db"), base_url=HERE) as client:
        plan = max(client.get("/api/v1/plans").json()["items"], key=lambda one: one["document"])
        filled = {"place": plan["place"], "plan": plan["plan"], "indicator": "1", "key": plan["document"]}
        made = client.get("/api/v1/openapi.json").json()
        for route in routes():
            listed = "items" in route.response_model.model_fields
            query = {"limit": 1000} if listed else {}
            query |= {"diff": {"old": filled["plan"]}, **QUESTIONS}.get(route.name, {})
            answer = client.get(route.path_format.format(**filled), params=query)
            assert answer.status_code == 200, route.name
            assert complaints(schema_of(made, route.path_format), answer.json()) == [], route.name
        assert client.get(f"/api/v1/plans/{plan['place']}/{plan['plan']}").json()["item"]["total"] == 31
