"""Numbers that may be quantities: value, unit, comparator and span, found in one pass.

Only what stands beside the number is looked at: never across ，；。 or to another number. Whether a
quantity is a statement, and of what, is decided later; ``guards`` set aside what is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from luoshi.vocabulary.numerals import ARABIC, read_doublings, read_number
from luoshi.vocabulary.units import UnitKind, find_unit, symbols
from luoshi.vocabulary.words import Comparator

_CN = "零〇一二两三四五六七八九十百千万亿"
_ANY_NUMBER = rf"(?<![\d.])(?:{ARABIC})(?![\d])|[{_CN}]+|几十|数十|数百|数千"
_SPECIAL = (
    r"(?P<doubling>翻(?:了|两|一|三|四)?(?:一|两|三|四)?番)"
    r"|(?P<fraction>[一二两三四五六七八九十百]{1,3}分之[一二两三四五六七八九十百点零]{1,6})"
    r"|(?P<digits>(?:两|三)位数(?:以上)?(?:增长|增速)?)"
    r"|(?P<half>(?:一半|半数)(?:以上)?)"
    r"|(?P<first>(?:首位(?!度|产业|城市)|第[一二三四五六七八九十](?=[，。；、,;\s”\"）)]|[位名](?!委员)|$)))"
)
_FIND = re.compile(rf"{_SPECIAL}|(?P<number>{_ANY_NUMBER})")

_BEFORE: dict[Comparator, str] = {
    "ge": (
        "不少于|不低于|不得低于|不得少于|不小于|均不低于|均不少于|至少|最少|最低|上(?=百|千|万|亿)|力争达到?|争取达到|≥|>="
    ),
    "gt": (
        "突破了?|超过了?|超出|超|逾|高于|大于|多于|过(?=百|千|万|亿|半)"
        + r"|(?<![突首])破(?=[百千万亿\d])|>|＞"
    ),
    "le": "不超过|不高于|不大于|不多于|不得高于|不得超过|均不超过|最多|至多|最高|≤|<=",
    "lt": "不到|不足|少于|小于|(?<!不)(?<!得)低于|<|＜",
    "approx": "大约|约合|约为|(?<![签预节制特契条合公])约|接近|将近|(?<![附最邻临靠])近|大概",
}
_BEFORE_NUMBER = re.compile("(?:" + "|".join(f"(?P<{k}>{v})" for k, v in _BEFORE.items()) + r")\s?\Z")
_AFTER: dict[Comparator, str] = {
    "ge": "及以上|或以上|以上",
    "le": "及以下|或以下|以下|以内|之内",
    "approx": "左右|上下",
}
_AFTER_NUMBER = re.compile(r"\s?(?:" + "|".join(f"(?P<{k}>{v})" for k, v in _AFTER.items()) + ")")
_WITHIN = re.compile("内(?!部|外|容|在|陆|需|涝|地|蒙)")
_MORE = re.compile(r"\s?(?:余|多(?!元|种|功|媒|层|次|组|式|边|样))")
_SCALE = re.compile(r"\s?(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦米克伏焦])|百(?!分))")
_RANGE = re.compile(rf"\s?(?:[-—–~～－]{{1,2}}|至|到)\s?(?P<upper>{ARABIC})(?!\d)")
_MINUS = re.compile(r"(?<=[为率是达到至])[-－−]\Z")
_RATIO = re.compile(r"\s?[:：∶]\s?1(?![\d:：∶.])")
_LOOSE = re.compile(r"(?:超过|突破|接近|不足|不到|将近|达到|约|超|近|逾|达|过|(?<![以年线网])上|破)\s?\Z")
_ONE_TENTH = re.compile(r"成(?:多|以上|左右|以内)?(?=[，。；、,;）)\s]|$)")
_LARGE = re.compile(r"万亿|[万亿]")
_IN_UNIT = {"万", "亿", "万亿", "千"}
_JOINTS = ("、", "和", "及", "与")
_TIMES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit and comparator words.

    Attributes:
        start, end: Clean span with unit and comparator words.
        number_start, number_end: Clean span of the digits alone.
        unit_kind: Family of the unit; ``none`` without unit, ``number`` for a bare 万 or 亿.
        spelled: The number is in Chinese digits.
        form: ``plain``, ``doubling``, ``fraction``, ``digits`` (两位数), ``half``, ``first``, ``ratio``,
            ``sector`` or ``next-sector`` (a share in a row of three).
        name: What the number is of, where its place in a row says it.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    upper: Decimal | None = None
    unit: str | None = None
    unit_kind: UnitKind | str = "none"
    comparator: Comparator = "eq"
    spelled: bool = False
    form: str = "plain"
    name: str = ""


@cache
def unit_pattern() -> re.Pattern[str]:
    """Return the pattern of a unit: any symbol of the list, divided by another if a slash follows."""
    known = sorted(symbols(), key=len, reverse=True)
    base = "|".join(_symbol_pattern(symbol, symbols()[symbol].not_before) for symbol in known)
    return re.compile(rf"\s?((?:{base})(?:/(?:(?:{base})|[万亿千百]\s?(?:{base})))*)")


def _symbol_pattern(symbol: str, not_before: str) -> str:
    return re.escape(symbol) + (f"(?![{not_before}])" if not_before else "")


def find_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Return every number of a stretch of text that could be a quantity, in reading order."""
    found = []
    done = start
    for match in _FIND.finditer(text, start, end):
        if match.start() < done:
            continue
        quantity = _plain(text, match, start, end) if match["number"] else _special(text, match, start, end)
        if quantity is not None:
            found.append(quantity)
            done = quantity.end
    return _with_shared_units(text, found)


