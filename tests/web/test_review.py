"""The page of review: doubtful readings first, decided in their text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from luoshi.ledger import views
from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from luoshi.web.reviewing import kept
from tests.browser import Visit, Visitor, served
from tests.ledger.test_review import PLAN, SOURCES
from tests.web.conftest import HERE
from tests.web.forms import sent


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    tmp_path.joinpath("plan.md").write_text(PLAN, encoding="utf-8")
    tmp_path.joinpath("sources.yaml").write_text(SOURCES, encoding="utf-8")
    with Ledger.open(tmp_path / "ledger.db", create=True) as made:
        build(made, tmp_path)
    return tmp_path / "ledger.db"


@pytest.fixture
def client(ledger: Path) -> Iterator[TestClient]:
    with TestClient(create_app(ledger), base_url=HERE, headers={"accept-language": "zh"}) as made:
        yield made


def page(client: TestClient, query: str = "?all=1") -> lxml.html.HtmlElement:
    answer = client.get(f"/review{query}")
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.text)


def shown(client: TestClient, quote: str, query: str = "?all=1") -> lxml.html.HtmlElement:
    links = page(client, query).cssselect(".queue a")
    link = next(one for one in links if one.cssselect("b")[0].text == quote)
    return lxml.html.fromstring(client.get(link.get("href")).text)


def form(found: lxml.html.HtmlElement, name: str) -> dict[str, str]:
    place = "#split form" if name == "split" else f"form#{name}"
    return dict(found.cssselect(place)[0].form_values())


def stated(ledger: Path) -> dict[str, str | None]:
    with Ledger.open(ledger, read_only=True) as opened:
        return {one.anchor.quote: one.unit for one in views.statements(opened)}


def test_the_words_are_shown_in_their_text_with_the_offset_of_its_first_character(client: TestClient) -> None:
    found = shown(client, "300家")
    [text] = found.cssselect(".excerpt")
    assert text.cssselect("mark")[0].text == "300家"
    start = int(text.get("data-start"))
    words = text.text_content()
    assert PLAN[start : start + len(words)] == words
    assert found.cssselect('#correct [name="start"]')[0].get("value") == str(PLAN.index("300家"))
    assert "实验室" in words
    assert "总书记" not in words


def test_accepting_correcting_and_rejecting_lead_to_what_waits_next(client: TestClient, ledger: Path) -> None:
    answer = sent(client, "/review", form(shown(client, "100亿元"), "accept"))
    assert answer.status_code == 303
    assert "done=" in answer.headers["location"]
    changed = form(shown(client, "300家"), "correct")
    done = sent(client, "/review", {**changed, "unit": "户", "reason": "附表", "decision": "correct"})
    assert done.status_code == 303
    refused = form(shown(client, "8公里/平方公里"), "reject")
    sent(client, "/review", {**refused, "reason": "举例", "decision": "reject"})
    assert stated(ledger) == {"100亿元": "亿元", "300家": "户"}
    corrected = page(client, "?state=corrected")
    assert "附表" in corrected.cssselect(".judged")[0].text_content()
    assert "举例" in page(client, "?state=rejected").cssselect(".judged")[0].text_content()


def test_other_words_are_chosen_and_readings_merged_and_split(client: TestClient, ledger: Path) -> None:
    found = shown(client, "100亿元")
    other = next(
        one.get("value")
        for one in found.cssselect("#merge [name=with]")
        if "8公里" in one.getparent().text_content()
    )
    base = {name: value for name, value in form(found, "reject").items() if name != "reason"}
    sent(client, "/review", {**base, "with": other, "reason": "并", "decision": "merge"})
    whole = "100亿元，路网密度达到8公里/平方公里"
    assert set(stated(ledger)) == {whole, "300家"}
    start = PLAN.index(whole)
    fields = form(shown(client, whole, "?state=merged"), "split")
    parts = {
        "start": str(start),
        "end": str(start + 5),
        "start_2": str(start + len(whole) - 8),
        "end_2": str(start + len(whole)),
        "unit_2": "公里/平方公里",
        "value_2": "8",
    }
    sent(client, "/review", {**fields, **parts, "reason": "拆", "decision": "split"})
    assert stated(ledger) == {"100亿元": "亿元", "8公里/平方公里": "公里/平方公里", "300家": "家"}


def test_without_a_script_a_link_adds_a_part_and_every_part_is_written(
    client: TestClient, ledger: Path
) -> None:
    found = shown(client, "300家")
    [more] = found.cssselect("#split [data-more]")
    assert len(found.cssselect("#split form .part")) == 2
    three = lxml.html.fromstring(client.get(more.get("href")).text)
    assert len(three.cssselect("#split[open] form .part")) == 3
    fields = form(three, "split")
    first = PLAN.index("企业总数达到300家")
    for mark, start, end in (("", 0, 4), ("_2", 6, 9), ("_3", 0, 10)):
        fields |= {f"start{mark}": str(first + start), f"end{mark}": str(first + end)}
    sent(client, "/review", {**fields, "reason": "拆", "decision": "split"})
    assert {"企业总数", "300", "企业总数达到300家"} <= set(stated(ledger))
    for asked in ("0", "-3", "999"):
        many = lxml.html.fromstring(client.get(f"/review?all=1&parts={asked}").text)
        assert 2 <= len(many.cssselect("#split form .part")) <= 50


def test_what_is_wrong_is_said_and_nothing_is_written(client: TestClient, ledger: Path) -> None:
    before = stated(ledger)
    fields = form(shown(client, "300家"), "correct")
    wrong = sent(client, "/review", {**fields, "value": "许多", "reason": "x", "decision": "correct"})
    assert (wrong.status_code, "许多" in wrong.text) == (400, True)
    assert sent(client, "/review", {**fields, "reason": "", "decision": "correct"}).status_code == 400
    assert sent(client, "/review", {**fields, "reason": "x", "decision": "else"}).status_code == 404
    keyless = client.post("/review", data={**fields, "form_key": "", "reason": "x", "decision": "reject"})
    assert keyless.status_code == 403
    assert stated(ledger) == before


def test_nobody_decides_where_nothing_may_be_written(ledger: Path) -> None:
    reading = TestClient(create_app(ledger, read_only=True), base_url=HERE)
    seen = lxml.html.fromstring(reading.get("/review?all=1&kind=statement").text)
    assert seen.cssselect(".judged form") == []
    read = {row.cssselect("dt")[0].text: row.cssselect("dd")[0].text for row in seen.cssselect(".read div")}
    assert {"数值", "单位", "指标", "性质"} <= set(read)


def test_what_no_rule_read_is_added_in_the_text_of_its_document(client: TestClient, ledger: Path) -> None:
    link = shown(client, "300家").cssselect("#add")[0].get("href")
    opened = lxml.html.fromstring(client.get(link).text)
    assert opened.cssselect(".excerpt mark")[0].text == "300家"
    assert opened.cssselect('[name="start"]')[0].get("value") == ""
    start = PLAN.index("企业总数")
    found = lxml.html.fromstring(client.get(f"/review/add?document=plan&words={start}-{start + 4}").text)
    assert found.cssselect(".excerpt mark")[0].text == "企业总数"
    assert found.cssselect(".excerpt")[0].text_content() == PLAN
    fields = dict(found.cssselect("form#correct")[0].form_values())
    assert fields["start"] == str(start)
    wrong = sent(client, "/review", {**fields, "indicator": "企业", "fact": "target"})
    assert (wrong.status_code, "数值" in wrong.text or "value" in wrong.text) == (400, True)
    done = sent(client, "/review", {**fields, "value": "1", "indicator": "企业", "reason": "漏读"})
    assert done.headers["location"].startswith("/review?document=plan&state=added")
    assert stated(ledger)["企业总数"] is None
    assert "漏读" in page(client, "?state=added").cssselect(".judged")[0].text_content()
    assert client.get("/review/add?document=else").status_code == 404
    kinds = lxml.html.fromstring(client.get("/review/add?document=plan&kind=achievement").text)
    assert [one.get("name") for one in kinds.cssselect("#correct .fields input")][:2] == ["subject", "event"]


def test_carriage_returns_count_in_the_text_that_words_are_chosen_from() -> None:
    assert str(kept("一\r\n<二>")) == "一&#13;\n&lt;二&gt;"


@pytest.mark.browser
@pytest.mark.sqlite
@pytest.mark.xdist_group("browser")
def test_the_queue_is_worked_through_by_keyboard(ledger: Path, browser: Browser) -> None:
    with served(create_app(ledger)) as site:
        visit = Visitor(browser, site)
        try:
            _by_keyboard(visit("/review?all=1&kind=statement"), ledger)
        finally:
            visit.close()


def _by_keyboard(visit: Visit, ledger: Path) -> None:
    page, keys = visit.page, visit.page.keyboard
    links = page.locator(".queue a b").all_inner_texts()

    def open_item(quote: str) -> None:
        while page.locator(".excerpt mark").inner_text() != quote:
            now, wanted = (
                page.locator(".queue a b").all_inner_texts().index(one)
                for one in (page.locator(".excerpt mark").inner_text(), quote)
            )
            with page.expect_navigation():
                keys.press("j" if wanted > now else "k")

    def decided(press: str = "Enter") -> None:
        with page.expect_navigation():
            keys.press(press)

    assert set(links) == {"100亿元", "8公里/平方公里", "300家"}
    assert visit.breaches() == []
    open_item("300家")
    keys.press("t")
    for key in ("ArrowLeft", "ArrowLeft", "Shift+ArrowRight", "Shift+ArrowLeft"):
        keys.press(key)
    keys.press("w")
    assert page.locator("#correct [data-shows]").inner_text() == "达到300家"
    keys.press("e")
    page.locator("#reason-correct").focus()
    keys.type("含“达到”")
    decided()
    open_item("100亿元")
    keys.press("m")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("实为一句")
    decided()
    whole = "100亿元，路网密度达到8公里/平方公里"
    assert set(stated(ledger)) == {whole, "达到300家"}
    page.goto(visit.origin + "/review?state=merged")
    keys.press("s")
    page.keyboard.press("Escape")
    second, short = len("8公里/平方公里"), len("100亿元")
    moves = (
        *(("t", 1), ("Shift+ArrowLeft", len(whole) - short), ("1", 1)),
        *(("Shift+ArrowRight", len(whole) - short), ("ArrowRight", len(whole) - second), ("2", 1)),
        *(("p", 2), ("ArrowLeft", 6), ("Shift+ArrowLeft", len("/平方公里")), ("3", 1)),
    )
    for key in [key for key, times in moves for _ in range(times)]:
        keys.press(key)
    assert page.locator("#split form legend").all_inner_texts() == [f"第 {n} 段" for n in (1, 2, 3, 4)]
    assert visit.breaches() == []
    page.locator("[data-fewer]").focus()
    keys.press("Enter")
    assert page.evaluate("document.activeElement.dataset.more")
    for name, text in (
        ("s-value_2", "8"),
        ("s-unit_2", "公里/平方公里"),
        ("s-value_3", "8"),
        ("s-unit_3", "公里"),
        ("reason-split", "实为三条"),
    ):
        page.locator(f"#{name}").focus()
        keys.press("Control+A")
        keys.type(text)
    decided()
    assert stated(ledger) == {
        "100亿元": "亿元",
        "8公里/平方公里": "公里/平方公里",
        "路网密度达到8公里": "公里",
        "达到300家": "家",
    }
    page.goto(visit.origin + "/review?state=split")
    keys.press("r")
    keys.type("举例")
    decided()
    page.goto(visit.origin + "/review?state=split")
    decided("a")
    page.goto(visit.origin + "/review?all=1")
    decided("n")
    assert visit.breaches() == []
    assert visit.complaints == []
    assert len(stated(ledger)) == 3
