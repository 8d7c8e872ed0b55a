"""Set up the project: .venv, locked packages, the project itself, the front end.

Runs on bare Python 3.11 or newer.

Each step is stamped with the hash of what it depends on, so running it again does nothing until a lock
changes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "setup.json"
LOCKS = {"run": ("run", "build"), "test": ("test",)}

NO_VENV = """\
This Python ({python}) cannot make a virtual environment with pip in it.
On Debian and Ubuntu: apt-get install python3-venv    (as root; then run make again)
Or name another Python 3.11 or newer: make setup PYTHON=/path/to/python3"""


def main() -> int:
    """Carry out the steps that are out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", action="store_true", help="also install what the tests need")
    lock = "test" if parser.parse_args().test else "run"
    if sys.version_info < (3, 11):
        print(f"Luoshi needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    try:
        make_venv()
        stamps = read_stamps()
        install_packages(lock, stamps)
        install_project(stamps)
        front_end(test=lock == "test")
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


class SetupError(Exception):
    """Something the reader must do first."""


def make_venv() -> None:
    """Make .venv unless a working one is there."""
    if works(PYTHON):
        return
    say("making .venv")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode or not works(PYTHON):
        raise SetupError(NO_VENV.format(python=sys.executable))


def works(python: Path) -> bool:
    """Say whether a Python is there, new enough and has pip."""
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return (
        python.exists()
        and not subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode
    )


def install_packages(lock: str, stamps: dict[str, str]) -> None:
    """Install lock files with their hashes; the tests' lock contains the others."""
    wanted = [ROOT / "requirements" / f"{name}.txt" for name in LOCKS[lock]]
    key = " ".join(digest(path) for path in wanted)
    if stamps.get(lock) == key:
        return
    say(f"installing the locked packages of {', '.join(path.name for path in wanted)}")
    pip("install", "--require-hashes", *(part for path in wanted for part in ("-r", str(path))))
    stamps[lock] = key
    write_stamps(stamps)


def install_project(stamps: dict[str, str]) -> None:
    """Install the project itself so that edits to src/ count at once."""
    key = digest(ROOT / "pyproject.toml") + str(ROOT)
    if stamps.get("project") == key:
        return
    say("installing luoshi")
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamps["project"] = key
    write_stamps(stamps)


def front_end(*, test: bool) -> None:
    """Bring the front-end libraries up to date."""
    command = [str(PYTHON), str(ROOT / "tools" / "frontend.py"), *(["--test"] if test else [])]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetupError("Set-up stopped: the front-end libraries are missing.")


def pip(*arguments: str) -> None:
    """Run the environment's pip; what it says is shown only when it stops."""
    command = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"{done.stdout}{done.stderr}Set-up stopped: pip ended with {done.returncode}.")


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stamps() -> dict[str, str]:
    """Return what has been installed so far."""
    return dict(json.loads(STAMP.read_text())) if STAMP.exists() else {}


def write_stamps(stamps: dict[str, str]) -> None:
    """Remember what has been installed."""
    STAMP.write_text(json.dumps(stamps, indent=1, sort_keys=True))


def say(words: str) -> None:
    """Tell the reader what takes time."""
    print(f"setup: {words} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
