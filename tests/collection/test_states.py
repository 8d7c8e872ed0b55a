"""No path lets somebody decide on what he or she reported; the state is the fold of the log."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from luoshi.collection.states import Actor, Event, Happening, Level, Standing, fold, permit
from luoshi.errors import LuoshiError

LEVELS = (
    Level(organisation_id="bureau", role="checks"),
    Level(organisation_id="bureau", role="approves"),
    Level(organisation_id="commission", role="approves"),
)
EVENTS = get_args(Happening)
ACCOUNTS = st.sampled_from(["zhang", "li", "wang"])
POSTS = st.sampled_from([None, "p1", "p2", "p3"])


class Submission(RuleBasedStateMachine):
    """Anybody tries anything, in any post, at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []

    @property
    def standing(self) -> Standing:
        return fold(self.events, LEVELS)

    @rule(event=st.sampled_from(EVENTS), account=ACCOUNTS, post=POSTS, reason=st.sampled_from(["", "有误"]))
    def attempt(self, event: Happening, account: str, post: str | None, reason: str) -> None:
        before, actor = self.standing, Actor(account=account, post_id=post)
        try:
            permit(before, event, actor, reason=reason)
        except LuoshiError:
            return
        waiting = before.waiting
        self.events.append(
            Event(
                number=before.last + 1,
                event=event,
                account=account,
                post_id=post,
                organisation_id=waiting.organisation_id if waiting else None,
                reason=reason,
            )
        )

    @invariant()
    def nobody_decided_on_his_own(self) -> None:
        authors: set[str] = set()
        posts: set[str | None] = set()
        for one in self.events:
            if one.event in ("drafted", "submitted"):
                authors.add(one.account)
                posts.add(one.post_id)
            elif one.event in ("checked", "approved", "returned", "published"):
                assert one.account not in authors
                assert one.post_id is None or one.post_id not in posts

    @invariant()
    def what_is_published_passed_every_level_in_order_since_it_was_submitted(self) -> None:
        names = [one.event for one in self.events]
        if "published" in names:
            assert names[-1] == "published"
            last = len(names) - 1 - names[::-1].index("submitted")
            passed = [(one.organisation_id, one.event) for one in self.events[last + 1 : -1]]
            assert passed == [(level.organisation_id, level.event) for level in LEVELS]

    @invariant()
    def every_return_has_a_reason(self) -> None:
        assert all(one.reason for one in self.events if one.event == "returned")


TestSubmission = Submission.TestCase


@given(st.lists(st.tuples(st.sampled_from(EVENTS), ACCOUNTS, POSTS), max_size=12))
def test_nobody_can_decide_after_any_log_in_which_he_reported(
    log: list[tuple[Happening, str, str | None]],
) -> None:
    events = [
        Event(number=number, event=event, account=account, post_id=post)
        for number, (event, account, post) in enumerate(log, 1)
    ]
    standing = fold(events, LEVELS)
    deciding: list[Happening] = ["checked", "approved", "returned", "published"]
    for account in standing.authors:
        for event in deciding:
            with pytest.raises(LuoshiError):
                permit(standing, event, Actor(account=account), reason="理由")


def test_without_anyone_to_approve_a_submission_is_never_approved() -> None:
    events = [
        Event(number=1, event="submitted", account="zhang"),
        Event(number=2, event="approved", account="li"),
    ]
    assert fold(events, ()).state == "submitted"
    assert fold(events, LEVELS[:1]).state == "submitted"


def test_after_a_return_every_level_is_passed_again() -> None:
    events = [
        Event(number=1, event="submitted", account="zhang"),
        Event(number=2, event="checked", account="li", organisation_id="bureau"),
        Event(number=3, event="returned", account="wang", reason="口径"),
        Event(number=4, event="submitted", account="zhang"),
    ]
    standing = fold(events, LEVELS)
    assert (standing.state, standing.waiting) == ("submitted", LEVELS[0])
    assert fold(events[:3], LEVELS).state == "returned"


def test_a_post_handed_over_does_not_make_its_report_anybody_elses() -> None:
    standing = replace(
        fold([Event(number=1, event="submitted", account="zhang", post_id="p1")], LEVELS[1:]),
    )
    with pytest.raises(LuoshiError) as error:
        permit(standing, "approved", Actor(account="li", post_id="p1"))
    assert error.value.problem.code == "submission-own"
    permit(standing, "approved", Actor(account="li", post_id="p2"))
