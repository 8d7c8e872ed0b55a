"""``python -m benchmarks.national.one WAY FOLDER``: one run in a process of its own; prints JSON.

Beside the time by the clock it tells that of the processor and of the busiest thread. The clock also tells
what others do with the machine; on free cores no run is shorter than its busiest thread.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from contextlib import suppress
from datetime import date
from importlib import import_module
from pathlib import Path

AT = date(2023, 12, 31)
CORES = 2


class Threads:
    """Looks every so often at the processor time of each thread of this process (Linux)."""

    EVERY = 0.02

    def __init__(self) -> None:
        self._began = self._look()
        self._seen = dict(self._began)
        self._done = threading.Event()
        self._looking = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Threads:
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._looking.join()
        self._seen |= self._look()

    def busiest(self) -> float:
        """Return the seconds of the busiest thread."""
        return max(seconds - self._began.get(thread, 0.0) for thread, seconds in self._seen.items())

    def _watch(self) -> None:
        while not self._done.wait(self.EVERY):
            self._seen |= self._look()

    @staticmethod
    def _look() -> dict[str, float]:
        found = {}
        for thread in Path("/proc/self/task").iterdir():
            with suppress(OSError):
                found[thread.name] = int((thread / "schedstat").read_text().split()[0]) / 1e9
        return found


def main(way: str, folder: str) -> None:
    """Import first, then take the time from the Parquet files to the Parquet file of results."""
    os.environ.setdefault("POLARS_MAX_THREADS", str(CORES))
    judge = import_module(f"benchmarks.national.{way}").judge
    wall, processor = time.perf_counter(), time.process_time()
    with Threads() as threads:
        judge(Path(folder), AT)
    taken = {"seconds": time.perf_counter() - wall, "processor": time.process_time() - processor}
    taken["busiest"] = threads.busiest()
    print(json.dumps(taken | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
