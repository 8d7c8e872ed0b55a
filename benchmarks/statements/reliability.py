"""How far the confidence of a statement can be trusted: fitted leaving one document out, and the table of it.

    python -m benchmarks.statements.reliability [--write]

Confidence is the share of statements of a rule that are read whole times a factor for each doubt. Both are
counted here (``fit``), drawn in towards their usual value where few were seen. For the table each
document's statements get the confidence that the *other* documents, in both kinds of run, give them. Two
tables: the rules as they are, on every labelled document (most were looked at while the rules were
written); and the readings of the first runs on documents of other places (``runs/``), before
the rules had been improved on them. ``--write`` prints the weights of all documents as ``confidence.toml``
holds them.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks import inputs
from benchmarks.statements.labels import labelled
from benchmarks.statements.measure import interval
from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.extract import extract, extract_file
from luoshi.statements.model import Statement
from luoshi.statements.score import whole_readings

HERE = Path(__file__).parent
CASES = inputs.ROOT / "tests" / "statements" / "cases"
STEPS = (0.95, 0.9, 0.8, 0.6, 0.0)
_RULE_STRENGTH, _DOUBT_STRENGTH = 10.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A statement that was read, in the terms its confidence is counted in."""

    document: str
    rule: str
    doubts: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Shares by rule and factors by doubt; ``usual`` stands for a rule that was not seen."""

    rules: Mapping[str, float]
    doubts: Mapping[str, float]
    usual: float

    def confidence(self, rule: str, doubts: Sequence[str]) -> float:
        """Return the confidence of a statement, as ``luoshi.statements.confidence`` counts it."""
        value = self.rules.get(rule, self.usual)
        for doubt in doubts:
            value *= self.doubts.get(doubt, 0.95)
        return round(min(0.99, max(0.05, value)), 2)


def fit(seen: Sequence[Seen]) -> Weights:
    """Return the weights that a set of statements gives.

    A rule's share is that of its statements without any doubt that lowers it; a doubt's factor is what its
    statements reach over what their rules alone would let expect. Two rounds settle both.
    """
    usual = sum(one.whole for one in seen) / len(seen)
    factors: dict[str, float] = {}
    rules: dict[str, float] = {}
    for _ in range(8):
        rules = _shares(seen, factors, usual)
        factors = _factors(seen, rules, factors, usual)
    return Weights(rules=rules, doubts=factors, usual=usual)


def _shares(seen: Sequence[Seen], factors: Mapping[str, float], usual: float) -> dict[str, float]:
    right: dict[str, float] = defaultdict(float)
    expected: dict[str, float] = defaultdict(float)
    for one in seen:
        right[one.rule] += one.whole
        expected[one.rule] += _product(factors, one.doubts)
    return {
        rule: min(0.99, (right[rule] + usual * _RULE_STRENGTH) / (expected[rule] + _RULE_STRENGTH))
        for rule in sorted(right)
    }


def _factors(
    seen: Sequence[Seen], rules: Mapping[str, float], factors: Mapping[str, float], usual: float
) -> dict[str, float]:
    right: dict[str, float] = defaultdict(float)
    expected: dict[str, float] = defaultdict(float)
    for one in seen:
        for doubt in one.doubts:
            others = [other for other in one.doubts if other != doubt]
            right[doubt] += one.whole
            expected[doubt] += rules.get(one.rule, usual) * _product(factors, others)
    return {
        doubt: min(1.0, (right[doubt] + _DOUBT_STRENGTH) / (expected[doubt] + _DOUBT_STRENGTH))
        for doubt in sorted(right)
    }


def _product(factors: Mapping[str, float], doubts: Iterable[str]) -> float:
    value = 1.0
    for doubt in doubts:
        value *= factors.get(doubt, 1.0)
    return value


def left_out(seen: Sequence[Seen], besides: Sequence[Seen]) -> list[tuple[float, bool]]:
    """Return the confidence that the other documents give each statement, and whether it is whole.

    Args:
        seen: The statements that get a confidence.
        besides: Statements of another run that count as well, but never those of the same document.
    """
    found = []
    for document in sorted({one.document for one in seen}):
        weights = fit([one for one in (*seen, *besides) if one.document != document])
        mine = (one for one in seen if one.document == document)
        found += [(weights.confidence(one.rule, one.doubts), one.whole) for one in mine]
    return found


def first_runs() -> list[Seen]:
    """Return what the first runs on documents of other places read."""
    return [one for file in sorted((HERE / "runs").glob("*.csv")) for one in _run(file)]


def _run(file: Path) -> Iterator[Seen]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Seen(
                document=f"{row['set']}/{row['document']}",
                rule=row["rule"],
                doubts=tuple(row["doubts"].split()),
                whole=row["whole"] == "1",
            )


def today() -> list[Seen]:
    """Return what the rules read now in every labelled document."""
    return [
        Seen(document=document, rule=statement.rule, doubts=statement.doubts, whole=whole)
        for document, marked, read in _documents()
        for statement, whole in whole_readings(marked, read)
    ]


def _documents() -> Iterator[tuple[str, Sequence[Mapping[str, Any]], list[Statement]]]:
    for folder in sorted(path for path in HERE.iterdir() if any(path.glob("*.yaml"))):
        for document in labelled(folder):
            yield f"{folder.name}/{document.name}", document.marked, document.read()
    for file in sorted(CASES.glob("*.yaml")):
        yield from _cases(file)
    for gold in sorted(inputs.GOLD.glob("*.jsonl")) if inputs.GOLD.is_dir() else ():
        marked = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        yield gold.stem, marked, extract_file(inputs.REAL / "documents" / marked[0]["doc"])


def _cases(file: Path) -> Iterator[tuple[str, Sequence[Mapping[str, Any]], list[Statement]]]:
    """Yield the reading cases of a file, which count as one document."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    for number, given in enumerate(content["cases"]):
        entry = {**content["defaults"], **given}
        name = f"{file.stem}-{number}"
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
            position = entry["text"].index(expected["words"], position)
            marked.append(_marked(expected, name, position, entry["place"]))
        yield file.stem, marked, extract(read_text(entry["text"], name), source)


