"""What people enter about plans and targets, beside what documents say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger import planning, views
from luoshi.ledger.build import build
from luoshi.ledger.dividing import check
from luoshi.ledger.planning import Basis, Share
from luoshi.ledger.records import Cut, IndicatorView, PlanView, Revision, TargetView
from luoshi.ledger.store import Ledger

JIANGCHUAN = Path(__file__).parent / "jiangchuan"
REPORT = Basis(title="中期评估报告", publisher="某市发展改革委", published="2023-06-30")
WHO = {"actor": "规划处", "reason": "中期调整"}


@pytest.fixture
def built(ledger: Ledger) -> Ledger:
    assert build(ledger, JIANGCHUAN).complete
    return ledger


def plan_of(ledger: Ledger, cut: Cut = views.NOW) -> PlanView:
    return max(views.plans(ledger, cut=cut), key=lambda one: len(views.indicators(ledger, one.id)))


def first(ledger: Ledger, cut: Cut = views.NOW) -> tuple[IndicatorView, TargetView]:
    """Return an indicator that can be added up, with its first target."""
    for one in views.indicators(ledger, plan_of(ledger).id, cut=cut):
        if one.concept == "gdp" and one.measure == "level" and one.targets:
            return one, one.targets[0]
    raise AssertionError("the folder has no such indicator")


def test_a_successor_is_known_from_its_day_on_and_survives_a_build(built: Ledger) -> None:
    plan = plan_of(built)
    entry = planning.succeed(built, plan, "新规划", date(2025, 7, 10), actor="规划处", reason="新规划公布")
    assert (entry.actor, "新规划公布" in entry.reason) == ("规划处", True)
    assert plan_of(built).succeeded_by == {"title": "新规划", "date": "2025-07-10"}
    assert plan_of(built, Cut(published_by=date(2025, 7, 9))).succeeded_by is None
    assert plan_of(built, Cut(recorded_by=entry.number - 1)).succeeded_by == plan.succeeded_by
    build(built, JIANGCHUAN)
    assert plan_of(built).succeeded_by == {"title": "新规划", "date": "2025-07-10"}
    assert built.verify() == []


def test_a_plan_above_is_a_plan_below_when_seen_from_there(built: Ledger) -> None:
    plan = plan_of(built)
    planning.relate(
        built, plan, "higher", title="省级规划", published="2021-04", actor="a", reason="正文所列"
    )
    (one,) = views.relations(built, plan.id)
    assert (one.kind, one.title, one.plan_slug) == ("higher", "省级规划", None)
    assert views.relations(built, plan.id, cut=Cut(published_by=date(2021, 4, 29))) == ()
    others = [other for other in views.plans(built) if other.id != plan.id]
    for other in others[:1]:
        planning.relate(built, plan, "lower", other=other, actor="a", reason="实施方案")
        (seen,) = views.relations(built, other.id)
        assert (seen.kind, seen.plan_slug, seen.title) == ("higher", plan.slug, plan.title)


def test_a_revised_target_keeps_the_old_one_in_its_history_and_survives_a_build(built: Ledger) -> None:
    indicator, aim = first(built)
    assert aim.value is not None
    entry = planning.revise(built, indicator, aim, aim.value - 5, REPORT, **WHO)
    _, now = first(built)
    assert (now.period, now.value) == (aim.period, aim.value - 5)
    assert now.citation.title == "中期评估报告"
    revised = views.history(built, indicator.id)[-1]
    assert (revised.change, revised.before, revised.after) == ("revised", aim.value, aim.value - 5)
    assert (revised.entry.actor, revised.role) == ("规划处", "target")
    assert first(built, Cut(published_by=date(2023, 6, 29)))[1].value == aim.value
    assert first(built, Cut(recorded_by=entry.number - 1))[1] == aim
    build(built, JIANGCHUAN)
    assert first(built)[1].value == aim.value - 5
    assert built.verify() == []


def test_of_two_who_revise_one_target_the_second_gets_a_conflict(built: Ledger) -> None:
    indicator, aim = first(built)
    planning.revise(built, indicator, aim, Decimal(1), REPORT, **WHO)
    with pytest.raises((LuoshiError, ValueError)):
        planning.revise(built, indicator, aim, Decimal(2), REPORT, **WHO)
    assert first(built)[1].value == 1


def test_parts_of_an_additive_target_must_add_up_unless_they_are_not_all_there(built: Ledger) -> None:
    indicator, aim = first(built)
    assert aim.value is not None
    parts = [Share(name="东区", value=aim.value - 10), Share(name="西区", value=Decimal(9))]
    with pytest.raises(LuoshiError) as raised:
        planning.divide(built, indicator, aim, "place", parts, REPORT, **WHO)
    assert raised.value.problem.code == "parts-differ"
    assert views.target_parts(built, indicator.id) == ()
    planning.divide(built, indicator, aim, "place", parts, REPORT, partial=True, **WHO)
    planning.divide(built, indicator, aim, "place", [Share(name="西区", value=Decimal(10))], REPORT, **WHO)
    held = views.target_parts(built, indicator.id)
    assert {one.name: one.value for one in held} == {"东区": aim.value - 10, "西区": Decimal(10)}
    assert built.verify() == []


def test_parts_stay_with_a_target_that_is_revised(built: Ledger) -> None:
    indicator, aim = first(built)
    planning.divide(
        built, indicator, aim, "year", [Share(name="2023", value=Decimal(7))], REPORT, partial=True, **WHO
    )
    planning.revise(built, indicator, aim, Decimal(11), REPORT, **WHO)
    (one,) = views.target_parts(built, indicator.id)
    assert (one.target_id, one.name, one.period) == (first(built)[1].id, "2023", "2023")


@pytest.mark.parametrize(
    ("concept", "measure", "division", "names", "outcome"),
    [
        ("gdp", "level", "place", ("东区", "西区"), "agrees"),
        ("gdp", "growth", "place", ("东区", "西区"), "not_additive"),
        ("good-air-ratio", "level", "place", ("东区", "西区"), "not_additive"),
        ("financial-centre-rank", "level", "unit", ("甲", "乙"), "not_additive"),
        (None, "level", "place", ("东区", "西区"), "not_additive"),
        ("gdp", "level", "year", ("2023", "2024"), "path_open"),
        ("gdp", "level", "year", ("2024", "2025"), "path_differs"),
    ],
)
def test_only_what_statistics_add_is_summed(
    built: Ledger, concept: str | None, measure: str, division: str, names: tuple[str, str], outcome: str
) -> None:
    from dataclasses import replace

    indicator, aim = first(built)
    view = replace(indicator, concept=concept, measure=measure)  # type: ignore[arg-type]
    aim = replace(aim, period="2025", value=Decimal(100))
    parts = [(names[0], Decimal(40)), (names[1], Decimal(60))]
    assert check(view, aim, division, parts).outcome == outcome


def test_who_may_see_a_source_is_a_fact_with_its_history(built: Ledger) -> None:
    plan = plan_of(built)
    first_entry = planning.publish(built, plan.document_key, "依申请公开", None, **WHO)
    planning.publish(built, plan.document_key, "主动公开", date(2024, 1, 1), **WHO)
    (one,) = views.releases(built).values()
    assert (one.what, one.publicity, one.released) == ("document", "主动公开", date(2024, 1, 1))
    (before,) = views.releases(built, cut=Cut(recorded_by=first_entry.number)).values()
    assert before.publicity == "依申请公开"
    with pytest.raises(LuoshiError):
        planning.publish(built, "不存在的来源", "主动公开", None, **WHO)


def test_every_edition_of_a_plan_is_listed_with_its_entry(built: Ledger) -> None:
    (one,) = views.editions(built, plan_of(built).document_key)
    assert one.entry.number >= 1
    assert len(one.sha256) == 64


POSITIONED = """# 某市发展纲要

