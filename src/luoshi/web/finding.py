"""What a search found, as the page and the API show it: where each hit leads, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from luoshi.evaluation.rows import Row
from luoshi.ledger import views
from luoshi.ledger.records import DocumentView, Hit, PlanView, StatementView
from luoshi.web.desk import Desk
from luoshi.web.facts import PlanFacts
from luoshi.web.times import Times

NEAR = 6
"""Most names that are suggested where nothing was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a snippet; ``found`` when it answers the query."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link of a line: what it leads to, its address, and what is read there."""

    title: str
    address: str
    said: StatementView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something found, as a person sees it.

    Attributes:
        ways: More than one where several figures stand in the same words; a figure that nothing names
            has no title.
        plan, row: Of an indicator.
        document: Of words.
    """

    kind: str
    ways: tuple[Way, ...]
    snippet: tuple[Piece, ...]
    plan: PlanView | None = None
    row: Row | None = None
    document: DocumentView | None = None


class Finder:
    """Knows where hits lead, as of the times of a question.

    Args:
        desk: The pages' way to the ledger.
        times: Of the question.
        query: What was looked for; the reader then shows the very words within a paragraph.
    """

    def __init__(self, desk: Desk, times: Times, query: str = "") -> None:
        self._desk, self._times, self._query = desk, times, query
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
        find = self._query if hit.kind == "document" else None
        return page + self._times.query(words=f"{hit.start}-{hit.end}", find=find) + "#words"

    def lines(self, groups: Sequence[Sequence[Hit]]) -> list[Line]:
        """Return what a person sees of hits that share a line."""
        documents = {one.key: one for one in self._desk.documents(self._times)}
        ids = [hit.statement_id for group in groups for hit in group if hit.statement_id]
        said = views.statements_with(self._desk.ledger, ids, cut=self._times.cut)
        return [self._line(group, documents, said) for group in groups]

    def _line(
        self,
        group: Sequence[Hit],
        documents: Mapping[str, DocumentView],
        said: Mapping[str, StatementView],
    ) -> Line:
        hit = group[0]
        plan = self._plans.get(hit.plan_id or "")
        return Line(
            kind=hit.kind,
            ways=tuple(self._way(one, said.get(one.statement_id or "")) for one in group),
            snippet=tuple(pieces(hit.snippet, hit.marks)),
            plan=plan,
            row=self._facts(plan).row_of(hit.indicator_id) if plan and hit.indicator_id else None,
            document=documents.get(hit.document_key or ""),
        )

    def _way(self, hit: Hit, said: StatementView | None) -> Way:
        title = hit.title if said is None else said.indicator or ""
        return Way(title=title, address=self.address(hit), said=said)

    def _facts(self, plan: PlanView) -> PlanFacts:
        return self._desk.plan(plan.place_slug, plan.slug, self._times)

    def _read_slugs(self, plan_id: str) -> Mapping[str, str]:
        found = views.indicators(self._desk.ledger, plan_id, cut=self._times.cut)
        return {one.id: one.slug for one in found}


def together(hits: Iterable[Hit]) -> list[list[Hit]]:
    """Return hits by line: figures in the same words go together, in the order of the words."""
    shared: dict[object, list[Hit]] = {}
    for hit in hits:
        same = (hit.document_key, hit.snippet) if hit.kind == "statement" else hit
        shared.setdefault(same, []).append(hit)
    return [sorted(group, key=lambda hit: hit.start or 0) for group in shared.values()]


def pieces(snippet: str, marks: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """Cut a snippet at its marks; what parts the cells of a table becomes a space."""
    at = 0
    for start, end in (*marks, (len(snippet), len(snippet))):
        for first, last, found in ((at, start, False), (start, end, True)):
            if first < last:
                yield Piece(text=snippet[first:last].replace("\t", " ").replace("\n", " "), found=found)
        at = end


def near(query: str, names: Iterable[str]) -> list[str]:
    """Return the names that share most with a query, the first ones where none shares anything."""
    wanted = _pairs(query)
    every = list(dict.fromkeys(names))
    close = sorted(every, key=lambda name: -len(wanted & _pairs(name)))
    return close[:NEAR]


def _pairs(text: str) -> set[str]:
    """Return the characters of a text and its pairs of neighbours."""
    folded = "".join(text.casefold().split())
    return {*folded, *(folded[place : place + 2] for place in range(len(folded) - 1))}
