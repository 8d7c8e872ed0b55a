"""What became of every number, and whether what is set aside says nothing: counted, and drawn for a reader.

    python -m benchmarks.statements.coverage
    python -m benchmarks.statements.coverage --draw 100 > drawn.csv

Every number of the labelled documents of other places, and of the documents of the main job, is in one of
three classes: a statement, set aside by a named rule, not understood. The first command counts them and
tells how many of those set aside a careful reader found to say how much or how many of something
(``set_aside.csv``, with the 95 % interval). The second draws numbers that were set aside by the rules about
words, forms and places, with the text around them, for a reader to fill in ``says`` (yes or no). The draw
is by hash, so that the same documents give the same numbers.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import inputs
from benchmarks.statements.labels import labelled
from benchmarks.statements.measure import interval
from luoshi.documents import read, read_text
from luoshi.documents.model import Document
from luoshi.documents.sources import read_sources
from luoshi.statements.coverage import OUTCOMES, Coverage, Numeral, coverage

HERE = Path(__file__).parent
JUDGED = HERE / "set_aside.csv"
PLAIN = frozenset({"time", "numbering", "table-number", "page-furniture", "list-just-named"})
"""Rules that say what a number is by its form alone: years, numbers of headings, rows and pages."""
AROUND = 24
COLUMNS = ("document", "start", "end", "rule", "says", "text", "context")


@dataclass(frozen=True, slots=True)
class Counted:
    """A document with what became of its numbers."""

    name: str
    document: Document
    found: Coverage
    own: bool


def counted() -> Iterator[Counted]:
    """Yield the labelled documents, which belong to the project, and those of the main job."""
    for folder in sorted(path for path in HERE.iterdir() if any(path.glob("*.yaml"))):
        for one in labelled(folder):
            document = read_text(one.text, one.name)
            found = coverage(document, one.source)
            yield Counted(f"{folder.name}/{one.name}", document, found, own=True)
    for source in read_sources(inputs.folder()):
        document = read(inputs.folder() / source.file)
        yield Counted(source.key, document, coverage(document, source), own=False)


def drawn(some: list[Counted], number: int) -> list[dict[str, object]]:
    """Return numbers that rules about words, forms and places set aside, in the order of a hash."""
    found = [
        (hashlib.sha256(f"{one.name}:{each.start}".encode()).hexdigest(), one, each)
        for one in some
        for each in one.found.of("set-aside")
        if each.rule not in PLAIN
    ]
    return [_row(one, each) for _, one, each in sorted(found, key=lambda item: item[0])[:number]]


def _row(one: Counted, each: Numeral) -> dict[str, object]:
    raw = one.document.raw
    before, after = raw[max(0, each.start - AROUND) : each.start], raw[each.end : each.end + AROUND]
    context = " ".join(f"{before}[{each.text}]{after}".split())
    place = {"document": one.name, "start": each.start, "end": each.end}
    return {**place, "rule": each.rule, "says": "", "text": each.text, "context": context}


def main() -> None:
    """Count, or draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", type=int, metavar="N", help="draw numbers from the labelled documents")
    parser.add_argument("--every", action="store_true", help="draw from the documents of the main job, too")
    arguments = parser.parse_args()
    some = list(counted())
    if arguments.draw:
        writer = csv.DictWriter(sys.stdout, COLUMNS)
        writer.writeheader()
        writer.writerows(drawn([one for one in some if one.own or arguments.every], arguments.draw))
        return
    _print_counts(some)
    _print_judged({one.name: one.found for one in some})


def _print_counts(some: list[Counted]) -> None:
    print("| document | numbers | statements | set aside | not understood |")
    print("| --- | --- | --- | --- | --- |")
    total: Counter[str] = Counter()
    for one in some:
        total.update(one.found.counts)
        print(_counts(one.name, Counter(one.found.counts)))
    print(_counts("**all**", total))


def _counts(name: str, counts: Counter[str]) -> str:
    return f"| {name} | {sum(counts.values())} | " + " | ".join(str(counts[one]) for one in OUTCOMES) + " |"


def _print_judged(found: dict[str, Coverage]) -> None:
    """Tell how many of the judged numbers say something, and what became of those since."""
    with JUDGED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    says = [row for row in rows if row["says"] == "yes"]
    now = [row for row in says if _outcome(found, row) == "set-aside"]
    for words, part in (("said something when drawn", says), ("are set aside still", now)):
        low, high = interval(len(part), len(rows))
        print(f"\n{len(part)} of {len(rows)} ({low:.1%} to {high:.1%}) {words}", end="")
        print(": " + ", ".join(f"{row['document']} {row['start']}" for row in part) if part else "")


def _outcome(found: dict[str, Coverage], row: dict[str, str]) -> str | None:
    here = (int(row["start"]), int(row["end"]))
    numerals = found[row["document"]].numerals
    return next((one.outcome for one in numerals if (one.start, one.end) == here), None)


if __name__ == "__main__":
    main()
