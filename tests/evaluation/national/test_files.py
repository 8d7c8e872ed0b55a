import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from luoshi.errors import LuoshiError
from luoshi.evaluation.national import run
from luoshi.evaluation.national.columns import TARGETS
from luoshi.evaluation.national.export import export, inputs, table, target_row
from luoshi.evaluation.national.run import judge_files
from luoshi.evaluation.run import evaluate
from luoshi.ledger import views
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger

AT = date(2025, 12, 31)


@pytest.fixture(scope="module")
def folder(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("national")
    export(inputs(ledger, Cut(at=AT)), made)
    return made


def judged(folder: Path, targets: str = "targets.parquet") -> Path:
    results = folder / "results.parquet"
    judge_files(folder / targets, folder / "observations.parquet", results, at=AT)
    return results


def test_a_ledger_judged_from_parquet_has_the_verdicts_of_luoshi_evaluate(
    ledger: Ledger, folder: Path
) -> None:
    rows = pq.read_table(judged(folder)).to_pylist()
    expected = [
        result
        for plan in views.plans(ledger, cut=Cut(at=AT))
        for result in evaluate(ledger, plan, Cut(at=AT))
    ]
    assert len({result.verdict for result in expected}) > 2
    assert {(row["target_id"], row["verdict"], row["reason"], row["observation_id"]) for row in rows} == {
        (result.target_id, result.verdict, result.reason, result.observation_id) for result in expected
    }
    assert [row["target_id"] for row in rows] == sorted(row["target_id"] for row in rows)


def test_columns_that_are_missing_or_of_another_type_are_named(folder: Path) -> None:
    whole = pq.read_table(folder / "targets.parquet")
    wrong = whole.drop(["kind"]).set_column(
        whole.column_names.index("value") - 1, "value", pa.array([1.5] * whole.num_rows)
    )
    pq.write_table(wrong, folder / "wrong.parquet")
    with pytest.raises(LuoshiError) as caught:
        judged(folder, "wrong.parquet")
    told = caught.value.problem
    assert told.code == "parquet-columns"
    assert "kind (VARCHAR" in str(told.detail["columns"])
    assert "DOUBLE" in str(told.detail["columns"])
    assert "upper" not in str(told.detail["columns"])


def test_what_is_no_parquet_file_says_so(folder: Path) -> None:
    (folder / "text.parquet").write_text("target_id,kind\n")
    for name in ("text.parquet", "absent.parquet"):
        with pytest.raises(LuoshiError) as caught:
            judged(folder, name)
        assert caught.value.problem.code == "parquet-unreadable"


def test_results_that_cannot_be_written_leave_nothing_behind(folder: Path) -> None:
    place = folder / "absent" / "results.parquet"
    with pytest.raises(LuoshiError) as caught:
        judge_files(folder / "targets.parquet", folder / "observations.parquet", place, at=AT)
    assert caught.value.problem.code == "file-unwritable"


def test_a_number_that_no_exact_decimal_of_18_digits_holds_is_named() -> None:
    from cases import target

    rows = [target_row(target(value)) for value in ("1e15", "0.0001")]
    with pytest.raises(LuoshiError) as caught:
        table(rows, TARGETS)
    assert caught.value.problem.code == "parquet-number"
    assert table(rows[:1], TARGETS).column("value").to_pylist() == [Decimal(10) ** 15]


def test_without_duckdb_the_extra_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(LuoshiError) as caught:
        run.connect()
    assert caught.value.problem.code == "package-missing"
    assert caught.value.problem.detail["extra"] == "national"
