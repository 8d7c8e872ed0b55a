"""Measure linking: precision and recall with 95 % Wilson intervals.

Run: python benchmarks/linking/measure.py [FOLDER]
FOLDER holds the real documents; by default LUOSHI_REAL or ../shared.

``labels.csv`` names pairs of a figure and an indicator of the plan. ``source`` is a document (``ref`` is
the start of a gold statement), ``observations`` (a line of the observations file), ``figures`` (a line of
``figures.csv``: a figure named as its source names it, in the quote of an observation or on a page), or
``nbs35`` and ``districts`` (lines of the files about other cities and about the city's districts).
``label`` says whether the figure may be taken for the indicator (``link``), should be shown to a person
(``candidate``) or must not be linked (``no``). All figures were read against all 31 indicators, so a pair
of a labelled figure without a label counts as ``no``; so does every pair of a gold statement outside the
indicator table. Lines 14, 18 and 46 of the observations are left out: they are about the indicator itself
and wrong in their value, which linking cannot see and should not.

``half`` was drawn by the sha256 of the figure's name before anything was measured: all figures of one name
are in one half. The rules may be looked at against the half ``tuning`` only; ``held-out`` is for the figure
that counts. Because many figures share a name, the measures are also given by distinct name and indicator.
"""

from __future__ import annotations

import csv
import json
import math
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from luoshi.ledger.linking import Subject, Subjects, link_all
from luoshi.statements.model import Statement
from luoshi.vocabulary.concepts import find
from luoshi.vocabulary.phrases import take_apart

HERE = Path(__file__).resolve().parent
Key = tuple[str, int]
_FILES = {
    "observations": "data/shenyang_observations.csv",
    "nbs35": "data/nbs_35_cities_gdp_1999_2017.csv",
    "districts": "data/census_shenyang_districts_2020.csv",
}


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
    for source, name in _FILES.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                yield (source, number), figure(row)
    with (HERE / "figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield ("figures", int(row["ref"])), named_figure(row)


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


def named_figure(row: dict[str, str]) -> Statement:
    """Return a line of ``figures.csv`` as the statement it is at its source."""
    return Statement(
        doc="figures",
        start=0,
        end=0,
        text=row["value"],
        value=Decimal(row["value"]),
        unit=row["unit"] or None,
        measure=row["measure"],  # type: ignore[arg-type]
        direction=row["direction"] or None,  # type: ignore[arg-type]
        basis=row["basis"] or None,  # type: ignore[arg-type]
        kind=row["kind"],  # type: ignore[arg-type]
        indicator=row["name"],
        region=row["region"],
        period=row["period"],
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What a labelled or implied pair met.

    Attributes:
        half: ``tuning`` or ``held-out``; empty for a figure of which no pair is labelled.
        label: What a person said.
        said: What linking said.
        key: Source and reference of the figure.
        name: The figure's name, so that figures of one name can be counted once.
        subject: The indicator's name.
    """

    half: str
    label: str
    said: str
    key: Key
    name: str
    subject: str


def met(folder: Path) -> Iterator[Met]:
    """Yield every pair of a figure and an indicator with its label and linking's answer."""
    labels, half = read_labels(), read_halves()
    plan = subjects(folder)
    known = Subjects(plan)
    for key, statement in statements(folder):
        if key not in half and not key[0].isdigit():
            continue
        near = known.near(statement)
        links = {
            made.key: made for made in link_all(statement, near, agreeing=agreeing(folder, key, statement))
        }
        for subject in plan:
            made = links.get(subject.key)
            said = "no" if made is None else "link" if made.accepted and made.match == "same" else "candidate"
            yield Met(
                half=half.get(key, ""),
                label=labels.get((*key, subject.key), "no"),
                said=said,
                key=key,
                name=statement.indicator or "",
                subject=subject.name,
            )


def measured(folder: Path, half: str | None = None) -> tuple[Counter[str], list[str]]:
    """Return how often each label met each answer (``label>answer``), and every pair that went wrong."""
    pairs = [one for one in met(folder) if half is None or one.half == half]
    wrong = [
        f"{one.label:9} > {one.said:9} {one.half:8} {one.key[0]}:{one.key[1]} {one.name} ~ {one.subject}"
        for one in pairs
        if one.label != one.said
    ]
    return Counter(f"{one.label}>{one.said}" for one in pairs), wrong


def by_name(folder: Path) -> Counter[str]:
    """Return how often each label met each answer, figures of one name and indicator counted once.

    A name whose figures met different answers counts with the worst of them.
    """
    worst: dict[tuple[str, str], Met] = {}
    for one in met(folder):
        before = worst.get((one.name, one.subject))
        if before is None or (before.label == before.said and one.label != one.said):
            worst[(one.name, one.subject)] = one
    return Counter(f"{one.label}>{one.said}" for one in worst.values())


def _rows() -> list[dict[str, str]]:
    with (HERE / "labels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_labels() -> dict[tuple[str, int, str], str]:
    """Return the labels by source, reference and number of the indicator."""
    return {(r["source"], int(r["ref"]), r["plan_no"]): r["label"] for r in _rows()}


def read_halves() -> dict[Key, str]:
    """Return the half of each figure that has a label."""
    return {(r["source"], int(r["ref"])): r["half"] for r in _rows()}


def main() -> int:
    """Print the measures and every pair that went wrong."""
    default = os.environ.get("LUOSHI_REAL", str(HERE.parent.parent.parent / "shared"))
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else default)
    labels = read_labels()
    print(f"{len(labels)} labelled pairs: {dict(Counter(labels.values()))}")
    for half in ("tuning", "held-out", None):
        counts, wrong = measured(folder, half)
        print_measures(half or "all", counts)
    print_measures("all, each name and indicator once", by_name(folder))
    print(*wrong, sep="\n")
    return 0


def print_measures(title: str, counts: Counter[str]) -> None:
    """Print precision and recall of what is taken, and of what is shown at all."""
    print(f"{title}: {sum(counts.values())} pairs read")
    for kind, some in (("taken", ("link",)), ("shown (taken or candidate)", ("link", "candidate"))):
        hits = sum(counts[f"{a}>{b}"] for a in some for b in some)
        shown = sum(n for name, n in counts.items() if name.split(">")[1] in some)
        sought = sum(n for name, n in counts.items() if name.split(">")[0] in some)
        for measure, of in (("precision", shown), ("recall", sought)):
            low, high = wilson(hits, of)
            print(f"  {kind}: {measure} {hits}/{of} = {hits / max(of, 1):.3f}  [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    raise SystemExit(main())
