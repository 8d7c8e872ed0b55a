"""A file, its bytes or its text become a Document."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from luoshi.documents.composing import compose
from luoshi.documents.decoding import decode
from luoshi.documents.door import refuse_marked
from luoshi.documents.draft import Draft
from luoshi.documents.model import Document
from luoshi.documents.outline import outline
from luoshi.errors import LuoshiError, Place

DEFAULT_LIMIT_MB = 100.0
LIMIT_VARIABLE = "LUOSHI_MAX_MB"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}
SUFFIXES = frozenset(MEDIA_TYPES)
_DOCX, _HTML, _PDF = MEDIA_TYPES[".docx"], MEDIA_TYPES[".html"], MEDIA_TYPES[".pdf"]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MB = 1024 * 1024
_HTML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def read(path: str | Path, *, limit_mb: float | None = None) -> Document:
    """Return the document in a file.

    Args:
        path: The file.
        limit_mb: Largest size in MiB; by default ``LUOSHI_MAX_MB``, else 100.

    Raises:
        LuoshiError: ``file-missing``, ``file-unreadable``, or what ``read_bytes`` raises.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if path.is_file():
            _check_size(size, path.name, limit_mb)
        data = path.read_bytes()
    except FileNotFoundError:
        raise LuoshiError("file-missing", Place(file=str(path))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LuoshiError("file-unreadable", Place(file=str(path)), reason=reason) from None
    return read_bytes(data, path.name, limit_mb=limit_mb)


def read_bytes(data: bytes, name: str, *, limit_mb: float | None = None) -> Document:
    """Return the document in the bytes of a file.

    Args:
        data: The whole file.
        name: Its name; the extension says the format, unless the bytes say otherwise.
        limit_mb: As for ``read``.

    Raises:
        LuoshiError: ``file-empty``, ``file-too-large``, ``format-unknown``, ``file-binary``,
            ``encoding-unknown``, ``file-truncated``, ``file-encrypted``, ``file-unreadable``, ``no-text`` or
            ``classified``.
    """
    _check_size(len(data), name, limit_mb)
    if not data:
        raise LuoshiError("file-empty", Place(file=name))
    draft = _draft(data, name, limit(limit_mb) * _MB)
    return _document(draft, name, hashlib.sha256(data).hexdigest())


def read_text(raw: str, name: str) -> Document:
    """Return the document in a text that has been decoded already.

    Raises:
        LuoshiError: ``file-empty``, ``no-text`` or ``classified``.
    """
    if not raw:
        raise LuoshiError("file-empty", Place(file=name))
    sha256 = hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(_text_draft(raw, name), name, sha256)


def limit(limit_mb: float | None = None) -> float:
    """Return the size limit in MiB that holds: the argument, else ``LUOSHI_MAX_MB``, else 100."""
    if limit_mb is not None:
        return limit_mb
    try:
        return float(os.environ.get(LIMIT_VARIABLE, DEFAULT_LIMIT_MB))
    except ValueError:
        return DEFAULT_LIMIT_MB


def _check_size(size: int, name: str, limit_mb: float | None) -> None:
    largest = limit(limit_mb)
    if size > largest * _MB:
        raise LuoshiError("file-too-large", Place(file=name), size=f"{size / _MB:.1f}", limit=f"{largest:g}")


def _draft(data: bytes, name: str, limit_bytes: float) -> Draft:
    media_type = _media_type(data, name)
    if media_type == _DOCX:
        from luoshi.documents.readers import word

        return word.read(data, name, media_type, limit_bytes=limit_bytes)
    if media_type == _PDF:
        from luoshi.documents.readers import pdf

        return pdf.read(data, name, media_type)
    if media_type == _HTML:
        from luoshi.documents.readers import html

        return html.read(data, name, media_type)
    return _text_draft(decode(data, name), name)


def _media_type(data: bytes, name: str) -> str:
    """Return what a file is: by its first bytes where they are telling, else by its extension."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES and suffix not in ("", "."):
        raise LuoshiError("format-unknown", Place(file=name), kind=suffix)
    if data.startswith(b"%PDF-"):
        return _PDF
    if suffix == ".docx" or data.startswith((b"PK\x03\x04", _OLE)):
        return _DOCX
    if suffix == ".pdf":
        return _PDF
    if suffix in ("", ".") and _HTML_START.match(data):
        return _HTML
    return MEDIA_TYPES.get(suffix, "text/plain")


def _text_draft(raw: str, name: str) -> Draft:
    from luoshi.documents.readers import plain

    suffix = Path(name).suffix.lower()
    return plain.read(raw, MEDIA_TYPES.get(suffix, "text/plain"))


def _document(draft: Draft, name: str, sha256: str) -> Document:
    refuse_marked(draft.raw, name, draft.unseen)
    composed = compose(len(draft.raw), draft.folded, draft.parts, noisy=draft.noisy)
    if not composed.text:
        raise LuoshiError("no-text", Place(file=name))
    return Document(
        name=name,
        media_type=draft.media_type,
        sha256=sha256,
        raw=draft.raw,
        text=composed.text,
        raw_offsets=composed.raw_offsets,
        blocks=composed.blocks,
        outline=outline(composed),
        tables=composed.tables,
        locations=draft.locations,
    )
