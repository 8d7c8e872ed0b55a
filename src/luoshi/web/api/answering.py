"""Reading a call of the API and writing its answer: times, stretch, form, caching."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import format_datetime
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from luoshi import __version__
from luoshi.errors import LuoshiError
from luoshi.ledger.cuts import resolve
from luoshi.ledger.store import Ledger
from luoshi.web.api.base import Answer, Asked, Form, Listing, Trouble
from luoshi.web.api.tables import table
from luoshi.web.api.window import MOST, USUAL, Window
from luoshi.web.desk import Desk
from luoshi.web.page import prefers_table
from luoshi.web.times import Times, read_times

FREE = frozenset({"lang"})
"""Parameters that any address may carry: the pages' switch of language."""

WHOLE = frozenset({"/api/v1/journal"})
"""What rests on every entry; all else on those with more than figures that are still being reported."""

TROUBLES: Mapping[int | str, dict[str, Any]] = {
    code: {"model": Trouble, "description": name}
    for code, name in (
        (401, "Not signed in"),
        (403, "Not allowed"),
        (404, "Not found"),
        (422, "Bad request"),
        (429, "Too many requests"),
    )
}
TABLE: dict[str, Any] = {"content": {"text/csv": {"schema": {"type": "string"}}}}

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of the API.

    Attributes:
        entry: Number of the last journal entry in view.
        headers: Those of its answer.
    """

    request: Request
    times: Times
    entry: int
    headers: Mapping[str, str]

    @property
    def desk(self) -> Desk:
        """The pages' way to the ledger."""
        desk: Desk = self.request.app.state.desk
        return desk

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return self.desk.ledger

    def question(self) -> Asked:
        """Return the three times that the answer is given for."""
        cut = self.times.cut
        return Asked(at=self.times.at, published_by=cut.published_by, recorded_by=cut.recorded_by)

    def one(self, shape: type[Answer], item: object) -> Response:
        """Return the answer that holds one thing."""
        return self._json(shape.model_validate({**self._head(), "item": item}))

    def _head(self) -> dict[str, Any]:
        return {"question": self.question(), "entry": self.entry}

    def _json(self, answer: Answer) -> Response:
        return Response(answer.model_dump_json(), media_type="application/json", headers=dict(self.headers))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCall(Call):
    """A call for a list."""

    window: Window
    form: Literal["json", "csv"]

    def many(
        self, shape: type[Listing], things: Sequence[Thing], make: Callable[[Thing], Form], name: str
    ) -> Response:
        """Return the answer that holds a stretch of a list.

        Args:
            shape: Of the answer.
            things: The whole list.
            make: Turns one of them into what is answered; called for the stretch only.
            name: Of the file, when a table is asked for.
        """
        items = [make(one) for one in self.window.cut(things)]
        total, following = len(things), self.window.next(self.request, len(things))
        extra = {"x-total-count": str(total)} | ({"link": f'<{following}>; rel="next"'} if following else {})
        if self.form == "csv":
            return self._table(shape, items, name, extra)
        answer = shape.model_validate(
            {
                **self._head(),
                "items": items,
                "total": total,
                "limit": self.window.limit,
                "offset": self.window.offset,
                "next": following,
            }
        )
        response = self._json(answer)
        response.headers.update(extra)
        return response

    def _table(
        self, shape: type[Listing], items: Sequence[Form], name: str, extra: Mapping[str, str]
    ) -> Response:
        held: type[Form] = shape.model_fields["items"].annotation.__args__[0]  # type: ignore[union-attr]
        headers = {**self.headers, **extra, "content-disposition": f'attachment; filename="{name}.csv"'}
        return Response(table(held, items), media_type="text/csv; charset=utf-8", headers=headers)


def lists(shape: type[Listing]) -> dict[str, Any]:
    """Return what a route says about the list it answers with."""
    return {"response_model": shape, "responses": {200: TABLE}}


def refuse_unknown(request: Request) -> None:
    """Refuse a parameter that the endpoint does not have; raises ``parameter-unknown``."""
    from luoshi.web.api.description import query_parameters

    known = query_parameters(request.scope["route"].path_format)
    for name in request.query_params:
        if name not in FREE.union(known):
            raise LuoshiError("parameter-unknown", name=name[:40], known=", ".join(known))


def times_of(
    request: Request,
    at: date | None = None,
    published_by: date | None = None,
    recorded_by: str | None = None,
) -> Times:
    """Return the three times of a call; raises ``date-unknown``."""
    return read_times(request.query_params, request.app.state.clock())


def one_call(request: Request, times: Annotated[Times, Depends(times_of)]) -> Call:
    """Return a call for one thing; an answer the caller holds already ends it with 304."""
    entry, headers = _state(request, times, "json")
    return Call(request=request, times=times, entry=entry, headers=headers)


def list_call(
    request: Request,
    times: Annotated[Times, Depends(times_of)],
    limit: Annotated[int | None, Query(ge=1, le=MOST)] = None,
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
    form: Annotated[Literal["json", "csv"] | None, Query(alias="format")] = None,
) -> ListCall:
    """Return a call for a list; a table without ``limit`` holds all of it."""
    chosen = form or ("csv" if prefers_table(request) else "json")
    entry, headers = _state(request, times, chosen)
    usual = USUAL if chosen == "json" else None
    return ListCall(
        request=request,
        times=times,
        entry=entry,
        headers=headers,
        window=Window(limit=limit or usual, offset=offset),
        form=chosen,
    )


def _state(request: Request, times: Times, form: str) -> tuple[int, dict[str, str]]:
    """Return the entry in view and the headers that name the state of the ledger."""
    desk: Desk = request.app.state.desk
    with desk.ledger.reading() as connection:
        entry = resolve(connection, times.cut).entry
    touch = desk.touches.now()
    head = touch.head
    state = (
        touch.hash if request.url.path in WHOLE else touch.facts,
        __version__,
        request.url.path,
        str(request.url.query),
        form,
        times.at,
    )
    tag = 'W/"' + hashlib.sha256("\n".join(map(str, state)).encode()).hexdigest()[:24] + '"'
    headers = {"etag": tag, "vary": "Accept", "luoshi-entry": str(entry)}
    if head:
        headers["last-modified"] = format_datetime(head.recorded, usegmt=True)
        headers["luoshi-entry-hash"] = head.hash
    if tag in [known.strip() for known in request.headers.get("if-none-match", "").split(",")]:
        raise HTTPException(304, headers=headers)
    return entry, headers


ForOne = Annotated[Call, Depends(one_call)]
ForList = Annotated[ListCall, Depends(list_call)]
