"""The peer that is measured beside us: Recognizers-Text, in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".local" / "peer"
PACKAGES = ("recognizers-text-suite==1.0.2a2", "emoji<2")
"""The suite's import fails with a newer emoji."""


def python() -> str | None:
    """Return the Python of the peer's environment, made when it is missing; ``None`` if it cannot be had."""
    found = ENVIRONMENT / "bin" / "python"
    mark = ENVIRONMENT / "installed"
    if not mark.exists():
        print("bench: installing Recognizers-Text in .local/peer …", file=sys.stderr, flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=False)
        pip = [str(found), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        if made.returncode or subprocess.run(pip, check=False, capture_output=True).returncode:
            return None
        mark.touch()
    return str(found)
