"""Whether the pages can be served."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from luoshi import __version__

router = APIRouter()


@router.get("/healthz")
def healthz(request: Request) -> JSONResponse:
    """Say that the process answers, which version it is and whether the ledger can be written."""
    return JSONResponse({"status": "ok", "version": __version__, "read_only": request.app.state.read_only})
