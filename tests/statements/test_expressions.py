"""No expression of the reader and the grammar takes more than its text's length in time.

Every expression is given texts that repeat what expressions like to try again: its own fragments, marks,
digits, spaces, between things that make a match fail late. It is asked as the code asks it: an expression
that is only ever matched from a place on is not looked for all through a text. What limits it is processor
time, so that a busy machine changes nothing; an expression with quadratic time needs more for such a text.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import luoshi.documents
import luoshi.statements
import luoshi.vocabulary
from luoshi.documents.model import Source
from luoshi.formats.corpus.rows import document_rows
from tests.statements.asked import asked

LENGTH = 20_000
SECONDS = 0.5
"""Of processor time; an expression with linear time takes a hundredth of it."""
SECONDS_WHOLE = 10.0
"""Of processor time for all that is read of a text."""
PUMPS = (
    *"中一十百万亿年月日、，。；（）()【】“”《》「 　\t\n0123456789.%％-—~*#|_:：/\\<>[]aZ",
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
        "“1个",
        "《2025",
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

PACKAGES = (luoshi.documents, luoshi.statements, luoshi.vocabulary)


def modules() -> Iterator[ModuleType]:
    """Yield all modules that read."""
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


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
        elif isinstance(value, functools._lru_cache_wrapper):
            inside = [value()] if not value.__wrapped__.__code__.co_argcount else []
        else:
            names = getattr(type(value), "__dataclass_fields__", {})
            inside = [getattr(value, name, None) for name in names]
        for one in inside:
            yield from patterns(one, depth + 1)


@functools.cache
def sources(module: ModuleType | None) -> str:
    """Return the code of a module, or of all that read."""
    if module is not None:
        return Path(module.__file__ or "").read_text(encoding="utf-8")
    paths = (path for package in PACKAGES for path in Path(package.__path__[0]).rglob("*.py"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def ways(module: ModuleType, name: str) -> tuple[str, ...]:
    """Return how the code asks an expression that has a name of its own."""
    code = sources(module if name.startswith("_") else None)
    asked = set(
        re.findall(rf"\b{name}(?:\(\))?\.(match|fullmatch|search|finditer|findall|sub|split)\b", code)
    )
    passed = re.search(rf"(?<!def )\b{name}\b(?!(?:\(\))?\.| =|:)", code)
    return tuple(sorted(asked)) if asked and asked <= {"match", "fullmatch"} and not passed else ("finditer",)


@functools.cache
def every() -> list[tuple[re.Pattern[str], str]]:
    """Return the expressions of all modules and those made while reading, and how they are asked."""
    found: dict[tuple[str, int, str], re.Pattern[str]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for one in patterns(value):
                for way in ways(module, name):
                    found.setdefault((one.pattern, one.flags, way), one)
    known = {(text, flags) for text, flags, _ in found}
    for text, flags, way in asked():
        if (text, flags) not in known:
            asks = way if way in ("match", "fullmatch") else "finditer"
            found.setdefault((text, flags, asks), re.compile(text, flags))
    return [(one, way) for (_, _, way), one in found.items()]


class TooSlow(BaseException):
    """The processor time is used up."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def within(seconds: float, pattern: re.Pattern[str], way: str, text: str) -> bool:
    """Return whether an expression comes to its end over a text in so much processor time."""
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        if way == "finditer":
            for _ in pattern.finditer(text):
                pass
        else:
            getattr(pattern, way)(text)
    except TooSlow:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return True


def slow(text: str) -> list[tuple[str, str]]:
    """Return the expressions that take too long over a text, and how they were asked."""
    return [(one.pattern[:200], way) for one, way in every() if not within(SECONDS, one, way, text)]


def test_there_are_expressions_to_try() -> None:
    assert len(every()) > 400
    assert {way for _, way in every()} == {"match", "fullmatch", "finditer"}


def test_an_expression_with_more_than_linear_time_is_found() -> None:
    assert not within(SECONDS, re.compile(r"\s*\|?\s*-"), "finditer", " " * LENGTH)
    assert within(SECONDS, re.compile(r"-\s*"), "finditer", " " * LENGTH)


@pytest.mark.xdist_group("expressions")
@pytest.mark.parametrize(
    "pump",
    ["1 ", "中 ", "、", "第一", "*a ", "（", "2025年", " ", "0", "。", "至", "\n", "一", "“", "《2025"],
)
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


@pytest.mark.long
@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_a_campaign_finds_no_text_that_is_read_slowly(text: str) -> None:
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_WHOLE)
    try:
        assert document_rows(text.encode(), "a.txt", Source(key="a", file="a.txt"))["documents"]
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
