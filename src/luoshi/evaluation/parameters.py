"""Reading the versioned parameter files."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources

from luoshi.evaluation.rules.parameters import Parameters

DEFAULT = "time-path-1"


@cache
def load(version: str = DEFAULT) -> Parameters:
    """Read the parameters of a version; a version is never changed once results rest on it."""
    source = resources.files("luoshi.evaluation").joinpath("data", f"{version}.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return Parameters(
        version=data["version"],
        ahead=Decimal(data["grades"]["ahead"]),
        on_track=Decimal(data["grades"]["on_track"]),
        small_distance=Decimal(data["distance"]["small"]),
        approx_band=Decimal(data["approx"]["band"]),
        recent_years=data["rates"]["recent_years"],
        closed_leads_years=data["phase"]["closed_leads_years"],
        attention_lines=data["attention"]["lines"],
    )
