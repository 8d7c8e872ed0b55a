"""An indicator as every screen and paper shows it: one row, the same figures everywhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.integrity.cuts import Cuts
from luoshi.evaluation.model import ObservationInput, Result, TargetInput, Verdict
from luoshi.evaluation.rules import breaks
from luoshi.evaluation.rules.case import covers, direction, is_scored
from luoshi.evaluation.rules.choice import Choice, per_period
from luoshi.evaluation.rules.exact import years_between
from luoshi.evaluation.run import Assessment, Dossier
from luoshi.evaluation.side_by_side import Side
from luoshi.ledger.integrity.model import FlagKind
from luoshi.ledger.records import Citation, IndicatorView, ObservationView, TargetView
from luoshi.vocabulary.concepts import known
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.words import Evidence

SHORT: frozenset[Verdict] = frozenset({"not_reached", "behind"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure of the small chart.

    Attributes:
        value: In the indicator's unit.
        breaks: It does not go on from the figure before: the line is cut here.
        cut: What the detectors say of that; ``None`` where its definition is another one.
    """

    view: ObservationView
    period: Period
    value: Decimal
    breaks: bool
    cut: FlagKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The figure shown as the latest.

    Attributes:
        view: The published figure, ``None`` when it is computed from several.
        judged: Whether the verdict rests on it.
    """

    value: Decimal
    period: Period
    view: ObservationView | None
    judged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An indicator with the verdict that leads the display.

    Attributes:
        number: Place in the plan's order, from 1.
        target, result: Of the leading phase.
        target_view: The target as the plan has it.
        results: Those on all its targets.
        latest: ``None`` when nothing that may be scored was published.
        points: Figures taken for their periods, oldest first.
        path: Ends of periods and values of baseline and targets, for the target path.
        chosen, usable: Ids of the figures taken for their periods, and of those that may be scored.
        movement: ``closer``, ``farther`` or ``unchanged``, ``None`` unknown.
        moved_since: The period of the figure before, or of the plan's baseline, that it is compared with.
        side: What the method chosen for it says of ``target``; ``None`` where the time path judges.
    """

    number: int
    indicator: IndicatorView
    target: TargetInput | None
    target_view: TargetView | None
    result: Result | None
    results: tuple[Result, ...]
    latest: Latest | None
    points: tuple[Point, ...]
    path: tuple[tuple[date, Decimal], ...]
    chosen: frozenset[str]
    usable: frozenset[str]
    movement: str | None
    moved_since: Period | None
    side: Side | None = None

    @property
    def judged(self) -> bool:
        """Whether the method that counts could judge it."""
        if self.side is not None:
            return self.side.reason is None
        return self.result is not None and self.result.verdict != "not_assessed"

    @property
    def short(self) -> bool:
        """Whether it is behind or was not reached, by the method that counts."""
        if self.side is not None:
            return self.side.tone in ("fair", "bad")
        return self.result is not None and self.result.verdict in SHORT

    @property
    def gap(self) -> Decimal | None:
        """What is missing to the target, in its unit; ``None`` where nothing was measured."""
        return self.result.gap if self.result else None

    @property
    def evidence(self) -> Evidence | None:
        """How good the evidence of the latest figure is."""
        citation = self.citation
        return citation.evidence if citation else None

    @property
    def citation(self) -> Citation | None:
        """The source of the latest figure."""
        return self.latest.view.citation if self.latest and self.latest.view else None

    def name(self, language: Language) -> str:
        """Return the indicator's name; in English that of its concept where it is known."""
        return name_of(self.indicator, language)

    def moved(self, language: Language) -> str:
        """Return where the judged figure moved and since when, in words."""
        if self.movement is None or self.moved_since is None:
            return words.text("movement", "unknown", language)
        word = words.text("movement", self.movement, language)
        since = words.period(self.moved_since, language)
        return words.text("movement", "since", language, movement=word, since=since)

    def status(self, language: Language) -> words.Status:
        """Return shape, word and colour of the verdict, or of the grade of the chosen method."""
        if self.side is not None:
            return words.grade(self.side.tone, self.side.word[language])
        verdict = self.result.verdict if self.result else "not_assessed"
        return words.status(verdict, language, self.indicator.attribute)

    def reason(self, language: Language) -> str:
        """Return why it was not assessed, empty where it was."""
        if self.side is not None:
            return words.pack_reason(self.side.reason, language)
        code = self.result.reason if self.result else "not_quantified"
        return words.reason(code, language) if code else ""

    def sentence(self, language: Language) -> str:
        """Return the verdict as a sentence with its numbers."""
        if self.side is not None:
            return str(self.side.record[language])
        return str(self.result.explanation[language]) if self.result else ""

    def quantity(self, value: Decimal | None, language: Language) -> str:
        """Return a value with the indicator's unit, ``—`` without one."""
        return words.quantity(value, self.indicator.unit, language) if value is not None else "—"


def name_of(indicator: IndicatorView, language: Language) -> str:
    """Return an indicator's name; in English that of its concept where it is known."""
    concept = known(indicator.concept) if language == "en" else None
    return concept.name_en if concept else indicator.name


def rows(assessment: Assessment) -> tuple[Row, ...]:
    """Return the row of every indicator, in the plan's order."""
    phase = leading_phase(assessment)
    return tuple(_row(n, one, phase) for n, one in enumerate(assessment.dossiers, start=1))


