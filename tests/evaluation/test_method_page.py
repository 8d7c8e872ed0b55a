"""The page that explains the method says the numbers the rules use."""

from pathlib import Path

from luoshi.evaluation import words
from luoshi.evaluation.parameters import load

PAGE = (Path(__file__).parents[2] / "docs/method.md").read_text(encoding="utf-8")


def test_the_page_names_version_thresholds_and_every_word() -> None:
    used = load()
    assert f"{used.version}.toml" in PAGE
    assert f"r ≥ {used.ahead}" in PAGE
    assert f"{used.on_track} ≤ r < {used.ahead}" in PAGE
    assert f"±{used.approx_band * 100:.0f} %" in PAGE
    assert f"under {used.small_distance * 100:.0f} %" in PAGE
    assert (used.recent_years, used.closed_leads_years, used.attention_lines) == (5, 2, 5)
    for code in words.codes("verdict"):
        assert words.text("verdict", code, "zh") in PAGE
    for code in words.codes("reason"):
        assert words.text("reason", code, "zh") in PAGE
