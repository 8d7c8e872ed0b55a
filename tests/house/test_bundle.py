"""The bundle installs and works on a machine without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.files import ROOT

pytestmark = pytest.mark.long


def offline() -> list[str]:
    """Return a prefix that runs a command without any network, where the system allows that."""
    unshare = ["unshare", "--map-root-user", "--net"]
    allowed = shutil.which("unshare") and not subprocess.run([*unshare, "true"], check=False).returncode
    return unshare if allowed else []


def run(*command: str, folder: Path) -> str:
    nowhere = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "HTTPS_PROXY")}
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LUOSHI_LANG": "en", **nowhere}
    done = subprocess.run(
        [*offline(), *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_bundle_installs_builds_and_judges_without_a_network(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "tools/bundle.py"], cwd=ROOT, text=True, capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr
    bundle = tmp_path / "carried over"
    shutil.copytree(ROOT / "bundle", bundle)
    run("sh", str(bundle / "install.sh"), str(tmp_path / "luoshi"), folder=tmp_path)
    luoshi = str(tmp_path / "luoshi" / "bin" / "luoshi")
    example = bundle / "examples" / "shenyang"
    run(luoshi, "build", str(example), "--observations", str(example / "observations.csv"), folder=tmp_path)
    assert "not_reached" in run(luoshi, "evaluate", "--at", "2025-12-31", "--format", "csv", folder=tmp_path)
    found = run(luoshi, "doctor", folder=tmp_path)
    assert "problem" not in found
    assert "front end" in found
