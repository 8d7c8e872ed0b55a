"""The periods of a document's statements: from the clause outwards to the document as a whole."""

from __future__ import annotations

import re
from bisect import bisect_left

from luoshi.documents.model import Block, Document, Heading, Source
from luoshi.statements.indicator_table import read_indicator_table
from luoshi.statements.lexicon import words_pattern
from luoshi.statements.slots import Reading
from luoshi.statements.time_model import Mention, Published, backwards, ends_after, five_years, span
from luoshi.statements.times import find_mentions, how_many
from luoshi.statements.when import (
    Context,
    When,
    across_blocks,
    carried,
    carried_over,
    document_kind,
    nearest,
    year_in_title,
)
from luoshi.vocabulary.words import Kind

_AT_THE_END = re.compile("[末底]")
_STOCK = re.compile("余额|存量|保有量|库存|在册|人口")
_REACH = 6
_LOOK_BACK = 300
_YEARS = re.compile(r"((?:19|20)\d{2})\s?年?\s?(?:[-—–~～－]{1,2}|至|到)\s?((?:19|20)\d{2})")
_CITED = re.compile(r"《[^》]{0,200}》")
_YEAR_DIGITS = 4
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}")
_PLAN_NAMED = re.compile(r"十[一二三四五六](?:五|个五年)")
_ALTOGETHER = re.compile(
    r"(?:(?<=[，。；：\n])|^)[^\S\n]*+((?:\d{1,2}|[二两三四五六七八九十])年)(?=累计|共|总共|合计)"
)
_ACROSS_YEARS = re.compile(r"\d{4}/\d{4}")
_FOR_YEARS = re.compile(r"(?<![\d近这])((?:\d{1,2}|[二两三四五六七八九十])年)累计")
_GOES_ON = re.compile(r"[；，;,]\s?\Z")
_CLOSER_LOOK = re.compile(r"\s?(?:[分按从][^，。；\d]{1,8}看|其中)[，,：:]")
_OPENS_A_LIST = re.compile(r"(?:以下|如下|下列|目标)[^。；]{0,12}[:：]\s*\Z")
_AIM = re.compile(r"(?:到|至)(?:20\d{2}年|今年)|20\d{2}年底?前|力争")


def context_of(document: Document, source: Source, published: Published) -> Context:
    """Return what the document as a whole says about time."""
    title = source.title or next((h.title for h in document.outline if h.kind == "title"), "")
    kind = document_kind(source.kind, title)
    default = _titled(title, published) if kind in ("report", "bulletin") else None
    if kind == "bulletin" and default is None:
        default = year_in_title(title) or (str(published.year - 1) if published.year else None)
    opening = document.text[:400]
    aims = [
        m
        for m in find_mentions(opening, 0, len(opening), published, None)
        if opening.startswith(("着眼", "展望", "面向"), m.start)
    ]
    return Context(
        published=published,
        kind=kind,
        base_year=_base_year(document, kind, published),
        default=default,
        aim=aims[0].period if aims else _planned(title, kind, published),
        first_year=_first_year(title, kind),
    )


def _first_year(title: str, kind: str) -> int | None:
    """The first year of a plan (十四五规划: 2021), the last one that a report names (2024年…及2025年…)."""
    named = _PLAN_NAMED.search(title)
    years = [int(year) for year in _YEAR.findall(title)]
    if kind != "plan":
        return max(years, default=None)
    if named and (own := five_years(named[0])):
        years.append(int(own[:4]))
    return min(years, default=None)


def _titled(title: str, published: Published) -> str | None:
    """The one period a title names (前三季度…运行情况); a work report's year is not what it reports on."""
    if "工作报告" in _CITED.sub("", title):
        return None
    periods = {m.period for m in find_mentions(title, 0, len(title), published, None) if m.period}
    whole = min(periods, key=len, default=None)
    one_year = whole is not None and all(period.startswith(whole) for period in periods)
    return whole if one_year or len(periods) == 1 else None


