"""Word files: paragraphs with their styles and printed numbers, tables with merged cells.

A note follows the paragraph or table that refers to it. Running headers, footers, text boxes and deleted text
are not part of the raw text; headers, footers and text boxes are shown to the door, which looks for
classification marks.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.oxml.ns import qn
from lxml import etree

from luoshi.documents.draft import Draft
from luoshi.documents.flow import Flow
from luoshi.documents.packages import OLE, Package
from luoshi.documents.readers.word_numbers import Numbers, read_numbers
from luoshi.errors import LuoshiError, Place

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN_PART = "word/document.xml"
_MOST_COLUMNS = 200

_TEXT, _TAB, _BREAKS = qn("w:t"), qn("w:tab"), (qn("w:br"), qn("w:cr"))
_HYPHEN = qn("w:noBreakHyphen")
_SKIPPED = frozenset(
    qn(name) for name in ("w:txbxContent", "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:object")
)
_REFERENCES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"title|标题|文件标题|大标题", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)?", re.IGNORECASE)

_Element = Any


def read(data: bytes, name: str, media_type: str, *, limit_bytes: float) -> Draft:
    """Return the draft of a Word file.

    Args:
        data: The file.
        name: Its name, for errors.
        media_type: Passed on.
        limit_bytes: Largest size; its unpacked parts may be ten times as large.

    Raises:
        LuoshiError: ``file-encrypted``, ``format-unknown`` (the old .doc), ``file-truncated``,
            ``file-too-large``, ``file-unreadable`` or ``no-text``.
    """
    place = Place(file=name)
    _check_container(data, place, limit_bytes)
    try:
        file = open_docx(io.BytesIO(data))
        reader = _Reader(file)
        reader.blocks(file.element.body)
        unseen = _unseen(file)
    except LuoshiError:
        raise
    except Exception as error:  # python-docx raises whatever a broken package leads it to
        raise LuoshiError("file-unreadable", place, reason=type(error).__name__) from None
    return reader.flow.draft(media_type, unseen=unseen)


def _check_container(data: bytes, place: Place, limit_bytes: float) -> None:
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise LuoshiError("file-encrypted", place)
        raise LuoshiError("format-unknown", place, kind=".doc")
    package = Package(data, place, "docx", limit_bytes)
    if _MAIN_PART not in package.names:
        raise LuoshiError("file-unreadable", place, reason=f"docx: {_MAIN_PART}")
    package.check_xml()


class _Reader:
    """Walks the body and writes down what it finds."""

    def __init__(self, file: Any) -> None:
        self.flow = Flow()
        self._styles = {style.style_id: style for style in file.styles if style.style_id}
        self._numbers: Numbers = read_numbers(_numbering(file))
        self._notes = _notes(file)

    def blocks(self, body: _Element) -> None:
        """Write down the paragraphs and tables of a body or of a cell that stands for one."""
        for child in body.iterchildren():
            if child.tag == qn("w:p"):
                self._paragraph(child)
                self._write_notes(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
                self._write_notes(child)
            elif child.tag == qn("w:sdt"):
                content = child.find(qn("w:sdtContent"))
                if content is not None and not _is_contents(child):
                    self.blocks(content)
            elif child.tag in (qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
                self.blocks(child)

    def _paragraph(self, element: _Element) -> None:
        text = _text(element)
        if not text.strip():
            return
        style = self._style(element)
        names = [one.name or "" for one in style]
        if any(_CONTENTS_STYLE.fullmatch(name) for name in names[:1]):
            return
        depth = _depth(names, [one.element for one in style], element)
        label, bullet = self._label(element, [one.element for one in style])
        bullet = bullet or any("bullet" in name.lower() or "项目符号" in name for name in names[:1])
        words = f"{label}{text.lstrip()}" if label else text
        self.flow.paragraph(words, depth=depth, bullet=bullet and not depth, bold=_all_bold(element))

    def _write_notes(self, element: _Element) -> None:
        """Write down the notes that an element refers to, each once."""
        for reference in element.iter(*_REFERENCES):
            for text in self._notes.pop((reference.tag, reference.get(qn("w:id"))), ()):
                self.flow.paragraph(text)

    def _style(self, element: _Element) -> list[Any]:
        """Return the paragraph's style and those it is based on."""
        properties = element.find(qn("w:pPr"))
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        style = self._styles.get(named.get(qn("w:val"))) if named is not None else None
        chain: list[Any] = []
        while style is not None and len(chain) < 10:
            chain.append(style)
            style = getattr(style, "base_style", None)
        return chain

    def _label(self, element: _Element, styles: list[_Element]) -> tuple[str | None, bool]:
        """Return the number printed before a paragraph, and whether it is a mere list mark."""
        number_id, level = None, None
        for owner in (element, *styles):
            properties = owner.find(qn("w:pPr"))
            found = properties.find(qn("w:numPr")) if properties is not None else None
            if found is None:
                continue
            number_id = number_id or _attribute(found, "w:numId")
            level = level or _attribute(found, "w:ilvl")
        if number_id in (None, "0"):
            return None, False
        at = int(level) if level and level.isdecimal() else 0
        label = self._numbers.label(str(number_id), at)
        return label, self._numbers.is_bullet(str(number_id), at)

    def _table(self, table: _Element) -> None:
        rows = [_cells(row) for row in _children(table, "w:tr")]
        widest = max((sum(span for _, span, _ in row) for row in rows), default=0)
        if widest <= 1:
            for row in rows:
                for cell, _, _ in row:
                    self.blocks(cell)
        elif any(_cell_text(cell).strip() for row in rows for cell, _, _ in row):
            self.flow.table(_spread(rows))


