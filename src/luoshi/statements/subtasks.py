"""The parts of a task that its document lists under it: 分项, 子任务.

A list is told by its form: headings below the task's heading, lines with bullets or dashes, marks that
count from one inside the task's words (一是…；二是…, 第一，…, 首先…其次…, （1）…（2）…, ①…②…), or the
clauses of one sentence behind a lead that announces them (重点抓好以下工作：…；…。). A mark that does not go
on counting ends the list; one mark alone makes none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.documents.model import Block, Document, Heading
from luoshi.statements.duties import OFFICES
from luoshi.statements.model import Action

_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BEFORE = r"(?:(?<=[。；;：:，,\s])|^)"
_ORDER = {"首先": 1, "一方面": 1, "其次": 2, "另一方面": 2, "再次": 3, "最后": 0}
"""Words that count, with their number; 0: whichever comes next."""
_LETTERS = "abcdefghij"
_MARKS = (
    re.compile(rf"{_BEFORE}(?P<number>[一二三四五六七八九十])是(?!否)"),
    re.compile(rf"{_BEFORE}(?P<number>[一二三四五六七八九十])要"),
    re.compile(rf"{_BEFORE}第(?P<number>[一二三四五六七八九十])步?[，,]"),
    re.compile(rf"{_BEFORE}其(?P<number>[一二三四五六七八九十])[，,]"),
    re.compile(rf"{_BEFORE}(?P<number>[a-j])[.．、)）]"),
    re.compile(rf"{_BEFORE}(?P<number>首先|其次|再次|最后)[，,]"),
    re.compile(rf"{_BEFORE}(?P<number>一方面|另一方面)[，,]"),
    re.compile(r"[（(](?P<number>[一二三四五六七八九十]|\d{1,2})[)）]"),
    re.compile(rf"(?P<number>[{_CIRCLED}])"),
    re.compile(r"(?:(?<=\n)|^)\s{0,8}(?P<number>\d{1,2})(?:[.．](?!\d)|、)"),
)
"""一是…, 一要…, 第一，…, 首先，…, 一方面，…, （1）…, ①…, 1. at the beginning of a line."""
_UNTITLED = re.compile(r".{1,4}[是要，,]", re.DOTALL)
_COLON = re.compile(r"[：:]")
"""A mark that is part of the sentence: what follows it has no title."""
_DASH = re.compile(r"(?:(?<=[\n。；;）)])|^)\s{0,8}——\s{0,8}")
_BRACKETS = re.compile(r"[（(][^（）()\n]{0,300}[)）]|“[^“”\n]{0,60}”")
_SENTENCE = re.compile(r"(?:[^。\n]|(?<=[；;：:])\n)+")
_LEAD = re.compile(
    r"(?:以下|下列|如下|具体|主要|重点|包括|着力|任务|工作|举措|措施|内容|事项|项目|工程|方面|做到|抓好|实施)"
    r"[^：:。；;\n]{0,30}[：:]"
)
"""Words that announce a list: 重点抓好以下工作：, 具体包括：."""
_COUNT = re.compile(r"(?P<number>[两二三四五六七八九十]|\d{1,2})[个项大条类]")
_PARALLEL, _SAME = 3, 2
"""Clauses of a sentence that begin with the same characters, and how many of these: they make a list."""
_SHORTEST = 4
"""Characters of a clause between two 、 that may be a part."""
_BULLET = re.compile(r"\s*(?:[-*•·●○◆■▪]|——)\s*")
_NAMED = re.compile(r"(?P<name>[^。：:；;，,\n（(]{2,24})[。：:]\s*(?P<text>\S.*)", re.DOTALL)
_DUTY = re.compile(
    r"(?<!\s)\s*(?:[（(][^（）()\n]{0,300}(?:牵头|负责|责任|配合)[^（）()\n]{0,300}[)）]"
    rf"|(?:(?<=。)|^){OFFICES}"
    r"|(?<=[。\s])(?:牵头|责任|主责|主办|实施|落实|承办|配合)(?:责任)?(?:单位|部门)\s{0,4}[:：][^。\n]{2,300})\s*$"
)
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
    text = document.text
    return _marked(text, start, end) or _dashed(text, start, end) or _announced(text, start, end)


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
    runs = [run for run in runs if len(run) >= _FEWEST]
    if not runs:
        return []
    marks = min(runs, key=lambda run: run[0].start())
    titled = not _UNTITLED.fullmatch(marks[0][0])
    stops = [*(mark.start() for mark in marks[1:]), _last(text, marks, end)]
    return [
        _split(text, mark.end(), stop) if titled else _listed(text, None, mark.end(), mark.end(), stop)
        for mark, stop in zip(marks, stops, strict=True)
    ]


def _run(marks: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the first marks that count from one."""
    found: list[re.Match[str]] = []
    for mark in marks:
        if _value(mark["number"]) in (len(found) + 1, 0 if found else 1):
            found.append(mark)
    return found


