"""A pledge to keep pace is read with what it is about, the year and its words."""

from __future__ import annotations

import pytest

from luoshi.documents.reading import read_bytes
from luoshi.statements.relative import Relative, read_relative


def read(text: str) -> list[Relative]:
    return list(read_relative(read_bytes(text.encode(), "a.txt")))


def test_the_rules_example() -> None:
    text = "到2025年，人口规模突破1000万人，城乡居民可支配收入与经济增长保持同步。"
    (found,) = read(text)
    assert (found.what, found.other, found.year) == ("城乡居民可支配收入", "经济增长", 2025)
    assert text[found.start : found.end] == found.text == "城乡居民可支配收入与经济增长保持同步"


def test_without_a_year_the_year_is_unknown() -> None:
    (found,) = read("居民收入增长与经济增长基本同步。")
    assert (found.what, found.year) == ("居民收入", None)


@pytest.mark.parametrize("text", ["与全国、全省同步基本实现现代化。", "推进在线同步课堂。", "经济保持增长。"])
def test_other_uses_of_the_words_are_left_alone(text: str) -> None:
    assert read(text) == []
