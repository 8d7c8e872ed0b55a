"""What is to be done with the things that a target counts: 建设20个 is not 提升20个."""

from __future__ import annotations

import re
from functools import cache

from luoshi.ledger.differing.model import Aim, Doubt
from luoshi.ledger.differing.rules import rules

_CLAUSE = re.compile(r"[。；;，,：:！？]")


def doubt_of(old: Aim, new: Aim) -> Doubt | None:
    """Return that two targets say acts that exclude one another, ``None`` where they do not."""
    acts = _act(old), _act(new)
    if None in acts or _kind(acts[0] or "") == _kind(acts[1] or ""):
        return None
    return Doubt(code="act", old=acts[0] or "", new=acts[1] or "")


def _act(aim: Aim) -> str | None:
    """Return the last act before a target's amount, within its clause."""
    sentence, written = ("".join(text.split()) for text in (aim.place.sentence, aim.written))
    at = sentence.find(written)
    if at < 0 or not written:
        return None
    said = _pattern().findall(_CLAUSE.split(sentence[:at])[-1])
    return str(said[-1]) if said else None


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted((word for group in rules().acts for word in group), key=len, reverse=True)
    return re.compile(rf"({'|'.join(words)})(?!至|到|为)")


def _kind(act: str) -> int:
    return next(at for at, group in enumerate(rules().acts) if act in group)
