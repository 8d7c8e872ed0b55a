"""Refusal at the door: a file with a classification mark does not come in.

The marks are those of the rules on state secrets (grade, star, term) and of 《党政机关公文格式》
GB/T 9704-2012 (copy number and grade at the head of the first page), and 内部资料. Words such as
保守国家秘密 or 商业秘密 in a sentence are no marks. Nothing of the text reaches the error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.documents.folding import fold_width
from luoshi.errors import LuoshiError, Place

_S = "[ \\t]{0,6}"
"""Space inside a mark, which is often set with its characters apart."""


def _apart(words: str) -> str:
    return _S.join(words)


_GRADE = f"(?:{'|'.join(map(_apart, ('绝密', '机密', '秘密')))})(?:{_S}[级件])?"
_TERM = rf"(?:(?:\d{_S}){{1,3}}|[一二三四五六七八九十]{{1,3}}{_S})(?:年|个?{_S}月|[日天])"
_URGENCY = f"(?:{'|'.join(map(_apart, ('特急', '加急', '特提', '平急')))})"
_OPEN, _CLOSE = r"[ \t【\[（(*#_>|]{0,12}", r"[ \t】\]）)*_|]{0,12}"


_INTERNAL = (
    f"(?:{'|'.join(map(_apart, ('内部资料', '内部文件', '内部材料', '内部参考', '内部使用', '内部刊物')))})"
)
_ADMONITION = (
    "(?:注意保[存管密]|(?:请勿|不得|严禁|禁止)(?:外传|公开|翻印|复制|转载)|妥善保[存管]|免费交流|仅供参考"
    "|阅后[收退]回|用后收回)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRule:
    """A form of mark: its name, an example, its pattern, and whether it counts at the head only."""

    name: str
    example: str
    pattern: re.Pattern[str]
    head_only: bool = False


def _line(body: str) -> re.Pattern[str]:
    return re.compile(rf"(?m)^{_OPEN}{body}{_CLOSE}$")


MARK_RULES = (
    MarkRule(
        name="grade-and-star",
        example="机密★10年",
        pattern=re.compile(rf"(?<![\u4e00-\u9fff“\"「『《‘']){_GRADE}{_S}[★☆✩✭⭐]"),
    ),
    MarkRule(
        name="grade-and-term",
        example="秘密 5年",
        pattern=_line(rf"(?:{_URGENCY}{_S})?{_GRADE}{_S}[*·\-]?{_S}(?:{_TERM}|长期)"),
    ),
    MarkRule(
        name="grade-at-head",
        example="机密 特急",
        pattern=_line(rf"(?:密{_S}级{_S}[：:]?{_S}|{_URGENCY}{_S})?{_GRADE}{_S}(?:{_URGENCY})?"),
        head_only=True,
    ),
    MarkRule(
        name="copy-number",
        example="份号：000012",
        pattern=_line(rf"份{_S}号{_S}[：:]?{_S}(?:№|[Nn][Oo]\.?)?{_S}\d{{1,8}}(?:[ \t]{{1,6}}\S{{0,20}})?"),
        head_only=True,
    ),
    MarkRule(
        name="internal",
        example="内部资料 注意保存",
        pattern=_line(rf"{_INTERNAL}[ \t，,：:·！!。（(]{{0,6}}(?:{_ADMONITION}[ \t，,、；;]{{0,4}}){{0,6}}"),
        head_only=True,
    ),
)

_HEAD_LINES, _HEAD_LENGTH = 20, 1500
_QUICK = re.compile(r"密|份\s*号|内\s*部")


def refuse_marked(text: str, name: str, unseen: str = "") -> None:
    """Raise when the text carries a classification mark.

    Args:
        text: The decoded text.
        name: Of the file, for the error.
        unseen: Running headers and text boxes, which count as head.

    Raises:
        LuoshiError: ``classified``; it names the file and nothing else.
    """
    if is_marked(text) or (unseen and is_marked(unseen)):
        raise LuoshiError("classified", Place(file=name))


_WITHIN = re.compile(rf"{_GRADE}{_S}[★☆✩✭⭐]")
"""A grade with its star, which no sentence about secrecy has."""


def is_marked_entry(text: str) -> bool:
    """Return whether what somebody typed carries a mark, be it in the middle of a sentence."""
    return is_marked(text) or bool(_QUICK.search(text) and _WITHIN.search(fold_width(text)))


def is_marked(text: str) -> bool:
    """Return whether a text carries a classification mark."""
    if not _QUICK.search(text):
        return False
    folded = fold_width(text).replace("\u3000", " ")
    folded = re.sub(r"[\u200b-\u200f\u2060\ufeff\u00ad]", "", folded)
    head = _head(folded)
    return any(rule.pattern.search(head if rule.head_only else folded) for rule in MARK_RULES)


def _head(text: str) -> str:
    lines = [line for line in text[:_HEAD_LENGTH].split("\n") if line.strip()]
    return "\n".join(lines[:_HEAD_LINES])
