"""Ways to the store: a SQLite file or a PostgreSQL database, opened for writing or for reading only."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from luoshi.errors import LuoshiError
from luoshi.ledger.schema import APPLICATION_ID, REVISION
from luoshi.ledger.whole_files import is_full

Where = str | Path

_BUSY_SECONDS = 30
_READING_CACHE = -32 * 1024
_WRITING_CACHE = -256 * 1024
"""Most KiB of pages a connection keeps; a large import touches every index all over."""

_PRAGMAS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "synchronous = FULL",
    "trusted_schema = OFF",
    "journal_size_limit = 67108864",
    f"busy_timeout = {_BUSY_SECONDS * 1000}",
)


def address(path_or_url: Where) -> Path | str:
    """Return the file of a SQLite ledger, or the address of a PostgreSQL one."""
    if isinstance(path_or_url, Path) or "://" not in path_or_url:
        return Path(path_or_url)
    scheme, _, rest = path_or_url.partition("://")
    if scheme == "sqlite":
        return Path(rest.removeprefix("/"))
    if scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    raise LuoshiError("ledger-missing", path=shown(path_or_url))


def shown(path_or_url: Where) -> str:
    """Return an address as it may be shown: without a password."""
    words = str(path_or_url)
    scheme, mark, rest = words.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}{mark}{user.partition(':')[0]}{at}{host}" if mark else words


def writable(path: Path) -> bool:
    """Return whether a ledger's file may be written; a file without any write bit may not, even by root."""
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def sqlite_engine(path: Path, *, read_only: bool) -> Engine:
    """Return an engine on a SQLite file; nothing is opened yet."""
    address = f"file:{quote(str(path.resolve()))}?{_mode(path, read_only)}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False, timeout=_BUSY_SECONDS)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=56)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def postgres_engine(url: str, *, read_only: bool) -> Engine:
    """Return an engine on a PostgreSQL database; nothing is opened yet."""
    options = f"-c lock_timeout={_BUSY_SECONDS}s -c timezone=UTC -c synchronous_commit=on"
    if read_only:
        options += " -c default_transaction_read_only=on"
    return create_engine(
        url,
        pool_size=8,
        max_overflow=56,
        pool_pre_ping=True,
        connect_args={"options": options, "application_name": "luoshi"},
    )


def _mode(path: Path, read_only: bool) -> str:
    if not read_only:
        return "mode=rwc"
    log = path.with_name(path.name + "-wal")
    pending = log.exists() and log.stat().st_size > 0
    return "mode=ro" if pending or writable(path) else "mode=ro&immutable=1"


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql(f"PRAGMA cache_size = {_WRITING_CACHE if writing else _READING_CACHE}")
    if writing:
        lasting = connection.get_execution_options().get("lasting", True)
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def writing(engine: Engine, *, lasting: bool = True) -> Iterator[Connection]:
    """Open a transaction that writes; what the store reports becomes an error of the catalogue.

    Args:
        engine: Of the store.
        lasting: Whether it has to be on disk before it is acknowledged; else a power cut may undo it, but
            nothing that came before it and nothing that was acknowledged later as lasting.
    """
    options = {"writing": True, "lasting": lasting}
    with told(), engine.connect().execution_options(**options) as connection, connection.begin():
        if not lasting and engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        yield connection
        if engine.dialect.name == "sqlite":
            _commit_sqlite(connection)


def _commit_sqlite(connection: Connection) -> None:
    """Commit; where a reference leads nowhere, say which, as SQLite itself does not."""
    try:
        connection.exec_driver_sql("COMMIT")
    except IntegrityError as error:
        for table, _, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            reason = f"it refers to a row of {parent} that does not exist"
            raise LuoshiError("ledger-refused", table=table, reason=reason) from error
        raise


