"""The ledger: opened, read as of a moment, and written one journal entry at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Self

from sqlalchemy import Connection, Engine, select

from luoshi.errors import LuoshiError, Problem
from luoshi.ledger import engines, journal
from luoshi.ledger.columns import instant_text
from luoshi.ledger.records import Entry
from luoshi.ledger.rows import Row, parts
from luoshi.ledger.schema import metadata
from luoshi.ledger.spooling import spool, spooled
from luoshi.ledger.unmarked import refuse_marked_reason, unmarked

Clock = Callable[[], datetime]
Guard = Callable[[Connection], object]

_ASKED_AT_ONCE = 500


def clock_from_environment() -> Clock:
    """Return the clock that ``LUOSHI_CLOCK`` fixes (an ISO instant), else the machine's."""
    fixed = os.environ.get("LUOSHI_CLOCK")
    if not fixed:
        return lambda: datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError as error:
        raise LuoshiError("date-unknown", text=fixed) from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return lambda: moment


class Ledger:
    """A ledger that is open; usable from several threads.

    Attributes:
        name: Its file or address as it may be shown.
        path: Its file, ``None`` for PostgreSQL.
        read_only: Whether it cannot be written here.
        engine: SQLAlchemy's way to it.
        on_close: What closes together with it.
    """

    def __init__(
        self, engine: Engine, *, name: str, path: Path | None, read_only: bool, clock: Clock
    ) -> None:
        self.engine = engine
        self.name = name
        self.path = path
        self.read_only = read_only
        self.clock = clock
        self.on_close: list[Callable[[], object]] = []

    @classmethod
    def open(
        cls,
        path_or_url: str | Path,
        *,
        create: bool = False,
        read_only: bool | None = None,
        clock: Clock | datetime | None = None,
    ) -> Self:
        """Open a ledger.

        Args:
            path_or_url: A file, or the address of a PostgreSQL database.
            create: Make it where there is none.
            read_only: ``None`` opens for reading only what cannot be written.
            clock: Gives the time of entries; a moment stands still.

        Raises:
            LuoshiError: ``ledger-missing``, ``ledger-not-a-ledger``, ``ledger-newer``, ``ledger-older``,
                ``ledger-read-only`` (``read_only=False`` on a file that cannot be written), ``disk-full``.
        """
        where = engines.address(path_or_url)
        name = engines.shown(path_or_url)
        if isinstance(where, Path):
            locked = _is_locked(where, create, name)
            if locked and read_only is False:
                raise LuoshiError("ledger-read-only", path=name)
            reading = locked or bool(read_only)
            engine = engines.sqlite_engine(where, read_only=reading)
        else:
            reading = bool(read_only)
            engine = engines.postgres_engine(where, read_only=reading)
        try:
            _make_ready(engine, name, create and not reading)
        except BaseException:
            engine.dispose()
            raise
        path = where if isinstance(where, Path) else None
        return cls(engine, name=name, path=path, read_only=reading, clock=_clock(clock))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; SQLite then folds its log back into the one file."""
        while self.on_close:
            self.on_close.pop()()
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that reads one state of the ledger."""
        with engines.told(), self.engine.connect() as connection:
            yield connection

    def append(self, rows: Iterable[Row], *, actor: str, reason: str, check: Guard | None = None) -> Entry:
        """Write rows as one journal entry: all of them or none.

        The rows are checked and packed before the store is locked; number, time and hash are given in the
        locked section. References may point to rows anywhere in the same entry.

        Args:
            rows: To write.
            actor: Who writes.
            reason: Why.
            check: Called in the locked section, where nobody else can write; what it raises refuses the rows.

        Raises:
            LuoshiError: ``ledger-read-only``, ``ledger-refused`` (a row breaks a constraint),
                ``ledger-conflict`` (a row exists, or another one supersedes the same row), ``disk-full``,
                ``ledger-busy``, ``classified`` (a text somebody typed carries a classification mark).
        """
        if self.read_only:
            raise LuoshiError("ledger-read-only", path=self.name)
        with spool() as lines:
            outside: dict[str, bytes] = {}
            refuse_marked_reason(reason)
            count = _pack(unmarked(rows), lines, outside)
            payload = journal.payload_hash(spooled(lines))
            with engines.writing(self.engine) as connection:
                head = journal.read_head(connection, lock=True)
                if check is not None:
                    check(connection)
                entry = journal.Sealed.seal(head, instant_text(self.clock()), actor, reason, count, payload)
                journal.write(connection, entry, spooled(lines), outside)
        return entry.entry()

    def head(self) -> Entry | None:
        """Return the last entry, ``None`` while there is none."""
        with self.reading() as connection:
            number = journal.read_head(connection).number
            return next((entry.entry() for entry in journal.sealed(connection, number, number)), None)

    def mark(self) -> tuple[int, str]:
        """Return number and hash of the last entry as quickly as the store can tell them."""
        number, digest = engines.asked(self.engine, "SELECT number, hash FROM journal_head")
        return int(number), str(digest)

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Return the entries from one number to another, in order."""
        with self.reading() as connection:
            for entry in journal.sealed(connection, first, last):
                yield entry.entry()

    def known(self, table: str, ids: Iterable[str]) -> set[str]:
        """Return which of these ids the ledger holds in a table, standing or not."""
        identity = metadata.tables[table].c.id
        asked = list(dict.fromkeys(ids))
        found: set[str] = set()
        with self.reading() as connection:
            for start in range(0, len(asked), _ASKED_AT_ONCE):
                some = asked[start : start + _ASKED_AT_ONCE]
                found.update(connection.execute(select(identity).where(identity.in_(some))).scalars())
        return found

    def missing(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows whose ids the ledger does not hold, each id once, in their order."""
        wanted: dict[tuple[str, str], Row] = {}
        for row in rows:
            wanted.setdefault((row.table, row.values["id"]), row)
        ids: dict[str, list[str]] = {}
        for table, identity in wanted:
            ids.setdefault(table, []).append(identity)
        held = {(table, found) for table, some in ids.items() for found in self.known(table, some)}
        return [row for key, row in wanted.items() if key not in held]

    def verify(self, head: str | None = None, key: str | None = None) -> list[Problem]:
        """Return what does not hold: see ``luoshi.ledger.verifying.verify``."""
        from luoshi.ledger.verifying import verify

        return verify(self, head, key)

    def export(self, stream: IO[str]) -> None:
        """Write the whole ledger as lines of JSON: see ``luoshi.ledger.transfer.export``."""
        from luoshi.ledger.transfer import export

        export(self, stream)

    def load(self, lines: Iterable[str]) -> int:
        """Replay exported lines: see ``luoshi.ledger.transfer.load``."""
        from luoshi.ledger.transfer import load

        return load(self, lines)

    def backup(self, path: str | Path) -> Path:
        """Copy the ledger to a new SQLite file while it may be written: see ``transfer.backup``."""
        from luoshi.ledger.transfer import backup

        return backup(self, Path(path))


