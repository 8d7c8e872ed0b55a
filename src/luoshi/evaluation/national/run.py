"""Judging Parquet files with DuckDB."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from os import getpid
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from luoshi.errors import LuoshiError
from luoshi.evaluation.national.columns import DIGITS, OBSERVATIONS, RESULTS, TARGETS, Column
from luoshi.evaluation.national.texts import RULES, STEPS, filled, macros
from luoshi.evaluation.parameters import load
from luoshi.evaluation.rules.parameters import Parameters

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES = {
    "key": ("VARCHAR", "BIGINT", "INTEGER"),
    "text": ("VARCHAR", "ENUM"),
    "date": ("DATE",),
    "number": ("DECIMAL", "BIGINT", "INTEGER", "SMALLINT", "TINYINT"),
    "whole": ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UTINYINT", "USMALLINT", "UINTEGER"),
    "flag": ("BOOLEAN",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a run may use.

    Attributes:
        threads: Cores; ``None`` all there are.
        memory: As DuckDB writes it (``1GB``); ``None`` four fifths of the machine's.
    """

    threads: int | None = None
    memory: str | None = None


def judge_files(
    targets: Path,
    observations: Path,
    results: Path,
    *,
    at: date,
    parameters: Parameters | None = None,
    means: Means | None = None,
) -> int:
    """Judge every target of a file and write one row for each, in the order of ``target_id``.

    Args:
        targets: Parquet file with the columns ``columns.TARGETS``.
        observations: Parquet file with the columns ``columns.OBSERVATIONS``.
        results: Parquet file to write.
        at: 评估基准日.
        parameters: A version of the rules; the current one by default.
        means: What the run may use.

    Returns:
        How many targets were judged.

    Raises:
        LuoshiError: ``package-missing`` without DuckDB; ``parquet-unreadable``; ``parquet-columns`` with
            every column that is missing or of another type; ``file-unwritable``.
    """
    connection = connect(means)
    try:
        open_file(connection, "targets", targets, TARGETS)
        open_file(connection, "observations", observations, OBSERVATIONS)
        prepare(connection, at, parameters or load())
        return _write(connection, results)
    finally:
        connection.close()


def connect(means: Means | None = None) -> DuckDBPyConnection:
    """Return a DuckDB in memory; raises ``package-missing``."""
    try:
        import duckdb
    except ImportError as error:
        raise LuoshiError("package-missing", package="duckdb", extra="national") from error
    connection = duckdb.connect()
    connection.execute(f"SET temp_directory = {_quoted(Path(gettempdir()) / f'luoshi-{getpid()}')}")
    if means is not None and means.threads is not None:
        connection.execute(f"SET threads = {means.threads}")
    if means is not None and means.memory is not None:
        connection.execute(f"SET memory_limit = '{means.memory}'")
    return connection


def open_file(connection: DuckDBPyConnection, name: str, path: Path, columns: tuple[Column, ...]) -> None:
    """Make a Parquet file known under a name once its columns are those that are needed.

    Raises:
        LuoshiError: ``parquet-unreadable``, ``parquet-columns``.
    """
    import duckdb

    source = f"read_parquet({_quoted(path)})"
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    except duckdb.Error as error:
        raise LuoshiError("parquet-unreadable", file=str(path), reason=_first_line(error)) from error
    wrong = unfit({row[0]: str(row[1]) for row in described}, columns)
    if wrong:
        raise LuoshiError("parquet-columns", file=str(path), columns=", ".join(wrong))
    names = ", ".join(column.name for column in columns)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {names} FROM {source}")


def unfit(found: dict[str, str], columns: tuple[Column, ...]) -> list[str]:
    """Name the columns that are missing, or of a type that the texts cannot rest on."""
    wrong = []
    for column in columns:
        name = found.get(column.name, "")
        if name.partition("(")[0] not in _TYPES[column.type] or _too_wide(name):
            wrong.append(f"{column.name} ({' / '.join(_TYPES[column.type])}{': ' + name if name else ''})")
    return wrong


def _too_wide(name: str) -> bool:
    """Whether a decimal has more digits than those within which every step stays exact."""
    return name.startswith("DECIMAL(") and int(name[8:].split(",")[0]) > DIGITS


def prepare(connection: DuckDBPyConnection, at: date, parameters: Parameters) -> None:
    """Make the steps as tables and ``results`` as a view; ``targets`` and ``observations`` must be there."""
    connection.execute(macros())
    for name in STEPS:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {filled(name, at, parameters)}")
    texts = " UNION ALL ".join(f"SELECT * FROM ({filled(name, at, parameters)})" for name in RULES)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW results AS {texts}")


def _write(connection: DuckDBPyConnection, path: Path) -> int:
    """Write the results; a file is there whole or not at all."""
    import duckdb

    beside = path.with_name(f".{path.name}.part")
    names = ", ".join(column.name for column in RESULTS)
    question = f"COPY (SELECT {names} FROM results ORDER BY target_id) TO {_quoted(beside)} (FORMAT PARQUET)"
    try:
        row = connection.execute(question).fetchone()
        beside.replace(path)
    except (duckdb.IOException, OSError) as error:
        beside.unlink(missing_ok=True)
        raise LuoshiError("file-unwritable", file=str(path), reason=_first_line(error)) from error
    return int(row[0]) if row else 0


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
