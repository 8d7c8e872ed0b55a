"""What the answer of each route rests on, where it is kept for the next reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from luoshi.ledger.touching import Touch

Ground = Literal["readings", "facts", "closings", "ledger", "staff"]
"""What an answer rests on.

readings: What documents say, and what people decided about it.
facts: That and figures: everything but what is still being reported.
closings: Facts, and which periods are closed.
ledger: Every entry of the journal.
staff: Every entry, and who holds which post.
"""

PLAN, API, API_PLAN = "/{place}/{plan}", "/api/v1", "/api/v1/plans/{place}/{plan}"

_READINGS = (
    "/demonstrations",
    "/documents",
    "/documents/{key}/original",
    "/method",
    API,
    f"{API}/openapi.json",
    f"{API}/achievements",
    f"{API}/documents",
    f"{API}/documents/{{key}}",
    f"{API}/promises",
    f"{API}/search",
    f"{API}/statements",
)

_FACTS = (
    "/compare",
    "/plans",
    "/projects",
    "/quality",
    "/corrections",
    "/totals",
    "/documents/{key}",
    "/search",
    PLAN,
    f"{PLAN}/about",
    f"{PLAN}/actions",
    f"{PLAN}/disagreements",
    f"{PLAN}/downloads/{{file}}",
    f"{PLAN}/outlook",
    f"{PLAN}/outlook/paper",
    f"{PLAN}/rollup",
    f"{PLAN}/{{indicator}}",
    f"{PLAN}/{{indicator}}/chart.json",
    f"{PLAN}/{{indicator}}/history",
    f"{API}/compare",
    f"{API}/documents/{{key}}/numbers",
    f"{API}/corrections",
    f"{API}/totals",
    f"{API}/places",
    f"{API}/plans",
    f"{API}/projects",
    API_PLAN,
    f"{API_PLAN}/actions",
    f"{API_PLAN}/composites",
    f"{API_PLAN}/disagreements",
    f"{API_PLAN}/gaps",
    f"{API_PLAN}/history",
    f"{API_PLAN}/indicators",
    f"{API_PLAN}/indicators/{{indicator}}",
    f"{API_PLAN}/indicators/{{indicator}}/explanation",
    f"{API_PLAN}/indicators/{{indicator}}/history",
    f"{API_PLAN}/indicators/{{indicator}}/outlook",
    f"{API_PLAN}/indicators/{{indicator}}/outlook/explanation",
    f"{API_PLAN}/indicators/{{indicator}}/parts",
    f"{API_PLAN}/indicators/{{indicator}}/then",
    f"{API_PLAN}/indicators/{{indicator}}/whatif",
    f"{API_PLAN}/links",
    f"{API_PLAN}/observations",
    f"{API_PLAN}/outlook",
    f"{API_PLAN}/relations",
    f"{API_PLAN}/results",
    f"{API_PLAN}/rollup",
)

KEPT: Mapping[str, Ground] = {
    **dict.fromkeys(_READINGS, "readings"),
    **dict.fromkeys(_FACTS, "facts"),
    "/collect/periods": "closings",
    "/gaps": "ledger",
    "/gaps.csv": "ledger",
    f"{API}/journal": "ledger",
    "/owners": "staff",
}
"""The routes whose answers are kept, and what these rest on; whatever is not named here is not kept."""

SPEAKING: frozenset[str] = frozenset({API, f"{API}/openapi.json"})
"""Answers of the API that are in the reader's language; all others are the same in every language."""


def state_of(ground: Ground, touch: Touch) -> str:
    """Return the hash of the last entry with something that answers of a ground rest on."""
    if ground == "readings":
        return touch.readings
    if ground == "facts":
        return touch.facts
    return touch.closings if ground == "closings" else touch.hash
