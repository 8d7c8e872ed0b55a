"""The word lists of the grammar, compiled once."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


def data_text(name: str) -> str:
    """Return the text of a data file of the grammar."""
    return resources.files("luoshi.statements").joinpath("data", name).read_text(encoding="utf-8")


@cache
def cues() -> dict[str, Any]:
    """Return the lists of ``data/cues.toml``."""
    return tomllib.loads(data_text("cues.toml"))


def alternation(words: Iterable[str], *, plain: bool = True) -> str:
    """Return a pattern of any of the words, the longest first."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w) if plain else w for w in ordered) + ")"


@cache
def words_pattern(name: str) -> re.Pattern[str]:
    """Return the pattern that finds any word of a list; entries may be patterns themselves."""
    return re.compile(alternation(cues()[name], plain=False))


@cache
def verbs() -> dict[str, str]:
    """Return the verbs that tie a number to what it measures, with their class."""
    return {row["word"]: row["class"] for row in csv.DictReader(data_text("verbs.csv").splitlines())}


def _verb_alternation() -> str:
    """Verbs, longest first; a short one is none after the characters of its ``not_after`` column."""
    rows = [r for r in csv.DictReader(data_text("verbs.csv").splitlines()) if "noun" not in r["class"]]
    rows.sort(key=lambda r: len(r["word"]), reverse=True)
    return (
        "(?:"
        + "|".join((f"(?<![{r['not_after']}])" if r["not_after"] else "") + r["word"] for r in rows)
        + ")"
    )


_PER_HEAD = re.compile(r"(?<=[到至为达])每[人户月年天亩吨]{1,2}(?:每[月年天日季])?\Z")
"""提高到每人每月640元: what the amount is for stands between the verb and the number."""


@cache
def _tail_pattern() -> re.Pattern[str]:
    verb = _verb_alternation()
    adverb = alternation(cues()["adverb"])
    return re.compile(rf"(?P<before>{adverb}{{0,5}})(?P<verb>{verb})(?P<after>{adverb}{{0,5}})\Z")


@cache
def _adverb_tail() -> re.Pattern[str]:
    kept = cues()["adverb_kept"]
    words = alternation(w for w in cues()["adverb"] if w not in kept)
    return re.compile(rf"(?:(?<!平)(?={words}){words}){{1,5}}\Z")


@cache
def _lead_pattern() -> re.Pattern[str]:
    kept = alternation(cues()["lead_kept"])
    return re.compile(
        rf"(?!{kept})(?:{alternation(cues()['lead'])}|[和及与并且](?![平谐购网联轨]))|[、，,：:\s—\-·*]+"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """The verb that ends a stretch of text before a number.

    Attributes:
        verb: As written, ``""`` without one.
        kind: Its class in ``data/verbs.csv``, ``none`` without one.
        rest: The text before the verb and its adverbs.
        adverbs: The adverbs around the verb.
    """

    verb: str
    kind: str
    rest: str
    adverbs: str


def tail_of(text: str) -> Tail:
    """Return the verb at the end of a text and what stands before it."""
    stripped = text.rstrip(' *“"（(').removesuffix("的")
    stripped = _PER_HEAD.sub("", stripped) or stripped
    match = _tail_pattern().search(stripped, max(0, len(stripped) - 16))
    if match is None:
        rest = without_adverbs(stripped)
        return Tail(verb="", kind="none", rest=rest, adverbs=stripped[len(rest) :])
    rest = without_adverbs(stripped[: match.start()])
    return Tail(
        verb=match["verb"],
        kind=verbs()[match["verb"]],
        rest=rest,
        adverbs=stripped[len(rest) : match.start("verb")] + match["after"],
    )


def without_adverbs(text: str) -> str:
    """Return a text without the adverbs at its end."""
    text = text.rstrip(" ，,、：:*")
    match = _adverb_tail().search(text, max(0, len(text) - 12))
    return text[: match.start()].rstrip(" ，,、：:") if match else text


def without_lead(text: str) -> str:
    """Return a text without the words at its head that name nothing."""
    pattern = _lead_pattern()
    position = 0
    while position < len(text) and (match := pattern.match(text, position)) and match.end() > position:
        position = match.end()
    return text[position:]
