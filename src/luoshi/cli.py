"""The command line: one command per thing a person does."""

from __future__ import annotations

import click

from luoshi import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="luoshi")
def main() -> None:
    """Luoshi 落实 keeps what a city promised and what it published in one ledger."""
