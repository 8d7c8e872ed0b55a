"""What a reader sees when something goes wrong: words of the catalogue, never a traceback."""

from __future__ import annotations

import logging
import secrets
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from luoshi.errors import LuoshiError, Problem
from luoshi.web.api.troubles import problem_of, trouble
from luoshi.web.page import page

log = logging.getLogger("luoshi.web")

STATUS = {
    "not-found": 404,
    "recorded-before-first-entry": 404,
    "ambiguous": 400,
    "date-unknown": 400,
    "period-unknown": 400,
    "write-refused": 403,
    "role-missing": 403,
    "sign-in-needed": 401,
    "sign-in-refused": 401,
    "account-locked": 403,
    "accounts-missing": 404,
    "provider-missing": 404,
    "provider-refused": 403,
    "token-unknown": 404,
    "form-foreign": 403,
    "post-not-yours": 403,
    "link-gone": 410,
    "token-indicator": 403,
    "token-task": 403,
    "duty-missing": 403,
    "submission-own": 403,
    "ledger-conflict": 409,
    "submission-state": 409,
    "figure-conflict": 409,
    "figure-under-way": 409,
    "not-released": 404,
    "comparison-off": 404,
    "request-too-large": 413,
    "too-many": 429,
    "ledger-read-only": 403,
    "access-key-missing": 503,
    "access-key-other": 503,
    "access-key-invalid": 503,
    "ledger-missing": 503,
    "ledger-newer": 503,
    "ledger-older": 503,
    "ledger-broken": 503,
    "unexpected": 500,
}
"""HTTP status of each code that a page may meet; any other is a bad request."""

HEADERS = {401: {"www-authenticate": "Bearer"}, 429: {"retry-after": "60"}}
"""What an answer of the API says beside its words."""


def install(app: FastAPI) -> None:
    """Answer every failure of the pages with an error page, and of the API with a JSON problem."""
    app.add_exception_handler(LuoshiError, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_middleware(Unexpected)


def answer(request: Request, problem: Problem) -> Response:
    """Return the answer that tells of a problem."""
    status_code = STATUS.get(problem.code, 400)
    if request.url.path.startswith("/api/"):
        status_code = 422 if status_code == 400 else status_code
        content = trouble(problem).model_dump(mode="json")
        return JSONResponse(content, status_code=status_code, headers=HEADERS.get(status_code))
    return page(request, "error.html", status_code=status_code, problem=problem, status=status_code)


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, LuoshiError)
    pages = request.method == "GET" and not request.url.path.startswith("/api/")
    if error.problem.code == "sign-in-needed" and pages:
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?next={quote(target)}", status_code=303)
    return answer(request, error.problem)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return answer(request, Problem(code="not-found", detail={"what": request.url.path}))
    if error.status_code == 405:
        return answer(request, Problem(code="write-refused"))
    if error.status_code == 400:
        return answer(request, Problem(code="body-unreadable"))
    return Response(status_code=error.status_code, headers=dict(error.headers or {}))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answer(request, problem_of(error.errors()[0]))


class Unexpected:
    """Answers a failure nobody foresaw with its reference; the traceback goes to the log only."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer for it when it fails before its answer has begun."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await _unexpected(Request(scope), error)(scope, receive, send)


def _unexpected(request: Request, error: Exception) -> Response:
    reference = secrets.token_hex(4)
    log.error("%s %s failed (reference %s)", request.method, request.url.path, reference, exc_info=error)
    detail = {"reference": reference, "log": request.app.state.log}
    return answer(request, Problem(code="unexpected", detail=detail))