def _with_shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """1.7、0.7、8.3个百分点: numbers of a list have the unit of the last."""
    for i in range(len(found) - 2, -1, -1):
        one, following = found[i], found[i + 1]
        gap = text[one.end : following.start]
        bare = one.unit is None and one.form == "plain" and not one.spelled
        lends = following.unit is not None and following.form == "plain" and following.unit_kind != "time"
        short = one.unit == "个" and (following.unit or "").startswith("个") and one.form == "plain"
        if ((bare and lends) or (short and following.unit_kind == "point")) and gap.strip() in _JOINTS:
            found[i] = replace(one, unit=following.unit, unit_kind=following.unit_kind)
    return found


def _special(text: str, match: re.Match[str], start: int, end: int) -> Quantity:
    words, form = match[0], match.lastgroup or ""
    unit: str | None = None
    comparator: Comparator = "eq"
    if form == "doubling":
        value, unit = read_doublings(words.replace("了", "")) or Decimal(2), "倍"
    elif form == "digits":
        value, unit, comparator = Decimal(10 if words[0] == "两" else 100), "%", "ge"
    elif form == "half":
        value, comparator = Decimal("0.5"), "ge" if words.endswith("以上") else "eq"
    elif form == "first":
        value = Decimal(1) if words[-1] == "位" else read_number(words[1])
    else:
        value, unit = _fraction(words)
    at, before = _comparator_before(text, match.start(), start)
    after_end, after = _comparator_after(text, match.end(), end, "none")
    return Quantity(
        start=at,
        end=after_end,
        number_start=match.start(),
        number_end=match.end(),
        value=value,
        unit=unit,
        unit_kind={"doubling": "fold", "digits": "ratio", "first": "rank"}.get(form, "ratio"),
        comparator=_settle(before, after if after != "eq" else comparator, False),
        spelled=True,
        form=form,
    )


def _fraction(words: str) -> tuple[Decimal, str | None]:
    lower, _, upper = words.partition("分之")
    if lower == "百":
        return read_number(upper), "%"
    return read_number(upper) / read_number(lower), None


def _comparator_before(text: str, at: int, start: int) -> tuple[int, Comparator]:
    match = _BEFORE_NUMBER.search(text, max(start, at - 6), at)
    if match is None:
        return at, "eq"
    name: Comparator = match.lastgroup  # type: ignore[assignment]
    return match.start(), name


def _comparator_after(text: str, at: int, end: int, unit_kind: str) -> tuple[int, Comparator]:
    match = _AFTER_NUMBER.match(text, at, end)
    if match:
        name: Comparator = match.lastgroup  # type: ignore[assignment]
        return match.end(), name
    if unit_kind == "time" and (within := _WITHIN.match(text, at, end)):
        return within.end(), "le"
    return at, "eq"


def _settle(before: Comparator, after: Comparator, more: bool) -> Comparator:
    """A bound beats 约; the words behind the number beat 突破 before it only if those say nothing."""
    for comparator in (before, after):
        if comparator not in ("eq", "approx"):
            return comparator
    if "approx" in (before, after) or more:
        return "approx"
    return "eq"


def _plain(text: str, match: re.Match[str], start: int, end: int) -> Quantity | None:
    words = match[0]
    spelled = not words[0].isdigit()
    if spelled:
        return _spelled(text, match, start, end)
    found = _measured(text, start, end, match.start(), match.end(), read_number(words), "", False)
    if (
        found is not None
        and found.upper is None
        and _MINUS.search(text, max(start, found.start - 2), found.start)
    ):
        return replace(found, start=found.start - 1, number_start=found.number_start - 1, value=-found.value)
    return found


