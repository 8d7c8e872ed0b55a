"""From an indicator's facts to its chart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from luoshi.errors import Language
from luoshi.ledger.records import ObservationView, TargetView
from luoshi.vocabulary.period import Period
from luoshi.web import format as write
from luoshi.web.charts.model import Chart, Mark, Point, breaks
from luoshi.web.facts import IndicatorFacts
from luoshi.web.i18n import words
from luoshi.web.status import verdict_word

SCORED = frozenset({"same", "derived"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """How charts are labelled and where their points lead.

    Attributes:
        language: Of the labels.
        page: Address of the indicator's page without fragment; a point leads to its row there.
    """

    language: Language
    page: str

    def chart(self, facts: IndicatorFacts) -> Chart:
        """Return the chart of an indicator: its figures, its breaks and its target path."""
        points = self._points(facts)
        tone = facts.result.verdict.replace("_", "-") if facts.result else "not-assessed"
        baseline = self._mark(facts.view.baseline, facts) if facts.view.baseline else None
        targets = tuple(mark for target in facts.view.targets if (mark := self._mark(target, facts)))
        return Chart(
            title=words(self.language, "chart.title", name=facts.view.name),
            description=self._description(facts, points),
            unit=facts.view.unit,
            points=points,
            baseline=baseline,
            targets=tuple(sorted(targets, key=lambda mark: mark.x)),
            breaks=breaks(points, words(self.language, "chart.break")),
            level=facts.view.measure == "growth",
            downwards=facts.view.measure == "rank",
            tone=tone,
        )

    def _points(self, facts: IndicatorFacts) -> tuple[Point, ...]:
        current = facts.actual.id if facts.actual else None
        drawn = [
            self._point(figure, facts, current)
            for figure in facts.figures
            if figure.period and figure.match in SCORED and figure.id in facts.usable
        ]
        return _with_definitions(sorted(drawn, key=lambda point: (point.x, point.minor)))

    def _point(self, figure: ObservationView, facts: IndicatorFacts, current: str | None) -> Point:
        return Point(
            period=Period.parse(figure.period or ""),
            value=figure.value,
            label=self._label(figure.period, figure.value, facts.view.unit),
            href=f"{self.page}#figure-{figure.id}",
            definition=figure.definition or None,
            minor=figure.id not in facts.chosen,
            current=figure.id == current,
        )

    def _mark(self, target: TargetView | None, facts: IndicatorFacts) -> Mark | None:
        if target is None or target.value is None:
            return None
        kind = "baseline" if target is facts.view.baseline else "target"
        value = write.bounded(target.value, target.comparator, self.language, measure=facts.view.measure)
        label = words(
            self.language,
            f"chart.{kind}",
            period=write.period(target.period, self.language),
            value=value,
            unit=facts.view.unit or "",
        )
        return Mark(
            period=Period.parse(target.period),
            value=target.value,
            label=label,
            href=f"{self.page}#{'baseline' if kind == 'baseline' else 'targets'}",
            comparator=target.comparator,
        )

    def _label(self, period: str | None, value: Decimal, unit: str | None) -> str:
        return words(
            self.language,
            "chart.figure",
            period=write.period(period, self.language),
            value=write.number(value, self.language),
            unit=unit or "",
        )

    def _description(self, facts: IndicatorFacts, points: tuple[Point, ...]) -> str:
        """Say in words what the picture shows, for those who cannot see it."""
        parts = [point.label for point in points if not point.minor]
        if not parts:
            parts = [words(self.language, "chart.empty")]
        if facts.result:
            parts.append(verdict_word(facts.result.verdict, self.language, facts.view.attribute))
        return words(self.language, "common.semicolon").join(parts)


def _with_definitions(points: list[Point]) -> tuple[Point, ...]:
    """Give a figure without a definition that of the marked one before it, else of the first marked one."""
    last = next((point.definition for point in points if point.definition), None)
    filled = []
    for point in points:
        last = point.definition or last
        filled.append(replace(point, definition=last))
    return tuple(filled)
