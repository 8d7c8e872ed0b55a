"""Files that appear under their name once they are whole, or not at all."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from luoshi.errors import LuoshiError

FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
"""No room left on the disk, in a limit on the size of files, or in a quota."""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a name beside a file's; what was written there takes the file's place at the end.

    Raises:
        LuoshiError: ``disk-full``, ``file-unwritable``.
    """
    part = path.with_name(path.name + ".part")
    try:
        _clear(part)
        yield part
        part.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise unwritten(error, path) from error
    finally:
        _clear(part)


def _clear(part: Path) -> None:
    """Remove a file and what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + ending).unlink(missing_ok=True)


def unwritten(error: OSError | sqlite3.OperationalError, path: Path) -> LuoshiError:
    """Return what a failure to write a file means."""
    if is_full(error):
        return LuoshiError("disk-full")
    reason = error.strerror if isinstance(error, OSError) else None
    return LuoshiError("file-unwritable", file=str(path), reason=reason or str(error))


def is_full(error: BaseException) -> bool:
    """Say whether there was no room left: as the operating system, SQLite or PostgreSQL tells it."""
    return (
        (isinstance(error, OSError) and error.errno in FULL)
        or getattr(error, "sqlite_errorcode", None) in _NO_ROOM
        or getattr(error, "sqlstate", None) == "53100"
    )


_NO_ROOM = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_SHMSIZE,
)
"""SQLite's codes; the last one is that of a ledger that is opened on a full disk."""
