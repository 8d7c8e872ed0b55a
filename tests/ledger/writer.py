"""A process that writes until it is stopped, and reports each entry once the ledger has it."""

from __future__ import annotations

import sys
from itertools import count

from luoshi.errors import LuoshiError
from luoshi.ledger.identity import entered
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger


def main(store: str, rows: int) -> None:
    try:
        with Ledger.open(store, create=True) as ledger:
            for turn in count():
                new = (
                    Row(table="concept", values={"id": entered(), "name": "很长的名称" * 20})
                    for _ in range(rows * (1 + turn % 7))
                )
                entry = ledger.append(new, actor="writer", reason=f"turn {turn}")
                print(entry.number, entry.hash, flush=True)
    except LuoshiError as error:
        print(error.problem.code, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], 500 if "--large" in sys.argv else 40)
