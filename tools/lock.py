"""Renew the locks in requirements/ from pyproject.toml, with hashes and no addresses."""

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


def main() -> int:
    """Write the locks; the tests' lock holds the versions of the others and more."""
    compile_lock("run", "pyproject.toml")
    compile_lock("build", "requirements/build.in")
    same = ("--constraint=requirements/run.txt", "--constraint=requirements/build.txt")
    compile_lock("test", "--group=dev", *same, "pyproject.toml", "requirements/build.in")
    compile_lock("node", "requirements/node.in")
    return 0


def compile_lock(name: str, *inputs: str) -> None:
    """Resolve inputs into one lock file."""
    command = [sys.executable, "-m", "uv", "pip", "compile", *COMMON, *inputs]
    subprocess.run([*command, f"--output-file=requirements/{name}.txt"], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
