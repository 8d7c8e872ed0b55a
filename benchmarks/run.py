"""`make bench`: measure on this machine and print tables in Markdown."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import inputs, machine, pages, peer
from benchmarks.outlook import run as outlook
from benchmarks.process import Run, luoshi, run
from luoshi.statements.extract import extract_file
from luoshi.statements.score import score

RUNS = 5
PEER_RUNS = 1
HELP_RUNS = 5
FIXED = ("actions", "demonstrations", "documents", "method", "quality", "search")
"""Last parts of the addresses of pages of which there is one."""


def main() -> None:
    """Measure one thing after the other."""
    print(f"Machine: {machine.words()}\n")
    print(f"Documents: {inputs.folder()}\n")
    scores()
    extraction()
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "bench.db")
        build(ledger)
        first_pages(ledger)
    outlook.main()


def scores() -> None:
    """Print how well the statements agree with those that people marked, by document."""
    if not inputs.GOLD.is_dir():
        return
    rows, all_marked, all_read = [], [], []
    for gold in sorted(inputs.GOLD.glob("*.jsonl")):
        marked = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        path = inputs.folder() / marked[0]["doc"]
        read = [statement.interchange() for statement in extract_file(path)]
        rows.append([gold.stem, *_figures(marked, read), f"`{inputs.sha256(path)}`"])
        all_marked += marked
        all_read += read
    rows.append(["**pooled**", *_figures(all_marked, all_read), ""])
    table("Statements", ["document", "marked", "precision", "recall", "whole", "sha256"], rows)


def _figures(marked: Iterable[dict[str, object]], read: Iterable[dict[str, object]]) -> list[str]:
    result = score(marked, read)
    figures = result.figures()
    return [str(result.marked), *(f"{figures[name]:.3f}" for name in ("precision", "recall", "whole"))]


def extraction() -> None:
    """Print characters a second on one core, beside the peer in the same run."""
    paths = [str(path) for path in inputs.documents()]
    ours = json.loads(
        run([sys.executable, "-m", "benchmarks.extraction", str(RUNS), *paths], one_core=True).output
    )
    rows = [_speed("Luoshi: statements with every attribute", ours)]
    if other := peer.python():
        script = str(inputs.ROOT / "benchmarks" / "peer_recognizers.py")
        theirs = json.loads(run([other, script, str(PEER_RUNS), *paths], one_core=True).output)
        rows.append(_speed("Recognizers-Text 1.0.2a2: six models, values and units", theirs))
        factor = (ours["characters"] / ours["seconds"]) / (theirs["characters"] / theirs["seconds"])
        rows.append(["Luoshi ÷ Recognizers-Text", "", "", "", f"{factor:.0f} ×"])
    table("Extraction on one core", ["", "characters", "found", "processor seconds", "characters/s"], rows)


def _speed(name: str, measured: dict[str, float]) -> list[str]:
    rate = measured["characters"] / measured["seconds"]
    return [
        name,
        f"{measured['characters']:,}",
        str(measured["found"]),
        f"{measured['seconds']:.3f}",
        f"{rate:,.0f}",
    ]


def build(ledger: str) -> None:
    """Print what building, evaluating and asking for help take."""
    tables = [f"--observations={path}" for path in inputs.observations()]
    first = run(luoshi("build", "--ledger", ledger, *tables, str(inputs.folder())))
    again = run(luoshi("build", "--ledger", ledger, *tables, str(inputs.folder())))
    judged = run(luoshi("evaluate", "--ledger", ledger, "--at", "2025-12-31", "--format", "csv"))
    asked = min((run(luoshi("--help")) for _ in range(HELP_RUNS)), key=lambda one: one.seconds)
    size = Path(ledger).stat().st_size / 1e6
    rows = [
        [f"build of {len(inputs.documents())} documents", *_taken(first)],
        ["the same again (nothing new)", *_taken(again)],
        ["`luoshi evaluate`", *_taken(judged)],
        ["`luoshi --help`", *_taken(asked)],
    ]
    head = ["", "seconds", "of processor", "MiB at most"]
    table(f"Commands (the ledger has {size:.1f} MB)", head, rows)


def _taken(one: Run) -> list[str]:
    return [f"{one.seconds:.2f}", f"{one.processor:.2f}", f"{one.megabytes:.0f}"]


def first_pages(ledger: str) -> None:
    """Print how soon the first page is there, and the sizes of the pages."""
    with pages.serving(ledger) as (address, seconds):
        found = [address, *pages.links(address)]
        found += pages.links(next(page for page in found if page.endswith("/documents")))
        measured = [pages.measure(page) for page in one_of_each_kind(found)]
    print(f"From `luoshi serve` to its first page: {seconds:.2f} s\n")
    rows = [[p.path, _kb(p.html), _kb(p.first_load), _kb(p.charts) if p.charts else ""] for p in measured]
    table("Pages, compressed", ["page", "HTML", "first load without ECharts", "ECharts"], rows)


def one_of_each_kind(found: Iterable[str]) -> list[str]:
    """Return the first page of every kind: the fixed ones, one indicator, one document."""
    kinds: dict[tuple[int, bool, str], str] = {}
    for page in found:
        parts = [part for part in page.split("/")[3:] if part]
        if parts:
            fixed = parts[-1] if parts[-1] in FIXED else ""
            kinds.setdefault((len(parts), parts[0] == "documents", fixed), page)
    return list(kinds.values())


def _kb(size: int) -> str:
    return f"{size / 1000:.0f} KB"


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table."""
    print(f"### {title}\n")
    for cells in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(cells)} |")
    print(flush=True)


if __name__ == "__main__":
    main()
