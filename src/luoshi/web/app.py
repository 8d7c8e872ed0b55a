"""Putting the pages together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware

from luoshi import __version__
from luoshi.access.publishing import is_published
from luoshi.errors import LuoshiError
from luoshi.ledger import engines
from luoshi.web import access, failures, forms
from luoshi.web.assets import FOLDER, KeptFiles, vendor
from luoshi.web.desk import Desk
from luoshi.web.gate import Gate
from luoshi.web.headers import SecurityHeaders
from luoshi.web.heads import Heads
from luoshi.web.kept import Kept, Routes
from luoshi.web.limits import Limits, sign_in_rate
from luoshi.web.readiness import Ready, make_ready, stay_ready
from luoshi.web.routes import (
    account,
    actions,
    api,
    api_plans,
    api_reported,
    api_settling,
    api_sources,
    api_submissions,
    api_weighing,
    audit,
    cockpit,
    collect,
    compare,
    corrections,
    differing,
    disagreements,
    documents,
    downloads,
    duties,
    health,
    indicator,
    method,
    outlook,
    people,
    printed,
    projects,
    quality,
    report,
    review,
    rollup,
    search,
    settling,
    sign_in,
    submissions,
    totals,
)

PAGES: tuple[APIRouter, ...] = (
    health.router,
    sign_in.router,
    account.router,
    people.router,
    audit.router,
    api.router,
    api_plans.router,
    api_sources.router,
    api_settling.router,
    api_submissions.router,
    api_weighing.router,
    api_reported.router,
    api.rest,
    search.router,
    documents.router,
    printed.router,
    method.router,
    compare.router,
    quality.router,
    corrections.router,
    totals.router,
    projects.router,
    review.router,
    disagreements.router,
    collect.router,
    submissions.router,
    duties.router,
    report.router,
    actions.router,
    settling.router,
    differing.router,
    rollup.router,
    outlook.router,
    downloads.router,
    cockpit.router,
    indicator.router,
)
"""In the order in which paths are tried: fixed ones first, ``/{place}/{plan}`` last."""


def create_app(
    ledger_path: str | Path,
    *,
    read_only: bool | None = None,
    host: str = "127.0.0.1",
    published: bool = False,
    clock: Callable[[], datetime] | None = None,
    log: str = "luoshi serve",
    ready: Ready | None = None,
) -> FastAPI:
    """Return the application that serves the pages and the API of a ledger.

    Args:
        ledger_path: The ledger's file or the address of its database.
        read_only: Whether to open it without the right to write; ``None``: when it cannot be written.
        host: The address it will listen on; beyond loopback nothing is written without an account.
        published: Whether it is a published copy: everybody reads it, and nobody signs in.
        clock: Gives the present moment; ``None``: the ledger's clock.
        log: Where the operator finds the log, named on the page of an unexpected error.
        ready: How answers are worked out before anybody asks; ``None``: they are not.

    Raises:
        LuoshiError: ``ledger-missing``, ``ledger-newer`` … from opening it; ``front-end-missing``;
            ``not-published`` for ``published`` with anything else than a published copy.
    """
    vendor("htmx")
    if published and not is_published(Path(ledger_path)):
        raise LuoshiError("not-published", path=engines.shown(ledger_path))
    desk = Desk.open(ledger_path, read_only=published or read_only)
    app = FastAPI(
        title="Luoshi",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(access.guard), Depends(forms.check)],
        lifespan=_living(desk, ready),
    )
    app.state.desk, app.state.clock, app.state.log = desk, clock or desk.ledger.clock, log
    app.state.read_only, app.state.sign_ins = desk.read_only, sign_in_rate()
    app.state.gate = Gate(ledger_path, host=host, published=published, clock=app.state.clock)
    app.mount("/static", KeptFiles(directory=FOLDER), name="static")
    for router in PAGES:
        app.include_router(router)
    failures.install(app)
    app.add_middleware(Kept, routes=Routes(declared(), mounted=("/static/",)))
    app.add_middleware(GZipMiddleware, minimum_size=800, compresslevel=6)
    app.add_middleware(Limits)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Heads)
    access.refuse_undeclared(declared())
    return app


def _living(desk: Desk, ready: Ready | None) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what works answers out beforehand, and closes the ledger when the pages stop being served."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        staying = None
        if ready is not None:
            await make_ready(app, ready)
            staying = asyncio.create_task(stay_ready(app))
        yield
        if staying is not None:
            staying.cancel()
            with suppress(asyncio.CancelledError):
                await staying
        app.state.gate.close()
        desk.ledger.close()

    return lifespan


def declared(routers: Iterable[APIRouter] = PAGES) -> list[tuple[str, frozenset[str]]]:
    """Return path and methods of each route of the pages."""
    routes = (route for router in routers for route in router.routes if isinstance(route, APIRoute))
    return [(route.path, frozenset(route.methods or ())) for route in routes]
