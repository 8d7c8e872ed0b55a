from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect

from luoshi.ledger import guards
from luoshi.ledger.migrating import revisions
from luoshi.ledger.schema import PROJECTION, REVISION, metadata
from luoshi.ledger.store import Ledger
from tests.postgres import Cluster

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-model.md"
COMMON = {"id", "entry", "position", "supersedes"}


def sections() -> dict[str, str]:
    parts = re.split(r"^### (\w+)\n", PAGE.read_text(encoding="utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_page_on_the_data_model_names_every_table_and_column_and_no_other() -> None:
    found = sections()
    assert set(found) == set(metadata.tables)
    for name, table in metadata.tables.items():
        own = {c.name for c in table.columns} - (COMMON if table in PROJECTION else set())
        assert set(re.findall(r"^\| `(\w+)` \|", found[name], flags=re.M)) == own, name
        assert table.comment
        assert table.comment in found[name]
        assert ("may supersede" in found[name]) == ("supersedes" in table.c), name


def test_migrations_end_in_the_layout_the_program_uses(ledger: Ledger) -> None:
    """A change of the schema needs a step in ``migrations/versions``."""
    assert revisions()[-1] == REVISION
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert guards.standing(connection) == guards.guard_names()


@pytest.mark.sqlite
def test_the_released_statements_make_the_layout_the_program_uses(tmp_path: Path) -> None:
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    with Ledger.open(tmp_path / "stepped.db", create=True) as ledger:
        assert made_at_once(made) == described(ledger.engine)


@pytest.mark.postgres
def test_the_released_statements_make_the_layout_in_postgres_too(postgres: Cluster) -> None:
    made = create_engine(postgres.new("template0").replace("postgresql:", "postgresql+psycopg:"))
    with Ledger.open(postgres.new()) as ledger:
        assert made_at_once(made) == described(ledger.engine)


def made_at_once(engine: Engine) -> dict[str, list[str]]:
    metadata.create_all(engine, checkfirst=False)
    try:
        return described(engine)
    finally:
        engine.dispose()


def described(engine: Engine) -> dict[str, list[str]]:
    """Return what the database says about every table, without the order in which it says it."""
    seen = inspect(engine)
    kinds = ("columns", "check_constraints", "unique_constraints", "indexes", "foreign_keys")
    return {
        f"{table}.{kind}": sorted(
            repr(sorted((name, plain(said)) for name, said in one.items()))
            for one in getattr(seen, f"get_{kind}")(table)
        )
        for table in metadata.tables
        for kind in kinds
    }


def plain(said: object) -> str:
    """Return what the database says as text, the condition of a partial index included."""
    if isinstance(said, dict):
        return str({name: plain(value) for name, value in sorted(said.items())})
    return str(said)


def test_every_table_of_the_projection_can_be_read_as_of_an_entry() -> None:
    for table in PROJECTION:
        assert {"id", "entry", "position"} <= set(table.c.keys())
