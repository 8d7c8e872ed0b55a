"""Worker processes take part after part; one that dies or does not come back costs one document."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from luoshi.documents.model import Source
from luoshi.errors import LuoshiError
from luoshi.formats.corpus import parts
from luoshi.formats.corpus.parts import Part
from luoshi.formats.corpus.rows import Rows, document_rows, empty, failed

SECONDS_A_DOCUMENT = 120.0
_LOOK = 1.0
_SECONDS_TO_BEGIN = 120.0
_MOST_STARTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A part that is written: rows by table, and under ``failed`` the documents that were not read."""

    part: Part
    rows: dict[str, int]


def part_rows(folder: Path, files: Sequence[str], lost: dict[str, str], tell: Any = None) -> Rows:
    """Return the rows of some files; those in ``lost`` are not touched again.

    Args:
        folder: The corpus.
        files: Paths within it.
        lost: Why a document cannot be read, by path.
        tell: Called with the place of each file before it is read.
    """
    from luoshi.documents.sources import source_for

    rows = empty()
    for at, file in enumerate(files):
        if tell is not None:
            tell(at)
        if file in lost:
            found = failed(file, "crashed", lost[file])
        else:
            try:
                data = (folder / file).read_bytes()
                found = document_rows(data, file, source_for(folder / file))
            except OSError as error:
                found = failed(file, "file-unreadable", error.strerror or type(error).__name__)
            except Exception as error:  # a broken sources.yaml beside it
                found = failed(file, "sources-invalid", type(error).__name__)
        for table, some in found.items():
            rows[table] += some
    return rows


def _load() -> None:
    """Read a sentence: words and expressions are loaded before the clock of the first document starts."""
    document_rows("2025年，常住人口达到1000万人。".encode(), "a.txt", Source(key="a", file="a.txt"))


def _work(folder: Path, out: Path, line: Connection) -> None:
    """Run in a worker: take parts until there are none."""
    os.environ.setdefault("LUOSHI_OCR_THREADS", "1")
    _load()
    while (job := line.recv()) is not None:
        part, lost = job
        rows = part_rows(folder, part.files, lost, lambda at: line.send(("at", at)))
        line.send(("done", parts.write(out, part, rows)))


@dataclass(slots=True)
class _Worker:
    """A process with what it is doing.

    Attributes:
        at: Place of the file it is reading, ``None`` before it has begun.
        starts: How often a process was started for the part without beginning on it.
    """

    process: BaseProcess
    line: Connection
    part: Part | None = None
    at: int | None = None
    starts: int = 1
    since: float = field(default_factory=time.monotonic)
    lost: dict[str, str] = field(default_factory=dict)


class Workers:
    """Some processes that write the parts of a corpus."""

    def __init__(self, folder: Path, out: Path, count: int, *, seconds: float = SECONDS_A_DOCUMENT) -> None:
        self._folder, self._out, self._seconds = folder, out, seconds
        self._context = multiprocessing.get_context("spawn")
        self._count = count

    def run(self, waiting: Iterator[Part]) -> Iterator[Done]:
        """Write parts and yield each when it is written; raises ``workers-end``."""
        busy = [one for _ in range(self._count) if (one := self._next(self._start(), waiting))]
        try:
            while busy:
                for worker in self._heard(busy):
                    yield from self._hear(worker, waiting, busy)
        finally:
            for worker in busy:
                self._end(worker)

    def _start(self) -> _Worker:
        line, own = self._context.Pipe()
        process = self._context.Process(target=_work, args=(self._folder, self._out, own), daemon=True)
        process.start()
        own.close()
        return _Worker(process, line)

    def _next(self, worker: _Worker, waiting: Iterator[Part]) -> _Worker | None:
        """Give a worker its next part; without one it goes home."""
        worker.part, worker.lost, worker.starts = next(waiting, None), {}, 1
        if worker.part is None:
            self._end(worker)
            return None
        self._give(worker)
        return worker

    def _give(self, worker: _Worker) -> None:
        worker.since, worker.at = time.monotonic(), None
        worker.line.send((worker.part, worker.lost))

    def _heard(self, busy: list[_Worker]) -> list[_Worker]:
        """Return the workers that said something, died, or took too long for one document."""
        lines = {worker.line: worker for worker in busy}
        ready: set[Any] = set(wait(list(lines), timeout=_LOOK))
        now = time.monotonic()
        late = [worker for worker in busy if self._is_late(worker, now) and worker.line not in ready]
        for worker in late:
            worker.process.kill()
            worker.process.join()
        return [lines[line] for line in ready] + late

    def _is_late(self, worker: _Worker, now: float) -> bool:
        """Whether a document takes too long, or a process to begin."""
        return now - worker.since > (_SECONDS_TO_BEGIN if worker.at is None else self._seconds)

    def _hear(self, worker: _Worker, waiting: Iterator[Part], busy: list[_Worker]) -> Iterator[Done]:
        assert worker.part is not None
        try:
            what, value = worker.line.recv()
        except (EOFError, OSError):
            busy.remove(worker)
            busy.append(self._again(worker))
            return
        worker.since = time.monotonic()
        if what == "at":
            worker.at = value
            return
        done = Done(part=worker.part, rows=value)
        if self._next(worker, waiting) is None:
            busy.remove(worker)
        yield done

    def _again(self, worker: _Worker) -> _Worker:
        """Put another process in the place of one that ended, without the document that it was at.

        Raises:
            LuoshiError: ``workers-end`` when processes end again and again before they begin.
        """
        assert worker.part is not None
        self._end(worker)
        fresh = self._start()
        fresh.part, fresh.lost = worker.part, worker.lost
        if worker.at is None:
            if worker.starts >= _MOST_STARTS:
                self._end(fresh)
                raise LuoshiError("workers-end", status=str(worker.process.exitcode))
            fresh.starts = worker.starts + 1
            self._give(fresh)
            return fresh
        took = time.monotonic() - worker.since
        reason = "too long" if took > self._seconds else f"process ended ({worker.process.exitcode})"
        fresh.lost = worker.lost | {worker.part.files[worker.at]: reason}
        self._give(fresh)
        return fresh

    def _end(self, worker: _Worker) -> None:
        with contextlib.suppress(OSError, ValueError):
            worker.line.send(None)
        worker.process.join(0.5 if worker.part is not None else 5)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.line.close()
