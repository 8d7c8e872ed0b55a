"""Shapes of what was judged then and is known now."""

from __future__ import annotations

from datetime import date
from typing import Literal

from luoshi.web.api.base import BothWords, Exact, Form, Listing


class Judged(Form):
    """What the method that counts says of a target."""

    method: str
    version: str
    grade: str
    reason: str | None
    words: BothWords
    sentence: BothWords


class LaterChange(Form):
    """Something that is known otherwise now than it was on a day."""

    kind: Literal["came", "revised", "went", "read_anew", "target", "method"]
    period: str | None
    before: Exact | None
    after: Exact | None
    decides: bool
    words: BothWords


class LookedBack(Form):
    """A target judged on a day by what was public then, as of that day by what is known now, and now."""

    target: str
    target_period: str
    on: date
    known: Judged | None
    hindsight: Judged
    now: Judged
    changed: bool
    because: BothWords
    changes: list[LaterChange]


class LookedBacks(Listing):
    """A stretch of targets judged then and now."""

    items: list[LookedBack]
