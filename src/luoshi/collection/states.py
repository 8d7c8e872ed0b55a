"""The states of a submission, folded from its log: nothing keeps a state of its own.

draft → submitted → checked and approved, level by level → approved → published. Any level may return it
with a reason; whoever handed it in may withdraw it. Nobody checks, approves, returns or publishes what he
or she drafted or submitted, whatever post is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from luoshi.errors import LuoshiError

State = Literal["draft", "submitted", "returned", "approved", "published", "withdrawn"]
Happening = Literal["drafted", "submitted", "checked", "approved", "returned", "withdrawn", "published"]

OPEN: tuple[State, ...] = ("draft", "submitted", "returned", "approved")
"""States in which a figure is under way."""

_FROM: dict[Happening, tuple[State, ...]] = {
    "drafted": ("draft", "returned"),
    "submitted": ("draft", "returned"),
    "checked": ("submitted",),
    "approved": ("submitted",),
    "returned": ("submitted", "approved"),
    "withdrawn": ("draft", "submitted", "returned"),
    "published": ("approved",),
}
_AFTER: dict[Happening, State] = {
    "drafted": "draft",
    "submitted": "submitted",
    "returned": "returned",
    "withdrawn": "withdrawn",
    "published": "published",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: an account, in a post.

    Attributes:
        account: Id of the account, or the name at the command line.
        post_id: The post it acts in; ``None`` where a duty is not needed.
    """

    account: str
    post_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A step on the way to approval: somebody of a unit checks, or approves."""

    organisation_id: str
    role: Literal["checks", "approves"]

    @property
    def event(self) -> Happening:
        """What is logged when it is passed."""
        return "checked" if self.role == "checks" else "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the log of a submission."""

    number: int
    event: Happening
    account: str
    post_id: str | None = None
    organisation_id: str | None = None
    reason: str | None = None
    recorded: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a submission stands.

    Attributes:
        waiting: The level it waits for, ``None`` when it waits for none or none is assigned.
        authors: Accounts that drafted or submitted it.
        author_posts: Posts in which they did.
        last: Number of the last event.
    """

    state: State
    waiting: Level | None
    authors: frozenset[str]
    author_posts: frozenset[str]
    last: int


def fold(events: Iterable[Event], levels: Sequence[Level]) -> Standing:
    """Return where a submission stands after its events.

    Args:
        events: Its log, in order.
        levels: That it has to pass, in order; without one that approves it cannot be approved.
    """
    state: State = "draft"
    passed: set[tuple[str | None, str]] = set()
    authors: set[str] = set()
    posts: set[str] = set()
    last = 0
    for one in events:
        last = one.number
        if one.event in ("drafted", "submitted"):
            authors.add(one.account)
            posts.update({one.post_id} if one.post_id else ())
            passed.clear()
        if one.event in ("checked", "approved"):
            passed.add((one.organisation_id, one.event))
            state = "approved" if _next(levels, passed) is None and _approvable(levels) else state
        else:
            state = _AFTER[one.event]
    waiting = _next(levels, passed) if state == "submitted" else None
    return Standing(
        state=state, waiting=waiting, authors=frozenset(authors), author_posts=frozenset(posts), last=last
    )


def _approvable(levels: Sequence[Level]) -> bool:
    return any(level.role == "approves" for level in levels)


def _next(levels: Sequence[Level], passed: set[tuple[str | None, str]]) -> Level | None:
    return next((one for one in levels if (one.organisation_id, one.event) not in passed), None)


def permit(standing: Standing, event: Happening, actor: Actor, *, reason: str | None = None) -> None:
    """Refuse what must not happen to a submission.

    Raises:
        LuoshiError: ``submission-state``, ``submission-own``, ``submission-not-own``, ``reason-missing``,
            ``approver-missing``.
    """
    if standing.state not in _FROM[event]:
        raise LuoshiError("submission-state", state=STATE_WORDS[standing.state], event=EVENT_WORDS[event])
    own = actor.account in standing.authors or (
        actor.post_id is not None and actor.post_id in standing.author_posts
    )
    if event in ("checked", "approved", "returned", "published") and own:
        raise LuoshiError("submission-own", account=actor.account)
    if event in ("withdrawn", "drafted", "submitted") and standing.authors and not own:
        raise LuoshiError("submission-not-own", account=actor.account)
    if event == "returned" and not (reason or "").strip():
        raise LuoshiError("reason-missing")
    if event in ("checked", "approved") and (standing.waiting is None or standing.waiting.event != event):
        raise LuoshiError("approver-missing")


STATE_WORDS: dict[State, str] = {
    "draft": "草稿",
    "submitted": "已报送，待审核",
    "returned": "已退回",
    "approved": "审核通过",
    "published": "已发布",
    "withdrawn": "已撤回",
}
EVENT_WORDS: dict[Happening, str] = {
    "drafted": "保存",
    "submitted": "报送",
    "checked": "核对",
    "approved": "审核",
    "returned": "退回",
    "withdrawn": "撤回",
    "published": "发布",
}
