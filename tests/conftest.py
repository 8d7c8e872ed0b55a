"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REAL = Path(os.environ.get("LUOSHI_REAL", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real documents; tests that need it say so when it is absent."""
    if not (REAL / "documents").is_dir():
        pytest.skip(f"the real documents are absent: {REAL} (set LUOSHI_REAL)")
    return REAL
