"""Many readers and writers at once, and a large file of figures.

Usage: python -m benchmarks.load [import|serve|sizes|judge] [--observations N] [--seconds N] [--store STORE]
    [--sizes N,N…] [--plot FILE]

``import`` times ``luoshi build`` with a file of figures: validation, linking and journal. ``serve`` asks a
served ledger of that size for every page and every read of the API, open loop: a request is due at a fixed
time, whether or not those before it were answered, and its latency counts from when it was due, so that
waiting behind a slow answer is not left out (coordinated omission). Fifty people are signed in, in both
languages; meanwhile a program hands figures in through the API with its token, as units do. ``sizes`` asks
ledgers of several sizes and draws the 99th percentiles. ``judge`` times judging a plan after each new figure.
*Cold* is a server that has just begun to accept connections, *warm* the same one afterwards.
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
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from multiprocessing.synchronize import Event
from pathlib import Path

import httpx
from sqlalchemy import func, select

from benchmarks import figures, machine, plot
from benchmarks.asking import Call, Lines, call
from benchmarks.pages import serving
from benchmarks.process import ROOT, luoshi, run
from luoshi.access import Role, accounts, posts, tokens
from luoshi.access.sessions import start as begin
from luoshi.access.store import AccessStore
from luoshi.collection.appointing import NewDuty, NewOrganisation, NewPost, appoint
from luoshi.evaluation.renewing import Judge
from luoshi.evaluation.run import assess as run_all
from luoshi.evaluation.run import only_plan
from luoshi.ledger import views
from luoshi.ledger.columns_of import period_columns
from luoshi.ledger.identity import entered, named
from luoshi.ledger.records import Cut, ObservationView
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import observation
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.period import Period
from luoshi.web.app import declared
from luoshi.web.gate import SESSION

EXAMPLE = ROOT / "examples" / "shenyang"
RATE, SESSIONS, WRITES = 100, 50, 10
"""Requests a second, connections they come over, and entries written a second."""

KINDS = (Role.READER, Role.PLANNER, Role.ASSESSOR, Role.SUPERVISOR)
"""Who asks, in turn."""

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000)


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

    def every(self) -> list[float]:
        """Return the latencies of all reads."""
        return [one for some in self.reads.values() for one in some]

    def summary(self, name: str) -> str:
        """Return a row of the table."""
        every = self.every()
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


def imported(number: int, store: str) -> str:
    """Build a ledger with the example and a file of figures; return what that took."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.csv"
        figures.write(file, number)
        taken = run(luoshi("build", str(EXAMPLE), "--observations", str(file), "--ledger", store))
    return f"{taken.seconds:.1f} s, {taken.processor:.1f} s of processor, {taken.megabytes:.0f} MiB at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who asks and who writes.

    Attributes:
        sessions: Cookies of those who are signed in.
        token: Of the program that hands figures in.
        figures: What it hands in, one at a time, no two about the same thing.
    """

    sessions: list[str]
    token: str
    figures: list[dict[str, str]]


def staffed(store: str) -> People:
    """Set up a unit that reports and one that approves, and sign people in."""
    now, since = datetime.now(UTC), date(2020, 1, 1)
    with Ledger.open(store) as ledger:
        plan = only_plan(ledger)
        kinds = [one for one in views.indicators(ledger, plan.id) if one.origin == "table" and one.unit]
        slugs = [one.slug for one in kinds]
        appoint(
            ledger,
            NewOrganisation(key="above", name="综合部门"),
            NewOrganisation(key="unit", name="填报单位", parent="above"),
            NewPost(key="unit/reporter", name="填报岗", valid_from=since),
            NewPost(key="above/approver", name="审核岗", valid_from=since),
            *(
                NewDuty(post="unit/reporter", role="reports", indicator=one, valid_from=since)
                for one in slugs
            ),
            NewDuty(post="above/approver", role="approves", indicator=None, valid_from=since),
            actor="bench",
        )
        posts_of = {
            key: named("post", named("organisation", key.split("/")[0]), key.split("/")[1])
            for key in ("unit/reporter", "above/approver")
        }
    access = AccessStore.open(store, create=True)
    assert access is not None
    accounts.add(access, "security", by="local", roles=[Role.SECURITY_ADMIN])
    reporter, _ = accounts.add(access, "reporter", by="local", roles=[Role.REPORTER])
    posts.hold(access, posts_of["unit/reporter"], reporter.id, since, by="local")
    sessions = [_signed_in(access, number) for number in range(SESSIONS)]
    ids = [one.id for one in kinds] + slugs
    _, token = tokens.issue(access, reporter.id, "bench", ids, now + timedelta(days=2), by="local")
    access.close()
    figures = [
        {"indicator": one.slug, "period": f"{year}-{month:02}", "value": "12.5", "unit": one.unit or ""}
        for year in range(2000, 2020)
        for month in range(1, 13)
        for one in kinds
    ]
    return People(sessions=sessions, token=token, figures=figures)


def _signed_in(access: AccessStore, number: int) -> str:
    one, _ = accounts.add(access, f"reader{number}", by="local", roles=[KINDS[number % len(KINDS)]])
    with access.writing() as connection:
        return begin(access, connection, one.id, how="password")


def paths(origin: str, sessions: list[str]) -> list[list[str]]:
    """Return every page and every read of the API that may be called, for each kind of reader.

    Args:
        origin: Of a server that is not measured.
        sessions: Of one reader of each kind; the second one may read most.
    """
    with httpx.Client(base_url=origin, follow_redirects=True, timeout=120) as client:
        client.cookies.set(SESSION, sessions[1])
        plan = client.get("/").url.path.rstrip("/")
        _, place, slug = plan.split("/")
        indicators = re.findall(rf'href="({plan}/\d+)[?"]', client.get(plan).text)[:10]
        documents = re.findall(r'href="/documents/([^"?#/]+)"', client.get("/documents").text)
        sample = {"place": place, "plan": slug, "indicator": "1", "key": documents[0], "file": "results.csv"}
        told = [
            path.format(**sample) + ("?q=人口" if path.endswith("search") else "")
            for path, methods in declared()
            if "GET" in methods and set(re.findall(r"{(\w+)", path)) <= sample.keys() and path not in UNASKED
        ]
        more = [*indicators, *(f"/documents/{key}" for key in documents), f"{plan}?at=2023-12-31"]
        wanted = dict.fromkeys([*told, *more, f"{plan}/1?published_by=2024-12-31"])
        return [[path for path in wanted if _opens(client, path, session)] for session in sessions]


def _opens(client: httpx.Client, path: str, session: str) -> bool:
    client.cookies.set(SESSION, session)
    return client.get(path, follow_redirects=False).status_code == 200


UNASKED = frozenset({"/", "/healthz", "/sign-in/provider", "/sign-in/back", "/set-password"})
"""Routes that lead on, need a provider, or show nothing of a ledger."""


async def load(port: int, asked: list[list[str]], people: People, seconds: float) -> Latencies:
    """Send reads and writes, each at its fixed rate, whatever becomes of those before."""
    dice, found = random.Random(20260105), Latencies()
    lines = Lines(port, SESSIONS + WRITES)
    started = time.perf_counter() + 0.5

    async def one(due: float, sent: Call, taken: list[float]) -> None:
        status: int | str
        try:
            status = await lines.ask(sent)
        except (OSError, asyncio.IncompleteReadError) as error:
            status = type(error).__name__
        taken.append((time.perf_counter() - due) * 1000)
        if status not in (200, 201):
            found.failures[f"{sent.name} {status}"] += 1

    def read(turn: int) -> Coroutine[None, None, None]:
        who = turn % SESSIONS
        path = dice.choice(asked[who % len(asked)])
        headers = {
            "cookie": f"{SESSION}={people.sessions[who]}",
            "accept-language": "zh-CN" if who % 5 else "en",
        }
        return one(started + turn / RATE, call("GET", path, headers), found.reads.setdefault(path, []))

    def write(turn: int) -> Coroutine[None, None, None]:
        body = json.dumps({"figures": [people.figures.pop()]}).encode()
        sent = call(
            "POST", "/api/v1/submissions", {"authorization": f"Bearer {people.token}"}, body, "submission"
        )
        return one(started + turn / WRITES, sent, found.writes)

    reads = ((turn / RATE, False, turn) for turn in range(int(seconds * RATE)))
    writes = ((turn / WRITES, True, turn) for turn in range(int(seconds * WRITES)))
    under_way: set[asyncio.Task[None]] = set()
    for moment, writing, turn in sorted([*reads, *writes]):
        await asyncio.sleep(max(0.0, started + moment - time.perf_counter()))
        task = asyncio.create_task(write(turn) if writing else read(turn))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)
    lines.close()
    return found


def held(store: str) -> int:
    """Return how many figures a ledger holds."""
    with Ledger.open(store, read_only=True) as ledger, ledger.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(observation)).scalar_one())


def served(store: str, seconds: float) -> dict[str, float]:
    """Serve a ledger, ask it cold and warm, print both and return the 99th percentiles."""
    name = f"{held(store):,} on {'PostgreSQL' if '://' in store else 'SQLite'}"
    people = staffed(store)
    with serving(store, "--prepare", "0") as (address, _):
        asked = paths("/".join(address.split("/", 3)[:3]), people.sessions[: len(KINDS)])
    measured: dict[str, Latencies] = {}
    with serving(store) as (address, first):
        port = int(address.split("/")[2].rpartition(":")[2])
        for label in ("cold", "warm"):
            measured[label] = asyncio.run(load(port, asked, people, seconds))
    print(json.dumps({"first page after, s": round(first, 1)}))
    addresses = len({path for some in asked for path in some})
    for label, found in measured.items():
        print(found.summary(f"{name}, {label}, {addresses} addresses"), flush=True)
    for label, found in measured.items():
        print(
            f"\nSlowest, {label} (p50, p99):", *found.slowest(), *found.failures.items(), sep="\n", flush=True
        )
    return {
        f"{what}, {label}": part(some, 0.99)
        for label, found in measured.items()
        for what, some in (("reads", found.every()), ("writes", found.writes))
    }


def judged(store: str, seconds: float) -> None:
    """Publish a figure and judge the plan again, while another process writes; print what that took."""
    stop = multiprocessing.Event()
    writer = multiprocessing.Process(target=_written, args=(store, stop))
    writer.start()
    taken: list[float] = []
    with Ledger.open(store) as ledger:
        plan = only_plan(ledger)
        judge, cut = Judge(ledger), Cut(at=date(2025, 12, 31))
        started = time.perf_counter()
        whole = judge.assess(plan, cut)
        first = (time.perf_counter() - started) * 1000
        print(f"The whole plan: {first:.0f} ms, {len(whole.dossiers)} indicators")
        figures = [one for dossier in whole.dossiers for one in dossier.observations]
        while time.perf_counter() - started < seconds:
            ledger.append(_revised(random.choice(figures)), actor="bench", reason="figure")
            begun = time.perf_counter()
            judge.assess(plan, cut)
            taken.append((time.perf_counter() - begun) * 1000)
            time.sleep(0.1)
        full = run_all(ledger, plan, cut)
        print("Equal to a full judgement:", judge.assess(plan, cut).dossiers == full.dossiers)
    stop.set()
    writer.join()
    print(
        f"| after one figure | {len(taken)} | " + " | ".join(f"{part(taken, q):.0f}" for q in (0.5, 0.99, 1)),
        "|",
    )


def _revised(view: ObservationView) -> list[Row]:
    """Return another figure of the same series, for the same period."""
    period, source = Period.parse(view.period or "2024"), entered()
    known = {
        "published_text": "2026",
        "published_first": date(2026, 1, 1),
        "published_last": date(2026, 1, 2),
    }
    cited = {"id": source, "publisher": "bench", "title": "bench", "trust": "B", "evidence": "cited", **known}
    values = {
        "id": entered(),
        "series_id": view.series_id,
        "value": view.value + 1,
        "comparator": "eq",
        "status": "A",
        "match": "same",
        "citation_id": source,
        **period_columns(period),
    }
    return [Row(table="citation", values=cited), Row(table="observation", values=values)]


def _written(store: str, stop: Event) -> None:
    """Write entries that only the tables of reporting get, at a fixed rate, until told to stop."""
    with Ledger.open(store) as ledger:
        started = time.perf_counter()
        for turn in count():
            time.sleep(max(0.0, started + turn / WRITES - time.perf_counter()))
            if stop.is_set():
                return
            values = {"id": entered(), "key": f"bench-{entered()}"}
            ledger.append([Row(table="organisation", values=values)], actor="bench", reason="load")


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
    parser.add_argument("what", choices=["import", "serve", "sizes", "judge"])
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--store", help="a ledger that is there already; else a new SQLite file")
    parser.add_argument("--sizes", help="numbers of figures for sizes, with commas between them")
    parser.add_argument("--plot", type=Path, help="a file for the drawing that sizes makes (SVG)")
    given = parser.parse_args()
    os.environ["LUOSHI_RATE"] = "0"  # all requests come from one address here
    print(machine.words())
    listed = tuple(map(int, given.sizes.split(","))) if given.sizes else SIZES
    sizes = listed if given.what == "sizes" else (given.observations,)
    lines: dict[str, list[tuple[float, float]]] = {}
    if given.what in ("serve", "sizes"):
        print(HEAD)
    for number in sizes:
        with somewhere(given.store) as store:
            if not given.store or given.what == "import":
                taken = imported(number, store)
                print(json.dumps({"figures": number, "import": taken}), flush=True)
            if given.what == "judge":
                judged(store, given.seconds)
            elif given.what != "import":
                for name, taken in served(store, given.seconds).items():
                    lines.setdefault(f"{name}, p99", []).append((number, max(1.0, taken)))
        if given.plot and lines:
            plot.write(given.plot, machine.words(), lines)


if __name__ == "__main__":
    main()
