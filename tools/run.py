"""Build, evaluate and serve a folder of documents: what `make run` does after set-up."""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LUOSHI = [sys.executable, "-m", "luoshi"]


def main() -> int:
    """Build the ledger of a folder in .local/, say how its targets stand, then serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    asked = parser.parse_args()
    ledger = ledger_of(asked.folder)
    ledger.parent.mkdir(exist_ok=True)
    common = ["--ledger", str(ledger)]
    tables = [f"--observations={path}" for path in sorted(asked.folder.glob("*.csv"))]
    subprocess.run([*LUOSHI, "build", *common, *tables, str(asked.folder)], check=False)
    if not ledger.exists():
        return 1
    subprocess.run([*LUOSHI, "evaluate", *common, "--summary"], check=False)
    os.execv(sys.executable, [*LUOSHI, "serve", *common, "--host", asked.host, "--port", asked.port])


def ledger_of(folder: Path) -> Path:
    """Return the ledger's path: the folder's name and, as names repeat, a part of its path's hash."""
    folder = folder.resolve()
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    return ROOT / ".local" / f"{folder.name}-{mark}.db"


if __name__ == "__main__":
    sys.exit(main())
