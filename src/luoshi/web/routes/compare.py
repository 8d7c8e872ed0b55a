"""Places side by side on one figure: a table with ranks and a grid of tiles by code, never a map."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from luoshi.evaluation.comparing import refuse_if_off
from luoshi.evaluation.grid import grid
from luoshi.evaluation.places import asked
from luoshi.web.comparing import AT_ONCE, folded, multiples_of
from luoshi.web.page import page, reader_of

router = APIRouter()


@router.get("/compare")
def compare(request: Request, concept: str = "", period: str = "", lines: str = "") -> HTMLResponse:
    """Compare the places of the ledger; raises ``comparison-off`` where that is switched off."""
    refuse_if_off()
    reader = reader_of(request)
    cut = replace(reader.times.cut, at=reader.times.at)
    of = asked(request.app.state.desk.ledger, concept, cut) if concept.strip() else None
    found = of.on(period.strip()) if of and period.strip() else None
    drawn = multiples_of(of, found, reader.language, as_index=lines == "index") if of and found else None
    sizes = [abs(one.value) for one in found.standings if one.rank and one.value] if found else []
    return page(
        request,
        "compare.html",
        concept=concept,
        meant=of.concept if of else None,
        asked=period.strip(),
        found=found,
        groups=grid(found.standings, of.places) if found and of else [],
        most=max(sizes, default=None),
        at_once=AT_ONCE,
        multiples=drawn,
        lines=lines,
        folded=folded(found.standings, reader.language) if found else [],
    )
