"""How much of a scanned plan comes back: its numbers, its words, and the rows of its table.

``python -m benchmarks.recognition`` makes the plan, prints and scans it, reads it again and prints what came
back as JSON. A number counts as right when it stands as often in what was read as in what was printed.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks import machine, made_plan
from luoshi.documents import read_bytes
from luoshi.documents.model import Document

NUMBER = re.compile(r"\d+(?:\.\d+)?")


LOOKS = {"clean": (0.0, 0.0), "scan": (0.7, 0.002), "worse": (-1.5, 0.006)}
"""By how many degrees a page is turned, and the part of its pixels that are spoiled."""


def main() -> None:
    """Print the figures of the looks named on the command line, or of ``scan``."""
    with tempfile.TemporaryDirectory() as name:
        pdf = made_plan.printed(made_plan.made_docx(made_plan.plan()), Path(name))
    wanted = read_bytes(pdf, "plan.pdf")
    print(machine.words())
    for look in sys.argv[1:] or ["scan"]:
        angle, noise = LOOKS[look]
        started = time.process_time()
        found = read_bytes(made_plan.scanned(pdf, angle=angle, noise=noise), "scan.pdf")
        seconds = (time.process_time() - started) / len(found.locations)
        figures = {"look": look, "pages": len(found.locations), "processor seconds a page": round(seconds, 1)}
        print(json.dumps(figures | compared(wanted, found), ensure_ascii=False, indent=1), flush=True)


def compared(wanted: Document, found: Document) -> dict[str, object]:
    """Return how much of a document is in another reading of it."""
    there, here = Counter(NUMBER.findall(wanted.text)), Counter(NUMBER.findall(found.text))
    rows = [row for table in wanted.tables for row in table.rows]
    read = Counter(_plain(row) for table in found.tables for row in table.rows)
    right = sum((Counter(map(_plain, rows)) & read).values())
    cells = Counter(cell for row in rows for cell in _plain(row))
    same = sum((cells & Counter(cell for row, n in read.items() for cell in row * n)).values())
    return {
        "numbers": sum(there.values()),
        "numbers right": round(sum((there & here).values()) / sum(there.values()), 4),
        "numbers added": sum((here - there).values()),
        "rows": len(rows),
        "rows right": right,
        "cells right": round(same / max(sum(cells.values()), 1), 4),
        "lost": dict((there - here).most_common(8)),
        "by": found.layer.made_by if found.layer else None,
    }


def _plain(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", "", cell).replace("（", "(").replace("）", ")") for cell in row)


if __name__ == "__main__":
    main()
