"""Own styles, scripts and icons, and the libraries copied at set-up, each under a name that never changes.

An own file is linked as ``/static/css/site.css?v=<hash>``, a library carries its version in its name; both
may be kept for a year. Without the hash a file is checked again each time.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from luoshi.errors import LuoshiError

FOLDER = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def asset(path: str) -> str:
    """Return the address of an own static file with the hash of its content."""
    digest = hashlib.sha256((FOLDER / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={digest}"


@cache
def vendor(name: str) -> str:
    """Return the address of a library by its short name; raises ``front-end-missing``."""
    try:
        manifest = json.loads((FOLDER / "vendor" / "manifest.json").read_text(encoding="utf-8"))
        file = FOLDER / "vendor" / manifest["files"][name]
    except (OSError, KeyError, ValueError) as error:
        raise LuoshiError("front-end-missing") from error
    if not file.exists():
        raise LuoshiError("front-end-missing")
    return f"/static/vendor/{file.name}"


class KeptFiles(StaticFiles):
    """Static files that a browser keeps for a year when their address names their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file with its caching rule."""
        response = await super().get_response(path, scope)
        named = path.startswith("vendor") or "v" in QueryParams(scope["query_string"])
        response.headers["cache-control"] = FOR_EVER if named else "no-cache"
        return response
