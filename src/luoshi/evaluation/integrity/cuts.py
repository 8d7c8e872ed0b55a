"""Where a series may not be carried on: the breaks that the detectors find in an indicator's own figures.

No verdict changes by them, since nobody has said that the definition changed; but no outlook, no rate of past
years, no method that looks at a past trend and no line of a chart runs across one. A person who looked and
accepts both sides as one series lifts it, until a figure it rests on changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from luoshi.ledger.disagreeing.fact import Fact
from luoshi.ledger.disagreeing.gathering import figures_about
from luoshi.ledger.disagreements import levels_among
from luoshi.ledger.integrity.breaks import about
from luoshi.ledger.integrity.detectors import detect
from luoshi.ledger.integrity.levels import yearly_of
from luoshi.ledger.integrity.model import BREAKS, Flag, FlagKind
from luoshi.ledger.records import Disagreement, IndicatorView, ObservationView

Cuts = Mapping[int, FlagKind]
"""By the first year that does not go on from the one before."""

NO_CUTS: Cuts = {}


def cuts_of(
    indicator: IndicatorView,
    home: str,
    figures: Iterable[ObservationView],
    told: Iterable[Fact] = (),
    lifted: Iterable[Disagreement] = (),
) -> dict[int, FlagKind]:
    """Return where the yearly figures of an indicator break.

    Args:
        indicator: Whose they are; growth and ranks have no levels that could break.
        home: The place of its plan.
        figures: All that was published of it.
        told: Growths that are told elsewhere: in sentences, and of other indicators of the same concept.
        lifted: Disagreements of this indicator that a person accepted: the series goes on across them.
    """
    facts = tuple(figures_about(indicator, home, figures))
    levels = yearly_of(indicator, levels_among(indicator, facts), (*facts, *told))
    if levels is None:
        return {}
    accepted, found = tuple(lifted), dict[int, FlagKind]()
    for flag in detect(levels):
        if flag.kind in BREAKS and not any(about(flag, one) for one in accepted):
            found.update(dict.fromkeys(_years(flag, sorted(levels.values)), flag.kind))
    return found


def _years(flag: Flag, known: list[int]) -> list[int]:
    """Return the years a flag cuts at; a slip that ends is left again in the next year known."""
    after = known[bisect_right(known, flag.last) :]
    return [flag.first, *(after[:1] if flag.kind == "unit_slip" else [])]
