"""From the numbers of a sentence to what each says, of what.

A clause is read from left to right. The words before a number (``left``) and behind it (``right``) decide
by which rule it is read; what a clause leaves out is taken from the clause before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from luoshi.statements.alignment import members
from luoshi.statements.clauses import Spans, clauses, grouped
from luoshi.statements.lexicon import Tail, tail_of
from luoshi.statements.phrase import (
    ACT,
    clean,
    is_generic,
    joined,
    of_another_area,
    subject,
    subject_of_clause,
)
from luoshi.statements.quantity import Quantity
from luoshi.statements.rules import rule_for
from luoshi.statements.slots import Reading, Slot, State, left_of, right_of
from luoshi.statements.time_model import Mention, between
from luoshi.vocabulary.words import Comparator

_PASSES = ("首破", "首超", "突破", "突破了", "超过", "跨越", "迈过", "站上", "跃上", "越过", "跨过", "迈上")
_LATELY = 20
_CAPTION = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）.．、]\s?|[-—*·]+\s?)?"
    r"([一-鿿]{1,8}(?:产业链|产业|链|业|行业|领域|园区|板块|集群))[。:：]"
)
_DEED = re.compile(r"加|推|促|做|实|建|打|着|支|发展|培|优化|提|深|强|聚|壮|布|引|构|统|完")
_WITH_WHICH = re.compile(r"相[比较]\s?\Z")
_YEARS_ALONE = re.compile(
    r"(?:\d{1,2}|[二两三四五六七八九十]{1,2})(?:年(?:来|间)?(?:总?共|累计|合计|总计)?)?"
)
_GRADE = re.compile(r"(?:国家|省|市|县|区|州|[1-5]?A|[一二三四五]星)级(?:及?以上)?")
_GRADED = re.compile(r"\A[^级]{0,6}级(?:及?以上)?(?=..)")
_SO_MANY_BIG = re.compile(
    r"(?:形成|打造|培育|构建|发展|聚焦|拥有|做强)?([^，。；]{3,60}?)等?[两二三四五六七八九]大[^，。；、]{2,8}\Z"
)
_RESPECTIVELY = re.compile(r"分别|依次")
_AIM = re.compile(
    r"力争|争取(?=到|在|达|实现|全年|突破|完成|建成|用|早|尽|今年|年|进入)|努力(?=达|实现|突破)"
)
_AT_MOST = re.compile(r"最高(?:可)?(?:给予|奖励|补助|补贴|支持|资助|扶持)\Z")
_BOUNDED = re.compile(
    r"(?:(?P<ge>不低于|不少于|不得低于|不得少于|至少|最少)|(?P<le>不超过|不高于|不得超过|不得高于|最多|至多)"
    r"|(?P<gt>超过|高于)|(?P<lt>低于|不足|不到))"
    r"(?:[^，。；、高低多少]{1,12}的|建成|建设|建立|创建|打造|培育|新建|建有|拥有|配备|设立|设置|配置|开展|举办|组织|完成|有|每[人户月年天亩吨次个平方米]{1,3}(?:每[月年天亩])?)\s?\Z"
)
_LIST_GAP = re.compile(r"^\s*+(?:[、，,]|以及|和|及|与)?\s*+(?:每[人户月年]{1,2}(?:每[月年])?)?\s*+$")
_BOTH = re.compile(r"(?:上述|以上|这)?[两二三四]?(?:项|个|大|类)?(?:主要)?指标(?:值)?|(?:上述|这)?[两二三]者")
_AMONG_THEM = re.compile(r"\A(?:其中|分行业看|分类看)[，,：:]?")
_MANY = re.compile(r"[，。；：\d]|分别|看$|其中")
_RATE_OF_PART = re.compile(r"(.{2,26}(?:率|占比|比例|比重|系数|指数))([^率比数]{2,6})\Z")
_RATE_OF_PART_NAMED = re.compile(r"(?:率|占比|比例|比重|系数|指数|覆盖面)\Z")
_SHORTEST_KIN = 3
_SHORT_PART = 6
_ASPIRES = re.compile(
    r"(?:并|且|努力|奋力|全力|积极)?(?:力争|争取|确保|冲刺|冲击|奋斗目标)(?:达到?|实现|完成|增长)?"
)
_DRIVES = re.compile(
    r"拉动.*(?:经济|增长|投资|出口|进口|外贸|生产总值|GDP|工业|CPI|PPI|价格|上涨)"
    r"|带动(?:全[市省国部区县]|经济|地区|规上|规模以上).*(?:经济|增长|投资|生产总值|GDP|工业)|影响.*(?:CPI|PPI|价格|指数)|恢复(?:到|至)?$"
)
_OF_PRICES = re.compile(r"[^类]{0,6}价格")
_BECOMES = re.compile(r"(?<=.{4})(?:成为|晋升为?|跻身)[^，]*\Z")
_ACTORS = ("企业", "单位", "商户", "个体户", "合作社", "园区", "开发区")
_OF_AN_ACTOR = re.compile(
    r"(?:完成|实现|创造|上缴|缴纳|共)*+((?:工业)?总产值|产值|增加值|(?:产品)?销售收入|(?:主营业务|营业)收入|营收"
    r"|利润(?:总额)?|利税(?:总额)?|税收|税金|应税销售收入)"
)
_RATE_OF_CHANGE = re.compile(r"增速|增幅|降幅|涨幅|跌幅")
_ON_TOP_OF = re.compile(r"(?<=.{2})在[^，。；]{1,14}(?:的)?基础上再?\Z")
_SHARE_BOUND = re.compile(r"(?<=.{2})(?:不低于|不少于|不超过|不高于|不得超过|超过|低于)[^，。；]{2,12}的?\Z")
_TRAIL = re.compile(
    r"(?<![由从至到按在转])(?<!转为)(?<!变为)(?<!调整为)(?:[由从](?:人均|户均|平均|每[人户](?:每?[月年])?)|由|从|至|到|按|在|转为|转|变为|调整为)++\Z"
)
_AND_MORE = re.compile(r"以[上下内]\Z")
_BRACKET = re.compile(r"[（(](?:其中|包括|包含|含)?([^（）()]*)\Z")


class SentenceReader:
    """Reads the sentences of one document, one after the other."""

    def __init__(self, text: str, place: str | None) -> None:
        self._text = text
        self._place = place
        self._topic = ""

    def new_block(self, start: int = 0, end: int = 0) -> None:
        """Forget what the block before was about; a short caption says what this one is about."""
        match = _CAPTION.match(self._text, start, end)
        self._topic = match[1] if match and not _DEED.match(match[1]) else ""

    def read(
        self, start: int, end: int, quantities: list[Quantity], mentions: Sequence[Mention]
    ) -> list[Reading]:
        """Return a reading for every quantity of a sentence."""
        state = State()
        parts = clauses(self._text, start, end)
        groups = grouped(parts, quantities)
        readings: list[Reading] = []
        for index, (first, last) in enumerate(zip(parts.starts, parts.ends, strict=True)):
            near = between(mentions, first, last)
            if inside := groups.get(index):
                readings += self._clause(parts, index, inside, near, state)
                state.silent_clause = ""
            elif first < last:
                self._silent(parts, index, near, state)
            if near and _WITH_WHICH.search(self._text, max(first, last - 3), last):
                state.compared = near[0].year is not None
            state.whole_clause = "" if inside else self._text[first:last].strip()
        if readings:
            self._topic = state.topic
        return readings

    def _silent(self, parts: Spans, index: int, mentions: Sequence[Mention], state: State) -> None:
        words = self._words(parts.starts[index], parts.ends[index], mentions)
        raw = self._text[parts.starts[index] : parts.ends[index]]
        state.aiming = state.aiming or (not state.topic and _AIM.search(raw) is not None)
        if not words.strip(" 、和及与到至") and len(mentions) > 1:
            state.times = [m for m in mentions if m.role in ("frame", "deadline")]
        found = subject_of_clause(words, self._place)
        if match := _RATE_OF_CHANGE.match(found):
            found = state.topic.removesuffix(match[0]) + match[0] if state.topic else ""
        if found:
            state.silent_clause = found

    def _words(self, start: int, end: int, mentions: Sequence[Mention]) -> str:
        """Return a stretch of text without its words of time."""
        pieces, position = [], start
        for mention in between(mentions, start, end):
            if mention.end <= position or mention.role == "title":
                continue
            pieces.append(self._text[position : max(position, mention.start)])
            position = min(end, mention.end)
        pieces.append(self._text[position:end])
        return "".join(pieces)

    def _clause(
        self, parts: Spans, index: int, inside: list[Quantity], mentions: Sequence[Mention], state: State
    ) -> list[Reading]:
        start, end = parts.starts[index], parts.ends[index]
        slots = self._slots(start, end, inside, mentions)
        if state.compared:
            slots = [replace(slot, compared=True) for slot in slots]
        aligned = self._aligned(slots, start, mentions, state)
        readings: list[Reading] = []
        for number, slot in enumerate(slots):
            reading = self._read_slot(slot, state, aligned[number] if aligned else None)
            period = self._own_period(slots, number, start, mentions, state)
            if aligned and slot.joined and readings and slot.quantity.comparator == "eq":
                reading = replace(reading, comparator=_shared(readings[0]) or reading.comparator)
            readings.append(replace(reading, window=start, left_start=slot.left_start, period=period))
        if not aligned and len(slots) == 1:
            state.topics = []
        return readings

    def _slots(self, start: int, end: int, inside: list[Quantity], mentions: Sequence[Mention]) -> list[Slot]:
        slots: list[Slot] = []
        bounds = [start] + [q.end for q in inside]
        lefts = [self._words(bounds[i], q.start, mentions) for i, q in enumerate(inside)]
        lefts.append(self._words(inside[-1].end, end, mentions))
        for i, quantity in enumerate(inside):
            left = lefts[i] if i == 0 else left_of(lefts[i])
            beside = i + 2 < len(lefts) and not lefts[i + 1].strip()
            right = lefts[-1] if i + 1 == len(inside) else right_of(lefts[i + 2] if beside else lefts[i + 1])
            base = any(
                m.role == "base" or (m.role == "from" and self._text[m.start] in "比较")
                for m in between(mentions, bounds[i], quantity.start)
            )
            raw_left = self._text[bounds[i] : quantity.start]
            joined = i > 0 and _LIST_GAP.match(lefts[i]) is not None
            if joined:
                raw_left, base = slots[-1].raw_left, slots[-1].base
            row = quantity.form == "next-sector" and i > 0
            slots.append(
                Slot(
                    quantity=quantity,
                    left=left,
                    right=right,
                    first=i == 0,
                    joined=joined,
                    base=base,
                    raw_left=raw_left,
                    left_start=slots[-1].left_start if row else bounds[i],
                )
            )
        return slots

    def _aligned(
        self, slots: list[Slot], start: int, mentions: Sequence[Mention], state: State
    ) -> list[str] | None:
        """Return the name for each number of a list; 分别 may be left out where names and numbers agree."""
        run = 1 + next((i for i, s in enumerate(slots[1:]) if not s.joined), len(slots) - 1)
        said = _RESPECTIVELY.search(slots[0].left) is not None
        if run < 2 or (not said and (run != len(slots) or slots[0].right.strip())):
            return None
        tail = tail_of(slots[0].left)
        words = _RESPECTIVELY.sub("", tail.rest if tail.verb else slots[0].left)
        names = self._names(words, run, state) if said else members(words, run, self._place)
        if names is None or (not said and not tail.verb):
            return None
        state.topics = list(names)
        return names + [""] * (len(slots) - run)

    def _names(self, words: str, run: int, state: State) -> list[str]:
        said = clean(words, self._place)
        if _BOTH.fullmatch(said) or (not said and len(state.topics) < run and _apart(state, run)):
            return _lately_named(state, run)
        if said and is_generic(said) and (of := _SO_MANY_BIG.match(state.whole_clause)):
            listed = re.split("[、和及]", clean(of[1], self._place))
            if len(listed) == run:
                return [member + said for member in listed]
        before = state.topics[:run] if len(state.topics) >= run else [state.topic] * run
        if not said:
            return before
        if said.startswith(("拉动", "带动")) and state.topic:
            return [name + said for name in before]
        if run == 2 and (whole := _two_of_a_kind(state.whole_clause, said)):
            return whole
        return members(words, run, self._place) or [self.name_before(words, state)[0]] * run

    def _own_period(
        self, slots: list[Slot], number: int, start: int, mentions: Sequence[Mention], state: State
    ) -> Mention | None:
        """2024年、2025年…分别达到85%、95%: the n-th time belongs to the n-th number."""
        if len(slots) < 2 or "分别" not in slots[0].left:
            return None
        before = [
            m for m in between(mentions, start, slots[0].quantity.start) if m.role in ("frame", "deadline")
        ]
        times = before or state.times
        return times[number] if len(times) == len(slots) else None

    def _read_slot(self, slot: Slot, state: State, name: str | None) -> Reading:
        tail = tail_of(slot.left)
        if slot.joined and state.verb and not tail.verb:
            tail = replace(tail, verb=state.verb, kind=_kind_of(state.verb), rest="")
        aims = _AIM.search(slot.raw_left) is not None
        if aims and slot.first and not state.topic:
            state.aiming = True
        reading = rule_for(slot, tail)(self, slot, tail, state)
        if name:
            reading = replace(reading, indicator=name, noun=name, rule="respectively")
        comparator = _comparator(slot, tail, aims or state.aiming)
        doubts = reading.doubts if reading.indicator else (*reading.doubts, "indicator-missing")
        reading = replace(reading, comparator=comparator, left=slot.left, doubts=doubts)
        if state.rule == "two-digit-growth" and reading.rule == "level-verb" and not tail.rest.strip():
            reading = replace(reading, rule="growth-rate", measure="growth", direction="up", basis="yoy")
        reading = _parallel(reading, state)
        reading = _going_on(reading, slot, state)
        state.rule, state.last = reading.rule, reading
        state.topic = reading.noun or state.topic
        state.silent_clause = "" if reading.noun else state.silent_clause
        state.named.append(reading.indicator or "")
        state.verb = tail.verb
        return reading

    def name_before(self, words: str, state: State) -> tuple[str, tuple[str, ...]]:
        """Return the name in the words before a verb, completed from earlier clauses."""
        if _YEARS_ALONE.fullmatch(words.strip()):
            words = ""
        words = _SHARE_BOUND.sub("", _ON_TOP_OF.sub("", _BECOMES.sub("", words)))
        before = state.silent_clause or state.topic or self._topic
        words = self._in_bracket(words, before)
        name = subject(_TRAIL.sub("", _BRACKET.sub("", words).rstrip()), self._place)
        doubts: tuple[str, ...] = ()
        if name and before and name.endswith("类") and (price := _OF_PRICES.search(before)):
            return name + price[0], ("indicator-from-before",)
        if name and before and (_DRIVES.match(name)):
            return before + name, ("indicator-from-before",)
        if not name and before:
            return before, ("indicator-from-before",)
        if name and _GRADE.fullmatch(name) and (graded := _GRADED.match(before)):
            return name + before[graded.end() :], ("indicator-from-before",)
        if name and before.endswith(_ACTORS) and (of := _OF_AN_ACTOR.fullmatch(name)):
            return before + of[1], ("indicator-from-before",)
        if name and before and is_generic(name) and name not in before:
            return joined(before, name), ("indicator-from-before",)
        if name and ACT.fullmatch(name.removeprefix("基本").removeprefix("全部")):
            state.theme = state.theme or state.silent_clause
            return _same_deed(name, state), ("indicator-from-before",)
        return name, doubts

    def _in_bracket(self, words: str, before: str) -> str:
        """（含独立学院5所）: what a bracket names; （其中5亿元以上17户）: of what stands before it."""
        match = _BRACKET.search(words)
        inside = subject(match[1], self._place) if match else ""
        if len(inside) < _SHORTEST_KIN:
            return words
        return inside + before if _AND_MORE.search(inside) else inside

    @property
    def place(self) -> str | None:
        """The document's place."""
        return self._place


