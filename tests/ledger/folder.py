"""A folder of documents about a city that does not exist, to build ledgers from."""

from __future__ import annotations

import shutil
from pathlib import Path

FOLDER = Path(__file__).parent / "jiangchuan"
PLAN = (FOLDER / "plan.md").read_text(encoding="utf-8")
REPORT = (FOLDER / "report.md").read_text(encoding="utf-8")
SOURCES = (FOLDER / "sources.yaml").read_text(encoding="utf-8")
FIGURES = (FOLDER / "figures.csv").read_text(encoding="utf-8")


def write_folder(folder: Path) -> Path:
    """Copy the folder to where a test may change it."""
    shutil.copytree(FOLDER, folder)
    return folder
