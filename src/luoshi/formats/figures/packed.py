"""A data folder of Open SDG that comes as one ZIP file."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from luoshi.documents.archives import opened
from luoshi.errors import LuoshiError, Place
from luoshi.formats.figures.lines import Read
from luoshi.formats.figures.open_sdg import MOST_BYTES, MOST_FILES, read_open_sdg

MOST_ENTRIES = 3 * MOST_FILES
"""Files of an archive: data, meta and what else lies beside them."""


def is_archive(data: bytes) -> bool:
    """Say whether bytes are a ZIP file that is no workbook."""
    if not data.startswith(b"PK"):
        return False
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError):
        return False
    return "[Content_Types].xml" not in names and not any(name.startswith("xl/") for name in names)


def read_packed(data: bytes, file: str) -> Read:
    """Return the figures of an Open SDG data folder in a ZIP file, wherever in it the folder lies.

    Args:
        data: The file.
        file: Its name, for errors.

    Raises:
        LuoshiError: ``figures-format`` where it holds no such folder, or several; ``archive-unsafe``,
            ``archive-too-many``, ``archive-expands``, ``file-encrypted``, ``file-truncated``.
    """
    with tempfile.TemporaryDirectory(prefix="luoshi-figures-") as name:
        packed = Path(name) / "figures.zip"
        packed.write_bytes(data)
        try:
            with opened(packed, most_bytes=MOST_BYTES, most_files=MOST_ENTRIES) as folder:
                return read_open_sdg(_data_folder(folder, file))
        except LuoshiError as error:
            own = error.problem
            raise LuoshiError(own.code, Place(file=file), **own.detail) from error


def _data_folder(folder: Path, file: str) -> Path:
    found = {one.parent.parent for one in folder.rglob("data/indicator_*.csv")}
    if len(found) != 1:
        raise LuoshiError("figures-format", Place(file=file), kind="zip")
    return found.pop()
