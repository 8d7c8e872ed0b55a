"""Running one measurement in a process of its own, on one core where that is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a process took: wall clock and processor time in seconds, MiB at its largest, what it wrote."""

    seconds: float
    processor: float
    megabytes: float
    output: str


def run(command: Sequence[str], *, one_core: bool = False) -> Run:
    """Run a command to its end; its messages go to the terminal."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, preexec_fn=_pin if one_core else None
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return Run(
        seconds=seconds,
        processor=used.ru_utime + used.ru_stime,
        megabytes=used.ru_maxrss / 1024,
        output=output,
    )


def luoshi(*arguments: str) -> list[str]:
    """Return the command line of this project's own environment."""
    return [sys.executable, "-m", "luoshi", *arguments]


def _pin() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
