"""Sending a form as a browser does: with the key that a page gave it."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from luoshi.web.forms import FIELD, VISIT, key_for

VISITOR = "a browser"


def sent(client: TestClient, path: str, data: dict[str, Any] | None = None, **more: Any) -> Response:
    """Send a form from a page of the same site; redirects are not followed."""
    key = key_for(bound_to(client))
    return client.post(path, data={FIELD: key, **(data or {})}, follow_redirects=False, **more)


def bound_to(client: TestClient) -> str:
    """Return the cookie to which the forms of a browser are bound; it gets one where it has none."""
    cookies = dict(client.cookies.items())
    session = next((value for name, value in cookies.items() if name.endswith("luoshi_session")), None)
    if session is None and VISIT not in cookies:
        client.cookies.set(VISIT, VISITOR)
    return session or cookies.get(VISIT, VISITOR)
