"""Differences in Chinese and English; the texts are in ``data/words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from luoshi.errors import Language
from luoshi.ledger.differing.model import Aim, Change, Difference, Field, Kind, Relation, Rule, What


def word(group: str, code: str, language: Language) -> str:
    """Return a word or a sentence of the file."""
    return _texts()[group][code][language]


def what_word(code: What, language: Language) -> str:
    """Return 目标, 基期值 or 任务."""
    return word("what", code, language)


def kind_word(code: Kind, relation: Relation, language: Language) -> str:
    """Return what became of something: 未再列出 in a later version, 仅前者列出 in a plan of another place."""
    return word(relation, code, language)


def title(one: Change, language: Language) -> str:
    """Return what a change is about: a task's name, or an indicator's with the target's period."""
    aim = one.new or one.old
    if not isinstance(aim, Aim) or not aim.period:
        return one.name
    return word("text", "target_of", language).format(name=one.name, period=aim.period)


def told(one: Change, language: Language) -> str:
    """Return in words what is not the same; of what only one plan has, how that puts it."""
    if one.fields:
        return word("text", "joined", language).join(_field(field, language) for field in one.fields)
    aim = one.new or one.old
    return aim.written if isinstance(aim, Aim) else ""


def why(rule: Rule | None, score: float | None, language: Language) -> str:
    """Return why two things were taken to be the same, empty where only one plan has it."""
    return word("rule", rule, language).format(score=f"{score or 0:.2f}") if rule else ""


def doubtful(one: Change, language: Language) -> str:
    """Return why it is doubtful that two things are the same, empty where nothing speaks against it."""
    doubt = one.doubt
    return word("doubt", doubt.code, language).format(old=doubt.old, new=doubt.new) if doubt else ""


def notes(found: Difference, language: Language) -> tuple[str, ...]:
    """Return what a reader must know of a comparison before its changes."""
    said = []
    if bool(found.old.tasks) != bool(found.new.tasks):
        side = found.new if found.old.tasks else found.old
        said.append(word("text", "no_tasks", language).format(title=side.title))
    return tuple(said)


def field_value(name: str, value: str | None, language: Language) -> str:
    """Return a field's old or new form: codes in words, what is not stated as such."""
    if value is None:
        return word("text", "none", language)
    return word(name, value, language) if name in ("comparator", "kind", "attribute") else value


def _field(one: Field, language: Language) -> str:
    if one.name == "text":
        return word("text", "worded", language)
    old, new = (field_value(one.name, value, language) for value in (one.old, one.new))
    return word("text", "changed", language).format(field=word("field", one.name, language), old=old, new=new)


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    source = resources.files("luoshi.ledger.differing").joinpath("data/words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
