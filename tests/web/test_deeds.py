"""Actions, demonstrations and documents: what a reader is shown of them."""

from __future__ import annotations

from fastapi.testclient import TestClient

from luoshi.ledger.records import AchievementView, ActionView, Anchor, PromiseView, StatementView
from luoshi.statements.promises import read_topics
from luoshi.web.deeds import boxed, by_topic


def mark(start: int, end: int) -> Anchor:
    return Anchor(id=f"a{start}", edition_id="e", document_key="plan", start=start, end=end, quote="")


def action(number: int, start: int, box: str = "专栏1") -> ActionView:
    return ActionView(
        id=f"x{number}",
        plan_id="p",
        box=box,
        box_title="计划",
        chapter=None,
        number=number,
        name=f"行动{number}",
        text="",
        strength=None,
        anchor=mark(start, start + 10),
        slug=f"x{number}",
    )


def promise(topic: str, kind: str, text: str) -> PromiseView:
    return PromiseView(
        id=text, topic=topic, kind=kind, text=text, section=None, anchor=mark(0, 1), confidence=0.9, more={}
    )


def achievement(*actions: str) -> AchievementView:
    return AchievementView(
        id="r",
        subject="开发区",
        event="晋升",
        text="开发区晋升",
        period=None,
        anchor=mark(0, 5),
        actions=tuple((name, 0.9, "同一开发区") for name in actions),
        region=None,
        section=None,
        confidence=0.9,
    )


def test_a_box_counts_the_actions_something_was_published_about() -> None:
    boxes = boxed([action(1, 0), action(2, 20), action(3, 40, "专栏2")], [], [achievement("x2")])
    assert [(box.label, len(box.deeds), box.answered) for box in boxes] == [("专栏1", 2, 1), ("专栏2", 1, 0)]


def test_a_figure_belongs_to_the_action_whose_words_hold_it() -> None:
    figure = StatementView.__new__(StatementView)
    object.__setattr__(figure, "anchor", mark(22, 25))
    (box,) = boxed([action(1, 0), action(2, 20)], [figure], [])
    assert [len(deed.statements) for deed in box.deeds] == [0, 1]


def test_topics_stand_in_the_order_of_their_file_and_unknown_ones_last() -> None:
    known = read_topics()
    last, first = known.topics[-1], known.topics[0]
    groups = by_topic(
        [
            promise("own", "promise", "甲"),
            promise(last.key, "published", "乙"),
            promise(first.key, "promise", "丙"),
        ],
        known,
    )
    titles = [topic.title["zh"] for group in groups for topic in group.topics]
    assert titles == [first.title, last.title, "own"]
    assert groups[-1].title is None


def test_the_page_of_actions_shows_each_with_its_box(client: TestClient) -> None:
    page = client.get("/city/plan/actions")
    assert page.status_code == 200
    assert "专栏1" in page.text
    assert "加密路网行动" in page.text


def test_a_filter_that_nothing_fits_says_so(client: TestClient) -> None:
    assert "没有符合条件的行动" in client.get("/city/plan/actions?show=published").text


def test_without_promises_the_page_says_so(client: TestClient) -> None:
    assert "没有读出" in client.get("/demonstrations").text


def test_the_reader_marks_the_words_that_a_link_asks_for(client: TestClient) -> None:
    page = client.get("/documents/plan?words=7-11")
    assert '<mark class="wanted" id="words">地区生产</mark>' in page.text


def test_a_span_that_is_none_is_not_found(client: TestClient) -> None:
    for words in ("x", "9-3", "1-2-3"):
        assert client.get(f"/documents/plan?words={words}").status_code == 404


def test_the_original_is_handed_out_as_a_download(client: TestClient) -> None:
    answer = client.get("/documents/plan/original")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "地区生产总值" in answer.content.decode()
