"""Any file of figures, told apart by what is in it."""

from __future__ import annotations

from pathlib import Path

from luoshi.errors import LuoshiError, Place
from luoshi.formats.figures.lines import Read
from luoshi.formats.figures.open_sdg import read_open_sdg
from luoshi.formats.figures.packed import is_archive, read_packed
from luoshi.formats.figures.plain_csv import read_csv
from luoshi.formats.figures.sdmx_csv import is_sdmx_csv, read_sdmx_csv
from luoshi.formats.figures.workbook_reading import read_workbook

MOST_BYTES = 20_000_000


def read_figures(data: bytes, file: str) -> Read:
    """Return the figures of a workbook, a CSV or an SDMX-CSV file, or of a packed folder of Open SDG.

    Raises:
        LuoshiError: ``figures-format``, ``file-too-large``, or what keeps a workbook or an archive from
            being opened.
    """
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise LuoshiError("file-too-large", Place(file=file), size=-(-len(data) // 1_000_000), limit=limit)
    suffix = file.rpartition(".")[2].casefold()
    if suffix != "xlsx" and is_archive(data):
        return read_packed(data, file)
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or suffix == "xlsx":
        return read_workbook(data, file)
    if suffix not in ("csv", "txt"):
        raise LuoshiError("figures-format", Place(file=file), kind=suffix or "?")
    return read_sdmx_csv(data, file) if is_sdmx_csv(data) else read_csv(data, file)


def read_figures_at(path: Path) -> Read:
    """Return the figures of a file, or of a folder of Open SDG.

    Raises:
        LuoshiError: ``file-missing``, ``file-unreadable`` or what ``read_figures`` raises.
    """
    if path.is_dir():
        return read_open_sdg(path)
    try:
        return read_figures(path.read_bytes(), path.name)
    except FileNotFoundError as error:
        raise LuoshiError("file-missing", Place(file=str(path))) from error
    except OSError as error:
        raise LuoshiError("file-unreadable", Place(file=path.name), reason=error.strerror or "") from error
