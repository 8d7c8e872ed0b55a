"""The three times of a question, read from an address and written back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from luoshi.errors import LuoshiError
from luoshi.ledger.records import Cut
from luoshi.vocabulary.days import read_day, read_moment

NAMES = ("at", "published_by", "recorded_by")
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The three times as asked for, and the day that stands for today.

    Attributes:
        asked: What the address says, by name; only what was given.
        cut: The same as values; what was not given is ``None``.
        today: Today in the ledger's zone.
    """

    asked: Mapping[str, str]
    cut: Cut
    today: date

    @property
    def at(self) -> date:
        """评估基准日: the day asked for, else today."""
        return self.cut.at or self.today

    def query(self, **more: str | int | None) -> str:
        """Return the times and more parameters as the query of an address, empty or with ``?``."""
        pairs = {
            **self.asked,
            **{name: str(value) for name, value in more.items() if value not in (None, "")},
        }
        return f"?{urlencode(pairs)}" if pairs else ""


def read_times(query: Mapping[str, str], now: datetime) -> Times:
    """Read the three options of an address; raises ``date-unknown`` naming the option."""
    asked = {name: value for name in NAMES if (value := query.get(name, "").strip())}
    cut = Cut(
        at=_date("at", asked.get("at")),
        published_by=_date("published_by", asked.get("published_by")),
        recorded_by=_moment(asked.get("recorded_by")),
    )
    return Times(asked=asked, cut=cut, today=now.astimezone(ZONE).date())


def day_of(name: str, text: str) -> date | None:
    """Read a day of an address, ``None`` where none is given; raises ``date-unknown`` naming the option."""
    return _date(name, text.strip() or None)


def _date(name: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return read_day(text)
    except ValueError as error:
        raise LuoshiError("date-unknown", text=f"{name}={text}") from error


def _moment(text: str | None) -> datetime | int | None:
    """Read an entry's number or a time; a time without zone is of the ledger's, a date is its last moment."""
    if text is None:
        return None
    try:
        return read_moment(text, ZONE)
    except ValueError as error:
        raise LuoshiError("date-unknown", text=f"recorded_by={text}") from error
