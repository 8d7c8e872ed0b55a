"""The whole suite on PostgreSQL: ``pytest --store postgresql``.

Every ledger that a test makes in a file is then a database of its own, copied from a template. The file
holds the database's name, so that a copy of the file is a copy of the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from luoshi.ledger import engines, store
from tests.postgres import Cluster

_MARK = "a database of the tests: "
_LEAVE = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{}' AND state = 'idle'"
)
"""A database in use is not copied; whoever only keeps a connection to it in a pool gets another one."""


class Databases:
    """Databases in place of files."""

    def __init__(self, running: Cluster) -> None:
        self.running = running
        self.names: dict[Path, str] = {}

    def address(self, given: engines.Where, *, create: bool = False) -> engines.Where:
        """Return the address of the database that a file stands for, else what was given."""
        if not isinstance(given, Path) and "://" in given:
            return given
        path = Path(given).resolve()
        if path.is_file():
            said = path.read_bytes()[:200]
            if not said.startswith(_MARK.encode()):
                return given
            template = said.decode().removeprefix(_MARK)
            if template == self.names.get(path):
                return self.running.address(template)
        elif create and path.parent.is_dir():
            template = "ledger_template"
        else:
            return given
        return self._copy(template, path)

    def _copy(self, template: str, path: Path) -> str:
        name = self.names[path] = f"file_{next(self.running.numbers)}"
        self.running.execute(_LEAVE.format(template))
        self.running.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        path.unlink(missing_ok=True)
        path.write_text(f"{_MARK}{name}")
        return self.running.address(name)


@contextmanager
def in_databases(running: Cluster) -> Iterator[None]:
    """Keep every ledger of a file in a database of the cluster."""
    databases = Databases(running)
    plain_address, plain_open = engines.address, store.Ledger.open.__func__  # type: ignore[attr-defined]

    def address(given: engines.Where) -> Path | str:
        return plain_address(databases.address(given))

    def opened(cls: type, given: engines.Where, **options: Any) -> Any:
        databases.address(given, create=bool(options.get("create")))
        return plain_open(cls, given, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "address", address)
        patch.setattr(store.Ledger, "open", classmethod(opened))
        yield


def without_sqlite(items: list[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Part the tests that PostgreSQL can run from those that it cannot, or that run on it anyway."""

    def fits(item: pytest.Item) -> bool:
        own = any(item.get_closest_marker(name) for name in ("sqlite", "postgres"))
        return not own and "new_store" not in getattr(item, "fixturenames", ())

    kept = [item for item in items if fits(item)]
    return kept, [item for item in items if not fits(item)]
