"""Which special actions and items of the plans an achievement may answer."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.ledger.drafting import Draft
from luoshi.vocabulary.period import Period

Answer = tuple[int, str, float, str]
"""Position of the achievement in its document, id of the action, score, reason."""


def answers(draft: Draft, plans: Sequence[Draft]) -> list[Answer]:
    """Return the actions and items that the achievements of a document may answer, in their order.

    Nothing answers a plan that had been published before the plan was, the plan's own words least of all.
    """
    from luoshi.statements.achievement_links import link_achievements

    achievements = list(draft.contents.achievements)
    position = {id(one): place for place, one in enumerate(achievements)}
    found: list[Answer] = []
    for plan in plans:
        tasks = plan.tasks
        actions = {id(task.action): identity for identity, _, task in tasks}
        if not achievements or not actions or not _may_answer(draft, plan):
            continue
        for achievement, action, score, reason in link_achievements(
            achievements, [task.action for _, _, task in tasks]
        ):
            found.append((position[id(achievement)], actions[id(action)], score, reason))
    return sorted(found, key=lambda answer: (answer[0], -answer[2], answer[1]))


def _may_answer(draft: Draft, plan: Draft) -> bool:
    if draft is plan or draft.contents.place != plan.contents.place:
        return False
    said, planned = draft.contents.source.published, plan.contents.source.published
    if not said or not planned:
        return True
    return Period.parse(said).last_day > Period.parse(planned).last_day
