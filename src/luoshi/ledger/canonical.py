"""Canonical JSON (RFC 8785) of data without fractions, in which the journal is hashed."""

from __future__ import annotations

import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)


def canonical(value: Any) -> str:
    """Return the canonical form of JSON data that holds no fractions and whose keys are plain ASCII.

    For such data the standard library's compact sorted form is the same text as that of ``rfc8785``, at a
    tenth of the time; the tests prove it.
    """
    return _ENCODER.encode(value)
