"""A disagreement of the real documents can be answered, and stays answered until its inputs change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from shutil import copyfile
from typing import get_args

import pytest

from luoshi.ledger.build import build
from luoshi.ledger.disagreeing.answers import answer
from luoshi.ledger.disagreements import disagreements
from luoshi.ledger.observations import import_observations
from luoshi.ledger.records import Decision, Disagreement
from luoshi.ledger.store import Ledger

pytestmark = pytest.mark.real


@pytest.fixture
def ledger(real_ledger: Path, tmp_path: Path) -> Iterator[Ledger]:
    copyfile(real_ledger, tmp_path / "luoshi.db")
    with Ledger.open(tmp_path / "luoshi.db", clock=datetime(2026, 6, 2, tzinfo=UTC)) as made:
        yield made


NAMED = (
    ("jump_definition", "2016"),
    ("jump_growth", "2024"),
    ("pledge", "2025"),
    ("targets", "2025"),
    ("matter", "2022"),
)
"""The product of 2015 and 2016, and of 2023 and 2024; incomes; good-air days; 一件事."""


def states(ledger: Ledger) -> dict[str, str]:
    """Return the answers that stand, by disagreement."""
    return {one.id: one.state for one in disagreements(ledger) if one.state != "open"}


def by_rule(found: tuple[Disagreement, ...]) -> dict[tuple[str, str], Disagreement]:
    return {(one.rule, one.period): one for one in found}


def test_what_the_sources_disagree_on_is_answered_and_opens_again_only_with_other_values(
    ledger: Ledger, real: Path, tmp_path: Path
) -> None:
    found = disagreements(ledger)
    answers = cycle(get_args(Decision))
    given = {}
    for one in (by_rule(found)[name] for name in NAMED):
        given[one.id] = next(answers)
        answer(ledger, one.id, given[one.id], reason=f"已核对：{one.rule}", actor="li.na")
    assert set(given.values()) == {"explained", "accepted", "correction"}
    assert states(ledger) == given

    figures = real / "data/shenyang_observations.csv"
    build(ledger, real / "documents", observations=[figures])
    assert states(ledger) == given, "the same inputs, the same answers"

    revised = tmp_path / figures.name
    text = figures.read_text(encoding="utf-8")
    revised.write_text(text.replace("沈阳市,2023,8122,", "沈阳市,2023,8121.9,"), encoding="utf-8")
    assert import_observations(ledger, revised, actor="li.na").problems == ()
    after = by_rule(disagreements(ledger))
    assert set(after) == set(by_rule(found))
    changed = after.pop(("jump_growth", "2024"))
    assert (changed.state, changed.id in given) == ("open", False)
    assert changed.decided is not None
    assert (changed.decided.kept, changed.decided.reason) == (False, "已核对：jump_growth")
    assert states(ledger).items() < given.items()
    assert ledger.verify() == []
