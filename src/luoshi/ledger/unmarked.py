"""Nothing with a classification mark is written, be it typed: remarks, reasons, short fields.

Documents and files are refused where they come in; this is the last place every write passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from luoshi.documents.door import is_marked_entry
from luoshi.errors import LuoshiError, Place
from luoshi.ledger.rows import Row

TYPED: Mapping[str, tuple[str, ...]] = {
    "action_settled": ("reason",),
    "disagreement_answer": ("reason",),
    "duty": ("basis",),
    "organisation_detail": ("name",),
    "period_lock": ("reason",),
    "plan_relation": ("title", "issuer"),
    "post_detail": ("name", "department"),
    "project_decision": ("project", "reason"),
    "restoration": ("reason",),
    "retraction": ("reason",),
    "schedule": ("basis",),
    "submission": ("file",),
    "submission_attachment": ("name",),
    "submission_comment": ("text",),
    "submission_event": ("reason",),
    "submitted_figure": ("definition", "note", "progress", "obstacles", "next_steps"),
    "target_part": ("name",),
}
"""The columns of free text that people fill in, by table."""


def refuse_marked_reason(reason: str) -> None:
    """Raise ``classified`` when the reason of a write carries a mark."""
    if is_marked_entry(reason):
        raise LuoshiError("classified", Place(column="reason"))


def unmarked(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows as they are; raises ``classified`` at the first whose free text carries a mark."""
    for row in rows:
        for column in TYPED.get(row.table, ()):
            text = row.values.get(column)
            if isinstance(text, str) and is_marked_entry(text):
                raise LuoshiError("classified", Place(column=column))
        yield row
