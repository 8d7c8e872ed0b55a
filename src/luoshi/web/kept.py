"""Answers kept for the next reader with the same question and the same rights.

An answer is kept behind the gate: who calls, and whether they may, is told for every request, and what one
sees is given to another only where path, query, language, rights, mode and day are the same. It holds until
an entry of the journal brings something it rests on (``luoshi.web.keeping``); a submission on its way is such
a thing for few. What differs from reader to reader all the same, the key of a form, is a gap that is filled
for each; so is the number of the last entry in an answer of the API.

Of several who ask the same at once, one is worked for and the others wait.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import format_datetime
from functools import cache, lru_cache
from typing import Literal

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from luoshi.access import Caller, Role
from luoshi.access.model import LOCAL
from luoshi.errors import Language, LuoshiError
from luoshi.ledger.touching import Touch
from luoshi.web import access, forms
from luoshi.web.gate import Mode
from luoshi.web.keeping import API, KEPT, SPEAKING, Ground, state_of
from luoshi.web.packing import Body
from luoshi.web.page import is_part, language_of, prefers_table
from luoshi.web.times import NAMES, ZONE

MOST_BYTES = 96_000_000
"""Most bytes of all answers together; the one asked for longest ago goes first."""

LARGEST = 8_000_000
AT_ONCE = {False: 3, True: 1}
"""How many answers are worked out at the same time: about the present, and about other times, for which a
plan may have to be judged first, so that nobody who asks about the present waits for that."""

WORTH_PACKING = 800
TEXTS = ("text/", "application/json")


Rights = frozenset[access.Rule] | None
"""The rows of the route table that are open to a caller; ``None`` where answers do not differ by them."""

Key = tuple[str, str, Language | None, Rights, bool, bool, Mode, bool, bool, date]
"""Path, query, language, rights, signed in or not, at the machine or not, mode, part or whole, table, day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that may have been answered before.

    Attributes:
        key: Everything that tells one answer from another.
        path: Of the row of the route table.
        state: The hash of the last entry with something the answer rests on.
        touch: The end of the journal.
        live: Whether the answer is about the ledger as it is now, not as it was once recorded.
        timed: Whether another time than the present is asked for.
    """

    key: Key
    path: str
    state: str
    touch: Touch
    live: bool
    timed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it was worked out.

    Attributes:
        kind: What its gaps are filled with: the key of forms, or the number of the last entry.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: Body
    kind: Literal["form", "entry"]

    def header(self, name: str) -> str:
        """Return a header, empty where it has none."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def keepable(self) -> bool:
        """Whether another reader may have it."""
        return self.status == 200 and not self.header("set-cookie") and self.body.size <= LARGEST

    def response(self, request: Request, asked: Asked) -> Response:
        """Return it for one reader; without a body where the reader has it already."""
        response = Response(status_code=self.status)
        response.raw_headers = [(name.encode(), value.encode("latin-1")) for name, value in self.headers]
        if asked.live and self.header("luoshi-entry"):
            _name_the_end(response, asked.touch)
        tag = self.header("etag")
        if (
            self.status == 200
            and tag
            and tag in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
        ):
            response.status_code = 304
            return response
        gaps = len(self.body.pieces) - 1
        fill = forms.key_of(request) if self.kind == "form" and gaps else str(asked.touch.number)
        filling = [fill.encode()] * gaps
        if self.body.packed and "gzip" in request.headers.get("accept-encoding", ""):
            response.body = self.body.zipped(filling)
            response.headers["content-encoding"] = "gzip"
        else:
            response.body = self.body.plain(filling)
        response.headers["content-length"] = str(len(response.body))
        if self.body.packed:
            response.headers.add_vary_header("Accept-Encoding")
        if gaps and self.kind == "form":
            forms.keep_visit(request, response)
        return response


