"""The ledger as a whole: written out, copied, brought to a new layout."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sqlalchemy import select

from luoshi.errors import LuoshiError, Place
from luoshi.ledger import engines, journal
from luoshi.ledger.canonical import canonical
from luoshi.ledger.schema import REVISION, blob
from luoshi.ledger.spooling import spool, spooled
from luoshi.ledger.whole_files import whole

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_PACKED = b"\x1f\x8b"


def export(ledger: Ledger, stream: IO[str]) -> None:
    """Write the ledger as lines of canonical JSON: each entry, its parts, and the originals it brought.

    The lines depend on nothing but what was appended: two ledgers that were given the same entries at the
    same times export equal bytes, whichever store they are in.
    """
    with ledger.reading() as connection:
        for entry in list(journal.sealed(connection)):
            stream.write(canonical({"entry": entry.cells()}) + "\n")
            for body in journal.bodies(connection, entry.number):
                stream.write(f'{{"part":{body}}}\n')
            question = select(blob.c.id, blob.c.body).where(blob.c.entry == entry.number)
            for identity, content in connection.execute(question.order_by(blob.c.position)):
                encoded = base64.b64encode(content).decode("ascii")
                stream.write(canonical({"original": {"body": encoded, "sha256": identity}}) + "\n")


def load(ledger: Ledger, lines: Iterable[str]) -> int:
    """Replay exported lines into a ledger: the entries it does not hold yet; return how many.

    The ledger may be empty or hold a beginning of the same journal. Each entry is one transaction, and
    keeps its number, time and hash.

    Raises:
        LuoshiError: ``export-invalid`` (not an export, or changed since), ``export-foreign`` (of another
            journal), and what ``Ledger.append`` raises.
    """
    if ledger.read_only:
        raise LuoshiError("ledger-read-only", path=ledger.name)
    loaded = 0
    with spool() as parts:
        for entry, originals in _packed(lines, parts):
            loaded += _replay(ledger, entry, parts, originals)
    return loaded


def _packed(lines: Iterable[str], parts: IO[str]) -> Iterator[tuple[journal.Sealed, dict[str, bytes]]]:
    """Return each entry with its originals, its parts being in the spool."""
    entry: journal.Sealed | None = None
    originals: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        try:
            kind, content = next(iter(json.loads(line).items()))
            if kind == "entry":
                if entry is not None:
                    yield entry, originals
                entry, originals = journal.Sealed(**content), {}
                parts.seek(0)
                parts.truncate()
            elif kind == "part":
                parts.write(canonical(content) + "\n")
            else:
                originals[content["sha256"]] = base64.b64decode(content["body"])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise LuoshiError("export-invalid", Place(row=number), reason=str(error)) from error
    if entry is not None:
        yield entry, originals


def examine(lines: Iterable[str]) -> int:
    """Check that exported lines are a whole journal; return the number of entries, nothing is written.

    Raises:
        LuoshiError: ``export-invalid``, ``export-foreign``.
    """
    last = journal.Head(number=0, recorded=journal.BEGINNING, hash=journal.NOTHING)
    with spool() as parts:
        for entry, originals in _packed(lines, parts):
            if (entry.number, entry.previous) != (last.number + 1, last.hash):
                raise LuoshiError("export-foreign", number=entry.number)
            _check(entry, parts, originals)
            last = journal.Head(number=entry.number, recorded=entry.recorded, hash=entry.hash)
    if not last.number:
        raise LuoshiError("export-invalid", reason="no entry")
    return last.number


def _replay(ledger: Ledger, entry: journal.Sealed, parts: IO[str], originals: dict[str, bytes]) -> int:
    with engines.writing(ledger.engine) as connection:
        head = journal.read_head(connection, lock=True)
        if entry.number <= head.number:
            held = next(journal.sealed(connection, entry.number, entry.number))
            if held != entry:
                raise LuoshiError("export-foreign", number=entry.number)
            return 0
        if (entry.number, entry.previous) != (head.number + 1, head.hash):
            raise LuoshiError("export-foreign", number=entry.number)
        _check(entry, parts, originals)
        journal.write(connection, entry, spooled(parts), originals)
    return 1


def _check(entry: journal.Sealed, parts: IO[str], originals: dict[str, bytes]) -> None:
    intact = (
        entry.hash == entry.expected_hash()
        and entry.payload == journal.payload_hash(spooled(parts))
        and all(hashlib.sha256(content).hexdigest() == name for name, content in originals.items())
    )
    if not intact:
        raise LuoshiError("export-invalid", reason=f"entry {entry.number} does not match its hash")


def backup(ledger: Ledger, path: Path) -> Path:
    """Copy a SQLite ledger, consistent while others write, or export a PostgreSQL one, to a new file.

    An export into a file whose name ends in ``.gz`` is packed.

    Raises:
        LuoshiError: ``file-exists``, ``disk-full``, ``file-unwritable``.
    """
    if path.exists():
        raise LuoshiError("file-exists", path=str(path))
    if ledger.path is None:
        export_to(ledger, path)
    else:
        with whole(path) as part:
            _copy(ledger, part)
    return path


def export_to(ledger: Ledger, path: Path) -> None:
    """Write the ledger as lines of JSON to a file, packed where its name ends in ``.gz``.

    Raises:
        LuoshiError: ``disk-full``, ``file-unwritable``.
    """
    with whole(path) as part, _written(part, packed=path.suffix == ".gz") as stream:
        export(ledger, stream)


@contextmanager
def _written(path: Path, *, packed: bool) -> Iterator[IO[str]]:
    """Open a file for an export; equal exports are equal bytes, packed or not."""
    if not packed:
        with path.open("w", encoding="utf-8", newline="\n") as plain:
            yield plain
        return
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=0) as stream,
        io.TextIOWrapper(stream, encoding="utf-8", newline="\n") as text,
    ):
        yield text


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """Open an export for reading, packed or not; raises ``file-missing`` and ``export-invalid``."""
    try:
        with path.open("rb") as file:
            is_packed = file.read(2) == _PACKED
            file.seek(0)
            stream = gzip.GzipFile(fileobj=file) if is_packed else file
            yield io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
    except FileNotFoundError:
        raise LuoshiError("file-missing", Place(file=str(path))) from None
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise LuoshiError("export-invalid", Place(file=path.name), reason=str(error)) from error


def migrate(path_or_url: str | Path) -> Path | None:
    """Bring a ledger to the present layout, after a backup beside it; ``None`` when it was there already.

    Raises:
        LuoshiError: as for ``Ledger.open``; ``ledger-newer`` for a layout of the future.
    """
    from luoshi.ledger.migrating import upgrade
    from luoshi.ledger.store import Ledger

    where, name = engines.address(path_or_url), engines.shown(path_or_url)
    if isinstance(where, Path) and not where.exists():
        raise LuoshiError("ledger-missing", path=name)
    if isinstance(where, Path) and not engines.writable(where):
        raise LuoshiError("ledger-read-only", path=name)
    engine = (
        engines.sqlite_engine(where, read_only=False)
        if isinstance(where, Path)
        else engines.postgres_engine(where, read_only=False)
    )
    try:
        found = engines.found_revision(engine, name)
        if found is None:
            raise LuoshiError("ledger-not-a-ledger", path=name)
        if found == REVISION:
            return None
        if found not in engines.known_revisions():
            engines.check_revision(found, name)
        path = where if isinstance(where, Path) else None
        old = Ledger(engine, name=name, path=path, read_only=False, clock=lambda: datetime.now(UTC))
        saved = backup(old, _backup_path(path, found))
        with engines.writing(engine) as connection:
            upgrade(connection)
        return saved
    finally:
        engine.dispose()


def _backup_path(path: Path | None, revision: str) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    if path is None:
        return Path(f"luoshi.{revision}.{moment}.jsonl")
    return path.with_name(f"{path.stem}.{revision}.{moment}{path.suffix}")


def _copy(ledger: Ledger, path: Path) -> None:
    with ledger.engine.connect() as connection, sqlite3.connect(path) as target:
        source = connection.connection.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise TypeError("not a SQLite ledger")
        source.backup(target)
    target.close()
