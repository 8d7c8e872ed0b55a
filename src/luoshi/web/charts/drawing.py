"""From an indicator's row to its chart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from luoshi.errors import Language
from luoshi.evaluation.integrity.words import kind
from luoshi.evaluation.rows import Row
from luoshi.evaluation.run import Dossier
from luoshi.ledger.integrity.model import FlagKind
from luoshi.ledger.records import TargetView
from luoshi.vocabulary.period import Period
from luoshi.web import format as write
from luoshi.web import status
from luoshi.web.charts.model import Break, Chart, Mark, Point, is_cut
from luoshi.web.facts import spoken
from luoshi.web.i18n import words


@dataclass(frozen=True, slots=True)
class Drawing:
    """How charts are labelled and where their points lead.

    Attributes:
        language: Of the labels.
        page: Address of the indicator's page without fragment; a point leads to its row there.
    """

    language: Language
    page: str

    def chart(self, row: Row, dossier: Dossier | None = None) -> Chart:
        """Return the chart of an indicator; with a dossier the figures that were not taken are shown too."""
        chosen = self._chosen(row)
        points = (*chosen, *(self._others(row, dossier) if dossier else ()))
        indicator = row.indicator
        return Chart(
            title=words(self.language, "chart.title", name=spoken(indicator, self.language)),
            description=self._description(row, chosen),
            unit=indicator.unit,
            points=tuple(sorted(points, key=lambda point: (point.x, point.minor))),
            baseline=self._mark(indicator.baseline, row),
            targets=tuple(
                sorted(
                    (mark for one in indicator.targets if (mark := self._mark(one, row))),
                    key=lambda mark: mark.x,
                )
            ),
            breaks=self._breaks(row, chosen),
            level=indicator.measure == "growth",
            downwards=indicator.measure == "rank",
            tone=status.row_symbol(row),
        )

    def _chosen(self, row: Row) -> tuple[Point, ...]:
        """Return the figures taken for their periods; an unmarked one shares the definition before it."""
        judged = row.latest.view.id if row.latest and row.latest.view else None
        definition = next((p.view.definition for p in row.points if p.view.definition), None)
        points = []
        for point in row.points:
            definition = point.view.definition or definition
            points.append(
                Point(
                    period=point.period,
                    value=point.value,
                    label=self._label(point.period, point.value, row.indicator.unit),
                    href=f"{self.page}#figure-{point.view.id}",
                    definition=definition,
                    cut=point.cut is not None,
                    current=point.view.id == judged,
                )
            )
        return tuple(points)

    def _others(self, row: Row, dossier: Dossier) -> tuple[Point, ...]:
        """Return the other figures that may be scored, in the unit of the target."""
        unit = row.target.unit if row.target else row.indicator.unit
        return tuple(
            Point(
                period=one.period,
                value=one.value,
                label=self._label(one.period, one.value, unit),
                href=f"{self.page}#figure-{one.id}",
                minor=True,
            )
            for one in dossier.inputs.values()
            if one.period and one.id in row.usable and one.id not in row.chosen and one.unit == unit
        )

    def _breaks(self, row: Row, points: tuple[Point, ...]) -> tuple[Break, ...]:
        """Return where lines are cut; ``points`` are those of the row."""
        pairs = zip(pairwise(points), row.points[1:], strict=False)
        return tuple(
            Break(x=(left.x + right.x) / 2, label=self._why_cut(left, right, figure.cut))
            for (left, right), figure in pairs
            if is_cut(left, right)
        )

    def _why_cut(self, left: Point, right: Point, cut: FlagKind | None) -> str:
        if cut is None:
            return words(self.language, "chart.break", before=left.definition, after=right.definition)
        period = write.period(right.period.iso(), self.language)
        return words(self.language, "chart.cut", period=period, kind=kind(cut, self.language))

    def _mark(self, target: TargetView | None, row: Row) -> Mark | None:
        if target is None or target.value is None:
            return None
        kind = "baseline" if target is row.indicator.baseline else "target"
        value = write.bounded(
            target.value,
            target.comparator,
            self.language,
            upper=target.upper,
            measure=row.indicator.measure,
            unit=row.indicator.unit,
        )
        period = write.period(target.period, self.language)
        return Mark(
            period=Period.parse(target.period),
            value=target.value,
            label=words(self.language, f"chart.{kind}", period=period, value=value),
            href=f"{self.page}#target-{target.id}",
        )

    def _label(self, period: Period, value: Decimal, unit: str | None) -> str:
        figure = write.bounded(value, "eq", self.language, unit=unit)
        return words(self.language, "chart.figure", period=write.period(period, self.language), value=figure)

    def _description(self, row: Row, points: tuple[Point, ...]) -> str:
        """Say in words what the picture shows, for those who cannot see it."""
        parts = [point.label for point in points] or [words(self.language, "chart.empty")]
        parts.append(row.status(self.language).word)
        return words(self.language, "common.semicolon").join(parts)
