"""The rule for levels as somebody at home in pandas would write it; ties and rates are left out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

WEIGHT = ["decided", "exact", "settled", "trust", "published_by", "digits", "observation_id"]
LIGHTEST_FIRST = [False, False, False, True, False, False, True]
WANTED = [
    "observation_id",
    "indicator_id",
    "period_end",
    "frequency",
    "value",
    "comparator",
    "match",
    "status",
    "trust",
    "definition",
    "published_by",
    "digits",
    "final",
    "decided",
]


def judge(folder: Path, at: date) -> None:
    """Judge targets that are levels at a year; write ``pandas.parquet``."""
    until = at + timedelta(days=1)
    targets = pd.read_parquet(folder / "targets.parquet", dtype_backend="pyarrow")
    for name in ("value", "baseline"):
        targets[name] = targets[name].astype("float64[pyarrow]")
    some = [("period_end", "<=", until), ("trust", "in", ["A", "B", "C"]), ("status", "!=", "F")]
    sound = pd.read_parquet(
        folder / "observations.parquet", columns=WANTED, filters=some, dtype_backend="pyarrow"
    )
    sound["value"] = sound["value"].astype("float64[pyarrow]")
    asked = targets[["target_id", "indicator_id", "frequency", "baseline_end", "period_end"]]
    sound = sound.merge(asked, on="indicator_id", suffixes=("", "_asked"))
    sound["usable"] = sound["match"].isin(["same", "derived"]) & (
        sound["frequency"] == sound["frequency_asked"]
    )
    sound["seen"] = (sound["period_end"] <= sound["period_end_asked"]) & (
        sound["baseline_end"].isna() | (sound["period_end"] > sound["baseline_end"])
    )
    sound["exact"] = sound["comparator"] == "eq"
    sound["settled"] = sound["final"] & (sound["status"] == "A")
    usable = sound[sound["usable"]]
    latest = (
        usable[usable["seen"]].groupby("target_id")["period_end"].max().rename("actual_end").reset_index()
    )
    here = usable.merge(latest, left_on=["target_id", "period_end"], right_on=["target_id", "actual_end"])
    actual = here.sort_values(WEIGHT, ascending=LIGHTEST_FIRST).drop_duplicates("target_id")
    near = sound[sound["seen"] & (sound["match"] != "decoy")]["target_id"].drop_duplicates()
    whole = targets.merge(
        actual[["target_id", "observation_id", "value", "comparator", "actual_end"]].rename(
            columns={"value": "actual", "comparator": "said"}
        ),
        on="target_id",
        how="left",
    )
    whole["near"] = whole["target_id"].isin(near)
    whole["broken"] = whole["target_id"].isin(_broken(usable, actual))
    _graded(whole, until).sort_values("target_id").to_parquet(folder / "pandas.parquet", index=False)


def _broken(usable: pd.DataFrame, actual: pd.DataFrame) -> pd.Series:
    """Name the targets whose newest figure has another definition than their baseline."""
    several = usable.groupby("target_id")["definition"].nunique()
    course = usable[usable["target_id"].isin(several[several > 1].index)]
    course = course.sort_values(WEIGHT, ascending=LIGHTEST_FIRST).drop_duplicates(["target_id", "period_end"])
    course = course[course["definition"].notna()].sort_values("period_end")
    now = actual.set_index("target_id")["definition"]
    course = course.assign(now=course["target_id"].map(now))
    course["differs"] = (course["definition"] != course["now"]).fillna(False)
    own = course[course["period_end"] == course["baseline_end"]]
    rest = course[~course["target_id"].isin(own["target_id"])]
    before = rest[rest["period_end"] < rest["baseline_end"]].drop_duplicates("target_id", keep="last")
    after = rest[rest["period_end"] > rest["baseline_end"]].drop_duplicates("target_id")
    found = pd.concat([own, before, after])
    return found[found["differs"]]["target_id"]


def _months(days: pd.Series) -> pd.Series:
    return days.dt.year * 12 + days.dt.month


def _graded(whole: pd.DataFrame, until: date) -> pd.DataFrame:
    sign = np.where((whole["comparator"] == "ge") | whole["higher_is_better"], 1, -1)
    value, base, actual = (
        whole[name].to_numpy("float64", na_value=np.nan) for name in ("value", "baseline", "actual")
    )
    band = np.where(whole["comparator"] == "approx", np.abs(value) * 0.05, 0)
    ended = (whole["period_end"] <= until).to_numpy(bool)
    beyond = (value - base) * sign > 0
    small = np.abs(value - base) < 0.05 * np.abs(base)
    gone, length = (
        (_months(whole[name]) - _months(whole["baseline_end"])).to_numpy("float64", na_value=np.nan)
        for name in ("actual_end", "period_end")
    )
    completion = np.where(beyond & ~small, (actual - base) / (value - base), np.nan)
    pace = completion / (gone / length)
    kept = ~np.isnan(base) & ~beyond
    met = np.round((actual - value) * sign + band, 9) >= 0
    grade = _grade(ended, kept, small, met, (actual - base) * sign < 0, pace)
    up = sign > 0
    far = _grade(ended, kept, small, up, ~up, np.where(np.isnan(completion), np.nan, np.where(up, 1e6, -1e6)))
    bound = (whole["said"] == "gt").fillna(False).to_numpy(bool)
    none, late = np.isnan(actual), (whole["actual_end"] != whole["period_end"]).fillna(False).to_numpy(bool)
    near, broken = whole["near"].to_numpy(bool), whole["broken"].to_numpy(bool)
    cases = [none & near, none, broken, ended & late, (bound & (grade != far)) | (grade == "not_assessed")]
    words = [
        "near_definition_only",
        "no_published_data",
        "definition_changed",
        "awaiting_publication",
        "insufficient_data",
    ]
    reason = np.select(cases, words, default="")
    return pd.DataFrame(
        {
            "target_id": whole["target_id"],
            "verdict": np.where(reason == "", grade, "not_assessed"),
            "reason": pd.Series(reason).replace("", None),
            "observation_id": whole["observation_id"],
            "completion": np.where(broken, np.nan, completion),
            "pace": np.where((reason == "") & ~ended, pace, np.nan),
        }
    )


def _grade(
    ended: np.ndarray,
    kept: np.ndarray,
    small: np.ndarray,
    met: np.ndarray,
    away: np.ndarray,
    pace: np.ndarray,
) -> np.ndarray:
    cases = [
        ended & met,
        ended,
        kept & met,
        kept,
        met,
        small & away,
        small,
        np.isnan(pace),
        np.round(pace, 11) >= 1.10,
        np.round(pace, 12) >= 0.90,
    ]
    words = [
        "reached",
        "not_reached",
        "on_track",
        "behind",
        "reached_early",
        "behind",
        "on_track",
        "not_assessed",
        "ahead",
        "on_track",
    ]
    return np.select(cases, words, default="behind")
