"""A text is cut into its printed lines, and each is asked what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from luoshi.documents import furniture
from luoshi.documents.folding import WIDE
from luoshi.documents.numbering import Label, read_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line without its markers.

    Attributes:
        start, end: Raw span of its words.
        text: Its words, width folded.
        depth: Number of ``#`` before it, or of its heading style.
        bullet: Whether a list mark stands before it.
        indented: Whether it starts further right than a running line.
        gap: Blank lines before it.
        marked: Whether a page mark stands between it and the line before.
        label: The number it starts with.
        bold: Whether all of it is emphasised.
        cut: Whether a page mark cuts it off.
        full: Whether it reaches the right edge (known for text with geometry or hard line ends).
        page: Page it stands on, where known.
        whole: Whether the file itself says that a paragraph begins here; ``None`` where it does not say.
        begins: Whether it starts where the paragraphs of the file start; ``None`` where that is not known.
        note: Whether it begins a note at the foot of the page or goes on with one.
    """

    start: int
    end: int
    text: str
    depth: int | None = None
    bullet: bool = False
    indented: bool = False
    gap: int = 0
    marked: bool = False
    label: Label | None = None
    bold: bool = False
    full: bool | None = None
    cut: bool = False
    page: int | None = None
    whole: bool | None = None
    begins: bool | None = None
    note: Literal["begins", "goes on"] | None = None


_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(
    r"(?P<indent>[ \t\u3000\ufeff]*)"
    r"(?:(?P<hash>#{1,6})(?=[ \t\u3000*]|[^#\s\d])[ \t\u3000]*|(?:>[ \t]?)+)?"
    r"(?P<bullet>(?:[-+*][ \t\u3000]+"
    r"|(?:[●■◆▪▶►▸○◇□★☆•·‣✔✓☑✅➤➢❖]|\d(?=\ufe0f?\u20e3))[\ufe0f\u20e3]{0,2}[ \t\u3000]*)(?=\S))?"
)
_WORDS = re.compile(r"[^\s*_\\\u200b-\u200f\ufeff\u2060]")
_INDENT = re.compile(r"(?<=\S)\u3000{2,}(?=\S)")
_RUNNING_LENGTH = 60
"""A longer line may hold several paragraphs; in a shorter one ideographic spaces set words apart."""
_BARE_LABEL = re.compile(r"\S{0,8}[章节篇编]|专栏\S{1,3}|[图表]\s?\d+|附[件表]\d*|\S")


def cut(folded: str) -> list[Line]:
    """Return the lines that carry words, page marks and other furniture taken out."""
    lines: list[Line] = []
    gap, marked = 0, False
    last = 0
    for match in _LINE.finditer(folded):
        gap += max(folded.count("\n", last, match.start()) - (1 if last else 0), 0)
        last = match.end()
        text = match[0].strip()
        if not text:
            continue
        if furniture.is_page_mark(text):
            marked = True
        elif not furniture.is_furniture(text) and _WORDS.search(text):
            for line in _sublines(match[0], match.start()):
                cropped, tail = _without_page_mark(line)
                if not _WORDS.search(cropped.text):
                    continue
                lines.append(_labelled(replace(cropped, gap=gap, marked=marked or cropped.marked)))
                gap, marked = 0, tail
    return _without_bare_numbers(lines)


def _sublines(text: str, offset: int) -> Iterator[Line]:
    """Cut at runs of ideographic spaces, which some files have in place of line ends."""
    begin = 0
    for match in _INDENT.finditer(text) if len(text) > _RUNNING_LENGTH else ():
        if not _BARE_LABEL.fullmatch(text[begin : match.start()].strip()):
            yield _line(text[begin : match.start()], offset + begin, begin > 0)
            begin = match.start()
    yield _line(text[begin:], offset + begin, begin > 0)


def _line(text: str, offset: int, inner: bool) -> Line:
    marker = _MARKER.match(text)
    assert marker is not None
    body = text[marker.end() :].rstrip()
    plain = body.strip("*_ ")
    hashes = marker["hash"]
    return Line(
        start=offset + marker.end(),
        end=offset + marker.end() + len(body),
        text=body,
        depth=len(hashes) if hashes else None,
        bullet=marker["bullet"] is not None,
        indented=inner or len(marker["indent"].replace("\ufeff", "")) >= 2,
        bold=body.startswith("**") and body.endswith("**") and "**" not in plain and len(plain) > 1,
    )


def marked_line(text: str, offset: int) -> Line:
    """Return the line of a paragraph that starts at an offset, its markers and its number read."""
    return _labelled(_line(text, offset, False))


def _labelled(line: Line) -> Line:
    text = line.text.lstrip("*_ ").replace("\\", "")
    label = read_label(text)
    return replace(line, label=label) if label else line


_MARK_LENGTH = 20


def _without_page_mark(line: Line) -> tuple[Line, bool]:
    """Cut a page mark off the line's ends; tell whether its tail had one."""
    if line.text.startswith("—") and (head := furniture.HEAD_PAGE_MARK.match(line.text)):
        line = replace(line, start=line.start + head.end(), text=line.text[head.end() :], marked=True)
    if line.text.endswith("—") and (tail := furniture.TAIL_PAGE_MARK.search(line.text[-_MARK_LENGTH:])):
        cut_at = max(len(line.text) - _MARK_LENGTH, 0) + tail.start()
        if cut_at and line.text[cut_at - 1] not in "。！？":
            return replace(line, end=line.start + cut_at, text=line.text[:cut_at], cut=True), True
    return line, False


def _without_bare_numbers(lines: list[Line]) -> list[Line]:
    """Drop lines that hold only a number when together they count pages."""
    bare = [i for i, line in enumerate(lines) if furniture.BARE_NUMBER.fullmatch(line.text)]
    numbers = [int(lines[i].text) for i in bare]
    if len(bare) < 2 or any(not 1 <= b - a <= 3 for a, b in pairwise(numbers)):
        return lines
    gone = set(bare)
    return [
        replace(line, marked=True) if i - 1 in gone else line for i, line in enumerate(lines) if i not in gone
    ]


_FINISHED = re.compile(r"(?:[。！？!?；;：:…]|(?<![0-9])\.|^\W*[0-9]{1,3}\.)[”’）)】》\"'*\s]*$")
_SENTENCE = re.compile(r"[。！？；!?;]")
_OPEN_END = re.compile(r"[，、,（(“《—\-]\**$")
_LETTERS = re.compile(rf"[{WIDE}A-Za-z]")


def finished(line: Line) -> bool:
    """Return whether the line's last words end a sentence."""
    return _FINISHED.search(line.text) is not None


HEADING_LENGTH = 40
_MOST_CLAUSES = 2
_CLAUSE = re.compile("[，,]")


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("《》", "“”", "（）", "()", "「」"))


def looks_like_heading(line: Line) -> bool:
    """Return whether a line without a mark could be a heading: short, one phrase, no closing stop.

    Example: ``营商环境新面貌``; ``开门迎客，做强“会展江川”``.
    """
    text = line.text.strip("*_ ")
    if not 2 <= len(text) <= HEADING_LENGTH or line.bullet:
        return False
    if len(_CLAUSE.findall(text)) > _MOST_CLAUSES:
        return False
    if _SENTENCE.search(text) or finished(line) or _OPEN_END.search(text) or line.cut or not _balanced(text):
        return False
    return len(_LETTERS.findall(text)) * 2 > len(text) and not furniture.is_credit(text)