def _children(parent: _Element, name: str) -> Iterator[_Element]:
    """Yield the children of a name, also those inside content controls and insertions."""
    for child in parent.iterchildren():
        if child.tag == qn(name):
            yield child
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _children(content, name)
        elif child.tag in (qn("w:ins"), qn("w:customXml")):
            yield from _children(child, name)


def _cells(row: _Element) -> list[tuple[_Element, int, str | None]]:
    """Return the cells of a row with their column span and their part in a vertical merge."""
    cells = []
    for cell in _children(row, "w:tc"):
        properties = cell.find(qn("w:tcPr"))
        span, merge = 1, None
        if properties is not None:
            text = _attribute(properties, "w:gridSpan")
            span = min(int(text), _MOST_COLUMNS) if text and text.isdecimal() and len(text) < 6 else 1
            merged = properties.find(qn("w:vMerge"))
            if merged is not None:
                merge = merged.get(qn("w:val")) or "continue"
        cells.append((cell, max(span, 1), merge))
    return cells


def _spread(rows: list[list[tuple[_Element, int, str | None]]]) -> list[list[tuple[str, int, int] | None]]:
    """Return the full grid, ``None`` where a merged cell reaches."""
    grid: list[list[tuple[str, int, int] | None]] = []
    owners: dict[int, tuple[int, int]] = {}
    for r, row in enumerate(rows):
        line: list[tuple[str, int, int] | None] = []
        for cell, span, merge in row:
            at = len(line)
            owner = owners.get(at)
            if merge == "continue" and owner is not None:
                top = grid[owner[0]][owner[1]]
                assert top is not None
                grid[owner[0]][owner[1]] = (top[0], r - owner[0] + 1, top[2])
                line += [None] * span
                continue
            line += [(_cell_text(cell), 1, span), *[None] * (span - 1)]
            owners.pop(at, None)
            if merge == "restart":
                owners[at] = (r, at)
        grid.append(line)
    return grid


def _cell_text(cell: _Element) -> str:
    lines = (_text(one).strip() for one in cell.iter(qn("w:p")))
    return "\n".join(line for line in lines if line)


def _text(element: _Element) -> str:
    """Return the text of a paragraph as printed: insertions kept, deletions and boxes left out."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED or not isinstance(node.tag, str):
            continue
        if node.tag == _TEXT:
            parts.append(node.text or "")
        elif node.tag == _TAB:
            parts.append("\u3000" if not parts else " ")
        elif node.tag in _BREAKS:
            parts.append("" if node.get(qn("w:type")) == "page" else "\n")
        elif node.tag == _HYPHEN:
            parts.append("-")
        stack.extend(reversed(node))
    return "".join(parts)


def _depth(names: list[str], styles: list[_Element], element: _Element) -> int | None:
    """Return how deep a paragraph's style or outline level marks it as a heading."""
    for name in names:
        if match := _HEADING_STYLE.match(name):
            return int(match[1]) + 1
    if names and _TITLE_STYLE.fullmatch(names[0]):
        return 1
    for owner in (element, *styles):
        properties = owner.find(qn("w:pPr"))
        level = _attribute(properties, "w:outlineLvl") if properties is not None else None
        if level and level.isdecimal() and int(level) < 9:
            return int(level) + 2
    return None


def _all_bold(element: _Element) -> bool:
    runs = [
        run for run in element.iter(qn("w:r")) if any((one.text or "").strip() for one in run.iter(_TEXT))
    ]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: _Element) -> bool:
    properties = run.find(qn("w:rPr"))
    bold = properties.find(qn("w:b")) if properties is not None else None
    return bold is not None and bold.get(qn("w:val")) not in ("0", "false", "off")


def _attribute(parent: _Element, name: str) -> str | None:
    child = parent.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _is_contents(control: _Element) -> bool:
    gallery = control.find(f".//{qn('w:docPartGallery')}")
    return gallery is not None and "Contents" in (gallery.get(qn("w:val")) or "")


def _numbering(file: Any) -> _Element | None:
    try:
        return file.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return None


def _notes(file: Any) -> dict[tuple[str, str | None], list[str]]:
    """Return the paragraphs of the notes at the foot and at the end, by what refers to them."""
    notes: dict[tuple[str, str | None], list[str]] = {}
    for kind, reference in zip(("footnote", "endnote"), _REFERENCES, strict=True):
        for root in _parts(file, f"/{kind}s"):
            for note in root.iter(qn(f"w:{kind}")):
                texts = (_text(one).strip() for one in note.iter(qn("w:p")))
                notes[reference, note.get(qn("w:id"))] = [text for text in texts if text]
    return notes


def _parts(file: Any, *kinds: str) -> Iterator[_Element]:
    for relation in file.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(kinds):
            yield etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))


def _unseen(file: Any) -> str:
    """Return the text of running headers, footers and text boxes."""
    roots = [box for box in file.element.body.iter(qn("w:txbxContent"))]
    roots += _parts(file, "/header", "/footer")
    return "\n".join(_text(one) for root in roots for one in root.iter(qn("w:p")))
