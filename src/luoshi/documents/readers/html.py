"""Web pages: headings, paragraphs, lists and tables are kept, the page's controls and menus are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from luoshi.documents.decoding import decode
from luoshi.documents.draft import Draft
from luoshi.documents.flow import Flow
from luoshi.errors import LuoshiError, Place

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_GB = frozenset(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"))
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK = re.compile(
    "address|article|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|header|hr"
    "|html|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_DROPPED = re.compile(
    "applet|aside|audio|base|button|canvas|datalist|embed|footer|form|head|iframe|input|label|link|map|math|menu"
    "|meta|nav|noscript|object|option|script|select|style|svg|template|textarea|title|video"
)
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"))
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|crumbs?|breadcrumbs?|foot(?:er)?|sidebar|share\w*|toolbar|copyright|pagination"
    r"|pager|related|recommend\w*|qrcode|login|search\w*|topbar|position)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_OF_TYPE = re.compile(r"</?(?:font|span|b|strong|i|em|u|big|small|center)(?:\s[^<>]*)?>", re.IGNORECASE)
_DEEPEST = 250
_BOLD = frozenset(("b", "strong"))
_MOST_COLUMNS, _LONG_CELL, _FEW_CELLS = 200, 200, 4
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_Element = Any


def read(data: bytes, name: str, media_type: str) -> Draft:
    """Return the draft of a web page.

    Raises:
        LuoshiError: What ``decode`` raises, ``no-text`` or ``file-unreadable``.
    """
    text = _DECLARATION.sub("", _decode(data, name))
    place = Place(file=name)
    if not text.strip():
        raise LuoshiError("no-text", place)
    root = _parsed(text, place)
    title = root.findtext(".//title") or ""
    page = _Page(root)
    page.walk(root)
    page.flush()
    return page.flow.draft(media_type, unseen=title)


def _parsed(text: str, place: Place) -> _Element:
    """Return the page; one whose tags of type are never closed is read without them."""
    for words in (text, _OF_TYPE.sub("", text)):
        parser = lxml_html.HTMLParser(huge_tree=True)
        try:
            root = lxml_html.document_fromstring(words, parser=parser)
        except (etree.LxmlError, ValueError) as error:
            raise LuoshiError("file-unreadable", place, reason=type(error).__name__) from None
        cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
        if not cut and _depth(root) <= _DEEPEST:
            return root
    raise LuoshiError("file-unreadable", place, reason="html: depth")


def _depth(root: _Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _decode(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared:
        charset = declared[1].decode("ascii").lower()
        charset = "gb18030" if charset in _GB else charset
        if charset in ("gb18030", "utf-8", "big5") and b"\x00" not in data:
            try:
                return data.decode(charset)
            except UnicodeDecodeError:
                pass
    return decode(data, name)


class _Page:
    """Walks a page and writes down what it finds."""

    def __init__(self, root: _Element) -> None:
        self.flow = Flow()
        self._size = max(len(_plain_text(root)), 1)
        self._texts: list[str] = []
        self._bold = 0
        self._depth: int | None = None
        self._bullet = False

    def walk(self, element: _Element) -> None:
        """Write down an element and what is in it."""
        tag = element.tag
        if tag == "br":
            self._texts.append("\n")
        elif tag == "table" and not _is_layout(element):
            self.flush()
            self._table(element)
        elif isinstance(tag, str) and not self._dropped(element):
            self._enter(element, tag)

    def _enter(self, element: _Element, tag: str) -> None:
        block = tag in _HEADINGS or _BLOCK.fullmatch(tag) is not None
        if block:
            self.flush()
            self._depth = _HEADINGS.get(tag, self._depth)
            self._bullet = self._bullet or tag == "li"
        self._bold += tag in _BOLD
        self._text(element.text)
        for child in element:
            self.walk(child)
            self._text(child.tail)
        self._bold -= tag in _BOLD
        if block:
            self.flush()
            self._depth, self._bullet = None, False

    def _text(self, text: str | None) -> None:
        if text:
            words = _SPACE.sub(" ", text)
            self._texts.append(f"\x01{words}\x01" if self._bold and words.strip() else words)

    def flush(self) -> None:
        """Write down the paragraph that has been gathered."""
        text = "".join(self._texts)
        self._texts = []
        plain = text.replace("\x01", "")
        if plain.strip():
            bold = "\x01" in text and not re.sub(r"\x01[^\x01]*\x01", "", text).strip()
            self.flow.paragraph(plain.strip(" \n"), depth=self._depth, bullet=self._bullet, bold=bold)

    def _dropped(self, element: _Element) -> bool:
        tag = element.tag
        if tag == "header":
            return element.find(".//h1") is None
        if _DROPPED.fullmatch(tag):
            return True
        if _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None:
            return True
        if element.get("role") in _ROLES or _is_menu(element):
            return True
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        return bool(_CHROME.search(names)) and len(_plain_text(element)) * 2 < self._size

    def _table(self, table: _Element) -> None:
        caption = table.find("caption")
        if caption is not None:
            self.flow.paragraph(_SPACE.sub(" ", _plain_text(caption)).strip())
        rows = _spread(list(_rows(table)))
        if any(cell and cell[0] for row in rows for cell in row):
            self.flow.table(rows)


def _plain_text(element: _Element) -> str:
    return str(element.text_content() or "")


def _is_menu(element: _Element) -> bool:
    """Whether a list or small division holds little but links."""
    if element.tag not in ("ul", "ol", "dl", "div", "p"):
        return False
    links = element.findall(".//a")
    if len(links) < 3:
        return False
    text = _plain_text(element).strip()
    linked = sum(len(_plain_text(link).strip()) for link in links)
    return len(text) < 2000 and linked * 10 > len(re.sub(r"\s", "", text)) * 8 and "。" not in text


def _is_layout(table: _Element) -> bool:
    """Whether a table only places things on the page."""
    if table.find(".//table") is not None or any(table.find(f".//{tag}") is not None for tag in _HEADINGS):
        return True
    rows = [_cells(row) for row in table.iter("tr")]
    if max(map(len, rows), default=0) < 2 and not table.xpath(".//*[@colspan>1]"):
        return True
    cells = [cell for row in rows for cell in row]
    return len(cells) <= _FEW_CELLS and any(len(_plain_text(cell)) > _LONG_CELL for cell in cells)


def _rows(table: _Element) -> Iterator[list[tuple[str, int, int]]]:
    for row in table.iter("tr"):
        yield [(_cell_text(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in _cells(row)]


def _cells(row: _Element) -> list[_Element]:
    """Return the cells of a row, those inside a tag that nobody knows as well."""
    return [cell for cell in row.iter("td", "th") if next(cell.iterancestors("td", "th", "tr")) is row]


def _span(cell: _Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return (
        min(max(int(value), 1), _MOST_COLUMNS)
        if value.isascii() and value.isdigit() and len(value) < 6
        else 1
    )


def _cell_text(cell: _Element) -> str:
    parts: list[str] = []
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            if node.tag in ("br", "p", "div", "li"):
                parts.append("\n")
            if isinstance(node.tag, str) and node.tag not in ("script", "style"):
                parts.append(_SPACE.sub(" ", node.text or ""))
        elif node is not cell:
            parts.append(_SPACE.sub(" ", node.tail or ""))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _spread(rows: list[list[tuple[str, int, int]]]) -> list[list[tuple[str, int, int] | None]]:
    """Return the full grid: ``None`` where a cell of the row above or before reaches."""
    taken: list[set[int]] = [set() for _ in rows]
    grid: list[list[tuple[str, int, int] | None]] = []
    for r, row in enumerate(rows):
        placed: dict[int, tuple[str, int, int]] = {}
        c = 0
        for text, row_span, column_span in row:
            while c in taken[r]:
                c += 1
            row_span = min(row_span, len(rows) - r)
            placed[c] = (text, row_span, column_span)
            for reached in taken[r : r + row_span]:
                reached.update(range(c, c + column_span))
            c += column_span
        grid.append([placed.get(c) for c in range(1 + max(taken[r], default=-1))])
    return grid
