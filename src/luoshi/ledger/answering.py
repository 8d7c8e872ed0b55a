"""Which special actions of the plans an achievement may answer."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.ledger.drafting import Draft

Answer = tuple[int, str, float, str]
"""Position of the achievement in its document, id of the action, score, reason."""


def answers(draft: Draft, plans: Sequence[Draft]) -> list[Answer]:
    """Return the special actions that the achievements of a document may answer, in their order."""
    from luoshi.statements.achievement_links import link_achievements

    achievements = list(draft.contents.achievements)
    position = {id(one): place for place, one in enumerate(achievements)}
    found: list[Answer] = []
    for plan in plans:
        actions = {id(action): identity for identity, _, action in plan.actions}
        if not achievements or not actions or plan.contents.place != draft.contents.place:
            continue
        for achievement, action, score, reason in link_achievements(achievements, plan.contents.actions):
            found.append((position[id(achievement)], actions[id(action)], score, reason))
    return sorted(found, key=lambda answer: (answer[0], -answer[2], answer[1]))
