"""Does a phrase name an indicator? By concept and by words, never by plain substring.

The answer is a score between 0 and 1 with its reason. A phrase that holds the indicator's name and more
is at most a candidate: what is added may make it a part (``A股上市公司`` of ``上市公司``). So is a phrase
that lacks words of the name: its definition is not stated (``高端装备制造业比重``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from luoshi.vocabulary.concepts import Concept, known, look_up
from luoshi.vocabulary.phrases import normalise, variants

if TYPE_CHECKING:
    from luoshi.errors import Language

SAME, ALIAS, LOOSE, PARTIAL = 1.0, 0.97, 0.75, 0.5
NEUTRAL_COST = 0.02
_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One ground of a score: a code of ``data/link_reasons.csv`` and the words it is about."""

    code: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code}:{self.detail}" if self.detail else self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """How far a phrase names an indicator, with the ground."""

    score: float
    reason: Reason


def match_name(phrase: str, name: str, concept: Concept | None = None, place: str | None = None) -> NameMatch:
    """Return how far a phrase names an indicator.

    Args:
        phrase: The words of a document, without the words for growth.
        name: The indicator's own name, likewise.
        concept: The indicator's concept, where it is known.
        place: The place both are about; its name at the start of the phrase says nothing.
    """
    words, wanted = _without_place(normalise(phrase), place), normalise(name)
    if not words:
        return NameMatch(score=0.0, reason=Reason(code="name-differs"))
    if exact := _exact(words, wanted, concept):
        return exact
    plain, dropped = _without_neutral(words)
    if dropped and (exact := _exact(plain, wanted, concept)):
        if exact.score in (SAME, ALIAS):
            return NameMatch(
                score=exact.score - NEUTRAL_COST, reason=Reason(code="name-neutral", detail=dropped)
            )
        return exact
    return _partial(plain, wanted, concept)


def spellings(name: str, concept: Concept | None = None) -> frozenset[str]:
    """Return every spelling under which an indicator may be named, its near names included."""
    near = {normalise(text) for kind, text in concept.names() if kind == "loose"} if concept else set()
    return frozenset(_names(normalise(name), concept.id if concept else None)) | near


def words_of(reasons: str, language: Language = "zh") -> str:
    """Return the grounds of a link in words; ``reasons`` as kept in the ledger (codes joined by ``;``)."""
    said = []
    for part in filter(None, (text.strip() for text in reasons.split(";"))):
        code, _, detail = part.partition(":")
        row = _reason_words().get(code)
        said.append(row[language].format(detail) if row else part)
    return ("；" if language == "zh" else "; ").join(said)


def joined(reasons: Iterable[Reason]) -> str:
    """Return the grounds as the ledger keeps them."""
    return "; ".join(str(reason).replace(";", "，") for reason in reasons)


def _exact(words: str, wanted: str, concept: Concept | None) -> NameMatch | None:
    if words == wanted or (concept is None and words in _spellings(wanted, ("count", "money", "percent"))):
        return NameMatch(score=SAME, reason=Reason(code="name-same"))
    naming = look_up(words)
    if naming is None:
        return None
    if concept is None or naming.concept.id != concept.id:
        if naming.kind == "loose":
            return None
        return NameMatch(score=0.0, reason=Reason(code="other-concept", detail=naming.concept.name))
    code = {"name": "name-same", "alias": "name-alias", "loose": "name-loose"}[naming.kind]
    score = {"name": SAME, "alias": ALIAS, "loose": LOOSE}[naming.kind]
    return NameMatch(
        score=score, reason=Reason(code=code, detail="" if code == "name-same" else concept.name)
    )


def _partial(words: str, wanted: str, concept: Concept | None) -> NameMatch:
    for lookalike in concept.never if concept else ():
        if normalise(lookalike) in words:
            return NameMatch(score=0.0, reason=Reason(code="look-alike", detail=lookalike))
    names = _names(wanted, concept.id if concept else None)
    for name in reversed(names):
        if len(name) >= _SHORTEST and name in words:
            added = words.replace(name, "", 1)
            return NameMatch(score=PARTIAL, reason=Reason(code="narrower", detail=added))
    for name in names:
        if missing := _missing(words, name):
            return NameMatch(score=PARTIAL, reason=Reason(code="broader", detail=missing))
    return NameMatch(score=0.0, reason=Reason(code="name-differs"))


@cache
def _names(wanted: str, key: str | None) -> tuple[str, ...]:
    """Return every spelling of an indicator's names, the shortest first."""
    names = {wanted}
    tails: tuple[str, ...] = ("count", "money", "percent")
    if concept := known(key):
        names |= {normalise(text) for kind, text in concept.names() if kind != "loose"}
        tails = concept.dimensions
    varied = {text for name in names for text in _spellings(name, tails)}
    return tuple(sorted(names | varied, key=lambda name: (len(name), name)))


def _missing(words: str, name: str) -> str:
    """Return what a phrase leaves out of a name whose words it otherwise gives in order, else nothing."""
    if len(words) <= _SHORTEST or len(words) >= len(name) or 3 * len(words) < len(name):
        return ""
    rest, position = [], 0
    for character in name:
        if position < len(words) and words[position] == character:
            position += 1
        else:
            rest.append(character)
    return "".join(rest) if position == len(words) else ""


def _without_place(words: str, place: str | None) -> str:
    if place:
        for name in (place, place.removesuffix("市").removesuffix("省")):
            if len(name) > 1 and words.startswith(name) and len(words) > len(name) + 1:
                return words.removeprefix(name)
    return words


def _without_neutral(words: str) -> tuple[str, str]:
    """Return a phrase without words that do not change what is measured, and those words."""
    dropped: list[str] = []
    changed = True
    while changed:
        changed = False
        for word, position in _neutral_words():
            fits = words.startswith(word) if position == "start" else words.endswith(word)
            if fits and len(words) - len(word) >= 2:
                words = words.removeprefix(word) if position == "start" else words.removesuffix(word)
                dropped.append(word)
                changed = True
    return words, "、".join(dropped)


@cache
def _spellings(name: str, dimensions: tuple[str, ...]) -> frozenset[str]:
    return frozenset(text for dimension in dimensions for text in variants(name, dimension))


def _rows(file: str) -> list[dict[str, str]]:
    text = resources.files("luoshi.vocabulary").joinpath(f"data/{file}").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _neutral_words() -> tuple[tuple[str, str], ...]:
    rows = sorted(_rows("neutral_words.csv"), key=lambda row: -len(row["word"]))
    return tuple((row["word"], row["position"]) for row in rows)


@cache
def _reason_words() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in _rows("link_reasons.csv")}
