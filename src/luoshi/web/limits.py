"""No more than the machine can bear: how much one request may bring, and how often one address may ask."""

from __future__ import annotations

import asyncio
import os
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from luoshi.documents.reading import LIMIT_VARIABLE
from luoshi.errors import LuoshiError, Problem
from luoshi.web.failures import answer

FORM_BYTES = 1_000_000
"""Most bytes of a request that carries no file."""

OWN = "luoshi.own"
"""Marks in a scope that the program asks itself; no server puts it there."""

_MEGABYTE = 1_000_000
_PATIENCE = 5.0
_ADDRESSES = 10_000
"""How many addresses are remembered; the one heard of longest ago is forgotten first."""


@dataclass(slots=True)
class _Bucket:
    left: float
    filled: float


class Rate:
    """So many calls a second from one address, and twice as many at once (a token bucket)."""

    def __init__(self, per_second: float, at_once: float) -> None:
        self._per_second = per_second
        self._at_once = at_once
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def takes(self, address: str, now: float | None = None) -> bool:
        """Say whether one more call is within the limit, and count it if so."""
        moment = time.monotonic() if now is None else now
        with self._lock:
            bucket = self._buckets.pop(address, None) or _Bucket(self._at_once, moment)
            bucket.left = min(self._at_once, bucket.left + (moment - bucket.filled) * self._per_second)
            bucket.filled = moment
            self._buckets[address] = bucket
            while len(self._buckets) > _ADDRESSES:
                self._buckets.popitem(last=False)
            if bucket.left < 1:
                return False
            bucket.left -= 1
            return True


class Limits:
    """Refuses what is too large or too much before a page sees it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._rate = asked_rate()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless its address asks too often; watch how much it brings."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if self._rate is not None and OWN not in scope and not self._rate.takes(address_of(request)):
            await answer(request, Problem(code="too-many"))(scope, receive, send)
            return
        await self._within(request, most_bytes(request), receive, send)

    async def _within(self, request: Request, most: int, receive: Receive, send: Send) -> None:
        size = request.headers.get("content-length", "0")
        brought, begun, more = 0, False, True
        if size.isdigit() and int(size) > most:
            await _refuse(request, most, receive, send)
            return

        async def counted() -> Message:
            nonlocal brought, more
            message = await receive()
            brought, more = brought + len(message.get("body", b"")), message.get("more_body", False)
            if brought > most:
                return {"type": "http.request", "body": b"", "more_body": False}
            return message

        async def unless_too_much(message: Message) -> None:
            nonlocal begun
            if brought > most and not begun:
                return
            begun = True
            await send(message)

        await self.app(request.scope, counted, unless_too_much)
        if brought > most and not begun:
            await _refuse(request, most, receive if more else None, send)


def count_sign_in(request: Request) -> None:
    """Count an attempt to sign in; raises ``too-many``."""
    rate: Rate = request.app.state.sign_ins
    if not rate.takes(address_of(request)):
        raise LuoshiError("too-many")


def sign_in_rate() -> Rate:
    """Return a fresh count of attempts to sign in: twenty at once, then ten a minute."""
    return Rate(per_second=1 / 6, at_once=20)


def asked_rate() -> Rate | None:
    """Return the limit of calls from one address, LUOSHI_RATE a second; ``None`` where that is 0."""
    per_second = float(os.environ.get("LUOSHI_RATE", "200"))
    return Rate(per_second, 2 * per_second) if per_second > 0 else None


def address_of(request: Request) -> str:
    """Return the address a request comes from."""
    return request.client.host if request.client else "-"


def most_bytes(request: Request) -> int:
    """Return how many bytes a request may bring: those of a document where it carries a file."""
    if request.headers.get("content-type", "").startswith("application/json"):
        return 10 * FORM_BYTES
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return int(float(os.environ.get(LIMIT_VARIABLE, "100")) * _MEGABYTE)
    return FORM_BYTES


async def _refuse(request: Request, most: int, receive: Receive | None, send: Send) -> None:
    """Refuse a request that brings too much, once the rest of it was read and thrown away.

    A connection that is closed while more is on its way takes the answer along: a proxy before it would say
    502. Nobody is waited for longer than ``_PATIENCE`` seconds.
    """
    if receive is not None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while (await receive()).get("more_body", False):
                    pass
    problem = Problem(code="request-too-large", detail={"limit": f"{most / _MEGABYTE:g}"})
    await answer(request, problem)(request.scope, request.receive, send)
