"""What came with figures that were reported: shapes, and how they are made."""

from __future__ import annotations

from luoshi.collection.telling import Told
from luoshi.ledger.records import ObservationView
from luoshi.web.api.base import Exact, Form, Listing


class EvidenceFile(Form):
    """A file that came with a figure or with its whole submission; people who have to do with it open it."""

    name: str
    media_type: str
    size: int
    sha256: str
    address: str


class ReportedFigure(Form):
    """A published figure that was reported here, with its three short fields and its evidence."""

    observation: str
    period: str | None
    value: Exact
    unit: str | None
    submission: str
    progress: str | None
    obstacles: str | None
    next_steps: str | None
    files: list[EvidenceFile]


class ReportedFigures(Listing):
    """A stretch of the reported figures of an indicator that came with words or files."""

    items: list[ReportedFigure]


def reported(pair: tuple[ObservationView, Told]) -> ReportedFigure:
    """Return a figure with what came with it."""
    figure, told = pair
    submission = told.figure.submission_id
    return ReportedFigure(
        observation=figure.id,
        period=figure.period,
        value=figure.value,
        unit=figure.unit,
        submission=submission,
        progress=told.figure.progress,
        obstacles=told.figure.obstacles,
        next_steps=told.figure.next_steps,
        files=[
            EvidenceFile(
                name=one.name,
                media_type=one.media_type,
                size=one.size,
                sha256=one.sha256,
                address=f"/collect/submissions/{submission}/evidence/{one.id}",
            )
            for one in told.evidence
        ],
    )
