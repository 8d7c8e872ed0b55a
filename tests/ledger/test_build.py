"""A folder of documents becomes a ledger: nothing twice, nothing lost, everything with its source."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.build import BuildReport, build
from luoshi.ledger.identity import entered
from luoshi.ledger.records import Cut, IndicatorView, ObservationView
from luoshi.ledger.retracting import restore, retract
from luoshi.ledger.reviewing import decide
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import reading
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.matching import words_of
from tests.ledger.folder import PLAN, REPORT, SOURCES, write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "documents")


def built(ledger: Ledger, folder: Path) -> BuildReport:
    return build(ledger, folder, observations=[folder / "figures.csv"])


def indicator(ledger: Ledger, number: int) -> IndicatorView:
    return views.indicator(ledger, number)


def figures(ledger: Ledger, number: int, cut: Cut = views.NOW) -> dict[str | None, list[str]]:
    """Return what the ledger holds for an indicator, by period."""
    held: dict[str | None, list[str]] = {}
    for one in views.observations(ledger, indicator(ledger, number).id, cut=cut):
        held.setdefault(one.period, []).append(f"{one.value}/{one.match}")
    return held


def of_document(ledger: Ledger, number: int, key: str) -> list[ObservationView]:
    every = views.observations(ledger, indicator(ledger, number).id)
    return [one for one in every if one.citation.anchor and one.citation.anchor.document_key == key]


def change(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


# --- what comes out ------------------------------------------------------------------------


def test_a_folder_becomes_plan_indicators_targets_and_figures(ledger: Ledger, folder: Path) -> None:
    report = built(ledger, folder)
    assert report.complete
    assert [one.status for one in report.documents] == ["added", "added"]
    (plan,) = views.plans(ledger)
    assert (plan.slug, plan.place, plan.place_slug, plan.title) == (
        "plan",
        "江川市",
        "jiangchuan",
        "江川市发展规划",
    )
    rows = views.indicators(ledger, plan.id)
    assert [(one.number, one.origin) for one in rows] == [(n, "table") for n in range(1, 6)] + [
        (None, "prose")
    ]
    gdp = rows[0]
    assert gdp.concept == "gdp"
    assert gdp.baseline is not None
    assert (gdp.baseline.period, gdp.baseline.value) == ("2020", Decimal("350.5"))
    assert [(one.period, one.value, one.comparator) for one in gdp.targets] == [("2025", Decimal(500), "eq")]
    assert ledger.verify() == []


def test_every_fact_leads_to_its_words(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    raw = {name: (folder / f"{name}.md").read_text(encoding="utf-8") for name in ("plan", "report")}
    plan = views.plans(ledger)[0]
    anchors = [one.anchor for one in views.statements(ledger)]
    for one in views.indicators(ledger, plan.id):
        anchors += [one.anchor, *(target.citation.anchor for target in one.targets)]  # type: ignore[list-item]
        anchors += [
            figure.citation.anchor for figure in views.observations(ledger, one.id) if figure.statement_id
        ]  # type: ignore[misc]
    assert len(anchors) > 30
    for mark in anchors:
        assert mark is not None
        assert mark.quote == raw[mark.document_key or ""][mark.start : mark.end]
        assert mark.locator


def test_a_sentence_about_a_row_of_the_table_is_a_quote_not_a_new_indicator(
    ledger: Ledger, folder: Path
) -> None:
    built(ledger, folder)
    population = indicator(ledger, 2)
    said = {one.id: one for one in views.statements(ledger)}
    quotes = {
        said[link.statement_id].indicator: link
        for link in views.links(ledger, population.id)
        if link.accepted
    }
    assert "人口规模" in quotes
    assert "同一文件、同一时期数值相同" in words_of(quotes["人口规模"].reason)
    assert len(population.targets) == 1


def test_a_target_without_a_row_becomes_an_indicator_read_from_prose(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    sewage = views.indicator(ledger, "sewage-rate")
    assert (sewage.origin, sewage.number, sewage.name) == ("prose", None, "污水处理率")
    assert [(one.period, one.value, one.comparator) for one in sewage.targets] == [
        ("2025", Decimal(98), "ge")
    ]


def test_a_target_in_another_document_stands_beside_the_plans_own(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    found = [
        (one.value, one.citation.anchor.document_key)
        for one in indicator(ledger, 5).targets
        if one.citation.anchor
    ]
    assert found == [(Decimal(85), "plan"), (Decimal(88), "report")]


def test_decoys_of_a_document_never_become_figures(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    assert [one.value for one in of_document(ledger, 3, "report")] == [Decimal("41.3")]
    assert of_document(ledger, 4, "report") == []
    assert of_document(ledger, 5, "report") == []


def test_a_stock_is_a_point_and_a_flow_a_span(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    assert {one.nature for one in of_document(ledger, 2, "report")} == {"point"}
    assert {one.nature for one in of_document(ledger, 1, "report")} == {"span"}


def test_progress_is_told_file_by_file(ledger: Ledger, folder: Path) -> None:
    told: list[tuple[str, str]] = []
    build(ledger, folder, progress=lambda file, done: told.append((file, done)))
    assert told == [("plan.md", "read"), ("report.md", "read"), ("plan.md", "added"), ("report.md", "added")]


# --- again ---------------------------------------------------------------------------------


def test_building_again_adds_nothing_not_even_an_entry(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    head = ledger.head()
    again = built(ledger, folder)
    assert [one.status for one in again.documents] == ["unchanged", "unchanged"]
    assert again.observations[0].status == "unchanged"
    assert ledger.head() == head


def test_two_builds_of_one_folder_export_equal_bytes(new_store: Callable[[], str], folder: Path) -> None:
    texts = []
    for _ in range(2):
        with Ledger.open(new_store(), create=True, clock=datetime(2026, 5, 1, tzinfo=UTC)) as made:
            built(made, folder)
            stream = io.StringIO()
            made.export(stream)
            texts.append(stream.getvalue())
    assert texts[0] == texts[1]
    assert len(texts[0]) > 10_000


def test_a_second_folder_links_to_the_plan_of_the_first(ledger: Ledger, folder: Path, tmp_path: Path) -> None:
    build(ledger, folder)
    other = tmp_path / "later"
    other.mkdir()
    (other / "sources.yaml").write_text(
        "place: {name: 江川市, slug: jiangchuan}\ndocuments:\n"
        '  - {file: bulletin.md, title: 公报, published: "2025-03", kind: bulletin, trust: A}\n',
        encoding="utf-8",
    )
    (other / "bulletin.md").write_text(
        "# 公报\n\n2024年，全市地区生产总值达到455.2亿元。\n", encoding="utf-8"
    )
    report = build(ledger, other)
    assert report.elsewhere == ("plan", "report")
    assert [one.value for one in of_document(ledger, 1, "bulletin")] == [Decimal("455.2")]


def test_a_place_keeps_its_identity_when_its_code_becomes_known(ledger: Ledger, folder: Path) -> None:
    build(ledger, folder)
    change(folder, "sources.yaml", "name: 江川市,", "name: 江川市, code: '999900',")
    assert build(ledger, folder).complete
    assert [(one.name, one.slug) for one in views.places(ledger)] == [("江川市", "jiangchuan")]


@pytest.mark.parametrize("place", ["place: 沈阳市", "place: {name: 沈阳市, code: '210100'}", "place: {}"])
def test_a_city_is_found_by_its_name_or_by_the_title(ledger: Ledger, tmp_path: Path, place: str) -> None:
    folder = tmp_path / "city"
    folder.mkdir()
    text = PLAN.replace("江川市", "沈阳市")
    (folder / "plan.md").write_text(text, encoding="utf-8")
    (folder / "sources.yaml").write_text(f"{place}\ndocuments: []\n", encoding="utf-8")
    assert build(ledger, folder).complete
    assert [(one.name, one.code) for one in views.places(ledger)] == [("沈阳市", "210100")]
    assert len(views.plans(ledger)) == 1


# --- a changed file --------------------------------------------------------------------------


def test_a_changed_file_is_a_new_edition_whose_readings_continue_the_old(
    ledger: Ledger, folder: Path
) -> None:
    built(ledger, folder)
    before = views.document(ledger, "report")
    statements = len(views.statements(ledger, "report"))
    change(folder, "report.md", "# 江川市2023年情况\n", "# 江川市2023年情况\n\n本文为修订本。\n")
    report = built(ledger, folder)
    assert [one.status for one in report.documents] == ["unchanged", "changed"]
    assert report.documents[1].vanished == 0
    after = views.document(ledger, "report")
    assert after.sha256 != before.sha256
    assert after.editions == 2
    assert len(views.statements(ledger, "report")) == statements
    assert {one.anchor.edition_id for one in views.statements(ledger, "report")} == {after.edition_id}
    assert [one.value for one in of_document(ledger, 2, "report")] == [Decimal("74.9")]
    assert built(ledger, folder).documents[1].status == "unchanged"
    assert ledger.verify() == []


def test_what_vanished_from_a_file_is_retracted_with_the_reason(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    change(folder, "report.md", "，年末常住人口74.9万人", "")
    report = built(ledger, folder)
    assert report.documents[1].vanished > 0
    assert of_document(ledger, 2, "report") == []
    gone = [one for one in views.history(ledger, indicator(ledger, 2).id) if one.change == "retracted"]
    assert [one.before for one in gone] == [Decimal("74.9")]
    assert "中已不见" in (gone[0].reason or "")
    assert figures(ledger, 2, Cut(recorded_by=2))["2023"] == ["74.9/same"]


def test_a_changed_number_supersedes_the_old_one(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    change(folder, "report.md", "74.9万人", "75.1万人")
    built(ledger, folder)
    assert [str(one.value) for one in of_document(ledger, 2, "report")] == ["75.1"]
    revised = [one for one in views.history(ledger, indicator(ledger, 2).id) if one.change == "revised"]
    assert [(one.before, one.after) for one in revised] == [(Decimal("74.9"), Decimal("75.1"))]


def test_a_file_that_is_as_it_was_before_stands_as_it_stood_before(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    first = views.document(ledger, "report").sha256
    statements = [(one.value, one.anchor.start) for one in views.statements(ledger, "report")]
    change(folder, "report.md", "74.9万人", "75.1万人")
    built(ledger, folder)
    (folder / "report.md").write_text(REPORT, encoding="utf-8")
    built(ledger, folder)
    assert views.document(ledger, "report").sha256 == first
    assert [(one.value, one.anchor.start) for one in views.statements(ledger, "report")] == statements
    assert [str(one.value) for one in of_document(ledger, 2, "report")] == ["74.9"]
    head = ledger.head()
    built(ledger, folder)
    assert ledger.head() == head
    assert ledger.verify() == []


def test_a_row_taken_out_of_the_plan_takes_its_targets_along_and_comes_back(
    ledger: Ledger, folder: Path
) -> None:
    built(ledger, folder)
    row = "| 5 | 空气质量优良天数比率（%） | 81 | 85 |\n"
    change(folder, "plan.md", row, "")
    built(ledger, folder)
    plan = views.plans(ledger)[0]
    assert [one.number for one in views.indicators(ledger, plan.id) if one.number] == [1, 2, 3, 4]
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    built(ledger, folder)
    assert [one.number for one in views.indicators(ledger, plan.id) if one.number] == [1, 2, 3, 4, 5]
    own = [one for one in indicator(ledger, 5).targets if one.citation.anchor.document_key == "plan"]  # type: ignore[union-attr]
    assert [one.value for one in own] == [Decimal(85)]
    assert ledger.verify() == []


def test_what_is_known_about_a_document_may_change(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    change(folder, "sources.yaml", "trust: A", "trust: B")
    report = built(ledger, folder)
    assert report.documents[1].status == "changed"
    assert views.document(ledger, "report").trust == "B"
    assert views.document(ledger, "report").editions == 1


# --- what cannot be read -----------------------------------------------------------------------


def test_a_missing_file_is_reported_and_the_rest_goes_on(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    (folder / "report.md").unlink()
    report = built(ledger, folder)
    assert [(one.key, one.status) for one in report.documents] == [
        ("plan", "unchanged"),
        ("report", "missing"),
    ]
    assert [problem.code for problem in report.problems] == ["file-missing"]
    assert not report.complete
    assert len(of_document(ledger, 2, "report")) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\x00\x01\x02" * 400, "file-binary"),
        ("机密★10年\n某事\n2023年，地区生产总值达到1亿元。".encode(), "classified"),
    ],
)
def test_a_document_that_cannot_be_read_is_reported_and_the_rest_goes_on(
    ledger: Ledger, folder: Path, content: bytes, code: str
) -> None:
    (folder / "report.md").write_bytes(content)
    report = built(ledger, folder)
    assert [one.status for one in report.documents] == ["added", "failed"]
    assert [(one.code, one.place.file) for one in report.problems] == [(code, "report.md")]
    assert [one.key for one in views.documents(ledger)] == ["plan"]
    assert ledger.verify() == []


def test_nothing_of_a_classified_file_is_in_the_ledger(ledger: Ledger, folder: Path) -> None:
    (folder / "report.md").write_text("绝密★20年\n此句不得入库4321万元。", encoding="utf-8")
    built(ledger, folder)
    stream = io.StringIO()
    ledger.export(stream)
    assert "不得入库" not in stream.getvalue()


def test_a_folder_without_documents_is_an_error(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LuoshiError) as caught:
        build(ledger, tmp_path)
    assert caught.value.problem.code == "folder-without-documents"
    with pytest.raises(LuoshiError) as caught:
        build(ledger, tmp_path / "nowhere")
    assert caught.value.problem.code == "folder-missing"
    assert ledger.head() is None


def test_a_document_without_a_place_still_has_its_statements(ledger: Ledger, folder: Path) -> None:
    change(folder, "sources.yaml", SOURCES.splitlines()[0], "place: {}")
    report = build(ledger, folder)
    assert report.complete
    assert views.plans(ledger) == ()
    assert len(views.statements(ledger)) > 10
    assert ledger.verify() == []


# --- taking back ---------------------------------------------------------------------------------


def test_a_retracted_source_takes_everything_it_brought_along(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    done = retract(ledger, "report", "发布机构已撤稿")
    assert done.facts["document"] == 1
    assert done.facts["reading"] == 7
    assert [one.key for one in views.documents(ledger)] == ["plan"]
    assert views.statements(ledger, "report") == ()
    assert of_document(ledger, 2, "report") == []
    assert [one.value for one in indicator(ledger, 5).targets] == [Decimal(85)]
    again = built(ledger, folder)
    assert [one.status for one in again.documents] == ["unchanged", "retracted"]
    assert views.statements(ledger, "report") == ()
    assert ledger.verify() == []


def test_a_source_can_be_brought_back(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    before = [(one.id, one.value) for one in views.statements(ledger)]
    retract(ledger, "report", "误操作前")
    restore(ledger, "report", "误操作")
    assert [(one.id, one.value) for one in views.statements(ledger)] == before
    assert built(ledger, folder).documents[1].status == "unchanged"
    assert ledger.verify() == []


def test_a_retracted_plan_takes_its_indicators_and_actions_along(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    retract(ledger, "plan", "已废止")
    assert views.plans(ledger) == ()
    with pytest.raises(LuoshiError):
        indicator(ledger, 1)
    assert ledger.verify() == []


def test_retracting_what_is_not_there_is_an_error(ledger: Ledger, folder: Path) -> None:
    with pytest.raises(LuoshiError) as caught:
        retract(ledger, "report", "无")
    assert caught.value.problem.code == "not-found"


# --- persons ---------------------------------------------------------------------------------------


def a_person_reads(ledger: Ledger, value: str) -> str:
    """Correct the population read in the report; return the id of the reading."""
    read = next(one for one in views.statements(ledger, "report") if one.indicator == "常住人口")
    identity = entered()
    values = {
        "id": identity,
        "anchor_id": read.anchor.id,
        "kind": "statement",
        "author": "王某",
        "by_person": True,
        "version": 1,
        "fact": "actual",
        "value": Decimal(value),
        "unit": "万人",
        "comparator": "eq",
        "measure": "level",
        "indicator": "常住人口",
        "period": "2023",
        "confidence": 1.0,
    }
    ledger.append([Row(table="reading", values=values)], actor="王某", reason="更正")
    return identity


def test_a_persons_reading_outranks_the_machines(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    corrected = a_person_reads(ledger, "74.8")
    built(ledger, folder)
    (figure,) = of_document(ledger, 2, "report")
    assert (str(figure.value), figure.statement_id) == ("74.8", corrected)
    head = ledger.head()
    built(ledger, folder)
    assert ledger.head() == head


def test_a_persons_reading_moves_on_to_the_next_edition(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    a_person_reads(ledger, "74.8")
    change(folder, "report.md", "# 江川市2023年情况\n", "# 江川市2023年情况\n\n本文为修订本。\n")
    report = built(ledger, folder)
    assert report.documents[1].orphans == ()
    (figure,) = of_document(ledger, 2, "report")
    assert str(figure.value) == "74.8"
    said = next(one for one in views.statements(ledger, "report") if one.indicator == "常住人口")
    assert (said.author, said.anchor.edition_id) == ("王某", views.document(ledger, "report").edition_id)
    head = ledger.head()
    built(ledger, folder)
    assert ledger.head() == head
    assert ledger.verify() == []


def test_a_correction_whose_words_are_gone_is_kept_as_an_orphan(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    person = a_person_reads(ledger, "74.8")
    change(folder, "report.md", "，年末常住人口74.9万人", "")
    report = built(ledger, folder)
    assert report.documents[1].orphans == ("74.9万人",)
    with ledger.reading() as connection:
        row = connection.execute(reading.select().where(reading.c.id == person)).one()
        superseded = connection.execute(reading.select().where(reading.c.supersedes == person)).first()
    assert row.by_person == 1
    assert superseded is None


def said_about(ledger: Ledger, number: int, name: str) -> str:
    """Return the statement of a name in the report among the links of an indicator."""
    names = {one.id: one.indicator for one in views.statements(ledger, "report")}
    links = views.links(ledger, indicator(ledger, number).id)
    return next(one.statement_id for one in links if names.get(one.statement_id) == name)


def test_what_a_person_refused_is_not_taken_again(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    population = indicator(ledger, 2).id
    figure = said_about(ledger, 2, "常住人口")
    decide(ledger, population, figure, accepted=False, reason="口径不同", actor="王某")
    assert of_document(ledger, 2, "report") == []
    head = ledger.head()
    built(ledger, folder)
    assert ledger.head() == head
    link = next(one for one in views.links(ledger, population) if one.statement_id == figure)
    assert (link.accepted, link.reason) == (False, "口径不同")


def test_what_a_person_took_stays_taken_in_the_next_edition(ledger: Ledger, folder: Path) -> None:
    change(folder, "report.md", "年末常住人口", "年末人口规模")
    built(ledger, folder)
    population = indicator(ledger, 2).id
    assert of_document(ledger, 2, "report") == []
    names = {one.id: one for one in views.statements(ledger, "report")}
    candidate = next(one for one in views.links(ledger, population) if one.statement_id in names)
    assert not candidate.accepted
    decide(ledger, population, candidate.statement_id, accepted=True, reason="即常住人口", actor="王某")
    assert [str(one.value) for one in of_document(ledger, 2, "report")] == ["74.9"]
    change(folder, "report.md", "# 江川市2023年情况\n", "# 江川市2023年情况\n\n本文为修订本。\n")
    built(ledger, folder)
    assert [str(one.value) for one in of_document(ledger, 2, "report")] == ["74.9"]
    now = {one.id for one in views.statements(ledger, "report")}
    taken = [one for one in views.links(ledger, population) if one.statement_id in now]
    assert [(one.accepted, one.reason) for one in taken] == [(True, "即常住人口")]
    head = ledger.head()
    built(ledger, folder)
    assert ledger.head() == head
    assert ledger.verify() == []


def test_a_link_that_is_not_there_cannot_be_decided(ledger: Ledger, folder: Path) -> None:
    built(ledger, folder)
    with pytest.raises(LuoshiError) as caught:
        decide(ledger, indicator(ledger, 1).id, "nothing", accepted=True, reason="无", actor="王某")
    assert caught.value.problem.code == "not-found"


def test_a_read_only_ledger_is_not_built(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path, create=True):
        pass
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    with Ledger.open(copy, read_only=True) as made, pytest.raises(LuoshiError) as caught:
        build(made, folder)
    assert caught.value.problem.code == "ledger-read-only"


@pytest.mark.sqlite
def test_a_full_disk_stops_a_build_and_leaves_whole_documents_only(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    with Ledger.open(path, create=True) as made:
        build(made, folder)
        change(folder, "report.md", "## 二、环境", "本文为修订本。\n\n## 二、环境")
        with made.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        head = made.head()
        with pytest.raises(LuoshiError) as caught:
            build(made, folder)
        assert caught.value.problem.code == "disk-full"
        assert made.head() == head
        assert made.verify() == []
        with made.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert build(made, folder).documents[1].status == "changed"
        assert made.verify() == []
