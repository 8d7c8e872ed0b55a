"""What is true of the repository as a whole."""

from __future__ import annotations

import re
from importlib import metadata

import pytest

from tests.house.files import ROOT, tracked_files

# Written in parts so that this file does not match itself.
ADDRESSES = re.compile(
    "--(extra-)?index" + "-url|--find" + '-links|"resol' + 'ved":|registry' + r"\.npmjs|pypi" + r"\.(org|io)"
)


def test_no_tracked_file_names_a_package_registry() -> None:
    named = []
    for path in tracked_files():
        if ADDRESSES.search(path.read_bytes().decode("utf-8", "replace")):
            named.append(str(path.relative_to(ROOT)))
    assert named == []


@pytest.mark.parametrize("lock", ["run", "build", "test", "node"])
def test_a_lock_gives_a_hash_for_every_package(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_two_locks_agree_on_every_version() -> None:
    def pins(lock: str) -> dict[str, str]:
        text = (ROOT / "requirements" / f"{lock}.txt").read_text()
        return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.M))

    run, test = pins("run"), pins("test")
    assert {name: version for name, version in run.items() if test.get(name) != version} == {}


def test_no_dependency_is_gpl_or_agpl() -> None:
    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements" / "test.txt").read_text(), re.M)
    strong = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.I)
    found = []
    for package in metadata.distributions():
        about = package.metadata
        if re.sub(r"[._]", "-", about["Name"].lower()) not in locked:
            continue
        words = [about.get("License-Expression") or "", (about.get("License") or "").split("\n")[0]]
        words += [c for c in about.get_all("Classifier") or [] if c.startswith("License")]
        if any(strong.search(w) for w in words):
            found.append((about["Name"], words))
    assert found == []


def test_no_module_is_longer_than_a_reader_takes_in() -> None:
    modules = [
        path
        for path in tracked_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ("src", "tools", "benchmarks")
    ]
    assert modules
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in modules}
    assert {name: length for name, length in lengths.items() if length > 400} == {}
