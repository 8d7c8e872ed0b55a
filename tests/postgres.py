"""A PostgreSQL of one's own for the tests: made in a temporary folder, reached by a socket only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from luoshi.ledger.store import Ledger

_TEMPLATE = "ledger_template"
_SETTINGS = """
fsync = off
full_page_writes = off
synchronous_commit = off
listen_addresses = ''
max_connections = 200
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A running cluster; every database it gives is a new ledger."""

    programs: Path
    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def address(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://luoshi@/{database}?host={self.folder}"

    def new(self, template: str = _TEMPLATE) -> str:
        """Make a database, by default with an empty ledger in it, and return its address."""
        name = f"ledger_{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def execute(self, command: str) -> None:
        """Run a command on the cluster itself."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(command)  # type: ignore[arg-type]

    def control(self, *arguments: str) -> None:
        """Run pg_ctl, as a user that PostgreSQL accepts."""
        command = [str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), "-w", *arguments]
        log = (self.folder / "log").open("ab")
        subprocess.run(as_server(command), check=True, stdout=log, stderr=log, cwd="/")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.control("start", "-o", f"-k {self.folder}")


@contextmanager
def cluster(programs: Path) -> Iterator[Cluster]:
    """Make a cluster, start it, and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="luoshi-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    folder.chmod(0o755)
    made = Cluster(programs=programs, folder=folder)
    try:
        initdb = [str(programs / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "luoshi"]
        options = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(as_server([*initdb, *options]), check=True, capture_output=True, cwd="/")
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS)
        made.start()
        made.execute(f"CREATE DATABASE {_TEMPLATE}")
        Ledger.open(made.address(_TEMPLATE), create=True).close()
        yield made
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            made.control("stop", "-m", "immediate")
        subprocess.Popen(["rm", "-rf", str(folder)])  # hundreds of databases: nobody waits for that


def as_server(command: list[str]) -> list[str]:
    """Return a command that runs as the user postgres where we are root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
