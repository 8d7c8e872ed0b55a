"""Which documents are measured: the real ones where they are, else the example."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REAL = Path(os.environ.get("LUOSHI_REAL", ROOT.parent / "shared"))
EXAMPLE = ROOT / "examples" / "shenyang"
GOLD = REAL / "benchmarks" / "statements" / "gold"


def folder() -> Path:
    """Return the folder of documents to measure."""
    return REAL / "documents" if (REAL / "documents").is_dir() else EXAMPLE


def documents() -> list[Path]:
    """Return its documents."""
    return sorted(
        path for path in folder().iterdir() if path.suffix in (".txt", ".md") and path.stem != "README"
    )


def observations() -> list[Path]:
    """Return the tables of published figures that belong to them."""
    if folder() == EXAMPLE:
        return sorted(EXAMPLE.glob("*.csv"))
    return sorted((REAL / "data").glob("*observations.csv"))


def sha256(path: Path) -> str:
    """Return the sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
