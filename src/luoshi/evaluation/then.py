"""How a target was judged as of a day then, how it is judged as of that day with today's data, and why.

Three judgements of one target: by what was known on a day, by what is known now about that day, and now. What
lies between the first two is a list of changes: figures that came, were revised or went, and other targets. A
change *decides* when it alone, put to what was known then, gives today's verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from luoshi.errors import Language, LuoshiError
from luoshi.evaluation import words
from luoshi.evaluation.chosen import chosen_sides
from luoshi.evaluation.explain import explained
from luoshi.evaluation.integrity.cuts import Cuts
from luoshi.evaluation.model import ObservationInput, Result, TargetInput
from luoshi.evaluation.parameters import load
from luoshi.evaluation.rows import name_of
from luoshi.evaluation.run import ZONE, Assessment, Dossier, assess, assess_indicator
from luoshi.evaluation.side_by_side import Side, of_time_path
from luoshi.ledger import views
from luoshi.ledger.records import Citation, Cut, IndicatorView, PlanView
from luoshi.ledger.store import Ledger
from luoshi.ledger.views.choices import MethodChoice
from luoshi.vocabulary.period import Period

Kind = Literal["came", "revised", "went", "read_anew", "target", "method"]
"""A figure came, was revised, went, or counts otherwise; the target is another one; the method is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that is known otherwise now than it was then.

    Attributes:
        before, after: Values, in the indicator's unit; ``None`` where there is none.
        source: Of the newer figure, or of the one that went.
        decides: Whether it alone gives the verdict as it is with today's data.
    """

    kind: Kind
    period: Period | None
    before: Decimal | None
    after: Decimal | None
    source: Citation | None = None
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """A target judged then, with today's data, and now, each by the method that counted.

    Attributes:
        on: The day looked back to.
        known: As it was judged by what was known on that day; ``None``: the target was not known yet.
        hindsight: As of that day by what is known now.
        now: As of the evaluation date.
        changes: What lies between ``known`` and ``hindsight``.
    """

    dossier: Dossier
    target: TargetInput
    on: date
    known: Side | None
    hindsight: Side
    now: Side
    changes: tuple[Change, ...]

    @property
    def changed(self) -> bool:
        """Whether the verdict of then is another one with today's data."""
        return self.known is None or _answer(self.known) != _answer(self.hindsight)

    def told(self, language: Language) -> str:
        """Return in words what changed the verdict, or that nothing did."""
        if self.known is None:
            return words.text("then", "unknown", language)
        if not self.changed:
            return words.text("then", "same_with" if self.changes else "same", language)
        deciding = [one for one in self.changes if one.decides]
        code = "decided" if deciding else "together"
        said = [change_words(one, self.target.unit, language) for one in deciding or self.changes]
        return words.text("then", code, language, what=("；" if language == "zh" else "; ").join(said))


def cut_of(on: date, held: bool = False) -> Cut:
    """Return the cut of a day: what the public could know by then, or what this ledger held."""
    if held:
        return Cut(at=on, recorded_by=datetime.combine(on, time.max, ZONE))
    return Cut(at=on, published_by=on)


def looked_back(
    ledger: Ledger, plan: PlanView, on: date, cut: Cut = views.NOW, *, held: bool = False
) -> tuple[Then, ...]:
    """Judge every target of a plan then, with today's data, and now, in the plan's order.

    Args:
        ledger: The ledger.
        plan: The plan.
        on: The day looked back to.
        cut: Of now: today's data as of ``cut``.
        held: By what this ledger held then, instead of what the public could know.

    Raises:
        LuoshiError: ``recorded-before-first-entry``.
    """
    now = assess(ledger, plan, cut)
    hindsight = assess(ledger, plan, replace(cut, at=on))
    before = _before(ledger, plan, cut_of(on, held))
    return tuple(
        one
        for dossier in now.dossiers
        for one in _of(dossier, before.get(dossier.indicator.id), _find(hindsight, dossier.indicator.id), on)
    )


