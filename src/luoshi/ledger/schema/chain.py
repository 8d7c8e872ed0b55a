"""The journal's own tables."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from luoshi.ledger.columns import PLAIN_TEXT, rule
from luoshi.ledger.schema.base import metadata

journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="From 1, without gaps."),
    Column("recorded", PLAIN_TEXT, nullable=False, comment="UTC with microseconds; never before the last."),
    Column("actor", PLAIN_TEXT, nullable=False, comment="Who wrote."),
    Column("reason", PLAIN_TEXT, nullable=False, comment="Why."),
    Column("version", Integer, nullable=False, comment="Of the payload's form."),
    Column("rows", Integer, nullable=False, comment="Number of rows in the payload."),
    Column("payload", PLAIN_TEXT, nullable=False, comment="sha256 of the payload's parts."),
    Column("previous", PLAIN_TEXT, nullable=False, unique=True, comment="Hash of the entry before."),
    Column("hash", PLAIN_TEXT, nullable=False, unique=True, comment="sha256 of the entry's canonical form."),
    rule("number_positive", "number > 0"),
    rule("recorded_form", "length(recorded) = 27"),
    rule("hash_form", "length(hash) = 64 AND length(previous) = 64 AND length(payload) = 64"),
    rule("said", "length(actor) > 0 AND length(reason) > 0"),
    sqlite_strict=True,
    comment="One entry per transaction, each holding the hash of the one before.",
)

journal_part = Table(
    "journal_part",
    metadata,
    Column("entry", Integer, ForeignKey("journal.number"), primary_key=True, comment="The entry."),
    Column("part", Integer, primary_key=True, autoincrement=False, comment="From 1."),
    Column("body", PLAIN_TEXT, nullable=False, comment="Rows of one table, canonical JSON (RFC 8785)."),
    sqlite_strict=True,
    comment="The payload of an entry, in stretches of rows of one table.",
)

journal_head = Table(
    "journal_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, comment="Always 1."),
    Column("number", Integer, nullable=False, comment="Of the last entry; 0 while there is none."),
    Column("recorded", PLAIN_TEXT, nullable=False, comment="When the last entry was recorded."),
    Column("hash", PLAIN_TEXT, nullable=False, comment="Of the last entry."),
    rule("single", "id = 1"),
    sqlite_strict=True,
    comment="The end of the journal: the one row that writers lock.",
)
