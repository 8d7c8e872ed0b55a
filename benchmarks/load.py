"""Many readers and writers at once, and a large file of figures.

Usage: python -m benchmarks.load [import|serve|sizes] [--observations N] [--seconds N] [--store STORE]

``import`` times ``luoshi build`` with a file of figures: validation, linking and journal. ``serve`` asks a
served ledger of that size for every page and every read of the API, open loop: a request is due at a fixed
time, whether or not those before it were answered, and its latency counts from when it was due, so that
waiting behind a slow answer is not left out (coordinated omission). Meanwhile another process writes to the
same ledger. ``sizes`` asks ledgers of several sizes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks import figures, machine
from benchmarks.pages import serving
from benchmarks.process import ROOT, luoshi, run
from luoshi.errors import LuoshiError
from luoshi.ledger.identity import entered
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger

EXAMPLE = ROOT / "examples" / "shenyang"
RATE, SESSIONS, WRITES = 100, 50, 10
"""Requests a second, connections they come over, and entries written a second."""

SIZES = (10_000, 100_000, 1_000_000, 3_000_000)


@dataclass(kw_only=True)
class Latencies:
    """What was measured.

    Attributes:
        reads: Milliseconds from when a request was due to its answer, by path.
        writes: Milliseconds from when an entry was due to its acknowledgement.
        failures: Answers other than 200, by path and status.
    """

    reads: dict[str, list[float]] = field(default_factory=dict)
    writes: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    def summary(self, name: str) -> str:
        """Return a row of the table."""
        every = [one for some in self.reads.values() for one in some]
        cells = [name, str(len(every)), *(f"{part(every, q):.0f}" for q in (0.5, 0.95, 0.99, 1))]
        cells += [str(len(self.writes)), *(f"{part(self.writes, q):.0f}" for q in (0.5, 0.99, 1))]
        return f"| {' | '.join([*cells, str(self.failures.total())])} |"

    def slowest(self) -> Iterator[str]:
        """Yield the paths with the longest waits."""
        for path, some in sorted(self.reads.items(), key=lambda pair: -part(pair[1], 0.99))[:8]:
            yield f"{part(some, 0.5):6.0f} {part(some, 0.99):6.0f} ms  {path}"


HEAD = """
| | reads | p50 ms | p95 | p99 | most | writes | p50 ms | p99 | most | failures |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"""


def part(some: list[float], share: float) -> float:
    """Return a quantile; 0 where there is nothing."""
    ordered = sorted(some)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def imported(count: int, store: str) -> str:
    """Build a ledger with the example and a file of figures; return what that took."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.csv"
        figures.write(file, count)
        taken = run(luoshi("build", str(EXAMPLE), "--observations", str(file), "--ledger", store))
    return f"{taken.seconds:.1f} s, {taken.processor:.1f} s of processor, {taken.megabytes:.0f} MiB at most"


def paths(origin: str) -> list[str]:
    """Return every page and every read of the API that needs no account."""
    with httpx.Client(base_url=origin, follow_redirects=True, timeout=120) as client:
        plan = client.get("/").url.path.rstrip("/")
        _, place, slug = plan.split("/")
        indicators = re.findall(rf'href="({plan}/\d+)[?"]', client.get(plan).text)[:10]
        documents = re.findall(r'href="(/documents/[^"?#/]+)"', client.get("/documents").text)[:3]
        told = client.get("/api/v1/openapi.json").json()["paths"]
        calls = [path for path, methods in told.items() if "get" in methods]
        filled = [p.replace("{place}", place).replace("{plan}", slug) for p in calls]
        filled = [
            p.replace("{indicator}", "1") + ("?q=生产总值" if p.endswith("search") else "") for p in filled
        ]
        pages = [plan, f"{plan}/actions", "/plans", "/documents", "/method", "/corrections", "/search?q=人口"]
        pages += [*dict.fromkeys(indicators), *dict.fromkeys(documents)]
        wanted = [*pages, *(path for path in filled if "{" not in path)]
        return [path for path in wanted if client.get(path).status_code == 200]


async def read(origin: str, asked: list[str], seconds: float, found: Latencies) -> None:
    """Send requests at a fixed rate over a fixed number of connections."""
    dice = random.Random(20260105)
    limits = httpx.Limits(max_connections=SESSIONS, max_keepalive_connections=SESSIONS)
    started = time.perf_counter() + 0.5
    async with httpx.AsyncClient(base_url=origin, limits=limits, timeout=120) as client:

        async def one(due: float, path: str) -> None:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            try:
                status = (await client.get(path)).status_code
            except httpx.HTTPError as error:
                status = type(error).__name__  # type: ignore[assignment]
            found.reads.setdefault(path, []).append((time.perf_counter() - due) * 1000)
            if status != 200:
                found.failures[f"{path} {status}"] += 1

        turns = range(int(seconds * RATE))
        await asyncio.gather(*(one(started + turn / RATE, dice.choice(asked)) for turn in turns))


def write(store: str, seconds: float, told: multiprocessing.Queue[list[float]]) -> None:
    """Write entries that only the tables of reporting get, at a fixed rate."""
    taken: list[float] = []
    with Ledger.open(store) as ledger:
        started = time.perf_counter() + 0.5
        for turn in range(int(seconds * WRITES)):
            due = started + turn / WRITES
            time.sleep(max(0.0, due - time.perf_counter()))
            values = {"id": entered(), "key": f"bench-{entered()}"}
            try:
                ledger.append([Row(table="organisation", values=values)], actor="bench", reason="load")
            except LuoshiError as error:
                print("refused:", error.problem.words("en"))
            taken.append((time.perf_counter() - due) * 1000)
    told.put(taken)


def loaded(origin: str, asked: list[str], store: str, seconds: float) -> Latencies:
    """Read and write at once; return the latencies."""
    found = Latencies()
    told: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    writer = multiprocessing.Process(target=write, args=(store, seconds, told))
    writer.start()
    asyncio.run(read(origin, asked, seconds, found))
    found.writes = told.get()
    writer.join()
    return found


def served(store: str, seconds: float, name: str) -> None:
    """Serve a ledger, ask it cold and warm, and print both."""
    with serving(store) as (address, _):
        origin = address.split("/", 3)
        base = "/".join(origin[:3])
        asked = paths(base)
    with serving(store) as (address, _):
        cold = loaded("/".join(address.split("/", 3)[:3]), asked, store, seconds)
        warm = loaded("/".join(address.split("/", 3)[:3]), asked, store, seconds)
    for label, found in (("cold", cold), ("warm", warm)):
        print(found.summary(f"{name}, {label}, {len(asked)} addresses"), flush=True)
    print("\nSlowest, warm (p50, p99):", *warm.slowest(), *warm.failures.items(), sep="\n", flush=True)


@contextmanager
def somewhere(given: str | None) -> Iterator[str]:
    """Give the store that was named, else a file that is removed afterwards."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "load.db")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["import", "serve", "sizes"])
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--store", help="a ledger that is there already; else a new SQLite file")
    given = parser.parse_args()
    os.environ["LUOSHI_RATE"] = "0"  # all requests come from one address here
    print(machine.words())
    sizes = SIZES if given.what == "sizes" else (given.observations,)
    if given.what != "import":
        print(HEAD)
    for count in sizes:
        with somewhere(given.store) as store:
            if not given.store or given.what == "import":
                taken = imported(count, store)
                print(json.dumps({"figures": count, "import": taken}), flush=True)
            if given.what != "import":
                kind = "PostgreSQL" if "://" in store else "SQLite"
                served(store, given.seconds, f"{count:,} on {kind}")


if __name__ == "__main__":
    main()
