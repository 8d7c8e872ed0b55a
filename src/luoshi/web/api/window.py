"""Which stretch of a list is asked for, and where the next one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

MOST = 1000
"""Most things that one answer in JSON may hold."""
USUAL = 100

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of a list.

    Attributes:
        limit: Most things in it; ``None``: all.
        offset: How many come before it.
    """

    limit: int | None
    offset: int

    def cut(self, things: Sequence[Thing]) -> Sequence[Thing]:
        """Return the things in the stretch."""
        return things[self.offset :][: self.limit]

    def next(self, request: Request, total: int) -> str | None:
        """Return the address of the stretch that follows, ``None`` at the end."""
        if self.limit is None or self.offset + self.limit >= total:
            return None
        pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "offset"]
        return f"{request.url.path}?{urlencode([*pairs, ('offset', self.offset + self.limit)])}"
