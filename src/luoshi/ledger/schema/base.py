"""What the tables are made of."""

from __future__ import annotations

from typing import Any, get_args

from sqlalchemy import (
    Column,
    Computed,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy.dialects.sqlite import REAL

from luoshi.ledger.columns import PLAIN_TEXT, column, one_of, rule
from luoshi.vocabulary.words import Comparator, Evidence, Trust

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def facts(name: str, comment: str, *parts: Any, versioned: bool = False) -> Table:
    """Return a table of the projection; ``versioned`` rows may supersede one another."""
    own: list[Any] = [
        Column("id", PLAIN_TEXT, primary_key=True, comment="Identity.", info={"kind": "text"}),
        *parts,
    ]
    if versioned:
        own.append(
            column("supersedes", "text", "The row it takes the place of.", optional=True, to=f"{name}.id")
        )
    table = Table(
        name,
        metadata,
        *own,
        Column("entry", Integer, ForeignKey("journal.number"), nullable=False, comment="Journal entry."),
        Column("position", Integer, nullable=False, comment="Place within the entry, from 1."),
        UniqueConstraint("entry", "position"),
        sqlite_strict=True,
        comment=comment,
    )
    if versioned:
        taken = table.c.supersedes.isnot(None)
        Index(
            f"uq_{name}_supersedes",
            table.c.supersedes,
            unique=True,
            sqlite_where=taken,
            postgresql_where=taken,
        )
    return table


def published() -> list[Any]:
    """Return the columns of a publication date that may be known coarsely."""
    return [
        column("published_text", "text", "As given (`2021`, `2022-09`).", optional=True),
        column("published_first", "date", "First day it may have come out.", optional=True),
        column(
            "published_last",
            "date",
            "Last day it may have come out: from then on it is known.",
            optional=True,
        ),
        rule("published_interval", "published_first <= published_last"),
        rule("published_whole", "(published_first IS NULL) = (published_last IS NULL)"),
    ]


def period(required: bool) -> list[Any]:
    """Return the columns of a period."""
    return [
        column("period", "text", "Text form, ISO 8601 with inclusive ends.", optional=not required),
        column("period_start", "date", "First day.", optional=not required),
        column("period_end", "date", "The day after the last day.", optional=not required),
        column("frequency", "text", "A, S, Q, M, D or X.", optional=not required),
        column("nature", "text", "point, span or ytd.", optional=not required),
        one_of("frequency", "ASQMDX"),
        one_of("nature", ("point", "span", "ytd")),
        rule("period_order", "period_start < period_end"),
        rule(
            "period_whole",
            "(period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL)",
        ),
    ]


def number() -> Column[Any]:
    """Return the floating-point twin of a decimal, computed by the database, for scans."""
    kind: Double[float] = Double().with_variant(REAL(), "sqlite")
    return Column(
        "number",
        kind,
        Computed("CAST(value AS DOUBLE PRECISION)", persisted=True),
        comment="The value, for scans.",
    )


def comparator(optional: bool = False) -> list[Any]:
    """Return the column that says how a value bounds the truth."""
    return [
        column("comparator", "text", "eq, ge, gt, le, lt or approx.", optional=optional),
        one_of("comparator", get_args(Comparator)),
    ]


def grading() -> list[Any]:
    """Return the columns that say how good a source is."""
    return [
        column("trust", "text", "A official … D unsigned, X wrong."),
        column("nature", "text", "statistics, department, government, publicity, …", optional=True),
        column("evidence", "text", "original, cited or retold."),
        one_of("trust", get_args(Trust)),
        one_of("evidence", get_args(Evidence)),
    ]


def index(*columns: Column[Any], given: bool = False) -> None:
    """Make an index; ``given`` leaves out rows where its column is empty."""
    only = columns[0].isnot(None) if given else None
    Index(None, *columns, sqlite_where=only, postgresql_where=only)
