"""One grade for a whole: the middle one, capped by what is binding (约束性) and lags.

Verdicts are an order, no numbers, so that nothing is averaged. That the worst binding indicator counts has
Germany's strategy as precedent, where of several targets the worst decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.evaluation.model import Verdict
from luoshi.evaluation.rules.finding import BEST
from luoshi.vocabulary.words import Attribute

LAGGING: tuple[Verdict, ...] = ("behind", "not_reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """The grade of a whole.

    Attributes:
        verdict: ``not_assessed`` where nothing was assessed.
        middle: The middle grade before any cap; of two middle ones the worse.
        capped_by: How many binding targets lag.
        assessed: How many targets were.
    """

    verdict: Verdict
    middle: Verdict
    capped_by: int
    assessed: int


def overall(verdicts: Iterable[tuple[Verdict, Attribute]]) -> Overall:
    """Return the grade of a whole from the verdicts of its parts, whose order does not matter.

    What was not assessed does not count, for or against. A binding target that lags or was not reached caps
    the whole at that grade.
    """
    known = [(verdict, attribute) for verdict, attribute in verdicts if verdict != "not_assessed"]
    if not known:
        return Overall(verdict="not_assessed", middle="not_assessed", capped_by=0, assessed=0)
    middle = _middle([verdict for verdict, _ in known])
    binding = [verdict for verdict, attribute in known if attribute == "binding" and verdict in LAGGING]
    worst = max([middle, *binding], key=BEST.index)
    return Overall(verdict=worst, middle=middle, capped_by=len(binding), assessed=len(known))


def _middle(verdicts: Sequence[Verdict]) -> Verdict:
    return sorted(verdicts, key=BEST.index)[len(verdicts) // 2]
