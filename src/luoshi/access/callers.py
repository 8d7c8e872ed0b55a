"""Who calls, kept in memory as long as nothing is done to any account.

Whatever changes what somebody may do is an entry of the log of accounts: a role, a post, a token, a session
that begins or ends, an account that is closed. While the log has no new entry, a session or a token that was
looked up a moment ago needs no second look.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock

from luoshi.access import sessions, tokens
from luoshi.access.model import Caller, KnownCaller
from luoshi.access.posts import ZONE
from luoshi.access.schema import SCHEMA
from luoshi.access.secrets_kept import kept
from luoshi.access.store import AccessStore
from luoshi.ledger import engines

MOST = 10_000
"""How many callers are kept; the one heard of longest ago goes first."""

_State = tuple[int, date]
"""The number of the last entry of the log, and the day, by which posts are held."""

_LookUp = Callable[[AccessStore, str], KnownCaller | None]


class Callers:
    """Tells who calls with a session or a token, from memory where that is still true."""

    def __init__(self, store: AccessStore) -> None:
        self._store = store
        self._lock = Lock()
        self._state: _State | None = None
        self._known: OrderedDict[str, KnownCaller] = OrderedDict()

    def by_session(self, secret: str) -> Caller | None:
        """Return whose session a secret is, ``None`` where it is unknown or has ended."""
        return self._by(secret, sessions.known_caller)

    def by_token(self, secret: str) -> Caller | None:
        """Return who calls with a token, ``None`` where it is unknown, revoked or too old."""
        return self._by(secret, tokens.known_caller)

    def state(self) -> int:
        """Return the number of the last entry of the log of accounts, 0 while there is none."""
        table = f"{SCHEMA}.audit" if self._store.engine.dialect.name == "postgresql" else "audit"
        row = engines.asked(self._store.engine, f"SELECT MAX(number) FROM {table}")  # noqa: S608
        return int(row[0] or 0)

    def _by(self, secret: str, look_up: _LookUp) -> Caller | None:
        now = self._store.clock()
        state, name = (self.state(), now.astimezone(ZONE).date()), kept(secret)
        with self._lock:
            if self._state != state:
                self._state = state
                self._known.clear()
            known = self._known.get(name)
        if known is not None and now < known.until:
            return known.caller
        known = look_up(self._store, secret)
        if known is not None:
            self._keep(state, name, known)
        return known.caller if known else None

    def _keep(self, state: _State, name: str, known: KnownCaller) -> None:
        """Keep a caller who was looked up after the log had come to a state."""
        with self._lock:
            if self._state == state:
                self._known[name] = known
                self._known.move_to_end(name)
                while len(self._known) > MOST:
                    self._known.popitem(last=False)
