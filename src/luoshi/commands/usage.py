"""Calls that cannot be read, told in Chinese where the reader reads Chinese.

Click words these messages in English. The sentences that stand for them are data (``usage.toml``); a message
that is not there is shown as Click words it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import IO, Any

import click

from luoshi.commands.session import language


class Told(click.UsageError):
    """A usage error that is shown in Chinese."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write how the command is called, where its help is, and what was wrong."""
        lines = []
        if self.ctx is not None:
            lines = [self.ctx.get_usage(), f"“{self.ctx.command_path} --help”显示帮助。", ""]
        click.echo("\n".join([*lines, f"错误：{self.format_message()}"]), file=file, err=file is None)


@contextmanager
def told(ctx: click.Context) -> Iterator[None]:
    """Raise a usage error that comes from within in the reader's language."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        if language() != "zh" or isinstance(error, Told):
            raise
        raise Told(in_chinese(error.format_message()), error.ctx or ctx) from error


def in_chinese(message: str) -> str:
    """Return Click's message in Chinese, unchanged where no sentence stands for it."""
    for pattern, sentence in _sentences():
        if found := pattern.fullmatch(message):
            groups = {name: text or "" for name, text in found.groupdict().items()}
            near = groups.get("near")
            return sentence.format(**{**groups, "near": f"，是否指 {near}" if near else ""})
    return message


@cache
def _sentences() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(one["pattern"], re.DOTALL), one["zh"]) for one in messages()]


@cache
def messages() -> list[dict[str, str]]:
    """Return the messages with their patterns, sentences and examples."""
    text = resources.files("luoshi.commands").joinpath("usage.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["message"])
