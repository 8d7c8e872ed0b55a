"""Renew requirements/run.txt and requirements/test.txt from pyproject.toml, with hashes and no addresses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--quiet",
    "--upgrade",
)
INPUTS = ("pyproject.toml", "requirements/build.in")


def main() -> int:
    """Write both locks; the tests' lock holds the same versions and more."""
    compile_lock("--output-file=requirements/run.txt")
    compile_lock("--group=dev", "--constraint=requirements/run.txt", "--output-file=requirements/test.txt")
    return 0


def compile_lock(*options: str) -> None:
    """Resolve the inputs into one lock file."""
    subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", *COMMON, *options, *INPUTS], check=True, cwd=ROOT
    )


if __name__ == "__main__":
    sys.exit(main())
