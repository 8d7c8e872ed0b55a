"""``python -m benchmarks.national.run FOLDER``: judging a country from Parquet on two cores.

Makes the files in the folder where they are not there yet (20 million figures take some minutes and 250 MB),
then takes each way in a process of its own, of three runs that of the least processor time, reading and
writing included.
``--ledger FILE`` also takes the time of ``luoshi national export``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks import machine
from benchmarks.national import data
from benchmarks.process import luoshi, run

RUNS = 3
COUNTRY = 3000
SIZES = (30, 300, COUNTRY, 12_000)
WAYS = {"ours": "Luoshi (DuckDB)", "in_polars": "Polars", "in_pandas": "pandas"}
RESULTS = {"ours": "luoshi.parquet", "in_polars": "polars.parquet", "in_pandas": "pandas.parquet"}


def main() -> None:
    """Print the tables, and write the plot where it is asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--ledger", type=Path)
    asked.add_argument("--plot", type=Path)
    options = asked.parse_args()
    print(f"Machine: {machine.words()}\n")
    country = made(options.folder / str(COUNTRY), COUNTRY)
    beside(country)
    whole = made(options.folder / "kinds", COUNTRY, kinds=True)
    taken = quickest("ours", whole)
    print(f"Targets of every kind: {taken['seconds']:.2f} s, {taken['megabytes']:.0f} MiB\n")
    points = sizes(options.folder)
    if options.plot:
        options.plot.write_text(plot(points), encoding="utf-8")
    if options.ledger:
        export(options.ledger, options.folder / "exported")


def made(folder: Path, places: int, *, kinds: bool = False) -> Path:
    """Return a folder with the two files, made where they are not there."""
    if not (folder / "observations.parquet").exists():
        folder.mkdir(parents=True, exist_ok=True)
        data.write(folder, places, kinds=kinds)
    return folder


def quickest(way: str, folder: Path) -> dict[str, float]:
    """Return the run of a way that took least of the processor, which other work disturbs least."""
    command = [sys.executable, "-m", "benchmarks.national.one", way, str(folder)]
    taken = [json.loads(run(command).output) for _ in range(RUNS)]
    return min(taken, key=lambda one: one["processor"])


def figures(folder: Path) -> int:
    """Return how many figures a folder holds."""
    return int(pq.ParquetFile(folder / "observations.parquet").metadata.num_rows)


def beside(folder: Path) -> None:
    """Print the three ways beside each other; they must judge alike."""
    print(f"{figures(folder):,} figures, {COUNTRY * data.INDICATORS:,} targets that are levels\n")
    print("| | seconds | of processor | of its busiest thread | MiB at most | same verdicts and reasons |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for way, name in WAYS.items():
        taken = quickest(way, folder)
        cells = [f"{taken['seconds']:.2f}", f"{taken['processor']:.2f}", f"{taken['busiest']:.2f}"]
        cells.append(f"{taken['megabytes']:.0f}")
        print(f"| {name} | {' | '.join(cells)} | {same(folder, way)} |", flush=True)
    print()


def same(folder: Path, way: str) -> str:
    """Say how many targets have the verdict, the reason and the figure taken that Luoshi gives."""
    columns = ["target_id", "verdict", "reason", "observation_id"]
    ours = pq.read_table(folder / RESULTS["ours"], columns=columns).to_pydict()
    theirs = pq.read_table(folder / RESULTS[way], columns=columns).to_pydict()
    equal = sum(
        one == other
        for one, other in zip(
            zip(*ours.values(), strict=True), zip(*theirs.values(), strict=True), strict=True
        )
    )
    return f"{equal:,} of {len(ours['target_id']):,}"


def sizes(folder: Path) -> list[tuple[int, float]]:
    """Print how time grows with the number of figures."""
    print("| figures | seconds | of processor | of its busiest thread | MiB at most | processor a million |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    points = []
    for places in SIZES:
        one = made(folder / str(places), places)
        count, taken = figures(one), quickest("ours", one)
        points.append((count, taken["processor"]))
        rate = taken["processor"] / count * 1e6
        cells = [f"{taken[key]:.2f}" for key in ("seconds", "processor", "busiest")]
        cells += [f"{taken['megabytes']:.0f}", f"{rate:.2f}"]
        print(f"| {count:,} | {' | '.join(cells)} |", flush=True)
    print()
    return points


def plot(points: list[tuple[int, float]]) -> str:
    """Return the sizes as a plot with equal scales, a line through nought and the largest."""
    most, longest = points[-1]
    dots = "".join(
        f'<circle cx="{60 + 520 * count / most:.1f}" cy="{260 - 220 * seconds / longest:.1f}" r="4"/>'
        f'<text x="{60 + 520 * count / most - 6:.1f}" y="{248 - 220 * seconds / longest:.1f}" '
        f'text-anchor="end">{seconds:.2f} s</text>'
        for count, seconds in points[1:]
    )
    ticks = "".join(
        f'<text x="{60 + 520 * share:.0f}" y="280" text-anchor="middle">{most * share / 1e6:.0f} M</text>'
        for share in (0.25, 0.5, 0.75, 1)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 300" font-size="12">'
        "<title>Seconds of processor by number of figures</title>"
        '<rect width="640" height="300" fill="#fff"/>'
        '<path d="M60 40V260H600" fill="none" stroke="#666"/>'
        '<path d="M60 260L580 40" stroke="#999" stroke-dasharray="4 4"/>'
        f'<g fill="#174ea6">{dots}</g><g fill="#444">{ticks}</g></svg>\n'
    )


def export(ledger: Path, folder: Path) -> None:
    """Print what writing a ledger's targets and figures as Parquet takes."""
    started = time.perf_counter()
    taken = run(luoshi("national", "export", str(folder), "--ledger", str(ledger), "--lang", "en"))
    seconds = time.perf_counter() - started
    print(
        f"Export from the ledger: {figures(folder):,} figures in {seconds:.1f} s, {taken.megabytes:.0f} MiB"
    )


if __name__ == "__main__":
    main()
