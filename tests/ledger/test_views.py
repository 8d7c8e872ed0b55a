from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger import identity, views
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger
from tests.ledger import city
from tests.ledger.city import citation, observation, retraction, statement


def say(ledger: Ledger, *rows: object) -> int:
    return ledger.append(rows, actor="build", reason="test").number  # type: ignore[arg-type]


def figures(ledger: Ledger, **cut: object) -> dict[str | None, Decimal]:
    found = views.observations(ledger, city.INDICATOR, cut=Cut(**cut))  # type: ignore[arg-type]
    return {one.period: one.value for one in found}


def test_a_plan_comes_with_its_place_document_and_successor(ledger: Ledger) -> None:
    say(ledger, *city.city())
    plan = views.plan(ledger, "plan")
    assert (plan.place, plan.place_slug, plan.document_key) == ("沈阳市", "shenyang", "plan")
    assert plan.succeeded_by == {"title": "新规划", "date": "2025-07-10"}
    assert views.plans(ledger) == (plan,)
    assert [place.code for place in views.places(ledger)] == ["210100"]


def test_an_indicator_comes_with_baseline_targets_and_their_words(ledger: Ledger) -> None:
    say(ledger, *city.city())
    (indicator,) = views.indicators(ledger, city.PLAN)
    assert indicator.baseline is not None
    assert (indicator.baseline.period, indicator.baseline.value) == ("2020", Decimal("6571.6"))
    (target,) = indicator.targets
    assert (target.period, target.value) == ("2025", Decimal("10000"))
    assert target.citation.quote == "达到10000亿元"
    assert target.citation.evidence == "original"
    assert target.citation.publisher == "市政府"
    assert target.citation.anchor is not None
    assert target.citation.anchor.document_key == "plan"
    assert indicator.higher_is_better is True


@pytest.mark.parametrize("reference", ["1", 1, "地区生产总值", "生产总值", "gdp", "plan/1", city.INDICATOR])
def test_an_indicator_is_found_by_slug_number_name_or_concept(ledger: Ledger, reference: str | int) -> None:
    say(ledger, *city.city())
    assert views.indicator(ledger, reference).id == city.INDICATOR


def test_a_name_that_means_two_indicators_is_ambiguous_and_one_that_means_none_is_not_found(
    ledger: Ledger,
) -> None:
    say(ledger, *city.city())
    other = identity.named("indicator", city.PLAN, "2")
    detail = {
        "indicator_id": other,
        "rank": 2,
        "name": "人均地区生产总值",
        "measure": "level",
        "attribute": "unmarked",
        "origin": "prose",
        "anchor_id": identity.anchor_id(city.edition_of("plan", city.ORIGINAL), 13, 22),
    }
    say(
        ledger,
        city.row("indicator", id=other, plan_id=city.PLAN, slug="2"),
        city.row("indicator_detail", id=identity.version_id("indicator_detail", other), **detail),
    )
    assert views.indicator(ledger, "地区生产总值").slug == "1"
    with pytest.raises(LuoshiError) as error:
        views.indicator(ledger, "生产总值")
    assert error.value.problem.code == "ambiguous"
    assert "人均地区生产总值" in str(error.value.problem.detail["choices"])
    with pytest.raises(LuoshiError) as error:
        views.indicator(ledger, "人口")
    assert error.value.problem.code == "not-found"


def test_a_revised_figure_keeps_the_old_one(ledger: Ledger) -> None:
    say(ledger, *city.city(), citation("快报", "2024-01-20"), citation("年鉴", "2025-11-30"))
    first = say(ledger, observation("a", 2023, "8122.1", "快报"))
    second = say(
        ledger, observation("b", 2023, "8206.2", "年鉴", supersedes=identity.named("observation", "a"))
    )
    assert figures(ledger) == {"2023": Decimal("8206.2")}
    assert figures(ledger, recorded_by=first) == {"2023": Decimal("8122.1")}
    assert figures(ledger, recorded_by=second) == {"2023": Decimal("8206.2")}
    assert figures(ledger, published_by=date(2025, 11, 29)) == {"2023": Decimal("8122.1")}
    assert figures(ledger, published_by=date(2025, 11, 30)) == {"2023": Decimal("8206.2")}
    assert figures(ledger, published_by=date(2024, 1, 19)) == {}
    revised = views.history(ledger, city.INDICATOR)[-1]
    assert (revised.change, revised.before, revised.after) == (
        "revised",
        Decimal("8122.1"),
        Decimal("8206.2"),
    )
    assert revised.entry.number == second