def _planned(title: str, kind: str, published: Published) -> str | None:
    """The year or years a plan is for (2023年国民经济和社会发展计划, 三年行动方案（2025—2027年）)."""
    if kind != "plan" or published.year is None:
        return None
    if years := _YEARS.search(title):
        return span(years[1], years[2]) if years[1] < years[2] and int(years[2]) >= published.year else None
    if (named := _PLAN_NAMED.search(title)) and (own := five_years(named[0])) and ends_after(own, published):
        return own
    year = year_in_title(title)
    return year if year is not None and int(year) >= published.year else None


def _base_year(document: Document, kind: str, published: Published) -> int | None:
    """The year of the table's baseline, else the year before the five-year plan in force."""
    if kind != "plan":
        return None
    if document.tables:
        years = [
            r.baseline.period for r in read_indicator_table(document) if r.baseline and r.baseline.period
        ]
        if years and years[0][:4].isdigit():
            return int(years[0][:4])
    if published.year is None:
        return None
    return published.year - 1 - (published.year - 1) % 5


class PeriodFinder:
    """Finds the periods of one document."""

    def __init__(self, document: Document, context: Context) -> None:
        self._document = document
        self._context = context
        self._blocks = [b for b in document.blocks if b.kind in ("paragraph", "item")]
        self._starts = [b.start for b in self._blocks]
        self._mentions: dict[int, list[Mention]] = {}
        self._aims: dict[int, bool] = {}
        top = (h.index for h in document.outline if h.parent is None and h.kind != "title")
        self._top = next(top, 0)

    def mentions(self, block: Block) -> list[Mention]:
        """Return the words of time of a block."""
        known = self._mentions.get(block.start)
        if known is None:
            year = self._year(block)
            known = find_mentions(self._document.text, block.start, block.end, self._context.published, year)
            known = self._with_altogether(block, known)
            self._mentions[block.start] = known
        return known

    def _with_altogether(self, block: Block, known: list[Mention]) -> list[Mention]:
        """三年累计 in a plan for three years means those years."""
        first, slash, last = (self._context.aim or "").partition("/")
        known = self._up_to_then(block, known)
        match = _ALTOGETHER.search(self._document.text, block.start, block.end) if slash else None
        if match is None or how_many(match[1]) != int(last[:4]) - int(first[:4]) + 1:
            return known
        own = Mention(
            start=match.start(1),
            end=match.end(1),
            role="frame",
            period=self._context.aim,
            leads=True,
            opens=True,
        )
        return sorted([*known, own], key=lambda mention: mention.start)

    def _up_to_then(self, block: Block, known: list[Mention]) -> list[Mention]:
        """2011年，…；五年累计完成785亿元: the years that end in the one being told of."""
        own = []
        for match in _FOR_YEARS.finditer(self._document.text, block.start, block.end):
            before = carried(known, block.start, match.start())
            year, years = (
                before.year if before and before.role in ("frame", "whole-year") else None,
                how_many(match[1]),
            )
            if year is None or years < 2 or ends_after(str(year), self._context.published):
                continue
            period = span(str(year - years + 1), str(year))
            own.append(Mention(start=match.start(1), end=match.end(1), role="frame", period=period))
        return sorted([*known, *own], key=lambda mention: mention.start)

    def _year(self, block: Block) -> int | None:
        if self._context.default and self._context.default.isdigit():
            return int(self._context.default)
        for heading in self._above(block):
            if year := year_in_title(heading.title):
                return int(year)
        return None

    def _above(self, block: Block) -> list[Heading]:
        from luoshi.statements.sections import headings_above

        return [h for h in headings_above(self._document, block.start) if "报告" not in h.title]

    def aims(self, block: Block) -> bool:
        """Tell whether the section of a block speaks of deadlines."""
        heading = self._document.heading_at(block.start)
        key = heading.index if heading else -1
        if key not in self._aims:
            start, end = self._own_part(heading) if heading else (block.start, block.end)
            self._aims[key] = _AIM.search(self._document.text, start, end) is not None
        return self._aims[key]

    def _own_part(self, heading: Heading) -> tuple[int, int]:
        """Return the stretch from a heading to the next one of any level."""
        following = heading.index + 1
        outline = self._document.outline
        end = outline[following].start if following < len(outline) else heading.body_end
        return heading.start, end

    def when(
        self, block: Block, sentence: int, reading: Reading, mentions: list[Mention], headings: list[Heading]
    ) -> When:
        """Return the period of a number, from the nearest words of time outwards."""
        at = reading.quantity.number_start
        if reading.period is not None:
            return When(period=reading.period.period, role=reading.period.role)
        near = nearest(mentions, reading.left_start, at)
        if near is not None and near.role == "from":
            return self._set_out(block, near, mentions, sentence, headings)
        best = carried(mentions, sentence, at)
        if best is not None:
            return _averaged(self._of_mention(block, best, mentions), reading, mentions, sentence)
        title = next((m for m in backwards(mentions, sentence, at) if m.role == "title"), None)
        if title is not None:
            return When(period=title.period, role="frame", doubts=("period-from-title",))
        aims = (
            words_pattern("target").search(self._document.text, max(sentence, at - _LOOK_BACK), at)
            is not None
        )
        best = carried_over(mentions, block.start, sentence, aims)
        if best is not None and not self._over(best, reading):
            return self._of_mention(block, best, mentions)
        return self._outside(block, headings)

    def _over(self, mention: Mention, reading: Reading) -> bool:
        """6月末，贷款余额…。新登记市场主体…: of half a year, its last day is for one sentence."""
        months, _, last = (self._context.default or "").rpartition("/")
        if not months or mention.period != last or _STOCK.search(reading.indicator or ""):
            return False
        text = self._document.text
        said = _AT_THE_END.search(text, mention.start, mention.end + 1) is not None
        return said and text.find("。", mention.end, reading.quantity.start) >= 0

    def _set_out(
        self, block: Block, near: Mention, mentions: list[Mention], sentence: int, headings: list[Heading]
    ) -> When:
        """由上年同期的…: the stretch the sentence is about, one year earlier."""
        if "同期" not in self._document.text[near.start : near.end + 3]:
            return When(period=near.period, role="from")
        own = carried(mentions, sentence, near.start) or carried_over(mentions, block.start, sentence, False)
        period = own.period if own is not None else self._outside(block, headings).period
        return When(period=period and _YEAR.sub(lambda year: str(int(year[0]) - 1), period), role="from")

    def _of_mention(self, block: Block, mention: Mention, mentions: list[Mention]) -> When:
        if same := self._same_years(block, mention, mentions):
            return When(period=same, role=mention.role)
        if mention.role == "now":
            earlier = backwards(mentions, block.start, mention.start)
            since = next((m for m in earlier if m.role == "since" and m.period), None)
            if since is not None:
                return When(period=since.period, role="since")
        if mention.role == "whole-year" and mention.start >= block.start:
            before = carried(mentions, block.start, mention.start)
            if before is None or before.year is None:
                found = self._outside(block, self._above(block))
                if found.period and found.period.isdigit():
                    return found
        return When(period=mention.period, role=mention.role)

    def _same_years(self, block: Block, mention: Mention, mentions: list[Mention]) -> str | None:
        """“十三五”以来…。五年来…: the years that were named before, if they are as many."""
        words = self._document.text[mention.start : mention.end]
        if "/" not in (mention.period or "") or not words.endswith("年来"):
            return None
        for earlier in backwards(mentions, block.start, mention.start):
            first, slash, last = (earlier.period or "").partition("/")
            if slash and earlier.role == "frame" and len(first) == len(last) == _YEAR_DIGITS:
                return earlier.period if int(last) - int(first) + 1 == how_many(words) else None
        return None

    def _outside(self, block: Block, headings: list[Heading]) -> When:
        """Look at the blocks before in the same section, at the headings, at the document."""
        for heading in headings[:3]:
            if heading.kind != "title" and (year := year_in_title(heading.title)):
                return When(period=year, role="frame", doubts=("period-from-section",))
        found = self._handed_on(block)
        if found is None and (told := self._gone_on_with(block)):
            return When(period=told, role="frame", doubts=("period-from-block",))
        if found is None and (years := self._years_of(headings[:3])):
            return When(period=years, role="frame", doubts=("period-from-section",))
        if found and not self._looks_back(found, headings):
            return When(period=found, role="frame", doubts=("period-from-block",))
        if self._context.default:
            return When(period=self._context.default, role="frame", doubts=("period-from-document",))
        return When(period=None, role="none", doubts=("period-unknown",))

    def _gone_on_with(self, block: Block) -> str | None:
        """3月末，存款余额…。/ 分部门看，住户存款…: a closer look is at the time the block before told of."""
        place = bisect_left(self._starts, block.start)
        if not place or _CLOSER_LOOK.match(self._document.text, block.start, block.end) is None:
            return None
        told = (m for m in reversed(self.mentions(self._blocks[place - 1])) if m.leads and m.period)
        last = next(told, None)
        return last.period if last is not None and last.role in ("frame", "now") else None

    def _years_of(self, headings: list[Heading]) -> str | None:
        """过去五年的工作回顾; 今后五年的奋斗目标: the years that a heading names."""
        for heading in headings:
            found = find_mentions(heading.title, 0, len(heading.title), self._context.published, None)
            years = {m.period for m in found if m.role == "frame" and m.period}
            if heading.kind != "title" and len(years) == 1 and _ACROSS_YEARS.fullmatch(period := years.pop()):
                return period
        return None

    def _looks_back(self, period: str, headings: list[Heading]) -> bool:
        """Tell whether a period before a plan reached a part of the plan that looks ahead."""
        year = self._context.published.year
        ahead = (
            self._context.kind == "plan" and year is not None and int(period.rpartition("/")[2][:4]) < year
        )
        section = " ".join(heading.title for heading in headings if heading.kind != "title")
        return ahead and bool(section) and not words_pattern("baseline_section").search(section)

    def _handed_on(self, block: Block) -> str | None:
        """Look at the blocks before in the same section, then at the opening of the section above."""
        heading = self._document.heading_at(block.start)
        first = heading.start if heading else 0
        aims = self._governed(block, heading)
        found, on = self._backwards(block.start, first, aims)
        while on and heading is not None and heading.kind != "title":
            above = None if heading.parent is None else self._document.outline[heading.parent]
            end = self._first_child(above, heading)
            listed = _OPENS_A_LIST.search(self._document.text, max(0, end - 40), end) is not None
            found, on = self._backwards(end, above.start if above else 0, listed)
            heading = above
        return found

    def _backwards(self, at: int, first: int, aims: bool) -> tuple[str | None, bool]:
        place = bisect_left(self._starts, at)
        for earlier in reversed(self._blocks[max(0, place - _REACH) : place]):
            if earlier.start < first:
                break
            period, on = across_blocks(self.mentions(earlier), aims)
            if period or not on:
                return period, False
        return None, True

    def _first_child(self, above: Heading | None, heading: Heading) -> int:
        """Return where the first heading below a heading begins: its own opening ends there."""
        first = self._top if above is None else above.index + 1
        return self._document.outline[first].start if first <= heading.index else heading.start

    def _governed(self, block: Block, heading: Heading | None) -> bool:
        """Tell whether the opening's deadline holds for a block: an item of its list, a list of aims."""
        if heading is not None and "目标" in heading.title:
            return True
        text = self._document.text
        going_on = _GOES_ON.search(text, max(0, block.start - 3), block.start) is not None
        return going_on or block.kind == "item" or text.startswith(("——", "— ", "—"), block.start)

    def based(self, when: When, reading: Reading, kind: Kind, section: str) -> When:
        """Give an undated statement what the document as a whole implies."""
        if when.period is not None:
            return when
        if kind == "target" and self._context.aim:
            return When(period=self._context.aim, role="frame", doubts=("period-from-document",))
        yearly = reading.quantity.unit_kind in ("money", "ratio") and reading.basis != "annual_average"
        in_base = words_pattern("baseline_section").search(section) is not None
        if kind == "actual" and self._context.base_year and in_base and yearly:
            return When(period=str(self._context.base_year), role="base-year", doubts=("period-base-year",))
        return when


def _averaged(when: When, reading: Reading, mentions: list[Mention], sentence: int) -> When:
    """由2017年的…提高到…，年均提高…: an average runs over the years since the first figure."""
    if when.period is None or not when.period.isdigit() or "年均" not in reading.left:
        return when
    earlier = backwards(mentions, sentence, reading.left_start)
    firsts = [m.year for m in earlier if m.role in ("from", "base")]
    first = next((year for year in firsts if year is not None and year < int(when.period)), None)
    return when if first is None else When(period=span(str(first + 1), when.period), role=when.role)
