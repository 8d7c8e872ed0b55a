"""What came with a figure that was reported: the three short fields, and evidence (佐证材料)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from luoshi.collection import log
from luoshi.ledger import schema
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.records import Cut

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a reporter said with a figure, and the files that came with it or with its whole submission."""

    figure: log.FigureView
    evidence: tuple[log.Evidence, ...]

    @property
    def words(self) -> dict[str, str]:
        """The short fields that say something, in their order."""
        given = self.figure
        said = {"progress": given.progress, "obstacles": given.obstacles, "next_steps": given.next_steps}
        return {name: text for name, text in said.items() if text}


def told(ledger: Ledger, indicator_ids: Iterable[str], *, cut: Cut = NOW) -> Mapping[str, Told]:
    """Return what came with reported figures of some indicators, by the id of the figure in the ledger.

    A figure with neither words nor files is left out. An id names a figure of the ledger only once its
    submission has been published; a published copy holds none of this.
    """
    table, wanted = schema.submitted_figure, list(dict.fromkeys(indicator_ids))
    with ledger.reading() as connection:
        known = stands(table, resolve(connection, cut))
        rows = connection.execute(select(table).where(table.c.indicator_id.in_(wanted), known)).mappings()
        figures = [log.figure_of(row) for row in rows]
        files = log.evidence_of(connection, sorted({one.submission_id for one in figures}), cut=cut)
    found = {
        one.observation_id: Told(
            figure=one,
            evidence=tuple(
                file for file in files.get(one.submission_id, ()) if file.figure_id in (None, one.id)
            ),
        )
        for one in figures
    }
    return {identity: one for identity, one in found.items() if one.words or one.evidence}
