"""How readings and verdicts are made, and what is never done: for an official or a journalist."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from luoshi.evaluation.model import Reason
from luoshi.evaluation.parameters import load
from luoshi.web.methods import methods
from luoshi.web.page import page, reader_of
from luoshi.web.status import VERDICTS

router = APIRouter()

REASONS: tuple[Reason, ...] = (
    "no_published_data",
    "awaiting_publication",
    "definition_changed",
    "near_definition_only",
    "insufficient_data",
    "not_quantified",
    "disagreement",
    "doubtful_reading",
)


@router.get("/method")
def method(request: Request) -> HTMLResponse:
    """Explain the method with the parameters in force."""
    language = reader_of(request).language
    return page(
        request, "method.html", rules=load(), verdicts=VERDICTS, reasons=REASONS, methods=methods(language)
    )
