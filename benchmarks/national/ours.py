"""Luoshi's own way: the SQL texts of ``luoshi.evaluation.national``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from luoshi.evaluation.national.run import Means, judge_files


def judge(folder: Path, at: date) -> None:
    """Judge ``targets.parquet`` and ``observations.parquet``; write ``luoshi.parquet``."""
    judge_files(
        folder / "targets.parquet",
        folder / "observations.parquet",
        folder / "luoshi.parquet",
        at=at,
        means=Means(threads=2, memory="800MB"),
    )
