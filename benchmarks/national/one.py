"""``python -m benchmarks.national.one WAY FOLDER``: one run in a process of its own; prints JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from datetime import date
from importlib import import_module
from pathlib import Path

AT = date(2023, 12, 31)
CORES = 2


def main(way: str, folder: str) -> None:
    """Import first, then take the time from the Parquet files to the Parquet file of results."""
    os.environ.setdefault("POLARS_MAX_THREADS", str(CORES))
    judge = import_module(f"benchmarks.national.{way}").judge
    wall, processor = time.perf_counter(), time.process_time()
    judge(Path(folder), AT)
    taken = {"seconds": time.perf_counter() - wall, "processor": time.process_time() - processor}
    print(json.dumps(taken | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