def _before(ledger: Ledger, plan: PlanView, cut: Cut) -> Mapping[str, Dossier]:
    """Return what was known then; nothing where the plan itself was not known."""
    try:
        known = views.plan(ledger, plan.slug, cut=cut)
    except LuoshiError as error:
        if error.problem.code != "not-found":
            raise
        return {}
    return {one.indicator.id: one for one in assess(ledger, known, cut).dossiers}


def _find(assessment: Assessment, identity: str) -> Dossier:
    return next(one for one in assessment.dossiers if one.indicator.id == identity)


def _of(now: Dossier, before: Dossier | None, hindsight: Dossier, on: date) -> Iterable[Then]:
    """Yield one for the first target of each period, which is the plan's own."""
    periods: set[str] = set()
    for target in now.targets:
        if target.period.iso() in periods:
            continue
        periods.add(target.period.iso())
        earlier = before and next((one for one in before.targets if _same_aim(one, target)), None)
        behind = _side(hindsight, target.id)
        known = _side(before, earlier.id) if before and earlier else None
        yield Then(
            dossier=now,
            target=target,
            on=on,
            known=known,
            hindsight=behind,
            now=_side(now, target.id),
            changes=_changes(before, earlier, hindsight, target, behind, on) if before and earlier else (),
        )


def _same_aim(one: TargetInput, other: TargetInput) -> bool:
    return one.id == other.id or one.period == other.period


def _side(dossier: Dossier, target_id: str) -> Side:
    """Return what the method that counts says of a target."""
    if target_id in dossier.sides:
        return dossier.sides[target_id]
    pairs = zip(dossier.targets, dossier.results, strict=True)
    return next(of_time_path(target, result) for target, result in pairs if target.id == target_id)


Answer = tuple[str, str, str | None]


def _answer(side: Side) -> Answer:
    return side.method, side.grade, side.reason


def _changes(
    before: Dossier, earlier: TargetInput, after: Dossier, target: TargetInput, behind: Side, on: date
) -> tuple[Change, ...]:
    """Return every change, those that decide marked."""
    then = {key: one for key, one in before.inputs.items() if _about(one, on)}
    found = _figures(before, then, after, on)
    if earlier != replace(target, id=earlier.id):
        found.append((_aim(earlier, target, after), lambda figures: figures, True))
    method = _method(before.choice, after.choice)
    if method:
        found.append((method, lambda figures: figures, False))

    def decides(apply: Apply, other_aim: bool, change: Change) -> bool:
        choice = after.choice if change.kind == "method" else before.choice
        aim = target if other_aim else earlier
        figures = apply(then).values()
        return _judged(before, choice, aim, figures, on, after.cuts) == _answer(behind)

    same = _answer(behind) == _judged(before, before.choice, earlier, then.values(), on, before.cuts)
    return tuple(
        replace(change, decides=not same and decides(apply, other, change)) for change, apply, other in found
    )


Figures = Mapping[str, ObservationInput]
Apply = Callable[[Figures], Figures]


def _figures(before: Dossier, then: Figures, after: Dossier, on: date) -> list[tuple[Change, Apply, bool]]:
    now = {key: one for key, one in after.inputs.items() if _about(one, on)}
    came = [one for key, one in now.items() if key not in then]
    went = [one for key, one in then.items() if key not in now]
    found: list[tuple[Change, Apply, bool]] = []
    for one in came:
        old = next((other for other in went if _same_fact(other, one)), None)
        if old is not None:
            went.remove(old)
        kind: Kind = "revised" if old else "came"
        found.append((_figure(kind, old, one, after), _swap(old, one), False))
    found += [(_figure("went", one, None, before), _swap(one, None), False) for one in went]
    for key in then.keys() & now.keys():
        if then[key] != replace(now[key], recorded=then[key].recorded):
            change = _figure("read_anew", then[key], now[key], after)
            found.append((change, _swap(then[key], now[key]), False))
    return sorted(found, key=lambda one: (str(one[0].period), one[0].kind, str(one[0].after)))


def _about(figure: ObservationInput, on: date) -> bool:
    """Whether a figure may count as of a day: one about a later time does not."""
    return figure.period is None or figure.period.last_day <= on


