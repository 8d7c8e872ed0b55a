"""Running one measurement in a process of its own, on one core where that is asked for."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a process took: seconds of wall clock, MiB at its largest, what it wrote."""

    seconds: float
    megabytes: float
    output: str


def run(command: Sequence[str], *, one_core: bool = False) -> Run:
    """Run a command to its end; its messages go to the terminal."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, preexec_fn=_pin if one_core else None
    )
    output, _ = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return Run(seconds=seconds, megabytes=_largest_child() / 1024, output=output)


def luoshi(*arguments: str) -> list[str]:
    """Return the command line of this project's own environment."""
    return [sys.executable, "-m", "luoshi", *arguments]


def _pin() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _largest_child() -> float:
    return float(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
