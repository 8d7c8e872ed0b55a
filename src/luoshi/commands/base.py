"""The command and group classes: help in two languages, common options, errors from the catalogue.

Help texts live in ``help.toml``: a table per command with ``zh``, ``en``, ``examples`` and, under
``options``, a text per option. A command's own texts are tried before those of ``[common.options]``.
"""

from __future__ import annotations

import errno
import io
import sys
import tomllib
from functools import cache
from importlib import resources
from typing import Any

import click

from luoshi.commands import failure
from luoshi.commands.session import language, remember
from luoshi.commands.usage import told
from luoshi.errors import LuoshiError

LANGUAGES = click.Choice(["zh", "en"])

HEADINGS = {"Options": "选项", "Commands": "命令"}
HELP = {"zh": "显示此帮助。", "en": "Show this message and exit."}


class Formatter(click.HelpFormatter):
    """Writes the headings of a help text in the reader's language."""

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(HEADINGS.get(heading, heading) if language() == "zh" else heading)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how to call a command."""
        super().write_usage(prog, args, "用法：" if language() == "zh" else prefix)


class Context(click.Context):
    """A context that writes help with our formatter."""

    formatter_class = Formatter


class Spoken(click.Command):
    """What speaks the reader's language: options, wrong usage and help, which is in ``help.toml``."""

    context_class = Context

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += common_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; what cannot be read is told in the reader's language."""
        with told(ctx):
            return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the reader's language, with examples."""
        translate(self)
        super().format_help(ctx, formatter)
        write_examples(self, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, described in the reader's language."""
        return described_help(super().get_help_option(ctx))


class Command(Spoken):
    """A command, listed with the first line of its help."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first line of the help in the reader's language."""
        translate(self)
        return super().get_short_help_str(max(limit, 100))


class Group(Spoken, click.Group):
    """The group of all commands; what goes wrong inside is reported from the catalogue."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of a call; an unknown one is told in the reader's language."""
        with told(ctx):
            return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a person meets them."""
        return [name for name in texts() if name in self.commands]

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a problem becomes a message and exit code 1, never a traceback."""
        settle_streams()
        try:
            return super().invoke(ctx)
        except LuoshiError as error:
            failure.report(error.problem)
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt):
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            failure.report(failure.from_os(error))
        except Exception as error:
            failure.report(failure.unexpected(error))
        ctx.exit(failure.PROBLEMS)


class Section(Group):
    """A command with commands of its own: ``luoshi user add``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return its commands in the order of their help."""
        return [name for name in self.commands if key_of(self.commands[name]) in texts()]


class Part(Command):
    """A command of a section; its help is under the section's name and its own: ``[user.add]``."""

    section = ""


def key_of(command: click.Command) -> str:
    """Return the key of a command's help: its name, for a part of a section both names."""
    section = getattr(command, "section", "")
    return f"{section} {command.name}" if section else command.name or "luoshi"


def settle_streams() -> None:
    """Write UTF-8 to files and pipes whatever the locale; show a mark for what a terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def common_options() -> list[click.Parameter]:
    """Return fresh options that every command has."""
    return [
        click.Option(["--ledger"], metavar="FILE", expose_value=False, callback=remember),
        click.Option(["--lang"], type=LANGUAGES, expose_value=False, is_eager=True, callback=remember),
    ]


def described_help(option: click.Option | None) -> click.Option | None:
    """Return the help option with its text in the reader's language."""
    if option:
        option.help = HELP[language()]
    return option


def translate(command: click.Command) -> None:
    """Set the help of a command and its options to the reader's language."""
    own = texts()[key_of(command)]
    command.help = own[language()]
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            both = own.get("options", {}).get(parameter.name) or texts()["common"]["options"][parameter.name]
            parameter.help = both[language()]


def write_examples(command: click.Command, formatter: click.HelpFormatter) -> None:
    """Write the examples and, for the group, what the exit codes mean."""
    own = texts()[key_of(command)]
    with formatter.section("例" if language() == "zh" else "Examples"):
        for example in own["examples"]:
            formatter.write(f"  {example}\n")
    if codes := own.get(f"exit_{language()}"):
        formatter.write_paragraph()
        formatter.write_text(codes)


@cache
def texts() -> dict[str, dict[str, Any]]:
    """Return the help texts, by command."""
    return tomllib.loads(resources.files("luoshi.commands").joinpath("help.toml").read_text(encoding="utf-8"))
