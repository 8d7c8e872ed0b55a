"""The access store: a SQLite file beside the ledger, or the schema ``access`` of its database.

Who somebody is, and what proves it, is kept apart from the ledger, so that it can be erased and is never
exported, published or backed up with it by accident.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, event, insert, inspect, select, text, update

from luoshi.access import schema
from luoshi.access.sealing import Seal, is_sealed, key_file
from luoshi.errors import LuoshiError
from luoshi.ledger import engines

Clock = Callable[[], datetime]

SUFFIX = ".access.db"


class AccessStore:
    """An open access store; usable from several threads."""

    def __init__(self, engine: Engine, *, name: str, clock: Clock, seal: Seal) -> None:
        self.engine = engine
        self.seal = seal
        self.name = name
        self.clock = clock
        self._any = False

    @classmethod
    def open(cls, ledger: str | Path, *, create: bool = False, clock: Clock | None = None) -> Self | None:
        """Open the store that belongs to a ledger.

        Args:
            ledger: The ledger's file or the address of its database.
            create: Make the store where there is none.
            clock: Gives the present moment, by default the machine's.

        Returns:
            ``None`` where there is no store and none is to be made.

        Raises:
            LuoshiError: ``access-newer`` for a layout this program does not know; ``access-key-missing``,
                ``access-key-invalid`` where an older layout cannot be brought forward; what opening raises.
        """
        where = engines.address(ledger)
        if isinstance(where, Path):
            path = file_of(where)
            if not path.exists() and not create:
                return None
            _make_private(path)
            engine, name, key = engines.sqlite_engine(path, read_only=False), str(path), key_file(path)
            event.listen(engine, "connect", _wipe)
            _write_ahead(engine)
        else:
            engine = engines.postgres_engine(where, read_only=False)
            engine = engine.execution_options(schema_translate_map={None: schema.SCHEMA})
            name, key = engines.shown(ledger), key_file(None)
        store = cls(engine, name=name, clock=clock or (lambda: datetime.now(UTC)), seal=Seal(file=key))
        try:
            return store if store._prepare(create) else store.close()
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that reads."""
        with engines.told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[Connection]:
        """Open a transaction that writes: all of it or nothing; see ``engines.writing`` for ``lasting``."""
        with engines.writing(self.engine, lasting=lasting) as connection:
            yield connection

    def has_accounts(self) -> bool:
        """Say whether there has ever been an account; an erased one counts, so that nothing opens again."""
        if not self._any:
            with self.reading() as connection:
                found = connection.execute(select(schema.account.c.id).limit(1)).first()
            self._any = found is not None
        return self._any

    def _prepare(self, create: bool) -> bool:
        """Make the tables where that is asked for; return whether they are there."""
        postgres = self.engine.dialect.name == "postgresql"
        with self.writing() if create else self.reading() as connection:
            inside = schema.SCHEMA if postgres else None
            there = inspect(connection).has_table("layout", schema=inside)
            if not there and not create:
                return False
            if not there:
                if postgres:
                    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema.SCHEMA}"))
                schema.metadata.create_all(connection)
                connection.execute(insert(schema.layout).values(version=schema.VERSION))
            found = connection.execute(select(schema.layout.c.version)).scalar_one()
        if found > schema.VERSION:
            raise LuoshiError("access-newer", path=self.name)
        if found < schema.VERSION:
            self._forward()
        return True

    def _forward(self) -> None:
        """Seal the keys that the first layout kept as they are; all of them or none."""
        people, layout = schema.account, schema.layout
        with self.writing() as connection:
            for row in connection.execute(select(people.c.id, people.c.totp, people.c.totp_pending)).all():
                sealed = {
                    name: self.seal.close(key, row.id)
                    for name, key in (("totp", row.totp), ("totp_pending", row.totp_pending))
                    if key is not None and not is_sealed(key)
                }
                if sealed:
                    connection.execute(update(people).where(people.c.id == row.id).values(**sealed))
            connection.execute(update(layout).values(version=schema.VERSION))
        if self.engine.dialect.name == "sqlite":
            with engines.told(), self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def file_of(ledger: Path) -> Path:
    """Return the file of the access store of a ledger's file: ``luoshi.access.db`` for ``luoshi.db``."""
    return ledger.with_name(ledger.name.removesuffix(".db") + SUFFIX)


def _write_ahead(engine: Engine) -> None:
    """Let readers go on while somebody writes."""
    with engines.told():
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()


def _wipe(connection: sqlite3.Connection, _record: object) -> None:
    """Overwrite what is deleted or replaced, so that an erased person is not in the file's unused parts."""
    connection.execute("PRAGMA secure_delete = ON")


def _make_private(path: Path) -> None:
    """Make the file readable by its owner only, before anything is in it."""
    if not path.parent.is_dir():
        raise LuoshiError("ledger-missing", path=str(path))
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
