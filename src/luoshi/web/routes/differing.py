"""Two versions or levels of a plan side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from luoshi.ledger import views
from luoshi.ledger.differing import words
from luoshi.ledger.differing.marking import marked
from luoshi.ledger.differing.model import KINDS, Change, Difference, Place
from luoshi.ledger.store import Ledger
from luoshi.web.facts import PlanFacts
from luoshi.web.page import page, reader_of
from luoshi.web.times import Times

router = APIRouter()

WHAT = ("target", "baseline", "task")
USUAL = frozenset(KINDS[:4])
"""What is shown unless a reader asks for more: what moved or stayed the same is only counted."""
SHOWN = 200
"""Most changes on one page; the API has all of them."""


@router.get("/{place}/{plan}/diff")
def diff(
    request: Request, place: str, plan: str, old: str = "", what: str = "", change: str = ""
) -> HTMLResponse:
    """Show what became of the targets and tasks of an earlier plan, edition or level in this one."""
    reader = reader_of(request)
    desk = request.app.state.desk
    facts: PlanFacts = desk.plan(place, plan, reader.times)
    found: Difference | None = desk.difference(facts.plan, old, reader.times) if old.strip() else None
    chosen = [one for one in found.changes if _wanted(one, what, change)] if found else []
    chosen.sort(key=lambda one: (WHAT.index(one.what), KINDS.index(one.kind)))
    return page(
        request,
        "diff.html",
        facts=facts,
        old=old.strip(),
        choices=_choices(desk.ledger, facts, reader.times),
        found=found,
        counts=found.counts() if found else {},
        kinds=KINDS,
        what=what,
        change=change,
        shown=chosen[:SHOWN],
        total=len(chosen),
        notes=words.notes(found, reader.language) if found else (),
        said=partial(words.told, language=reader.language),
        headed=partial(words.title, language=reader.language),
        why=partial(words.why, language=reader.language),
        doubtful=partial(words.doubtful, language=reader.language),
        what_word=partial(words.what_word, language=reader.language),
        kind_word=partial(words.kind_word, language=reader.language),
        both=lambda one: marked(one.old.place.sentence, one.new.place.sentence),
        reader_address=_address(reader.times),
    )


def _wanted(one: Change, what: str, change: str) -> bool:
    return what in ("", one.what) and (one.kind == change if change else one.kind in USUAL)


def _choices(ledger: Ledger, facts: PlanFacts, times: Times) -> list[tuple[str, str, str | None]]:
    """Return what the plan can be compared with: its earlier editions, then other plans."""
    own = facts.plan
    editions = views.editions(ledger, own.document_key, cut=times.cut)
    found: list[tuple[str, str, str | None]] = [
        (f"{own.slug}@{one.entry.number}", one.title, str(one.entry.number)) for one in editions[:-1]
    ]
    others = [one for one in views.plans(ledger, cut=times.cut) if one.id != own.id]
    others.sort(key=lambda one: (one.place != own.place, one.place_slug, one.slug))
    return found + [(one.slug, f"{one.place} · {one.title}", None) for one in others]


def _address(times: Times) -> Callable[[Place], str]:
    def address(place: Place) -> str:
        query = times.query(words=f"{place.start}-{place.end}")
        return f"/documents/{quote(place.document)}{query}#words"

    return address
