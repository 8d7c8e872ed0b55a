"""Bringing the layout of a store forward with Alembic."""

from __future__ import annotations

from functools import cache
from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("luoshi.ledger") / "migrations"))
    return config


@cache
def revisions() -> tuple[str, ...]:
    """Return every known layout, oldest first."""
    script = ScriptDirectory.from_config(_config())
    return tuple(reversed([step.revision for step in script.walk_revisions()]))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the store forward, to the present layout by default, within the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
