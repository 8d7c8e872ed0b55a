"""The texts for other engines; running this module writes the snapshots anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlglot

from luoshi.evaluation.national.texts import RULES, STEPS
from luoshi.evaluation.national.transpiling import transpiled
from luoshi.evaluation.parameters import load

SNAPSHOTS = Path(__file__).parent / "snapshots"
ENGINES = ("clickhouse", "trino")
AT = date(2025, 12, 31)


def whole(engine: str) -> str:
    texts = (f"-- {name}\n{transpiled(name, engine, AT, load())};\n" for name in (*STEPS, *RULES))
    return "\n".join(texts)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_texts_for_an_engine_are_those_of_the_snapshot(engine: str) -> None:
    text = whole(engine)
    assert text == (SNAPSHOTS / f"{engine}.sql").read_text(encoding="utf-8")
    assert len(sqlglot.parse(text, read=engine)) == len(STEPS) + len(RULES)


@pytest.mark.parametrize("engine", [*ENGINES, "spark"])
def test_no_macro_of_duckdb_is_left_in_a_text(engine: str) -> None:
    text = whole(engine).lower()
    assert "months(" not in text.replace("add_months(", "")
    assert "excuse(" not in text


if __name__ == "__main__":
    SNAPSHOTS.mkdir(exist_ok=True)
    for one in ENGINES:
        (SNAPSHOTS / f"{one}.sql").write_text(whole(one), encoding="utf-8")
