"""Words of time and the periods they stand for.

A *mention* is a stretch of text that says when. Its role says how far it reaches:

* ``frame``: what follows happens in it (2020年，…; “十三五”期间; 今年);
* ``deadline``: by then something is to be reached (到2025年; 2025年底前);
* ``now``: the moment of publication (目前; 截至目前);
* ``since``: from then to publication (去年以来; 2022年9月起);
* ``from``: where a comparison sets out (由2017年的; 从2020年的);
* ``base``: what a growth is measured against (比2015年; 较上年末): no period, but a basis;
* ``none``: time inside a name or a superlative (2000年以来最好水平);
* ``title``: the year in the title of a book or report that the sentence quotes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from luoshi.statements.time_lists import after_months, enumerated
from luoshi.statements.time_model import (
    SPELLED_YEAR,
    Mention,
    Published,
    Role,
    first_plan_year,
    iso,
    span,
    until_now,
    written_year,
)
from luoshi.vocabulary.numerals import read_number

_CN = "一二两三四五六七八九十"
_NUM = rf"(?:\d{{1,2}}|[{_CN}]{{1,2}})"
_QUOTE_OPEN, _QUOTE_CLOSE = "[“\"「‘']?", "[”\"」’']?"
_DASH = r"(?:[-—–~～－]{1,2}|至|到)"
_YEAR = rf"(?:(?:19|20)\d{{2}}\s?年|{SPELLED_YEAR}|今年|本年|去年|上年|前年|明年)"

_PARTS = {
    "years": rf"(?:19|20)\d{{2}}\s?年?\s?{_DASH}\s?(?:19|20)\d{{2}}\s?年(?:期间)?",
    "months": rf"(?:{_YEAR}(?:的)?)?\d{{1,2}}\s?月?(?:份)?\s?{_DASH}\s?\d{{1,2}}\s?月(?:份)?",
    "day": rf"(?:{_YEAR})?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日",
    "month": rf"(?:{_YEAR})?\d{{1,2}}\s?月(?:份|底|末|初)?",
    "first_months": rf"(?:{_YEAR})?前\s?{_NUM}个月",
    "quarter": rf"(?:{_YEAR})?(?:第?[一二三四1-4]季度|[前首][一二三]个?季度|四季度)",
    "half": rf"(?:{_YEAR})?(?:上半年|下半年)",
    "year": rf"{_YEAR}(?:年?[底末初]|全年)?",
    "plan": rf"{_QUOTE_OPEN}十[一二三四五六]五{_QUOTE_CLOSE}(?:规划)?(?:时期|期间|期末|末期?|以来|期|目标期)"
    rf"|第十[一二三四五六]个五年(?:规划|计划)(?:时期|期间|期末|末期?|以来|期)"
    rf"|(?<=[，。；：:;\n])“十[一二三四五六]五”(?=累计|年均|每年|新增|规模以上|规上|全[市省县区州国]|单位)",
    "aim": rf"(?:着眼|展望|面向|立足){_QUOTE_OPEN}十[一二三四五六]五{_QUOTE_CLOSE}",
    "ahead": rf"(?:今后|未来|接下来的?|下一步){_NUM}(?:到{_NUM})?年(?:内|间|时间|里)?|{_NUM}年内",
    "behind": rf"(?:过去|近|最近|这|过去的|回顾){_NUM}年(?:来|间|里|时间)?|{_NUM}年[来间]",
    "last_month": r"上个?月(?!球|台|饼)(?:份)?",
    "season": r"[今去](?:年)?[春夏秋冬](?:以来)?(?![天季]?奥)",
    "now": r"截至目前|截止目前|(?<!项)目前|当前|迄今|至今|如今|现已|现有(?=[^，。；]{0,12}\d)|现拥有",
    "whole": r"全年|年内|全年内|当年|年末|年底",
    "behind1": r"过去一年|一年来|过去的一年",
}
_FIRST = r"(?=[\d今本去上下前首明第一二两三四五六七八九十“\"「‘'着展面立后未接过近最这回年截目当迄至如现全])"
_MENTION = re.compile(_FIRST + "(?:" + "|".join(f"(?P<{name}>{part})" for name, part in _PARTS.items()) + ")")
_SINCE = re.compile(r"(?:以来|起|至今|开始)")
_BEFORE = re.compile(r"(?:之?前|以前|(?=实现))")
_AHEAD = re.compile(r"[底末]?(?:之?前|以前)")
_COMPARED_WITH = re.compile(r"(?:恢复[到至]|相当于|等于|占)\s?$")
_END = re.compile(r"\s?(?:年)?[底末]")
_DEADLINE_LEAD = re.compile(r"(?:力争)?(?:到|至|在|于)\s?$")
_REACHES = re.compile(r"(?:加|高|升|降|低|少|大|长|小|短|缩|展|减|涨|达)[到至]\s?$")
_UNTIL_LEAD = re.compile(r"截[至止]\s?$")
_BASE_LEAD = re.compile(r"(?:比|较|与|同|超|高于|低于|优于|快于|慢于|好于|是)\s?$")

_FROM_LEAD = re.compile(r"[由从]\s?$")
_FROM_TAIL = re.compile(r"(?:底|末)?的?")
_YEAR_NUMBER = re.compile(r"(?:19|20)\d{2}")
_ASIDE = re.compile(r"(?:则|均)?为(?:下降|增长|上涨|上升|回落|提高)")
_SET_AGAINST = re.compile(r"[^，。；、\d]{0,14}的(?=\s?\d)")
_NUMBERS = re.compile(r"\d+")
_TITLE_YEAR = re.compile(r"《[^》]{0,100}?((?:19|20)\d{2})(?!\d)[^》]{0,100}》")
_COUNT = re.compile(_NUM)
_OTHER_BASES = re.compile(
    r"(?:比|较|高于|低于|快于|慢于|好于|优于)(?:上年|去年|前年|上月|上季度|一季度|同期|年初|上一?年度?)(?:同期|末|底|全年)?"
    r"|(?:比|较)[^，。；、\d]{2,10}(?:普查|规划|行动|改革)[^，。；、\d]{0,2}(?:时|前|初|之初|前夕)"
)

_SHORT_OPENING = re.compile(r"(?:(?<=[。！？!?；;\n])|^)[^，。；\d]{1,8}[，,：:]\Z")
_OPENS = re.compile(r"[，,。；;：:！？!?\n、—](?:力争|确保)?(?:到|至|在|于|截至|截止|早在|力争到)?\Z")
_NAMED_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_OPENING = re.compile(
    r"(?:据|经)?(?:初步)?(?:核算|测算|统计|统计局初步核算|市统计局核算)[，,：:]?\Z|其中[，,：:]?\Z"
)
_COMPARED = ("year", "month", "quarter", "plan", "half", "months", "first_months", "whole")
_SAME_STRETCH = re.compile(r"的?同期(?:水平)?")
_SET_OUT = ("year", "plan", "month", "half", "quarter", "months", "now", "last_month")


def find_mentions(text: str, start: int, end: int, published: Published, year: int | None) -> list[Mention]:
    """Return the mentions of a stretch of text in reading order.

    Args:
        text: Clean text.
        start: Where the stretch begins, usually a block.
        end: Where it ends.
        published: Date of the document, for 今年, 目前 and the like.
        year: Year that words without one belong to (一季度, 1—8月); the last year named wins over it.
    """
    mentions: list[Mention] = []
    context = year
    for match in _MENTION.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind in ("month", "day", "ahead") and not _plausible(text, match):
            continue
        mention = _resolve(kind, match, published, context)
        mention = _with_role(text, start, end, mention, kind, published)
        if mention.year is not None and mention.role in ("frame", "deadline", "since"):
            context = mention.year
        mentions.append(mention)
    mentions.extend(_other(text, start, end))
    mentions.sort(key=lambda m: m.start)
    return enumerated(text, after_months(mentions))


def kinds_of_time() -> tuple[str, ...]:
    """Return the names of the kinds of words of time that are known."""
    return tuple(_PARTS)


def _other(text: str, start: int, end: int) -> list[Mention]:
    found = [
        Mention(start=m.start(), end=m.end(), role="base", period=None)
        for m in _OTHER_BASES.finditer(text, start, end)
    ]
    for match in _TITLE_YEAR.finditer(text, start, end):
        year = int(match[1])
        found.append(
            Mention(start=match.start(1), end=match.end(1), role="title", period=str(year), year=year)
        )
    return found


def _plausible(text: str, match: re.Match[str]) -> bool:
    """A month or day has numbers of a calendar; 3年内 is not 3号."""
    if match.lastgroup == "ahead":
        return not text[max(0, match.start() - 1) : match.start()].isdigit()
    numbers = [int(n) for n in _NUMBERS.findall(match[0])]
    month = numbers[-2] if match.lastgroup == "day" else numbers[-1]
    return 1 <= month <= 12 and not text[max(0, match.start() - 1) : match.start()].isdigit()


def _named_year(words: str, published: Published) -> int | None:
    if year := written_year(words):
        return year
    if published.year is None:
        return None
    offset = _NAMED_YEARS.get(words[:2])
    return None if offset is None else published.year + offset


def _resolve(kind: str, match: re.Match[str], published: Published, context: int | None) -> Mention:
    words = match[0]
    year = _named_year(words, published)
    if words.startswith("上年") and context is not None:
        year = context - 1
    has_year = (words[:2] in _NAMED_YEARS and kind != "season") or written_year(words) is not None
    if not has_year:
        year = context if context is not None else published.year
        has_year = kind in ("month", "day") and _AHEAD.match(match.string, match.end()) is not None
    period, year, role = _RESOLVERS[kind](words, year, has_year, published)
    return Mention(start=match.start(), end=match.end(), role=role, period=period, year=year)


_Resolved = tuple[str | None, int | None, Role]


def _years(words: str, _year: int | None, _has: bool, _published: Published) -> _Resolved:
    first, last = (int(y) for y in _YEAR_NUMBER.findall(words)[:2])
    return (span(str(first), str(last)) if first <= last else None), None, "frame"


def _months(words: str, year: int | None, has: bool, _published: Published) -> _Resolved:
    numbers = [int(n) for n in _NUMBERS.findall(words[4:] if has and words[0].isdigit() else words)]
    if year is None or len(numbers) < 2 or not 1 <= numbers[0] <= numbers[1] <= 12:
        return None, year, "frame"
    return span(iso(year, numbers[0]), iso(year, numbers[1])), year, "frame"


def _first_months(words: str, year: int | None, _has: bool, _published: Published) -> _Resolved:
    months = how_many(words.rpartition("前")[2])
    if year is None or not 2 <= months <= 11:
        return None, year, "frame"
    return span(iso(year, 1), iso(year, months)), year, "frame"


def _past(year: int | None, month: int, has: bool, published: Published) -> int | None:
    """A month without a year lies before publication."""
    if has or year is None or published.year is None or year < published.year:
        return year
    return year - 1 if published.month is not None and month > published.month else year


def _day(words: str, year: int | None, has: bool, published: Published) -> _Resolved:
    month, day = (int(n) for n in _NUMBERS.findall(words)[-2:])
    year = _past(year, month, has, published)
    if year is None or day > monthrange(year, month)[1]:
        return None, year, "frame"
    return iso(year, month, day), year, "frame"


def _month(words: str, year: int | None, has: bool, published: Published) -> _Resolved:
    month = int(_NUMBERS.findall(words)[-1])
    year = _past(year, month, has, published)
    return (None if year is None else iso(year, month)), year, "frame"


def _last_month(_words: str, year: int | None, _has: bool, published: Published) -> _Resolved:
    """The month before; only ``after_months`` knows which month is being told of."""
    return None, year, "none"


_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _quarter(words: str, year: int | None, has: bool, _published: Published) -> _Resolved:
    if year is None:
        return None, None, "frame"
    tail = words[4:] if has and words[0].isdigit() else words
    number = next((_QUARTERS[c] for c in tail if c in _QUARTERS), 1)
    first = 1 if "前" in tail or "首" in tail else 3 * number - 2
    return span(iso(year, first), iso(year, 3 * number)), year, "frame"


def _half(words: str, year: int | None, _has: bool, _published: Published) -> _Resolved:
    if year is None:
        return None, None, "frame"
    first = 1 if "上半年" in words else 7
    return span(iso(year, first), iso(year, first + 5)), year, "frame"


def _calendar_year(words: str, year: int | None, has: bool, _published: Published) -> _Resolved:
    return (str(year) if has and year is not None else None), year if has else None, "frame"


def _plan(words: str, _year: int | None, _has: bool, published: Published) -> _Resolved:
    first = first_plan_year(words) or 0
    if "末" in words:
        return str(first + 4), first + 4, "deadline"
    last = first + 4
    if words.endswith("以来") and published.year is not None:
        last = min(last, published.year)
    return span(str(first), str(last)), None, "frame"


def how_many(words: str) -> int:
    """Return the number a word of time counts (近三年: 3), 1 without one."""
    found = _COUNT.search(words)
    return int(read_number(found[0])) if found else 1


def _ahead(words: str, _year: int | None, _has: bool, published: Published) -> _Resolved:
    years = how_many(words)
    if published.year is None:
        return None, None, "frame"
    return span(str(published.year), str(published.year + years - 1)), None, "frame"


def _behind(words: str, _year: int | None, _has: bool, published: Published) -> _Resolved:
    years = how_many(words)
    if published.year is None:
        return None, None, "frame"
    last = published.year - 1 if published.month is None or published.month <= 6 else published.year
    return span(str(last - years + 1), str(last)), None if years > 1 else last, "frame"


_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 2)}


def _season(words: str, _year: int | None, _has: bool, published: Published) -> _Resolved:
    if published.year is None:
        return None, None, "frame"
    first, last = _SEASONS[next(c for c in words if c in _SEASONS)]
    year = published.year - (words[0] == "去")
    if first == 12:
        year -= published.month is not None and published.month <= 4
        return span(iso(year, 12), iso(year + 1, 2)), None, "frame"
    return span(iso(year, first), iso(year, last)), year, "frame"


def _now(_words: str, _year: int | None, _has: bool, published: Published) -> _Resolved:
    return published.iso(), None, "now"


def _whole(_words: str, year: int | None, _has: bool, _published: Published) -> _Resolved:
    return (None if year is None else str(year)), year, "whole-year"


_RESOLVERS = {
    "years": _years,
    "months": _months,
    "first_months": _first_months,
    "day": _day,
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "year": _calendar_year,
    "plan": _plan,
    "aim": _plan,
    "ahead": _ahead,
    "behind": _behind,
    "behind1": _behind,
    "last_month": _last_month,
    "season": _season,
    "now": _now,
    "whole": _whole,
}

_SENTENCE_STOPS = "。！？!?；;\n"


def _with_role(text: str, start: int, end: int, mention: Mention, kind: str, published: Published) -> Mention:
    """Widen a mention by the words that give it its role."""
    lead = text[max(start, mention.start - 4) : mention.start]
    if text.startswith(("基数", "同期基数", "的基数", "高基数", "低基数"), mention.end):
        return replace(mention, role="none")
    if text.startswith(("不变价", "可比价", "基础上", "的基础上"), mention.end):
        return replace(mention, role="base")
    if _COMPARED_WITH.search(lead) and text.startswith("的", mention.end) and kind in ("year", "plan"):
        return replace(mention, role="base")
    if (set_against := _SET_AGAINST.match(text, mention.end, end)) and _BASE_LEAD.search(lead):
        return replace(mention, start=mention.start - 1, end=set_against.end(), role="from")
    times_of = not lead.endswith("是") or text.startswith("的", mention.end)
    compared = _BASE_LEAD.search(lead)
    if times_of and compared and kind in _COMPARED:
        same = _SAME_STRETCH.match(text, mention.end, end)
        start_of = mention.start - len(compared[0].strip())
        return replace(mention, start=start_of, end=same.end() if same else mention.end, role="base")
    if kind in ("month", "months", "first_months", "quarter", "half") and _ASIDE.match(
        text, mention.end, end
    ):
        return replace(mention, role="from")
    if _FROM_LEAD.search(lead) and kind in _SET_OUT:
        tail = _FROM_TAIL.match(text, mention.end, end)
        return replace(mention, start=mention.start - 1, end=tail.end() if tail else mention.end, role="from")
    opens = (
        mention.start == start
        or _OPENS.search(text, max(start, mention.start - 4), mention.start) is not None
    )
    mention = replace(mention, leads=_leads(text, start, mention.start), opens=opens)
    if kind in ("now", "whole"):
        return mention
    return _bounded(text, end, mention, lead, kind, published)


def _leads(text: str, start: int, at: int) -> bool:
    before = _OPENING.sub("", text[max(start, at - 14) : at].strip())
    for lead in (
        "力争到",
        "确保到",
        "截至",
        "早在",
        "到",
        "至",
        "在",
        "刚刚过去的",
        "刚过去的",
        "过去的",
        "展望",
    ):
        before = before.removesuffix(lead)
    before = _SHORT_OPENING.sub("", before)
    return not before or before[-1] in _SENTENCE_STOPS or before[-1] in '“"*'


def _bounded(text: str, end: int, mention: Mention, lead: str, kind: str, published: Published) -> Mention:
    tail_end = mention.end
    if tail := _END.match(text, tail_end, end):
        tail_end = tail.end()
    since = _SINCE.match(text, tail_end, end)
    if since and kind in ("year", "month", "day", "season", "months"):
        if not mention.leads and text[since.end() : since.end() + 1] not in ("，", ",", "、", ""):
            return replace(mention, end=since.end(), role="none")
        return until_now(mention, since.end(), published)
    if _UNTIL_LEAD.search(lead):
        return replace(mention, start=mention.start - 2, end=tail_end, role="frame")
    before = _BEFORE.match(text, tail_end, end)
    if before and before.end() > tail_end:
        return replace(mention, end=before.end(), role="deadline")
    if _REACHES.search(lead):
        return replace(mention, end=tail_end)
    if match := _DEADLINE_LEAD.search(lead):
        role: Role = "deadline" if match[0].strip()[-1] in "到至" else mention.role
        return replace(mention, start=mention.start - len(match[0]), end=tail_end, role=role)
    return replace(mention, end=tail_end)