def _lately_named(state: State, count: int) -> list[str]:
    """两项指标分别增长: the names last said, in the order in which they were said."""
    names = list(dict.fromkeys(name for name in state.named if name))[-count:]
    return names + [state.topic] * (count - len(names))


def _apart(state: State, count: int) -> bool:
    """收入38亿元，其中税收21亿元，分别增长: the last clauses each gave one level of something of its own."""
    names = state.named[-count:]
    level = state.last is not None and state.last.measure == "level"
    return level and len(names) == count == len({name for name in names if name})


def _two_of_a_kind(first: str, second: str) -> list[str] | None:
    """软件和信息技术服务业，租赁和商务服务业营业收入分别增长: two names of one ending that hold joints."""
    first = _AMONG_THEM.sub("", first)
    for kind in ("服务业", "制造业", "行业", "业", "区", "县", "类"):
        if first.endswith(kind) and not _MANY.search(first) and kind in second[:-1]:
            head = second[second.rfind(kind) + len(kind) :]
            return [first + head, second] if head else None
    return None


def _parallel(reading: Reading, state: State) -> Reading:
    """亮灯率主干道99%、次干道97%: the second part is measured by the rate that the first one named."""
    last = (state.last.indicator or "") if state.last else ""
    before = _RATE_OF_PART.match(last)
    name = reading.indicator or ""
    if reading.quantity.unit_kind != "ratio" or not 2 <= len(name) <= _SHORT_PART:
        return reading
    if reading.rule in ("level-verb", "noun-counted") and (whole := _other_part(last, name)):
        return replace(reading, indicator=whole)
    if before is None:
        return reading
    if name[-1] != before[2][-1] or name == before[2]:
        return reading
    return replace(reading, indicator=before[1] + name)


