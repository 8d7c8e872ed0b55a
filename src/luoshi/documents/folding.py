"""Foldings that keep the length of a text, so that offsets stay true.

Width: full-width digits, letters and operators become ASCII; variants of dashes, dots and single-character
compatibility forms (Kangxi radicals from PDF fonts) become the usual character.

Punctuation: in a line that holds Chinese, the ASCII comma, colon, semicolon, question and exclamation marks
and round brackets become full-width ones, straight double quotes become pairs of curly ones. A comma inside
a grouped number (``1,000``), a colon inside a ratio or a time (``1:3``) and the decimal point stay ASCII.
"""

from __future__ import annotations

import re
import unicodedata

HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Chinese characters, for use inside a character class."""

MARKS = r"，。、；：？！（）《》〈〉“”‘’【】〔〕「」『』…—·"
"""Chinese punctuation in its canonical form, for use inside a character class."""

WIDE = HAN + MARKS

_KEPT_WIDE = "，：；（）！？"
_SAME = {
    "－": "-",
    "–": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "―": "—",
    "～": "~",
    "〜": "~",
    "∼": "~",
    "•": "·",
    "・": "·",
    "‧": "·",
    "﹑": "、",
    "｡": "。",
    "､": "、",
    "＂": '"',
    "〝": "“",
    "〞": "”",
    "ﾞ": "”",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x85": "\n",
    "\x1c": " ",
    "\x1d": " ",
    "\x1e": " ",
    "\x1f": " ",
}


def _single(code: int) -> str | None:
    folded = unicodedata.normalize("NFKC", chr(code))
    return folded if len(folded) == 1 and folded != chr(code) else None


def _table() -> dict[int, str]:
    ranges = (range(0xFF01, 0xFF5F), range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0xFE50, 0xFE6C))
    table = {code: form for span in ranges for code in span if (form := _single(code))}
    table |= {ord(char): form for char, form in _SAME.items()}
    for char in _KEPT_WIDE:
        table.pop(ord(char), None)
    return table


_FOLD = _table()
_FOLDABLE = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")


def fold_width(raw: str) -> str:
    """Return the raw text with width folded and every line end a line feed, at the same length.

    Example:
        >>> fold_width("２０２０年，增长５．５％")
        '2020年，增长5.5%'
    """
    if "\r" in raw:
        raw = raw.replace("\r\n", " \n").replace("\r", "\n")
    return _FOLDABLE.sub(lambda match: _FOLD[ord(match[0])], raw)


_CHINESE_LINE = re.compile(f"[{HAN}]")
_FOREIGN_LINE = re.compile(rf"(?m)^[^{HAN}\n]++$")
_COMMA = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),")
_COLON = re.compile(r":(?![\d/])|(?<![\da-z]):(?!/)")
_QUOTED = re.compile(r'"([^"\n]*)"')
_PLAIN = ((";", "；"), ("?", "？"), ("!", "！"), ("(", "（"), (")", "）"))


def fold_punctuation(text: str) -> str:
    """Return the text with the punctuation of its Chinese lines in canonical form, at the same length.

    Example:
        >>> fold_punctuation('加快"一枢纽"建设(含1,000户)')
        '加快“一枢纽”建设（含1,000户）'
    """
    if not _CHINESE_LINE.search(text):
        return text
    done = _COMMA.sub("，", text)
    done = _COLON.sub("：", done)
    for narrow, wide in _PLAIN:
        done = done.replace(narrow, wide)
    done = _QUOTED.sub(r"“\1”", done)
    return _restore(text, done)


def _restore(text: str, done: str) -> str:
    """Put back the lines that hold no Chinese."""
    parts, last = [], 0
    for line in _FOREIGN_LINE.finditer(text):
        parts += [done[last : line.start()], line[0]]
        last = line.end()
    return "".join([*parts, done[last:]]) if parts else done
