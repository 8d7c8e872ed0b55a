"""What a search found, with where each hit leads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from luoshi.ledger import views
from luoshi.ledger.records import Hit
from luoshi.web.desk import Desk
from luoshi.web.times import Times


class Finder:
    """Knows where hits lead, as of the times of a question."""

    def __init__(self, desk: Desk, times: Times) -> None:
        self._desk, self._times = desk, times
        self._plans = {one.id: one for one in desk.plans(times)}
        self._slugs = cache(self._read_slugs)

    def indicator(self, hit: Hit) -> str | None:
        """Return the indicator of a hit as ``place/plan/slug``."""
        plan = self._plans.get(hit.plan_id or "")
        slug = self._slugs(plan.id).get(hit.indicator_id or "") if plan else None
        return f"{plan.place_slug}/{plan.slug}/{slug}" if plan and slug else None

    def address(self, hit: Hit) -> str:
        """Return where the words of a hit are shown, or the page of its indicator."""
        if named := self.indicator(hit):
            return f"/{named}{self._times.query()}"
        page = f"/documents/{quote(hit.document_key or '')}"
        if hit.start is None or hit.end is None or hit.start >= hit.end:
            return page + self._times.query()
        return page + self._times.query(words=f"{hit.start}-{hit.end}") + "#words"

    def _read_slugs(self, plan_id: str) -> Mapping[str, str]:
        found = views.indicators(self._desk.ledger, plan_id, cut=self._times.cut)
        return {one.id: one.slug for one in found}
