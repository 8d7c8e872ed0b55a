"""A process that imports, approves and builds until it is killed, and reports each entry it was given."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from sqlalchemy import select

from luoshi.collection.appointing import appoint
from luoshi.collection.deciding import approve, send_back
from luoshi.errors import LuoshiError
from luoshi.ledger.build import build
from luoshi.ledger.observations import import_observations
from luoshi.ledger.schema import submission
from luoshi.ledger.store import Ledger
from tests.collection import office
from tests.ledger.folder import FIGURES, REPORT, write_folder

FILE = "figures.csv"


def prepare(store: str, folder: Path) -> None:
    """Make the ledger of a small city with its offices."""
    with Ledger.open(store, create=True) as ledger:
        build(ledger, write_folder(folder))
        appoint(ledger, *office.appointments(), actor="admin")


def work(store: str, folder: Path, to: int, first: int) -> None:
    """Write without end; each entry is reported once the ledger has acknowledged it."""
    with Ledger.open(store) as ledger:
        for turn in count(first):
            for number, digest in _turn(ledger, folder, turn):
                os.write(to, f"{turn % 3} {number} {digest}\n".encode())


def _turn(ledger: Ledger, folder: Path, turn: int) -> Iterator[tuple[int, str]]:
    deeds = (_import, _approve, _build)
    for entry in deeds[turn % 3](ledger, folder, turn):
        found = next(ledger.entries(entry, entry))
        yield found.number, found.hash


def _import(ledger: Ledger, folder: Path, turn: int) -> Iterator[int]:
    """Every row of the file says which turn it is of."""
    lines = FIGURES.splitlines()
    text = "\n".join([lines[0], *(f"{line.rsplit(',', 1)[0]},turn {turn}" for line in lines[1:])])
    (folder / FILE).write_text(text, encoding="utf-8")
    report = import_observations(ledger, folder / FILE, actor="import")
    if report.entry is not None:
        yield report.entry


def _approve(ledger: Ledger, _: Path, turn: int) -> Iterator[int]:
    """One submission goes round: handed in, checked, returned."""
    with ledger.reading() as connection:
        known = connection.execute(select(submission.c.id)).scalars().first()
    with suppress(LuoshiError):
        handed = office.hand_in(ledger, office.figure(value=f"452.{turn}"), submission_id=known)
        known = known or handed.submission_id
        if handed.entry is not None:
            yield handed.entry
    if known is not None:
        with suppress(LuoshiError):
            yield approve(ledger, known, actor=office.LI, today=office.TODAY).number
        with suppress(LuoshiError):
            yield send_back(ledger, known, actor=office.WANG, reason="再核", today=office.TODAY).number


def _build(ledger: Ledger, folder: Path, turn: int) -> Iterator[int]:
    text = REPORT.replace("430.6亿元", f"430.{turn}亿元")
    (folder / "report.md").write_text(text, encoding="utf-8")
    for report in build(ledger, folder).documents:
        if report.entry is not None:
            yield report.entry
