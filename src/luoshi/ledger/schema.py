"""The tables: an append-only projection of the journal.

Every table but the journal's own carries ``entry`` and ``position``: the journal entry that brought the
row and its place in it. Things that keep their identity while what is known about them changes come in
pairs: the thing (``plan``) and what was said of it (``plan_detail``). A row that takes the place of another
one names it in ``supersedes``, which is unique: of two writers the second gets a conflict.
``docs/data-model.md`` explains every table.
"""

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

from luoshi.ledger.columns import PLAIN_TEXT, body, column, one_of, rule, truth
from luoshi.vocabulary.words import Attribute, Basis, Comparator, Direction, Evidence, Kind, Measure, Trust

REVISION = "0001"
"""The layout this program reads and writes; the newest revision in ``migrations``."""

APPLICATION_ID = 0x4C554F53
"""Marks a SQLite file as a ledger (the letters LUOS)."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- the journal ---------------------------------------------------------------------------

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


# --- the projection ------------------------------------------------------------------------


def _table(name: str, comment: str, *parts: Any, versioned: bool = False) -> Table:
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


def _published() -> list[Any]:
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


def _period(required: bool) -> list[Any]:
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


def _number(source: str = "value") -> Column[Any]:
    """Return the floating-point twin of a decimal, computed by the database, for scans."""
    kind: Double[float] = Double().with_variant(REAL(), "sqlite")
    return Column(
        "number", kind, Computed(f"CAST({source} AS DOUBLE PRECISION)"), comment="The value, for scans."
    )


def _comparator(optional: bool = False) -> list[Any]:
    return [
        column("comparator", "text", "eq, ge, gt, le, lt or approx.", optional=optional),
        one_of("comparator", get_args(Comparator)),
    ]


def _grading(*, optional: bool = False) -> list[Any]:
    return [
        column("trust", "text", "A official … D unsigned, X wrong.", optional=optional),
        column("nature", "text", "statistics, department, government, publicity, …", optional=True),
        column("evidence", "text", "original, cited or retold.", optional=optional),
        one_of("trust", get_args(Trust)),
        one_of("evidence", get_args(Evidence)),
    ]


place = _table(
    "place",
    "A place that publishes plans or is measured.",
    column("slug", "text", "In addresses of pages."),
    column("name", "text", "Official name."),
    column("code", "text", "Administrative code (GB/T 2260).", optional=True),
    column("parent_id", "text", "The place it belongs to.", optional=True, to="place.id"),
    UniqueConstraint("slug"),
)

document = _table(
    "document",
    "A document under its stable key.",
    column("key", "text", "Stable key, by default the file's name without extension."),
    UniqueConstraint("key"),
)

blob = _table(
    "blob",
    "The bytes of an original; `id` is their sha256. The bytes stay outside the journal's payload.",
    column("size", "integer", "Number of bytes."),
    body("body", "The bytes."),
    rule("id_form", "length(id) = 64"),
    rule("size_true", "size = length(body)"),
)

edition = _table(
    "edition",
    "One state of a document: a file with its sha256.",
    column("document_id", "text", "The document.", to="document.id"),
    column("sha256", "text", "Of the file's bytes.", to="blob.id"),
    column("media_type", "text", "For instance text/plain."),
    UniqueConstraint("document_id", "sha256"),
)

description = _table(
    "description",
    "What was known about an edition beside its text. The edition described last is the current one.",
    column("edition_id", "text", "The edition.", to="edition.id"),
    column("file", "text", "File name as it came in."),
    column("title", "text", "Title."),
    column("issuer", "text", "Who issued it.", optional=True),
    column("kind", "text", "plan, report, bulletin, …", optional=True),
    column("place_id", "text", "The place it is about.", optional=True, to="place.id"),
    *_published(),
    *_grading(),
    column("url", "text", "Where it was published.", optional=True),
    column("cites", "json", "For a retold document: what it retells.", optional=True),
    column("meta", "json", "Any further key of its entry in sources.yaml.", optional=True),
    versioned=True,
)

anchor = _table(
    "anchor",
    "A stretch of words of an edition; the ordinal tells facts apart that rest on the same words.",
    column("edition_id", "text", "The edition.", to="edition.id"),
    column("start", "integer", "Raw offset of the first character."),
    column("end", "integer", "Raw offset after the last character."),
    column("ordinal", "integer", "From 0."),
    column("quote", "text", "The words."),
    column("before", "text", "Words before, to find the place again in another edition.", optional=True),
    column("after", "text", "Words after.", optional=True),
    column("locator", "json", "Where a person finds it."),
    UniqueConstraint("edition_id", "start", "end", "ordinal"),
    rule("span", '0 <= start AND start <= "end" AND ordinal >= 0'),
)

reading = _table(
    "reading",
    "What somebody read in an anchor: a version by an author. A person's reading outranks a machine's.",
    column("anchor_id", "text", "The words.", to="anchor.id"),
    column("kind", "text", "statement, achievement, promise or published."),
    column("author", "text", "extractor@version, or a person."),
    column("by_person", "boolean", "Whether the author is a person."),
    column("version", "integer", "From 1, per anchor and author."),
    column("fact", "text", "Of a statement: actual, target or forecast.", optional=True),
    column("value", "decimal", "The number as written.", optional=True),
    column("upper", "decimal", "Upper end of a range.", optional=True),
    column("unit", "text", "As written.", optional=True),
    *_comparator(optional=True),
    column("measure", "text", "level, change, growth or rank.", optional=True),
    column("direction", "text", "up or down.", optional=True),
    column("basis", "text", "yoy, annual_average or since.", optional=True),
    column("indicator", "text", "The phrase that names what is measured.", optional=True),
    column("subject", "text", "Of an achievement or a promise: whose, or the topic.", optional=True),
    column("event", "text", "Of an achievement: what happened.", optional=True),
    column("text", "text", "Of an achievement or a promise: its words, cleaned.", optional=True),
    column("region", "text", "The place as written.", optional=True),
    column("period", "text", "ISO text.", optional=True),
    column("section", "text", "The nearest heading above.", optional=True),
    column("rule", "text", "The rule that found it.", optional=True),
    column("table_row", "integer", "Row of the indicator table it stands in.", optional=True),
    column("doubts", "json", "Codes of what makes it uncertain.", optional=True),
    column("confidence", "score", "Between 0 and 1."),
    column("more", "json", "Any further attribute.", optional=True),
    UniqueConstraint("anchor_id", "author", "version"),
    truth("by_person"),
    one_of("kind", ("statement", "achievement", "promise", "published")),
    one_of("fact", get_args(Kind)),
    one_of("measure", get_args(Measure)),
    one_of("direction", get_args(Direction)),
    one_of("basis", get_args(Basis)),
    rule(
        "statement_whole",
        "kind <> 'statement' OR (value IS NOT NULL AND fact IS NOT NULL AND comparator IS NOT NULL"
        " AND measure IS NOT NULL)",
    ),
    versioned=True,
)

concept = _table(
    "concept",
    "What can be measured; `id` is its key in the vocabulary.",
    column("name", "text", "Chinese name when first used here."),
)

definition = _table(
    "definition",
    "One way a concept is measured (口径). A change of definition within a series of figures is a break.",
    column("concept_id", "text", "The concept, unless it is unknown.", optional=True, to="concept.id"),
    column("name", "text", "As its source calls it."),
    column("text", "text", "What sets it apart; empty for the usual one."),
    column("scope", "text", "For instance 全市, 市区.", optional=True),
    column("price_basis", "text", "现价, 不变价, 可比口径, …", optional=True),
    column("measure", "text", "level, change, growth or rank."),
    column("basis", "text", "yoy, annual_average or since.", optional=True),
    one_of("measure", get_args(Measure)),
    one_of("basis", get_args(Basis)),
)

series = _table(
    "series",
    "A definition measured for a place, dimensions and unit.",
    column("definition_id", "text", "The definition.", to="definition.id"),
    column("place_id", "text", "The place.", optional=True, to="place.id"),
    column("dimensions", "json", "Further dimensions; {} without any."),
    column("unit", "text", "Unit of its figures.", optional=True),
)

citation = _table(
    "citation",
    "A source that is cited without its original being here.",
    column("publisher", "text", "Who published it.", optional=True),
    column("title", "text", "Of the publication.", optional=True),
    *_published(),
    column("source", "text", "Address or file.", optional=True),
    *_grading(),
)

observation = _table(
    "observation",
    "A figure of a series for a period.",
    column("series_id", "text", "The series.", to="series.id"),
    *_period(required=False),
    column("value", "decimal", "Canonical decimal with the digits as published."),
    _number(),
    column("written", "text", "Words as written.", optional=True),
    *_comparator(),
    column("status", "text", "SDMX observation status: A, E, F, P, …"),
    column("stage", "text", "预计, 快报, 初步核算, 最终核实 or 普查修订.", optional=True),
    column("match", "text", "same, derived, input, proxy, decoy or context."),
    column("citation_id", "text", "The cited source.", optional=True, to="citation.id"),
    column("anchor_id", "text", "The words it rests on.", optional=True, to="anchor.id"),
    column("reading_id", "text", "The reading it was taken from.", optional=True, to="reading.id"),
    column("origin", "text", "File and row it was imported from.", optional=True),
    column("locator", "text", "Where in the cited source.", optional=True),
    column("quote", "text", "Words of the cited source.", optional=True),
    column("note", "text", "Remark of who collected it.", optional=True),
    one_of("match", ("same", "derived", "input", "proxy", "decoy", "context")),
    rule("status_form", "length(status) = 1"),
    rule("has_source", "citation_id IS NOT NULL OR anchor_id IS NOT NULL"),
    versioned=True,
)

plan = _table(
    "plan",
    "A plan of a place.",
    column("place_id", "text", "The place.", to="place.id"),
    column("slug", "text", "In addresses of pages."),
    column("document_id", "text", "The document it stands in.", to="document.id"),
    UniqueConstraint("slug"),
)

plan_detail = _table(
    "plan_detail",
    "What was known about a plan.",
    column("plan_id", "text", "The plan.", to="plan.id"),
    column("title", "text", "Title."),
    column("issuer", "text", "Who issued it.", optional=True),
    *_published(),
    column("succeeded_by", "json", "Title and date of the plan that took its place.", optional=True),
    versioned=True,
)

indicator = _table(
    "indicator",
    "An indicator of a plan.",
    column("plan_id", "text", "The plan.", to="plan.id"),
    column("slug", "text", "In addresses of pages, within the plan."),
    UniqueConstraint("plan_id", "slug"),
)

indicator_detail = _table(
    "indicator_detail",
    "How an indicator reads in its plan.",
    column("indicator_id", "text", "The indicator.", to="indicator.id"),
    column("number", "integer", "Row of the plan's table.", optional=True),
    column("rank", "integer", "Place in the plan's order."),
    column("name", "text", "Without the unit's brackets."),
    column("domain", "text", "Group it stands in.", optional=True),
    column("unit", "text", "As written.", optional=True),
    column("measure", "text", "level, change, growth or rank."),
    column("direction", "text", "up or down.", optional=True),
    column("basis", "text", "yoy, annual_average or since.", optional=True),
    column("attribute", "text", "binding, expected or unmarked."),
    column("concept_id", "text", "What it measures.", optional=True, to="concept.id"),
    column("higher_is_better", "boolean", "Unknown unless the concept says so.", optional=True),
    column("origin", "text", "table or prose."),
    column("owner", "text", "Lead unit as written.", optional=True),
    column("doubts", "json", "Codes of what makes it uncertain.", optional=True),
    column("anchor_id", "text", "The words.", optional=True, to="anchor.id"),
    column("more", "json", "Any further attribute.", optional=True),
    one_of("measure", get_args(Measure)),
    one_of("direction", get_args(Direction)),
    one_of("basis", get_args(Basis)),
    one_of("attribute", get_args(Attribute)),
    one_of("origin", ("table", "prose")),
    truth("higher_is_better"),
    versioned=True,
)

target = _table(
    "target",
    "A target of an indicator, or its baseline in the plan.",
    column("indicator_id", "text", "The indicator.", to="indicator.id"),
    column("role", "text", "baseline or target."),
    *_period(required=True),
    column("value", "decimal", "Empty when not quantified.", optional=True),
    column("upper", "decimal", "Upper end of a range.", optional=True),
    *_comparator(),
    column("kind", "text", "level, average_growth, cumulative_total, …"),
    column("strength", "text", "确保, 达到, 力争, 争取 or 探索.", optional=True),
    column("written", "text", "Words as written.", optional=True),
    column("doubts", "json", "Codes of what makes it uncertain.", optional=True),
    column("anchor_id", "text", "The words.", optional=True, to="anchor.id"),
    column("reading_id", "text", "The reading it was taken from.", optional=True, to="reading.id"),
    column("citation_id", "text", "The cited source.", optional=True, to="citation.id"),
    one_of("role", ("baseline", "target")),
    rule("has_source", "citation_id IS NOT NULL OR anchor_id IS NOT NULL"),
    versioned=True,
)

action = _table(
    "action",
    "A special action of a plan.",
    column("plan_id", "text", "The plan.", to="plan.id"),
    column("slug", "text", "In addresses of pages, within the plan."),
    UniqueConstraint("plan_id", "slug"),
)

action_detail = _table(
    "action_detail",
    "How a special action reads in its plan.",
    column("action_id", "text", "The action.", to="action.id"),
    column("box", "text", "Box as printed."),
    column("box_title", "text", "Title of the box."),
    column("chapter", "text", "Number and title of its chapter.", optional=True),
    column("number", "integer", "Within the box."),
    column("rank", "integer", "Place in the plan's order."),
    column("name", "text", "Its name."),
    column("text", "text", "What follows the name."),
    column("strength", "text", "确保, 达到, 力争, 争取 or 探索.", optional=True),
    column("anchor_id", "text", "The words.", to="anchor.id"),
    column("doubts", "json", "Codes of what makes it uncertain.", optional=True),
    versioned=True,
)

indicator_series = _table(
    "indicator_series",
    "A series taken, or only proposed, as the figures of an indicator.",
    column("indicator_id", "text", "The indicator.", to="indicator.id"),
    column("series_id", "text", "The series.", to="series.id"),
    column("score", "score", "Between 0 and 1."),
    column("reason", "text", "Why."),
    column("accepted", "boolean", "Taken, or only proposed for review."),
    truth("accepted"),
    versioned=True,
)

indicator_link = _table(
    "indicator_link",
    "A statement taken, or only proposed, as being about an indicator.",
    column("reading_id", "text", "The statement.", to="reading.id"),
    column("indicator_id", "text", "The indicator.", to="indicator.id"),
    column("score", "score", "Between 0 and 1."),
    column("reason", "text", "Why."),
    column("accepted", "boolean", "Taken, or only proposed for review."),
    truth("accepted"),
    versioned=True,
)

action_link = _table(
    "action_link",
    "An achievement, a promise or a statement that may answer a special action.",
    column("reading_id", "text", "What was read.", to="reading.id"),
    column("action_id", "text", "The action.", to="action.id"),
    column("score", "score", "Between 0 and 1."),
    column("reason", "text", "Why."),
    column("accepted", "boolean", "Taken, or only proposed for review."),
    truth("accepted"),
    versioned=True,
)

attachment = _table(
    "attachment",
    "An original that has joined a figure which so far was only cited.",
    column("observation_id", "text", "The figure.", to="observation.id"),
    column("anchor_id", "text", "Its words in the original.", to="anchor.id"),
    column("score", "score", "Between 0 and 1."),
    column("reason", "text", "How the words were found."),
    versioned=True,
)

retraction = _table(
    "retraction",
    "A row that no longer stands, and why.",
    column("what", "text", "Name of the row's table."),
    column("row_id", "text", "The row."),
    column("reason", "text", "Why."),
)

restoration = _table(
    "restoration",
    "A retraction that was taken back, and why.",
    column("retraction_id", "text", "The retraction.", to="retraction.id"),
    column("reason", "text", "Why."),
    UniqueConstraint("retraction_id"),
)

Index(None, retraction.c.row_id)
for _referring in (
    description.c.edition_id,
    edition.c.sha256,
    series.c.definition_id,
    series.c.place_id,
    observation.c.citation_id,
    plan_detail.c.plan_id,
    indicator_detail.c.indicator_id,
    target.c.indicator_id,
    action_detail.c.action_id,
    indicator_series.c.indicator_id,
    indicator_series.c.series_id,
    indicator_link.c.indicator_id,
    indicator_link.c.reading_id,
    action_link.c.action_id,
    action_link.c.reading_id,
    attachment.c.observation_id,
):
    Index(None, _referring)
Index(None, observation.c.series_id, observation.c.period_start)
for _seldom in (observation.c.anchor_id, observation.c.reading_id):
    _given = _seldom.isnot(None)
    Index(None, _seldom, sqlite_where=_given, postgresql_where=_given)

JOURNAL_TABLES = (journal, journal_part, journal_head)
PROJECTION = tuple(table for table in metadata.sorted_tables if table not in JOURNAL_TABLES)
"""The tables that a fold of the journal fills."""


def payload_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that a journal entry may hold for a table, in the table's order."""
    return tuple(c.name for c in table.columns if c.info.get("kind", "outside") != "outside")


def outside_columns(table: Table) -> tuple[str, ...]:
    """Return the columns of bytes that stay outside the journal's payload."""
    return tuple(c.name for c in table.columns if c.info.get("kind") == "outside")
