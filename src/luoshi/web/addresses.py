"""Addresses of things within the pages, in one place."""

from __future__ import annotations

from urllib.parse import quote

from luoshi.ledger.records import Anchor, Citation
from luoshi.web.times import Times


def words_at(anchor: Anchor | None, times: Times) -> str | None:
    """Return where the reader shows an anchor's words, ``None`` when their document is not here."""
    if anchor is None or anchor.document_key is None:
        return None
    query = times.query(words=f"{anchor.start}-{anchor.end}")
    return f"/documents/{quote(anchor.document_key)}{query}#words"


def source_of(citation: Citation, times: Times) -> str | None:
    """Return where the words of a citation are shown, ``None`` when only the source is named."""
    return words_at(citation.anchor, times)
