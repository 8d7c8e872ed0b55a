"""What a program hands in, and what it is told."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from luoshi.collection.model import SubmittedFigure
from luoshi.collection.submitting import Handed
from luoshi.errors import Place
from luoshi.web.api.base import BothWords, Form

MOST_FIGURES = 10_000
"""Figures of one call."""

Short = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=10_000)]


class Reported(Form):
    """A figure as a program reports it, its value in words so that no digit is lost."""

    indicator: Annotated[str, Field(min_length=1, max_length=200)]
    period: Annotated[str, Field(min_length=1, max_length=40)]
    value: Annotated[str, Field(max_length=60)] = ""
    place: Short | None = None
    unit: Short | None = None
    dimensions: dict[str, str] = Field(default_factory=dict, max_length=20)
    stage: Short | None = None
    definition: Short = ""
    note: Long | None = None
    progress: Long | None = None
    obstacles: Long | None = None
    next_steps: Long | None = None
    unchanged: bool = False


class Handing(Form):
    """A call that hands figures in: all of them are taken, or none.

    With ``submission`` they take the place of those of a draft or of one that was returned.
    """

    figures: Annotated[list[Reported], Field(min_length=1, max_length=MOST_FIGURES)]
    post: Short = ""
    submission: Short = ""
    dry_run: bool = False
    draft: bool = False


class Finding(Form):
    """What a check found in a figure."""

    figure: int | None
    column: str
    code: str
    stops: bool
    what: BothWords
    do: BothWords


class Altered(Form):
    """A part of a figure that would change, or has been handed in to be changed."""

    figure: int
    indicator: str
    period: str
    column: str
    before: str | None
    after: str | None


class HandedIn(Form):
    """What became of the figures."""

    taken: bool
    submission: str | None
    entry: int | None
    findings: list[Finding]
    changes: list[Altered]


def figure_of(one: Reported, number: int) -> SubmittedFigure:
    """Return a reported figure as the checks take it; its row is its number in the call."""
    given = one.model_dump()
    return SubmittedFigure(**given, origin=Place(row=number))


def taken_of(handed: Handed) -> HandedIn:
    """Return what a program is told."""
    findings = [
        Finding(
            figure=one.figure,
            column=one.field,
            code=one.problem.code,
            stops=one.stops,
            what=BothWords(zh=one.problem.what("zh"), en=one.problem.what("en")),
            do=BothWords(zh=one.problem.remedy("zh"), en=one.problem.remedy("en")),
        )
        for one in handed.checked.found
    ]
    changes = [
        Altered(
            figure=one.figure,
            indicator=one.key,
            period=one.period,
            column=one.field,
            before=one.before,
            after=one.after,
        )
        for one in handed.checked.changes
    ]
    return HandedIn(
        taken=handed.submission_id is not None,
        submission=handed.submission_id,
        entry=handed.entry,
        findings=findings,
        changes=changes,
    )
