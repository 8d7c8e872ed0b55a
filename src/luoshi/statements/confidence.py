"""How sure a reading is, from the rule that made it and the doubts it carries.

The confidence is the share of statements of its rule that are read whole, lowered by a factor for each
doubt. Both lists are in ``data/confidence.toml``, counted on labelled documents by
``benchmarks/statements/reliability.py``, which also prints how far the confidence can be trusted.
"""

from __future__ import annotations

import tomllib
from functools import cache

from luoshi.statements.lexicon import data_text


@cache
def _weights() -> tuple[dict[str, float], dict[str, float]]:
    data = tomllib.loads(data_text("confidence.toml"))
    return data["rules"], data["doubts"]


@cache
def confidence(rule: str, doubts: tuple[str, ...]) -> float:
    """Return a number between 0.05 and 0.99, rounded to two places."""
    rules, factors = _weights()
    value = rules.get(rule, 0.85)
    for doubt in doubts:
        value *= factors.get(doubt, 0.95)
    return round(min(0.99, max(0.05, value)), 2)
