"""Choosing among several figures for one period. All are kept; the choice is explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from luoshi.evaluation.model import ObservationInput
from luoshi.vocabulary.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The figure taken for a period, those beside it, and the criterion that decided.

    Attributes:
        criterion: ``only``, ``decided``, ``exact``, ``final``, ``trust``, ``published``, ``digits`` or
            ``tie``.
        tied: Figures no criterion tells from the one taken although they differ beyond rounding.
    """

    taken: ObservationInput
    others: tuple[ObservationInput, ...] = ()
    criterion: str = "only"
    tied: tuple[ObservationInput, ...] = ()

    @property
    def period(self) -> Period:
        """The period chosen for."""
        assert self.taken.period is not None
        return self.taken.period

    def record(self) -> dict[str, Any]:
        """Return the choice for an explanation."""
        return {
            "period": self.period.iso(),
            "taken": self.taken.id,
            "criterion": self.criterion,
            "others": [{"id": other.id, "value": str(other.value)} for other in self.others],
            "tied": [other.id for other in self.tied],
        }


def _decided(figure: ObservationInput) -> int:
    return int(figure.decided)


def _exact(figure: ObservationInput) -> int:
    """A bound (突破 5000) gives way to a figure (5052)."""
    return int(figure.comparator not in ("gt", "ge", "lt", "le"))


def _final(figure: ObservationInput) -> int:
    return int(figure.final and figure.status == "A")


def _trust(figure: ObservationInput) -> int:
    return -ord(figure.trust)


def _published(figure: ObservationInput) -> date:
    return figure.published_by or date.min


def _digits(figure: ObservationInput) -> int:
    return figure.digits


CRITERIA: tuple[tuple[str, Callable[[ObservationInput], Any]], ...] = (
    ("decided", _decided),
    ("exact", _exact),
    ("final", _final),
    ("trust", _trust),
    ("published", _published),
    ("digits", _digits),
)


def choose(figures: Iterable[ObservationInput]) -> Choice:
    """Choose among figures for one period; the order in which they come does not matter."""
    rest = sorted(figures, key=lambda figure: figure.id)
    if len(rest) == 1:
        return Choice(taken=rest[0], others=(), criterion="only", tied=())
    everyone = tuple(rest)
    criterion = "only"
    for name, score in CRITERIA:
        best = max(score(figure) for figure in rest)
        kept = [figure for figure in rest if score(figure) == best]
        if len(kept) < len(rest):
            criterion = name
        rest = kept
    taken = rest[0]
    others = tuple(figure for figure in everyone if figure is not taken)
    tied = tuple(figure for figure in rest[1:] if not agree(taken, figure))
    if len(rest) > 1:
        criterion = "tie" if tied or criterion == "only" else criterion
    return Choice(taken=taken, others=others, criterion=criterion, tied=tied)


def agree(left: ObservationInput, right: ObservationInput) -> bool:
    """Whether two figures are equal once written with the fewer digits of the two."""
    step = Decimal(1).scaleb(-min(left.digits, right.digits))
    return abs(_rounded(left.value, step) - _rounded(right.value, step)) == 0


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, rounding=ROUND_HALF_UP)


def per_period(figures: Sequence[ObservationInput]) -> tuple[Choice, ...]:
    """Return one choice for each period, oldest first; a stock's periods go together by their end."""
    groups: dict[tuple[date, date | None], list[ObservationInput]] = {}
    for figure in figures:
        if figure.period is not None:
            point = figure.period.nature == "point"
            groups.setdefault((figure.period.end, None if point else figure.period.start), []).append(figure)
    chosen = [choose(group) for group in groups.values()]
    return tuple(sorted(chosen, key=lambda choice: (choice.period.end, choice.period.start, choice.taken.id)))
