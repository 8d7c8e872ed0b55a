"""The method a plan or an indicator is judged by, where somebody chose another one than the time path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.model import ObservationInput, Result, TargetInput
from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.rules.packs.course import Beside
from luoshi.evaluation.side_by_side import TIME_PATH, Side, beside_of, of_pack
from luoshi.ledger.records import IndicatorView
from luoshi.ledger.views.choices import MethodChoice


def choice_for(choices: Iterable[MethodChoice], indicator_id: str) -> MethodChoice | None:
    """Return the choice that counts for an indicator: its own, else its plan's; ``None`` without any."""
    held = {one.indicator_id: one for one in choices if one.method is not None}
    return held.get(indicator_id) or held.get(None)


def method_of(choice: MethodChoice | None) -> str:
    """Return the name of the method that judges."""
    return (choice.method if choice else None) or TIME_PATH


def title_of(method: str, language: Language) -> str:
    """Return what a method is called."""
    if method == TIME_PATH:
        return words.text("method", "time_path", language)
    return registry.load(method).text("title", language)


def chosen_sides(
    choice: MethodChoice | None,
    indicator: IndicatorView,
    targets: Sequence[TargetInput],
    results: Sequence[Result],
    observations: Iterable[ObservationInput],
    peers: Mapping[str, tuple[Decimal, ...]] | None = None,
    cuts: Mapping[int, str] | None = None,
) -> Mapping[str, Side]:
    """Return what the chosen method says of each target, by its id; nothing where the time path judges.

    Args:
        choice: Of the method; ``None``: the time path.
        indicator: Whose targets they are.
        targets: The targets.
        results: What the time path found of each.
        observations: Every figure of the indicator.
        peers: Figures of other places by target.
        cuts: Years at which its figures break, by kind.
    """
    method = method_of(choice)
    if method == TIME_PATH:
        return {}
    figures = tuple(observations)
    pairs = zip(targets, results, strict=True)

    def beside(target: TargetInput) -> Beside:
        others = (peers or {}).get(target.id, ())
        return beside_of(indicator.name, target, figures, indicator.concept, others, cuts)

    return {target.id: of_pack(method, target, result, figures, beside(target)) for target, result in pairs}


def chosen_words(choice: MethodChoice, language: Language) -> str:
    """Return who chose the method, when and why."""
    return words.text(
        "method",
        "chosen_indicator" if choice.indicator_id else "chosen_plan",
        language,
        title=title_of(method_of(choice), language),
        actor=choice.entry.actor,
        day=words.day(choice.entry.recorded.date(), language),
        reason=choice.entry.reason.rsplit(" — ", 1)[-1],
        number=choice.entry.number,
    )
