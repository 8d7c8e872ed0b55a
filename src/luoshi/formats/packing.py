"""Office files whose bytes depend on what they say and on nothing else."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from luoshi.ledger.whole_files import whole

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def settled(content: bytes, at: date) -> bytes:
    """Return an Office file with a fixed time on every part and a given date in its properties."""
    stamp = f"{at.isoformat()}T00:00:00Z".encode()
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for part in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            body = source.read(part)
            if part == "docProps/core.xml":
                body = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", body)
            info = zipfile.ZipInfo(part, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, body)
    return packed.getvalue()


def store(content: bytes, path: Path) -> Path:
    """Write a file whole or not at all; raises ``disk-full``, ``file-unwritable``."""
    with whole(path) as part:
        part.write_bytes(content)
    return path