def leading_phase(assessment: Assessment) -> date | None:
    """Return the day after the period whose targets lead the display.

    A phase that has ended leads while its results come out (``closed_leads_years``), and for good once
    another plan has succeeded this one; otherwise the next one to end does.
    """
    ends = sorted({target.period.end for one in assessment.dossiers for target in one.targets})
    tomorrow = assessment.at + timedelta(days=1)
    closed = [end for end in ends if end <= tomorrow]
    still_open = [end for end in ends if end > tomorrow]
    if not closed or not still_open:
        return next(iter([*still_open, *reversed(closed)]), None)
    fresh = years_between(closed[-1], tomorrow) <= assessment.parameters.closed_leads_years
    return closed[-1] if fresh or assessment.plan.succeeded_by else still_open[0]


def leading(dossier: Dossier, phase: date | None) -> int | None:
    """Return the index of the target that leads: of the phase, else the last before, else the first."""
    if not dossier.targets or phase is None:
        return None
    ends = [target.period.end for target in dossier.targets]
    before = [index for index, end in enumerate(ends) if end <= phase]
    return max(before, key=lambda index: ends[index]) if before else 0


def _row(number: int, dossier: Dossier, phase: date | None) -> Row:
    index = leading(dossier, phase)
    target = None if index is None else dossier.targets[index]
    result = None if index is None else dossier.results[index]
    views = {view.id: view for view in dossier.observations}
    series = _series(dossier, target)
    marks = set(breaks.positions(series))
    cuts = _cuts(series, dossier.cuts)
    movement, since = _movement(target, result, series, cuts)
    return Row(
        number=number,
        indicator=dossier.indicator,
        target=target,
        target_view=next((t for t in dossier.indicator.targets if target and t.id == target.id), None),
        result=result,
        results=dossier.results,
        latest=_latest(result, series, views),
        points=tuple(
            Point(
                view=views[c.taken.id],
                period=c.period,
                value=c.taken.value,
                breaks=i in marks or i in cuts,
                cut=None if i in marks else cuts.get(i),
            )
            for i, c in enumerate(series)
        ),
        path=_path(dossier),
        chosen=frozenset(choice.taken.id for choice in series),
        usable=frozenset(one.id for one in dossier.inputs.values() if is_scored(one)),
        movement=movement,
        moved_since=since,
        side=dossier.sides.get(target.id) if target else None,
    )


def _series(dossier: Dossier, target: TargetInput | None) -> tuple[Choice, ...]:
    """Return the figures that can be drawn in one line: scored, in the target's unit, whole periods."""

    def fits(figure: ObservationInput) -> bool:
        return is_scored(figure) and target is not None and figure.unit == target.unit

    whole = [one for one in dossier.inputs.values() if fits(one)]
    if target is not None and target.kind != "average_growth":
        whole = [one for one in whole if covers(one, target)]
    return per_period(whole)


def _cuts(series: Sequence[Choice], cuts: Cuts) -> dict[int, FlagKind]:
    """Return the indices of figures that lie beyond a break from the one before, with its kind."""
    ends = [choice.period.last_day.year for choice in series]
    return {
        index: kind
        for index, (before, after) in enumerate(pairwise(ends), start=1)
        for year, kind in cuts.items()
        if before < year <= after
    }


def _latest(
    result: Result | None, series: Sequence[Choice], views: dict[str, ObservationView]
) -> Latest | None:
    if result is not None and result.value is not None and result.period is not None:
        view = views.get(result.observation_id or "")
        return Latest(value=result.value, period=result.period, view=view, judged=True)
    ended = [c for c in series if result is None or c.period.last_day.isoformat() <= result.explanation["at"]]
    if not ended:
        return None
    newest = ended[-1]
    view = views[newest.taken.id]
    return Latest(value=newest.taken.value, period=newest.period, view=view, judged=False)


def _path(dossier: Dossier) -> tuple[tuple[date, Decimal], ...]:
    """Return the corners of the target path; a growth has none, for it is no level."""
    if any(target.kind not in ("level", "rank") for target in dossier.targets):
        return ()
    corners: dict[date, Decimal] = {}
    for target in dossier.targets:
        if target.baseline is not None and target.baseline_period is not None:
            corners[target.baseline_period.end] = target.baseline
        if target.value is not None:
            corners[target.period.end] = target.value
    return tuple(sorted(corners.items()))


Movement = tuple[str | None, Period | None]


def _movement(
    target: TargetInput | None, result: Result | None, series: Sequence[Choice], cuts: Collection[int]
) -> Movement:
    """Return where the judged figure moved since the one before it, and since when; never across a break."""
    if target is None or result is None or result.period is None or result.value is None:
        return None, None
    sign = direction(target)[0]
    upto = [choice for choice in series if choice.period.end <= result.period.end]
    across = result.reason == "definition_changed"
    if sign is None or result.observation_id is None or not upto or across:
        return None, None
    before = None if len(upto) - 1 in cuts else _before(target, upto)
    if before is None:
        return None, None
    change = (result.value - before[1]) * sign
    return ("closer" if change > 0 else "farther" if change < 0 else "unchanged"), before[0]


def _before(target: TargetInput, upto: Sequence[Choice]) -> tuple[Period, Decimal] | None:
    if breaks.positions(upto[-2:]):
        return None
    earlier = upto[-2] if len(upto) > 1 else None
    base = target.baseline_period
    if earlier is not None and (base is None or earlier.period.end > base.end):
        return earlier.period, earlier.taken.value
    return (base, target.baseline) if base is not None and target.baseline is not None else None
