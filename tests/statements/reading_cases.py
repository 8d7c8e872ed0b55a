"""The reading cases of ``cases/`` as documents and as records a person marked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.extract import extract

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    source: Source
    marked: tuple[dict[str, Any], ...]

    def read(self) -> list[dict[str, Any]]:
        return [s.interchange() for s in extract(read_text(self.text, self.name), self.source)]


def cases(stem: str | None = None) -> list[Case]:
    files = sorted(FOLDER.glob("*.yaml"))
    return [case for file in files if stem in (None, file.stem) for case in _file(file)]


def _file(file: Path) -> list[Case]:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        _case(f"{file.stem}-{number}.txt", {**content["defaults"], **entry})
        for number, entry in enumerate(content["cases"], 1)
    ]


def _case(name: str, entry: dict[str, Any]) -> Case:
    source = Source(
        key=name,
        file=name,
        title=entry.get("title", ""),
        published=str(entry["date"]),
        kind=entry["kind"],
        place=entry["place"],
    )
    marked, position = [], 0
    for expected in entry["expect"]:
        words = expected["words"]
        position = entry["text"].index(words, position)
        marked.append(_marked(name, position, expected, entry["place"]))
    return Case(name, entry["text"], source, tuple(marked))


def _marked(name: str, start: int, expected: dict[str, Any], place: str) -> dict[str, Any]:
    usual = {
        "upper": None,
        "comparator": "eq",
        "measure": "level",
        "direction": None,
        "basis": None,
        "kind": "actual",
        "region": place,
    }
    record = {**usual, **expected, "doc": name, "start": start, "end": start + len(expected["words"])}
    record["period"] = None if record["period"] is None else str(record["period"])
    return record