def _other_part(last: str, name: str) -> str | None:
    """国控断面优良比例93%，省控断面88%; 清洁取暖率城区100%、县城98%: the same rate of another part."""
    if whole := of_another_area(last, name):
        return whole
    if len(name) < _SHORTEST_KIN or _RATE_OF_PART_NAMED.search(name):
        return None
    at = last.find(name[-2:], 1, _SHORT_PART)
    rest = last[at + 2 :] if at > 0 else ""
    return name + rest if _RATE_OF_PART_NAMED.search(rest) else None


def _going_on(reading: Reading, slot: Slot, state: State) -> Reading:
    """增长6%，力争8%: a rate after a bare word of aspiration is of what the rate before it was of."""
    last = state.last
    if last is None or last.measure != "growth" or reading.quantity.unit != last.quantity.unit:
        return reading
    if not _ASPIRES.fullmatch(slot.left.strip()):
        return reading
    said = {"rule": last.rule, "measure": last.measure, "direction": last.direction, "basis": last.basis}
    return replace(reading, indicator=last.indicator, noun=last.noun, **said)  # type: ignore[arg-type]


def _kind_of(verb: str) -> str:
    return tail_of(verb).kind


def _comparator(slot: Slot, tail: Tail, aims: bool) -> Comparator:
    found = slot.quantity.comparator
    if slot.quantity.name:
        return found
    if found in ("eq", "approx") and tail.verb in _PASSES:
        return "gt"
    if found == "eq" and (bound := _BOUNDED.search(slot.left)):
        return bound.lastgroup  # type: ignore[return-value]
    if found == "eq" and (tail.verb == "控制在" or _AT_MOST.search(slot.left)):
        return "le"
    return "ge" if found == "eq" and aims and tail.kind != "from" else found


def _shared(first: Reading) -> Comparator | None:
    """分别突破600亿元、300亿元: the words before the first number hold for all."""
    quantity = first.quantity
    if _BOUNDED.search(first.left):
        return first.comparator
    return quantity.comparator if quantity.start < quantity.number_start else None


def _same_deed(verb: str, state: State) -> str:
    """改造老旧小区86个…，再改造60个: the deed is done to the same things."""
    same = (name for name in reversed(state.named[-_LATELY:]) if name.startswith(verb) and name != verb)
    if found := next(same, None):
        return found
    before = state.named[-1] if state.named else ""
    act = ACT.match(before)
    return verb + before[act.end() :] if act and not state.theme else state.theme + verb
