"""What kinds of files are read: by the first bytes where they are telling, else by the extension."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from luoshi.errors import LuoshiError, Place

_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OFFICE}wordprocessingml.document"
XLSX = f"{_OFFICE}spreadsheetml.sheet"
PDF, HTML, OFD = "application/pdf", "text/html", "application/ofd"
DOC, XLS, RTF = "application/msword", "application/vnd.ms-excel", "application/rtf"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": HTML,
    ".htm": HTML,
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".pdf": PDF,
    ".ofd": OFD,
    ".doc": DOC,
    ".wps": DOC,
    ".xls": XLS,
    ".et": XLS,
    ".rtf": RTF,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".tif": TIFF,
    ".tiff": TIFF,
}
SUFFIXES = frozenset(MEDIA_TYPES)
OLD_OFFICE = frozenset((DOC, XLS, RTF))
PICTURES = frozenset((PNG, JPEG, TIFF))
ARCHIVES = frozenset((".zip",))

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF-", PDF),
    (rb"{\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_PARTS = (("xl/workbook.xml", XLSX), ("OFD.xml", OFD), ("word/document.xml", DOCX))
_HTML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def media_type_of(data: bytes, name: str) -> str:
    """Return what a file is; raises ``format-unknown`` for an extension that nothing is known of."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES and suffix not in ("", "."):
        raise LuoshiError("format-unknown", Place(file=name), kind=suffix)
    named = MEDIA_TYPES.get(suffix, "text/plain")
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, named)
    if data.startswith(_OLE):
        return named if named in (DOCX, XLSX, XLS) else DOC
    if (suffix in ("", ".") or named in OLD_OFFICE) and _HTML_START.match(data):
        return HTML
    return named


def _packed(data: bytes, named: str) -> str:
    """Return what a zip holds; one that tells nothing is what its name says, else taken for Word."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        names = set()
    found = next((kind for part, kind in _PARTS if part in names), None)
    return found or (named if named in (XLSX, OFD) else DOCX)
