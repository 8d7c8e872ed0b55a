"""``luoshi tasks`` and ``luoshi projects``."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from luoshi.cli import main
from tests.ledger.test_tasks import PLAN, REPORT, SOURCES


def built(folder: Path) -> list[str]:
    folder.joinpath("plan.md").write_text(PLAN, encoding="utf-8")
    folder.joinpath("report.md").write_text(REPORT, encoding="utf-8")
    folder.joinpath("sources.yaml").write_text(SOURCES, encoding="utf-8")
    ledger = ["--ledger", str(folder / "ledger.db")]
    assert CliRunner().invoke(main, ["build", str(folder), *ledger]).exit_code == 0
    return ledger


def test_tasks_and_projects_are_listed_with_who_when_and_what(tmp_path: Path) -> None:
    ledger = built(tmp_path)
    told = CliRunner().invoke(main, ["tasks", "--plan", "plan", "--format", "json", *ledger])
    assert told.exit_code == 0, told.output
    rows = {row["task"]: row for row in json.loads(told.stdout)}
    assert list(rows) == ["i-1-1-1", "i-1-1-2", "1-1"]
    assert rows["i-1-1-1"]["lead"] == ["市交通局"]
    assert rows["i-1-1-2"]["basis"] == "presumed"
    assert [one["strength"] for one in rows["i-1-1-2"]["subtasks"]] == ["力争", "探索"]
    assert rows["i-1-1-2"]["answers"] == ["临江材料实验室二期主体工程封顶"]
    only = CliRunner().invoke(
        main, ["tasks", "--plan", "plan", "--form", "special", "--format", "csv", *ledger]
    )
    assert [line.split(",")[0] for line in only.stdout.splitlines()] == ["task", "1-1"]
    found = CliRunner().invoke(main, ["projects", "--format", "json", *ledger])
    stages = [(row["stage"], row["published"]) for row in json.loads(found.stdout) if "跑道" in row["name"]]
    assert stages == [("building", "2022-05"), ("starting", "2025-01")]
