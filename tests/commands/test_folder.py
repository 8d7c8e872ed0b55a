"""``luoshi init`` writes a sources.yaml to fill in."""

from pathlib import Path

import yaml
from click.testing import CliRunner

from luoshi.cli import main


def init(folder: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["init", str(folder), "--lang", "en"])
    return result.exit_code, result.output


def test_it_lists_the_documents_that_can_be_read(tmp_path: Path) -> None:
    for name in ("plan.md", 'odd"name.pdf', "film.mp4"):
        (tmp_path / name).write_text("x")
    code, output = init(tmp_path)
    assert code == 0
    assert "2 documents" in output
    written = yaml.safe_load((tmp_path / "sources.yaml").read_text(encoding="utf-8"))
    assert [entry["file"] for entry in written["documents"]] == ['odd"name.pdf', "plan.md"]


def test_an_empty_folder_is_made_and_gets_an_empty_list(tmp_path: Path) -> None:
    assert init(tmp_path / "new")[0] == 0
    written = yaml.safe_load((tmp_path / "new" / "sources.yaml").read_text(encoding="utf-8"))
    assert written["documents"] == []


def test_what_somebody_filled_in_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("documents: []\n")
    code, output = init(tmp_path)
    assert code == 1
    assert "[sources-exist]" in output
    assert (tmp_path / "sources.yaml").read_text() == "documents: []\n"
