"""Working answers out before anybody asks, so that the first reader waits no longer than the hundredth.

The program asks itself for the pages and the API's answers that are kept (``luoshi.web.keeping``), once for
each set of rights that somebody has and each language, in the order in which they are likely to be asked for.
What it is given goes the way of every other answer: nothing is kept which a reader would not have got.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Protocol, TypedDict
from urllib.parse import quote

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.types import Message

from luoshi.access import Caller, Role, accounts
from luoshi.collection.files import files
from luoshi.errors import Language, LuoshiError
from luoshi.ledger.search import refresh
from luoshi.web import access
from luoshi.web.desk import Desk
from luoshi.web.gate import Gate, Mode
from luoshi.web.i18n import HTML_LANGUAGE, LANGUAGES
from luoshi.web.keeping import API, API_PLAN, KEPT, PLAN, SPEAKING
from luoshi.web.limits import OWN
from luoshi.web.times import ZONE, Times, read_times

log = logging.getLogger("luoshi.web")

WITHIN = 30.0
"""Seconds at most before connections are accepted; what is not ready by then follows meanwhile."""

MOST = 6_000
"""Answers at most, so that what is asked for first is not pushed out of memory by what comes last."""

PAUSE = 9.0
"""How many times as long as for an answer nothing is done before the next, once there are readers."""

LOOK_AGAIN = 5.0
"""Seconds after which it is seen whether something was written, and whether a new day began."""

_BESIDE = ("/collect", "/collect/form", "/collect/workbook")
"""Pages that are not kept, but whose first reader would wait for what they have in common with others."""

_INDICATOR, _DOWNLOAD = f"{PLAN}/{{indicator}}", f"{PLAN}/downloads/{{file}}"
_OF_A_PLAN = [path for path in KEPT if path.startswith((PLAN, API_PLAN)) and path.count("{") == 2]
_OF_A_DOCUMENT = [path for path in KEPT if "{key}" in path]
_THEN = f"{API_PLAN}/indicators/{{indicator}}/then"
"""Judges an indicator as of another day, which takes longest."""

_OF_AN_INDICATOR = [path for path in KEPT if "{indicator}" in path and path not in (_INDICATOR, _THEN)]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer to be worked out: an address, the row of the route table, for whom, in which language."""

    address: str
    rule: access.Rule
    caller: Caller
    language: Language


class Told(Protocol):
    """Hears how far it has come."""

    def step(self, every: int) -> None:
        """One more of so many answers is ready."""

    def end(self, ready: int, every: int) -> None:
        """No more are worked out before connections are accepted."""


@dataclass(slots=True, kw_only=True)
class Ready:
    """How answers are worked out before anybody asks.

    Attributes:
        within: Seconds at most before connections are accepted; ``None``: ``WITHIN`` where others than
            the person at the machine can call, else none.
        told: Hears how far it has come.
        stopped: Whether the server is to end.
    """

    within: float | None = None
    told: Told | None = None
    stopped: Callable[[], bool] = lambda: False

    def seconds(self, mode: Mode) -> float:
        """Return how long nobody is let in."""
        if self.within is not None:
            return self.within
        return 0.0 if mode is Mode.LOCAL else WITHIN


async def make_ready(app: FastAPI, ready: Ready) -> tuple[int, int]:
    """Work out what readers are likely to ask for first; return how many answers are ready, of how many."""
    seconds, done = ready.seconds(app.state.gate.mode()), 0
    if seconds <= 0:
        return 0, 0
    ended, asked = time.monotonic() + seconds, []
    with _whatever_fails():
        await run_in_threadpool(_lay_out, app)
        asked = await run_in_threadpool(answers, app)
        for one in asked:
            if time.monotonic() > ended or ready.stopped():
                break
            await ask(app, one)
            done += 1
            if ready.told:
                ready.told.step(len(asked))
    if ready.told:
        ready.told.end(done, len(asked))
    return done, len(asked)


@contextmanager
def _whatever_fails() -> Iterator[None]:
    """Let nothing that fails keep the pages from being served; the log tells of it, and so does its page."""
    try:
        yield
    except Exception as error:
        log.error("answers could not be worked out beforehand", exc_info=error)


async def stay_ready(app: FastAPI) -> None:
    """Work out, in the pauses between requests, what is missing: at first, after entries, on a new day."""
    known: object = None
    while True:
        with _whatever_fails():
            state = await run_in_threadpool(_state, app)
            if state != known:
                known = state
                await _at_leisure(app)
        await asyncio.sleep(LOOK_AGAIN)


async def _at_leisure(app: FastAPI) -> None:
    await run_in_threadpool(_lay_out, app)
    for one in await run_in_threadpool(answers, app):
        begun = time.monotonic()
        await ask(app, one)
        await asyncio.sleep(PAUSE * (time.monotonic() - begun))


