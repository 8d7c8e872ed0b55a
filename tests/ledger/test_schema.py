from __future__ import annotations

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from luoshi.ledger import guards
from luoshi.ledger.migrating import revisions
from luoshi.ledger.schema import PROJECTION, REVISION, metadata
from luoshi.ledger.store import Ledger

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
    assert revisions()[-1] == REVISION
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert guards.standing(connection) == guards.guard_names()


def test_every_table_of_the_projection_can_be_read_as_of_an_entry() -> None:
    for table in PROJECTION:
        assert {"id", "entry", "position"} <= set(table.c.keys())
