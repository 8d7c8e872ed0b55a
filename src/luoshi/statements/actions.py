"""What a plan says will be done: the special actions of its boxes and the measures of its outline.

A plan prints its actions in boxes (专栏N …行动计划) as numbered headings, as bulleted lines or as the rows
of a table; a plan without boxes names them in its headings (…行动, …工程). Words of a box are kept as
printed; an action on military matters is listed with the doubt ``military`` and is not to be linked.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from luoshi.documents.model import Block, Document, Heading, Table
from luoshi.statements.model import Action, Passage
from luoshi.statements.passages import passage_over, set_aside

_BOX = re.compile(r"专\s?栏\s*([一二三四五六七八九十\d]+)[：:]?\s*(.*)", re.DOTALL)
_DIGITS = re.compile(r"\d+")
_LABEL_WORD = re.compile(r"[^\d一二三四五六七八九十]+")
_NUMERALS = "零一二三四五六七八九十"
_CHILDREN = ("action", "item", "subitem", "section")


def read_actions(document: Document) -> list[Action]:
    """Return the special actions of a plan in reading order.

    Returns:
        The actions of its boxes; where a plan has none, the headings that name an action.
    """
    passages = set_aside(document)
    boxes = [heading for heading in document.outline if heading.kind == "box"]
    found = [action for box in boxes for action in _of_box(document, box, passages)]
    found += [action for table in document.tables for action in _of_table(document, table, passages)]
    if not boxes and not found:
        found = list(_of_headings(document, passages))
    return sorted(found, key=lambda action: action.start)


def read_measures(document: Document) -> list[Action]:
    """Return the numbered items of a plan's sections: what the prose says will be done.

    In a chapter of tasks (重点任务) of a plan without boxes, a section without headings of its own is one.
    ``box`` and ``box_title`` hold the number and title of the section, or of the chapter. Left out are
    items within boxes, those set aside and those of sections that look back or explain (发展基础, 重大意义).
    """
    passages = set_aside(document)
    measures = []
    parents = {heading.parent for heading in document.outline}
    boxed = any(heading.kind == "box" for heading in document.outline)
    for heading in document.outline:
        above = _above(document, heading, ("section", "chapter"))
        in_box = _above(document, heading, ("box",))
        if in_box or above is None:
            continue
        alone = not boxed and heading.index not in parents
        if not _is_item(heading, above) and not (alone and _is_task(heading, above)):
            continue
        looks_back = re.compile(_words()["measures"]["not_under"])
        if any(looks_back.search(one.title) for one in _all_above(document, heading)):
            continue
        if passage_over(passages, heading.start, heading.end) is None:
            measures.append(_from_heading(document, heading, above, _number(heading) or 0, passages))
    return measures


def _is_item(heading: Heading, above: Heading | None) -> bool:
    """Whether a heading is an item; below 第N节 the number 1. is a step further in than below （一）."""
    below_section = above is not None and heading.parent == above.index
    return heading.kind == "item" or (heading.kind == "subitem" and below_section)


def _is_task(heading: Heading, above: Heading) -> bool:
    """Tell whether a section stands right below a chapter of tasks (二、重点任务 / （一）改造老旧小区)."""
    below_chapter = heading.kind == "section" and heading.parent == above.index and above.kind == "chapter"
    return below_chapter and re.search(_words()["measures"]["tasks"], above.title) is not None


@cache
def _words() -> dict[str, Any]:
    text = resources.files("luoshi.statements").joinpath("data/actions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def line_rules() -> list[dict[str, Any]]:
    """Return the rules for the lines of a box: ``name``, ``pattern`` and ``examples``."""
    return list(_words()["line"])


def strength(name: str, text: str) -> str | None:
    """Return the strength of a promise by its own words: 确保, 达到, 力争, 争取 or 探索.

    Args:
        name: The action's name, which decides first.
        text: What follows it.
    """
    for words in (name, text):
        places = {
            level: match.start()
            for level, pattern in _words()["strength"].items()
            if (match := re.search(pattern, words))
        }
        if places:
            return str(min(places, key=lambda level: places[level]))
    return None


def _above(document: Document, heading: Heading, kinds: Sequence[str]) -> Heading | None:
    parent = heading.parent
    while parent is not None:
        above = document.outline[parent]
        if above.kind in kinds:
            return above
        parent = above.parent
    return None


def _all_above(document: Document, heading: Heading) -> Iterator[Heading]:
    while heading.parent is not None:
        heading = document.outline[heading.parent]
        yield heading


def _chapter(document: Document, heading: Heading) -> str | None:
    above = _above(document, heading, ("chapter",))
    if above is None:
        return None
    return f"{above.number}、{above.title}" if above.number and len(above.number) < 4 else above.title


def _number(heading: Heading) -> int | None:
    """Return the value of a heading's number."""
    printed = heading.number or ""
    if digits := _DIGITS.search(printed):
        return int(digits[0])
    word = printed.strip("（）()、. ")
    return _NUMERALS.index(word) if len(word) == 1 and word in _NUMERALS else None


