"""What is promised of quantities whatever surrounds them."""

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.extract import extract

SOURCE = Source(key="x", file="x.md", published="2022-09", kind="report", place="澄州市")

UNITS = [
    "%",
    "亿元",
    "万元",
    "个",
    "家",
    "项",
    "万人次",
    "公里",
    "万吨",
    "平方米",
    "微克/立方米",
    "万户",
    "座",
]
BEFORE = {
    "": "eq",
    "超过": "gt",
    "突破": "gt",
    "不低于": "ge",
    "不少于": "ge",
    "约": "approx",
    "近": "approx",
    "不到": "lt",
}
AFTER = {"": "eq", "以上": "ge", "以内": "le", "左右": "approx"}
SURROUNDINGS = [
    ("全市重点指标", "。"),
    ("2021年，全市重点指标", "，稳步提升。"),
    ("持续推进改革；全市重点指标", "；城市面貌焕然一新。"),
    ("“十三五”期间，重点指标", "，实现了预定目标。"),
    ("——产业发展。重点指标", "，创历史新高。"),
]

numbers = st.one_of(
    st.integers(1, 99_999).map(lambda n: (str(n), Decimal(n))),
    st.decimals(Decimal("0.1"), Decimal(9999), places=1).map(lambda d: (str(d), d)),
    st.integers(1000, 999_999).map(lambda n: (f"{n:,}", Decimal(n))),
)
bounds = st.one_of(
    st.sampled_from(sorted(BEFORE)).map(lambda w: (w, "", BEFORE[w])),
    st.sampled_from(sorted(AFTER)).map(lambda w: ("", w, AFTER[w])),
)


def read(text, name="x.md"):
    return extract(read_text(text, name), SOURCE)


@given(numbers, st.sampled_from(UNITS), bounds, st.sampled_from(SURROUNDINGS))
def test_value_unit_comparator_and_span_come_back(number, unit, bound, around):
    written, value = number
    before, after, comparator = bound
    words = f"{before}{written}{unit}{after}"
    lead, tail = around
    verb = "" if before in ("突破", "超过") else "达到"
    text = f"{lead}{verb}{words}{tail}"
    (statement,) = read(text)
    assert statement.value == value
    assert statement.unit == unit
    assert statement.comparator == comparator
    assert (statement.start, statement.end) == (len(lead + verb), len(lead + verb + words))
    assert statement.text == words
    assert statement.indicator == "重点指标"


OPENING = "全市上下坚持稳中求进工作总基调，经济运行总体平稳、稳中有进，各项事业取得了新的进展。"
SENTENCE = "2021年，全市新建公园36个，绿化面积达到1250万平方米，同比增长8.5%，空气优良天数比例超过85%。"
PLACES = [i for i in range(1, len(SENTENCE)) if not (SENTENCE[i].isdigit() or SENTENCE[i - 1].isdigit())]


def reading(statements):
    """Everything a reading says but where it stands."""
    left_out = {"start", "end", "text", "locator", "section", "doc", "confidence"}
    return [{k: v for k, v in s.interchange().items() if k not in left_out} for s in statements]


@given(st.sampled_from([i for i in PLACES if SENTENCE[i - 1] not in "，。" and SENTENCE[i] not in "，。%"]))
@example(9)
def test_a_reading_does_not_change_with_a_line_feed_inside_a_sentence(place):
    broken = OPENING + SENTENCE[:place] + "\n" + SENTENCE[place:]
    assert reading(read(broken)) == reading(read(OPENING + SENTENCE))


@given(
    st.sets(
        st.sampled_from([i for i in PLACES if ord(SENTENCE[i]) > 0x4E00 and ord(SENTENCE[i - 1]) > 0x4E00])
    )
)
def test_a_reading_does_not_change_with_spaces_between_characters(places):
    spaced = "".join(" " * (i in places) + c for i, c in enumerate(SENTENCE))
    assert reading(read(spaced)) == reading(read(SENTENCE))


@given(st.lists(st.booleans(), min_size=len(SENTENCE), max_size=len(SENTENCE)))
def test_a_reading_does_not_change_with_the_width_of_punctuation(narrow):
    widths = {"，": ",", "。": "。", "：": ":"}
    changed = "".join(widths.get(c, c) if n else c for c, n in zip(SENTENCE, narrow, strict=True))
    assert reading(read(changed)) == reading(read(SENTENCE))


@given(
    st.text(
        alphabet="年月日0123456789.%，。、：“”（）—第前约超达到增长亿万元个家项户公里分别和沈阳市全 \n",
        max_size=120,
    )
)
def test_offsets_return_the_raw_words_of_any_text(text):
    if not text.strip():
        return
    document = read_text("文" + text, "x.txt")
    for statement in extract(document, SOURCE):
        assert document.raw[statement.start : statement.end] == statement.text
        assert statement.text


@given(
    st.lists(
        st.tuples(st.sampled_from(["甲产业", "乙产业", "丙产业", "丁产业", "戊产业"]), numbers),
        min_size=2,
        max_size=8,
        unique_by=lambda pair: pair[0],
    )
)
def test_a_respective_list_pairs_names_and_numbers(pairs):
    names = [name for name, _ in pairs]
    figures = [f"{number[0]}亿元" for _, number in pairs]
    joined = (
        "、".join(names[:-1])
        + "和"
        + names[-1]
        + "产值分别达到"
        + "、".join(figures[:-1])
        + "和"
        + figures[-1]
    )
    found = read(f"2021年，{joined}。")
    assert [s.value for s in found] == [number[1] for _, number in pairs]
    assert [s.indicator for s in found] == [f"{name}产值" for name in names]
