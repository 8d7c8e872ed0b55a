"""The SQL texts: shared steps, one text for each rule, and the numbers of a rule version filled in."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources
from string import Template

from luoshi.evaluation.rules.case import RELATIVE_UNITS
from luoshi.evaluation.rules.exact import SIGNIFICANT
from luoshi.evaluation.rules.parameters import Parameters

STEPS = ("aims", "figures", "latest", "actual", "course", "told")
"""What the rules rest on, in the order in which one rests on another; each becomes a table."""

RULES = ("level", "within", "direction", "ratio", "total", "each_year", "unjudged")
"""One text for each rule; together they give one row for each target."""

KINDS = {
    "level": ("level", "rank"),
    "within": ("keep_within",),
    "direction": ("direction_only",),
    "ratio": ("average_growth", "cumulative_change"),
    "total": ("cumulative_total",),
    "each_year": ("floor_each_year", "ceiling_each_year"),
    "unjudged": ("relative", "milestone", "set_annually"),
}
"""The kinds of target each rule judges."""


@cache
def text(name: str) -> str:
    """Return a text as written, with its open numbers."""
    return resources.files("luoshi.evaluation.national").joinpath(f"sql/{name}.sql").read_text("utf-8")


def macros() -> str:
    """Return the two expressions that the texts share."""
    return text("macros")


def filled(name: str, at: date, parameters: Parameters) -> str:
    """Return a text with the evaluation date and the numbers of a rule version in it."""
    return Template(text(name)).substitute(numbers(at, parameters))


def numbers(at: date, parameters: Parameters) -> dict[str, str]:
    """Return what the texts leave open, as SQL literals.

    A threshold is compared with a figure rounded to twelve significant digits. Near a threshold that is
    rounding to a fixed place after the point, which every engine knows: eleven places from 1 to 10,
    twelve from 0.1 to 1.
    """
    return {
        "until": f"'{at + timedelta(days=1)}'",
        "ahead": str(parameters.ahead),
        "ahead_places": str(places(parameters.ahead)),
        "on_track": str(parameters.on_track),
        "on_track_places": str(places(parameters.on_track)),
        "small_distance": str(parameters.small_distance),
        "approx_band": str(parameters.approx_band),
        "recent_years": str(parameters.recent_years),
        "relative_units": ", ".join(f"'{unit}'" for unit in sorted(RELATIVE_UNITS)),
        "one_below_places": str(SIGNIFICANT.prec),
        "one_above_places": str(SIGNIFICANT.prec - 1),
    }


def places(threshold: Decimal) -> int:
    """Return after how many places twelve significant digits end for numbers near a threshold."""
    return SIGNIFICANT.prec - 1 - threshold.adjusted()
