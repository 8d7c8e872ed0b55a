"""Long campaigns of Atheris over every reader, and a short one that shows that they run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import util
from pathlib import Path

import pytest

from tests.documents.campaign import KINDS

ROOT = Path(__file__).resolve().parents[2]
RUNS = {"text": 1_000_000}
FEWEST = 20_000

pytestmark = pytest.mark.skipif(util.find_spec("atheris") is None, reason="Atheris is not on this machine")


def campaign(kind: str, runs: int, folder: Path) -> int:
    """Run a campaign; return how many inputs were read."""
    command = [sys.executable, "-m", "tests.documents.campaign", kind, str(runs)]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    counted = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    assert counted, done.stderr[-3000:]
    return int(counted[1])


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_no_input_breaks_a_reader(kind: str, tmp_path: Path) -> None:
    wanted = RUNS.get(kind, FEWEST)
    assert campaign(kind, wanted, tmp_path) >= wanted


@pytest.mark.parametrize("kind", ["text", "xlsx"])
def test_a_short_campaign_runs(kind: str, tmp_path: Path) -> None:
    assert campaign(kind, 300, tmp_path) >= 300
