"""One document becomes rows of six tables; the same rows whoever runs the extractor."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from luoshi.errors import LuoshiError

if TYPE_CHECKING:
    from luoshi.documents.model import Document, Source
    from luoshi.statements.tasks import Task

TEXT, WHOLE, REAL = "text", "whole", "real"

_SPAN = {"file": TEXT, "start": WHOLE, "end": WHOLE, "text": TEXT}
_TERMS = {
    "form": TEXT,
    "number": WHOLE,
    "name": TEXT,
    "strength": TEXT,
    "class": TEXT,
    "class_words": TEXT,
    "deadline": TEXT,
    "places": TEXT,
    "lead": TEXT,
    "responsible": TEXT,
    "helping": TEXT,
    "basis": TEXT,
    "indicators": TEXT,
}
"""What is told of a task and of a part of one."""

TABLES: Mapping[str, Mapping[str, str]] = {
    "documents": {
        "file": TEXT,
        "sha256": TEXT,
        "media_type": TEXT,
        "status": TEXT,
        "reason": TEXT,
        "characters": WHOLE,
        "statements": WHOLE,
        "numbers": WHOLE,
        "read": WHOLE,
        "set_aside": WHOLE,
        "open": WHOLE,
    },
    "statements": {
        **_SPAN,
        "value": TEXT,
        "upper": TEXT,
        "number": REAL,
        "unit": TEXT,
        "comparator": TEXT,
        "measure": TEXT,
        "direction": TEXT,
        "basis": TEXT,
        "indicator": TEXT,
        "region": TEXT,
        "period": TEXT,
        "kind": TEXT,
        "section": TEXT,
        "locator": TEXT,
        "doubts": TEXT,
        "confidence": REAL,
        "rule": TEXT,
        "row": WHOLE,
    },
    "achievements": {
        **_SPAN,
        "subject": TEXT,
        "event": TEXT,
        "kind": TEXT,
        "period": TEXT,
        "region": TEXT,
        "section": TEXT,
        "confidence": REAL,
    },
    "actions": {
        **_SPAN,
        "box": TEXT,
        "box_title": TEXT,
        "chapter": TEXT,
        **_TERMS,
    },
    "subtasks": {**_SPAN, "task_start": WHOLE, "task_end": WHOLE, **_TERMS},
    "coverage": {**_SPAN, "outcome": TEXT, "rule": TEXT},
}
"""Columns of every table with their kind: ``text``, ``whole`` (64 bits) or ``real`` (double precision).

Numbers as written are text (``value``, ``upper``), since a published figure is a decimal; ``number`` is the
same for scans. ``locator`` and lists are JSON. Offsets are raw; ``task_start`` and ``task_end`` are those of
the task that a part is listed under.
"""

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def empty() -> Rows:
    """Return the tables without rows."""
    return {table: [] for table in TABLES}


def document_rows(data: bytes, file: str, source: Source) -> Rows:
    """Return the rows of a document; one that cannot be read has a row that says why, and no others.

    Args:
        data: Its bytes.
        file: Its path within the corpus, in every row.
        source: What is known about it.
    """
    from luoshi.documents import read_bytes

    try:
        document = read_bytes(data, file.rpartition("/")[2])
        return _read(document, file, source)
    except LuoshiError as error:
        return failed(file, error.problem.code, error.problem.words("en"), data)
    except RecursionError:
        return failed(file, "crashed", "RecursionError", data)
    except MemoryError:
        return failed(file, "crashed", "MemoryError", data)
    except Exception as error:  # one document never stops a corpus
        return failed(file, "crashed", type(error).__name__, data)


def failed(file: str, status: str, reason: str, data: bytes | None = None) -> Rows:
    """Return the rows of a document that was not read."""
    sha256 = None if data is None else hashlib.sha256(data).hexdigest()
    row = dict.fromkeys(TABLES["documents"]) | {"file": file, "sha256": sha256}
    return empty() | {"documents": [row | {"status": status, "reason": reason}]}


def _read(document: Document, file: str, source: Source) -> Rows:
    from luoshi.documents.dating import dated
    from luoshi.statements.achievements import read_achievements
    from luoshi.statements.actions import read_actions
    from luoshi.statements.coverage import coverage
    from luoshi.statements.extract import survey
    from luoshi.statements.tasks import read_tasks

    source = dated(source, document)
    found = survey(document, source)
    seen = coverage(document, source, found)
    rows = empty()
    rows["statements"] = [_statement(file, one) for one in found.statements]
    rows["achievements"] = [_row("achievements", file, one) for one in read_achievements(document, source)]
    for task in read_tasks(document, source, read_actions(document), found.statements):
        if task.form == "item" and source.kind not in (None, "plan"):
            continue
        rows["actions"].append(_row("actions", file, task.action) | _terms(task))
        span = {"task_start": task.action.start, "task_end": task.action.end}
        rows["subtasks"] += [_row("subtasks", file, one.action) | span | _terms(one) for one in task.parts]
    rows["coverage"] = [_row("coverage", file, one) for one in seen.numerals]
    rows["documents"] = [
        {
            "file": file,
            "sha256": document.sha256,
            "media_type": document.media_type,
            "status": "read",
            "reason": None,
            "characters": len(document.raw),
            "statements": len(found.statements),
            "numbers": len(seen.numerals),
            "read": seen.counts["statement"],
            "set_aside": seen.counts["set-aside"],
            "open": seen.counts["open"],
        }
    ]
    return rows


def _row(table: str, file: str, one: Any) -> Row:
    return {"file": file} | {name: getattr(one, name, None) for name in TABLES[table] if name != "file"}


def _terms(task: Task) -> Row:
    duty = task.duty
    return {
        "form": task.form,
        "name": task.action.name or None,
        "class": task.task_class.key,
        "class_words": _json(task.task_class.words),
        "deadline": task.deadline,
        "places": _json(task.places),
        "lead": _json(duty.lead if duty else ()),
        "responsible": _json(duty.responsible if duty else ()),
        "helping": _json(duty.helping if duty else ()),
        "basis": duty.basis if duty else None,
        "indicators": _json(task.indicators),
    }


def _statement(file: str, one: Any) -> Row:
    own = {name: getattr(one, name, None) for name in TABLES["statements"]}
    return own | {
        "file": file,
        "value": str(one.value),
        "upper": None if one.upper is None else str(one.upper),
        "number": float(one.value),
        "locator": _json(one.locator),
        "doubts": _json(list(one.doubts)),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def flat(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield every row as the name of its table and JSON: the form in which an engine carries them."""
    for table, some in rows.items():
        for row in some:
            yield table, _json(row)
