"""What was read in place of an original is kept with it: the file made from it, or its recognised words.

Its bytes are a blob of their own; the description of the edition names the blob, the program, its version and
its models. Building again reads what is kept, so that words keep their places when a program is renewed.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from luoshi.documents.model import Layer
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import blob, description, edition

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

KEY = "read_from"
"""Where the description's further keys name the layer."""


def layer_row(layer: Layer) -> Row:
    """Return the row that keeps the bytes of a layer."""
    values = {"id": hashlib.sha256(layer.body).hexdigest(), "size": len(layer.body), "body": layer.body}
    return Row(table="blob", values=values)


def layer_record(layer: Layer) -> dict[str, Any]:
    """Return what the description of an edition says of its layer."""
    sha256 = hashlib.sha256(layer.body).hexdigest()
    return {KEY: {"sha256": sha256, "media_type": layer.media_type, "made_by": layer.made_by}}


def kept_layer(connection: Connection, sha256: str) -> Layer | None:
    """Return what was read before in place of the original with a sha256."""
    question = (
        select(description.c.meta)
        .join(edition, edition.c.id == description.c.edition_id)
        .where(edition.c.sha256 == sha256, description.c.meta.is_not(None))
        .order_by(description.c.entry.desc())
    )
    for meta in connection.execute(question).scalars():
        said = json.loads(meta).get(KEY)
        if not isinstance(said, dict):
            continue
        body = connection.execute(select(blob.c.body).where(blob.c.id == said["sha256"])).scalar()
        if body is not None:
            return Layer(media_type=said["media_type"], body=bytes(body), made_by=said["made_by"])
    return None


def layer_of(ledger: Ledger, sha256: str) -> Layer | None:
    """Return what a ledger keeps in place of the original with a sha256."""
    with ledger.reading() as connection:
        return kept_layer(connection, sha256)
