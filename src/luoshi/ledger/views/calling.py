"""What changed rows are called, and what they say where they have no value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import RowMapping, select

from luoshi.ledger.cuts import stands
from luoshi.ledger.schema import (
    citation,
    definition,
    description,
    edition,
    indicator_detail,
    plan_detail,
    series,
    target,
)
from luoshi.ledger.views.reading import View

Rows = Mapping[str, tuple[str, RowMapping]]
"""Rows with the names of their tables, by id."""
Names = dict[str, tuple[str, str | None]]
"""Names with units, by row id."""

WORDING = {
    "indicator_detail": ("name", "unit", "attribute", "domain", "owner", "concept_id"),
    "plan_detail": ("title", "issuer", "published_text"),
}
"""The columns whose change is told in words."""


def names(seen: View, rows: Rows) -> Names:
    """Return what figures, targets, parts, indicators, plans and sources are called, with their units."""
    found: Names = {
        key: (row["name"], row["unit"]) for key, (name, row) in rows.items() if name == "indicator_detail"
    }
    found |= _of_figures(seen, rows)
    found |= _of_targets(seen, rows)
    found |= _of_plans(seen, rows)
    return found | _of_sources(seen, rows)


def said(name: str, row: RowMapping | None, other: RowMapping | None) -> str | None:
    """Return what a row says in words; of wording only what the other one says differently."""
    if row is None:
        return None
    if name == "release":
        return str(row["publicity"]) + (f"（{row['released']}）" if row["released"] else "")
    if name == "plan_relation":
        return str(row["title"] or "")
    if other is None or name not in WORDING:
        return None
    changed = [str(row[one] or "—") for one in WORDING[name] if row[one] != other[one]]
    if name == "plan_detail" and row["succeeded_by"] != other["succeeded_by"]:
        changed.append(_successor(row["succeeded_by"]))
    return "；".join(changed) or None


def _successor(cell: str | None) -> str:
    """Return the title of the plan that took a plan's place, and the day."""
    said = json.loads(cell) if cell else {}
    title = f"《{said['title']}》" if said.get("title") else ""
    return f"{title}{said.get('date') or ''}" or "—"


def _of_figures(seen: View, rows: Rows) -> Names:
    figures = {key: row["series_id"] for key, (name, row) in rows.items() if name == "observation"}
    question = select(series.c.id, definition.c.name, series.c.unit).join(
        definition, definition.c.id == series.c.definition_id
    )
    called = {row["id"]: row for row in seen.some(question, series.c.id, figures.values())}
    return {key: (called[one]["name"], called[one]["unit"]) for key, one in figures.items()}


def _of_targets(seen: View, rows: Rows) -> Names:
    """Return the indicator's name for a target; for a part of one the part's name after it."""
    promised = {key: row["indicator_id"] for key, (name, row) in rows.items() if name == "target"}
    parts = {key: row for key, (name, row) in rows.items() if name == "target_part"}
    owners = owners_of(seen, parts.values())
    promised |= {key: owners[row["target_id"]] for key, row in parts.items() if row["target_id"] in owners}
    words = select(indicator_detail).where(indicator_detail.c.entry <= seen.bounds.entry)
    words = words.order_by(indicator_detail.c.entry, indicator_detail.c.position)
    latest = {
        row["indicator_id"]: (row["name"], row["unit"])
        for row in seen.some(words, indicator_detail.c.indicator_id, promised.values())
    }
    found = {key: latest[one] for key, one in promised.items() if one in latest}
    return found | {
        key: (f"{found[key][0]} · {row['name']}", found[key][1]) for key, row in parts.items() if key in found
    }


def owners_of(seen: View, parts: Iterable[RowMapping]) -> dict[str, str]:
    """Return the indicators that targets belong to, by target, for parts of targets."""
    question = select(target.c.id, target.c.indicator_id)
    found = seen.some(question, target.c.id, [row["target_id"] for row in parts])
    return {row["id"]: row["indicator_id"] for row in found}


def _of_plans(seen: View, rows: Rows) -> Names:
    plans = {
        key: row["plan_id"] for key, (name, row) in rows.items() if name in ("plan_detail", "plan_relation")
    }
    question = select(plan_detail).where(stands(plan_detail, seen.bounds))
    titles = {
        row["plan_id"]: row["title"] for row in seen.some(question, plan_detail.c.plan_id, plans.values())
    }
    return {key: (titles[one], None) for key, one in plans.items() if one in titles}


def _of_sources(seen: View, rows: Rows) -> Names:
    """Return the titles of the documents and cited sources that releases speak of."""
    about = {key: row["row_id"] for key, (name, row) in rows.items() if name == "release"}
    cited = select(citation.c.id, citation.c.title)
    titles = {row["id"]: row["title"] for row in seen.some(cited, citation.c.id, about.values())}
    kept = (
        select(edition.c.document_id.label("id"), description.c.title)
        .join(description, description.c.edition_id == edition.c.id)
        .where(stands(description, seen.bounds))
        .order_by(edition.c.entry)
    )
    titles |= {row["id"]: row["title"] for row in seen.some(kept, edition.c.document_id, about.values())}
    return {key: (titles[one] or "", None) for key, one in about.items() if one in titles}
