"""Files that are a zip of XML (Word, Excel, OFD) are opened with bounds, and without entities.

A part is never unpacked beyond what its entry declares, and what all entries declare together is bounded.
A part with a document type declaration is refused: these formats need none, and entities that multiply
(CWE-776) or lead outside (CWE-611) come by that way only.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from luoshi.errors import LuoshiError, Place

MOST_EXPANSION = 10
"""How many times the size limit the parts may take unpacked."""
MOST_PARTS = 20_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an OLE compound file begins: an old Office file, or an encrypted new one."""

_END_OF_ZIP = b"PK\x05\x06"
_MB = 1048576
_DECLARATIONS = tuple(
    mark.encode(codec) for mark in ("<!DOCTYPE", "<!ENTITY") for codec in ("ascii", "utf-16-le", "utf-16-be")
)
_XML = (".xml", ".rels", ".vml")


class Package:
    """An opened package; every part is checked before it is read.

    Raises:
        LuoshiError: ``file-truncated``, ``file-encrypted``, ``file-too-large``, ``file-unreadable``.
    """

    def __init__(self, data: bytes, place: Place, kind: str, limit_bytes: float) -> None:
        self.place, self.kind = place, kind
        if not data.startswith(b"PK"):
            raise LuoshiError("file-unreadable", place, reason=kind)
        if _END_OF_ZIP not in data[-65_557:]:
            raise LuoshiError("file-truncated", place)
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {info.filename: info for info in self._file.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise LuoshiError("file-truncated", place) from None
        self._check(limit_bytes)

    @property
    def names(self) -> frozenset[str]:
        """Names of all parts."""
        return frozenset(self._infos)

    def _check(self, limit_bytes: float) -> None:
        infos = self._infos.values()
        if any(info.flag_bits & 1 for info in infos):
            raise LuoshiError("file-encrypted", self.place)
        if len(infos) > MOST_PARTS:
            raise LuoshiError("archive-too-many", self.place, count=len(infos), limit=MOST_PARTS)
        size, largest = sum(info.file_size for info in infos), limit_bytes * MOST_EXPANSION
        if size > largest:
            shown, limit = f"{size / _MB:.1f}", f"{largest / _MB:g}"
            raise LuoshiError("file-too-large", self.place, size=shown, limit=limit)

    def read(self, name: str) -> bytes:
        """Return a part.

        Raises:
            LuoshiError: ``file-unreadable`` when it is not there or damaged, ``xml-declares``.
        """
        try:
            content = self._file.read(self._infos[name])
        except KeyError:
            raise LuoshiError("file-unreadable", self.place, reason=f"{self.kind}: {name[:80]}") from None
        except Exception as error:  # zipfile and its decompressors raise whatever damage leads them to
            reason = f"{self.kind}: {type(error).__name__}"
            raise LuoshiError("file-unreadable", self.place, reason=reason) from None
        if name.lower().endswith(_XML):
            self._refuse_declarations(content, name)
        return content

    def check_xml(self) -> None:
        """Read every XML part once; raises what ``read`` raises."""
        for name in self._infos:
            if name.lower().endswith(_XML):
                self.read(name)

    def xml(self, name: str) -> Any:
        """Return the root element of a part; raises what ``read`` raises."""
        try:
            return etree.fromstring(self.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
        except (etree.XMLSyntaxError, ValueError):
            raise LuoshiError("file-unreadable", self.place, reason=f"{self.kind}: {name[:80]}") from None

    def _refuse_declarations(self, content: bytes, name: str) -> None:
        if any(mark in content for mark in _DECLARATIONS):
            raise LuoshiError("xml-declares", self.place, part=name[:80])
