"""The rules by which a number with its words becomes a reading.

``rule_for`` picks the rule from the unit's family and the verb that ends the words before the number. The
catalogue with an example of each rule is ``data/rules.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from luoshi.statements.lexicon import Tail
from luoshi.statements.phrase import ACT, clean, counted
from luoshi.statements.slots import Reading, Slot, State
from luoshi.vocabulary.words import Basis, Direction

_NEW = re.compile(r"新增(?!长|强|量)|净增|新扩容|扩容|增设|增派|增收|增发|增补")
_NEW_HEAD = re.compile(r"(?:新增加?(?!长|强|量)|净增加?|新扩容|扩容|增加|增设)了?")
_MORE_OF = re.compile(r"再?增加(?=[一-鿿]{2})")
_NEW_YEARLY = re.compile(r"^(每年|年均|全年|累计)(?:新增加?|净增加?)")
_LESS = re.compile(r"减免|取消|减少|压减|削减|缩减|精简|清退|淘汰(?!率)")
_LESS_HEAD = re.compile(r"(?:减免|减少|压减|削减|缩减)了?")
_HIGHER = re.compile(r"高于|高出|超出|快于|好于|领先|超(?:过)?(?:全国|全省|全市)|比[^，]*高")
_LOWER = re.compile(r"低于|低出|慢于|比[^，]*低")
_PREDICATE_AFTER = re.compile(
    r"^\s*(?:以上|左右)?(?:得到|得以|获得|获|入选|实现|完成|开工|竣工|投产|落地|建成|投入|纳入|全部|已|正|均|涉及|总|带动|大关|关口|台阶|门槛"
    r"|的(?:增速|水平|比例|速度|幅度))"
)
_BARE_DEGREE = ("高", "低", "快", "慢", "多", "少")
_OF_THE_PLAN = re.compile(r"为(?:年度|全年|年初|规划|计划|既定|原定)?(?:目标|任务|计划)(?:任务|值|数)?的")
_DONE_ONLY = ("完成", "实现", "已完成")
_NO_SUBJECT = re.compile(
    r"高于|高出|低于|快于|慢于|好于|领先|超|比|(?:增速|增幅|降幅|涨幅|同比|分别|均)+(?:高于|低于|快于|慢于|好于|比)"
)
_MONEY_NAME = re.compile(r"(?:补助|奖励|补贴|投资|资金|奖补|成本|价格|费用|收费|标准)(?:标准|金额|额度)?\Z")
_SHARE_NAME = re.compile(r"(?:率|比例|比重|占比)\Z")
_CARRIES_NO_CHANGE = re.compile(
    rf"\A.{{0,5}}?{ACT.pattern}|\A每|人均|户均|转移|标准|占|率\Z|密度|强度|(?:改造|建设|修复|治理|整治|更新|救助|培训)\Z"
)
_NOT_A_NOUN = re.compile(r"^\s*(?:[)）”（(]|相[比较])")
_YEARLY = re.compile(
    r"年均(?!浓度|值|气温|降[水雨]|水位|流量|停电|排放|产量|用[水电])|年平均(?!浓度|值|气温|降[水雨])|平均每年"
)
_OVER_YEARS = re.compile(r"(?:\d{1,2}|[一二两三四五六七八九十])年(?:累计|共计?|总计|合计)|期累计")
_OTHER_YEARS = re.compile(r"(?:比|较|与)(?:19|20)\d{2}年的?同期")
_YOY = re.compile(r"同比|(?:比|较)?上年(?!年?[末底])|比去年(?!年?[末底])|较去年(?!年?[末底])|同期")
_AMOUNT_VERBS = ("增加", "增加了", "减少", "减少了", "增", "减", "增收", "增产", "减产", "缩小")
_RANK_AMONG = re.compile(
    r"(?:位居|位列|跃居|升至|跃升至|上升到|名列|居|列|进入|入围|跻身|挺进|排在|稳居|保持)?(?:在)?(?:全国|全省|全市|全区|全县|全州|全自治区|全球|世界|东北地区?|国内|西部|中部|东部|长三角|地级市|副省级城市|同类城市|各?市州|各?州市|各?地市|各?县区|各?区县|各?县市|[一二三]类县)*\Z"
)
_RANK_ENTERS = re.compile(r"^(?:进入|入围|跻身|挺进|进位)")


class Namer(Protocol):
    """Completes the name of what is measured from earlier clauses."""

    @property
    def place(self) -> str | None:
        """The document's place."""

    def name_before(self, words: str, state: State) -> tuple[str, tuple[str, ...]]:
        """Return the name in the words before a verb and the doubts about it."""


Rule = Callable[[Namer, Slot, Tail, State], Reading]


