"""The page and the API of disagreements: both sides quoted, filtered by kind and state, answers shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from luoshi.ledger.build import build
from luoshi.ledger.disagreeing.answers import answer
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "shenyang"
BASE = "/shenyang/plan-2022"
PAGE = f"{BASE}/disagreements"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "luoshi.db"
    with Ledger.open(path, create=True) as ledger:
        assert build(ledger, EXAMPLE, observations=[EXAMPLE / "observations.csv"]).complete
    return path


@pytest.fixture
def ledger(example: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(example, tmp_path / "copy.db"))


@pytest.fixture
def client(ledger: Path) -> TestClient:
    return TestClient(create_app(ledger), base_url="http://127.0.0.1")


def listed(client: TestClient, query: str = "") -> list[html.HtmlElement]:
    answered = client.get(PAGE + query)
    assert answered.status_code == 200
    return html.fromstring(answered.text).cssselect(".disagreements > li")


def test_both_sides_are_quoted_and_lead_to_their_words(client: TestClient) -> None:
    (air,) = [one for one in listed(client, "?kind=two_targets&lang=zh") if "87.5" in one.text_content()]
    sides = air.cssselect(".sides > li")
    assert [side.cssselect(".said b")[0].text_content() for side in sides] == ["80%", "87.5%以上"]
    assert all(side.cssselect("blockquote mark") for side in sides)
    assert all(side.cssselect('.cited a[href*="words="]') for side in sides)
    assert "待处理" in air.text_content()


def test_the_page_is_filtered_by_kind_and_state(client: TestClient) -> None:
    everything, jumps = listed(client), listed(client, "?kind=jump")
    assert 0 < len(jumps) < len(everything)
    assert all("数列突变或中断" in one.text_content() for one in listed(client, "?kind=jump&lang=zh"))
    assert listed(client, "?state=accepted") == []


def test_an_answer_stands_beside_it_and_in_the_api_without_a_name(client: TestClient, ledger: Path) -> None:
    api = f"/api/v1/plans{PAGE}"
    first = client.get(api).json()["items"][0]
    assert (first["state"], first["decision"]) == ("open", None)
    assert first["explanation"]["zh"]
    with Ledger.open(ledger) as writable:
        answer(writable, first["id"], "accepted", reason="快报与年鉴之差", actor="li.na")
    after = next(one for one in client.get(api).json()["items"] if one["id"] == first["id"])
    assert (after["state"], after["decision"]["reason"], after["decision"]["kept"]) == (
        "accepted",
        "快报与年鉴之差",
        True,
    )
    (shown,) = listed(client, "?state=accepted&lang=zh")
    assert "快报与年鉴之差" in shown.text_content()
    assert "li.na" not in client.get(PAGE).text


def form(client: TestClient) -> dict[str, str]:
    """Return the fields of the first form as a browser would send them back."""
    (first, *_) = html.fromstring(client.get(PAGE).text).cssselect("form.deciding")
    return {**dict(first.form_values()), "reason": "口径不同"}


def test_a_person_answers_on_the_page(client: TestClient) -> None:
    sent = form(client)
    answered = client.post(PAGE, data=sent | {"decision": "correction"}, follow_redirects=False)
    assert answered.status_code == 303
    assert answered.headers["location"] == f"{PAGE}#d-{sent['disagreement']}"
    (shown,) = listed(client, "?state=correction&lang=zh")
    assert "口径不同" in shown.text_content()


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"reason": "  "}, 400),
        ({"reason": "长" * 2001}, 400),
        ({"disagreement": "00000000"}, 404),
        ({"decision": "forgotten"}, 400),
        ({"form_key": "x"}, 403),
    ],
)
def test_what_cannot_be_recorded_changes_nothing(
    client: TestClient, changed: dict[str, str], status: int
) -> None:
    assert client.post(PAGE, data=form(client) | changed).status_code == status
    assert listed(client, "?state=explained") == []


@pytest.mark.parametrize(("read_only", "host"), [(True, "127.0.0.1"), (None, "0.0.0.0")])
def test_who_cannot_write_sees_no_form(ledger: Path, read_only: bool | None, host: str) -> None:
    app = create_app(ledger, read_only=read_only, host=host)
    reading = TestClient(app, base_url="http://127.0.0.1")
    assert listed(reading)
    assert html.fromstring(reading.get(PAGE).text).cssselect("form.deciding") == []


def test_the_first_page_leads_there(client: TestClient) -> None:
    first = html.fromstring(client.get(BASE).text)
    assert first.cssselect(f'a[href="{PAGE}"]')


def test_an_unknown_plan_has_no_such_page(client: TestClient) -> None:
    assert client.get("/shenyang/nothing/disagreements").status_code == 404