def test_a_retracted_figure_goes_and_comes_back_when_the_retraction_is_taken_back(ledger: Ledger) -> None:
    before = say(ledger, *city.city(), citation("快报", "2024-01-20"), observation("a", 2023, "1", "快报"))
    gone = retraction("observation", identity.named("observation", "a"), "误登")
    say(ledger, gone)
    assert figures(ledger) == {}
    assert figures(ledger, recorded_by=before) == {"2023": Decimal("1")}
    back = city.row("restoration", id="r", retraction_id=gone.values["id"], reason="核实无误")
    say(ledger, back)
    assert figures(ledger) == {"2023": Decimal("1")}
    changes = [(one.change, one.reason) for one in views.history(ledger, city.INDICATOR)[-2:]]
    assert changes == [("retracted", "误登"), ("restored", "核实无误")]
    assert views.counts(ledger)["observations"] == 1
    assert views.counts(ledger, cut=Cut(recorded_by=2))["observations"] == 0


def test_retracting_a_revision_does_not_bring_back_what_it_revised(ledger: Ledger) -> None:
    say(
        ledger,
        *city.city(),
        citation("快报", "2024-01-20"),
        observation("a", 2023, "1", "快报"),
        observation("b", 2023, "2", "快报", supersedes=identity.named("observation", "a")),
    )
    say(ledger, retraction("observation", identity.named("observation", "b")))
    assert figures(ledger) == {}


def test_a_source_known_only_by_its_year_counts_from_the_last_day_of_it(ledger: Ledger) -> None:
    coarse = city.published("2021", "2021-01-01", "2021-12-31")
    say(ledger, *city.city(), citation("年报", None, **coarse), observation("a", 2020, "1", "年报"))
    assert figures(ledger, published_by=date(2021, 12, 30)) == {}
    assert figures(ledger, published_by=date(2021, 12, 31)) == {"2020": Decimal("1")}


def test_an_undated_source_is_not_known_to_the_public_at_any_date(ledger: Ledger) -> None:
    say(ledger, *city.city(), citation("传单", None), observation("a", 2020, "1", "传单"))
    assert figures(ledger) == {"2020": Decimal("1")}
    assert figures(ledger, published_by=date(2999, 1, 1)) == {}


def test_before_the_first_entry_the_ledger_says_so(ledger: Ledger) -> None:
    say(ledger, *city.city())
    for moment in (datetime(2026, 1, 1, 23, tzinfo=UTC), 0):
        with pytest.raises(LuoshiError) as error:
            views.plans(ledger, cut=Cut(recorded_by=moment))
        assert error.value.problem.code == "recorded-before-first-entry"
    assert views.plans(ledger, cut=Cut(recorded_by=datetime(2026, 1, 2, tzinfo=UTC)))


def test_what_was_not_yet_published_is_not_shown(ledger: Ledger) -> None:
    say(ledger, *city.city())
    early = Cut(published_by=date(2022, 12, 30))
    assert views.plans(ledger, cut=early) == ()
    assert views.documents(ledger, cut=early) == ()
    assert views.indicators(ledger, city.PLAN, cut=early) == ()
    assert views.indicators(ledger, city.PLAN, cut=Cut(published_by=date(2022, 12, 31)))


def test_the_statements_of_a_document_are_counted_as_of_what_was_published(ledger: Ledger) -> None:
    mark = identity.anchor_id(city.edition_of("plan", city.ORIGINAL), 28, 36)
    say(ledger, *city.city(), city.statement(mark, "6571.6"))
    (seen,) = views.documents(ledger, cut=Cut(published_by=date(2022, 12, 31)))
    assert seen.statements == 1


def test_a_persons_reading_outranks_a_machines(ledger: Ledger) -> None:
    edition = city.edition_of("plan", city.ORIGINAL)
    mark = identity.anchor_id(edition, 28, 36)
    say(ledger, *city.city(), statement(mark, "6571.6"))
    say(ledger, statement(mark, "6571.7", author="李核对", by_person=True, confidence=1))
    again = statement(mark, "6571.6", version=2, supersedes=identity.reading_id(mark, "extractor@1"))
    say(ledger, again)
    (found,) = views.statements(ledger, "plan")
    assert (found.value, found.author, found.confidence) == (Decimal("6571.7"), "李核对", 1.0)
    assert views.statement(ledger, found.id) == found
    assert views.document(ledger, "plan").statements == 1
    assert views.counts(ledger)["statements"] == 1
    with pytest.raises(LuoshiError) as error:
        views.statement(ledger, again.values["id"])
    assert error.value.problem.code == "not-found"
    (machine,) = views.statements(ledger, cut=Cut(recorded_by=1))
    assert machine.value == Decimal("6571.6")


