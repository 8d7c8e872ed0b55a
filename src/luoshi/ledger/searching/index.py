"""The index in a SQLite file of its own, brought up to the ledger's last entry before each search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from luoshi.ledger import engines
from luoshi.ledger.journal import read_head, sealed
from luoshi.ledger.searching.items import Item, items
from luoshi.ledger.searching.terms import spaced

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from luoshi.ledger.store import Ledger

_VERSION = 2
_TABLES = """
CREATE TABLE state (entry INTEGER NOT NULL, hash TEXT NOT NULL);
CREATE TABLE item (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, row_id TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    document_key TEXT, edition_id TEXT, start INTEGER, "end" INTEGER, owner_id TEXT, plan_id TEXT
);
CREATE VIRTUAL TABLE words USING fts5 (title, text, content='', tokenize='unicode61 remove_diacritics 0');
"""


class Index:
    """An open index: one connection, lent to one thread at a time."""

    def __init__(self, path: Path | None) -> None:
        self._lock = RLock()
        self._connect(path)

    def _connect(self, path: Path | None) -> None:
        self._raw = sqlite3.connect(path or ":memory:", check_same_thread=False, timeout=30)
        self._raw.isolation_level = None
        self._raw.row_factory = sqlite3.Row
        self._raw.execute("PRAGMA synchronous = OFF")
        if self._raw.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            self._make()

    @contextmanager
    def at(self, ledger: Ledger) -> Iterator[sqlite3.Connection]:
        """Bring the index up to the ledger's last entry and lend its connection.

        Where its file cannot be written or read any more the index goes on in memory.
        """
        with self._lock:
            with ledger.reading() as connection:
                try:
                    self._refresh(connection)
                except sqlite3.Error:
                    self._raw.close()
                    self._connect(None)
                    self._refresh(connection)
            yield self._raw

    def close(self) -> None:
        """Close its file."""
        self._raw.close()

    def _make(self) -> None:
        """Make the tables, in place of whatever was there."""
        names = self._raw.execute("SELECT name FROM sqlite_master WHERE name IN ('state', 'item', 'words')")
        drops = "".join(f"DROP TABLE {row['name']};" for row in names.fetchall())
        self._raw.executescript(
            f"BEGIN IMMEDIATE; {drops} {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;"
        )

    def _refresh(self, connection: Connection) -> None:
        head = read_head(connection)
        if self._state() == (head.number, head.hash):
            return
        self._raw.execute("BEGIN IMMEDIATE")
        try:
            for item in items(connection, self._start(connection)):
                self._add(item)
            self._raw.execute("DELETE FROM state")
            self._raw.execute("INSERT INTO state VALUES (?, ?)", (head.number, head.hash))
            self._raw.execute("COMMIT")
        except BaseException:
            self._raw.execute("ROLLBACK")
            raise

    def _state(self) -> tuple[int, str]:
        row = self._raw.execute("SELECT entry, hash FROM state").fetchone()
        return (row["entry"], row["hash"]) if row else (0, "")

    def _start(self, connection: Connection) -> int:
        """Return the entry the index is at; one made for another journal is emptied."""
        number, digest = self._state()
        if number and [entry.hash for entry in sealed(connection, number, number)] != [digest]:
            self._raw.execute("DELETE FROM item")
            self._raw.execute("INSERT INTO words (words) VALUES ('delete-all')")
            return 0
        return number

    def _add(self, item: Item) -> None:
        names = ("kind", "row_id", "title", "text", "document_key", "edition_id", "start", "end", "owner_id")
        cursor = self._raw.execute(
            'INSERT INTO item (kind, row_id, title, text, document_key, edition_id, start, "end", owner_id,'
            " plan_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [getattr(item, name) for name in (*names, "plan_id")],
        )
        words = (cursor.lastrowid, spaced(item.title), spaced(f"{item.text} {item.also}"))
        self._raw.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", words)


_open: WeakKeyDictionary[Ledger, Index] = WeakKeyDictionary()
_opening = RLock()


def index_of(ledger: Ledger) -> Index:
    """Return the ledger's index: in a file beside it, or in memory where no file can be kept."""
    with _opening:
        if ledger not in _open:
            _open[ledger] = made = _find(ledger)
            ledger.on_close.append(made.close)
            ledger.on_close.append(lambda: _open.pop(ledger, None))
        return _open[ledger]


def index_path(ledger: Ledger) -> Path | None:
    """Return the file of a ledger's index; it may be deleted at any time."""
    return ledger.path and ledger.path.with_name(f"{ledger.path.stem}.search.cache.db")


def _find(ledger: Ledger) -> Index:
    path = index_path(ledger)
    if path is None or ledger.path is None or not engines.writable(ledger.path):
        return Index(None)
    for _ in range(2):
        try:
            return Index(path)
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return Index(None)
