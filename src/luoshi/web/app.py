"""Putting the pages together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware

from luoshi import __version__
from luoshi.web import access, failures
from luoshi.web.assets import FOLDER, KeptFiles, vendor
from luoshi.web.desk import Desk
from luoshi.web.headers import SecurityHeaders
from luoshi.web.routes import cockpit, documents, health, indicator

PAGES: tuple[APIRouter, ...] = (
    health.router,
    documents.router,
    cockpit.router,
    indicator.router,
)
"""In the order in which paths are tried: fixed ones first, ``/{place}/{plan}`` last."""


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def assemble(
    desk: Desk,
    *,
    host: str = "127.0.0.1",
    clock: Callable[[], datetime] = now,
    log: str = "luoshi serve",
) -> FastAPI:
    """Return the application that serves the pages and the API over a desk.

    Args:
        desk: Where the facts come from.
        host: The address it will listen on; beyond loopback every writing route is refused.
        clock: Gives the present moment; tests give a fixed one.
        log: Where the operator finds the log, named on the page of an unexpected error.

    Raises:
        LuoshiError: ``front-end-missing``.
    """
    vendor("htmx")
    app = FastAPI(
        title="Luoshi",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(access.guard)],
    )
    app.state.desk, app.state.clock, app.state.log = desk, clock, log
    app.state.read_only, app.state.may_write = desk.read_only, access.is_loopback(host)
    app.mount("/static", KeptFiles(directory=FOLDER), name="static")
    for router in PAGES:
        app.include_router(router)
    failures.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=800, compresslevel=6)
    app.add_middleware(SecurityHeaders)
    access.refuse_undeclared(declared())
    return app


def declared(routers: Iterable[APIRouter] = PAGES) -> list[tuple[str, frozenset[str]]]:
    """Return path and methods of each route of the pages."""
    routes = (route for router in routers for route in router.routes if isinstance(route, APIRoute))
    return [(route.path, frozenset(route.methods or ())) for route in routes]
