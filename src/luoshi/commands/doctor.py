"""``luoshi doctor``: is this machine fit, and is the ledger?"""

from __future__ import annotations

import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

import click

from luoshi.commands import failure
from luoshi.commands.base import Command
from luoshi.commands.output import Column, write
from luoshi.commands.session import Session, session
from luoshi.commands.words import words
from luoshi.errors import LuoshiError

LEAST_DISK_MB = 200
"""Free space below which building a ledger may stop half-way."""

COLUMNS = (
    Column(key="check", zh="检查", en="check"),
    Column(key="state", zh="结果", en="result"),
    Column(key="detail", zh="说明", en="detail", widest=1000),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found; ``state`` is ``ok`` or ``problem``."""

    check: str
    state: str
    detail: str


@click.command("doctor", cls=Command)
@click.pass_context
def doctor(context: click.Context) -> None:
    """Check this machine and the ledger; exit code 1 when something is wrong."""
    options = session()
    findings = [finding for check in CHECKS for finding in check(options)]
    rows = [
        {
            "check": words(f"doctor-{finding.check}"),
            "state": words(f"doctor-{finding.state}"),
            "detail": finding.detail,
        }
        for finding in findings
    ]
    write(rows, COLUMNS, "table", options.language)
    if any(finding.state == "problem" for finding in findings):
        context.exit(failure.PROBLEMS)


def _python(_: Session) -> Iterator[Finding]:
    fit = sys.version_info >= (3, 11)
    detail = f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield Finding(check="python", state="ok" if fit else "problem", detail=detail)


def _packages(_: Session) -> Iterator[Finding]:
    names = _required()
    missing = [name for name in names if not _installed(name)]
    state = "problem" if missing else "ok"
    yield Finding(check="packages", state=state, detail=", ".join(missing) or str(len(names)))


def _required() -> list[str]:
    """Return the names of the packages needed; none are known when run from bare sources."""
    try:
        lines = metadata.requires("luoshi") or []
    except metadata.PackageNotFoundError:
        return []
    return [re.split(r"[^A-Za-z0-9._-]", line)[0] for line in lines if "extra ==" not in line]


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _front_end(options: Session) -> Iterator[Finding]:
    manifest = resources.files("luoshi.web").joinpath("static/vendor/manifest.json")
    if manifest.is_file():
        yield Finding(check="front-end", state="ok", detail="")
    else:
        detail = LuoshiError("front-end-missing").problem.words(options.language)
        yield Finding(check="front-end", state="problem", detail=detail)


def _disk(options: Session) -> Iterator[Finding]:
    folder = Path(options.ledger).absolute().parent
    if not folder.is_dir():
        folder = Path.cwd()
    free = shutil.disk_usage(folder).free // 2**20
    state = "ok" if free >= LEAST_DISK_MB else "problem"
    yield Finding(check="disk", state=state, detail=f"{free} MB: {folder}")


def _ledger(options: Session) -> Iterator[Finding]:
    from luoshi.ledger.store import Ledger

    try:
        with Ledger.open(options.ledger) as ledger:
            last = ledger.head()
            kind = words("doctor-read-only" if ledger.read_only else "doctor-writable")
            problems = ledger.verify()
    except LuoshiError as error:
        yield Finding(check="ledger", state="problem", detail=error.problem.words(options.language))
        return
    count = last.number if last else 0
    yield Finding(check="ledger", state="ok", detail=words("doctor-entries", count=count, kind=kind))
    for problem in problems:
        yield Finding(check="verify", state="problem", detail=problem.words(options.language))
    if not problems:
        yield Finding(check="verify", state="ok", detail=last.hash if last else "")


def _accounts(options: Session) -> Iterator[Finding]:
    """Say whether the keys of second factors can be read, where there are accounts."""
    from luoshi.access import totp
    from luoshi.access.store import AccessStore

    store = None
    try:
        store = AccessStore.open(options.ledger)
        if store is not None:
            count = totp.check_keys(store)
            yield Finding(check="accounts", state="ok", detail=words("doctor-second-factors", count=count))
    except LuoshiError as error:
        yield Finding(check="accounts", state="problem", detail=error.problem.words(options.language))
    finally:
        if store is not None:
            store.close()


CHECKS: tuple[Callable[[Session], Iterator[Finding]], ...] = (
    _python,
    _packages,
    _front_end,
    _disk,
    _ledger,
    _accounts,
)
