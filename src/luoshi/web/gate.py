"""The gate of the pages: in which mode a ledger is served, and who calls."""

from __future__ import annotations

import ipaddress
import time
from enum import Enum
from pathlib import Path
from threading import Lock

from starlette.requests import Request

from luoshi.access import Caller, Role, accounts
from luoshi.access.callers import Callers
from luoshi.access.store import AccessStore, Clock, file_of
from luoshi.ledger import engines

SESSION, SESSION_SECURE = "luoshi_session", "__Host-luoshi_session"
"""Cookies of a session; a browser takes the second only over TLS, for the whole host and nobody else."""

_LOOK_AGAIN = 2.0
"""Seconds after which a database is asked again whether it has accounts by now."""


class Mode(Enum):
    """How a ledger is served.

    LOCAL: without accounts, to this machine only; who sits there may do everything.
    OPEN: without accounts, to others as well; they read.
    ACCOUNTS: with accounts; each caller may what their roles may.
    COPY: a published copy; everybody reads it, nobody writes.
    """

    LOCAL = "local"
    OPEN = "open"
    ACCOUNTS = "accounts"
    COPY = "copy"


class Gate:
    """Tells who calls; the store of accounts is opened as soon as it is there."""

    def __init__(self, ledger: str | Path, *, host: str, published: bool, clock: Clock) -> None:
        self._ledger = ledger
        self._local = is_loopback(host)
        self._published = published
        self._clock = clock
        self._store: AccessStore | None = None
        self._callers: Callers | None = None
        self._looked = float("-inf")
        self._lock = Lock()

    def mode(self) -> Mode:
        """Return how the ledger is served at this moment."""
        if self._published:
            return Mode.COPY
        if self.store() is not None:
            return Mode.ACCOUNTS
        return Mode.LOCAL if self._local else Mode.OPEN

    def store(self) -> AccessStore | None:
        """Return the store of accounts, ``None`` while there are none."""
        with self._lock:
            if self._store is None and not self._published and self._worth_looking():
                self._store = AccessStore.open(self._ledger, clock=self._clock)
            found = self._store
        return found if found is not None and found.has_accounts() else None

    def caller(self, request: Request) -> Caller:
        """Return who sends a request."""
        mode, store = self.mode(), self.store()
        if store is None:
            local = mode is Mode.LOCAL and _at_this_machine(request)
            return Caller.at_the_machine() if local else Caller.anybody(Role.READER)
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._callers_of(store).by_token(secret.strip()) or Caller.anybody()
        secret = session_of(request)
        return (self._callers_of(store).by_session(secret) if secret else None) or Caller.anybody()

    def names(self) -> dict[str, str]:
        """Return the names of those who have accounts, which the ledger does not hold, by id."""
        store = self.store()
        return accounts.shown_names(store) if store else {}

    def staff(self) -> int:
        """Return the number of the last entry of the log of accounts, 0 without accounts."""
        store = self.store()
        return self._callers_of(store).state() if store else 0

    def _callers_of(self, store: AccessStore) -> Callers:
        if self._callers is None:
            self._callers = Callers(store)
        return self._callers

    def close(self) -> None:
        """Close the store of accounts."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = self._callers = None

    def _worth_looking(self) -> bool:
        where = engines.address(self._ledger)
        if isinstance(where, Path):
            return file_of(where).exists()
        before, self._looked = self._looked, time.monotonic()
        return self._looked - before > _LOOK_AGAIN


def is_loopback(host: str) -> bool:
    """Say whether an address to listen on can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def session_of(request: Request) -> str:
    """Return the secret of the session that a request carries, empty without one."""
    return request.cookies.get(session_cookie(request), "")


def session_cookie(request: Request) -> str:
    """Return the name of the cookie that a session has on this connection."""
    return SESSION_SECURE if needs_tls(request) else SESSION


def needs_tls(request: Request) -> bool:
    """Say whether cookies go over TLS only: always but between programs of one machine."""
    return request.url.scheme == "https" or not is_loopback(request.url.hostname or "")


def _at_this_machine(request: Request) -> bool:
    """Say whether a browser asked for this machine by its own name.

    A page from elsewhere whose name was made to lead here (DNS rebinding) asks by that name.
    """
    return is_loopback(request.url.hostname or "")
