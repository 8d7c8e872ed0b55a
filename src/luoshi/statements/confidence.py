"""How sure a reading is, from the rule that made it and the doubts it carries.

The confidence is the share of statements of its rule that are read whole, lowered by a factor for each
doubt. Both lists are in ``data/confidence.toml``, counted on labelled documents by
``benchmarks/statements/reliability.py``, which also prints how far the confidence can be trusted.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache

from luoshi.statements.lexicon import data_text

_SHORT_NAME = 3
_IN_NOUNS = r"(?<![占对])比(?![重例率值特])|从(?![业事])|超(?![算声市级])|被(?!征地)"
"""Signs of a clause that are no part of a noun such as 比重, 占比, 从业人员, 超算."""
_LIKE_A_CLAUSE = re.compile(
    rf"[由较把将]|{_IN_NOUNS}|同期|给予|带动|实施|推动|基础上|分别|达到|提高|增长(?!率)|下降|新增|增速|降幅|涨幅"
    r"|(?<!规模)(?<!限额)以上|以下|实现|[为时中和、的多在]$"
)


def name_doubts(name: str | None) -> tuple[str, ...]:
    """Return what the form of an indicator phrase says against it: ``name-short``, ``name-like-a-clause``."""
    if not name:
        return ()
    short = ("name-short",) if len(name) <= _SHORT_NAME else ()
    return (*short, "name-like-a-clause") if _LIKE_A_CLAUSE.search(name) else short


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