## 一、功能定位

- 1. 区域综合枢纽。打造门户枢纽。
- 2. 先进制造中心。建设制造基地。

## 二、主要目标

到2025年，地区生产总值达到100亿元。
"""


def test_what_a_plan_says_its_place_is_meant_to_be_changes_with_its_editions(
    ledger: Ledger, tmp_path: Path
) -> None:
    file = tmp_path / "plan.md"
    file.write_text(POSITIONED, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(
        "place: {name: 沈阳市, code: '210100'}\n"
        "documents:\n  - {file: plan.md, title: 某市发展纲要, kind: plan, published: '2022'}\n",
        encoding="utf-8",
    )
    assert build(ledger, tmp_path).complete
    before = views.positions(ledger, "plan")
    assert [(one.name, one.stands) for one in before] == [("区域综合枢纽", True), ("先进制造中心", True)]
    assert views.promises(ledger) == ()
    file.write_text(POSITIONED.replace("先进制造中心", "科技创新中心"), encoding="utf-8")
    assert build(ledger, tmp_path).complete
    after = views.positions(ledger, "plan")
    assert [(one.name, one.stands) for one in after] == [
        ("区域综合枢纽", True),
        ("科技创新中心", True),
        ("先进制造中心", False),
    ]
    seen = views.positions(ledger, "plan", cut=Cut(recorded_by=before[0].since))
    assert [one.name for one in seen if one.stands] == ["区域综合枢纽", "先进制造中心"]
    assert len(views.editions(ledger, "plan")) == 2


@pytest.mark.parametrize(
    ("said", "publicity", "released"),
    [
        ("publicity: 依申请公开, released: 2022-05-12", "依申请公开", date(2022, 5, 12)),
        ("publicity: 随便, released: 五月", None, None),
        ("nature: government", None, None),
    ],
)
def test_the_list_of_sources_says_who_may_see_a_document(
    ledger: Ledger, tmp_path: Path, said: str, publicity: str | None, released: date | None
) -> None:
    (tmp_path / "plan.md").write_text(POSITIONED, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(
        "place: {name: 沈阳市, code: '210100'}\n"
        f"documents:\n  - {{file: plan.md, title: 某市发展纲要, kind: plan, published: '2022', {said}}}\n",
        encoding="utf-8",
    )
    assert build(ledger, tmp_path).complete
    (indicator,) = views.indicators(ledger, plan_of(ledger).id)
    cited = indicator.targets[0].citation
    assert (cited.publicity, cited.released) == (publicity, released)


def told(changes: tuple[Revision, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.change, one.role or one.what, one.said_before, one.said_after) for one in changes]


def test_a_history_has_the_parts_of_targets_and_who_may_see_the_sources(built: Ledger) -> None:
    indicator, aim = first(built)
    share = [Share(name="2023", value=Decimal(7))]
    planning.divide(built, indicator, aim, "year", share, REPORT, partial=True, **WHO)
    share = [Share(name="2023", value=Decimal(8))]
    planning.divide(built, indicator, aim, "year", share, REPORT, partial=True, **WHO)
    planning.publish(built, "中期评估报告", "不予公开", None, **WHO)
    *_, added, revised, held = views.history(built, indicator.id)
    assert (added.change, added.what, added.after, added.unit) == ("added", "target_part", 7, indicator.unit)
    assert (revised.change, revised.before, revised.after) == ("revised", 7, 8)
    assert revised.name == f"{indicator.name} · 2023"
    assert revised.source is not None
    assert revised.source.title == "中期评估报告"
    assert (held.what, held.name, held.said_after) == ("release", "中期评估报告", "不予公开")
    listed = views.corrections(built)
    assert [(one.revision.what, one.slug) for one in listed] == [
        ("release", None),
        ("target_part", indicator.slug),
    ]


def test_a_plan_has_a_history_of_its_own(built: Ledger) -> None:
    plan = plan_of(built)
    planning.relate(built, plan, "higher", title="省级规划", actor="a", reason="正文所列")
    planning.succeed(built, plan, "新规划", date(2025, 7, 10), actor="规划处", reason="新规划公布")
    planning.publish(built, plan.document_key, "主动公开", date(2022, 6, 1), **WHO)
    planning.publish(built, plan.document_key, "依申请公开", None, **WHO)
    changes = views.plan_history(built, plan.id)
    assert told(changes)[1:] == [
        ("added", "higher", None, "省级规划"),
        ("revised", "plan_detail", "—", "《新规划》2025-07-10"),
        ("added", "release", None, "主动公开（2022-06-01）"),
        ("revised", "release", "主动公开（2022-06-01）", "依申请公开"),
    ]
    assert {one.name for one in changes} == {plan.title}
    listed = views.corrections(built)
    assert [one.revision.what for one in listed] == ["release", "release", "plan_detail"]
    assert listed[-1].plan_slug == plan.slug
