"""Bodies of answers with gaps that differ from reader to reader, compressed once and filled often.

A gzip member (RFC 1952) holds one deflate stream (RFC 1951). What stands between two gaps is compressed by
itself and flushed to a whole byte, without referring to what came before it; what fills a gap goes in as a
stored block. Only the checksum is computed anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

LEVEL = 6
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Deflate, no name, no time, any system."""

_END = b"\x03\x00"
"""The last block, with nothing in it."""

_MOST_STORED = 0xFFFF
"""Bytes that a stored block can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body of an answer.

    Attributes:
        pieces: What is the same for everybody; a gap between any two.
        packed: The same compressed, empty where compressing is of no use.
    """

    pieces: tuple[bytes, ...]
    packed: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, pieces: Sequence[bytes], *, pack: bool) -> Body:
        """Return a body; ``pack`` says whether to compress it."""
        return cls(pieces=tuple(pieces), packed=tuple(map(_packed, pieces)) if pack else ())

    @property
    def size(self) -> int:
        """How many bytes it takes in memory."""
        return sum(map(len, self.pieces)) + sum(map(len, self.packed))

    def plain(self, filling: Sequence[bytes] = ()) -> bytes:
        """Return it with its gaps filled."""
        return b"".join(_between(self.pieces, filling))

    def zipped(self, filling: Sequence[bytes] = ()) -> bytes:
        """Return it with its gaps filled, as gzip."""
        stored = [_stored(part) for part in filling]
        check, size = 0, 0
        for part in _between(self.pieces, filling):
            check, size = zlib.crc32(part, check), size + len(part)
        tail = check.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
        return b"".join((_HEAD, *_between(self.packed, stored), _END, tail))


def _between(pieces: Sequence[bytes], filling: Sequence[bytes]) -> Iterator[bytes]:
    if len(filling) != len(pieces) - 1:
        raise ValueError(f"{len(pieces) - 1} gaps, {len(filling)} to fill them")
    for piece, part in zip_longest(pieces, filling, fillvalue=b""):
        yield piece
        yield part


def _packed(piece: bytes) -> bytes:
    made = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return made.compress(piece) + made.flush(zlib.Z_FULL_FLUSH)


def _stored(part: bytes) -> bytes:
    if len(part) > _MOST_STORED:
        raise ValueError(f"{len(part)} bytes are too many to fill a gap")
    size = len(part)
    return b"\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + part
