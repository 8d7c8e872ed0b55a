"""The form of a post: what it is asked for, with what it said before, and what it has to correct."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luoshi.collection import log
from luoshi.collection.asking import AskedState, Books, Request, handed_in_beyond, requests
from luoshi.collection.files import asked_key
from luoshi.collection.knowing import Held
from luoshi.collection.model import Field

WAITING: tuple[AskedState, ...] = ("due", "overdue", "draft", "returned")
"""States in which the reporter has to do something."""

CHANGEABLE = ("draft", "returned")
"""States of a submission whose figures may still be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A line of a form: what is asked, with the value and the words of the period before.

    Attributes:
        last: The last figure of an earlier period.
        words: Note and short fields that were last reported, to be carried forward.
        figure: What is held of this submission so far, for a draft or one that was returned.
        parts: Its parts so far, each with its dimensions.
        parts_before: The parts of the last period that has any.
    """

    request: Request
    last: Held | None
    words: Mapping[Field, str | None]
    figure: log.FigureView | None = None
    parts: Sequence[log.FigureView] = ()
    parts_before: Sequence[log.FigureView] = ()


def form(source: Books, post_id: str, *, states: Sequence[AskedState] = WAITING) -> tuple[FormRow, ...]:
    """Return the lines of the form of a post: what it has to report, with what it said before."""
    asked = [
        one
        for one in requests(source)
        if one.post is not None and one.post.id == post_id and one.state in states
    ]
    said = _said(source.submissions)
    return tuple(_form_row(source, one, said, source.latest.get(one.figure_key)) for one in asked)


def form_again(source: Books, post_id: str, submission_id: str) -> tuple[FormRow, ...]:
    """Return the lines of a draft or of a returned submission; none where a post may not change it any more.

    A line is a figure that the post is asked for, also where only its parts were handed in, or one that it
    handed in though no schedule asks for it.
    """
    view = next((one for one in source.submissions if one.id == submission_id), None)
    if view is None or view.standing.state not in CHANGEABLE:
        return ()
    wanted = {asked_key(one)[:3] for one in view.figures}
    said = _said(source.submissions)
    asked = [one for one in _asked_of(source, post_id) if one.figure_key[:3] in wanted]
    beyond = handed_in_beyond(source, post_id, view)
    return tuple(_form_row(source, one, said, view) for one in (*asked, *beyond))


def returned(source: Books, post_id: str) -> tuple[str, ...]:
    """Return the submissions that wait to be corrected by a post, the oldest first."""
    asked = {one.figure_key[:3] for one in _asked_of(source, post_id)}
    return tuple(
        view.id
        for view in source.submissions
        if view.standing.state == "returned"
        and (
            any(asked_key(one)[:3] in asked for one in view.figures)
            or any(True for _ in handed_in_beyond(source, post_id, view))
        )
    )


def _asked_of(source: Books, post_id: str) -> list[Request]:
    found = requests(source, known=True)
    return [one for one in found if one.post is not None and one.post.id == post_id]


def _form_row(
    source: Books,
    request: Request,
    said: Mapping[tuple[str, str], Sequence[log.FigureView]],
    view: log.SubmissionView | None,
) -> FormRow:
    held = [
        one
        for one in source.held.get(request.indicator_id, ())
        if one.place == request.place
        and one.period.end <= request.period.start
        and one.period.frequency == request.period.frequency
        and not one.dimensions
    ]
    spoken = [
        one
        for one in said.get((request.indicator_id, request.place_id), ())
        if one.period.end <= request.period.start
    ]
    words: dict[Field, str | None] = {}
    whole = [one for one in spoken if not one.dimensions]
    if whole:
        last = max(whole, key=lambda one: one.period.end)
        words = {"progress": last.progress, "obstacles": last.obstacles, "next_steps": last.next_steps}
    figures = view.figures if view else ()
    return FormRow(
        request=request,
        last=max(held, key=lambda one: one.period.end, default=None),
        words=words,
        figure=next((one for one in figures if asked_key(one) == request.figure_key), None),
        parts=[one for one in figures if one.dimensions and asked_key(one)[:3] == request.figure_key[:3]],
        parts_before=_newest_parts(spoken, request.period.frequency),
    )


def _newest_parts(spoken: Iterable[log.FigureView], frequency: str) -> list[log.FigureView]:
    """Return the parts of the last period that has any, each as it was reported last."""
    parts = [one for one in spoken if one.dimensions and one.period.frequency == frequency]
    newest = max((one.period.end for one in parts), default=None)
    found = {tuple(sorted(one.dimensions.items())): one for one in parts if one.period.end == newest}
    return [found[key] for key in sorted(found)]


def _said(views: Iterable[log.SubmissionView]) -> dict[tuple[str, str], list[log.FigureView]]:
    found: dict[tuple[str, str], list[log.FigureView]] = defaultdict(list)
    for view in views:
        if view.standing.state not in ("draft", "withdrawn"):
            for figure in view.figures:
                found[(figure.indicator_id, figure.place_id)].append(figure)
    return found