def rule_for(slot: Slot, tail: Tail) -> Rule:
    """Return the rule that reads a number, from its unit's family and the verb before it."""
    kind = slot.quantity.unit_kind
    if (own := _rule_of_form(slot)) is not None:
        return own
    if kind == "rank":
        return _rank
    if kind == "point":
        return _points
    if tail.kind in ("growth-up", "growth-down", "cut"):
        if kind in ("ratio", "fold"):
            return _growth
        said = tail.verb in _AMOUNT_VERBS or tail.rest or not slot.right.strip()
        return _changed if tail.kind == "cut" or said else _amount
    bounded = (
        tail.kind == "none" and slot.quantity.start < slot.quantity.number_start and not slot.right.strip()
    )
    if tail.rest and (tail.kind == "does" or bounded):
        return _level
    ties = tail.kind in ("level", "to-up", "to-down", "rank", "share", "from")
    if ties and (tail.rest or not slot.right.strip() or tail.kind == "from"):
        return _level
    return _amount


def _rule_of_form(slot: Slot) -> Rule | None:
    """Return the rule that the form of a number or the words right before it call for."""
    if slot.quantity.name:
        return _sector
    if slot.quantity.unit_kind == "ratio" and _OF_THE_PLAN.fullmatch(slot.left.strip()):
        return _of_the_plan
    return {"run": _run, "doubling": _multiple, "digits": _multiple}.get(slot.quantity.form)


def _direction(tail: Tail) -> Direction:
    return "down" if tail.kind in ("growth-down", "cut") else "up"


def _basis(slot: Slot, tail: Tail) -> Basis | None:
    words = slot.raw_left
    if _YEARLY.search(words):
        return "annual_average"
    if "环比" in words:
        return None
    if slot.base and _OTHER_YEARS.search(words):
        return "since"
    if _YOY.search(words):
        return "yoy"
    if slot.base or slot.compared:
        return "since"
    return None if tail.kind == "cut" or _OVER_YEARS.search(words) else "yoy"


def _growth(reader: Namer, slot: Slot, tail: Tail, state: State) -> Reading:
    name, doubts = reader.name_before(tail.rest, state)
    if tail.verb.startswith("拉动"):
        name += tail.verb
    return Reading(
        quantity=slot.quantity,
        rule="growth-rate",
        measure="growth",
        direction=_direction(tail),
        basis=_basis(slot, tail),
        indicator=name,
        noun=name,
        doubts=doubts,
    )


def _multiple(reader: Namer, slot: Slot, tail: Tail, state: State) -> Reading:
    name, doubts = reader.name_before(tail.rest, state)
    basis = "yoy" if _YOY.search(slot.raw_left) else "since" if slot.base else None
    if slot.quantity.form == "digits":
        basis = "annual_average" if "年均" in slot.raw_left else "yoy"
        doubts = (*doubts, "vague-number")
    return Reading(
        quantity=slot.quantity,
        rule="doubling" if slot.quantity.form == "doubling" else "two-digit-growth",
        measure="growth",
        direction="up",
        basis=basis,  # type: ignore[arg-type]
        indicator=name,
        noun=name,
        doubts=doubts,
    )


def _changed(reader: Namer, slot: Slot, tail: Tail, state: State) -> Reading:
    if tail.kind == "cut" or (
        not tail.rest.strip() and slot.right.strip() and not _PREDICATE_AFTER.match(slot.right)
    ):
        name, noun = counted("", slot.right, reader.place)
        doubts: tuple[str, ...] = ()
        if not name:
            name, doubts = reader.name_before(tail.rest, state)
            noun = name
    else:
        name, doubts = reader.name_before(tail.rest, state)
        noun = name
    return Reading(
        quantity=slot.quantity,
        rule="amount-of-change",
        measure="change",
        direction=_direction(tail),
        indicator=name,
        noun=noun,
        doubts=doubts,
    )


def _run(reader: Namer, slot: Slot, tail: Tail, state: State) -> Reading:
    """连续4年入围…: how long something has gone on."""
    before = clean(tail.rest or slot.left, reader.place).removesuffix("连续") or state.topic
    name = before + "连续" + clean(slot.right, reader.place)
    return Reading(
        quantity=slot.quantity, rule="run-of-years", indicator=name, noun=before, doubts=("run-of-years",)
    )


def _sector(reader: Namer, slot: Slot, tail: Tail, state: State) -> Reading:
    """三次产业结构为8:42:50: the place in the row says whose share it is."""
    return Reading(quantity=slot.quantity, rule="sector-shares", indicator=slot.quantity.name, noun="")


def _of_the_plan(reader: Namer, slot: Slot, tail: Tail, state: State) -> Reading:
    """新增泊位5300个，为年度目标的106%: how much of the aim the number before it is."""
    name = state.topic + slot.left.strip().removesuffix("的")
    return Reading(
        quantity=slot.quantity,
        rule="level-verb",
        indicator=name,
        noun=state.topic,
        doubts=("indicator-from-before",),
    )


