"""A TOML file that says who reports what: units, posts, duties and schedules, all checked first."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from luoshi.collection.appointing import New, NewDuty, NewOrganisation, NewPost, NewSchedule
from luoshi.errors import LuoshiError, Place

EVERY = "*"
"""Stands for every indicator."""


def read_setup(path: Path) -> tuple[New, ...]:
    """Return what a file sets up; raises ``file-missing``, ``setup-invalid``."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LuoshiError("file-missing", Place(file=str(path))) from error
    try:
        return tuple(_things(tomllib.loads(text)))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LuoshiError("setup-invalid", Place(file=path.name), reason=str(error)) from error
    except _Wrong as wrong:
        raise LuoshiError("setup-invalid", Place(file=path.name), reason=str(wrong)) from wrong


class _Wrong(ValueError):
    """What is wrong with a table of the file."""


def _things(given: Mapping[str, Any]) -> Iterator[New]:
    kinds: Mapping[str, Callable[[_Table], Iterator[New]]] = {
        "organisation": _organisation,
        "post": _post,
        "duty": _duties,
        "schedule": _schedules,
    }
    if strange := given.keys() - kinds.keys():
        raise _Wrong(f"[[{sorted(strange)[0]}]]")
    for kind, make in kinds.items():
        for number, values in enumerate(given.get(kind, ()), 1):
            table = _Table(f"[[{kind}]] {number}", values)
            yield from make(table)
            table.finish()


class _Table:
    """One table of the file, from which every key has to be taken."""

    def __init__(self, name: str, values: Mapping[str, Any]) -> None:
        self.name = name
        self.values = dict(values)

    def text(self, key: str) -> str:
        value = self.optional(key)
        if not value:
            raise _Wrong(f"{self.name}: {key}")
        return value

    def optional(self, key: str) -> str | None:
        value = self.values.pop(key, None)
        if value is not None and not isinstance(value, str):
            raise _Wrong(f"{self.name}: {key} = {value!r}")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        value = self.values.pop(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _Wrong(f"{self.name}: {key} = {value!r}")
        return value

    def day(self, key: str) -> date:
        value = self.optional_day(key)
        if value is None:
            raise _Wrong(f"{self.name}: {key}")
        return value

    def optional_day(self, key: str) -> date | None:
        value = self.values.pop(key, None)
        try:
            return date.fromisoformat(value) if isinstance(value, str) else _plain_day(value)
        except (TypeError, ValueError) as error:
            raise _Wrong(f"{self.name}: {key} = {value!r}") from error

    def names(self, key: str) -> tuple[str, ...]:
        value = self.values.pop(key, ())
        listed = [value] if isinstance(value, str | int) else value
        if not listed or not all(isinstance(one, str | int) for one in listed):
            raise _Wrong(f"{self.name}: {key}")
        return tuple(str(one) for one in listed)

    def finish(self) -> None:
        if self.values:
            raise _Wrong(f"{self.name}: {sorted(self.values)[0]}")


def _plain_day(value: Any) -> date | None:
    if value is not None and type(value) is not date:
        raise TypeError(value)
    return value


def _organisation(table: _Table) -> Iterator[New]:
    level = table.values.pop("level", None)
    if level is not None and not isinstance(level, int):
        raise _Wrong(f"{table.name}: level = {level!r}")
    yield NewOrganisation(
        key=table.text("key"),
        name=table.text("name"),
        level=level,
        parent=table.optional("parent"),
        place=table.optional("place"),
        trust=table.optional("trust") or "B",
        nature=table.optional("nature") or "department",
    )


def _post(table: _Table) -> Iterator[New]:
    yield NewPost(
        key=table.text("key"),
        name=table.text("name"),
        department=table.optional("department"),
        kind=table.optional("kind"),
        valid_from=table.day("from"),
        valid_to=table.optional_day("to"),
    )


def _duties(table: _Table) -> Iterator[New]:
    post, role, basis = table.text("post"), table.text("role"), table.optional("basis")
    first, last = table.day("from"), table.optional_day("to")
    if role not in ("reports", "checks", "approves"):
        raise _Wrong(f"{table.name}: role = {role!r}")
    for name in table.names("indicators"):
        yield NewDuty(
            post=post,
            role=role,  # type: ignore[arg-type]
            indicator=None if name == EVERY else name,
            valid_from=first,
            valid_to=last,
            basis=basis,
        )


def _schedules(table: _Table) -> Iterator[New]:
    frequency, basis = table.text("frequency"), table.text("basis")
    due, grace = table.number("due_days"), table.number("grace_days", 0)
    first, last = table.day("from"), table.optional_day("to")
    for name in table.names("indicators"):
        yield NewSchedule(
            indicator=name,
            frequency=frequency,
            due_days=due,
            grace_days=grace,
            basis=basis,
            valid_from=first,
            valid_to=last,
        )
