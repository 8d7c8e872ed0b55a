"""The parts of a task that its document lists under it: 分项, 子任务.

A list is told by its form: headings below the task's heading, lines with bullets, or marks that count from
one inside the task's words (一是…；二是…, （1）…（2）…, ①…②…). A mark that does not go on counting ends the
list; one mark alone makes none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.documents.model import Block, Document, Heading
from luoshi.statements.model import Action

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARKS = (
    re.compile(r"(?:(?<=[。；;：:，,\s])|^)(?P<number>[一二三四五六七八九十])是(?!否)"),
    re.compile(r"[（(](?P<number>[一二三四五六七八九十]|\d{1,2})[)）]"),
    re.compile(rf"(?P<number>[{_CIRCLED}])"),
    re.compile(r"(?:(?<=\n)|^)\s{0,8}(?P<number>\d{1,2})(?:[.．](?!\d)|、)"),
)
"""一是…；二是…, （1）…, ①…, 1. at the beginning of a line."""
_BULLET = re.compile(r"\s*(?:[-*•·●○◆■▪]|——)\s*")
_NAMED = re.compile(r"(?P<name>[^。：:；;，,\n（(]{2,24})[。：:]\s*(?P<text>\S.*)", re.DOTALL)
_DUTY = re.compile(r"(?<!\s)\s*[（(][^（）()\n]{0,300}(?:牵头|负责|责任|配合)[^（）()\n]{0,300}[)）]\s*$")
_ENDS = " \n；;。，,"
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A part of a task.

    Attributes:
        name: Its title, ``None`` where it has none.
        text: Its words below the title.
        start, end: Clean span.
    """

    name: str | None
    text: str
    start: int
    end: int


def parts_of(document: Document, action: Action) -> list[Listed]:
    """Return the parts that a document lists under a task, in reading order; none where it lists none."""
    start, end = (bisect_left(document.raw_offsets, one) for one in (action.start, action.end))
    for found in (_headings(document, start, end), _bullets(document, start, end)):
        if len(found) >= _FEWEST:
            return found
    return _marked(document.text, start, end)


def _start(one: Block | Heading) -> int:
    return one.start


def _headings(document: Document, start: int, end: int) -> list[Listed]:
    first, last = (bisect_left(document.outline, at, key=_start) for at in (start, end))
    inside = document.outline[first:last]
    if not inside or inside[0].start != start:
        return []
    below = [one for one in inside if one.parent == inside[0].index and one.end <= end]
    return [_listed(document.text, one.title, one.end, one.start, min(one.body_end, end)) for one in below]


def _bullets(document: Document, start: int, end: int) -> list[Listed]:
    found = []
    first, last = (bisect_left(document.blocks, at, key=_start) for at in (start + 1, end))
    for block in document.blocks[first:last]:
        if block.kind == "item" and block.end <= end:
            words = document.text[block.start : block.end]
            mark = _BULLET.match(words)
            found.append(_split(document.text, block.start + (mark.end() if mark else 0), block.end))
    return found


def _marked(text: str, start: int, end: int) -> list[Listed]:
    runs = [_run(list(pattern.finditer(text, start, end))) for pattern in _MARKS]
    marks = max(runs, key=len)
    if len(marks) < _FEWEST:
        return []
    titled = not marks[0][0].endswith("是")
    stops = [*(mark.start() for mark in marks[1:]), _last(text, marks, end)]
    return [
        _split(text, mark.end(), stop) if titled else _listed(text, None, mark.end(), mark.end(), stop)
        for mark, stop in zip(marks, stops, strict=True)
    ]


def _run(marks: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the first marks that count from one."""
    found: list[re.Match[str]] = []
    for mark in marks:
        if _value(mark["number"]) == len(found) + 1:
            found.append(mark)
    return found


def _value(number: str) -> int:
    for signs in (_NUMERALS, _CIRCLED):
        if number in signs:
            return signs.index(number) + 1
    return int(number)


def _last(text: str, marks: Sequence[re.Match[str]], end: int) -> int:
    """Return where the last part of a list ends.

    It is the end of its line; of its sentence where the parts before it are parts of one sentence.
    """
    line = text.find("\n", marks[-1].end(), end)
    stop = line if line >= 0 else end
    before = text[marks[0].end() : marks[-1].start()]
    full = text.find("。", marks[-1].end(), stop)
    return full + 1 if full >= 0 and "。" not in before else stop


def _split(text: str, start: int, end: int) -> Listed:
    """Return a part whose title stands before its first stop or colon, if it is short."""
    named = _NAMED.fullmatch(text, start, end)
    if named is None:
        return _listed(text, None, start, start, end)
    return _listed(text, named["name"].strip(), named.start("text"), start, end)


def _listed(text: str, name: str | None, body: int, start: int, end: int) -> Listed:
    words = _DUTY.sub("", text[body:end]).strip(_ENDS)
    if not words and name:
        return Listed(name=None, text=name, start=start, end=end)
    return Listed(name=name, text=words, start=start, end=end)


def rows_of(columns: Sequence[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, int]]:
    """Yield the rows of a task table that belong together: those whose task stands only in the first.

    Args:
        columns: Number of each row with its words of the columns of tasks, the task's own first.
    """
    first: int | None = None
    last = 0
    for number, words in columns:
        goes_on = first is not None and not words[0] and any(words[1:])
        if not goes_on:
            if first is not None:
                yield first, last
            first = number
        last = number
    if first is not None:
        yield first, last
