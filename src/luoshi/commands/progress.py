"""A progress bar on standard error for work that takes longer than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

PATIENCE = 2.0
"""Seconds of work after which a person wants to see that something happens."""


class Progress:
    """Counts steps; draws a bar once the work has lasted longer than a moment, on a terminal only."""

    def __init__(self, label: str, length: int) -> None:
        self._label, self._length = label, length
        self._started, self._done = time.monotonic(), 0
        self._bar: ProgressBar[int] | None = None

    def step(self, what: str = "") -> None:
        """Say that one step is done; ``what`` names the one that follows or the one done."""
        self._done += 1
        if self._bar is None and sys.stderr.isatty() and time.monotonic() - self._started > PATIENCE:
            self._bar = click.progressbar(length=self._length, label=self._label, file=sys.stderr)
            self._bar.item_show_func = lambda _: what
            self._bar.update(self._done)
        elif self._bar is not None:
            self._bar.item_show_func = lambda _: what
            self._bar.update(1)

    def close(self) -> None:
        """Leave the terminal tidy."""
        if self._bar is not None:
            self._bar.render_finish()


@contextmanager
def progress(label: str, length: int) -> Iterator[Progress]:
    """Count steps of long work."""
    counter = Progress(label, length)
    try:
        yield counter
    finally:
        counter.close()
