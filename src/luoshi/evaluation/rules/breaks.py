"""Changes of definition within a series: nothing is computed across one."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.evaluation.rules.choice import Choice
from luoshi.vocabulary.period import Period


def changed(series: Sequence[Choice], baseline: Period | None, actual: Choice) -> bool:
    """Whether the definition of the actual is another one than the baseline's.

    The plan's baseline carries no definition of its own, so it is read from the series: from the figure
    of the baseline's period, else from its neighbours before and after. A figure without a definition
    says nothing of a change.
    """
    if baseline is None or actual.taken.definition is None:
        return False
    return bool(definitions_at(series, baseline) - {actual.taken.definition})


def definitions_at(series: Sequence[Choice], period: Period) -> frozenset[str]:
    """Return the definitions that may hold at a period: its own, else those of the nearest neighbours."""
    marked = [(choice.period.end, choice.taken.definition) for choice in series if choice.taken.definition]
    own = [name for end, name in marked if end == period.end]
    if own:
        return frozenset(own)
    before = [name for end, name in marked if end < period.end]
    after = [name for end, name in marked if end > period.end]
    return frozenset(before[-1:] + after[:1])


def positions(series: Sequence[Choice]) -> tuple[int, ...]:
    """Return the indices at which a figure has another definition than the marked one before it."""
    found: list[int] = []
    last: str | None = None
    for index, choice in enumerate(series):
        name = choice.taken.definition
        if name and last and name != last:
            found.append(index)
        last = name or last
    return tuple(found)


def together(choices: Sequence[Choice]) -> bool:
    """Whether figures share one definition, unmarked ones counting with any."""
    return len({choice.taken.definition for choice in choices if choice.taken.definition}) <= 1