def _of_box(document: Document, box: Heading, passages: Sequence[Passage]) -> Iterator[Action]:
    children = _children(document, box)
    if not children:
        yield from _of_lines(document, box, passages)
        return
    usual = _usual_word(children)
    expected = 1
    for child in children:
        number = _number(child) or expected
        doubts = [] if _word(child) == usual else ["label-differs"]
        doubts += [] if number == expected else ["number-out-of-order"]
        yield _from_heading(document, child, box, number, passages, tuple(doubts))
        expected = number + 1


def _children(document: Document, box: Heading) -> list[Heading]:
    """Return the headings of a box that count from one; items that go on after the box are not its own."""
    children = [h for h in document.outline if h.parent == box.index and h.kind in _CHILDREN]
    kinds = {child.kind for child in children}
    if "action" in kinds:
        return [child for child in children if child.kind == "action"]
    if not children or _number(children[0]) != 1:
        return []
    own: list[Heading] = []
    for child in children:
        if child.kind != children[0].kind or _number(child) != len(own) + 1:
            break
        own.append(child)
    return own


def _word(heading: Heading) -> str:
    match = _LABEL_WORD.match(heading.number or "")
    return match[0] if match else ""


def _usual_word(headings: Sequence[Heading]) -> str:
    words = [_word(heading) for heading in headings]
    return max(sorted(set(words)), key=words.count)


def _from_heading(
    document: Document,
    heading: Heading,
    box: Heading,
    number: int,
    passages: Sequence[Passage],
    doubts: tuple[str, ...] = (),
) -> Action:
    start, end = heading.start, _trimmed(document, heading.start, heading.body_end)
    return _action(
        document,
        box=(box.number or "", box.title),
        chapter=_chapter(document, box) if box.kind != "chapter" else f"{box.number}、{box.title}",
        number=number,
        name=heading.title,
        text=document.text[heading.end : end].strip(),
        span=(start, end),
        doubts=doubts,
        passages=passages,
    )


def _start(block: Block) -> int:
    return block.start


def _trimmed(document: Document, start: int, end: int) -> int:
    """Return where the words of a stretch end: captions of figures after it are not its own."""
    first, past = (bisect_left(document.blocks, at, key=_start) for at in (start, end))
    inner = list(document.blocks[first:past])
    while len(inner) > 1 and inner[-1].kind in ("caption", "table"):
        inner.pop()
    last = inner[-1].end if inner else end
    return start + len(document.text[start : min(end, last)].rstrip())


def _action(
    document: Document,
    *,
    box: tuple[str, str],
    chapter: str | None,
    number: int,
    name: str,
    text: str,
    span: tuple[int, int],
    doubts: tuple[str, ...] = (),
    passages: Sequence[Passage],
) -> Action:
    passage = passage_over(passages, *span)
    military = passage is not None and passage.reason == "military"
    start, end = document.raw_span(*span)
    return Action(
        box=box[0],
        box_title=box[1],
        chapter=chapter,
        number=number,
        name=name,
        text=text,
        start=start,
        end=end,
        strength=strength(name, text),
        doubts=(*doubts, "military") if military else doubts,
    )


def _of_lines(document: Document, box: Heading, passages: Sequence[Passage]) -> Iterator[Action]:
    """Read the lines of a box without headings; the first block that is no such line ends it."""
    number = 0
    for block in _body(document, box):
        words = document.text[block.start : block.end]
        match = _line(words)
        if match is None:
            if number:
                return
            continue
        number += 1
        yield _action(
            document,
            box=(box.number or "", box.title),
            chapter=_chapter(document, box),
            number=number,
            name=match["name"].strip(),
            text=match["text"].strip(),
            span=(block.start, block.end),
            passages=passages,
        )


def _body(document: Document, box: Heading) -> list[Block]:
    return [
        b for b in document.blocks if box.end <= b.start < box.body_end and b.kind in ("paragraph", "item")
    ]


def _line(words: str) -> re.Match[str] | None:
    for rule in line_rules():
        if match := re.fullmatch(rule["pattern"], words.strip(), re.DOTALL):
            return match
    return None


def _of_table(document: Document, table: Table, passages: Sequence[Passage]) -> Iterator[Action]:
    """Read a box printed as a table: its title in the first row, then name and text, or text alone."""
    title = next((text for row in table.rows[:1] for text in row if text.strip()), "")
    box = _BOX.fullmatch(title.strip())
    if box is None:
        return
    heading = document.heading_at(table.start)
    for row in range(1, len(table.rows)):
        cells = sorted((c for c in table.cells if c.row == row and c.text.strip()), key=lambda c: c.column)
        match = _line("：".join(cell.text.strip() for cell in cells)) if cells else None
        if match is not None:
            yield _action(
                document,
                box=(f"专栏{box[1]}", box[2].strip()),
                chapter=_chapter(document, heading) if heading else None,
                number=row,
                name=match["name"].strip(),
                text=match["text"].strip(),
                span=(cells[0].start, cells[-1].end),
                passages=passages,
            )


def _of_headings(document: Document, passages: Sequence[Passage]) -> Iterator[Action]:
    ends = re.compile(_words()["heading"]["pattern"])
    for heading in document.outline:
        above = _above(document, heading, ("chapter", "section", "title", "other"))
        named = heading.kind in ("section", "item", "subitem", "action") and heading.number
        if named and above is not None and (heading.kind == "action" or ends.search(heading.title)):
            yield _from_heading(document, heading, above, _number(heading) or 0, passages)
