"""No expression of the reader and the grammar takes more than its text's length in time.

Every compiled expression is given texts that repeat what expressions like to try again: its own fragments,
marks, digits, spaces, between things that make a match fail late. An expression with quadratic time needs
seconds for such a text; what is asserted is processor time with room for a busy machine.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import luoshi.documents
import luoshi.statements
import luoshi.vocabulary
from luoshi.documents import furniture
from luoshi.statements import phrase

LENGTH = 20_000
SECONDS = 1.0
PUMPS = (
    *"中一十百万亿年月日、，。；（）()【】 　\t\n0123456789.%％-—~*#|_:：/\\<>[]aZ",
    *(
        "第一",
        "2025年",
        "1.",
        "1 ",
        " 1",
        "（一）",
        "、和",
        "增长5%",
        "亿元",
        "个 ",
        "# ",
        "- ",
        "**",
        "中 ",
        "万亿",
    ),
    *(
        "年底前",
        "分别",
        "达到",
        "不低于",
        "同比",
        "比上年",
        "左右",
        "以上",
        "至",
        "到",
        "其中",
        "以及",
        "&nbsp;",
    ),
)
ENDS = ("", "\n", "x", "。", "1", "中", "%", "（", "]", "|")


def modules() -> Iterator[str]:
    """Yield the names of all modules that read."""
    for package in (luoshi.documents, luoshi.statements, luoshi.vocabulary):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield found.name


def patterns(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """Yield the expressions in a value: itself, or inside containers and value objects."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 4:
        if isinstance(value, dict):
            inside = list(value.values())
        elif isinstance(value, list | tuple | set | frozenset):
            inside = list(value)
        else:
            names = getattr(type(value), "__dataclass_fields__", {})
            inside = [getattr(value, name, None) for name in names]
        for one in inside:
            yield from patterns(one, depth + 1)


def every() -> list[re.Pattern[str]]:
    """Return the expressions of all modules, each once."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    for name in modules():
        for value in vars(importlib.import_module(name)).values():
            for one in patterns(value):
                found.setdefault((one.pattern, one.flags), one)
    return list(found.values())


EVERY = every()
AT_START = (furniture.CHROME, phrase._SAMPLES)
"""What is only ever asked of the beginning of a line or phrase."""


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Return the processor time of looking for an expression all through a text."""
    started = time.process_time()
    if pattern in AT_START:
        pattern.match(text)
    for _ in pattern.finditer(text) if pattern not in AT_START else ():
        pass
    return time.process_time() - started


def slow(text: str) -> list[tuple[str, float]]:
    """Return the expressions that take too long over a text; measured twice before one is named."""
    first = [one for one in EVERY if seconds(one, text) > SECONDS]
    return [(one.pattern[:200], took) for one in first if (took := seconds(one, text)) > SECONDS]


def test_there_are_expressions_to_try() -> None:
    assert len(EVERY) > 100


@pytest.mark.long
@pytest.mark.parametrize("pump", ["1 ", "中 ", "、", "第一", "*a ", "（", "2025年", " "])
def test_no_expression_is_slow_over_a_repeated_text(pump: str) -> None:
    assert slow((pump * LENGTH)[:LENGTH] + "x") == []


TEXTS = st.builds(
    lambda before, pump, end: before + ("".join(pump) * LENGTH)[:LENGTH] + end,
    st.sampled_from(ENDS),
    st.lists(st.sampled_from(PUMPS), min_size=1, max_size=4),
    st.sampled_from(ENDS),
)


@pytest.mark.long
@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_a_campaign_finds_no_slow_expression(text: str) -> None:
    assert slow(text) == []
