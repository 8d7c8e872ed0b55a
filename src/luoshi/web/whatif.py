"""What if, for an indicator's page: the rates, the ends of the slider, and where the chosen rate leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation

from luoshi.errors import Language
from luoshi.evaluation.run import Dossier
from luoshi.evaluation.whatif import Path, WhatIf, path_words, rate_words, what_if


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows.

    Attributes:
        needed, recent, best: Rates in words.
        low, high, step: Ends and step of the slider; ``rate`` where it stands.
        said: Where that leads, in words.
    """

    found: WhatIf
    path: Path
    needed: str
    recent: str
    best: str
    low: Decimal
    high: Decimal
    step: Decimal
    rate: Decimal
    said: str


def shown(dossier: Dossier, at: date, asked: str, language: Language) -> Shown | None:
    """Return what would have to happen for the next target that is still running, ``None`` without one."""
    found = _first(dossier, at)
    if found is None or found.needed is None:
        return None
    rates = [rate for rate in (found.needed, found.recent, found.best) if rate is not None]
    step = _step(rates)
    low, high = _ends(rates, step)
    rate = _asked(asked, low, high)
    if rate is None:
        rate = (found.needed / step).to_integral_value() * step
    path = found.at(rate)
    return Shown(
        found=found,
        path=path,
        needed=rate_words(found, found.needed, language),
        recent=rate_words(found, found.recent, language),
        best=rate_words(found, found.best, language),
        low=low,
        high=high,
        step=step,
        rate=rate,
        said=path_words(found, path, language),
    )


def _first(dossier: Dossier, at: date) -> WhatIf | None:
    made = (what_if(target, dossier.inputs.values(), at=at, cuts=dossier.cuts) for target in dossier.targets)
    return next((one for one in made if one.reason is None), None)


def _step(rates: Iterable[Decimal]) -> Decimal:
    """Return a tenth of the leading digit's place, at least 0.1."""
    most = max(abs(rate) for rate in rates)
    return max(Decimal("0.1"), Decimal(1).scaleb(most.adjusted() - 1)) if most else Decimal("0.1")


def _ends(rates: Iterable[Decimal], step: Decimal) -> tuple[Decimal, Decimal]:
    known = [*rates, Decimal(0)]
    room = (max(known) - min(known)) / 2 or step * 10
    low = ((min(known) - room) / step).to_integral_value(ROUND_FLOOR) * step
    high = ((max(known) + room) / step).to_integral_value(ROUND_CEILING) * step
    return low, high


def _asked(text: str, low: Decimal, high: Decimal) -> Decimal | None:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        return None
    return min(max(rate, low), high) if rate.is_finite() else None
