"""Letters that are due today: what each post has to report, for whoever holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.collection.asking import Books, Request, requests
from luoshi.collection.correcting import Sent
from luoshi.collection.log import SubmissionView
from luoshi.collection.register import Post
from luoshi.formats.mail.digest import Digest, Item, State, is_due_today
from luoshi.ledger.disagreeing.words import explanation
from luoshi.vocabulary.calendar import working_days

_STATES: Mapping[str, State] = {
    "due": "due",
    "overdue": "overdue",
    "draft": "due",
    "returned": "returned",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A post with what it has to report."""

    post: Post
    organisation: str
    items: tuple[Item, ...]

    @property
    def today(self) -> bool:
        """Whether a letter goes out today."""
        return any(is_due_today(item) for item in self.items)

    def digest(self, mail: str, address: str) -> Digest:
        """Return the letter to an address."""
        return Digest(
            post=self.post.name,
            organisation=self.organisation,
            mail=mail,
            items=self.items,
            address=address,
        )


def waiting(source: Books, sent: Sequence[Sent] = ()) -> tuple[Waiting, ...]:
    """Return the posts that have something to report or to correct, each with all of it."""
    views = {one.id: one for one in source.submissions}
    by_post: dict[str, list[Request]] = {}
    for one in requests(source):
        if one.post is not None and one.state in _STATES:
            by_post.setdefault(one.post.id, []).append(one)
    corrected: dict[str, list[Item]] = {}
    for each in sent:
        corrected.setdefault(each.post_id, []).append(_correction(source.today, each))
    return tuple(
        Waiting(
            post=source.register.posts[post_id],
            organisation=source.register.unit_of(post_id).name,
            items=(
                *(_item(source.today, one, views) for one in by_post.get(post_id, ())),
                *corrected.get(post_id, ()),
            ),
        )
        for post_id in sorted({*by_post, *corrected})
    )


def _correction(today: date, one: Sent) -> Item:
    return Item(
        indicator=one.about.sides[0].name,
        period=one.about.period,
        due=one.sent,
        state="correction",
        working_days=-working_days(one.sent, today) if one.sent < today else 0,
        reason=one.reason,
        told={"zh": explanation(one.about, "zh"), "en": explanation(one.about, "en")},
    )


def _item(today: date, one: Request, views: Mapping[str, SubmissionView]) -> Item:
    last = one.last_day.day
    left = working_days(today, last) if today <= last else -working_days(last, today)
    state = _STATES[one.state]
    if one.state == "draft" and left < 0:
        state = "overdue"
    return Item(
        indicator=one.indicator,
        period=one.period.iso(),
        due=last,
        state=state,
        working_days=left,
        basis=one.basis,
        reason=_reason(one, views) if state == "returned" else "",
    )


def _reason(one: Request, views: Mapping[str, SubmissionView]) -> str:
    view = views.get(one.submission_id or "")
    reasons = [event.reason for event in view.events if event.event == "returned"] if view else []
    return (reasons[-1] or "") if reasons else ""
