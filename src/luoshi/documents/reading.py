"""A file, its bytes or its text become a Document."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from luoshi.documents.composing import compose
from luoshi.documents.decoding import decode
from luoshi.documents.door import refuse_marked
from luoshi.documents.draft import Draft
from luoshi.documents.kinds import (
    DOCX,
    HTML,
    MEDIA_TYPES,
    OFD,
    OLD_OFFICE,
    PDF,
    PICTURES,
    XLSX,
    media_type_of,
)
from luoshi.documents.model import Document, Layer
from luoshi.documents.outline import outline
from luoshi.errors import LuoshiError, Place

DEFAULT_LIMIT_MB = 100.0
LIMIT_VARIABLE = "LUOSHI_MAX_MB"
_MB = 1024 * 1024


Layers = Callable[[str], Layer | None]
"""What is known already to have been read in place of a file, by its sha256."""


def read(path: str | Path, *, limit_mb: float | None = None, layers: Layers | None = None) -> Document:
    """Return the document in a file.

    Args:
        path: The file.
        limit_mb: Largest size in MiB; by default ``LUOSHI_MAX_MB``, else 100.
        layers: Asked before a file is converted or recognised.

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
    layer = layers(hashlib.sha256(data).hexdigest()) if layers else None
    return read_bytes(data, path.name, limit_mb=limit_mb, layer=layer)


def read_bytes(
    data: bytes, name: str, *, limit_mb: float | None = None, layer: Layer | None = None
) -> Document:
    """Return the document in the bytes of a file.

    Args:
        data: The whole file.
        name: Its name; the extension says the format, unless the bytes say otherwise.
        limit_mb: As for ``read``.
        layer: What was read in place of these bytes before; it is read again, nothing is converted anew.

    Raises:
        LuoshiError: ``file-empty``, ``file-too-large``, ``format-unknown``, ``file-binary``,
            ``encoding-unknown``, ``file-truncated``, ``file-encrypted``, ``file-unreadable``, ``no-text``,
            ``classified``, ``xml-declares``, ``archive-too-many``, ``cells-too-many``, ``pages-too-many``,
            ``converter-missing``, ``conversion-failed``, ``ocr-missing`` or ``ocr-failed``.
    """
    _check_size(len(data), name, limit_mb)
    if not data:
        raise LuoshiError("file-empty", Place(file=name))
    draft = _draft(data, name, limit(limit_mb) * _MB, layer)
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


def _draft(data: bytes, name: str, limit_bytes: float, layer: Layer | None) -> Draft:
    media_type = media_type_of(data, name)
    if media_type in OLD_OFFICE:
        return _old_office(data, name, media_type, limit_bytes, layer)
    if media_type in PICTURES or media_type == PDF:
        return _pages(data, name, media_type, layer)
    reader = _READERS.get(media_type)
    if reader is None:
        return _text_draft(decode(data, name), name)
    return reader(data, name, media_type, limit_bytes)


def _old_office(data: bytes, name: str, media_type: str, limit_bytes: float, layer: Layer | None) -> Draft:
    from luoshi.documents.office import converted

    layer = layer or converted(data, name, media_type)
    reader = _READERS.get(layer.media_type)
    if reader is not None:
        draft = reader(layer.body, name, layer.media_type, limit_bytes)
    else:
        draft = _text_draft(decode(layer.body, name), f"{name}.txt")
    return replace(draft, media_type=media_type, layer=layer)


def _word(data: bytes, name: str, media_type: str, limit_bytes: float) -> Draft:
    from luoshi.documents.readers import word

    return word.read(data, name, media_type, limit_bytes=limit_bytes)


def _excel(data: bytes, name: str, media_type: str, limit_bytes: float) -> Draft:
    from luoshi.documents.readers import excel

    return excel.read(data, name, media_type, limit_bytes=limit_bytes)


def _ofd(data: bytes, name: str, media_type: str, limit_bytes: float) -> Draft:
    from luoshi.documents.readers import ofd

    return ofd.read(data, name, media_type, limit_bytes=limit_bytes)


def _pages(data: bytes, name: str, media_type: str, layer: Layer | None) -> Draft:
    if media_type == PDF:
        from luoshi.documents.readers import pdf

        return pdf.read(data, name, media_type, layer)
    from luoshi.documents.readers import recognised

    return recognised.read_picture(data, name, media_type, layer)


def _html(data: bytes, name: str, media_type: str, _: float) -> Draft:
    from luoshi.documents.readers import html

    return html.read(data, name, media_type)


_READERS: dict[str, Callable[[bytes, str, str, float], Draft]] = {
    DOCX: _word,
    XLSX: _excel,
    OFD: _ofd,
    HTML: _html,
}


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
        layer=draft.layer,
    )
