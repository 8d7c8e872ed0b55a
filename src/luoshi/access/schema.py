"""The tables of the access store; none of them is part of the ledger."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text

VERSION = 2
"""The layout this program reads and writes; the first one kept keys of second factors unsealed."""

SCHEMA = "access"
"""Where the tables are in a PostgreSQL database."""

metadata = MetaData()


def _text(name: str, *parts: Any, optional: bool = False) -> Column[Any]:
    return Column(name, Text, *parts, nullable=optional)


def _number(name: str, default: int = 0) -> Column[Any]:
    return Column(name, Integer, nullable=False, server_default=str(default))


layout = Table("layout", metadata, Column("version", Integer, primary_key=True))

account = Table(
    "account",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    _text("shown_name"),
    _text("mail", optional=True),
    _text("salt", optional=True),
    _text("password", optional=True),
    _text("totp", optional=True),
    _text("totp_pending", optional=True),
    _number("totp_step"),
    _text("issuer", optional=True),
    _text("subject", optional=True),
    _number("external"),
    _number("failures"),
    _text("locked_until", optional=True),
    _number("disabled"),
    _text("created"),
    _text("erased", optional=True),
)

grant = Table(
    "role_grant",
    metadata,
    Column("account_id", Text, ForeignKey("account.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    _text("granted"),
    _text("granted_by"),
)

session = Table(
    "session",
    metadata,
    Column("id", Text, primary_key=True, comment="sha256 of what the cookie holds."),
    _text("account_id", ForeignKey("account.id")),
    _text("created"),
    _text("seen"),
)

once = Table(
    "once",
    metadata,
    Column("id", Text, primary_key=True, comment="sha256 of a code that works once."),
    _text("account_id", ForeignKey("account.id"), optional=True),
    _text("purpose"),
    _text("expires", optional=True),
    _text("held", optional=True),
    CheckConstraint("purpose IN ('password', 'recovery', 'oidc')", name="ck_once_purpose"),
)

token = Table(
    "token",
    metadata,
    Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    _text("account_id", ForeignKey("account.id")),
    _text("label"),
    _text("indicators"),
    _text("created"),
    _text("expires"),
    _text("revoked", optional=True),
)

holding = Table(
    "holding",
    metadata,
    Column("id", Text, primary_key=True),
    _text("post_id"),
    _text("account_id", ForeignKey("account.id")),
    _text("since"),
    _text("until", optional=True),
    CheckConstraint("until IS NULL OR since <= until", name="ck_holding_span"),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("recorded"),
    _text("actor"),
    _text("act"),
    _text("subject"),
    _text("detail"),
    _text("previous"),
    _text("hash"),
)

Index("ix_session_account", session.c.account_id)
Index("ix_once_account", once.c.account_id)
Index("ix_token_account", token.c.account_id)
Index("ix_holding_account", holding.c.account_id)
Index("ix_holding_post", holding.c.post_id)
Index(
    "uq_account_subject",
    account.c.issuer,
    account.c.subject,
    unique=True,
    sqlite_where=account.c.subject.isnot(None),
    postgresql_where=account.c.subject.isnot(None),
)
