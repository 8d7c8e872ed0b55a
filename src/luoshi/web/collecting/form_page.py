"""The page of a form: of somebody who has signed in, or behind a link that works once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from luoshi.collection.asking import Books
from luoshi.collection.register import Post
from luoshi.collection.submitting import Handed
from luoshi.web.collecting.entering import Line, field_key
from luoshi.web.page import page


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """What the form behind a link has beside that of an account.

    Attributes:
        until: When the link ends, in words.
        reason: Why the submission it corrects was returned, empty for a new one.
        others: Other submissions it may open instead, ``""`` for a new one.
        nothing: In the address: none of the returned submissions, but a new one.
    """

    until: str
    reason: str
    others: Sequence[str]
    nothing: str


def form_page(
    request: Request,
    source: Books,
    post: Post,
    lines: Sequence[Line],
    submission: str,
    *,
    target: str,
    handed: Handed | None = None,
    empty: bool = False,
    once: Once | None = None,
) -> Response:
    """Return the form with what a check said; status 422 where nothing could be taken.

    Args:
        request: The call.
        source: What the ledger holds.
        post: Whose form it is.
        lines: With what was typed and found.
        submission: That is corrected, empty for a new one.
        target: Where it is sent.
        handed: What became of what was sent.
        empty: Whether nothing was typed.
        once: For a form behind a link.
    """
    refused = empty or (handed is not None and not handed.checked.accepted)
    return page(
        request,
        "collect_form.html",
        status_code=422 if refused else 200,
        acting=post,
        unit=source.register.unit_of(post.id),
        lines=lines,
        submission=submission,
        handed=handed,
        empty=empty,
        field_key=field_key,
        target=target,
        once=once,
    )