def _spelled(text: str, match: re.Match[str], start: int, end: int) -> Quantity | None:
    words = match[0]
    if words[0] in "几数" or (words == "一" and not _ONE_TENTH.match(text, match.end(), end)):
        return None
    at, stop = match.start(), match.end()
    if words[0] in "百千万亿":
        return _bare_scale(text, at, stop, start, end)
    while words and words[-1] in "万亿":
        words = words[:-1]
    scale = text[at + len(words) : stop]
    if not words or scale not in ("", "万", "亿", "万亿"):
        return None
    try:
        value = read_number(words)
    except ValueError:
        return None
    if not scale and (inner := _LARGE.search(words)):
        value, scale = value / (10_000 if inner[0] == "万" else 100_000_000), inner[0]
    return _measured(text, start, end, at, stop, value, scale, True)


def _bare_scale(text: str, at: int, stop: int, start: int, end: int) -> Quantity | None:
    """百亿元, 万场, 千亿 count only after a comparator or 达: 超百亿元, 近万场, 突破万亿."""
    words = text[at:stop]
    if not _LOOSE.search(text, max(start, at - 2), at):
        return None
    head = re.match(r"[十百千]?", words)
    value = Decimal(_TIMES.get(head[0], 1) if head and head[0] else 1)
    scale = words[len(head[0]) if head else 0 :]
    if scale not in ("", "万", "亿", "万亿"):
        return None
    return _measured(text, start, end, at, stop, value, scale, True)


def _measured(
    text: str, start: int, end: int, at: int, stop: int, value: Decimal, scale: str, spelled: bool
) -> Quantity | None:
    """Read range, multiplier, unit and comparator around the digits of a number."""
    upper: Decimal | None = None
    position = stop
    if ratio := _RATIO.match(text, stop, end):
        return _finish(
            text, start, at, stop, value, None, "".join(ratio[0].split()), ratio.end(), "ratio", False, end
        )
    if found := _range(text, stop, end):
        upper, position = found
        if upper <= value:
            return None
    more = False
    if match := _MORE.match(text, position, end):
        more, position = True, match.end()
    if not scale and not spelled and (match := _SCALE.match(text, position, end)):
        value, upper, scale, position = _scaled(value, upper, match)
        if not more and (match := _MORE.match(text, position, end)):
            more, position = True, match.end()
    unit, kind, position = _unit(text, position, end, scale)
    if unit is None and (spelled and not scale):
        return None
    return _finish(text, start, at, stop, value, upper, unit, position, kind, more, end, spelled)


def _range(text: str, stop: int, end: int) -> tuple[Decimal, int] | None:
    match = _RANGE.match(text, stop, end)
    if match is None and (first := unit_pattern().match(text, stop, end)):
        match = _RANGE.match(text, first.end(), end)
        if match and not text.startswith(first[1], match.end()):
            return None
    if match is None:
        return None
    return read_number(match["upper"]), match.end()


def _scaled(
    value: Decimal, upper: Decimal | None, match: re.Match[str]
) -> tuple[Decimal, Decimal | None, str, int]:
    scale = match[1]
    if scale in _IN_UNIT:
        return value, upper, scale, match.end()
    times, rest = (_TIMES[scale[0]], scale[1:]) if scale[0] in _TIMES else (1, scale)
    return value * times, None if upper is None else upper * times, rest, match.end()


def _unit(text: str, position: int, end: int, scale: str) -> tuple[str | None, str, int]:
    match = unit_pattern().match(text, position, end)
    if match is None:
        return (scale or None), ("number" if scale else "none"), position
    symbol = "".join(match[1].split())
    unit = find_unit(symbol)
    return scale + symbol, (unit.kind if unit else "count"), match.end()


def _finish(
    text: str,
    start: int,
    at: int,
    stop: int,
    value: Decimal,
    upper: Decimal | None,
    unit: str | None,
    position: int,
    kind: str,
    more: bool,
    end: int,
    spelled: bool = False,
) -> Quantity:
    first, before = _comparator_before(text, at, start)
    last, after = _comparator_after(text, position, end, kind)
    return Quantity(
        start=first,
        end=last,
        number_start=at,
        number_end=stop,
        value=value,
        upper=upper,
        unit=unit,
        unit_kind=kind,
        comparator=_settle(before, after, more),
        spelled=spelled,
        form="ratio" if kind == "ratio" and unit and ("1" in unit) else "plain",
    )
