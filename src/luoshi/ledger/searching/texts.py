"""What of an edition may be found: its paragraphs and the sentences of its statements.

Passages that are set aside (speeches and instructions of leaders, guiding thought, military matters) are
shown whole in the reader or not at all; they are left out here, and so are lines that name who wrote or
photographed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.documents.furniture import CREDIT_AT_END, is_credit
from luoshi.documents.model import Block, Document, Layer
from luoshi.documents.reading import read_bytes
from luoshi.errors import LuoshiError
from luoshi.statements.model import Passage
from luoshi.statements.passages import set_aside

_STOPS = "。！？；!?;\n"
_LONGEST_SENTENCE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words of a document with their raw span."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """A document with what is set aside in it."""

    document: Document
    aside: tuple[Passage, ...]

    def paragraphs(self) -> Iterator[Text]:
        """Return the parts of each block that may be shown in part."""
        for block in self.document.blocks:
            if not is_credit(self.document.text[block.start : block.end]):
                for start, end in self._shown(block):
                    raw_start, raw_end = self.document.raw_span(start, end)
                    words = CREDIT_AT_END.sub("", self.document.text[start:end]).replace("\t", " ")
                    yield Text(words=words, start=raw_start, end=raw_end)

    def sentence(self, raw_start: int) -> str:
        """Return the sentence around a raw offset, empty where it is set aside."""
        at = max(0, bisect_right(self.document.raw_offsets, raw_start) - 1)
        for block in self.document.blocks:
            if block.start <= at < block.end:
                for start, end in self._shown(block):
                    if start <= at < end:
                        return _around(self.document.text, start, end, at)
        return ""

    def _shown(self, block: Block) -> Iterator[tuple[int, int]]:
        at = block.start
        for passage in self.aside:
            if passage.end <= at or passage.start >= block.end:
                continue
            if passage.start > at:
                yield at, passage.start
            at = passage.end
        if at < block.end:
            yield at, block.end


def readable(content: bytes, name: str, layer: Layer | None = None) -> Readable | None:
    """Return a document as it may be searched, ``None`` where its bytes can no longer be read."""
    try:
        document = read_bytes(content, name, layer=layer)
    except LuoshiError:
        return None
    return Readable(document=document, aside=set_aside(document))


def _around(text: str, first: int, last: int, at: int) -> str:
    start = max([first, *(text.rfind(stop, first, at) + 1 for stop in _STOPS)])
    ends = [found for stop in _STOPS if (found := text.find(stop, at, last)) >= 0]
    end = min([last, *ends])
    sentence = text[max(start, at - _LONGEST_SENTENCE) : min(end, at + _LONGEST_SENTENCE)]
    return sentence.replace("\t", " ").strip()
