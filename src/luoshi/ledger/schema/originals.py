"""Places, documents and what was read in them."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import UniqueConstraint

from luoshi.ledger.columns import body, column, one_of, rule, truth
from luoshi.ledger.schema.base import comparator, facts, grading, index, published
from luoshi.vocabulary.words import Basis, Direction, Kind, Measure

place = facts(
    "place",
    "A place that publishes plans or is measured.",
    column("slug", "text", "In addresses of pages."),
    column("name", "text", "Official name."),
    column("code", "text", "Administrative code (GB/T 2260).", optional=True),
    column("parent_id", "text", "The place it belongs to.", optional=True, to="place.id"),
    UniqueConstraint("slug"),
)

document = facts(
    "document",
    "A document under its stable key.",
    column("key", "text", "Stable key, by default the file's name without extension."),
    UniqueConstraint("key"),
)

blob = facts(
    "blob",
    "The bytes of an original; `id` is their sha256. The bytes stay outside the journal's payload.",
    column("size", "integer", "Number of bytes."),
    body("body", "The bytes."),
    rule("id_form", "length(id) = 64"),
    rule("size_true", "size = length(body)"),
)

edition = facts(
    "edition",
    "One state of a document: a file with its sha256.",
    column("document_id", "text", "The document.", to="document.id"),
    column("sha256", "text", "Of the file's bytes.", to="blob.id"),
    column("media_type", "text", "For instance text/plain."),
    UniqueConstraint("document_id", "sha256"),
)

description = facts(
    "description",
    "What was known about an edition beside its text. The edition described last is the current one.",
    column("edition_id", "text", "The edition.", to="edition.id"),
    column("file", "text", "File name as it came in."),
    column("title", "text", "Title."),
    column("issuer", "text", "Who issued it.", optional=True),
    column("kind", "text", "plan, report, bulletin, …", optional=True),
    column("place_id", "text", "The place it is about.", optional=True, to="place.id"),
    *published(),
    *grading(),
    column("url", "text", "Where it was published.", optional=True),
    column("cites", "json", "For a retold document: what it retells.", optional=True),
    column("meta", "json", "Any further key of its entry in sources.yaml.", optional=True),
    versioned=True,
)

anchor = facts(
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

reading = facts(
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
    *comparator(optional=True),
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

index(edition.c.sha256)
index(description.c.edition_id)
