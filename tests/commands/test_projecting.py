"""``luoshi project``: merging, splitting and dropping named projects."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from luoshi.cli import main
from tests.ledger.test_projecting import EARLY, LATE, SOURCES


def told(folder: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*words, "--ledger", str(folder / "ledger.db")])
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


def names(folder: Path) -> dict[str, list[str]]:
    rows = json.loads(told(folder, "projects", "--all", "--format", "json"))
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["name"], []).append(row["mentioned"])
    return found


def test_projects_are_merged_split_dropped_and_taken_back(tmp_path: Path) -> None:
    for name, text in (("early.md", EARLY), ("late.md", LATE), ("sources.yaml", SOURCES)):
        tmp_path.joinpath(name).write_text(text, encoding="utf-8")
    told(tmp_path, "build", str(tmp_path))
    why = ("--reason", "同一工程")
    told(tmp_path, "project", "merge", "江川河大桥", "河西大桥", *why)
    assert names(tmp_path)["江川河大桥"] == ["江川河大桥", "河西大桥"]
    told(tmp_path, "project", "split", "大学城医院", "大学城医院@early", "--name", "旧院", *why)
    assert names(tmp_path)["旧院"] == ["大学城医院"]
    told(tmp_path, "project", "drop", "东山隧道", *why)
    assert "东山隧道" not in names(tmp_path)
    decided = json.loads(told(tmp_path, "project", "decisions", "--format", "json"))
    assert decided[0]["project"] is None
    told(tmp_path, "project", "undo", str(decided[0]["entry"]), *why)
    assert "东山隧道" in names(tmp_path)
    assert "project-merge" in told(tmp_path, "project", "merge", "东山隧道", *why, code=1)
