"""A ledger comes back from a backup: into a new file or an empty database, and only if it verifies."""

from __future__ import annotations

import shutil
from pathlib import Path

from luoshi.errors import LuoshiError
from luoshi.ledger import engines, transfer
from luoshi.ledger.migrating import upgrade
from luoshi.ledger.records import Entry
from luoshi.ledger.schema import REVISION
from luoshi.ledger.spooling import spool
from luoshi.ledger.store import Ledger

_SQLITE = b"SQLite format 3\x00"


def restore(backup: Path, path_or_url: str | Path, *, head: str | None = None) -> Entry | None:
    """Bring a ledger back from what ``luoshi backup`` or ``luoshi export`` wrote.

    A file appears under its name only after it was verified. A backup in an older layout is brought to the
    present one.

    Args:
        backup: A SQLite file or an export, packed or not.
        path_or_url: Where the ledger shall be: no file yet, or an empty database.
        head: Hash that the journal must hold, as kept elsewhere.

    Returns:
        The last entry.

    Raises:
        LuoshiError: ``file-missing``, ``restore-not-empty``, ``restore-unsound`` (what was restored does
            not verify), ``export-invalid``, ``disk-full``.
    """
    if not backup.is_file():
        raise LuoshiError("file-missing", path=str(backup))
    where = engines.address(path_or_url)
    if isinstance(where, Path):
        return _into_file(backup, where, head)
    _refuse_full(path_or_url)
    _fill(backup, path_or_url)
    return _checked(path_or_url, backup, head)


def _into_file(backup: Path, target: Path, head: str | None) -> Entry | None:
    if target.exists():
        raise LuoshiError("restore-not-empty", path=str(target))
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        if _is_sqlite(backup):
            _copy(backup, part)
        else:
            _fill(backup, part)
        last = _checked(part, backup, head)
        part.replace(target)
    finally:
        for rest in ("", "-wal", "-shm"):
            part.with_name(part.name + rest).unlink(missing_ok=True)
    return last


def _is_sqlite(backup: Path) -> bool:
    with backup.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _copy(backup: Path, part: Path) -> None:
    """Copy a SQLite file and bring it to the present layout."""
    shutil.copyfile(backup, part)
    engine = engines.sqlite_engine(part, read_only=False)
    try:
        found = engines.found_revision(engine, str(backup))
        if found != REVISION:
            if found not in engines.known_revisions():
                engines.check_revision(found, str(backup))
            with engines.writing(engine) as connection:
                upgrade(connection)
    finally:
        engine.dispose()


def _refuse_full(url: str | Path) -> None:
    engine = engines.postgres_engine(str(engines.address(url)), read_only=True)
    try:
        found = engines.found_revision(engine, engines.shown(url))
    finally:
        engine.dispose()
    if found is None:
        return
    with Ledger.open(url, read_only=True) as there:
        if there.head() is not None:
            raise LuoshiError("restore-not-empty", path=there.name)


def _fill(backup: Path, target: str | Path) -> None:
    """Replay a backup into an empty ledger; a damaged one is refused before anything is written."""
    if _is_sqlite(backup):
        with Ledger.open(backup, read_only=True) as source, spool() as lines:
            source.export(lines)
            lines.seek(0)
            with Ledger.open(target, create=True) as ledger:
                ledger.load(lines)
        return
    with transfer.opened(backup) as stream:
        transfer.examine(stream)
    with transfer.opened(backup) as stream, Ledger.open(target, create=True) as ledger:
        ledger.load(stream)


def _checked(target: str | Path, backup: Path, head: str | None) -> Entry | None:
    with Ledger.open(target) as ledger:
        problems = ledger.verify(head)
        if problems:
            raise LuoshiError("restore-unsound", path=str(backup), reason=problems[0].words("en"))
        return ledger.head()
