"""What people enter about plans and targets: each with who, why and an entry of the journal.

What a document says is read by a build and never overwritten: a correction is a new row that takes the
place of the one before, and the history shows both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Table, select

from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.columns_of import nature_of, period_columns, published_columns
from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.identity import entered, named
from luoshi.ledger.records import Entry, IndicatorView, PlanView, TargetView
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import citation, place, plan_detail, release, target, target_part
from luoshi.ledger.views.reading import View, view
from luoshi.vocabulary.concepts import known
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.words import Comparator, Trust

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

Division = Literal["year", "place", "unit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The paper something rests on: who published it, its title, when, and how far it is trusted."""

    title: str
    publisher: str | None = None
    published: str | None = None
    address: str | None = None
    trust: Trust = "C"

    def row(self) -> Row:
        """Return the row of the cited source; equal papers share one."""
        values = {
            "publisher": self.publisher,
            "title": self.title,
            **published_columns(self.published),
            "source": self.address,
            "trust": self.trust,
            "evidence": "cited",
        }
        parts = (self.publisher, self.title, self.published, self.address, self.trust, "cited")
        return Row(table="citation", values={"id": named("citation", *parts), **values})


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a target to enter."""

    name: str
    value: Decimal
    comparator: Comparator = "eq"


def succeed(
    ledger: Ledger,
    plan: PlanView,
    title: str,
    on: date,
    *,
    actor: str,
    reason: str,
    by: PlanView | None = None,
) -> Entry:
    """Record that another plan took a plan's place on a day.

    Args:
        ledger: Open for writing.
        plan: The plan that was succeeded.
        title: Of the plan that took its place.
        on: The day it did.
        by: That plan, where it is in the ledger.
        actor: Who enters it.
        reason: Why, with the source.

    Raises:
        LuoshiError: What ``Ledger.append`` raises.
    """
    with view(ledger, NOW) as seen:
        standing = _standing(seen, plan_detail, plan_detail.c.plan_id == plan.id)
    before = standing[-1]
    values = _kept(before, "title", "issuer", "published_text")
    values |= {name: _day(before[name]) for name in ("published_first", "published_last")}
    values |= {"plan_id": plan.id, "supersedes": before["id"], "id": entered()}
    values["succeeded_by"] = {"title": title, "date": on.isoformat()} | ({"plan": by.slug} if by else {})
    said = f"接续规划 / succeeded: {plan.slug} — {reason}"
    return ledger.append([Row(table="plan_detail", values=values)], actor=actor, reason=said)


def relate(
    ledger: Ledger,
    plan: PlanView,
    kind: Literal["higher", "lower"],
    *,
    actor: str,
    reason: str,
    other: PlanView | None = None,
    title: str | None = None,
    issuer: str | None = None,
    published: str | None = None,
) -> Entry:
    """Record a plan above or below a plan; one in the ledger, or one named by its title.

    Raises:
        LuoshiError: ``date-unknown``; what ``Ledger.append`` raises.
    """
    dates = published_columns(published)
    if other is not None and other.published is not None:
        dates = {
            "published_text": other.published.text,
            "published_first": other.published.first,
            "published_last": other.published.last,
        }
    values = {
        "id": entered(),
        "plan_id": plan.id,
        "kind": kind,
        "other_id": other.id if other else None,
        "title": title or (other.title if other else None),
        "issuer": issuer or (other.issuer if other else None),
        **dates,
    }
    said = f"上下位规划 / related: {plan.slug} — {reason}"
    return ledger.append([Row(table="plan_relation", values=values)], actor=actor, reason=said)


def revise(
    ledger: Ledger,
    indicator: IndicatorView,
    aim: TargetView,
    value: Decimal,
    basis: Basis,
    *,
    actor: str,
    reason: str,
    comparator: Comparator = "eq",
) -> Entry:
    """Put another value in the place of a target; the one before stays in the history.

    Raises:
        LuoshiError: ``ledger-conflict`` when somebody else revised it meanwhile; what ``append`` raises.
    """
    with view(ledger, NOW) as seen:
        (before,) = _standing(seen, target, target.c.id == aim.id)
    source = basis.row()
    values = _kept(before, "indicator_id", "role", "kind", "frequency", "nature", "period", "strength")
    values |= {name: _day(before[name]) for name in ("period_start", "period_end")}
    values |= {
        "id": entered(),
        "value": value,
        "comparator": comparator,
        "citation_id": source.values["id"],
        "supersedes": before["id"],
    }
    rows = [*ledger.missing([source]), Row(table="target", values=values)]
    said = f"目标调整 / target revised: {indicator.name} {aim.period} — {reason}"
    return ledger.append(rows, actor=actor, reason=said)


def divide(
    ledger: Ledger,
    indicator: IndicatorView,
    aim: TargetView,
    division: Division,
    shares: Sequence[Share],
    basis: Basis,
    *,
    actor: str,
    reason: str,
    partial: bool = False,
) -> Entry:
    """Record what is expected of years, places or units; a share entered before is revised.

    Args:
        ledger: Open for writing.
        indicator: Whose target it is.
        aim: The target.
        division: Into what; for ``year`` the names of shares are years.
        shares: All together or none.
        basis: Where they are set.
        actor: Who enters them.
        reason: Why.
        partial: Whether some shares are still missing, so that their sum is not checked.

    Raises:
        LuoshiError: ``parts-differ`` when an additive target is not the sum of its parts; ``period-unknown``
            for a year that is none; what ``append`` raises.
    """
    from luoshi.ledger.dividing import check_sum

    with view(ledger, NOW) as seen:
        held = {
            (row["name"], row["period"]): row
            for row in _standing(
                seen,
                target_part,
                target_part.c.target_id.in_(_versions(seen, aim.id)) & (target_part.c.division == division),
            )
        }
        places = _places(seen, [one.name for one in shares]) if division == "place" else {}
    if not partial:
        check_sum(indicator, aim, division, shares, held.values())
    source = basis.row()
    rows = ledger.missing([source])
    for one in shares:
        period = _period_of(indicator, aim, division, one)
        before = held.get((one.name, period.iso()))
        values = {
            "id": entered(),
            "target_id": aim.id,
            "division": division,
            "name": one.name,
            "place_id": places.get(one.name),
            **period_columns(period),
            "value": one.value,
            "comparator": one.comparator,
            "citation_id": source.values["id"],
            "supersedes": before["id"] if before else None,
        }
        rows.append(Row(table="target_part", values=values))
    said = f"目标分解 / target divided: {indicator.name} {aim.period} — {reason}"
    return ledger.append(rows, actor=actor, reason=said)


def publish(
    ledger: Ledger,
    source: str,
    publicity: str,
    released: date | None,
    *,
    actor: str,
    reason: str,
) -> Entry:
    """Say who may see what a source says, and from when.

    Args:
        ledger: Open for writing.
        source: Key of a document, or title of a cited source.
        publicity: 主动公开, 依申请公开 or 不予公开.
        released: The day from which on; ``None``: since it was published.
        actor: Who says so.
        reason: Why.

    Raises:
        LuoshiError: ``not-found``; what ``append`` raises.
    """
    found = _sources(ledger, source)
    with view(ledger, NOW) as seen:
        held = {
            row["row_id"]: row["id"] for row in _standing(seen, release, release.c.row_id.in_(list(found)))
        }
    rows = [
        Row(
            table="release",
            values={
                "id": entered(),
                "what": what,
                "row_id": key,
                "publicity": publicity,
                "released": released,
                "supersedes": held.get(key),
            },
        )
        for key, what in found.items()
    ]
    return ledger.append(rows, actor=actor, reason=f"公开属性 / release: {source} — {reason}")


def _sources(ledger: Ledger, source: str) -> dict[str, str]:
    for one in views.documents(ledger):
        if one.key == source:
            return {one.id: "document"}
    with view(ledger, NOW) as seen:
        cited = seen.rows(select(citation.c.id).where(citation.c.title == source))
    if not cited:
        raise LuoshiError("not-found", what=source)
    return {row["id"]: "citation" for row in cited}


def _standing(seen: View, table: Table, condition: Any) -> list[Mapping[str, Any]]:
    question = select(table).where(condition, stands(table, seen.bounds))
    return [dict(row) for row in seen.rows(question.order_by(table.c.entry, table.c.position))]


def _versions(seen: View, identity: str) -> list[str]:
    """Return a target with those whose place it took, so that a revision keeps the parts."""
    found = [identity]
    while True:
        before = seen.rows(select(target.c.supersedes).where(target.c.id == found[-1]))
        if not before or before[0]["supersedes"] is None:
            return found
        found.append(before[0]["supersedes"])


def _kept(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _period_of(indicator: IndicatorView, aim: TargetView, division: Division, one: Share) -> Period:
    nature = nature_of(known(indicator.concept), indicator.measure)
    return Period.parse(one.name if division == "year" else aim.period, nature)


def _places(seen: View, names: Iterable[str]) -> dict[str, str]:
    rows = seen.some(select(place.c.id, place.c.name), place.c.name, names)
    return {row["name"]: row["id"] for row in rows}
