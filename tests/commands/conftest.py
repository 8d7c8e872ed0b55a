"""What the tests of the command line share."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def no_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tester's own settings and log out of the tests."""
    monkeypatch.setenv("LUOSHI_LOG", str(tmp_path / "luoshi.log"))
    monkeypatch.delenv("LUOSHI_LEDGER", raising=False)
    monkeypatch.delenv("LUOSHI_LANG", raising=False)
