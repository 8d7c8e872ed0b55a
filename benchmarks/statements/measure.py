"""Precision, recall and whole statements on labelled documents of other places, by kind of document.

    python -m benchmarks.statements.measure [SET ...] [--errors] [--undated]

A set is a folder beside this file; README.md says when each was written and what its first run gave.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from benchmarks.statements.labels import labelled
from luoshi.statements.score import ATTRIBUTES, Score, score

HERE = Path(__file__).parent


def interval(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson's formula (E. B. Wilson, 1927)."""
    if not whole:
        return 0.0, 1.0
    z, share = 1.959964, part / whole
    middle = share + z * z / (2 * whole)
    reach = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return (middle - reach) / scale, (middle + reach) / scale


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=sorted(p.name for p in HERE.iterdir() if _is_set(p)))
    parser.add_argument("--errors", action="store_true", help="print what was read otherwise")
    parser.add_argument("--undated", action="store_true", help="do not say when the documents came out")
    arguments = parser.parse_args()
    for name in arguments.sets:
        _print_set(name, errors=arguments.errors, dated=not arguments.undated)


def _is_set(path: Path) -> bool:
    return path.is_dir() and any(path.glob("*.yaml"))


def _print_set(name: str, *, errors: bool, dated: bool) -> None:
    print(
        f"\n{name}\n\n| document | statements | precision | recall | whole |\n| --- | --- | --- | --- | --- |"
    )
    all_marked, all_read = [], []
    for document in labelled(HERE / name):
        read = [statement.interchange() for statement in document.read(dated=dated)]
        result = score(document.marked, read)
        print(_row(document.name, result))
        if errors:
            _print_errors(result)
        all_marked += document.marked
        all_read += read
    result = score(all_marked, all_read)
    print(_row("**all**", result))
    figures = result.figures()
    print("\n" + " · ".join(f"{name} {figures[name]:.3f}" for name in (*ATTRIBUTES, "phrase")))


def _row(name: str, result: Score) -> str:
    shares = (
        (result.found, result.read),
        (result.found, result.marked),
        (result.whole, result.marked),
    )
    cells = " | ".join(_share(part, whole) for part, whole in shares)
    return f"| {name} | {result.marked} | {cells} |"


def _share(part: int, whole: int) -> str:
    low, high = interval(part, whole)
    return f"{part / whole if whole else 1.0:.3f} ({low:.2f}–{high:.2f})"


def _print_errors(result: Score) -> None:
    for what, marked, read in result.errors:
        one, other = marked or {}, read or {}
        field = "indicator" if what in ("phrase", "missed", "spurious") else what
        words, of = one.get("text") or other.get("text"), one.get("indicator")
        print(f"    {what:<10} {words}  marked {one.get(field)}  read {other.get(field)}  [{of}]")


if __name__ == "__main__":
    main()
