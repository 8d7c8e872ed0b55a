"""``python -m benchmarks.integrity.panel``: the flags on the product of large cities, 1999 to 2017.

The figures are those of the National Bureau of Statistics (主要城市年度数据) in the real data of
``LUOSHI_REAL``; ``panel.csv`` lists every flag with what is known of it.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from benchmarks import inputs
from luoshi.evaluation.integrity.words import evidence
from luoshi.ledger.integrity.detectors import detect
from luoshi.ledger.integrity.model import Flag, Yearly

PANEL = "nbs_35_cities_gdp_1999_2017.csv"
TABLE = Path(__file__).parent / "panel.csv"
UNKNOWN = "cause unknown"


def flags_of(path: Path) -> Iterator[tuple[str, Flag]]:
    """Yield the flags on each place of a panel, in the order of the file."""
    places: dict[str, dict[int, Decimal]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["value"]:
                places.setdefault(row["region"], {})[int(row["period"])] = Decimal(row["value"])
    for place, values in places.items():
        for flag in detect(Yearly(values=values, real=True)):
            yield place, flag


def key(place: str, flag: Flag) -> tuple[str, str, str]:
    """Return what tells a flag of the table from the others."""
    return place, flag.kind, str(flag.first)


def main() -> None:
    """Print the table with the flags found now; what is known of those listed before is kept."""
    with TABLE.open(encoding="utf-8") as file:
        known = {(row["place"], row["kind"], row["first"]): row for row in csv.DictReader(file)}
    names = ["place", "kind", "first", "last", "evidence", "cause", "citation"]
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    for place, flag in flags_of(inputs.REAL / "data" / PANEL):
        before = known.get(key(place, flag), {})
        writer.writerow(
            {
                "place": place,
                "kind": flag.kind,
                "first": flag.first,
                "last": flag.last,
                "evidence": evidence(flag, "en"),
                "cause": before.get("cause", UNKNOWN),
                "citation": before.get("citation", ""),
            }
        )


if __name__ == "__main__":
    main()
