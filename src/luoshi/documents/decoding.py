"""Bytes become text: UTF-8, UTF-16 with its mark, GB18030 where the bytes look like Chinese."""

from __future__ import annotations

import codecs
import re

from luoshi.errors import LuoshiError, Place

_PAIRS = re.compile(rb"[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_COMMON = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_COMMON_SHARE = 0.7
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, name: str) -> str:
    """Return the text of a file, exactly as it is (a UTF-8 mark at its start stays as one character).

    Raises:
        LuoshiError: ``file-empty``, ``file-binary``, ``file-truncated`` or ``encoding-unknown``.
    """
    place = Place(file=name)
    if not data:
        raise LuoshiError("file-empty", place)
    if data.startswith(_WIDE_MARKS):
        return _decode_wide(data, place)
    if b"\x00" in data or len(_CONTROL.findall(data[:65536])) * 100 > min(len(data), 65536):
        raise LuoshiError("file-binary", place)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_off = error.reason == "unexpected end of data" and error.start > 0
    if _looks_like_gb(data):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            cut_off = cut_off or _decodes_without_its_end(data)
    raise LuoshiError("file-truncated" if cut_off else "encoding-unknown", place)


def _decode_wide(data: bytes, place: Place) -> str:
    wide = "utf-32" if data.startswith(_WIDE_MARKS[:2]) else "utf-16"
    for codec in (wide, "utf-16"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError as error:
            cut_off = error.reason in ("truncated data", "unexpected end of data")
    raise LuoshiError("file-truncated" if cut_off else "encoding-unknown", place)


def _looks_like_gb(data: bytes) -> bool:
    """Most double bytes of Chinese text in GB18030 are its marks and its 3,755 most common characters."""
    pairs = _PAIRS.findall(data)
    common = sum(1 for pair in pairs if _COMMON.fullmatch(pair))
    return bool(pairs) and common >= _COMMON_SHARE * len(pairs)


def _decodes_without_its_end(data: bytes) -> bool:
    for cut in (1, 2, 3):
        try:
            data[:-cut].decode("gb18030")
        except UnicodeDecodeError:
            continue
        return True
    return False
