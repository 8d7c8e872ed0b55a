"""``luoshi init``: a sources.yaml to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from luoshi.commands.base import Command
from luoshi.commands.words import say
from luoshi.errors import LuoshiError, Place


@click.command("init", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a sources.yaml that lists the documents of a folder."""
    from luoshi.documents.sources import FILE_NAME, document_files, sample_yaml

    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE_NAME
    if target.exists():
        raise LuoshiError("sources-exist", Place(file=str(target)))
    target.write_text(sample_yaml(folder), encoding="utf-8")
    say("init-done", file=target, count=len(document_files(folder)))
