"""A corpus is cut into parts; a part is written whole or not at all, and made once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luoshi.errors import LuoshiError
from luoshi.formats.corpus.rows import TABLES, Rows

PART_FILES = 64
PART_BYTES = 32 * 1048576
_TYPES = {"text": "string", "whole": "int64", "real": "float64"}
_DONE = "_parts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some files of a corpus.

    Attributes:
        number: From 1.
        files: Paths within the corpus.
        mark: Tells the files with their sizes and times of change apart from others.
    """

    number: int
    files: tuple[str, ...]
    mark: str

    @property
    def name(self) -> str:
        """In the names of its files."""
        return f"part-{self.number:06d}"


def parts_of(folder: Path, files: Sequence[str]) -> Iterator[Part]:
    """Yield the parts of a corpus, each with a bounded number of files and bytes."""
    taken: list[str] = []
    states: list[str] = []
    size, number = 0, 0
    for file in files:
        try:
            state = (folder / file).stat()
        except OSError:
            continue
        if taken and (len(taken) >= PART_FILES or size + state.st_size > PART_BYTES):
            number += 1
            yield _part(number, taken, states)
            taken, states, size = [], [], 0
        taken.append(file)
        states.append(f"{file}\0{state.st_size}\0{state.st_mtime_ns}")
        size += state.st_size
    if taken:
        yield _part(number + 1, taken, states)


def _part(number: int, files: Sequence[str], states: Sequence[str]) -> Part:
    mark = hashlib.sha256("\n".join(states).encode("utf-8", "surrogateescape")).hexdigest()
    return Part(number=number, files=tuple(files), mark=mark)


def is_done(out: Path, part: Part) -> bool:
    """Return whether a part was written before, from the same files."""
    try:
        said = json.loads((out / _DONE / f"{part.name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(said.get("mark") == part.mark)


def counts(out: Path, part: Part) -> dict[str, int]:
    """Return what was written of a part that is done: rows by table, and ``failed`` documents."""
    said = json.loads((out / _DONE / f"{part.name}.json").read_text(encoding="utf-8"))
    return {name: int(count) for name, count in said["rows"].items()}


def write(out: Path, part: Part, rows: Rows) -> dict[str, int]:
    """Write a part: its tables one by one under their final names, then the mark that it is done.

    Raises:
        LuoshiError: ``file-unwritable``.
    """
    try:
        for table, some in rows.items():
            _write_table(out / table / f"{part.name}.parquet", table, some)
        found = {table: len(some) for table, some in rows.items()}
        found["failed"] = sum(row["status"] != "read" for row in rows["documents"])
        _replace(out / _DONE / f"{part.name}.json", json.dumps({"mark": part.mark, "rows": found}).encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LuoshiError("file-unwritable", file=str(out), reason=reason) from None
    return found


def forget_others(out: Path, last: int) -> None:
    """Remove the parts of an earlier run that had more of them."""
    for folder in (*(out / table for table in TABLES), out / _DONE):
        for path in folder.glob("part-*"):
            digits = path.name.split(".")[0].removeprefix("part-")
            if path.suffix == ".new" or (digits.isdecimal() and int(digits) > last):
                path.unlink(missing_ok=True)


def prepare(out: Path) -> None:
    """Make the folders of the tables; raises ``file-unwritable``."""
    try:
        for name in (*TABLES, _DONE):
            (out / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LuoshiError("file-unwritable", file=str(out), reason=error.strerror or "") from None


def clear(out: Path) -> None:
    """Remove everything that a run writes."""
    for name in (*TABLES, _DONE):
        shutil.rmtree(out / name, ignore_errors=True)


def _write_table(path: Path, table: str, rows: list[dict[str, Any]]) -> None:
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.schema(
        [(name, getattr(pyarrow, _TYPES[kind])()) for name, kind in TABLES[table].items()]
    )
    beside = path.with_name(f"{path.name}.new")
    pyarrow.parquet.write_table(
        pyarrow.Table.from_pylist([_sayable(row) for row in rows], schema), beside, compression="zstd"
    )
    os.replace(beside, path)


def _sayable(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row without the halves of characters that no file can hold."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in row.items()
    }


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    os.replace(beside, path)