def _marked(expected: Mapping[str, Any], name: str, start: int, place: str) -> dict[str, Any]:
    usual = {"upper": None, "comparator": "eq", "measure": "level", "direction": None, "basis": None}
    record = {**usual, "kind": "actual", "region": place, **expected, "doc": name, "start": start}
    period = record["period"]
    return {
        **record,
        "end": start + len(str(expected["words"])),
        "period": None if period is None else str(period),
    }


def table(found: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """Yield the lines of a reliability table."""
    yield "| confidence | statements | share of all | read whole |"
    yield "| --- | --- | --- | --- |"
    upper = 1.01
    for lower in STEPS:
        inside = [whole for confidence, whole in found if lower <= confidence < upper]
        yield _row(f"{lower:g} to {min(upper, 1):g}", inside, len(found))
        upper = lower
    yield _row("**0.9 and more**", [whole for confidence, whole in found if confidence >= 0.9], len(found))


def _row(name: str, inside: Sequence[bool], total: int) -> str:
    if not inside:
        return f"| {name} | 0 | 0 % | |"
    low, high = interval(sum(inside), len(inside))
    share = sum(inside) / len(inside)
    return f"| {name} | {len(inside)} | {len(inside) / total:.0%} | {share:.1%} ({low:.0%}–{high:.0%}) |"


def main() -> None:
    """Print both tables, or the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="print the weights of all documents")
    arguments = parser.parse_args()
    now = today()
    if arguments.write:
        weights = fit([*now, *first_runs()])
        print("[rules]", *(f"{name} = {share:.2f}" for name, share in weights.rules.items()), sep="\n")
        print("\n[doubts]", *(f"{name} = {factor:.2f}" for name, factor in weights.doubts.items()), sep="\n")
        return
    before = first_runs()
    for title, seen, besides in (("The rules as they are", now, before), ("First runs", before, now)):
        documents = len({one.document for one in seen})
        print(f"\n{title}: {len(seen)} statements of {documents} documents, each left out in turn\n")
        print("\n".join(table(left_out(seen, besides))))


if __name__ == "__main__":
    main()
