"""Opens the town's ledger of the evaluation tests, and files with LibreOffice."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "evaluation"))

import town

from luoshi.ledger.store import Ledger

AsPdf = Callable[[bytes, str], Path]


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The town's ledger on 1 June 2026, for reading."""
    with town.ledger(tmp_path_factory.mktemp("town") / "luoshi.db") as made:
        yield made


@pytest.fixture
def as_pdf(tmp_path: Path, soffice: str) -> AsPdf:
    """Turn an Office file into a PDF with LibreOffice."""

    def turn(content: bytes, name: str) -> Path:
        (tmp_path / name).write_bytes(content)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), name]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
        return (tmp_path / name).with_suffix(".pdf")

    return turn
