from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.web.packing import Body


@given(st.lists(st.tuples(st.binary(max_size=300), st.binary(max_size=40)), min_size=1, max_size=5))
def test_a_filled_body_unzips_to_what_it_is(parts: list[tuple[bytes, bytes]]) -> None:
    pieces, filling = [piece for piece, _ in parts], [fill for _, fill in parts[1:]]
    body = Body.of(pieces, pack=True)
    expected = pieces[0] + b"".join(fill + piece for piece, fill in zip(pieces[1:], filling, strict=True))
    assert body.plain(filling) == expected
    assert gzip.decompress(body.zipped(filling)) == expected
    one_member = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert one_member.decompress(body.zipped(filling)) == expected, "programs that read one member read all"
    assert one_member.eof


def test_every_gap_is_filled_and_nothing_else() -> None:
    body = Body.of([b"a", b"c"], pack=True)
    for filling in ((), (b"b", b"d")):
        with pytest.raises(ValueError, match="1 gaps"):
            body.plain(filling)
    with pytest.raises(ValueError, match="too many"):
        body.zipped([b"x" * 70_000])


def test_what_repeats_gets_smaller() -> None:
    body = Body.of([b"statistics " * 1000], pack=True)
    assert len(body.zipped()) < 200 < len(body.plain())
