"""Make bundle/: a folder that installs Luoshi on a machine without a network.

It holds the wheel of Luoshi (front end inside), the locked wheels for this kind of machine, the example and
an install script. The target machine needs the same system and a Python of the same minor version.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "bundle"
WHEELS = BUNDLE / "wheels"
VENDOR = ROOT / "src" / "luoshi" / "web" / "static" / "vendor"

INSTALL = """\
#!/bin/sh
# Installs Luoshi from this folder alone: sh install.sh [TARGET]   (default TARGET: ./luoshi)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${{1:-./luoshi}}
python=${{PYTHON:-python3}}
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != ({major}, {minor}))' || {{
  echo "This bundle is for Python {major}.{minor}; name it with PYTHON=/path/to/python{major}.{minor}" >&2
  exit 1
}}
"$python" -m venv "$target"
"$target/bin/pip" install --quiet --disable-pip-version-check --no-index --no-deps "$here"/wheels/*.whl
"$target/bin/luoshi" --version
echo "Installed. Try: $target/bin/luoshi build $here/examples/shenyang --ledger shenyang.db"
"""

README = """\
# Luoshi {version}, to install without a network

For {system}, Python {major}.{minor}.

    sh install.sh /opt/luoshi
    /opt/luoshi/bin/luoshi build examples/shenyang --observations examples/shenyang/observations.csv
    /opt/luoshi/bin/luoshi serve

`wheels/` holds Luoshi and every package it needs, in the versions of its lock.
"""


def main() -> int:
    """Build the bundle; everything in an older one is replaced."""
    if not (VENDOR / "manifest.json").exists():
        print("bundle: the front-end libraries are missing; run make setup", file=sys.stderr)
        return 1
    shutil.rmtree(BUNDLE, ignore_errors=True)
    WHEELS.mkdir(parents=True)
    collect_wheels()
    build_wheel()
    write_texts()
    size = sum(path.stat().st_size for path in BUNDLE.rglob("*") if path.is_file())
    print(f"bundle: {BUNDLE} ({size / 1e6:.0f} MB, {len(list(WHEELS.iterdir()))} wheels)")
    return 0


def collect_wheels() -> None:
    """Fetch the locked wheels for this kind of machine, checked against their hashes."""
    lock = str(ROOT / "requirements" / "run.txt")
    pip("download", "--require-hashes", "--only-binary", ":all:", "--dest", str(WHEELS), "-r", lock)


def build_wheel() -> None:
    """Build Luoshi's own wheel with the front end in it."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(WHEELS)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def write_texts() -> None:
    """Write the install script and copy what a reader needs."""
    major, minor = sys.version_info[:2]
    system = f"{os.uname().sysname} {os.uname().machine}"
    script = BUNDLE / "install.sh"
    script.write_text(INSTALL.format(major=major, minor=minor), encoding="utf-8")
    script.chmod(0o755)
    version = next(WHEELS.glob("luoshi-*.whl")).name.split("-")[1]
    text = README.format(version=version, system=system, major=major, minor=minor)
    (BUNDLE / "README.md").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "examples", BUNDLE / "examples")
    shutil.copytree(ROOT / "docs", BUNDLE / "docs")
    shutil.copy(ROOT / "LICENSE", BUNDLE)


def pip(*arguments: str) -> None:
    """Run this environment's pip quietly."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}bundle: pip ended with {done.returncode}.")


if __name__ == "__main__":
    sys.exit(main())
