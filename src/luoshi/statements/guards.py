"""What looks like a quantity and is none: the guard list of ``data/guards.toml`` and its masks."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from luoshi.statements.lexicon import data_text
from luoshi.statements.quantity import Quantity

_LOOK_BACK = 10
_LONGEST_LIST = 20
_TIED = re.compile(r"(?:达到?|为|分别|有|各|突破|超过|新增|建成)\s?\Z")
_QUOTED = re.compile(r"“[^“”\n]{1,18}”|‘[^‘’\n]{1,18}’|\"[^\"\n]*\"|「[^」\n]{1,18}」")
_TITLED = re.compile(r"《[^》\n]{1,80}》|[\[〔［【(（]\s?(?:19|20)\d{2}\s?[\]〕］】)）]\s?\d*\s?号?")
_CIRCLE = re.compile(r"\s?(?:分钟|小时)[^“”\"]{0,8}圈")
_LIST_REACH = 160
"""Characters before a number in which the list may stand that it counts."""
_LISTED = re.compile(rf"(?:[^，。；：,;:！!？?\n\d]|\d(?!\s?[一-鿿])){{0,{_LIST_REACH}}}\Z")
_OWN_NOUN = re.compile(r"[^、及和与]*(?:、|及|和|与)?")
_BEFORE_COUNT = re.compile(r"(?:等|共|这|共计|合计|的|类)?\s?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """An entry of the guard list; see the head of ``data/guards.toml``."""

    name: str
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    spelled: bool | None
    example: str

    def holds(self, text: str, at: int, stop: int, spelled: bool, start: int, end: int) -> bool:
        """Tell whether the number at ``text[at:stop]`` is set aside by this guard."""
        if self.spelled is not None and self.spelled != spelled:
            return False
        if self.right is not None and not self.right.match(text, stop, end):
            return False
        return self.left is None or self.left.search(text, max(start, at - _LOOK_BACK), at) is not None


@cache
def guards() -> tuple[Guard, ...]:
    """Return the guards in the order of their data file."""
    return tuple(_guard(entry) for entry in tomllib.loads(data_text("guards.toml"))["guard"])


def _guard(entry: dict[str, Any]) -> Guard:
    left, right = entry.get("left"), entry.get("right")
    spelled = True if entry.get("words") else False if entry.get("digits") else None
    return Guard(
        name=entry["name"],
        left=re.compile(rf"(?:{left})\Z") if left else None,
        right=re.compile(right) if right else None,
        spelled=spelled,
        example=entry["example"],
    )


def masks(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the spans of a stretch of text whose numbers belong to names: short quotations and titles."""
    spans = []
    for match in _QUOTED.finditer(text, start, end):
        if len(match[0]) <= 20:
            spans.append((match.start(), match.end(), "quoted-name"))
    spans.extend((m.start(), m.end(), "book-title") for m in _TITLED.finditer(text, start, end))
    return spans


def set_aside_by(
    text: str, start: int, end: int, quantity: Quantity, spans: list[tuple[int, int, str]]
) -> str | None:
    """Return the name of the guard that sets a number aside, or ``None``."""
    at, stop = quantity.number_start, quantity.number_end
    for first, last, name in spans:
        if first <= at < last and not (name == "quoted-name" and _CIRCLE.match(text, stop, last)):
            return name
    if quantity.form == "plain":
        for guard in guards():
            if guard.holds(text, at, stop, quantity.spelled, start, end):
                return guard.name
        if _counts_a_list(text, start, quantity):
            return "list-just-named"
    return None


def _counts_a_list(text: str, start: int, quantity: Quantity) -> bool:
    """沈营、沈铁、沈丹、沈抚等4条: the number only counts what was just named."""
    counts = quantity.unit_kind == "count" and quantity.comparator == "eq" and quantity.upper is None
    if not counts or not 2 <= quantity.value <= _LONGEST_LIST:
        return False
    match = _LISTED.search(text, max(start, quantity.start - _LIST_REACH), quantity.start)
    if match is None or _TIED.search(match[0]):
        return False
    words = _BEFORE_COUNT.sub("", match[0])
    if text[match.start() - 1 : match.start()].isdigit():
        words = _OWN_NOUN.sub("", words, count=1)
    commas = words.count("、")
    if not commas:
        return False
    joints = len(re.findall("[和与及]", words))
    return commas + 1 <= quantity.value <= commas + 1 + joints
