"""The numbers a rule pack turns on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Parameters of the rule pack ``time-path``.

    Attributes:
        version: Named in every explanation.
        ahead: Least pace r that is 快于预期.
        on_track: Least pace r that is 基本符合预期.
        small_distance: Share of the baseline under which a distance carries no percentage.
        approx_band: Half-width of 左右 as a share of the written value.
        recent_years: Longest stretch, in years, over which the recent rate is taken.
        closed_leads_years: How long a closed phase leads the display.
        attention_lines: Most lines under "needs attention".
    """

    version: str
    ahead: Decimal
    on_track: Decimal
    small_distance: Decimal
    approx_band: Decimal
    recent_years: int
    closed_leads_years: int
    attention_lines: int

    def thresholds(self) -> dict[str, str]:
        """Return what the rules compare with, as texts for an explanation."""
        return {
            "ahead": str(self.ahead),
            "on_track": str(self.on_track),
            "small_distance": str(self.small_distance),
            "approx_band": str(self.approx_band),
            "recent_years": str(self.recent_years),
        }
