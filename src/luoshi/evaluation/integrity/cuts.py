"""Where a series may not be carried on: the breaks that the detectors find in an indicator's own figures.

No verdict changes by them, since nobody has said that the definition changed; but no outlook, no rate of past
years and no line of a chart runs across one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from luoshi.evaluation.integrity.detectors import detect
from luoshi.evaluation.integrity.model import BREAKS, Flag, FlagKind
from luoshi.evaluation.integrity.run import yearly_of
from luoshi.ledger.disagreeing.gathering import figures_about
from luoshi.ledger.disagreements import levels_among
from luoshi.ledger.records import IndicatorView, ObservationView

Cuts = Mapping[int, FlagKind]
"""By the first year that does not go on from the one before."""

NO_CUTS: Cuts = {}


def cuts_of(indicator: IndicatorView, home: str, figures: Iterable[ObservationView]) -> dict[int, FlagKind]:
    """Return where the yearly figures of an indicator break.

    Args:
        indicator: Whose they are; growth and ranks have no levels that could break.
        home: The place of its plan.
        figures: All that was published of it.
    """
    facts = tuple(figures_about(indicator, home, figures))
    levels = yearly_of(indicator, levels_among(indicator, facts), facts)
    if levels is None:
        return {}
    found: dict[int, FlagKind] = {}
    for flag in detect(levels):
        if flag.kind in BREAKS:
            found.update(dict.fromkeys(_years(flag, sorted(levels.values)), flag.kind))
    return found


def _years(flag: Flag, known: list[int]) -> list[int]:
    """Return the years a flag cuts at; a slip that ends is left again in the next year known."""
    after = known[bisect_right(known, flag.last) :]
    return [flag.first, *(after[:1] if flag.kind == "unit_slip" else [])]
