"""Problems of a call as answers in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.errors import Problem
from luoshi.web.api.base import BothWords, Trouble

_EXPECTED: Mapping[str, str] = {
    "bool_parsing": "true | false",
    "float_parsing": "0.5",
    "int_parsing": "100",
    "missing": "…",
}
"""What may be given instead, by the kind of mistake; the same in every language."""


def trouble(problem: Problem) -> Trouble:
    """Return a problem as the API tells it."""
    return Trouble(
        code=problem.code,
        what=BothWords(zh=problem.what("zh"), en=problem.what("en")),
        do=BothWords(zh=problem.remedy("zh"), en=problem.remedy("en")),
    )


def problem_of(mistake: Mapping[str, Any]) -> Problem:
    """Return the problem that a value of a parameter has."""
    value = mistake.get("input")
    return Problem(
        code="parameter-invalid",
        detail={
            "name": str(mistake["loc"][-1]),
            "value": "" if value is None else str(value)[:40],
            "expected": _expected(str(mistake["type"]), mistake.get("ctx") or {}),
        },
    )


def _expected(kind: str, bounds: Mapping[str, Any]) -> str:
    if "expected" in bounds:
        return str(bounds["expected"]).replace("'", "").replace(" or ", ", ").replace(", ", " | ")
    for name, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<")):
        if name in bounds:
            return f"{sign} {bounds[name]}"
    if kind.startswith("date"):
        return "2025-12-31"
    return _EXPECTED.get(kind, "…")