def migrate(path_or_url: str | Path) -> Path | None:
    """Bring a ledger to the present layout; return the backup made before, ``None`` when none was needed."""
    from luoshi.ledger.transfer import migrate as bring_forward

    return bring_forward(path_or_url)


def _is_locked(path: Path, create: bool, name: str) -> bool:
    """Return whether a file can only be read."""
    if path.is_dir():
        raise LuoshiError("ledger-not-a-ledger", path=name)
    if path.exists():
        return not engines.writable(path)
    if not create or not path.parent.is_dir():
        raise LuoshiError("ledger-missing", path=name)
    if not os.access(path.parent, os.W_OK):
        raise LuoshiError("ledger-read-only", path=name)
    return False


def _make_ready(engine: Engine, name: str, create: bool) -> None:
    found = engines.found_revision(engine, name)
    if found is None and create:
        _create(engine)
        found = engines.found_revision(engine, name)
    if found is None:
        raise LuoshiError("ledger-not-a-ledger", path=name)
    engines.check_revision(found, name)


def _create(engine: Engine) -> None:
    from luoshi.ledger.migrating import upgrade

    if engine.dialect.name == "sqlite":
        with engines.told():
            raw: Any = engine.raw_connection()
            try:
                raw.execute("PRAGMA journal_mode = WAL")
            finally:
                raw.close()
    with engines.writing(engine) as connection:
        upgrade(connection)


def _clock(clock: Clock | datetime | None) -> Clock:
    if clock is None:
        return clock_from_environment()
    if isinstance(clock, datetime):
        moment = clock
        return lambda: moment
    return clock


def _pack(rows: Iterable[Row], lines: IO[str], outside: dict[str, bytes]) -> int:
    count = 0
    for part in parts(rows):
        lines.write(part.body)
        lines.write("\n")
        outside.update(part.outside)
        count += part.rows
    return count