def test_a_changed_file_is_a_new_edition_of_the_same_document(ledger: Ledger) -> None:
    say(ledger, *city.city())
    changed = "到2025年地区生产总值达到11000亿元。".encode()
    say(ledger, *ledger.missing(city.document("plan", changed, title="行动纲要（修订）")))
    found = views.document(ledger, "plan")
    assert (found.title, found.editions) == ("行动纲要（修订）", 2)
    assert views.original_bytes(ledger, found.edition_id) == changed
    assert views.document(ledger, "plan", cut=Cut(recorded_by=1)).title == "行动纲要"


def test_an_attached_original_brings_its_words_and_its_evidence(ledger: Ledger) -> None:
    say(ledger, *city.city(), citation("快报", "2024-01-20"), observation("a", 2020, "6571.6", "快报"))
    (before,) = views.observations(ledger, city.INDICATOR)
    assert (before.citation.evidence, before.citation.anchor) == ("cited", None)
    mark = identity.anchor_id(city.edition_of("plan", city.ORIGINAL), 28, 36)
    say(
        ledger,
        city.row("attachment", id="x", observation_id=before.id, anchor_id=mark, score=1, reason="逐字一致"),
    )
    (after,) = views.observations(ledger, city.INDICATOR)
    assert after.citation.evidence == "original"
    assert after.citation.anchor is not None
    assert after.citation.anchor.quote == "6571.6亿元"
    assert after.citation.publisher == "统计局"


def test_a_proposed_series_is_shown_only_when_asked_for(ledger: Ledger) -> None:
    say(ledger, *city.city(), citation("快报", "2024-01-20"), observation("a", 2020, "1", "快报"))
    link = identity.named("indicator_series", city.INDICATOR, city.SERIES)
    doubt = {
        "indicator_id": city.INDICATOR,
        "series_id": city.SERIES,
        "reason": "口径待核",
        "accepted": False,
    }
    say(ledger, city.row("indicator_series", id="p", score=0.4, supersedes=link, **doubt))
    assert views.observations(ledger, city.INDICATOR) == ()
    (found,) = views.observations(ledger, city.INDICATOR, proposed=True)
    assert (found.link_score, found.link_reason) == (0.4, "口径待核")


def test_links_actions_achievements_and_promises_are_shown_with_their_words(ledger: Ledger) -> None:
    edition = city.edition_of("plan", city.ORIGINAL)
    mark = identity.anchor_id(edition, 28, 36)
    done, promised = city.anchor(edition, 0, 3, "到20"), city.anchor(edition, 0, 4, "到202")
    action = identity.named("action", city.PLAN, "1-1")
    reading = {"author": "extractor@1", "version": 1, "by_person": False, "confidence": 1}
    link = {"score": 0.75, "reason": "同名", "accepted": True}
    said = statement(mark, "6571.6")
    detail = {
        "action_id": action,
        "box": "专栏1",
        "box_title": "专项行动",
        "number": 1,
        "rank": 1,
        "name": "中欧班列行动",
        "text": "扩大开行",
        "anchor_id": mark,
        "doubts": ["box-by-position"],
    }
    happened = {"kind": "achievement", "subject": "沈阳", "event": "获批", "text": "沈阳获批"}
    promise = {"kind": "promise", "subject": "一网通办", "text": "一网通办全覆盖"}
    say(
        ledger,
        *city.city(),
        said,
        done,
        promised,
        city.row("action", id=action, plan_id=city.PLAN, slug="1-1"),
        city.row("action_detail", id="d", **detail),
        city.row("reading", id="h", anchor_id=done.values["id"], **reading, **happened),
        city.row("reading", id="p", anchor_id=promised.values["id"], **reading, **promise),
        city.row("action_link", id="al", reading_id="h", action_id=action, **link),
        city.row(
            "indicator_link", id="il", reading_id=said.values["id"], indicator_id=city.INDICATOR, **link
        ),
    )
    (shown,) = views.actions(ledger, city.PLAN)
    assert (shown.id, shown.name, shown.doubts) == (action, "中欧班列行动", ("box-by-position",))
    (achievement,) = views.achievements(ledger, city.PLAN)
    assert achievement.actions == ((action, 0.75, "同名"),)
    assert achievement.anchor.quote == "到20"
    assert [one.topic for one in views.promises(ledger)] == ["一网通办"]
    (about,) = views.links(ledger, city.INDICATOR)
    assert (about.statement_id, about.score, about.accepted) == (said.values["id"], 0.75, True)
    say(ledger, retraction("reading", "h"), retraction("reading", said.values["id"]))
    assert views.achievements(ledger) == ()
    assert views.links(ledger, city.INDICATOR) == ()
