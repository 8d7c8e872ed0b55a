"""What a passage of a document belongs to: the tasks it sets, what answers them, the projects it names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from luoshi.documents.model import Document
from luoshi.ledger.records import AchievementView, Anchor, ProjectView
from luoshi.web.facts import PlanFacts


@dataclass(frozen=True, slots=True)
class Belonging:
    """A link from a passage.

    Attributes:
        kind: ``task`` (the passage sets it), ``answer`` (what it tells answers a task) or ``project``.
        path: Address within the pages, without the times; ``fragment`` of it.
    """

    kind: Literal["task", "answer", "project"]
    name: str
    path: str
    fragment: str | None = None


def belongings(
    document: Document,
    key: str,
    plans: Sequence[PlanFacts],
    achievements: Iterable[AchievementView],
    projects: Iterable[ProjectView],
) -> dict[int, tuple[Belonging, ...]]:
    """Return for the parts of a document, counted from 1, what they belong to, each link once."""
    starts = [block.start for block in document.blocks]
    found: dict[int, dict[Belonging, None]] = {}
    for anchor, one in _links(key, plans, achievements, projects):
        clean = bisect_right(document.raw_offsets, anchor.start) - 1
        part = bisect_right(starts, max(0, clean))
        found.setdefault(max(1, part), {})[one] = None
    return {part: tuple(links) for part, links in found.items()}


def _links(
    key: str,
    plans: Sequence[PlanFacts],
    achievements: Iterable[AchievementView],
    projects: Iterable[ProjectView],
) -> Iterator[tuple[Anchor, Belonging]]:
    """Yield the links of one document with the words they start from."""
    pages = {
        task.id: Belonging("answer", task.name, f"{facts.base}/actions/{task.slug}")
        for facts in plans
        for task in facts.tasks
    }
    found: list[tuple[Anchor, Belonging]] = [
        (task.anchor, replace(pages[task.id], kind="task")) for facts in plans for task in facts.tasks
    ]
    found += [
        (one.anchor, pages[action]) for one in achievements for action, _, _ in one.actions if action in pages
    ]
    found += [
        (mention.anchor, Belonging("project", project.name, "/projects", f"project-{project.key}"))
        for project in projects
        for mention in project.mentions
    ]
    yield from (pair for pair in found if pair[0].document_key == key)
