"""The review queue: doubtful readings first, decided in their text, by mouse or by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from luoshi.errors import LuoshiError
from luoshi.ledger.reasons import LONGEST_REASON
from luoshi.ledger.records import Entry
from luoshi.ledger.review import deciding
from luoshi.ledger.review.deciding import Part
from luoshi.ledger.review.fields import CHOICES, NEEDED, fields_of
from luoshi.ledger.review.queue import STATES, Item, queue
from luoshi.ledger.review.standing import KINDS
from luoshi.ledger.store import Ledger
from luoshi.web import access, i18n
from luoshi.web.desk import Desk
from luoshi.web.format import percent
from luoshi.web.forms import text_of
from luoshi.web.page import Reader, page, reader_of
from luoshi.web.reviewing import PATH, excerpt, kept, near, whole

router = APIRouter()

SHOWN = 200
"""Most items of the list beside the text; the filters lead to the others."""

USUAL = {"comparator": "eq", "measure": "level", "fact": "actual"}
"""What the form of an added statement begins with."""

FEWEST_PARTS, MOST_PARTS = 2, 50
"""How many parts a reading is split into by one form."""

FILTERS = ("document", "kind", "state", "all")


@router.get(PATH)
def review(
    request: Request,
    document: str = "",
    kind: str = "",
    state: str = "",
    item: str = "",
    all: str = "",
    done: int | None = None,
    parts: int = FEWEST_PARTS,
) -> HTMLResponse:
    """Show the queue and one of its readings in its text, with a form for some ``parts`` of it."""
    reader = reader_of(request)
    desk = request.app.state.desk
    every = queue(desk.ledger, states=STATES, every=True, cut=reader.times.cut)
    states: tuple[str, ...] = (state,) if state in STATES else ("open", "orphan")
    waiting = [
        one
        for one in every
        if one.state in states
        and document in ("", one.document)
        and kind in ("", one.kind)
        and (all or one.needed or one.state not in ("open", "orphan"))
    ]
    chosen = next((one for one in every if one.id == item), waiting[0] if waiting else None)
    asked = {"document": document, "kind": kind, "state": state, "all": all}

    def address(**changed: str) -> str:
        """Return the address of the page with another filter or item."""
        return PATH + reader.times.query(**{**asked, **changed})

    return page(
        request,
        "review.html",
        waiting=waiting[:SHOWN],
        all_waiting=len(waiting),
        one=chosen,
        asked=asked,
        address=address,
        done=done,
        parts=min(max(parts, FEWEST_PARTS), MOST_PARTS),
        fewest_parts=FEWEST_PARTS,
        most_parts=MOST_PARTS,
        counts={name: sum(one.state == name for one in every) for name in STATES},
        needed=sum(one.needed for one in every),
        titles={view.key: view.title or view.file for view in desk.documents(reader.times)},
        may_decide=access.may_send(request, PATH),
        longest=LONGEST_REASON,
        names=access.gate_of(request).names(),
        kept=kept,
        sure=lambda one: percent(Decimal(str(one.confidence)), reader.language, 0),
        **_about(desk, chosen, every, reader),
    )


def _about(desk: Desk, one: Item | None, every: tuple[Item, ...], reader: Reader) -> dict[str, Any]:
    """Return what the page says of the reading that is looked at."""
    if one is None:
        return {}
    known = i18n.catalogue()
    text = desk.text(one.document, reader.times).document
    return {
        "excerpt": excerpt(text, one),
        "near": near(one, every),
        "fields": fields_of(one.kind),
        "choices": CHOICES,
        "needed_fields": NEEDED,
        "doubts": [
            i18n.words(reader.language, f"doubt.{code}") if f"doubt.{code}" in known else code
            for code in one.doubts
        ],
    }


@router.get(f"{PATH}/add")
def adding(
    request: Request, document: str = "", kind: str = "statement", words: str = "", near: str = ""
) -> HTMLResponse:
    """Show a document's text to choose words that no rule has read; raises ``not-found``.

    ``words`` are chosen already; ``near`` only opens the text there.
    """
    reader = reader_of(request)
    desk = request.app.state.desk
    raw = desk.text(document, reader.times).document.raw
    shown = kind if kind in KINDS else KINDS[0]
    text = whole(raw, _offsets(words or near))
    first = len(text.before)
    return page(
        request,
        "review_add.html",
        document=document,
        title=next(
            (view.title or view.file for view in desk.documents(reader.times) if view.key == document),
            document,
        ),
        kind=shown,
        kinds=KINDS,
        words=words or None,
        near=near or None,
        excerpt=text,
        chosen={"start": first, "end": first + len(text.words), "quote": text.words}
        if text.words and words
        else None,
        fields=fields_of(shown),
        choices=CHOICES,
        needed_fields=NEEDED,
        given=USUAL,
        longest=LONGEST_REASON,
        kept=kept,
    )


@router.post(PATH)
async def decide(request: Request) -> RedirectResponse:
    """Record what a person decides, and lead to what waits next."""
    form = await request.form()
    caller = access.current(request)
    actor = caller.account_id or caller.name
    entry = _decide(request.app.state.desk.ledger, form, actor)
    back = {name: text_of(form, f"back_{name}") for name in FILTERS}
    if text_of(form, "decision") == "add":
        back |= {"document": text_of(form, "document"), "state": "added"}
    address = PATH + reader_of(request).times.query(**back, done=entry.number)
    return RedirectResponse(address, status_code=303)


def _decide(ledger: Ledger, form: FormData, actor: str) -> Entry:
    identity, reason, decision = (text_of(form, name) for name in ("reading", "reason", "decision"))
    kind = text_of(form, "kind")
    who: dict[str, str] = {"reason": reason, "actor": actor}
    if decision == "accept":
        return deciding.accept(ledger, identity, **who)
    if decision == "reject":
        return deciding.reject(ledger, identity, **who)
    if decision == "place":
        return deciding.place_again(ledger, identity, _span(form) or (0, 0), **who)
    if decision == "correct":
        return deciding.correct(ledger, identity, _fields(form, kind), span=_span(form), **who)
    if decision == "merge":
        others = [str(one) for one in form.getlist("with")]
        return deciding.merge(ledger, [identity, *others], _fields(form, kind), span=None, **who)
    if decision == "add":
        said = {name: text for name, text in _fields(form, kind).items() if text}
        document, span = text_of(form, "document"), _span(form) or (0, 0)
        return deciding.add(ledger, document, span, said, kind=kind, **who)
    if decision == "split":
        parts = [Part(span=_span(form, mark), fields=_fields(form, kind, mark)) for mark in _marks(form)]
        return deciding.split(ledger, identity, parts, **who)
    raise LuoshiError("not-found", what=decision[:40])


def _marks(form: FormData) -> Iterator[str]:
    """Yield how the names of the fields of each part of a split end: not at all, ``_2``, ``_3`` and on."""
    yield ""
    for mark in map("_{}".format, range(2, MOST_PARTS + 1)):
        if f"start{mark}" not in form:
            return
        yield mark


def _fields(form: FormData, kind: str, mark: str = "") -> dict[str, str]:
    return {name: text_of(form, f"{name}{mark}") for name in fields_of(kind) if f"{name}{mark}" in form}


def _offsets(words: str) -> tuple[int, int] | None:
    start, _, end = words.partition("-")
    if not (start.isdecimal() and end.isdecimal()) or len(start + end) > len("999999999") * 2:
        return None
    return int(start), int(end)


def _span(form: FormData, mark: str = "") -> tuple[int, int] | None:
    return _offsets(f"{text_of(form, f'start{mark}')}-{text_of(form, f'end{mark}')}")
