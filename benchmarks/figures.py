"""A file of published figures of any size: every prefecture, many indicators, year after year."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from luoshi.ledger.figures_csv import OPTIONAL, REQUIRED
from luoshi.vocabulary.concepts import concepts
from luoshi.vocabulary.places import areas

YEARS = range(1990, 2026)
COLUMNS = (*REQUIRED, *OPTIONAL)
"""Those of ``luoshi build --observations``."""


def write(path: Path, count: int) -> None:
    """Write a file with this many figures, no two about the same thing."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(islice(_rows(), count))


def _rows() -> Iterator[list[str]]:
    cities = [area.name for area in areas() if area.level == "prefecture"]
    kinds = [(concept.name, concept.unit or "个") for concept in concepts()]
    number = 0
    for city in cities:
        for place, (name, unit) in enumerate(kinds):
            for year in YEARS:
                number += 1
                yield _row(number, city, name, unit, year, place)


def _row(number: int, city: str, name: str, unit: str, year: int, place: int) -> list[str]:
    value = f"{number * 7919 % 1_000_000 / 10:.1f}"
    given = {
        "indicator": name,
        "region": city,
        "period": str(year),
        "value": value,
        "unit": unit,
        "match": "same",
        "trust": "B",
        "publisher": "国家统计局",
        "title": f"中国城市统计年鉴{year + 1}",
        "published": str(year + 1),
        "source": f"https://example.org/yearbook/{year + 1}",
        "locator": f"工作表 {place + 1}，第 {number % 400} 行",
        "quote": f"{city} | {name}（{unit}）| {year}年 | {value}",
    }
    return [given.get(column, "") for column in COLUMNS]
