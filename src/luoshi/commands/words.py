"""What commands say, in the reader's language; the sentences are in ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import click

from luoshi.commands.session import language


def words(key: str, **detail: object) -> str:
    """Return a sentence of ``words.toml`` with its blanks filled."""
    return sentences()[key][language()].format(**detail)


def say(key: str, *, err: bool = False, **detail: object) -> None:
    """Write a sentence to standard output, or to standard error."""
    click.echo(words(key, **detail), err=err)


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Return all sentences, by key."""
    file = resources.files("luoshi.commands").joinpath("words.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