def _value(number: str) -> int:
    if number in _ORDER:
        return _ORDER[number]
    if number == "两":
        return 2
    for signs in (_NUMERALS, _CIRCLED, _LETTERS):
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


def _dashed(text: str, start: int, end: int) -> list[Listed]:
    """Return the lines that begin with a dash."""
    marks = list(_DASH.finditer(text, start, end))
    if len(marks) < _FEWEST:
        return []
    stops = [*(mark.start() for mark in marks[1:]), _last(text, marks, end)]
    return [_split(text, mark.end(), stop) for mark, stop in zip(marks, stops, strict=True)]


def _announced(text: str, start: int, end: int) -> list[Listed]:
    """Return the clauses of the first sentence that lists something; brackets and quotations are not cut."""
    shown = _BRACKETS.sub(lambda match: "□" * len(match[0]), text[start:end])
    for sentence in _SENTENCE.finditer(shown):
        lead = _LEAD.search(shown, *sentence.span()) or _COLON.search(shown, *sentence.span())
        if lead:
            counted = _COUNT.search(text, start + sentence.start(), start + lead.end())
            fewest = _FEWEST if len(lead[0]) > 1 else _PARALLEL
            found = _after(shown, lead.end(), sentence.end(), fewest, counted and counted["number"])
        else:
            found = _parallel(shown, *sentence.span())
        if found:
            return [
                _split(text, start + first, start + last)
                if lead
                else _listed(text, None, start + first, start + first, start + last)
                for first, last in found
            ]
    return []


def _after(shown: str, start: int, end: int, fewest: int, counted: str | None) -> list[tuple[int, int]]:
    """Return the clauses behind a lead; without a semicolon as many as it counts (“四个一”：…、…、…、…)."""
    clauses = _cut(shown, start, end, "；;")
    if len(clauses) >= fewest:
        return clauses
    clauses = _cut(shown, start, end, "、")
    several = len(clauses) >= _FEWEST and counted is not None and _value(counted) == len(clauses)
    return clauses if several and all(last - first >= _SHORTEST for first, last in clauses) else []


def _parallel(shown: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the clauses of a sentence that all begin alike (实施…；实施…；实施…)."""
    clauses = _cut(shown, start, end, "；;")
    heads = {shown[first : first + _SAME] for first, _ in clauses}
    return clauses if len(clauses) >= _PARALLEL and len(heads) == 1 else []


def _cut(shown: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    """Return the stretches between marks, without blanks around them."""
    found, first = [], start
    for at in [*(place for place in range(start, end) if shown[place] in marks), end]:
        words = shown[first:at]
        if words.strip():
            found.append((first + len(words) - len(words.lstrip()), first + len(words.rstrip())))
        first = at + 1
    return found


def _split(text: str, start: int, end: int) -> Listed:
    """Return a part whose title stands before its first stop or colon, if it is short."""
    named = _NAMED.fullmatch(text, start, end)
    if named is None:
        return _listed(text, None, start, start, end)
    return _listed(text, named["name"].strip(), named.start("text"), start, end)


def _listed(text: str, name: str | None, body: int, start: int, end: int) -> Listed:
    words = _without_duty(text[body:end])
    if not words and name:
        return Listed(name=None, text=_without_duty(name), start=start, end=end)
    return Listed(name=name, text=words, start=start, end=end)


def _without_duty(words: str) -> str:
    return _DUTY.sub("", words.rstrip(_ENDS)).strip(_ENDS)


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
