"""What stands beside a figure: its source, and how good the evidence is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, select

from luoshi.ledger.cuts import stands
from luoshi.ledger.records import Citation
from luoshi.ledger.schema import attachment, citation, release
from luoshi.ledger.views.reading import View, Words, anchored, published


def citations(seen: View, rows: Sequence[RowMapping]) -> dict[str, Citation]:
    """Return the source of each row, which has ``id``, ``anchor_id`` and ``citation_id``, by row id.

    A row without words here is cited; an original attached to it brings the words, and with them the
    evidence of the original.
    """
    cited_ids = [row["citation_id"] for row in rows]
    cited = {row["id"]: row for row in seen.some(select(citation), citation.c.id, cited_ids)}
    joined = _attached(seen, [row["id"] for row in rows if row["anchor_id"] is None])
    marks = anchored(seen, [*(row["anchor_id"] for row in rows), *joined.values()])
    said = _released(seen, cited_ids)
    return {
        row["id"]: _citation(row, cited, said, marks.get(row["anchor_id"] or joined.get(row["id"], "")))
        for row in rows
    }


def _released(seen: View, ids: Sequence[str | None]) -> dict[str, RowMapping]:
    question = select(release).where(release.c.what == "citation", stands(release, seen.bounds))
    return {row["row_id"]: row for row in seen.some(question, release.c.row_id, ids)}


def _attached(seen: View, ids: Sequence[str]) -> dict[str, str]:
    question = (
        select(attachment.c.observation_id, attachment.c.anchor_id)
        .where(stands(attachment, seen.bounds))
        .order_by(attachment.c.entry, attachment.c.position)
    )
    found = seen.some(question, attachment.c.observation_id, ids)
    return {row["observation_id"]: row["anchor_id"] for row in found}


def _citation(
    row: RowMapping, cited: Mapping[str, Any], said: Mapping[str, Any], mark: Words | None
) -> Citation:
    source = cited.get(row["citation_id"])
    if source is None:
        if mark is None:
            raise LookupError(row["id"])
        return mark.citation
    release_of = said.get(source["id"])
    own = Citation(
        publisher=source["publisher"],
        title=source["title"],
        published=published(source),
        source=source["source"],
        locator=row.get("locator"),
        quote=row.get("quote"),
        trust=source["trust"],
        evidence=source["evidence"],
        nature=source["nature"],
        publicity=release_of["publicity"] if release_of else None,
        released=date.fromisoformat(release_of["released"])
        if release_of and release_of["released"]
        else None,
    )
    if mark is None:
        return own
    return replace(
        own, evidence=mark.citation.evidence, quote=own.quote or mark.anchor.quote, anchor=mark.anchor
    )
