"""How good the readings are: doubts, confidence, and what became of every number."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from luoshi.evaluation.integrity import words as flags
from luoshi.web import i18n
from luoshi.web.accounting import covered
from luoshi.web.addresses import words_at
from luoshi.web.navigation import base_of
from luoshi.web.page import page, reader_of
from luoshi.web.quality import bands, doubts

router = APIRouter()


@router.get("/quality")
def quality(request: Request) -> HTMLResponse:
    """Show doubts, confidence and coverage of all documents."""
    reader = reader_of(request)
    desk = request.app.state.desk
    texts = [desk.text(view.key, reader.times) for view in desk.documents(reader.times)]
    statements = [statement for text in texts for statement in text.statements]
    return page(
        request,
        "quality.html",
        documents=[covered(text) for text in texts],
        doubts=doubts(statements),
        bands=bands(statements),
        total=len(statements),
        series=[(plan, base_of(plan), some) for plan, some in desk.integrity(reader.times)],
        flag_kind=lambda flag: flags.kind(flag.kind, reader.language),
        evidence=lambda flag: flags.evidence(flag, reader.language),
        word=lambda group, code: _word(group, code, request),
        reader_address=lambda anchor: words_at(anchor, reader.times),
        place_of=lambda key, start, end: (
            f"/documents/{quote(key)}{reader.times.query(words=f'{start}-{end}')}#words"
        ),
    )


def _word(group: str, code: str, request: Request) -> str:
    """Return a code in words; one without words is shown as it is."""
    key = f"{group}.{code}"
    return i18n.words(reader_of(request).language, key) if key in i18n.catalogue() else code
