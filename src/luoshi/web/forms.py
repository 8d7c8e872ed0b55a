"""Forms that only our own pages can send: a key in each form, bound to the browser that was given it.

The double-submitted cookie signed by itself follows OWASP's Cross-Site Request Forgery Prevention Cheat
Sheet; where a browser says from which site it sends, that is looked at first.
"""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from luoshi.access.secrets_kept import new_secret
from luoshi.errors import LuoshiError
from luoshi.web.gate import needs_tls, session_of

FIELD, HEADER = "form_key", "x-form-key"
VISIT = "luoshi_visit"
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
SIMPLE = ("", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
"""Content types that a page of another site may send without being asked first by the browser."""


def text_of(form: FormData, name: str) -> str:
    """Return what a field of a form says, without blanks around it; of a file nothing."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def key_for(secret: str) -> str:
    """Return the key of forms for the browser that carries this secret in a cookie."""
    return hmac.new(secret.encode(), b"luoshi form", "sha256").hexdigest()


def key_of(request: Request) -> str:
    """Return the key of forms on a page; a browser without a cookie is given one with the answer."""
    secret = session_of(request) or request.cookies.get(VISIT, "") or getattr(request.state, "visit", "")
    if not secret:
        secret = request.state.visit = new_secret()
    return key_for(secret)


def field(request: Request) -> Markup:
    """Return the hidden field that every form of a page carries.

    On a page that is kept for other readers, too, a gap stands in it that is filled for each of them.
    """
    value = getattr(request.state, "gap", None) or key_of(request)
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, value)


def keep_visit(request: Request, response: Response) -> None:
    """Give the browser the cookie to which the page's forms are bound."""
    visit = getattr(request.state, "visit", "")
    if visit:
        response.set_cookie(VISIT, visit, httponly=True, samesite="strict", secure=needs_tls(request))


async def check(request: Request) -> None:
    """Refuse what another site sent; raises ``form-foreign``.

    A call with a token carries no cookie that another site could make use of.
    """
    if request.method in HARMLESS or request.headers.get("authorization", "").lower().startswith("bearer "):
        return
    if _from_elsewhere(request):
        raise LuoshiError("form-foreign")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in SIMPLE:
        return
    given = request.headers.get(HEADER, "")
    if not given and kind in SIMPLE[1:3]:
        value = (await request.form()).get(FIELD, "")
        given = "" if isinstance(value, UploadFile) else str(value)
    secret = session_of(request) or request.cookies.get(VISIT, "")
    if not secret or not hmac.compare_digest(given.encode(), key_for(secret).encode()):
        raise LuoshiError("form-foreign")


def _from_elsewhere(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
