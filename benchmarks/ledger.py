"""How fast the ledger is: append, verify and ask at a given number of observations.

Usage: python benchmarks/ledger.py [OBSERVATIONS] [--store FILE_OR_URL]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from luoshi.ledger import identity, views
from luoshi.ledger.records import Cut
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger

YEARS = range(2001, 2026)
SOURCES = 200
ROWS_PER_ENTRY = 100_000


def skeleton(series: int) -> Iterator[Row]:
    """Give places, one plan in a document, an indicator and a series for every 25 observations."""
    place = identity.place_id("210100", "沈阳市")
    document = identity.document_id("plan")
    plan = identity.named("plan", "bench")
    yield Row(table="place", values={"id": place, "slug": "shenyang", "name": "沈阳市", "code": "210100"})
    yield Row(table="document", values={"id": document, "key": "plan"})
    yield Row(table="plan", values={"id": plan, "place_id": place, "slug": "plan", "document_id": document})
    yield Row(table="plan_detail", values={"id": "detail", "plan_id": plan, "title": "纲要"})
    for number in range(SOURCES):
        yield Row(
            table="citation",
            values={
                "id": identity.named("citation", number),
                "publisher": "国家统计局",
                "title": f"统计年鉴（{number}）",
                "published_text": "2025-05-12",
                "published_first": date(2025, 5, 12),
                "published_last": date(2025, 5, 12),
                "trust": "A",
                "evidence": "cited",
            },
        )
    yield from (row for number in range(series) for row in _indicator(number, plan, place))


def _indicator(number: int, plan: str, place: str) -> Iterator[Row]:
    indicator, definition = identity.named("indicator", number), identity.named("definition", number)
    series, name = identity.named("series", number), f"第{number}项指标"
    yield Row(table="definition", values={"id": definition, "name": name, "text": "", "measure": "level"})
    yield Row(
        table="series",
        values={
            "id": series,
            "definition_id": definition,
            "place_id": place,
            "dimensions": {},
            "unit": "亿元",
        },
    )
    yield Row(table="indicator", values={"id": indicator, "plan_id": plan, "slug": str(number)})
    yield Row(
        table="indicator_detail",
        values={
            "id": identity.version_id("indicator_detail", indicator),
            "indicator_id": indicator,
            "number": number,
            "rank": number,
            "name": name,
            "measure": "level",
            "attribute": "unmarked",
            "origin": "table",
        },
    )
    yield Row(
        table="indicator_series",
        values={
            "id": identity.named("link", number),
            "indicator_id": indicator,
            "series_id": series,
            "score": 1,
            "reason": "同名同单位",
            "accepted": True,
        },
    )


def figures(first: int, last: int) -> Iterator[Row]:
    """Give observations, 25 years to a series."""
    for number in range(first, last):
        series, year = divmod(number, len(YEARS))
        when = YEARS[year]
        value = Decimal(number * 7919 % 1_000_000) / 10
        yield Row(
            table="observation",
            values={
                "id": identity.named("observation", number),
                "series_id": identity.named("series", series),
                "period": str(when),
                "period_start": date(when, 1, 1),
                "period_end": date(when + 1, 1, 1),
                "frequency": "A",
                "nature": "span",
                "value": value,
                "written": f"{value}亿元",
                "comparator": "eq",
                "status": "A",
                "match": "same",
                "citation_id": identity.named("citation", number % SOURCES),
                "origin": f"observations.csv#{number + 2}",
                "locator": f"表 {series}，第 {year + 1} 行",
                "quote": f"沈阳 | 指标(亿元) | {when}年 | {value}",
            },
        )


def measure(ledger: Ledger, observations: int) -> dict[str, object]:
    """Fill a ledger and return what was measured."""
    series = observations // len(YEARS) + 1
    steps: dict[str, Callable[[], object]] = {
        "append series and indicators": lambda: ledger.append(
            skeleton(series), actor="bench", reason="plan and series"
        ),
        "append observations": lambda: _fill(ledger, observations),
        "append one observation": lambda: ledger.append(
            figures(observations, observations + 1), actor="bench", reason="one more"
        ),
        "verify": lambda: _verify(ledger),
        "export": lambda: _export(ledger),
    }
    return {
        "observations": observations,
        "series": series,
        "seconds (on the clock, of processor)": {name: _seconds(step) for name, step in steps.items()},
        "peak memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "questions, milliseconds (median, slowest of 50)": questions(ledger, series),
    }


def _fill(ledger: Ledger, observations: int) -> None:
    for first in range(0, observations, ROWS_PER_ENTRY):
        rows = figures(first, min(first + ROWS_PER_ENTRY, observations))
        ledger.append(rows, actor="bench", reason="figures")


def _verify(ledger: Ledger) -> None:
    if problems := ledger.verify():
        raise SystemExit(problems[0].words("en"))


def _export(ledger: Ledger) -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        ledger.export(nowhere)


def _seconds(step: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    step()
    return round(time.perf_counter() - clock, 3), round(time.process_time() - processor, 3)


def questions(ledger: Ledger, series: int) -> dict[str, tuple[float, float]]:
    """Return how long the views take."""
    plan = identity.named("plan", "bench")
    cut = Cut(recorded_by=ledger.head().number, published_by=date(2025, 12, 31))  # type: ignore[union-attr]

    def indicator(turn: int) -> str:
        return identity.named("indicator", turn * 7919 % series)

    asked: dict[str, Callable[[int], object]] = {
        "observations of an indicator": lambda turn: views.observations(ledger, indicator(turn)),
        "the same with published-by and recorded-by": lambda turn: views.observations(
            ledger, indicator(turn), cut=cut
        ),
        "history of an indicator": lambda turn: views.history(ledger, indicator(turn)),
        "indicator by slug": lambda turn: views.indicator(ledger, f"plan/{turn * 7919 % series}"),
        "plans": lambda turn: views.plans(ledger),
        "documents": lambda turn: views.documents(ledger),
        "counts": lambda turn: views.counts(ledger),
    }
    if series <= 1000:
        asked["indicators of the plan"] = lambda turn: views.indicators(ledger, plan)
    return {name: _timed(ask) for name, ask in asked.items()}


def _timed(ask: Callable[[int], object]) -> tuple[float, float]:
    times = []
    for turn in range(50):
        clock = time.perf_counter()
        ask(turn)
        times.append((time.perf_counter() - clock) * 1000)
    return round(statistics.median(times), 2), round(max(times), 2)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("observations", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--store", help="file or address; a temporary file by default")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = given.store or Path(folder) / "bench.db"
        with Ledger.open(where, create=True) as ledger:
            result = measure(ledger, given.observations)
            if ledger.path:
                size = sum(file.stat().st_size for file in ledger.path.parent.glob(ledger.path.name + "*"))
                result["size MB"] = size // 2**20
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