def asked(engine: Engine, question: str) -> tuple[Any, ...]:
    """Return the one row that answers a short question, asked of the database without any detour.

    Opening a transaction takes longer than such a question; where anything goes wrong it is asked that way.
    """
    raw: Any = None
    with suppress(Exception):
        raw = engine.raw_connection()
        row: tuple[Any, ...] = raw.driver_connection.execute(question).fetchone()
        raw.close()
        return row
    if raw is not None:
        raw.invalidate()
    with told(), engine.connect() as connection:
        return tuple(connection.exec_driver_sql(question).one())


def found_revision(engine: Engine, name: str) -> str | None:
    """Return the layout of a ledger, ``None`` for an empty store.

    Raises:
        LuoshiError: ``ledger-not-a-ledger``, ``ledger-missing`` (a database that cannot be reached).
    """
    sqlite = engine.dialect.name == "sqlite"
    try:
        with engine.connect() as connection:
            names = set(_table_names(connection))
            if not names:
                return None
            if sqlite and connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
                raise LuoshiError("ledger-not-a-ledger", path=name)
            if not {"alembic_version", "journal"} <= names:
                raise LuoshiError("ledger-not-a-ledger", path=name)
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except OperationalError as error:
        if sqlite and not _is_code(error, sqlite3.SQLITE_CANTOPEN):
            raise _translate(error) from error
        raise LuoshiError("ledger-missing", path=name) from error
    except DBAPIError as error:
        raise LuoshiError("ledger-not-a-ledger", path=name) from error


def _table_names(connection: Connection) -> list[str]:
    question = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if connection.dialect.name == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    )
    return list(connection.execute(text(question)).scalars())


def known_revisions() -> tuple[str, ...]:
    """Return every layout this program can bring forward, oldest first, the present one last."""
    from luoshi.ledger.migrating import revisions

    return revisions()


def check_revision(found: str | None, name: str) -> None:
    """Raise ``ledger-newer`` or ``ledger-older`` unless the layout is the present one."""
    if found == REVISION:
        return
    code = "ledger-older" if found in known_revisions() else "ledger-newer"
    raise LuoshiError(code, path=name, found=found, known=REVISION)


@contextmanager
def told() -> Iterator[None]:
    """Turn what the database reports into errors of the catalogue."""
    try:
        yield
    except DBAPIError as error:
        raise _translate(error) from error


def _translate(error: DBAPIError) -> LuoshiError:
    cause: Any = error.orig
    for recognised, code in _CAUSES:
        if recognised(cause):
            return LuoshiError(code)
    reason = str(cause).splitlines()[0]
    if isinstance(error, OperationalError) and hasattr(cause, "sqlstate"):
        return LuoshiError("ledger-unreachable", reason=reason)
    if isinstance(error, OperationalError):
        return LuoshiError("ledger-broken", reason=reason)
    return LuoshiError(
        "ledger-refused",
        table=getattr(getattr(cause, "diag", None), "table_name", None) or "-",
        reason=reason,
    )


def _is_code(error: DBAPIError, code: int) -> bool:
    return _primary(error.orig) == code


def _primary(cause: Any) -> int | None:
    """Return SQLite's primary result code."""
    code = getattr(cause, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _is_conflict(cause: Any) -> bool:
    unique = getattr(cause, "sqlite_errorname", "") in (
        "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
    )
    return unique or getattr(cause, "sqlstate", None) == "23505"


def _is_read_only(cause: Any) -> bool:
    return _primary(cause) == sqlite3.SQLITE_READONLY or getattr(cause, "sqlstate", None) == "25006"


def _is_busy(cause: Any) -> bool:
    return _primary(cause) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or getattr(
        cause, "sqlstate", None
    ) in ("55P03", "40P01", "40001")


_CAUSES: tuple[tuple[Callable[[Any], bool], str], ...] = (
    (is_full, "disk-full"),
    (_is_conflict, "ledger-conflict"),
    (_is_read_only, "ledger-read-only"),
    (_is_busy, "ledger-busy"),
)
