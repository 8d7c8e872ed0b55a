"""What is promised of every sentence, on generated ones and on the sentences of the reading cases."""

import re
import sys
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.extract import extract

sys.path.insert(0, str(Path(__file__).parent))
from reading_cases import cases

CASES = [case for case in cases() if "\n" not in case.text]
"""Of one paragraph each: a line feed beside a heading or a list mark does change what is read."""
CLAUSES = sorted(
    {clause for case in CASES for clause in re.split(r"[，。；]", case.text) if 4 <= len(clause) <= 30}
)
OPENING = "全市上下坚持稳中求进工作总基调，经济运行总体平稳、稳中有进，各项事业取得了新的进展。"
SOURCE = Source(key="x", file="x.txt", published="2024-02", kind="report", place="澄州市")
NAMES = [
    "技术合同成交额",
    "城镇污水集中处理规模",
    "规上工业企业研发经费支出",
    "绿色食品加工产值",
    "全社会用电量",
]
UNITS = [
    "亿元",
    "万元",
    "%",
    "个",
    "家",
    "万吨",
    "公里",
    "万平方米",
    "亿千瓦时",
    "元/人",
    "微克/立方米",
    "万人次",
]
BOUNDS = {
    ("达到", "{}"): "eq",
    ("突破", "突破{}"): "gt",
    ("超过", "超过{}"): "gt",
    ("", "不低于{}"): "ge",
    ("", "不得低于{}"): "ge",
    ("", "不高于{}"): "le",
    ("达到", "{}以上"): "ge",
    ("控制在", "{}以内"): "le",
    ("控制在", "{}及以下"): "le",
    ("为", "{}左右"): "approx",
    ("达", "约{}"): "approx",
    ("达", "近{}"): "approx",
    ("为", "不到{}"): "lt",
}
numbers = st.one_of(
    st.integers(2, 99_999).map(str),
    st.decimals(Decimal("0.1"), Decimal(9999), places=2).map(str),
    st.integers(1000, 999_999).map(lambda n: f"{n:,}"),
)


def said(text, source):
    """Everything a reading says of a text but where it stands and how it is spaced."""
    left_out = {"start", "end", "text", "locator", "section", "doc"}
    readings = [s.interchange() for s in extract(read_text(text, "x.txt"), source)]
    return [{k: _plain(v) for k, v in reading.items() if k not in left_out} for reading in readings]


def _plain(value):
    return re.sub(r"[\s，,：:；;（()）]", "", value) if isinstance(value, str) else value


@settings(max_examples=150)
@given(
    numbers,
    st.sampled_from(UNITS),
    st.sampled_from(sorted(BOUNDS)),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(CLAUSES), max_size=2),
    st.lists(st.sampled_from(CLAUSES), max_size=2),
    st.sampled_from("，；。"),
)
def test_a_quantity_comes_back_whatever_surrounds_it(number, unit, bound, name, before, after, stop):
    verb, words = bound
    written = words.format(number + unit)
    lead = "".join(f"{clause}{stop}" for clause in before) + name
    lead += "" if words.startswith(("突破", "超过")) else verb
    text = lead + written + "".join(f"{stop}{clause}" for clause in after) + "。"
    (found,) = [
        s
        for s in extract(read_text(text, "x.txt"), SOURCE)
        if s.start < len(lead + written) and s.end > len(lead)
    ]
    assert (found.start, found.end) == (len(lead), len(lead + written))
    assert found.text == written
    assert found.value == Decimal(number.replace(",", ""))
    assert found.unit == unit
    assert found.comparator == BOUNDS[bound]


def breakable(text):
    """Where a line may end: not inside a number, nor before what looks like a list mark."""
    return [
        i
        for i in range(1, len(text))
        if not re.match(r"[\d.：:%]", text[i])
        and not re.match(r"[.：:]", text[i - 1])
        and text[i - 1] not in "。；"
    ]


case_numbers = st.integers(0, len(CASES) - 1)


@settings(max_examples=120)
@given(case_numbers, st.data())
def test_a_line_feed_inside_a_sentence_changes_no_reading(number, data):
    case = CASES[number]
    place = data.draw(st.sampled_from(breakable(case.text)))
    broken = f"{OPENING}{case.text[:place]}\n{case.text[place:]}"
    assert said(broken, case.source) == said(OPENING + case.text, case.source)


BROKEN_NUMBERS = [
    (number, place.end())
    for number, case in enumerate(CASES)
    for place in re.finditer(r"(?<=\d)\.(?=\d)", case.text)
    if case.text[: place.start()].strip("0123456789.")
]


@settings(max_examples=80)
@given(st.sampled_from(BROKEN_NUMBERS))
def test_a_line_feed_after_a_decimal_point_changes_no_reading(broken):
    number, place = broken
    case = CASES[number]
    text = f"{OPENING}{case.text[:place]}\n{case.text[place:]}"
    assert said(text, case.source) == said(OPENING + case.text, case.source)


@settings(max_examples=80)
@given(case_numbers, st.data())
def test_the_width_of_punctuation_outside_numbers_changes_no_reading(number, data):
    case = CASES[number]
    marks = [m.start() for m in re.finditer(r"(?<!\d)[，；：（）]|[，；：（）](?!\d)", case.text)]
    narrow = data.draw(st.sets(st.sampled_from(marks))) if marks else set()
    folded = "".join(",;:()"["，；：（）".index(c)] if i in narrow else c for i, c in enumerate(case.text))
    assert said(folded, case.source) == said(case.text, case.source)


@settings(max_examples=80)
@given(case_numbers, st.data())
def test_spaces_between_chinese_characters_change_no_reading(number, data):
    case = CASES[number]
    gaps = [i for i in range(1, len(case.text)) if all("一" <= c <= "鿿" for c in case.text[i - 1 : i + 1])]
    places = data.draw(st.sets(st.sampled_from(gaps), max_size=6))
    spaced = "".join(" " * (i in places) + c for i, c in enumerate(case.text))
    assert said(spaced, case.source) == said(case.text, case.source)


@settings(max_examples=80)
@given(st.lists(st.sampled_from([*CLAUSES, *"，。；：、（）《》“”\n  %—"]), max_size=40).map("".join))
def test_offsets_return_the_raw_words_of_any_mixture(text):
    for statement in extract(read_text("文" + text, "x.txt"), SOURCE):
        assert ("文" + text)[statement.start : statement.end] == statement.text
