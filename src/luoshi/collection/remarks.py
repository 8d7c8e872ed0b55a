"""Remarks on a submission, and evidence handed in with it (佐证材料)."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from sqlalchemy import select

from luoshi.collection import log
from luoshi.collection.checking import today_of
from luoshi.collection.register import register
from luoshi.collection.states import Actor
from luoshi.documents.door import refuse_marked
from luoshi.documents.reading import read_bytes
from luoshi.errors import LuoshiError
from luoshi.ledger.identity import entered
from luoshi.ledger.records import Entry
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import blob

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_TAG = re.compile(r"<[^>]*>")

MOST_BYTES = 20 * 1024 * 1024
"""Greatest size of a file."""

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
"""Files that are taken, by the end of their names."""


def comment(
    ledger: Ledger, submission_id: str, text: str, *, actor: Actor, figure_id: str | None = None
) -> Entry:
    """Add a remark; raises ``not-found``, ``reason-missing`` for an empty one."""
    view = _submission(ledger, submission_id, figure_id)
    if not text.strip():
        raise LuoshiError("reason-missing")
    values = {
        "id": entered(),
        "submission_id": view.id,
        "figure_id": figure_id,
        "post_id": actor.post_id,
        "account": actor.account,
        "text": text.strip(),
    }
    return ledger.append(
        [Row(table="submission_comment", values=values)],
        actor=actor.account,
        reason=f"批注 / comment: {view.id}",
    )


def add_evidence(
    ledger: Ledger,
    submission_id: str,
    name: str,
    content: bytes,
    *,
    actor: Actor,
    figure_id: str | None = None,
) -> Entry:
    """Add a file to a submission that is not done; its hash, type and size are kept with it.

    Raises:
        LuoshiError: ``not-found``, ``submission-state``, ``file-empty``, ``file-too-large``,
            ``format-unknown``, ``evidence-there``.
    """
    view = _submission(ledger, submission_id, figure_id)
    kind = _media_type(name)
    if view.standing.state in ("published", "withdrawn"):
        raise LuoshiError("submission-state", state=view.standing.state, event=name)
    if not content:
        raise LuoshiError("file-empty")
    if len(content) > MOST_BYTES:
        size, limit = len(content) // 2**20 + 1, MOST_BYTES // 2**20
        raise LuoshiError("file-too-large", size=size, limit=limit)
    sha256 = hashlib.sha256(content).hexdigest()
    if any(one.sha256 == sha256 for one in view.evidence):
        raise LuoshiError("evidence-there", name=name)
    values = {
        "id": entered(),
        "submission_id": view.id,
        "figure_id": figure_id,
        "sha256": sha256,
        "name": name,
        "media_type": kind,
        "size": len(content),
        "account": actor.account,
    }
    _refuse_classified(name, content)
    stored = Row(table=blob.name, values={"id": sha256, "size": len(content), "body": content})
    rows = [*ledger.missing([stored]), Row(table="submission_attachment", values=values)]
    return ledger.append(rows, actor=actor.account, reason=f"佐证材料 / evidence: {view.id}: {name}")


def evidence_bytes(ledger: Ledger, evidence: log.Evidence) -> bytes:
    """Return the bytes of a file that was handed in."""
    with ledger.reading() as connection:
        body: bytes | None = connection.execute(
            select(blob.c.body).where(blob.c.id == evidence.sha256)
        ).scalar()
    if body is None:
        raise LuoshiError("not-found", what=evidence.name)
    return body


def _media_type(name: str) -> str:
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending not in MEDIA_TYPES:
        raise LuoshiError("format-unknown", kind=ending or name)
    return MEDIA_TYPES[ending]


def _refuse_classified(name: str, content: bytes) -> None:
    """Refuse a file that bears a classification mark; raises ``classified``.

    A file whose words cannot be read (a scan, a picture) is taken as it is.
    """
    if name.lower().endswith((".pdf", ".docx", ".txt")):
        try:
            read_bytes(content, name)
        except LuoshiError as error:
            if error.problem.code == "classified":
                raise
    elif name.lower().endswith((".csv", ".xlsx")):
        refuse_marked(_table_words(content), name)


def _table_words(content: bytes) -> str:
    """Return the words of a table: of a workbook those that its sheets share."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            inside = [one for one in packed.namelist() if one.endswith(("sharedStrings.xml", ".csv"))]
            return "\n".join(_TAG.sub("\n", packed.read(one).decode("utf-8", "replace")) for one in inside)
    except (BadZipFile, OSError, NotImplementedError, RuntimeError):
        return content.decode("utf-8", "replace")


def _submission(ledger: Ledger, identity: str, figure_id: str | None) -> log.SubmissionView:
    with ledger.reading() as connection:
        view = log.submission(connection, register(connection), today_of(ledger), identity)
    if figure_id is not None and all(one.id != figure_id for one in view.figures):
        raise LuoshiError("not-found", what=figure_id)
    return view
