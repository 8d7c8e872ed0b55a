"""The operation log, for the auditor."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from luoshi.access import audit as log
from luoshi.errors import LuoshiError
from luoshi.web import i18n
from luoshi.web.access import gate_of
from luoshi.web.auditing import entries, writes
from luoshi.web.page import language_of, page

router = APIRouter()

SHOWN = 50
ROWS = 100

Number = Annotated[int | None, Query(ge=1, le=2**53)]


@router.get("/audit")
def operations(request: Request, before: Number = None) -> HTMLResponse:
    """List what was written to the ledger, the newest first."""
    shown = entries(request.app.state.desk.ledger, before, SHOWN)
    return page(request, "audit.html", entries=shown, names=gate_of(request).names(), more=_more(shown))


@router.get("/audit/accounts")
def of_accounts(request: Request, before: Number = None) -> HTMLResponse:
    """List what was done to accounts, the newest first, and whether the log's chain holds."""
    store = gate_of(request).store()
    shown = log.noted(store, before=before, limit=SHOWN) if store else ()
    return page(
        request,
        "audit_accounts.html",
        entries=shown,
        names=gate_of(request).names(),
        broken=log.broken_at(store) if store else None,
        more=_more(shown),
        word=lambda act: _word(request, act),
    )


@router.get("/audit/{number}")
def operation(
    request: Request, number: int, offset: Annotated[int, Query(ge=0, le=2**53)] = 0
) -> HTMLResponse:
    """Show one write: every row with what was before and what is after."""
    ledger = request.app.state.desk.ledger
    found = next(iter(ledger.entries(number, number)), None) if 0 < number < 2**53 else None
    if found is None:
        raise LuoshiError("not-found", what=str(number))
    shown = writes(ledger, number, offset, ROWS)
    return page(
        request,
        "audit_entry.html",
        entry=found,
        writes=shown,
        offset=offset,
        next=offset + ROWS if offset + ROWS < found.rows else None,
        names=gate_of(request).names(),
    )


def _more(shown: tuple[object, ...]) -> int | None:
    last = getattr(shown[-1], "number", 1) if shown else 1
    return last if len(shown) == SHOWN and last > 1 else None


def _word(request: Request, act: str) -> str:
    key = f"people.act_{act.replace('-', '_')}"
    return i18n.words(language_of(request), key) if key in i18n.catalogue() else act
