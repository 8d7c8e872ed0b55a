"""Which boxes of a plan (专栏) its groups of indicators belong to.

A plan rarely says which indicators measure which chapter. Two rules find it, and what neither finds is
left open:

``words``: a group belongs to the box whose title, chapter and action names use the group's words most
distinctively, at least twice as much as any other box (综合枢纽能力: 建设国家现代综合枢纽行动计划).

``order``: plans list their indicators in the order of their chapters. A group still open that stands
between two that are found belongs to the one box that stands open between theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST_SCORE = 2.0
LEAST_LEAD = 2.0
_TITLE_WEIGHT = 4
_GROUP_WEIGHT = 3
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The box a group was given, and by which rule (``words`` or ``order``)."""

    box: str
    rule: str


def assign(
    groups: Mapping[str, Sequence[str]], boxes: Mapping[str, tuple[str, Sequence[str]]]
) -> dict[str, Place]:
    """Give groups of indicators to boxes.

    Args:
        groups: Names of indicators by the name of their group, in the plan's order.
        boxes: Title with chapter, and names of actions, by box, in the plan's order.
    """
    found = _by_words(groups, boxes)
    return found | _by_order(list(groups), list(boxes), found)


def _by_words(
    groups: Mapping[str, Sequence[str]], boxes: Mapping[str, tuple[str, Sequence[str]]]
) -> dict[str, Place]:
    used = {box: _used(title, names) for box, (title, names) in boxes.items()}
    total: Counter[str] = sum(used.values(), Counter())
    found: dict[str, Place] = {}
    for group, names in groups.items():
        own = set(_pairs(_stem(group, groups)))
        weights = dict.fromkeys({pair for name in names for pair in _pairs(name)}, 1)
        weights |= dict.fromkeys(own, _GROUP_WEIGHT)
        scores = sorted(((_score(weights, used[box], total), box) for box in boxes), reverse=True)
        if best := _leader(scores):
            found[group] = Place(box=best, rule="words")
    return found


def _score(weights: Mapping[str, int], used: Counter[str], total: Counter[str]) -> float:
    return sum(weight * used[pair] / total[pair] for pair, weight in weights.items() if total[pair])


def _leader(scores: Sequence[tuple[float, str]]) -> str | None:
    if not scores or scores[0][0] < LEAST_SCORE:
        return None
    runner_up = scores[1][0] if len(scores) > 1 else 0.0
    return scores[0][1] if scores[0][0] >= LEAST_LEAD * runner_up else None


def _used(title: str, names: Sequence[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for pair in _pairs(title):
        counted[pair] += _TITLE_WEIGHT
    for name in names:
        counted.update(_pairs(name))
    return counted


def _pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring characters, which stand in for words."""
    return [run[i : i + 2] for run in _CHINESE.findall(text) for i in range(len(run) - 1)]


def _stem(group: str, groups: Mapping[str, Sequence[str]]) -> str:
    """Drop an ending that several groups share (…能力, …水平): it tells none of them apart."""
    shared = sum(1 for other in groups if other[-2:] == group[-2:]) > 1
    return group[:-2] if shared and len(group) > 2 else group


def _by_order(groups: list[str], boxes: list[str], found: Mapping[str, Place]) -> dict[str, Place]:
    taken = {place.box for place in found.values()}
    placed: dict[str, Place] = {}
    for before, group, after in zip(groups, groups[1:], groups[2:], strict=False):
        if group in found or before not in found or after not in found:
            continue
        first, last = boxes.index(found[before].box), boxes.index(found[after].box)
        between = [box for box in boxes[first + 1 : last] if box not in taken]
        if len(between) == 1:
            placed[group] = Place(box=between[0], rule="order")
    return placed
