"""Time and memory by the length of a text, up to 20 MB; with ``--plot FILE.svg`` as a picture.

``python -m benchmarks.linear`` reads one text of each length (the example's documents one after the other,
with other figures in every copy) with every attribute, in a process of its own, and prints processor seconds
and the peak of memory. The exponent is the slope of log seconds over log megabytes: 1 is linear.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import machine
from benchmarks.corpus import EXAMPLE, FIGURE, SOURCES

MEGABYTES = (0.1, 1, 2, 5, 10, 20)
IMPORT = "import time;s=time.perf_counter();import luoshi.statements.extract;print(time.perf_counter()-s)"


def main() -> None:
    """Print the table, or read one text when called with a file."""
    if len(sys.argv) > 1 and sys.argv[1] == "--one":
        print(json.dumps(one(Path(sys.argv[2]))))
        return
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for size in MEGABYTES:
            path = Path(name) / "text.md"
            path.write_bytes(text_of(round(size * 1e6)))
            command = [sys.executable, "-m", "benchmarks.linear", "--one", str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            rows.append({"megabytes": size, **json.loads(done.stdout)})
            print(json.dumps(rows[-1]), flush=True)
    done = subprocess.run([sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True)
    first, last = rows[1], rows[-1]
    slope = math.log(last["seconds"] / first["seconds"]) / math.log(last["megabytes"] / first["megabytes"])
    print(json.dumps({"exponent": round(slope, 3), "import seconds": round(float(done.stdout), 3)}))
    print(machine.words())
    if "--plot" in sys.argv:
        Path(sys.argv[sys.argv.index("--plot") + 1]).write_text(plot(rows), encoding="utf-8")


def text_of(size: int) -> bytes:
    """Return a text of about so many bytes."""
    texts = [(EXAMPLE / name).read_text(encoding="utf-8") for name in SOURCES]
    made, length, n = [], 0, 0
    while length < size:
        digits = iter(str(n * 7919 + 1) * 10_000)
        made.append(FIGURE.sub(lambda _, digits=digits: next(digits), texts[n % len(texts)]))
        length += len(made[-1].encode())
        n += 1
    return "\n\n".join(made).encode()[:size].decode(errors="ignore").encode()


def one(path: Path) -> dict[str, float]:
    """Read a text; return processor seconds, characters, statements and the peak of memory."""
    from luoshi.statements.extract import extract_file

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    found = len(extract_file(path))
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    characters = len(path.read_text(encoding="utf-8"))
    return {
        "seconds": round(seconds, 2),
        "characters a second": round(characters / seconds),
        "statements": found,
        "peak MB": round(peak / 1024),
        "MB before": round(before / 1024),
    }


def plot(rows: list[dict[str, float]]) -> str:
    """Return seconds over megabytes as SVG, with the straight line through the last point."""
    width, height, left, bottom = 640, 360, 60, 50
    most, longest = rows[-1]["megabytes"], max(row["seconds"] for row in rows)

    def place(megabytes: float, seconds: float) -> tuple[float, float]:
        across = left + (width - left - 20) * megabytes / most
        return round(across, 1), round(height - bottom - (height - bottom - 20) * seconds / longest, 1)

    spots = [place(row["megabytes"], row["seconds"]) for row in rows]
    zero, end = place(0, 0), place(most, rows[-1]["seconds"])
    marks = "".join(f'<circle cx="{x}" cy="{y}" r="4" fill="#1f5fa0"/>' for x, y in spots)
    labels = "".join(
        f'<text x="{x}" y="{height - 28}" text-anchor="middle">{row["megabytes"]:g}</text>'
        for (x, _), row in list(zip(spots, rows, strict=True))[1:]
    )
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"',
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<line x1="{zero[0]}" y1="{zero[1]}" x2="{end[0]}" y2="{end[1]}" stroke="#999"/>',
        f'<line x1="{left}" y1="{zero[1]}" x2="{width - 20}" y2="{zero[1]}" stroke="#333"/>',
        f'<line x1="{left}" y1="20" x2="{left}" y2="{zero[1]}" stroke="#333"/>{marks}{labels}',
        f'<text x="{left - 8}" y="28" text-anchor="end">{longest:g} s</text>',
        f'<text x="{width - 20}" y="{height - 8}" text-anchor="end">MB of text, one core</text></svg>',
    )
    return "".join(parts) + "\n"


if __name__ == "__main__":
    main()
