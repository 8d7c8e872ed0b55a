"""Many documents into tables: what two workers reach, and whether memory stays flat.

``python -m benchmarks.corpus [DOCUMENTS]`` makes a corpus (2,000 documents by default: the example's, with
other figures in every copy) and prints, from one run: one worker; two workers; and two independent processes
of one worker with half of the corpus each, which is what two processors can give at most. Then the peak of
memory of one worker over a quarter of the corpus and over all of it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import machine

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "shenyang"
SOURCES = ("year-2024.md", "progress-2020.md", "outlook-2021.md")
FIGURE = re.compile(r"(?<=\d)\d(?=\.\d|亿|万|%)")


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        halves = (folder / "in" / "a", folder / "in" / "b")
        bytes_made = sum(make(half, count // 2, at) for at, half in enumerate(halves))
        one = run([(folder / "in", 1)], folder)
        two = run([(folder / "in", 2)], folder)
        apart = run([(half, 1) for half in halves], folder)
        figures = {
            "machine": machine.words(),
            "documents": count,
            "megabytes": round(bytes_made / 1e6, 1),
            "seconds, one worker": round(one, 1),
            "seconds, two workers": round(two, 1),
            "seconds, two independent processes": round(apart, 1),
            "speed-up of two workers": round(one / two, 2),
            "speed-up of two independent processes": round(one / apart, 2),
            "share reached": round(apart / two, 3),
            "documents a second, two workers": round(count / two, 1),
            "peak MB of a worker, by documents": memory(folder, count),
        }
    print(json.dumps(figures, ensure_ascii=False, indent=1))


def make(folder: Path, count: int, seed: int) -> int:
    """Write documents with figures of their own; return their size in bytes."""
    folder.mkdir(parents=True)
    texts = [(EXAMPLE / name).read_text(encoding="utf-8") for name in SOURCES]
    size = 0
    for n in range(count):
        digits = iter(str(n * 7919 + seed) * 10_000)
        text = FIGURE.sub(lambda _, digits=digits: next(digits), texts[n % len(texts)])
        size += (folder / f"{n:06}.md").write_bytes(text.encode())
    return size


def run(jobs: list[tuple[Path, int]], folder: Path) -> float:
    """Run commands side by side; return the seconds until the last has ended."""
    started = time.perf_counter()
    running = [
        subprocess.Popen(
            command(source, workers, Path(tempfile.mkdtemp(dir=folder))), stdout=subprocess.DEVNULL
        )
        for source, workers in jobs
    ]
    if any(one.wait() for one in running):
        raise SystemExit("a run failed")
    return time.perf_counter() - started


def command(source: Path, workers: int, out: Path) -> list[str]:
    """Return the command of a run."""
    return [
        *(sys.executable, "-m", "luoshi", "corpus", str(source)),
        *("--out", str(out), "--workers", str(workers), "--fresh"),
    ]


def memory(folder: Path, count: int) -> dict[str, float]:
    """Return the peak of memory of a worker by the number of documents it read."""
    peaks = {}
    for share in (4, 1):
        source = folder / f"share-{share}"
        source.mkdir()
        for file in sorted((folder / "in").rglob("*.md"))[: count // share]:
            os.link(file, source / f"{file.parent.name}-{file.name}")
        program = (
            "import resource,subprocess,sys;"
            "subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        whole = [sys.executable, "-c", program, *command(source, 1, folder / f"out-{share}")]
        done = subprocess.run(whole, check=True, capture_output=True, text=True)
        peaks[str(count // share)] = round(int(done.stdout.split()[-1]) / 1024, 1)
    return peaks


if __name__ == "__main__":
    main()
