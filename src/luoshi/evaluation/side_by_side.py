"""One target by every method, and why two of them differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.model import ObservationInput, Result, TargetInput
from luoshi.evaluation.outlook.limits import limits_of
from luoshi.evaluation.packs import filled, judged
from luoshi.evaluation.rules.exact import half_up
from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.rules.packs.course import Beside
from luoshi.evaluation.rules.packs.pack import Tone

TIME_PATH = "time-path"
METHODS = (TIME_PATH, *registry.names())
"""The default first."""
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one method says of a target.

    Attributes:
        grade: Code of the grade; ``word`` has it in words, with the reason where there is none.
        tone: On which side it falls: ``good``, ``fair``, ``bad``, or ``none`` for no side.
        why: What makes the method differ from others, in both languages.
        record: From which its answer follows again.
    """

    method: str
    version: str
    title: Mapping[str, str]
    word: Mapping[str, str]
    grade: str
    reason: str | None
    tone: Tone
    value: Decimal | None
    score: Decimal | None
    why: Mapping[str, str]
    record: Mapping[str, Any]


def beside_of(
    name: str,
    target: TargetInput,
    observations: Iterable[ObservationInput],
    concept: str | None = None,
    peers: tuple[Decimal, ...] = (),
    cuts: Mapping[int, str] | None = None,
) -> Beside:
    """Return what packs need beside the series: an indicator's natural limit, its peers and its breaks.

    Args:
        name: Of the indicator.
        target: The target.
        observations: Every figure of the indicator.
        concept: Id of its concept, where it has one.
        peers: Figures of other places in the same year.
        cuts: Years at which its figures break, by kind.
    """
    limit = limits_of(name, target, observations, concept).high
    return Beside(limit=limit, peers=peers, cuts=cuts or {})


def sides(
    target: TargetInput, result: Result, observations: Iterable[ObservationInput], beside: Beside
) -> tuple[Side, ...]:
    """Return what every method says of a target, the time path first.

    Args:
        target: The target.
        result: What the time path found.
        observations: Every figure of the indicator.
        beside: What is known beside them.
    """
    figures = tuple(observations)
    return (
        of_time_path(target, result),
        *(of_pack(pack, target, result, figures, beside) for pack in registry.names()),
    )


def of_time_path(target: TargetInput, result: Result) -> Side:
    """Return the time path's result as one side."""
    word: dict[str, str] = {}
    for language in LANGUAGES:
        reason = words.reason(result.reason, language) if result.reason else None
        said = words.status(result.verdict, language, target.attribute).word
        word[language] = _with(said, reason, language)
    return Side(
        method=TIME_PATH,
        version=str(result.explanation["version"]),
        title={one: words.text("method", "time_path", one) for one in LANGUAGES},
        word=word,
        grade=result.verdict,
        reason=result.reason,
        tone=_tone(result),
        value=result.pace,
        score=None,
        why={one: _path(result, one) for one in LANGUAGES},
        record=result.explanation,
    )


def of_pack(
    pack: str,
    target: TargetInput,
    result: Result,
    observations: Iterable[ObservationInput],
    beside: Beside,
) -> Side:
    """Return what a pack says, as of the date of the time path's result."""
    at = date.fromisoformat(result.explanation["at"])
    found = judged(pack, target, observations, at=at, beside=beside)
    data = registry.load(pack, found.version)
    steps = {key: _number(value) for key, value in found.record["steps"].items()}
    return Side(
        method=pack,
        version=found.version,
        title={one: data.text("title", one) for one in LANGUAGES},
        word={one: found.word(one) for one in LANGUAGES},
        grade=found.grade,
        reason=found.reason,
        tone=found.tone,
        value=found.value,
        score=found.score,
        why={one: filled(data.text("why", one), steps) for one in LANGUAGES},
        record=found.record,
    )


def differences(all_: Sequence[Side], language: Language) -> tuple[str, ...]:
    """Say of each method that falls on another side than the time path why it does.

    Methods agree when both say that the target is in reach, or both that it is not.
    """
    first, *others = all_
    if first.tone == "none":
        return ()
    found = [one for one in others if one.tone != "none" and (one.tone == "good") != (first.tone == "good")]
    said = [
        words.text(
            "method",
            "difference",
            language,
            title=one.title[language],
            word=one.word[language],
            why=one.why[language],
        )
        for one in found
    ]
    if said and first.why[language]:
        said.append(
            words.text("method", "path", language, word=first.word[language], why=first.why[language])
        )
    return tuple(said)


def _tone(result: Result) -> Tone:
    if result.verdict == "not_assessed":
        return "none"
    if result.verdict in ("reached", "reached_early", "ahead", "on_track"):
        return "good"
    return "fair" if result.completion is not None and result.completion > 0 else "bad"


def _path(result: Result, language: Language) -> str:
    elapsed = result.explanation["steps"].get("elapsed")
    if result.completion is None or elapsed is None:
        return ""
    completion, gone = (f"{half_up(Decimal(one) * 100, 1)}%" for one in (result.completion, elapsed))
    return words.text("method", "shares", language, completion=completion, elapsed=gone)


def _with(word: str, reason: str | None, language: Language) -> str:
    if reason is None:
        return word
    return f"{word}（{reason}）" if language == "zh" else f"{word}: {reason}"


def _number(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str) else value
