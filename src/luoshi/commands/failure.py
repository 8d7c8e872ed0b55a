"""Saying what went wrong: a message of the catalogue on standard error, a log for what nobody foresaw."""

from __future__ import annotations

import errno
import logging
import os
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path

import click

from luoshi.commands.session import language
from luoshi.errors import Place, Problem

PROBLEMS = 1
"""Exit code when something asked for could not be done, or a check found something."""


def report(problem: Problem) -> None:
    """Write a problem to standard error."""
    click.echo(problem.words(language()), err=True)


def from_os(error: OSError) -> Problem:
    """Return the problem behind an error of the operating system."""
    place = Place(file=str(error.filename)) if error.filename else Place()
    if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        return Problem(code="disk-full", place=place)
    if isinstance(error, FileNotFoundError):
        return Problem(code="file-missing", place=place)
    return Problem(code="file-unreadable", place=place, detail={"reason": error.strerror or str(error)})


def unexpected(error: Exception) -> Problem:
    """Write the traceback to the log and return a problem that names it."""
    reference = secrets.token_hex(4)
    log = log_file()
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    lines = "".join(traceback.format_exception(error))
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{moment} {reference}\n{lines}\n")
    except OSError:
        log = Path("-")
        click.echo(lines, err=True)
    return Problem(code="unexpected", detail={"reference": reference, "log": str(log)})


def log_file() -> Path:
    """Return LUOSHI_LOG, else a file in the user's state folder."""
    if named := os.environ.get("LUOSHI_LOG"):
        return Path(named)
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "luoshi" / "luoshi.log"


def keep_log() -> Path:
    """Send what the pages log to the log file, or to standard error where that cannot be written."""
    log = log_file()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(log, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logging.getLogger("luoshi").addHandler(handler)
    return log


def usage(code: str, **detail: object) -> click.UsageError:
    """Return a usage error (exit code 2) with the catalogue's words."""
    return click.UsageError(Problem(code=code, detail=detail).words(language()))
