"""What was worked out once and still holds, kept for the next who asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Found = TypeVar("Found")


class Memory:
    """Keeps what was worked out, by a question that says all it rests on.

    Of several who ask the same at once, one works it out and the others wait. What was asked for longest ago
    is forgotten first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._turns: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, question: Hashable, work_out: Callable[[], Found]) -> Found:
        """Return what a question comes to; whoever fails to work it out leaves nothing behind."""
        with self._lock:
            turn = self._turns.setdefault(question, Lock())
        with turn:
            with self._lock:
                if question in self._kept:
                    self._kept.move_to_end(question)
                    found: Found = self._kept[question]
                    return found
            found = work_out()
            with self._lock:
                self._kept[question] = found
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
                if len(self._turns) > 8 * self._most:
                    self._turns.clear()
        return found
