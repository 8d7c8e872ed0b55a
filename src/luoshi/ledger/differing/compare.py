"""How two plans differ."""

from __future__ import annotations

from luoshi.ledger.differing.model import Difference, Side
from luoshi.ledger.differing.targets import changes_of_targets
from luoshi.ledger.differing.tasks import changes_of_tasks
from luoshi.ledger.linking import same_place


def difference(old: Side, new: Side) -> Difference:
    """Return what became of every target and task of a plan in another one.

    Two plans of one place are versions; of two places they are levels, where what only one has is no loss.
    """
    return Difference(
        old=old,
        new=new,
        relation="versions" if same_place(old.region, new.region) else "levels",
        changes=(*changes_of_targets(old.measured, new.measured), *changes_of_tasks(old.tasks, new.tasks)),
    )
