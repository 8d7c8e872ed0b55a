"""The rule for levels as somebody at home in Polars would write it; ties and rates are left out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl

SCORED = pl.col("match").is_in(["same", "derived"])
WEIGHT = ["decided", "exact", "settled", "trust", "published_by", "digits", "observation_id"]
HEAVIEST_FIRST = [True, True, True, False, True, True, False]
MONTHS_OF_A_YEAR = 12


def judge(folder: Path, at: date) -> None:
    """Judge targets that are levels at a year; write ``polars.parquet``."""
    until = at + timedelta(days=1)
    targets = pl.scan_parquet(folder / "targets.parquet")
    sound = (
        pl.scan_parquet(folder / "observations.parquet")
        .filter(
            pl.col("period_end") <= until, pl.col("trust").is_in(["A", "B", "C"]), pl.col("status") != "F"
        )
        .join(
            targets.select("target_id", "indicator_id", "frequency", "baseline_end", last="period_end"),
            on="indicator_id",
            suffix="_asked",
        )
        .with_columns(
            scored=SCORED,
            usable=SCORED & (pl.col("frequency") == pl.col("frequency_asked")),
            seen=(pl.col("period_end") <= pl.col("last"))
            & (pl.col("baseline_end").is_null() | (pl.col("period_end") > pl.col("baseline_end"))),
            exact=pl.col("comparator") == "eq",
            settled=pl.col("final") & (pl.col("status") == "A"),
        )
    )
    latest = sound.group_by("target_id").agg(
        actual_end=pl.col("period_end").filter(pl.col("seen") & pl.col("usable")).max(),
        near=pl.col("seen").filter(pl.col("match") != "decoy").any(),
        definitions=pl.col("definition").filter(pl.col("usable")).drop_nulls().n_unique(),
    )
    actual = (
        sound.filter(pl.col("usable"))
        .join(latest, left_on=["target_id", "period_end"], right_on=["target_id", "actual_end"])
        .sort(WEIGHT, descending=HEAVIEST_FIRST)
        .group_by("target_id", maintain_order=True)
        .first()
    )
    broken = _broken(sound, latest, actual)
    whole = (
        targets.join(latest, on="target_id", how="left")
        .join(
            actual.select(
                "target_id", "observation_id", actual="value", said="comparator", actual_end="period_end"
            ),
            on="target_id",
            how="left",
        )
        .join(broken, on="target_id", how="left")
    )
    _graded(whole, until).sort("target_id").sink_parquet(folder / "polars.parquet")


def _broken(sound: pl.LazyFrame, latest: pl.LazyFrame, actual: pl.LazyFrame) -> pl.LazyFrame:
    """Name the targets whose newest figure has another definition than their baseline."""
    course = (
        sound.filter(pl.col("usable"))
        .join(latest.filter(pl.col("definitions") > 1).select("target_id"), on="target_id", how="semi")
        .sort(WEIGHT, descending=HEAVIEST_FIRST)
        .group_by("target_id", "period_end", maintain_order=True)
        .first()
        .filter(pl.col("definition").is_not_null())
        .sort("period_end")
        .join(actual.select("target_id", now="definition"), on="target_id")
    )
    end, other = pl.col("period_end"), pl.col("definition") != pl.col("now")
    base = pl.col("baseline_end")
    return (
        course.group_by("target_id", maintain_order=True)
        .agg(
            own=(end == base).any(),
            own_differs=other.filter(end == base).any(),
            before=other.filter(end < base).last(),
            after=other.filter(end > base).first(),
        )
        .select(
            "target_id",
            broken=pl.when("own")
            .then("own_differs")
            .otherwise(pl.col("before").fill_null(False) | pl.col("after").fill_null(False)),
        )
    )


def _months(name: str) -> pl.Expr:
    return pl.col(name).dt.year() * MONTHS_OF_A_YEAR + pl.col(name).dt.month()


def _graded(whole: pl.LazyFrame, until: date) -> pl.LazyFrame:
    value, base, actual = (pl.col(name).cast(pl.Float64) for name in ("value", "baseline", "actual"))
    sign = pl.when(pl.col("comparator") == "ge").then(1).when("higher_is_better").then(1).otherwise(-1)
    numbers = whole.with_columns(
        sign=sign,
        band=pl.when(pl.col("comparator") == "approx").then(value.abs() * 0.05).otherwise(0.0),
        ended=pl.col("period_end") <= until,
    ).with_columns(
        beyond=(value - base) * pl.col("sign") > 0,
        small=(value - base).abs() < 0.05 * base.abs(),
        met=((actual - value) * pl.col("sign") + pl.col("band")).round(9) >= 0,
        away=(actual - base) * pl.col("sign") < 0,
        elapsed=(_months("actual_end") - _months("baseline_end"))
        / (_months("period_end") - _months("baseline_end")),
    )
    measured = numbers.with_columns(
        completion=pl.when(pl.col("beyond") & ~pl.col("small")).then((actual - base) / (value - base))
    ).with_columns(pace=pl.col("completion") / pl.col("elapsed"))
    up = pl.col("sign") > 0
    exact = _grade(pl.col("met"), pl.col("away"), pl.col("pace"))
    above = _grade(
        up, ~up, pl.when(pl.col("completion").is_not_null()).then(pl.when(up).then(1e6).otherwise(-1e6))
    )
    judged = measured.with_columns(
        grade=exact, far=pl.when(pl.col("said") == "gt").then(above).otherwise(exact)
    )
    reason = (
        pl.when(pl.col("actual").is_null() & pl.col("near"))
        .then(pl.lit("near_definition_only"))
        .when(pl.col("actual").is_null())
        .then(pl.lit("no_published_data"))
        .when(pl.col("broken"))
        .then(pl.lit("definition_changed"))
        .when(pl.col("ended") & (pl.col("actual_end") != pl.col("period_end")))
        .then(pl.lit("awaiting_publication"))
        .when((pl.col("grade") != pl.col("far")) | (pl.col("grade") == "not_assessed"))
        .then(pl.lit("insufficient_data"))
    )
    return judged.with_columns(reason=reason).select(
        "target_id",
        verdict=pl.when(pl.col("reason").is_null()).then("grade").otherwise(pl.lit("not_assessed")),
        reason="reason",
        observation_id="observation_id",
        completion=pl.when(pl.col("reason").is_null() | (pl.col("reason") != "definition_changed")).then(
            "completion"
        ),
        pace=pl.when(pl.col("reason").is_null() & ~pl.col("ended")).then("pace"),
    )


def _grade(met: pl.Expr, away: pl.Expr, pace: pl.Expr) -> pl.Expr:
    kept = pl.col("baseline").is_not_null() & ~pl.col("beyond")
    return (
        pl.when(pl.col("ended"))
        .then(pl.when(met).then(pl.lit("reached")).otherwise(pl.lit("not_reached")))
        .when(kept)
        .then(pl.when(met).then(pl.lit("on_track")).otherwise(pl.lit("behind")))
        .when(met)
        .then(pl.lit("reached_early"))
        .when(pl.col("small"))
        .then(pl.when(away).then(pl.lit("behind")).otherwise(pl.lit("on_track")))
        .when(pace.is_null())
        .then(pl.lit("not_assessed"))
        .when(pace.round(11) >= 1.10)
        .then(pl.lit("ahead"))
        .when(pace.round(12) >= 0.90)
        .then(pl.lit("on_track"))
        .otherwise(pl.lit("behind"))
    )
