"""A figure among the words around it, as they stand in the document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.ledger.records import Anchor

_STOP = "。！？；!?;"
_WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_GAP = re.compile(rf"(?<=[{_WIDE}])\s+(?=[{_WIDE}])")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document with the words on either side, up to the ends of the sentence.

    Attributes:
        cut_before, cut_after: Whether the sentence goes on beyond what is shown.
    """

    before: str
    words: str
    after: str
    cut_before: bool
    cut_after: bool


def quoted(anchor: Anchor) -> Quote:
    """Return an anchor's words in their sentence with broken lines joined, and nothing of another one."""
    lead = re.split(rf"[{_STOP}]|\n\s*\n", anchor.before)
    rest = re.split(rf"(?<=[{_STOP}])|\n\s*\n", anchor.after, maxsplit=1)
    return Quote(
        before=_joined(lead[-1]).lstrip(),
        words=_joined(anchor.quote),
        after=_joined(rest[0]).rstrip(),
        cut_before=len(lead) == 1 and bool(anchor.before),
        cut_after=len(rest) == 1 and bool(anchor.after),
    )


def _joined(text: str) -> str:
    """Close gaps inside Chinese words and make any other white space one space."""
    return _SPACE.sub(" ", _GAP.sub("", text))
