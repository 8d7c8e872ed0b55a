"""The outline: headings by their Chinese numbers first, by the file's own marks second."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from luoshi.documents.composing import Composed
from luoshi.documents.model import Block, Heading, HeadingKind
from luoshi.documents.numbering import Label, read_label

_STOP = re.compile(r"[。：:]")
_RUN_IN_LENGTH = 60
_FLAT = 9
"""Depth of a heading that nothing but its shape marks."""

_SELF_CONTAINED = frozenset(("figure", "table"))


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading before it has its place in the tree."""

    kind: HeadingKind
    rank: int | None
    depth: int
    number: str | None
    title: str
    start: int
    end: int
    body_end: int | None = None


def outline(composed: Composed) -> tuple[Heading, ...]:
    """Return the headings in order, each with its parent and the end of what it governs."""
    return _tree(_retitled(list(_find(composed))), len(composed.text))


def _find(composed: Composed) -> Iterator[_Found]:
    blocks = composed.blocks
    for i, (block, part) in enumerate(zip(blocks, composed.parts, strict=True)):
        if block.kind == "table":
            continue
        text = composed.text[block.start : block.end]
        label = read_label(text)
        below = blocks[i + 1] if i + 1 < len(blocks) else None
        if label and (found := _numbered(text, block, label, part.depth, part.heading)):
            names_table = found.body_end and below is not None and below.table is not None
            yield replace(found, body_end=below.end) if names_table and below else found
        elif part.heading and text.strip("。：: "):
            yield _unnumbered(text, block, part.depth, below)


def _numbered(text: str, block: Block, label: Label, depth: int | None, alone: bool) -> _Found | None:
    stop = _STOP.search(text, label.end)
    own_line = alone or block.kind == "caption"
    cut = len(text) if own_line or stop is None else stop.end()
    if cut > label.end + _RUN_IN_LENGTH and not own_line:
        return None
    if not own_line and stop is None and len(text) > _RUN_IN_LENGTH:
        return None
    title = text[label.end : cut].strip().rstrip("。：:").strip()
    if not title and label.rule.name != "annex":
        return None
    return _Found(
        label.rule.kind,
        label.rule.rank,
        depth or _FLAT,
        label.printed,
        title or label.printed,
        block.start,
        block.start + cut,
        block.end if label.rule.name in _SELF_CONTAINED else None,
    )


def _unnumbered(text: str, block: Block, depth: int | None, below: Block | None) -> _Found:
    ends = below.end if depth is None and below is not None and below.table is not None else None
    title = text.strip().rstrip("。：: ")
    return _Found("other", None, depth or _FLAT, None, title, block.start, block.end, ends)


def _retitled(found: list[_Found]) -> list[_Found]:
    """Name the title, and shift the kinds down where the document counts in 章 and 节."""
    words = {h.number[-1] for h in found if h.rank in (20, 30) and h.number}
    shift = len(words & {"章", "节"})
    order: tuple[HeadingKind, ...] = ("chapter", "section", "item", "subitem")
    if shift:
        found = [
            replace(h, kind=order[min(order.index(h.kind) + shift, 3)])
            if h.kind in order and h.rank is not None and 40 <= h.rank <= 80
            else h
            for h in found
        ]
    return _with_title(found)


def _with_title(found: list[_Found]) -> list[_Found]:
    """The first unnumbered heading is the title if it is the only one of its depth and stands first."""
    first = next(
        (i for i, h in enumerate(found) if h.body_end is None and (h.rank is None or h.depth < _FLAT)), None
    )
    if first is None or found[first].rank is not None:
        return found
    candidates = [i for i, h in enumerate(found[: first + 4]) if h.rank is None and h.body_end is None]
    best = min(candidates, key=lambda i: found[i].depth)
    depth = found[best].depth
    same = sum(1 for h in found if h.rank is None and h.depth == depth)
    opens = depth == _FLAT and best == 0 and found[best].start == 0
    if opens or (depth < _FLAT and (same == 1 or depth == 1)):
        found[best] = replace(found[best], kind="title")
    return found


def _tree(found: list[_Found], length: int) -> tuple[Heading, ...]:
    headings: list[Heading] = []
    open_: list[int] = []
    ends = [h.body_end or length for h in found]
    for i, new in enumerate(found):
        if new.body_end is None:
            keep = _kept(new, [found[j] for j in open_])
            for j in open_[keep:]:
                ends[j] = new.start
            del open_[keep:]
        parent = open_[-1] if open_ else None
        headings.append(
            Heading(
                index=i,
                kind=new.kind,
                number=new.number,
                title=new.title,
                start=new.start,
                end=new.end,
                parent=parent,
                body_end=length,
            )
        )
        if new.body_end is None:
            open_.append(i)
    return tuple(replace(h, body_end=end) for h, end in zip(headings, ends, strict=True))


def _kept(new: _Found, open_: Sequence[_Found]) -> int:
    """Return how many of the open headings stay open above a new one."""
    if new.kind == "title":
        return 0
    for i, above in enumerate(open_):
        if above.kind != "title" and _closes(new, above, open_[:i]) and not _listed_under(new, open_[i:]):
            return i
    return len(open_)


def _listed_under(new: _Found, open_: Sequence[_Found]) -> bool:
    """Whether a number begins, or goes on with, a list of its own below a special action: 1., 2., 3."""
    action, *below = open_
    if action.kind != "action" or new.kind == "action" or not (new.number or "").isdecimal():
        return False
    last = below[0].number if below else "0"
    return bool(last and last.isdecimal() and int(new.number or 0) == int(last) + 1)


def _closes(new: _Found, above: _Found, outer: Sequence[_Found]) -> bool:
    if new.rank is not None and above.rank is not None:
        return above.rank >= new.rank
    if new.rank is None and above.rank is None:
        return above.depth >= new.depth
    if new.rank is not None:
        return _number_closes_mark(new, above, outer)
    return above.depth >= new.depth if new.depth < _FLAT else (above.rank or 0) >= 60


def _number_closes_mark(new: _Found, above: _Found, outer: Sequence[_Found]) -> bool:
    """Whether a numbered heading ends what an unnumbered one governs."""
    if any(h.rank is not None and h.rank <= (new.rank or 0) for h in outer):
        return True
    if new.depth < _FLAT and above.depth < _FLAT:
        return new.depth <= above.depth
    return new.kind == "chapter" and above.depth == _FLAT