def _same_fact(one: ObservationInput, other: ObservationInput) -> bool:
    return one.period == other.period and one.name == other.name and one.definition == other.definition


def _swap(old: ObservationInput | None, new: ObservationInput | None) -> Apply:
    def apply(figures: Figures) -> Figures:
        kept = {key: one for key, one in figures.items() if old is None or key != old.id}
        return kept | ({new.id: new} if new else {})

    return apply


def _figure(
    kind: Kind, old: ObservationInput | None, new: ObservationInput | None, dossier: Dossier
) -> Change:
    shown = new or old
    assert shown is not None
    view = next((one for one in dossier.observations if one.id == shown.id), None)
    return Change(
        kind=kind,
        period=shown.period,
        before=old.value if old else None,
        after=new.value if new else None,
        source=view.citation if view else None,
    )


def _aim(earlier: TargetInput, target: TargetInput, after: Dossier) -> Change:
    view = next((one for one in after.indicator.targets if one.id == target.id), None)
    return Change(
        kind="target",
        period=target.period,
        before=earlier.value,
        after=target.value,
        source=view.citation if view else None,
    )


def _method(before: MethodChoice | None, after: MethodChoice | None) -> Change | None:
    if (before and before.method) == (after and after.method):
        return None
    return Change(kind="method", period=None, before=None, after=None)


def _judged(
    dossier: Dossier,
    choice: MethodChoice | None,
    target: TargetInput,
    figures: Iterable[ObservationInput],
    on: date,
    cuts: Cuts,
) -> Answer:
    known = tuple(figures)
    result: Result = explained(target, known, at=on, parameters=load(), cuts=cuts)
    sides = chosen_sides(choice, dossier.indicator, (target,), (result,), known, dossier.peers, cuts)
    return _answer(sides.get(target.id) or of_time_path(target, result))


def change_words(change: Change, unit: str | None, language: Language) -> str:
    """Return a change in words, with its source and when that came out."""

    def written(value: Decimal | None) -> str:
        return "—" if value is None else words.quantity(value, unit, language)

    published = change.source.published.text if change.source and change.source.published else None
    return words.text(
        "then",
        change.kind,
        language,
        period=words.period(change.period, language) if change.period else "—",
        before=written(change.before),
        after=written(change.after),
        published=words.text("then", "published" if published else "undated", language, date=published)
        if change.source
        else "",
    )


def records(found: Sequence[Then], language: Language) -> list[dict[str, Any]]:
    """Return a row for each target: its three verdicts, whether the first changed, and by what."""
    return [
        {
            "plan_no": one.dossier.indicator.number,
            "indicator": name_of(one.dossier.indicator, language),
            "target_period": one.target.period.iso(),
            "on": one.on.isoformat(),
            "then": one.known.grade if one.known else None,
            "then_word": one.known.word[language] if one.known else None,
            "hindsight": one.hindsight.grade,
            "hindsight_word": one.hindsight.word[language],
            "now": one.now.grade,
            "now_word": one.now.word[language],
            "changed": one.changed,
            "changes": len(one.changes),
            "because": one.told(language),
        }
        for one in found
    ]


def of_indicator(
    ledger: Ledger, indicator: IndicatorView, on: date, cut: Cut = views.NOW, *, held: bool = False
) -> tuple[Then, ...]:
    """Judge the targets of one indicator then, with today's data, and now; raises like ``looked_back``."""
    now = assess_indicator(ledger, indicator, cut)
    hindsight = assess_indicator(ledger, indicator, replace(cut, at=on))
    return tuple(_of(now, _known_then(ledger, indicator, cut_of(on, held)), hindsight, on))


def _known_then(ledger: Ledger, indicator: IndicatorView, cut: Cut) -> Dossier | None:
    try:
        known = views.indicator(ledger, indicator.slug, plan_id=indicator.plan_id, cut=cut)
    except LuoshiError as error:
        if error.problem.code != "not-found":
            raise
        return None
    return assess_indicator(ledger, known, cut)
