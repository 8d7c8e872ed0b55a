"""Measure linking: precision and recall with 95 % Wilson intervals.

Run: python benchmarks/linking/measure.py [FOLDER]
FOLDER holds the real documents; by default LUOSHI_REAL or ../shared.

``labels.csv`` names pairs of a figure and an indicator of the plan: ``source`` is a document (``ref`` is
the start of a gold statement) or ``observations`` (``ref`` is a line of the observations file), and
``label`` says whether the figure may be taken for the indicator (``link``), should be shown to a person
(``candidate``) or must not be linked (``no``). All figures outside the indicator table were read against
all 31 indicators, so a pair without a label counts as ``no``. A figure of the observations file stands
for all lines with its name, unit and treatment.
"""

from __future__ import annotations

import csv
import json
import math
import os
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from luoshi.ledger.linking import Subject, Subjects, link_all
from luoshi.statements.model import Statement
from luoshi.vocabulary.concepts import find
from luoshi.vocabulary.phrases import take_apart

HERE = Path(__file__).resolve().parent
Key = tuple[str, int]


def wilson(hits: int, of: int, z: float = 1.959964) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def subjects(folder: Path) -> list[Subject]:
    """Return the indicators of the plan."""
    rows = json.loads((folder / "benchmarks/structure-004.json").read_text(encoding="utf-8"))["indicators"]
    made = []
    for row in rows:
        name = take_apart(row["name"])
        made.append(
            Subject(
                key=str(row["number"]),
                group="plan",
                name=row["name"],
                concept=find(name.base),
                unit=row["unit"],
                measure=name.measure,
                direction=name.direction,
                basis=name.basis,
                place="沈阳市",
            )
        )
    return made


def statements(folder: Path) -> Iterator[tuple[Key, Statement]]:
    """Yield the gold statements outside the indicator table, and the figures of the observations file."""
    for path in sorted((folder / "benchmarks/statements/gold").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if "指标体系表" not in (record["section"] or ""):
                yield (path.stem, record["start"]), gold(record)
    with (folder / "data/shenyang_observations.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            yield ("observations", number), figure(row)


def gold(record: dict[str, object]) -> Statement:
    """Return a statement of the interchange format."""
    fields = {name: record[name] for name in Statement.__slots__ if name in record}
    fields["value"] = Decimal(str(fields["value"]))
    fields["upper"] = None if fields.get("upper") is None else Decimal(str(fields["upper"]))
    return Statement(**fields, locator={})  # type: ignore[arg-type]


def figure(row: dict[str, str]) -> Statement:
    """Return a line of the observations file as the statement it would be in a document."""
    name = take_apart(row["indicator"])
    return Statement(
        doc="observations",
        start=0,
        end=0,
        text=row["value"],
        value=Decimal(row["value"]),
        unit=row["unit"] or None,
        measure=name.measure,
        direction=name.direction,
        basis=name.basis or ("yoy" if name.measure == "growth" else None),
        indicator=row["indicator"],
        region=row["region"],
        period=row["period"] or None,
        locator={},
    )


def agreeing(folder: Path, key: Key, statement: Statement) -> frozenset[str]:
    """Return the rows of the plan's own table with the same number for the same period."""
    if key[0] != "004":
        return frozenset()
    rows = json.loads((folder / "benchmarks/structure-004.json").read_text(encoding="utf-8"))["indicators"]
    same = []
    for row in rows:
        wanted = row.get(f"target_{statement.period}")
        if wanted is not None and in_base(statement.value, statement.unit) == in_base(wanted, row["unit"]):
            same.append(str(row["number"]))
    return frozenset(same)


def in_base(value: object, unit: str | None) -> Decimal:
    """Return a number with 万 and 亿 of its unit multiplied in."""
    times = 1
    for mark, power in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if unit and unit.startswith(mark):
            times = power
            break
    return Decimal(str(value)) * times


def measured(folder: Path) -> tuple[Counter[str], list[str]]:
    """Return how often each label met each answer (``label>answer``), and every pair that went wrong."""
    labels = read_labels()
    listed = {ref for source, ref, _ in labels if source == "observations"}
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    plan = subjects(folder)
    known = Subjects(plan)
    for key, statement in statements(folder):
        if key[0] == "observations" and key[1] not in listed:
            continue
        near = known.near(statement)
        links = {
            made.key: made for made in link_all(statement, near, agreeing=agreeing(folder, key, statement))
        }
        for subject in plan:
            label = labels.get((*key, subject.key), "no")
            made = links.get(subject.key)
            said = "no" if made is None else "link" if made.accepted and made.match == "same" else "candidate"
            counts[f"{label}>{said}"] += 1
            if label != said:
                wrong.append(f"{label:9} > {said:9} {key[0]}:{key[1]} {statement.indicator} ~ {subject.name}")
    return counts, wrong


def read_labels() -> dict[tuple[str, int, str], str]:
    """Return the labels by source, reference and number of the indicator."""
    with (HERE / "labels.csv").open(encoding="utf-8", newline="") as file:
        return {(r["source"], int(r["ref"]), r["plan_no"]): r["label"] for r in csv.DictReader(file)}


def main() -> int:
    """Print the measures and every pair that went wrong."""
    default = os.environ.get("LUOSHI_REAL", str(HERE.parent.parent.parent / "shared"))
    counts, wrong = measured(Path(sys.argv[1] if len(sys.argv) > 1 else default))
    print_measures(counts, len(read_labels()))
    print(*wrong, sep="\n")
    return 0


def print_measures(counts: Counter[str], labelled: int) -> None:
    """Print precision and recall of what is taken, and of what is shown at all."""
    print(f"{labelled} labelled pairs of {sum(counts.values())} read")
    for title, wanted, said in (
        ("taken", ("link",), ("link",)),
        ("shown (taken or candidate)", ("link", "candidate"), ("link", "candidate")),
    ):
        hits = sum(counts[f"{a}>{b}"] for a in wanted for b in said)
        shown = sum(n for name, n in counts.items() if name.split(">")[1] in said)
        sought = sum(n for name, n in counts.items() if name.split(">")[0] in wanted)
        for measure, of in (("precision", shown), ("recall", sought)):
            low, high = wilson(hits, of)
            print(f"{title}: {measure} {hits}/{of} = {hits / max(of, 1):.3f}  [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    raise SystemExit(main())
