"""How two things are taken to be the same; ``data/rules.toml`` gives each number with its reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The numbers of the rules; likeness lies between 0 and 1.

    Attributes:
        name: Least likeness of two names of indicators that no concept joins.
        name_within, sentence: Least likeness of names and of sentences where these decide.
        task: Least likeness of two tasks, name and text together.
        task_name, task_within: Least likeness of their names, and of the whole with such names.
        longest: Characters up to which two texts are compared character by character.
        apart: Groups of words that exclude one another.
        acts: Groups of acts; of two groups they are not the same.
    """

    name: float
    name_within: float
    sentence: float
    task: float
    task_name: float
    task_within: float
    longest: int
    apart: tuple[tuple[str, ...], ...]
    acts: tuple[tuple[str, ...], ...]


@cache
def rules() -> Rules:
    """Return the rules that come with Luoshi."""
    source = resources.files("luoshi.ledger.differing").joinpath("data/rules.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    names, tasks = data["names"], data["tasks"]
    return Rules(
        name=float(names["least"]),
        name_within=float(names["least_with_sentence"]),
        sentence=float(names["sentence"]),
        task=float(tasks["least"]),
        task_name=float(tasks["names"]),
        task_within=float(tasks["least_with_name"]),
        longest=int(tasks["longest"]),
        apart=tuple(tuple(sorted(one["words"], key=len, reverse=True)) for one in data["apart"]),
        acts=tuple(tuple(one["words"]) for one in data["acts"]),
    )
