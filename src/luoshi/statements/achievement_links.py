"""Which action an achievement belongs to, by the distinctive words both share.

Both texts lose the words that many actions share; what is left in common must be long enough and must
stand in few actions (inverse document frequency, Spärck Jones 1972). A link says which words it rests on.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from luoshi.statements.lexicon import alternation, data_text
from luoshi.statements.model import Achievement, Action

THRESHOLD = 0.65
"""Below this score a pair is not returned."""

_SHORTEST = 3
_GAP = "\n"
_WITHIN_NAME = re.compile(r"[\s“”\"'‘’《》]+")
_DIGIT_NAME = re.compile(r"\d+号线")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(data_text("links.toml"))


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(
        alternation(_data()["generic"])
        + r"|\d[\d.]*\s?[余多]?[万亿]?[吨元个项家条年月日人户次倍%％]|[，。；、：（）()！？,;:.\-—+]+"
    )


def link_achievements(
    achievements: Sequence[Achievement], actions: Sequence[Action]
) -> list[tuple[Achievement, Action, float, str]]:
    """Return the pairs that belong together, each achievement's best first.

    Args:
        achievements: What a document says has been achieved.
        actions: Special actions and measures of a plan. Those on military matters are never linked.

    Returns:
        ``(achievement, action, score between 0 and 1, reason)``; at most three actions an achievement.
    """
    open_actions = [action for action in actions if "military" not in action.doubts]
    places = {achievement.region for achievement in achievements if achievement.region}
    texts = [_distinctive(f"{action.name}{_GAP}{action.text}", places) for action in open_actions]
    found = []
    for achievement in achievements:
        mine = _distinctive(f"{achievement.subject}{_GAP}{achievement.text}", places)
        scored = [
            (achievement, action, score, reason)
            for action, text in zip(open_actions, texts, strict=True)
            for score, reason in [_score(achievement, action, _shared(mine, text), texts)]
            if score >= THRESHOLD
        ]
        found += sorted(scored, key=lambda pair: -pair[2])[:3]
    return found


def _distinctive(text: str, places: Iterable[str]) -> str:
    """Return a text with the generic words and the names of the place cut out."""
    names = [*places, *(place.rstrip("省市区县") for place in places)]
    plain = _WITHIN_NAME.sub("", text.replace(_GAP, "，"))
    plain = re.sub(alternation(names), _GAP, plain) if names else plain
    plain = _generic().sub(_GAP, plain)
    return plain


def _shared(mine: str, theirs: str) -> list[str]:
    """Return the longest stretches both texts hold, none within another."""
    stretches: set[str] = set()
    for piece in mine.split(_GAP):
        start = 0
        while start + _SHORTEST <= len(piece):
            end = start + _SHORTEST
            if piece[start:end] not in theirs:
                start += 1
                continue
            while end < len(piece) and piece[start : end + 1] in theirs:
                end += 1
            stretches.add(piece[start:end])
            start = end
    whole = {s for s in stretches if not any(s != other and s in other for other in stretches)}
    return sorted(whole, key=lambda stretch: (-len(stretch), stretch))


def _score(
    achievement: Achievement, action: Action, shared: Sequence[str], texts: Sequence[str]
) -> tuple[float, str]:
    """Return a score and the words it rests on.

    Each shared stretch weighs its length beyond two times its rarity among the actions; the sum is
    squeezed to 1 − exp(−w/8), and words of the same kind of event add a tenth of what is missing.
    """
    weight = 0.0
    reasons = []
    for stretch in shared:
        spread = sum(stretch in text for text in texts)
        rarity = math.log((1 + len(texts)) / spread) / math.log(1 + len(texts))
        if len(stretch) == _SHORTEST and not _DIGIT_NAME.search(stretch) and rarity < _RARE:
            continue
        weight += (len(stretch) - 2 + 2 * bool(_DIGIT_NAME.search(stretch))) * rarity * 4
        reasons.append(f"“{stretch}”（{spread}/{len(texts)}）")
    score = 1 - math.exp(-weight / 8)
    kinds = _data()["kinds"].get(achievement.kind)
    if score and kinds and re.search(kinds, action.name + action.text):
        score += 0.1 * (1 - score)
    return round(score, 3), "、".join(reasons)


_RARE = 0.8
"""A stretch of three characters counts only if it stands in very few actions (2 of 91 and rarer)."""
