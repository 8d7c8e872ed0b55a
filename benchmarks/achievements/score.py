"""Precision and recall of the achievements without a number, on two hand-labelled sets, and of their links.

``labelled.jsonl`` gives raw spans in five public documents (their file names carry the head of their
sha256) with a short label of our own; the documents themselves are not here. ``yes`` is an achievement,
``no`` a clause that only sounds like one, ``either`` is neutral (mostly clauses that also count something).
``other/`` and ``second/`` hold made-up documents of other places: 【…】 marks an achievement, 〔…〕 a neutral
clause, and whatever else is found there is wrong. A finding counts when it overlaps a marked span.
``links.csv`` says of pairs of an achievement and a measure or special action of the plan whether they
belong together. Shares come with their 95 % interval (Wilson).

    python -m benchmarks.achievements.score [FOLDER_WITH_THE_DOCUMENTS] [--misses]
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import inputs
from benchmarks.statements.measure import interval
from luoshi.documents import read, read_text
from luoshi.documents.model import Document, Source
from luoshi.documents.sources import read_sources
from luoshi.statements.achievement_links import link_achievements
from luoshi.statements.achievements import read_achievements
from luoshi.statements.actions import read_actions, read_measures

HERE = Path(__file__).parent
_MARK = re.compile(r"[【】〔〕]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A span of a document and whether it tells an achievement: ``yes``, ``no`` or ``either``."""

    start: int
    end: int
    sure: str
    event: str | None = None


@dataclass(slots=True)
class Counts:
    """What was found right, found wrong and missed, with the words of the last two."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    hit: int = 0

    def row(self, name: str) -> str:
        """Return a line of the table."""
        found, marked = self.right + len(self.wrong), self.hit + len(self.missed)
        return f"| {name} | {marked} | {_share(self.right, found)} | {_share(self.hit, marked)} |"


def _share(part: int, whole: int) -> str:
    low, high = interval(part, whole)
    return f"{part}/{whole} = {part / whole if whole else 1.0:.3f} ({low:.2f}–{high:.2f})"


def compare(document: Document, source: Source, labels: list[Label], counts: Counts) -> None:
    """Add what was found in one document."""
    found = read_achievements(document, source)
    for one in found:
        over = [label for label in labels if one.start < label.end and label.start < one.end]
        if any(label.sure == "yes" for label in over):
            counts.right += 1
        elif not any(label.sure == "either" for label in over):
            counts.wrong.append(f"{document.name[:12]} {one.start} {one.kind} {one.text}")
    for label in (label for label in labels if label.sure == "yes"):
        if any(one.start < label.end and label.start < one.end for one in found):
            counts.hit += 1
        else:
            counts.missed.append(
                f"{document.name[:12]} {label.start} {document.raw[label.start : label.end]}"
            )


def real_documents(folder: Path) -> Iterator[tuple[Document, Source, list[Label]]]:
    """Yield the five documents with their labels."""
    lines = (HERE / "labelled.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    for source in read_sources(folder):
        mine = [
            Label(start=label["start"], end=label["end"], sure=label["sure"], event=label["event"])
            for label in labels
            if label["doc"] == source.file
        ]
        if mine:
            yield read(folder / source.file), source, mine


def other_documents(name: str) -> Iterator[tuple[Document, Source, list[Label]]]:
    """Yield the made-up documents of a set with their labels."""
    for path in sorted((HERE / name).glob("*.txt")):
        head, _, marked = path.read_text(encoding="utf-8").partition("\n\n")
        said = dict(line.split(": ", 1) for line in head.splitlines())
        source = Source(
            key=path.stem,
            file=path.name,
            title=said["title"],
            published=said["date"],
            kind=said["kind"],
            place=said["place"],
        )
        text, labels = _without_marks(marked)
        yield read_text(text, path.name), source, labels


def _without_marks(marked: str) -> tuple[str, list[Label]]:
    pieces, labels, position, length, opened = [], [], 0, 0, 0
    for mark in _MARK.finditer(marked):
        pieces.append(marked[position : mark.start()])
        length += mark.start() - position
        position = mark.end()
        if mark[0] in "【〔":
            opened = length
        else:
            labels.append(Label(start=opened, end=length, sure="yes" if mark[0] == "】" else "either"))
    return "".join(pieces) + marked[position:], labels


def links(folder: Path) -> tuple[int, list[str], list[str]]:
    """Return how many links are right, which are wrong and which nobody has judged."""
    with (HERE / "links.csv").open(encoding="utf-8", newline="") as lines:
        judged = {
            (row["doc"], int(row["start"]), row["measure"]): row["belongs"] for row in csv.DictReader(lines)
        }
    right, wrong, unknown = 0, [], []
    for key, words in found_links(folder):
        belongs = judged.get(key)
        right += belongs == "yes"
        if belongs != "yes":
            (wrong if belongs == "no" else unknown).append(f"{key} {words}")
    return right, wrong, unknown


def found_links(folder: Path) -> Iterator[tuple[tuple[str, int, str], str]]:
    """Yield the links of the documents' achievements to the plan's measures and actions."""
    sources = {source.file: source for source in read_sources(folder)}
    plan = next(name for name, source in sources.items() if source.kind == "plan")
    measures = [*read_actions(read(folder / plan)), *read_measures(read(folder / plan))]
    for name, source in sources.items():
        if name == plan:
            continue
        for one, measure, score, reason in link_achievements(
            read_achievements(read(folder / name), source), measures
        ):
            yield (name[:3], one.start, measure.name), f"{score} {one.text} | {reason}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=inputs.REAL / "documents")
    parser.add_argument("--misses", action="store_true", help="print what was wrong or missed")
    arguments = parser.parse_args()
    print("| set | marked | precision | recall |\n| --- | --- | --- | --- |")
    details = []
    if arguments.folder.is_dir():
        counts = Counts()
        for document, source, labels in real_documents(arguments.folder):
            compare(document, source, labels, counts)
        print(counts.row("five documents"))
        details += [*(f"wrong  {w}" for w in counts.wrong), *(f"missed {m}" for m in counts.missed)]
    for name in ("other", "second", "third", "fourth", "fifth", "sixth", "seventh"):
        counts = Counts()
        for document, source, labels in other_documents(name):
            compare(document, source, labels, counts)
        print(counts.row(f"other places, {name} set" if name != "other" else "other places"))
        details += [*(f"wrong  {w}" for w in counts.wrong), *(f"missed {m}" for m in counts.missed)]
    if arguments.folder.is_dir():
        right, wrong, unknown = links(arguments.folder)
        print(f"\nLinks: {_share(right, right + len(wrong))} right, {len(unknown)} not judged")
        details += [*(f"link   {w}" for w in wrong), *(f"judge  {u}" for u in unknown)]
    if arguments.misses:
        print("\n".join(details))


if __name__ == "__main__":
    main()
