"""Processes killed at random moments: nothing acknowledged is lost, nothing half-written is seen."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from luoshi.ledger.store import Ledger
from tests.faults.work import FILE, prepare, work

DEEDS = ("import", "approval", "build")
PATIENCE = 60.0
"""Seconds in which a worker has to report its first entry."""

HALF = text(
    "SELECT COUNT(DISTINCT note), COUNT(*) FROM observation o WHERE origin LIKE :origin"
    " AND NOT EXISTS (SELECT 1 FROM observation l WHERE l.supersedes = o.id)"
)


@dataclass
class Campaign:
    """Kills of workers on one ledger after another.

    Attributes:
        deeds: How often a worker was killed while it was at what.
        entries: Entries that were acknowledged.
    """

    folder: Path
    dice: random.Random
    deeds: Counter[str] = field(default_factory=Counter)
    entries: int = 0

    def kill(self, store: str, turn: int) -> None:
        """Start a worker, kill it at a random moment, and look at what it left."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            try:
                work(store, self.folder, writing, turn)
            finally:
                os._exit(1)
        os.close(writing)
        assert select.select([reading], [], [], PATIENCE)[0], "the worker said nothing"
        time.sleep(self.dice.uniform(0, 0.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading) as said:
            reported = [line.split() for line in said.read().splitlines()]
        self.deeds[DEEDS[int(reported[-1][0])]] += 1
        self.entries += len(reported)
        examine(store, [(int(number), digest) for _, number, digest in reported])


def examine(store: str, reported: list[tuple[int, str]]) -> None:
    """Every reported entry is there, and what is there is whole."""
    with Ledger.open(store) as ledger:
        assert ledger.verify(head=reported[-1][1]) == []
        there = {entry.number: entry.hash for entry in ledger.entries(reported[0][0])}
        assert {number: there[number] for number, _ in reported} == dict(reported)
        with ledger.reading() as connection:
            turns, rows = connection.execute(HALF, {"origin": f"{FILE}#%"}).one()
        assert (turns, rows) in ((0, 0), (1, 6))


def campaign(new_store: Callable[[], str], folder: Path, stores: int, kills: int, seed: int) -> Campaign:
    made = Campaign(folder=folder, dice=random.Random(seed))
    for number in range(stores):
        made.folder = folder / f"documents{number}"
        store = new_store()
        prepare(store, made.folder)
        for turn in range(kills):
            made.kill(store, turn)
    return made


def test_workers_killed_while_importing_approving_and_building(
    new_store: Callable[[], str], tmp_path: Path
) -> None:
    """Ten kills in each store."""
    done = campaign(new_store, tmp_path, 1, 10, 20260103)
    assert done.deeds.total() == 10
    assert done.entries >= 10


@pytest.mark.long
def test_five_hundred_workers_killed(new_store: Callable[[], str], tmp_path: Path) -> None:
    done = campaign(new_store, tmp_path, 20, 25, 20260104)
    print(dict(done.deeds), done.entries, "entries acknowledged, none lost")
    assert done.deeds.total() == 500
    assert set(done.deeds) == set(DEEDS)
