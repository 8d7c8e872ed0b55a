"""What a plan of a ledger says, in the form in which two plans are compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from luoshi.documents.model import Document
from luoshi.ledger import views
from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.differing.model import Aim, Measured, Place, Side, Task
from luoshi.ledger.differing.quoting import Words, box_of, without_date, words_of
from luoshi.ledger.layers import layer_of
from luoshi.ledger.records import ActionView, Anchor, Cut, IndicatorView, PlanView, StatementView, TargetView
from luoshi.ledger.schema import anchor, document, edition, indicator, indicator_link, target
from luoshi.ledger.searching.texts import readable
from luoshi.ledger.views.reading import view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


def side_of_plan(ledger: Ledger, plan: PlanView, *, cut: Cut = NOW, document: Document | None = None) -> Side:
    """Return what a plan's own document says: its targets, of whichever plan's indicator, and its tasks.

    Args:
        ledger: Holds the plan.
        plan: The plan.
        cut: As of when.
        document: The document, where it has been read already.
    """
    return Side(
        key=plan.slug,
        title=plan.title,
        region=plan.place,
        place_slug=plan.place_slug,
        measured=tuple(_Kept(ledger, plan, cut, Words(document or _document(ledger, plan, cut))).measured()),
        tasks=tuple(_task(one, plan) for one in views.actions(ledger, plan.id, cut=cut, forms=views.FORMS)),
    )


def _document(ledger: Ledger, plan: PlanView, cut: Cut) -> Document | None:
    kept = views.document(ledger, plan.document_key, cut=cut)
    data = views.original_bytes(ledger, kept.edition_id, cut=cut)
    found = readable(data, kept.file, layer_of(ledger, hashlib.sha256(data).hexdigest()))
    return found.document if found else None


@dataclass(frozen=True, slots=True)
class _Kept:
    """The targets that stand in a plan's document."""

    ledger: Ledger
    plan: PlanView
    cut: Cut
    words: Words

    def measured(self) -> Iterator[Measured]:
        said = {
            one.id: one
            for one in views.statements(self.ledger, self.plan.document_key, cut=self.cut)
            if one.kind == "target"
        }
        undated = self._undated(said)
        for identity in (self.plan.id, *self._others(list(undated))):
            for one in views.indicators(self.ledger, identity, cut=self.cut):
                aims = [self._aim(one, *pair, said) for pair in self._own(one)]
                aims += [
                    without_date(said, said.anchor.quote, self._place(said.anchor))
                    for said in undated.get(one.id, ())
                ]
                if aims or identity == self.plan.id:
                    yield _measured(one, aims, own=identity == self.plan.id)

    def _own(self, one: IndicatorView) -> Iterator[tuple[str, TargetView, Anchor]]:
        kept = [("baseline", one.baseline)] if one.baseline else []
        for role, found in [*kept, *(("target", found) for found in one.targets)]:
            words = found.citation.anchor
            if words is not None and words.document_key == self.plan.document_key:
                yield role, found, words

    def _others(self, linked: list[str]) -> list[str]:
        """Return the other plans of whose indicators this plan's document sets a target."""
        with view(self.ledger, self.cut) as seen:
            dated = (
                select(indicator.c.plan_id)
                .distinct()
                .join(target, target.c.indicator_id == indicator.c.id)
                .join(anchor, anchor.c.id == target.c.anchor_id)
                .join(edition, edition.c.id == anchor.c.edition_id)
                .join(document, document.c.id == edition.c.document_id)
                .where(document.c.key == self.plan.document_key, stands(target, seen.bounds))
            )
            rows = [*seen.rows(dated), *seen.some(select(indicator.c.plan_id), indicator.c.id, linked)]
        return sorted({row["plan_id"] for row in rows} - {self.plan.id})

    def _undated(self, said: dict[str, StatementView]) -> dict[str, list[StatementView]]:
        """Return by indicator the target sentences that give no time, so that no target came of them."""
        found: dict[str, list[StatementView]] = {}
        wanted = [key for key, one in said.items() if one.period is None]
        with view(self.ledger, self.cut) as seen:
            question = (
                select(indicator_link.c.indicator_id, indicator_link.c.reading_id)
                .where(stands(indicator_link, seen.bounds), indicator_link.c.accepted == 1)
                .order_by(indicator_link.c.indicator_id, indicator_link.c.reading_id)
            )
            for row in seen.some(question, indicator_link.c.reading_id, wanted):
                found.setdefault(row["indicator_id"], []).append(said[row["reading_id"]])
        return {key: sorted(some, key=lambda one: one.anchor.start) for key, some in found.items()}

    def _aim(
        self, one: IndicatorView, role: str, found: TargetView, words: Anchor, said: dict[str, StatementView]
    ) -> Aim:
        statement = said.get(found.statement_id or "")
        return Aim(
            role="baseline" if role == "baseline" else "target",
            period=found.period,
            value=found.value,
            upper=found.upper,
            unit=statement.unit if statement is not None and statement.unit else one.unit,
            comparator=found.comparator,
            kind=found.kind,
            strength=found.strength,
            written=" ".join((found.written or words.quote).split()),
            place=self._place(words, one.anchor if one.origin == "table" else None),
        )

    def _place(self, words: Anchor, row: Anchor | None = None) -> Place:
        within = (
            row is not None and row.edition_id == words.edition_id and row.start <= words.start <= row.end
        )
        return Place(
            document=self.plan.document_key,
            start=words.start,
            end=words.end,
            sentence=self.words.row(row.start, row.end)
            if row is not None and within
            else self.words.sentence(words.start, words.end),
        )


def _measured(one: IndicatorView, aims: list[Aim], *, own: bool) -> Measured:
    return Measured(
        name=one.name,
        concept=one.concept,
        unit=one.unit,
        measure=one.measure,
        basis=one.basis,
        region=one.more.get("place"),
        attribute=one.attribute,
        aims=tuple(aims),
        slug=one.slug if own else None,
    )


def _task(one: ActionView, plan: PlanView) -> Task:
    return Task(
        name=one.name,
        text=one.text,
        form=one.terms.form,
        box=box_of(one),
        deadline=one.terms.deadline,
        strength=one.strength,
        lead=one.terms.lead,
        place=Place(
            document=plan.document_key, start=one.anchor.start, end=one.anchor.end, sentence=words_of(one)
        ),
        slug=one.slug,
    )
