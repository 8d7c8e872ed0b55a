"""What a plan says will be done, and what has been published about it, for the pages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from luoshi.errors import Language
from luoshi.ledger import views
from luoshi.ledger.records import AchievementView, ActionView, Cut, PlanView, PromiseView, StatementView
from luoshi.statements.promises import Topics, read_topics

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

Titles = Mapping[Language, str]
"""A title in both languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A special action, an item or a row of a task table, with its figures and what may answer it.

    Attributes:
        statements: Figures that stand in its own words.
        achievements: What was published as having happened and is linked to it.
        parts: What the document lists under it.
    """

    view: ActionView
    statements: tuple[StatementView, ...] = ()
    achievements: tuple[AchievementView, ...] = ()
    parts: tuple[Deed, ...] = ()

    @property
    def own_statements(self) -> tuple[StatementView, ...]:
        """Its figures that stand in none of its parts."""
        listed = {statement.id for part in self.parts for statement in part.statements}
        return tuple(one for one in self.statements if one.id not in listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chest:
    """A box (专栏) of a plan with its special actions, or a section with its items.

    Attributes:
        form: ``special``, ``item`` or ``row``: what its deeds are.
    """

    label: str
    title: str
    chapter: str | None
    deeds: tuple[Deed, ...]
    form: str = "special"

    @property
    def answered(self) -> int:
        """How many of its actions something was published about."""
        return sum(bool(deed.achievements) for deed in self.deeds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A topic that is followed by name: what was promised and what was published, in the sources' order."""

    title: Titles
    promises: tuple[PromiseView, ...]
    published: tuple[PromiseView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Topics under one heading; without a title those of topics that no file of topics names."""

    title: Titles | None
    topics: tuple[Followed, ...]


def chests(ledger: Ledger, plan: PlanView, actions: Sequence[ActionView], cut: Cut) -> tuple[Chest, ...]:
    """Return the boxes and sections of a plan in its order."""
    statements = views.statements(ledger, plan.document_key, cut=cut)
    return boxed(actions, statements, views.achievements(ledger, plan.id, cut=cut))


def boxed(
    actions: Iterable[ActionView],
    statements: Sequence[StatementView],
    achievements: Iterable[AchievementView],
) -> tuple[Chest, ...]:
    """Group actions by their boxes; a statement belongs to the action whose words hold its words."""
    inside = partial(_inside, sorted(statements, key=_start))
    answers: dict[str, list[AchievementView]] = {}
    for achievement in achievements:
        for action_id, _, _ in achievement.actions:
            answers.setdefault(action_id, []).append(achievement)
    deeds = [
        Deed(
            view=action,
            statements=inside(action),
            achievements=tuple(answers.get(action.id, ())),
            parts=tuple(Deed(view=one, statements=inside(one)) for one in action.parts),
        )
        for action in actions
    ]
    return tuple(
        Chest(label=label, title=title, chapter=chapter, form=form, deeds=tuple(group))
        for (label, title, chapter, form), group in groupby(
            deeds,
            key=lambda deed: (deed.view.box, deed.view.box_title, deed.view.chapter, deed.view.terms.form),
        )
    )


def _start(statement: StatementView) -> int:
    return statement.anchor.start


def _inside(ordered: Sequence[StatementView], action: ActionView) -> tuple[StatementView, ...]:
    first, last = (bisect_left(ordered, at, key=_start) for at in (action.anchor.start, action.anchor.end))
    return tuple(s for s in ordered[first:last] if s.anchor.edition_id == action.anchor.edition_id)


def followed(ledger: Ledger, cut: Cut) -> tuple[Group, ...]:
    """Return the demonstrations and nets with what was promised and what was published."""
    return by_topic(views.promises(ledger, cut=cut), read_topics())


def by_topic(promises: Iterable[PromiseView], known: Topics) -> tuple[Group, ...]:
    """Group promises by topic and topics by their group; what is in several groups stands in the first."""
    kept: dict[str, list[PromiseView]] = {}
    for promise in promises:
        kept.setdefault(promise.topic, []).append(promise)
    groups = [
        Group(
            title=_titles(group.title, group.title_en),
            topics=tuple(
                _followed(_titles(topic.title, topic.title_en), kept.pop(topic.key))
                for topic in known.of_group(group.key)
                if topic.key in kept
            ),
        )
        for group in known.groups
    ]
    rest = tuple(_followed(_titles(key, key), items) for key, items in kept.items())
    return tuple(group for group in [*groups, Group(title=None, topics=rest)] if group.topics)


def _titles(chinese: str, english: str) -> Titles:
    return {"zh": chinese, "en": english}


def _followed(title: Titles, promises: Sequence[PromiseView]) -> Followed:
    return Followed(
        title=title,
        promises=tuple(promise for promise in promises if promise.kind == "promise"),
        published=tuple(promise for promise in promises if promise.kind != "promise"),
    )
