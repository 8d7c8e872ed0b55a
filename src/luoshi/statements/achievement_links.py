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
_LEANED_ON = re.compile(
    r"(?:依托|借助|立足)[^，。；]*[，。；]|以[^，。；]{2,40}为(?:支撑|依托|基础|载体|平台)[，。；]?"
)
_LISTED = re.compile(r"[、和与及]|(?<=中心)等.*|等一批.*")
_PHASE = re.compile(r"(?:[一二三四]期|主体(?:工程)?|工程|项目|西段|东段)+$")
_INSTITUTION = re.compile(
    r"(?:中心|研究院|实验室|开发区|保税区|园区|科技园|科技城|机场|分中心|示范区|学院|基地)$"
)
_SHORTEST_NAME = 6
_MOST_NAMED = 4
_DIGIT_NAME = re.compile(r"\d号线")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(data_text("links.toml"))


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(
        alternation(_data()["generic"])
        + r"|(?<![\d.])\d[\d.]*+\s?[余多]?[万亿]?[吨元个项家条年月日人户次倍%％]"
        + r"|[，。；、：（）()！？,;:.\-—+]+"
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
    told = [_LEANED_ON.sub(_GAP, f"{action.name}{_GAP}{action.text}") for action in open_actions]
    texts = [_distinctive(text, places) for text in told]
    plain = [_WITHIN_NAME.sub("", text) for text in told]
    found = []
    for achievement in achievements:
        mine = _distinctive(f"{achievement.subject}{_GAP}{achievement.text}", places)
        scored = [
            (achievement, action, score, reason)
            for action, text, whole in zip(open_actions, texts, plain, strict=True)
            for score, reason in [
                _named(achievement, whole, plain, places)
                or _score(achievement, action, _shared(mine, text), texts)
            ]
            if score >= THRESHOLD
        ]
        found += sorted(scored, key=lambda pair: -pair[2])[:3]
    return found


def _named(
    achievement: Achievement, text: str, texts: Sequence[str], places: Iterable[str]
) -> tuple[float, str] | None:
    """Return a link by the full name of an institution or project that the action itself names.

    What an action only leans on (依托…, 以…为支撑) has been cut out before. A name that many actions
    share ties none of them.
    """
    for name in _names(achievement.subject, places):
        spread = sum(name in other for other in texts)
        if name in text and spread <= _MOST_NAMED:
            return round(0.95 - 0.05 * spread, 3), f"“{name}”（{spread}/{len(texts)}）"
    return None


def _names(subject: str, places: Iterable[str]) -> list[str]:
    """Return the proper names in a subject, without the place, the phase and what stands before 等."""
    plain = _WITHIN_NAME.sub("", subject)
    ends = alternation([*places, *(place.rstrip("省市区县") for place in places)]) if places else "(?!)"
    names = (_PHASE.sub("", re.sub(rf"^(?:中国|国家)?{ends}", "", part)) for part in _LISTED.split(plain))
    return [name for name in names if len(name) >= _SHORTEST_NAME and _INSTITUTION.search(name)]


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
