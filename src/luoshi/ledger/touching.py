"""When something was last written that a judgement may rest on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, ref

from sqlalchemy import Connection, Select, func, literal, select, union_all

from luoshi.ledger.journal import read_head, sealed
from luoshi.ledger.schema import PROJECTION
from luoshi.ledger.schema import collecting as reporting

if TYPE_CHECKING:
    from luoshi.ledger.records import Entry
    from luoshi.ledger.store import Ledger

_ON_THE_WAY = frozenset(
    table.name
    for table in (
        reporting.organisation,
        reporting.organisation_detail,
        reporting.post,
        reporting.post_detail,
        reporting.duty,
        reporting.schedule,
        reporting.submission,
        reporting.submission_event,
        reporting.submitted_figure,
        reporting.submission_comment,
        reporting.submission_attachment,
        reporting.period_lock,
    )
)
"""Tables of figures that are being reported: nothing is judged by them until they are observations."""

FIGURES = frozenset({"citation", "concept", "definition", "indicator_series", "observation", "series"})
"""What a new figure brings; what documents say, and where, does not rest on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """The end of the journal, and the last entries with something of a kind.

    Attributes:
        head: The last entry, ``None`` while there is none.
        touched: The number of the last with anything that judgements, histories or corrections rest on.
        facts: Its hash.
        readings: That of the last with anything of these but figures.
        closings: That of the last with any of these or a decision to close a period.
    """

    head: Entry | None
    touched: int
    facts: str
    readings: str
    closings: str

    @property
    def number(self) -> int:
        """The number of the last entry, 0 while there is none."""
        return self.head.number if self.head else 0

    @property
    def hash(self) -> str:
        """The hash of the last entry, empty while there is none."""
        return self.head.hash if self.head else ""


class Touches:
    """Tells the touch of a ledger; asks again only after something was written."""

    def __init__(self, ledger: Ledger) -> None:
        self._of = ref(ledger)
        self._lock = Lock()
        self._known: tuple[str, Touch] | None = None

    def now(self) -> Touch:
        """Return the touch of the ledger as it is at this moment."""
        ledger, known = self._of(), self._known
        assert ledger is not None, "who asks holds the ledger"
        if known is not None and known[0] == ledger.mark()[1]:
            return known[1]
        with ledger.reading() as connection:
            end = read_head(connection)
            last = dict(last_entries(connection))
            facts = max(last.values(), default=0)
            readings = max((entry for name, entry in last.items() if name not in FIGURES), default=0)
            closed = connection.execute(select(func.max(reporting.period_lock.c.entry))).scalar() or 0
            numbers = {end.number, facts, readings, max(facts, closed)}
            entries = {number: _entry(connection, number) for number in numbers}
        touch = Touch(
            head=entries[end.number],
            touched=facts,
            facts=_hash(entries[facts]),
            readings=_hash(entries[readings]),
            closings=_hash(entries[max(facts, closed)]),
        )
        with self._lock:
            self._known = end.hash, touch
        return touch


def _hash(entry: Entry | None) -> str:
    return entry.hash if entry else ""


def _entry(connection: Connection, number: int) -> Entry | None:
    return next((one.entry() for one in sealed(connection, number, number)), None)


_TOUCHES: WeakKeyDictionary[Ledger, Touches] = WeakKeyDictionary()


def touches_of(ledger: Ledger) -> Touches:
    """Return what tells the touch of a ledger, the same for all who ask."""
    found = _TOUCHES.get(ledger)
    if found is None:
        found = _TOUCHES.setdefault(ledger, Touches(ledger))
    return found


def last_touch(ledger: Ledger) -> int:
    """Return the last entry with anything that judgements, histories or corrections rest on.

    What was worked out at this entry still holds, however many submissions came in since.
    """
    return touches_of(ledger).now().touched


def last_entries(connection: Connection) -> list[tuple[str, int]]:
    """Return the last entry with a row of each table that judgements rest on."""
    return [(name, number or 0) for name, number in connection.execute(_question())]


@cache
def _question() -> Any:
    return union_all(*(_last(table) for table in PROJECTION if table.name not in _ON_THE_WAY))


def _last(table: Any) -> Select[Any]:
    return select(literal(table.name), func.max(table.c.entry))
