"""Turning a template and its data into an answer, in the reader's language and times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from luoshi import __version__
from luoshi.access import Caller
from luoshi.errors import Language, LuoshiError
from luoshi.evaluation import words as evaluation_words
from luoshi.evaluation.then import change_words
from luoshi.ledger.disagreeing import words as disagreement_words
from luoshi.vocabulary.matching import words_of
from luoshi.vocabulary.units import find_unit
from luoshi.web import format as write
from luoshi.web import forms, status
from luoshi.web.assets import asset, vendor
from luoshi.web.facts import english
from luoshi.web.gate import Mode
from luoshi.web.i18n import HTML_LANGUAGE, LANGUAGES, choose, words
from luoshi.web.navigation import base_of, menu, reads_facts
from luoshi.web.quoting import quoted
from luoshi.web.times import ZONE, Times, read_times

COOKIE = "luoshi_lang"
YEAR_IN_SECONDS = 31_536_000
PRIVATE = ("account", "audit", "people", "person", "set_password", "sign_in")
"""Templates of pages that no store keeps."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: the language to answer in and the three times of the question."""

    language: Language
    times: Times


def reader_of(request: Request) -> Reader:
    """Return the reader of a request; raises ``date-unknown`` for times that cannot be read."""
    return Reader(language_of(request), read_times(request.query_params, request.app.state.clock()))


def language_of(request: Request) -> Language:
    """Return the language of a request: asked for, kept in the cookie, or the browser's."""
    return choose(
        request.query_params.get("lang"),
        request.cookies.get(COOKIE),
        request.headers.get("accept-language"),
    )


def page(
    request: Request, template: str, /, *, status_code: int = 200, block: str | None = None, **data: Any
) -> HTMLResponse:
    """Return a page, or one ``block`` of it for a part that is replaced in place."""
    language = language_of(request)
    context = {**_words_and_filters(language), **_request_context(request, language), **data}
    found = templates().get_template(template)
    html = "".join(found.blocks[block](found.new_context(context))) if block else found.render(context)
    response = HTMLResponse(html, status_code=status_code)
    response.headers["vary"] = "Accept-Language, Cookie, HX-Request"
    response.headers["content-language"] = HTML_LANGUAGE[language]
    _keep_language(request, response)
    forms.keep_visit(request, response)
    if context["caller"].account_id is not None or template.startswith(PRIVATE):
        response.headers["cache-control"] = "private, no-store"
    return response


def is_part(request: Request) -> bool:
    """Say whether only a part of the page was asked for (by htmx, and not when going back in history)."""
    return (
        request.headers.get("hx-request") == "true"
        and request.headers.get("hx-history-restore-request") != "true"
    )


def prefers_table(request: Request) -> bool:
    """Say whether a caller of the API takes a table and no JSON."""
    accepted = request.headers.get("accept", "").lower()
    return "text/csv" in accepted and "application/json" not in accepted


@cache
def templates() -> Environment:
    """Return the template environment; a name that is missing is an error, never an empty text."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def source(text: str | None) -> Markup:
    """Return words of a Chinese source, marked as such so that they are read aloud and set rightly."""
    return Markup('<span lang="zh-CN">{}</span>').format(text or "")


def coded(text: str) -> Markup:
    """Return our own words with what stands between backticks set as code."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else part for index, part in enumerate(parts)
    )


def gloss(unit: str | None) -> str | None:
    """Return what a unit as written means in English, ``None`` where it is not known."""
    found = find_unit(unit) if unit else None
    return found.gloss if found else None


def _words_and_filters(language: Language) -> dict[str, Any]:
    """Return what every template may call, in one language."""
    return {
        "lang": language,
        "html_lang": HTML_LANGUAGE[language],
        "t": partial(words, language),
        "number": partial(write.number, language=language),
        "rounded": partial(write.rounded, language=language),
        "percent": partial(write.percent, language=language),
        "signed": partial(write.signed, language=language),
        "bounded": partial(write.bounded, language=language),
        "day": partial(write.day, language=language),
        "moment": partial(write.moment, language=language),
        "period": partial(write.period, language=language),
        "year": write.year,
        "published": partial(write.published, language=language),
        "say": partial(evaluation_words.text, language=language),
        "disagreement_word": partial(disagreement_words.word, language=language),
        "explained": partial(disagreement_words.explanation, language=language),
        "verdict_word": partial(status.verdict_word, language=language),
        "reason_word": partial(status.reason_word, language=language),
        "verdict_of": status.verdict_of,
        "reason_of": status.reason_of,
        "row_symbol": status.row_symbol,
        "row_tone": status.row_tone,
        "side_symbol": status.side_symbol,
        "side_tone": status.side_tone,
        "then_words": partial(change_words, language=language),
        "tone": status.tone,
        "symbol": status.symbol,
        "grounds": partial(words_of, language=language),
        "english": english,
        "gloss": gloss,
        "quoted": quoted,
        "source": source,
        "coded": coded,
        "asset": asset,
        "vendor": vendor,
    }


def _request_context(request: Request, language: Language) -> dict[str, Any]:
    state = request.app.state
    times = getattr(request.state, "times", None) or _times_or_none(request)
    caller, mode = getattr(request.state, "caller", None) or Caller.anybody(), state.gate.mode()
    return {
        "request": request,
        "path": request.url.path,
        "times": times,
        "link": _linker(times),
        "switch": _switch(request, language),
        "read_only": state.read_only,
        "form_key": partial(forms.field, request),
        "menu": menu(_plan_base(request, times), caller, mode),
        "caller": caller,
        "may_sign_in": mode is Mode.ACCOUNTS,
        "reads_facts": reads_facts(caller, mode),
        "zone": ZONE,
        "version": __version__,
    }


def _times_or_none(request: Request) -> Times:
    """Return the times of the address, or none asked where they cannot be read (on the error page)."""
    try:
        return read_times(request.query_params, request.app.state.clock())
    except LuoshiError:
        return read_times({}, request.app.state.clock())


def _plan_base(request: Request, times: Times) -> str | None:
    """Return the address of the plan a page is about, of the ledger's main plan on any other page."""
    place, plan = (request.path_params.get(name) for name in ("place", "plan"))
    try:
        if place and plan:
            return f"/{place}/{plan}"
        leading = request.app.state.desk.leading_plan(times)
    except LuoshiError:
        return None
    return base_of(leading) if leading else None


def _linker(times: Times) -> Callable[..., str]:
    """Return ``link``: an address within the pages that carries the three times along."""

    def link(path: str, fragment: str | None = None, /, **more: str | int | None) -> str:
        return path + times.query(**more) + (f"#{fragment}" if fragment else "")

    return link


def _switch(request: Request, language: Language) -> str:
    """Return the address of this page in the other language."""
    other = next(code for code in LANGUAGES if code != language)
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{request.url.path}?{urlencode([*pairs, ('lang', other)])}"


def _keep_language(request: Request, response: HTMLResponse) -> None:
    asked = request.query_params.get("lang")
    if asked in LANGUAGES and request.cookies.get(COOKIE) != asked:
        response.set_cookie(COOKIE, asked, max_age=YEAR_IN_SECONDS, httponly=True, samesite="lax")
