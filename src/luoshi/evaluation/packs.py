"""Judging by a published method: its grade, the record that explains it, and the way back from the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.errors import Language
from luoshi.evaluation.explain import frozen_cuts, frozen_inputs, thawed_cuts, thawed_inputs
from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.rules.exact import SIGNIFICANT, half_up
from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.rules.packs.course import Beside, course_of
from luoshi.evaluation.rules.packs.pack import Pack, Tone
from luoshi.evaluation.rules.packs.rating import Rating

_YEARS = frozenset({"year", "base_year", "from_year", "target_year"})
_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PackResult:
    """The answer of a pack on one target.

    Attributes:
        grade: One of the pack's grades, or ``not_available``, with its ``reason``.
        tone: On which side the grade falls when packs are compared.
        value, score: The pack's own measure and score, to twelve significant digits.
        record: Inputs with fact ids, pack and version, intermediate figures, thresholds, and the sentence
            in both languages under ``zh`` and ``en``.
    """

    pack: str
    version: str
    target_id: str
    grade: str
    tone: Tone
    reason: str | None
    value: Decimal | None
    score: Decimal | None
    record: dict[str, Any] = field(default_factory=dict)

    def word(self, language: Language) -> str:
        """Return the grade in words, with its reason where there is none."""
        return grade_word(registry.load(self.pack, self.version), self.grade, self.reason, language)


def judged(
    name: str,
    target: TargetInput,
    observations: Iterable[ObservationInput],
    *,
    at: date,
    beside: Beside | None = None,
    version: str | None = None,
) -> PackResult:
    """Let a pack judge a target and record why.

    Args:
        name: Of the pack.
        target: The target.
        observations: Every figure of its indicator.
        at: 评估基准日.
        beside: What is known beside them: limit, peers, bounds.
        version: Of the pack; the one in force if not given.

    Raises:
        KeyError: For an unknown pack or version.
    """
    pack, beside = registry.load(name, version), beside or Beside()
    figures = sorted(observations, key=lambda one: one.id)
    rating = registry.rate(course_of(target, figures, at=at, beside=beside), pack)
    return PackResult(
        pack=pack.name,
        version=pack.version,
        target_id=target.id,
        grade=rating.grade,
        tone=pack.grades[rating.grade].tone,
        reason=rating.reason,
        value=_significant(rating.value),
        score=_significant(rating.score),
        record=_record(pack, rating, target, figures, at, beside),
    )


def recompute(record: Mapping[str, Any]) -> PackResult:
    """Compute a result again from its record alone, which may have been through JSON."""
    target, figures = thawed_inputs(record["inputs"])
    beside = _thawed_beside(record["inputs"]["beside"])
    at = date.fromisoformat(record["at"])
    return judged(record["pack"], target, figures, at=at, beside=beside, version=record["version"])


def grade_word(pack: Pack, grade: str, reason: str | None, language: Language) -> str:
    """Return a grade in the pack's words; where it is not available, with the reason."""
    word = pack.grades[grade].zh if language == "zh" else pack.grades[grade].en
    if reason is None:
        return word
    told = registry.reasons()[reason][language]
    return f"{word}（{told}）" if language == "zh" else f"{word}: {told}"


def filled(template: str, steps: Mapping[str, Any]) -> str:
    """Return a sentence with its figures: ``{name}`` a number, ``{name%}`` a share in per cent, — unknown."""
    values: defaultdict[str, str] = defaultdict(lambda: "—")
    for name, value in steps.items():
        values[name] = _shown(name, value)
        if isinstance(value, Decimal):
            values[f"{name}%"] = f"{_plain(half_up(value * 100, 1))}%"
    return template.format_map(values)


def _record(
    pack: Pack, rating: Rating, target: TargetInput, figures: list[ObservationInput], at: date, beside: Beside
) -> dict[str, Any]:
    return {
        "pack": pack.name,
        "version": pack.version,
        "at": at.isoformat(),
        "because": rating.because,
        "grade": rating.grade,
        "reason": rating.reason,
        "value": _text(rating.value),
        "score": _text(rating.score),
        "thresholds": {name: str(number) for name, number in pack.numbers.items()},
        "steps": {name: _text(value) for name, value in rating.steps.items() if value is not None},
        "inputs": frozen_inputs(target, figures) | {"beside": _frozen_beside(beside)},
        "zh": _sentence(pack, rating, "zh"),
        "en": _sentence(pack, rating, "en"),
    }


def _sentence(pack: Pack, rating: Rating, language: Language) -> str:
    word = grade_word(pack, rating.grade, rating.reason, language)
    stop = "。" if language == "zh" else "."
    if rating.reason is not None:
        return word + stop
    told = filled(pack.words["sentences"][rating.because][language], rating.steps)
    return told + ("：" if language == "zh" else ": ") + word + stop


def _shown(name: str, value: Any) -> str:
    if name in _YEARS or not isinstance(value, Decimal):
        return str(value)
    if len(value.as_tuple().digits) <= SIGNIFICANT.prec:
        return _plain(value)
    return _plain(half_up(value, max(_SHOWN - 1 - value.adjusted(), 0) if value else 0))


def _plain(value: Decimal) -> str:
    written = format(value, "f")
    if "." in written and "E" not in str(value):
        written = written.rstrip("0").rstrip(".")
    return "0" if written in ("", "-0") else written


def _significant(value: Decimal | None) -> Decimal | None:
    return None if value is None else SIGNIFICANT.plus(value)


def _text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(SIGNIFICANT.plus(value), "f")
    return value


def _frozen_beside(beside: Beside) -> dict[str, Any]:
    return {
        "limit": _exactly(beside.limit),
        "peers": [_exactly(value) for value in beside.peers],
        "bounds": [format(value, "f") for value in beside.bounds] if beside.bounds else None,
        "cuts": frozen_cuts(beside.cuts),
    }


def _thawed_beside(record: Mapping[str, Any]) -> Beside:
    bounds = record["bounds"]
    return Beside(
        limit=_number(record["limit"]),
        peers=tuple(_number(value) for value in record["peers"]),
        bounds=(Decimal(bounds[0]), Decimal(bounds[1])) if bounds else None,
        cuts=thawed_cuts(record),
    )


def _exactly(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
