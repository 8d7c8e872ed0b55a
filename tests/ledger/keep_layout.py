"""Keep a ledger of the present layout, every table filled, for the test of migrations.

``python -m tests.ledger.keep_layout`` writes ``layouts/REVISION.json``; do so once with every new layout.
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import select

from luoshi.ledger.schema import REVISION, metadata
from luoshi.ledger.store import Ledger
from tests.ledger.conftest import Days
from tests.ledger.test_verify import fill

LAYOUTS = Path(__file__).with_name("layouts")


def rows_of(ledger: Ledger) -> dict[str, Any]:
    """Return every row of a ledger as its file holds it, bytes in Base64."""
    kept = {}
    with ledger.reading() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        for table in metadata.sorted_tables:
            names = [column.name for column in table.columns if column.computed is None]
            listed = ", ".join(f'"{name}"' for name in names)
            found = raw.execute(f'SELECT {listed} FROM "{table.name}"').fetchall()
            if found:
                rows = [[_plain(cell) for cell in row] for row in found]
                kept[table.name] = {"columns": names, "rows": rows}
        assert connection.execute(select(metadata.tables["journal"].c.number)).first()
    return kept


def _plain(cell: Any) -> Any:
    return base64.b64encode(cell).decode() if isinstance(cell, bytes) else cell


def main() -> None:
    """Write the file of the present layout."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "ledger.db", create=True, clock=Days()) as ledger,
    ):
        fill(ledger)
        assert ledger.verify() == []
        tables = rows_of(ledger)
    kept = json.dumps({"revision": REVISION, "tables": tables}, ensure_ascii=False, separators=(",", ":"))
    (LAYOUTS / f"{REVISION}.json").write_text(kept + "\n", encoding="utf-8")
    sys.stdout.write(f"{REVISION}: {len(tables)} tables\n")


if __name__ == "__main__":
    main()