class Kept:
    """Answers from memory what was answered before, and keeps what is answered now."""

    def __init__(self, app: ASGIApp, routes: Routes) -> None:
        self.app = app
        self._routes = routes
        self._answers: OrderedDict[object, tuple[str, Answer]] = OrderedDict()
        self._size = 0
        self._under_way: dict[object, asyncio.Future[Answer | None]] = {}
        self._turns: tuple[asyncio.AbstractEventLoop, dict[bool, asyncio.Semaphore]] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that only reads; pass any other on."""
        reads = scope["type"] == "http" and scope["method"] == "GET"
        kept = self._routes.kept(scope["path"]) if reads else None
        request = Request(scope) if kept else None
        asked = await self._asked(request, *kept) if request and kept else None
        if request is None or asked is None:
            await self.app(scope, receive, send)
            return
        answer = await self._find(asked) or await self._first(asked, request, receive)
        await answer.response(request, asked)(scope, receive, send)

    async def _asked(self, request: Request, rule: access.Rule, ground: Ground) -> Asked | None:
        """Return what is asked; a file is looked at in less time than it takes to change threads."""
        if request.app.state.desk.ledger.path is None:
            return await run_in_threadpool(question, request, rule, ground)
        return question(request, rule, ground)

    async def _find(self, asked: Asked) -> Answer | None:
        """Return an answer that is kept, or the one that somebody else is already waiting for."""
        state, answer = self._answers.get(asked.key, ("", None))
        if answer is not None and state == asked.state:
            self._answers.move_to_end(asked.key)
            return answer
        under_way = self._under_way.get((asked.key, asked.state))
        return await asyncio.shield(under_way) if under_way else None

    async def _first(self, asked: Asked, request: Request, receive: Receive) -> Answer:
        """Work an answer out and keep it."""
        name, shared = (asked.key, asked.state), None
        waiting = asyncio.get_running_loop().create_future()
        self._under_way[name] = waiting
        try:
            answer = await self._worked_out(asked, request, receive)
            if answer.keepable and _route_of(request) == asked.path:
                self._keep(asked, answer)
                shared = answer
            return answer
        finally:
            if self._under_way.get(name) is waiting:
                del self._under_way[name]
            waiting.set_result(shared)

    async def _worked_out(self, asked: Asked, request: Request, receive: Receive) -> Answer:
        heard: list[Message] = []

        async def hear(message: Message) -> None:
            heard.append(message)

        request.state.gap = gap()
        async with self._turn(asked.timed):
            await self.app(request.scope, receive, hear)
            return await run_in_threadpool(_answer, heard, asked)

    def _turn(self, timed: bool) -> asyncio.Semaphore:
        loop = asyncio.get_running_loop()
        if self._turns is None or self._turns[0] is not loop:
            self._turns = loop, {kind: asyncio.Semaphore(many) for kind, many in AT_ONCE.items()}
        return self._turns[1][timed]

    def _keep(self, asked: Asked, answer: Answer) -> None:
        _, before = self._answers.pop(asked.key, (0, None))
        self._size += answer.body.size - (before.body.size if before else 0)
        self._answers[asked.key] = asked.state, answer
        while self._size > MOST_BYTES:
            _, (_, gone) = self._answers.popitem(last=False)
            self._size -= gone.body.size


def _route_of(request: Request) -> str:
    """Return the path of the route that answered, as it is declared."""
    return str(getattr(request.scope.get("route"), "path", ""))


class Routes:
    """Tells which row of the route table a path to read belongs to."""

    def __init__(self, declared: Iterable[tuple[str, frozenset[str]]], mounted: tuple[str, ...]) -> None:
        self._mounted = mounted
        self._patterns = [
            (compile_path(path)[0], access.rule_of(path, "GET"))
            for path, methods in declared
            if "GET" in methods
        ]
        self.kept = lru_cache(maxsize=4096)(self._kept)

    def _kept(self, path: str) -> tuple[access.Rule, Ground] | None:
        """Return the row and what its answers rest on, ``None`` where they are not kept."""
        if path.startswith(self._mounted):
            return None
        rule = next((rule for pattern, rule in self._patterns if pattern.match(path)), None)
        ground = KEPT.get(rule.path) if rule else None
        return (rule, ground) if rule and ground else None


def question(request: Request, rule: access.Rule, ground: Ground) -> Asked | None:
    """Return what is asked, ``None`` where the answer is not to be kept: a refusal, a change of language."""
    try:
        return _question(request, rule, ground)
    except LuoshiError:
        return None  # whoever answers meets the same trouble and tells of it


def _question(request: Request, rule: access.Rule, ground: Ground) -> Asked | None:
    state, query = request.app.state, request.query_params
    caller, mode = access.current(request), state.gate.mode()
    api = rule.path.startswith(API)
    if access.refusal(rule, caller, mode) or ("lang" in query and not api):
        return None
    touch = state.desk.touches.now()
    live = "recorded_by" not in query
    key = (
        request.url.path,
        request.url.query,
        None if api and rule.path not in SPEAKING else language_of(request),
        None if api else _rights(caller.roles, caller.account_id is None, caller.name == LOCAL, mode),
        caller.account_id is None,
        caller.name == LOCAL,
        mode,
        is_part(request),
        api and prefers_table(request),
        state.clock().astimezone(ZONE).date(),
    )
    ended = state_of(ground, touch) if live else touch.hash
    if ground == "staff":
        ended = f"{touch.hash} {state.gate.staff()}"
    timed = not query.keys().isdisjoint(NAMES)
    return Asked(key=key, path=rule.path, state=ended, touch=touch, live=live, timed=timed)


@lru_cache(maxsize=1024)
def _rights(roles: frozenset[Role], unknown: bool, local: bool, mode: Mode) -> frozenset[access.Rule]:
    """Return the rows of the route table that are open; all that pages show or hide by role follows them."""
    caller = Caller(account_id=None if unknown else "-", name=LOCAL if local else "-", roles=roles)
    return frozenset(rule for rule in access.TABLE if access.refusal(rule, caller, mode) is None)


@cache
def gap() -> str:
    """Return what stands for the key of a form until it is filled in; nobody can know it beforehand."""
    return f"gap-{secrets.token_hex(16)}"


def _answer(heard: Sequence[Message], asked: Asked) -> Answer:
    """Put an answer together from what was sent."""
    start = heard[0]
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    headers.pop("content-length", None)
    content = b"".join(message.get("body", b"") for message in heard[1:])
    kind, pieces = _gaps(content, headers, asked)
    media = headers.get("content-type", "")
    if media.startswith("text/html") and len(pieces) == 1 and "cache-control" not in headers:
        headers["etag"] = f'W/"{hashlib.sha256(content).hexdigest()[:24]}"'
    pack = len(content) >= WORTH_PACKING and media.startswith(TEXTS)
    return Answer(
        status=start["status"],
        headers=tuple(headers.items()),
        body=Body.of(pieces, pack=pack and "content-encoding" not in headers),
        kind=kind,
    )


def _gaps(
    content: bytes, headers: Mapping[str, str], asked: Asked
) -> tuple[Literal["form", "entry"], Sequence[bytes]]:
    """Return what stands between the gaps of an answer, and what they are filled with."""
    number, media = headers.get("luoshi-entry"), headers.get("content-type", "")
    if number is None:
        return "form", content.split(gap().encode())
    if asked.live and media.startswith("application/json"):
        before, said, after = content.partition(f'"entry":{number},'.encode())
        if said:
            return "entry", (before + b'"entry":', b"," + after)
    return "entry", (content,)


def _name_the_end(response: Response, touch: Touch) -> None:
    """Write the end of the journal into the headers, as an answer that was just worked out has it."""
    response.headers["luoshi-entry"] = str(touch.number)
    if touch.head:
        response.headers["luoshi-entry-hash"] = touch.head.hash
        response.headers["last-modified"] = format_datetime(touch.head.recorded, usegmt=True)
