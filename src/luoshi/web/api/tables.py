"""Lists as CSV: which parts of a thing become columns, and how a cell is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from luoshi.web.api import changing, disagreeing, figures, looking_back, plans, reported, sources, weighing
from luoshi.web.api.base import Form
from luoshi.web.format import plain

WORDS = ("words.document", "words.start", "words.end", "words.quote", "words.page")
SOURCE = (
    "source.publisher",
    "source.title",
    "source.published.text",
    "source.address",
    "source.locator",
    "source.quote",
    "source.trust",
    "source.nature",
    "source.publicity",
    "source.released",
    "source.evidence",
    "source.words.document",
    "source.words.page",
)

CHANGE = (
    "entry",
    "recorded",
    "actor",
    "change",
    "what",
    "name",
    "unit",
    "period",
    "before",
    "after",
    "said_before",
    "said_after",
    *SOURCE,
    "reason",
)

COLUMNS: Mapping[type[Form], tuple[str, ...]] = {
    plans.Place: ("slug", "name", "code"),
    plans.Plan: (
        "place",
        "place_name",
        "plan",
        "title",
        "issuer",
        "document",
        "published.text",
        "succeeded_by.title",
        "succeeded_by.date",
        "page",
    ),
    plans.Indicator: (
        "indicator",
        "number",
        "name",
        "name_en",
        "domain",
        "unit",
        "unit_en",
        "measure",
        "basis",
        "direction",
        "attribute",
        "concept",
        "higher_is_better",
        "origin",
        "owner",
        "baseline.value",
        "baseline.period",
        "target.value",
        "target.comparator",
        "target.period",
        "latest.value",
        "latest.period",
        "latest.evidence",
        "result.verdict",
        "result.reason",
        "result.gap",
        "result.completion",
        "result.pace",
        "result.required_rate",
        "result.recent_rate",
        "result.rate_kind",
        "result.sentence.zh",
        "result.sentence.en",
        "method.name",
        "method.grade",
        "page",
    ),
    figures.Observation: (
        "id",
        "indicator",
        "indicator_number",
        "indicator_name",
        "series",
        "concept",
        "name",
        "place",
        "period",
        "value",
        "comparator",
        "unit",
        "status",
        "stage",
        "definition",
        "price_basis",
        "match",
        "usable",
        "chosen",
        "judged",
        *SOURCE,
        "origin",
        "note",
        "statement",
        "link_score",
        "link_reason",
        "recorded",
    ),
    plans.PlanRow: tuple(plans.PlanRow.model_fields),
    looking_back.LookedBack: (
        "target",
        "target_period",
        "on",
        "known.grade",
        "hindsight.grade",
        "now.grade",
        "changed",
        "because.zh",
        "because.en",
    ),
    weighing.Composite: (
        "composite",
        "words.zh",
        "words.en",
        "value",
        "low",
        "high",
        "used",
        "left_out",
        "stated",
        "seed",
        "draws",
        "version",
    ),
    weighing.WhatIf: (
        "target",
        "target_period",
        "target_value",
        "unit",
        "reason",
        "rate_in",
        "start_year",
        "start_value",
        "needed",
        "recent",
        "best",
        "best_years",
        "rate",
        "value",
        "reaches",
        "met_in",
        "words.zh",
        "words.en",
    ),
    weighing.Outlook: (
        *("indicator", "target", "target_period", "target_value", "unit", "reason", "chance", "probability"),
        *("point", "low_80", "high_80", "low_95", "high_95", "window", "limits.zh", "limits.en"),
        *("words.zh", "words.en", "version"),
    ),
    weighing.Standing: (
        "rank",
        "rank_low",
        "rank_high",
        "place",
        "place_name",
        "concept",
        "period",
        "value",
        "unit",
        "definition",
        "apart",
        "words.zh",
        "words.en",
        *SOURCE,
    ),
    plans.Related: ("kind", "title", "issuer", "published.text", "plan"),
    plans.Expected: (
        "target",
        "target_period",
        "division",
        "name",
        "period",
        "value",
        "comparator",
        "actual",
        "check",
        *SOURCE,
    ),
    changing.Change: CHANGE,
    reported.ReportedFigure: (
        "observation",
        "period",
        "value",
        "unit",
        "submission",
        "progress",
        "obstacles",
        "next_steps",
        "files",
    ),
    changing.Total: ("name", "place", "period", "unit", "dimension", "parts", "sum", "total", "outcome"),
    changing.Correction: ("place", "indicator", *(f"change.{name}" for name in CHANGE), "page"),
    plans.Action: (
        "action",
        "form",
        "box",
        "box_title",
        "chapter",
        "number",
        "name",
        "text",
        "strength",
        "task_class",
        "deadline",
        "areas",
        "lead",
        "responsible",
        "helping",
        "lead_basis",
        "settled",
        "doubts",
        "achievements",
        *WORDS,
    ),
    disagreeing.Disagreement: (
        "id",
        "kind",
        "indicator",
        "period",
        "unit",
        "state",
        "decision.reason",
        "decision.decided",
        "decision.kept",
        "explanation.zh",
        "explanation.en",
        "left.name",
        "left.period",
        "left.value",
        "left.unit",
        "left.text",
        *(f"left.{name}" for name in SOURCE),
        "right.name",
        "right.period",
        "right.value",
        "right.unit",
        "right.text",
        *(f"right.{name}" for name in SOURCE),
    ),
    plans.Gap: ("indicator", "number", "name", "target_period", "reason", "words.zh", "words.en", "due"),
    figures.Link: ("statement", "indicator", "score", "reason", "accepted"),
    sources.Document: (
        "key",
        "title",
        "file",
        "issuer",
        "kind",
        "place",
        "published.text",
        "published.first",
        "published.last",
        "trust",
        "nature",
        "evidence",
        "address",
        "edition",
        "sha256",
        "media_type",
        "editions",
        "statements",
        "page",
    ),
    sources.Numeral: ("start", "end", "text", "outcome", "rule", "page"),
    sources.Statement: (
        "id",
        *WORDS,
        "value",
        "upper",
        "unit",
        "comparator",
        "measure",
        "direction",
        "basis",
        "indicator",
        "region",
        "period",
        "kind",
        "section",
        "doubts",
        "confidence",
        "rule",
        "row",
        "author",
    ),
    sources.Achievement: (
        "id",
        "subject",
        "event",
        "text",
        "period",
        "region",
        "section",
        "confidence",
        *WORDS,
    ),
    sources.Mention: (
        "project",
        "name",
        "mentioned",
        "documents",
        "stage",
        "reached",
        "stage_words",
        "text",
        "period",
        "amount",
        "areas",
        "published",
        *WORDS,
    ),
    sources.Promise: ("id", "topic", "kind", "text", "section", "confidence", *WORDS),
    sources.Hit: (
        "kind",
        "title",
        "snippet",
        "document",
        "start",
        "end",
        "statement",
        "indicator",
        "page",
    ),
    sources.Entry: ("number", "recorded", "actor", "reason", "hash", "rows"),
}
"""Columns of each list, as paths into a thing; in the file ``.`` is written ``_``."""

_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for a formula when a cell begins with it."""


def names(form: type[Form]) -> list[str]:
    """Return the headings of a list's table."""
    return [path.replace(".", "_") for path in COLUMNS[form]]


def table(form: type[Form], things: Iterable[Form]) -> str:
    """Return a list as CSV with a heading row; the first character marks it as UTF-8 for spreadsheets."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names(form))
    writer.writerows([[cell(_at(thing, path)) for path in COLUMNS[form]] for thing in things])
    return text.getvalue()


def _at(thing: object, path: str) -> object:
    for name in path.split("."):
        if thing is None:
            return None
        thing = getattr(thing, name)
    return thing


def cell(value: object) -> str:
    """Return a value as a cell; text that a spreadsheet would run as a formula gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date | datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, reported.EvidenceFile):
        return value.name
    if isinstance(value, list):
        return "; ".join(cell(part) for part in value)
    text = str(value)
    return f"'{text}" if text.startswith(_RISKY) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
