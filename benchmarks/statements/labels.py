"""Read a set of labelled documents: each file is one document and what a careful reader finds in it.

A line of ``expect`` reads ``words | indicator | period | remarks``, in the order of the text. Remarks, in any
order: a comparator (``ge gt le lt approx``), a measure (``change growth rank``), a direction (``up down``), a
basis (``yoy annual_average since``), a kind (``target forecast``), ``value=``, ``unit=``, ``upper=`` and
``region=`` where the words do not begin with the number and its unit, and ``doubtful`` where careful readers
may differ. What is left out has its usual value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.extract import extract
from luoshi.statements.model import Statement

_WORDS = {
    **dict.fromkeys(("ge", "gt", "le", "lt", "approx"), "comparator"),
    **dict.fromkeys(("change", "growth", "rank"), "measure"),
    **dict.fromkeys(("up", "down"), "direction"),
    **dict.fromkeys(("yoy", "annual_average", "since"), "basis"),
    **dict.fromkeys(("target", "forecast"), "kind"),
}
_USUAL: dict[str, Any] = {
    "upper": None,
    "comparator": "eq",
    "measure": "level",
    "direction": None,
    "basis": None,
    "kind": "actual",
}
_QUANTITY = re.compile(
    r"[^\d-]*(?P<value>-?\d+(?:\.\d+)?)(?:[—-]\d+)?(?P<many>[余多]?)"
    r"(?P<unit>(?:：1)?[^\d]*?)(?P<after>及以上|及以下|以上|以下|以内|左右)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A document with its marked statements.

    Attributes:
        name: Stem of the file, which also says the kind of document.
        text, source: The document.
        marked: Records of the interchange format.
    """

    name: str
    text: str
    source: Source
    marked: tuple[dict[str, Any], ...]

    def read(self, *, dated: bool = True) -> list[Statement]:
        """Return what the reader finds, also when it is not told the date."""
        source = self.source if dated else replace(self.source, published=None)
        return extract(read_text(self.text, self.name), source)


def labelled(folder: Path) -> Iterator[Labelled]:
    """Yield the documents of a set in the order of their names."""
    for file in sorted(folder.glob("*.yaml")):
        yield _document(file)


def _document(file: Path) -> Labelled:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    source = Source(
        key=file.stem,
        file=file.stem,
        title=content["title"],
        published=str(content["date"]),
        kind=content["kind"],
        place=content["place"],
    )
    marked, position = [], 0
    for line in content["expect"]:
        record = {**_USUAL, **_record(line), "doc": file.stem}
        record.setdefault("region", content["place"])
        record["start"] = content["text"].index(record["text"], position)
        position = record["end"] = record["start"] + len(record["text"])
        marked.append(record)
    return Labelled(name=file.stem, text=content["text"], source=source, marked=tuple(marked))


def _record(line: str) -> dict[str, Any]:
    words, indicator, period, *rest = (part.strip() for part in line.split("|"))
    record: dict[str, Any] = {"text": words, "indicator": indicator, "period": period or None}
    for remark in " ".join(rest).split():
        name, equals, given = remark.partition("=")
        if equals:
            record[name] = given if name in ("unit", "region") else float(Fraction(given))
        elif remark == "doubtful":
            record["note"] = "doubtful: careful readers may differ"
        else:
            record[_WORDS[remark]] = remark
    return _with_quantity(words, record)


def _with_quantity(words: str, record: dict[str, Any]) -> dict[str, Any]:
    matched = _QUANTITY.match(words)
    if "value" not in record:
        record["value"] = float(matched["value"]) if matched else None
    if "unit" not in record:
        record["unit"] = matched["unit"] if matched else None
    record["unit"] = record["unit"] or None
    return record
