"""From a judged plan to the shapes of the API. Every figure is the summary's own, so that pages agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, cast

from luoshi.evaluation import words as said
from luoshi.evaluation.chosen import method_of, title_of
from luoshi.evaluation.model import Reason, Result, TargetKind, Verdict
from luoshi.evaluation.packs import grade_word
from luoshi.evaluation.rows import Row
from luoshi.evaluation.rules.exact import half_up
from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.run import Dossier
from luoshi.evaluation.summary import Summary
from luoshi.ledger import records, views
from luoshi.ledger.views.actions import Span
from luoshi.web import status
from luoshi.web.api import figures, plans
from luoshi.web.api.base import BothWords
from luoshi.web.api.explanations import Explanation, TargetExplanation
from luoshi.web.api.making_sources import publication, source, words
from luoshi.web.facts import PlanFacts, english
from luoshi.web.page import gloss
from luoshi.web.times import Times

SHARE_DIGITS, RATE_DIGITS = 4, 2
"""Decimals of computed shares and rates, as ``luoshi evaluate`` prints them; the record has them all."""


def place(view: records.PlaceView) -> plans.Place:
    """Return a place."""
    return plans.Place(slug=view.slug, name=view.name, code=view.code)


def plan(view: records.PlanView, times: Times) -> plans.Plan:
    """Return a plan."""
    after = view.succeeded_by
    return plans.Plan(
        place=view.place_slug,
        place_name=view.place,
        plan=view.slug,
        title=view.title,
        issuer=view.issuer,
        document=view.document_key,
        published=publication(view.published),
        succeeded_by=plans.Successor(title=after.get("title"), date=_text(after.get("date")))
        if after
        else None,
        page=f"/{view.place_slug}/{view.slug}{times.query()}",
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def summary(facts: PlanFacts, times: Times) -> plans.PlanSummary:
    """Return a plan at a glance."""
    found = facts.summary
    verdicts, reasons = tallies(found)
    return plans.PlanSummary(
        plan=plan(found.plan, times),
        phase=found.phase,
        cutoff=found.cutoff,
        sentence=BothWords(zh=found.sentence("zh"), en=found.sentence("en")),
        total=found.counts.total,
        assessed=found.counts.assessed,
        verdicts=verdicts,
        reasons=reasons,
        grades=[
            plans.GradeTally(method=name, grade=grade, words=_grade_words(name, grade), number=number)
            for (name, grade), number in found.counts.others.items()
        ],
        attention=[
            plans.Attention(
                indicator=line.row.indicator.slug,
                owner=line.owner,
                sentence=BothWords(zh=line.sentence("zh"), en=line.sentence("en")),
            )
            for line in found.attention
        ],
        due=_slugs(found.due),
        gaps=_slugs(found.gaps),
        boxes=[
            plans.Box(
                box=box.box,
                title=box.title,
                chapter=box.chapter,
                actions=box.actions,
                answered=box.answered,
                achievements=box.achievements,
                indicators=_slugs(box.indicators),
            )
            for box in found.boxes
        ],
    )


def tallies(found: Summary) -> tuple[list[plans.Tally], list[plans.Tally]]:
    """Return how many indicators have each verdict, and each reason for having none."""
    counts = found.counts
    return (
        [
            plans.Tally(code=code, words=_verdict_words(code), number=number)
            for code, number in counts.verdicts.items()
        ],
        [
            plans.Tally(code=code, words=reason_words(code), number=number)
            for code, number in counts.reasons.items()
        ],
    )


def _slugs(rows: Sequence[Row]) -> list[str]:
    return [row.indicator.slug for row in rows]


def _verdict_words(code: Verdict) -> BothWords:
    return BothWords(zh=said.status(code, "zh").word, en=said.status(code, "en").word)


def reason_words(code: Reason) -> BothWords:
    """Return the words of a reason for not judging."""
    return BothWords(zh=said.reason(code, "zh"), en=said.reason(code, "en"))


def _grade_words(name: str, grade: str) -> BothWords:
    pack = registry.load(name)
    return BothWords(zh=grade_word(pack, grade, None, "zh"), en=grade_word(pack, grade, None, "en"))


def method(row: Row, facts: PlanFacts) -> plans.ChosenMethod:
    """Return the method that judges an indicator."""
    choice, side = facts.dossier(row.indicator.id).choice, row.side
    name = method_of(choice)
    return plans.ChosenMethod(
        name=name,
        version=side.version if side else facts.summary.assessment.parameters.version,
        words=BothWords(zh=title_of(name, "zh"), en=title_of(name, "en")),
        chosen_by=choice.entry.actor if choice else None,
        entry=choice.entry.number if choice else None,
        because=choice.entry.reason if choice else None,
        grade=side.grade if side else None,
        grade_words=BothWords(zh=side.word["zh"], en=side.word["en"]) if side else None,
        sentence=BothWords(zh=side.record["zh"], en=side.record["en"]) if side else None,
    )


def indicator(row: Row, facts: PlanFacts, times: Times) -> plans.Indicator:
    """Return an indicator with its verdicts."""
    view = row.indicator
    return plans.Indicator(
        indicator=view.slug,
        number=view.number,
        name=view.name,
        name_en=english(view),
        domain=view.domain,
        unit=view.unit,
        unit_en=gloss(view.unit),
        measure=view.measure,
        basis=view.basis,
        direction=view.direction,
        attribute=view.attribute,
        concept=view.concept,
        higher_is_better=view.higher_is_better,
        origin=view.origin,
        owner=view.owner,
        baseline=_target(view.baseline, times, "baseline") if view.baseline else None,
        target=_target(row.target_view, times) if row.target_view else None,
        result=result(row.result) if row.result else None,
        latest=_latest(row),
        targets=[_target(one, times) for one in view.targets],
        results=[result(one) for one in row.results],
        method=method(row, facts),
        series=[
            plans.Point(
                period=point.period.iso(), value=point.value, observation=point.view.id, breaks=point.breaks
            )
            for point in row.points
        ],
        page=f"{facts.base}/{view.slug}{times.query()}",
    )


def _target(
    view: records.TargetView, times: Times, role: Literal["target", "baseline"] = "target"
) -> plans.Target:
    return plans.Target(
        id=view.id,
        period=view.period,
        value=view.value,
        upper=view.upper,
        comparator=view.comparator,
        kind="baseline" if role == "baseline" else cast(TargetKind, view.kind),
        strength=view.strength,
        written=view.written,
        doubts=list(view.doubts),
        source=source(view.citation, times),
    )


def result(found: Result) -> plans.Result:
    """Return the verdict on a target."""
    return plans.Result(
        target=found.target_id,
        target_period=found.target_period.iso(),
        verdict=found.verdict,
        reason=found.reason,
        value=found.value,
        period=found.period.iso() if found.period else None,
        observation=found.observation_id,
        gap=found.gap,
        completion=_rounded(found.completion, SHARE_DIGITS),
        pace=_rounded(found.pace, SHARE_DIGITS),
        required_rate=_rounded(found.required_rate, RATE_DIGITS),
        recent_rate=_rounded(found.recent_rate, RATE_DIGITS),
        rate_kind=found.rate_kind,
        sentence=BothWords(zh=found.explanation["zh"], en=found.explanation["en"]),
    )


def _rounded(value: Decimal | None, digits: int) -> Decimal | None:
    return None if value is None else half_up(value, digits)


def _latest(row: Row) -> plans.Latest | None:
    if row.latest is None:
        return None
    return plans.Latest(
        value=row.latest.value,
        period=row.latest.period.iso(),
        observation=row.latest.view.id if row.latest.view else None,
        judged=row.latest.judged,
        evidence=row.evidence,
    )


def observation(view: records.ObservationView, row: Row, times: Times) -> figures.Observation:
    """Return a figure of an indicator and whether it was used."""
    return figures.Observation(
        id=view.id,
        indicator=row.indicator.slug,
        indicator_number=row.indicator.number,
        indicator_name=row.indicator.name,
        series=view.series_id,
        concept=view.concept,
        name=view.name,
        place=view.place,
        period=view.period,
        value=view.value,
        comparator=view.comparator,
        unit=view.unit,
        status=view.status,
        stage=view.stage,
        definition=view.definition,
        price_basis=view.price_basis,
        match=view.match,
        usable=view.id in row.usable,
        chosen=view.id in row.chosen,
        judged=any(view.id == one.observation_id for one in row.results),
        source=source(view.citation, times),
        origin=view.origin,
        note=view.note,
        statement=view.statement_id,
        link_score=view.link_score,
        link_reason=view.link_reason,
        recorded=view.recorded,
    )


def action(
    view: records.ActionView,
    achievements: int,
    targets: Mapping[Span, records.IndicatorView],
    times: Times,
) -> plans.Action:
    """Return a task of a plan and how many achievements answer it.

    Args:
        view: The task.
        achievements: How many answer it.
        targets: Indicators by the words of their targets (``views.words_of_targets``).
        times: For addresses.
    """
    return plans.Action(
        form=view.terms.form,
        box=view.box,
        box_title=view.box_title,
        chapter=view.chapter,
        name=view.name,
        doubts=list(view.doubts),
        achievements=achievements,
        subtasks=[plans.Subtask(name=one.name or None, **_terms(one, targets, times)) for one in view.parts],
        **_terms(view, targets, times),
    )


def _terms(
    view: records.ActionView, targets: Mapping[Span, records.IndicatorView], times: Times
) -> dict[str, Any]:
    """Return what is told of a task and of a part of one."""
    terms = view.terms
    return {
        "action": view.slug,
        "number": view.number,
        "text": view.text,
        "strength": view.strength,
        "task_class": terms.task_class,
        "deadline": terms.deadline,
        "areas": list(terms.places),
        "lead": list(terms.lead),
        "responsible": list(terms.responsible),
        "helping": list(terms.helping),
        "lead_basis": terms.basis,
        "indicators": [one.slug for one in views.promised_in(view.anchor, targets)],
        "settled": sorted(terms.settled),
        "words": words(view.anchor, times),
    }


def gaps(found: Summary) -> Iterator[plans.Gap]:
    """Yield what could not be judged, in the plan's order."""
    due = {row.indicator.id for row in found.due}
    for row in sorted((*found.due, *found.gaps), key=lambda row: row.number):
        reason = status.reason_of(row)
        if reason is not None:
            yield plans.Gap(
                indicator=row.indicator.slug,
                number=row.indicator.number,
                name=row.indicator.name,
                target_period=row.target.period.iso() if row.target else None,
                reason=reason,
                words=reason_words(reason),
                due=row.indicator.id in due,
            )


def link(view: records.LinkView, slug: str) -> figures.Link:
    """Return why a statement was taken or proposed for an indicator."""
    return figures.Link(
        statement=view.statement_id,
        indicator=slug,
        score=view.score,
        reason=view.reason,
        accepted=view.accepted,
    )


def explanations(dossier: Dossier) -> list[TargetExplanation]:
    """Return the record behind each verdict of an indicator."""
    return [
        TargetExplanation(
            indicator=dossier.indicator.slug,
            target=one.target_id,
            target_period=one.target_period.iso(),
            rate_kind=one.rate_kind,
            record=Explanation.model_validate(one.explanation),
        )
        for one in dossier.results
    ]
