"""``luoshi integrity``: flags with their evidence, beside the disagreement that is about the same year."""

from __future__ import annotations

import json

from click.testing import CliRunner

from luoshi.cli import main


def test_a_growth_that_contradicts_its_levels_is_listed_with_its_disagreement(example_ledger: str) -> None:
    call = ["integrity", "--ledger", example_ledger, "--lang", "en", "--format", "json"]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 0, result.output
    rows = json.loads(result.output)
    product = {(row["kind"], row["first"]): row for row in rows if row["plan_no"] == 1}
    assert set(product) == {("growth", 2024)}
    assert "5.2 %" in product["growth", 2024]["evidence"]
    assert product["growth", 2024]["disagreement"]