def _points(reader: Namer, slot: Slot, tail: Tail, state: State) -> Reading:
    direction: Direction = (
        "down" if tail.kind in ("growth-down", "cut") or _LOWER.search(slot.raw_left) else "up"
    )
    words = tail.rest
    if _HIGHER.search(words) or _LOWER.search(words):
        before = state.topic or state.silent_clause
        words = clean(words, reader.place)
        name = before + words if _NO_SUBJECT.match(words) else words
        return Reading(
            quantity=slot.quantity,
            rule="points-above",
            measure="change",
            direction=direction,
            indicator=name,
            noun=before,
        )
    if slot.base and words.strip().endswith(_BARE_DEGREE):
        words = words.strip()[:-1]
    name, doubts = reader.name_before("" if words.strip() in _BARE_DEGREE else words, state)
    return Reading(
        quantity=slot.quantity,
        rule="percentage-points",
        measure="change",
        direction=direction,
        indicator=name,
        noun=name,
        doubts=doubts,
    )


def _rank(reader: Namer, slot: Slot, tail: Tail, state: State) -> Reading:
    words = _RANK_AMONG.sub("", tail.rest if tail.verb else slot.left.strip())
    name, doubts = reader.name_before(words, state)
    name = _RANK_ENTERS.sub("", _RANK_AMONG.sub("", name))
    if not name:
        name, doubts = state.topic, ("indicator-from-before",)
    return Reading(
        quantity=slot.quantity, rule="rank", measure="rank", indicator=name, noun=name, doubts=doubts
    )


def _level(reader: Namer, slot: Slot, tail: Tail, state: State) -> Reading:
    words = tail.rest + ("占" if tail.kind == "share" else "")
    name, doubts = reader.name_before(words, state)
    reading = Reading(quantity=slot.quantity, rule="level-verb", indicator=name, noun=name, doubts=doubts)
    said = clean(words, reader.place)
    share = slot.quantity.unit_kind == "ratio" and said.startswith("占")
    less, new = _LESS_HEAD.match(said), None if share else _NEW.search(said)
    kept = {"ratio": _SHARE_NAME, "money": _MONEY_NAME}.get(slot.quantity.unit_kind)
    if (not less and not new) or (new and kept is not None and kept.search(said)):
        return reading
    head = _NEW_HEAD.match(said) or less
    name = (name[head.end() :] if head else _NEW_YEARLY.sub(r"\1", name)) or name
    direction: Direction = "down" if less else "up"
    return replace(reading, measure="change", direction=direction, indicator=name, noun=name)


def _amount(reader: Namer, slot: Slot, tail: Tail, state: State) -> Reading:
    """A number beside its noun: 开工项目20个, 20个项目开工, 新增就业5万人, 更新15条街路."""
    acts = tail.kind in ("none", "does", "growth-up", "growth-down", "cut")
    before = slot.left if acts else tail.rest
    after = slot.right if not _PREDICATE_AFTER.match(slot.right) or not clean(before, reader.place) else ""
    if after.strip() and not _NOT_A_NOUN.match(after):
        reading = _counted_noun(reader, slot, before, after, state)
    else:
        reading = _noun_counted(reader, slot, before, state)
    leading = _NEW_HEAD.match(clean(before, reader.place)) or state.changing
    state.changing = reading.direction if reading.measure == "change" and leading else None
    return reading


def _counted_noun(reader: Namer, slot: Slot, before: str, after: str, state: State) -> Reading:
    if before.count("“") > before.count("”"):
        before = ""  # “15分钟养老服务圈”: what stands before the quotation is not part of the name
    words = clean(before, reader.place)
    new, less = _NEW_HEAD.search(words), _LESS_HEAD.search(words)
    name, noun = counted(before or ("" if slot.first else state.prefix), after, reader.place)
    state.prefix = name.removesuffix(noun)
    reading = Reading(quantity=slot.quantity, rule="counted-noun", indicator=name, noun=noun)
    if new or less:
        return replace(reading, measure="change", direction="up" if new else "down", indicator=noun)
    return reading


def _noun_counted(reader: Namer, slot: Slot, before: str, state: State) -> Reading:
    before = "" if before.strip() in _DONE_ONLY else before
    words = clean(before, reader.place)
    name, doubts = reader.name_before(before, state)
    reading = Reading(quantity=slot.quantity, rule="noun-counted", indicator=name, noun=name, doubts=doubts)
    new, less = _NEW.search(words) or _MORE_OF.match(words), _LESS.search(words)
    priced = slot.quantity.unit_kind == "money" and _MONEY_NAME.search(words)
    share = slot.quantity.unit_kind == "ratio" and words.startswith("占")
    if less or (new and not share and not (priced and not _NEW_HEAD.match(words))):
        found = _NEW_HEAD.match(name) or _LESS_HEAD.search(name)
        short = name[found.end() :] if found else name
        return replace(
            reading,
            measure="change",
            direction="up" if new else "down",
            indicator=short or state.topic or name,
            noun=short or state.topic or name,
        )
    plain = slot.quantity.start == slot.quantity.number_start
    if (
        state.changing
        and plain
        and not share
        and words
        and len(words) <= 20
        and not _CARRIES_NO_CHANGE.search(words)
    ):
        return replace(reading, measure="change", direction=state.changing)
    return reading
