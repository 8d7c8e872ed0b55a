"""The three times of a question, as options: ``--at``, ``--published-by``, ``--recorded-by``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from luoshi.commands.failure import usage
from luoshi.vocabulary.days import read_day, read_moment

if TYPE_CHECKING:
    from luoshi.ledger.records import Cut

Function = TypeVar("Function", bound=Callable[..., Any])

ZONE = ZoneInfo("Asia/Shanghai")
"""Dates and times without an offset belong to the ledger's zone."""


class Day(click.ParamType[date]):
    """A date as ``2025-12-31``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the date; wrong usage with the catalogue's words otherwise."""
        if isinstance(value, date):
            return value
        try:
            return read_day(value)
        except ValueError as error:
            raise usage("date-unknown", text=value) from error


class CoarseDay(click.ParamType[str]):
    """A date as precise as is known: ``2021``, ``2022-09`` or ``2022-05-12``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text as it is; wrong usage when it is no date."""
        parts = str(value).split("-")
        try:
            read_day("-".join([*parts, "01", "01"][:3]))
        except ValueError as error:
            raise usage("date-unknown", text=value) from error
        return value


class Moment(click.ParamType[datetime | int]):
    """An entry number, a time, or a date, which stands for its last instant."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number or the instant in UTC."""
        if not isinstance(value, str):
            return value
        try:
            return read_moment(value, ZONE)
        except ValueError as error:
            raise usage("date-unknown", text=value) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The options that say as of when, and for which plan."""

    at: date | None
    published_by: date | None
    recorded_by: datetime | int | None
    plan: str | None

    def cut(self) -> Cut:
        """Return the cut in time that the ledger understands."""
        from luoshi.ledger.records import Cut

        return Cut(at=self.at, published_by=self.published_by, recorded_by=self.recorded_by)


def question_options(function: Function) -> Function:
    """Give a command the three times and the plan; read them with ``question``."""
    return times_options(click.option("--plan", metavar="PLAN")(function))


def times_options(function: Function) -> Function:
    """Give a command the three times."""
    for option in (
        click.option("--recorded-by", metavar="TIME|ENTRY", type=Moment()),
        click.option("--published-by", metavar="DATE", type=Day()),
        click.option("--at", metavar="DATE", type=Day()),
    ):
        function = option(function)
    return function