def _state(app: FastAPI) -> object:
    """Return what has changed when answers have to be worked out again."""
    with suppress(LuoshiError):
        desk: Desk = app.state.desk
        return desk.touches.now().closings, app.state.gate.staff(), app.state.clock().astimezone(ZONE).date()
    return None


def _lay_out(app: FastAPI) -> None:
    """Bring together what many answers rest on: a judged plan, the search's index, what is reported."""
    desk: Desk = app.state.desk
    times = _times(app)
    for prepare in (
        lambda: desk.prepare(times),
        lambda: refresh(desk.ledger),
        lambda: files(desk.ledger, times.today),
    ):
        with suppress(LuoshiError):  # whoever asks hears what is amiss
            prepare()


def _times(app: FastAPI) -> Times:
    return read_times({}, app.state.clock())


def answers(app: FastAPI) -> list[Asked]:
    """Return what is worked out, the most likely first; nothing where the ledger cannot be read."""
    readers, mode = list(callers(app.state.gate)), app.state.gate.mode()
    with suppress(LuoshiError):
        every = (
            Asked(address, rule, caller, language)
            for address, rule in addresses(app.state.desk, _times(app))
            for caller, language in _variants(rule, readers, mode)
        )
        return list(islice(every, MOST))
    return []


def callers(gate: Gate) -> Iterator[Caller]:
    """Yield one caller for each set of roles that readers have, the most frequent first."""
    mode, store = gate.mode(), gate.store()
    if mode is Mode.LOCAL:
        yield Caller.at_the_machine()
    elif store is None:
        yield Caller.anybody(Role.READER)
    else:
        had = Counter(one.roles | {Role.PUBLIC} for one in accounts.every(store) if not one.disabled)
        for roles, _ in had.most_common():
            yield Caller(account_id="-", name="-", roles=frozenset(roles))


def _variants(rule: access.Rule, readers: Iterable[Caller], mode: Mode) -> Iterator[tuple[Caller, Language]]:
    """Yield for whom an answer is worked out; one of the API is the same for all who may have it."""
    allowed = [one for one in readers if access.refusal(rule, one, mode) is None]
    api = rule.path.startswith(API)
    for caller in allowed[:1] if api else allowed:
        for language in LANGUAGES if not api or rule.path in SPEAKING else LANGUAGES[:1]:
            yield caller, language


def addresses(desk: Desk, times: Times) -> Iterator[tuple[str, access.Rule]]:
    """Yield addresses with their rows: what is about everything, then plans, indicators and documents."""
    leading = desk.leading_plan(times)
    plans = sorted(desk.plans(times), key=lambda one: leading is None or one.id != leading.id)
    names = [_Names(place=[one.place_slug], plan=[one.slug]) for one in plans]
    slugs = [[one.slug for one in desk.indicators(plan, times)] for plan in plans]
    yield from _filled([path for path in KEPT if "{" not in path and not path.endswith("/search")])
    yield from _filled(_BESIDE)
    for own in names:
        yield from _filled(_OF_A_PLAN, **own)
        yield from _filled([_DOWNLOAD], **own, file=["results.csv"])
    for own, indicators in zip(names[:1], slugs, strict=False):
        yield from _filled([_INDICATOR], **own, indicator=indicators)
    yield from _filled(_OF_A_DOCUMENT, key=[one.key for one in desk.documents(times)])
    for own, indicators in zip(names, slugs, strict=True):
        yield from _filled([_INDICATOR, *_OF_AN_INDICATOR], **own, indicator=indicators)
    for own, indicators in zip(names, slugs, strict=True):
        yield from _filled([_THEN], **own, indicator=indicators)


class _Names(TypedDict):
    place: list[str]
    plan: list[str]


def _filled(paths: Sequence[str], **names: Sequence[str]) -> Iterator[tuple[str, access.Rule]]:
    """Yield paths with every combination of names, as a browser asks for them."""
    for some in product(*names.values()):
        for path in paths:
            rule = access.rule_of(path, "GET")
            if rule is not None:
                yield path.format(**dict(zip(names, some, strict=True))), rule


async def ask(app: FastAPI, asked: Asked) -> int:
    """Ask as a reader would, who is known without a session; return the status of the answer."""
    status = 0

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)

    await app(_scope(asked), receive, send)
    return status


def _scope(asked: Asked) -> dict[str, Any]:
    spoken = HTML_LANGUAGE[asked.language].encode()
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": asked.address,
        "raw_path": quote(asked.address).encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"accept-language", spoken)],
        "client": None,
        "server": None,
        "state": {"caller": asked.caller},
        OWN: True,
    }
