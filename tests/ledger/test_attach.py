"""An original joins the figures that so far were only cited: by quote and by locator."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.attaching import attach
from luoshi.ledger.build import build
from luoshi.ledger.records import ObservationView
from luoshi.ledger.store import Ledger
from tests.ledger.folder import write_folder

YEARBOOK = """\
# 江川统计年鉴2022

全年经济运行平稳。

2021 年，全市地区生产总值 380.25 亿元，
比上年增长 6.1%。
"""


@pytest.fixture
def built(ledger: Ledger, tmp_path: Path) -> Ledger:
    folder = write_folder(tmp_path / "documents")
    build(ledger, folder, observations=[folder / "figures.csv"])
    return ledger


def original(tmp_path: Path, text: str, name: str = "yearbook-2022.md") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def of_2021(ledger: Ledger) -> ObservationView:
    every = views.observations(ledger, views.indicator(ledger, 1).id)
    return next(one for one in every if one.period == "2021")


def test_the_evidence_becomes_the_original(built: Ledger, tmp_path: Path) -> None:
    assert of_2021(built).citation.evidence == "cited"
    path = original(tmp_path, YEARBOOK)
    report = attach(built, path)
    assert [one.quote for one in report.attached] == ["地区生产总值 380.25 亿元"]
    citation = of_2021(built).citation
    assert citation.evidence == "original"
    assert citation.anchor is not None
    assert citation.anchor.document_key == "yearbook-2022"
    assert YEARBOOK[citation.anchor.start : citation.anchor.end] == "地区生产总值 380.25 亿元"
    assert citation.title == "江川统计年鉴2022"
    assert built.verify() == []


def test_attaching_again_adds_nothing(built: Ledger, tmp_path: Path) -> None:
    path = original(tmp_path, YEARBOOK)
    attach(built, path)
    head = built.head()
    again = attach(built, path)
    assert (again.attached, again.before, built.head()) == ((), 1, head)


def test_spaces_and_widths_do_not_hide_a_quote(built: Ledger, tmp_path: Path) -> None:
    path = original(tmp_path, YEARBOOK.replace("地区生产总值 380.25 亿元", "地区生产总值３８０．２５\n亿元"))
    assert len(attach(built, path).attached) == 1


def test_another_number_is_not_joined_and_nothing_is_written(built: Ledger, tmp_path: Path) -> None:
    head = built.head()
    report = attach(built, original(tmp_path, YEARBOOK.replace("380.25", "380.52")))
    assert (report.attached, report.entry) == ((), None)
    assert built.head() == head


def test_a_quote_that_stands_in_two_places_is_not_guessed(built: Ledger, tmp_path: Path) -> None:
    assert attach(built, original(tmp_path, YEARBOOK + "\n地区生产总值 380.25 亿元\n")).attached == ()


def test_a_locator_tells_two_places_apart(built: Ledger, tmp_path: Path) -> None:
    twice = "地区生产总值 380.25 亿元\n其他\n地区生产总值 380.25 亿元\n"
    report = attach(built, original(tmp_path, twice, "b.txt"))
    assert len(report.attached) == 1
    citation = of_2021(built).citation
    assert citation.anchor is not None
    assert citation.anchor.start == twice.rindex("地区")


def test_a_page_tells_two_places_apart(ledger: Ledger, tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    folder = write_folder(tmp_path / "documents")
    figures = (folder / "figures.csv").read_text(encoding="utf-8").replace("第 3 行", "第 2 页")
    (folder / "figures.csv").write_text(figures, encoding="utf-8")
    build(ledger, folder, observations=[folder / "figures.csv"])
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "yearbook.pdf"))
    for _ in range(2):
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(72, 700, "地区生产总值 380.25 亿元")
        canvas.showPage()
    canvas.save()
    assert len(attach(ledger, tmp_path / "yearbook.pdf").attached) == 1
    citation = of_2021(ledger).citation
    assert citation.anchor is not None
    assert citation.anchor.locator["page"] == 2


def test_the_original_of_one_key_does_not_take_the_place_of_another_document(
    built: Ledger, tmp_path: Path
) -> None:
    path = original(tmp_path, YEARBOOK, "plan.md")
    key = attach(built, path).key
    assert key.startswith("plan@")
    assert {one.key for one in views.documents(built)} == {"plan", "report", key}


def test_a_classified_original_is_refused(built: Ledger, tmp_path: Path) -> None:
    head = built.head()
    with pytest.raises(LuoshiError) as caught:
        attach(built, original(tmp_path, f"机密★10年\n{YEARBOOK}"))
    assert caught.value.problem.code == "classified"
    assert built.head() == head
