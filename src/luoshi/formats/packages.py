"""Office files from outside: looked at as packages before any part of them is read."""

from __future__ import annotations

import io
import zipfile

from luoshi.errors import LuoshiError, Place

MOST_BYTES = 20_000_000
"""Of the file as it comes in."""
MOST_UNPACKED = 100_000_000
"""Of all its parts together."""
MOST_PARTS = 1_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ACTIVE = ("vbaproject", "activex", "embeddings/", "externallinks/", "connections.xml", "macrosheets")
"""Parts that fetch or run something; none of them belongs into a form."""
_HEAD = 4_096


def check_workbook(data: bytes, file: str) -> None:
    """Refuse what is no plain xlsx file.

    Raises:
        LuoshiError: ``file-empty``, ``file-too-large``, ``file-encrypted``, ``figures-format`` (the old .xls
            and anything that is no workbook), ``file-truncated``, ``workbook-active`` (macros, links to
            other files, embedded files) or ``file-unreadable`` (a part that declares entities).
    """
    place = Place(file=file)
    if not data:
        raise LuoshiError("file-empty", place)
    if len(data) > MOST_BYTES:
        raise _too_large(place, len(data), MOST_BYTES)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise LuoshiError("file-encrypted", place)
        raise LuoshiError("figures-format", place, kind="xls")
    if not data.startswith(b"PK"):
        raise LuoshiError("figures-format", place, kind=file.rpartition(".")[2] or "?")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(package, place)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise LuoshiError("file-truncated", place) from error


def _check_parts(package: zipfile.ZipFile, place: Place) -> None:
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise _too_large(place, unpacked, MOST_UNPACKED)
    names = [part.filename.casefold() for part in parts]
    if "xl/workbook.xml" not in names:
        raise LuoshiError("figures-format", place, kind="zip")
    for part in parts:
        if any(active in part.filename.casefold() for active in _ACTIVE):
            raise LuoshiError("workbook-active", place, part=part.filename)
        if part.flag_bits & 1:
            raise LuoshiError("file-encrypted", place)
        with package.open(part) as stream:
            if b"<!" in stream.read(_HEAD).replace(b"<!--", b""):
                raise LuoshiError("file-unreadable", place, reason=part.filename)


def _too_large(place: Place, size: int, limit: int) -> LuoshiError:
    return LuoshiError("file-too-large", place, size=-(-size // 1_000_000), limit=limit // 1_000_000)
