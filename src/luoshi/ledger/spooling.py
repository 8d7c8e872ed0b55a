"""A place for a payload that may be larger than memory allows: one part a line."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from luoshi.errors import LuoshiError
from luoshi.ledger.whole_files import is_full

_IN_MEMORY = 32 * 1024 * 1024


@contextmanager
def spool() -> Iterator[IO[str]]:
    """Open a spool, in memory up to 32 MB; raises ``disk-full``."""
    try:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n") as lines:
            yield lines
    except OSError as error:
        if not is_full(error):
            raise
        raise LuoshiError("disk-full") from error


def spooled(lines: IO[str]) -> Iterator[str]:
    """Return the parts in a spool, from the first."""
    lines.seek(0)
    for line in lines:
        yield line.rstrip("\n")
