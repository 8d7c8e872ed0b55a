"""What a post has before it: to report, to correct, to decide on, and what became of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.collection.asking import Books, Request, requests
from luoshi.collection.health import Burden, burden
from luoshi.collection.log import SubmissionView
from luoshi.collection.register import Post

GROUPS = ("returned", "overdue", "due", "draft")
"""What a reporter has to do, the most pressing first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Requests of one state, the earliest day first."""

    state: str
    requests: Sequence[Request]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The queue of a post.

    Attributes:
        groups: To be reported.
        deciding: Submissions that wait for this post.
        own: Submissions of this post, the newest first.
        burden: What its unit is asked for this year.
    """

    post: Post
    organisation: str
    groups: Sequence[Group]
    deciding: Sequence[SubmissionView]
    own: Sequence[SubmissionView]
    burden: Burden | None

    @property
    def due(self) -> int:
        """How many figures can be reported in a new form."""
        return sum(len(one.requests) for one in self.groups if one.state in ("due", "overdue"))


def queue(source: Books, post: Post) -> Queue:
    """Return the queue of a post."""
    unit = source.register.unit_of(post.id).name
    asked = [one for one in requests(source) if one.post is not None and one.post.id == post.id]
    groups = [Group(state=state, requests=[one for one in asked if one.state == state]) for state in GROUPS]
    loads = burden(source, source.today.year)
    return Queue(
        post=post,
        organisation=unit,
        groups=[group for group in groups if group.requests],
        deciding=[view for view in source.submissions if waits_for(source, view, post)],
        own=[view for view in reversed(source.submissions) if view.post_id == post.id],
        burden=next((one for one in loads if one.organisation == unit), None),
    )


def waits_for(source: Books, view: SubmissionView, post: Post) -> bool:
    """Say whether a submission waits for a post: to be checked, approved, or published."""
    level = view.standing.waiting
    if view.standing.state == "approved" and view.levels:
        level = view.levels[-1]
    if level is None or post.id in view.standing.author_posts:
        return False
    return source.register.may(post.id, level, view.indicator_ids, source.today)
