"""What every command needs to know: which ledger, which language."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import cast

import click

from luoshi.errors import Language

DEFAULT_LEDGER = "luoshi.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The options that every command has.

    Attributes:
        ledger: ``--ledger``, else LUOSHI_LEDGER, else ``./luoshi.db``: a file, or the address of a
            PostgreSQL database.
        language: ``--lang``, else LUOSHI_LANG, else that of the locale, else English.
    """

    ledger: str
    language: Language


def session() -> Session:
    """Return the options of the running command; its own count before the group's."""
    return Session(ledger=_option("ledger") or DEFAULT_LEDGER, language=language())


def language() -> Language:
    """Return the language to speak."""
    asked = _option("lang") or _locale_language()
    return cast(Language, asked if asked in ("zh", "en") else "en")


def _option(name: str) -> str | None:
    context = click.get_current_context(silent=True)
    given = context.meta.get(f"luoshi.{name}") if context else None
    return given or os.environ.get(f"LUOSHI_{name.upper()}")


def remember(context: click.Context, option: click.Parameter, value: str | None) -> None:
    """Keep a common option; the group's is read first, so a command's own counts before it."""
    if value:
        context.meta[f"luoshi.{option.name}"] = value


def _locale_language() -> str:
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next((name for name in names if name), "").startswith("zh") else "en"
