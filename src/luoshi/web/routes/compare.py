"""Places side by side on one figure: a table with ranks and a grid of tiles, never a map."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from luoshi.errors import LuoshiError
from luoshi.evaluation.comparing import Comparison, compared, refuse_if_off
from luoshi.ledger import views
from luoshi.vocabulary.concepts import Concept, find, known
from luoshi.web.page import Reader, page, reader_of

router = APIRouter()


@router.get("/compare")
def compare(request: Request, concept: str = "", period: str = "") -> HTMLResponse:
    """Compare the places of the ledger; raises ``comparison-off`` where that is switched off."""
    refuse_if_off()
    reader = reader_of(request)
    meant = known(concept.strip()) or find(concept.strip()) if concept.strip() else None
    if concept.strip() and meant is None:
        raise LuoshiError("not-found", what=concept)
    found = _compared(request, reader, meant, period.strip()) if meant and period.strip() else None
    sizes = [abs(one.value) for one in found.standings if one.rank and one.value] if found else []
    return page(
        request,
        "compare.html",
        concept=concept,
        meant=meant,
        asked=period.strip(),
        found=found,
        most=max(sizes, default=None),
    )


def _compared(request: Request, reader: Reader, meant: Concept, period: str) -> Comparison:
    ledger, cut = request.app.state.desk.ledger, reader.times.cut
    names = [one.name for one in views.places(ledger, cut=cut)]
    figures = {one: views.concept_figures(ledger, [meant.id], one, cut=cut)[meant.id] for one in names}
    return compared(figures, meant.id, period)
