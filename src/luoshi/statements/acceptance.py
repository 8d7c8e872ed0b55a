"""Which numbers with their units may be statements at all, and ranks (第20位, 前50名, 20强).

A refusal is the name of the reason: ``ordinal``, ``named-top`` (500强), ``no-unit``, ``no-rank``
(第一，…第二，…), ``calendar-or-duration`` (3年, 5日),
``spelled-small-number`` (三个 outside a verb that brings things about).
"""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.statements.quantity import Quantity
from luoshi.vocabulary.words import Comparator

_ORDINAL = re.compile(r"第\s?\Z")
_TOP = re.compile(r"(?<![目之年以提此当月日空先])前\s?\Z")
_NAMED_TOP = 100
_RANK_CUE = re.compile(
    r"(?:居|列|排|位|名次|跃升|升至|上升|跃至|进位|全国|全省|全市|全球|世界|东北|西部|中部|东部|同类|前移)"
    r"[^，。；、]{0,8}\Z"
)
_RANK_UNITS = ("位", "名", "名次")
_YEARS_OF = re.compile(r"(?:年限|寿命|工龄|期限|周期|历史|学制|平均|时间|年龄|质保期)[^，。；]{0,6}\Z")
_BARE = re.compile(
    r"(?:系数|指数|容积率|之比|收入比|比值|弹性|倍差)(?:[^，。；：、]{0,20}(?:至|到|为|达|在|于|过|是))?(?:[^，。；：、\d]{0,4})\Z"
)
_RUN = re.compile(r"连续\s?\Z")
_TIME_OF = re.compile(
    r"(?:达到?|为|天数|时间|时限|用时|压缩[至到]?|压减[至到]?|缩短[至到]?|降[至到]|提高到|延长[至到]?|回收期|周转期|周转天数|收期|减少|增加|控制在|降至|提速至|间隔|周期|不超过|在|内|圈|天|由|从|少于"
    r"|办结|到达|通达)[^，。；]{0,4}\Z"
)
_TIME_AFTER = re.compile(
    r"(?:以内|之内|内)?[^，。；“”]{0,16}"
    r"(?:圈|到达|通达|可达|办结|办理|办成|抵达|直达|覆盖|完成审批|审批|交通|响应|送达)"
)
_ENTITY = re.compile(r"[家所名座条项个处支件台套户栋间艘架位种批]")
_GIVES = re.compile(
    r"(?:新增|建成|建设|培育|打造|拥有|达到?|引进|成立|设立|新建|创建|组建|获批|入选|完成|实施|开工|投产|超过|突破|不少于"
    r"|不低于|至少|发挥|增加|其中|有|落地|签约|做强|做优|做强做大|做大做强|整合|运营)[^，。；、]{0,4}\Z"
)


def accepted(text: str, start: int, end: int, quantity: Quantity) -> Quantity | str:
    """Return the quantity, as a rank where it is one, or why it cannot be a statement."""
    at = quantity.number_start
    if quantity.form == "first":
        return _first(text, start, quantity)
    if quantity.form == "fraction" and text.endswith("前", start, at):
        return "top-fraction"
    if quantity.form != "plain":
        return quantity
    if _ORDINAL.search(text, max(start, at - 2), at):
        return _as_rank(text, quantity, at, "eq") if quantity.unit in _RANK_UNITS else "ordinal"
    if quantity.unit in (*_RANK_UNITS, None) and (match := _TOP.search(text, max(start, at - 3), at)):
        return _as_rank(text, quantity, match.start(), "le")
    if quantity.unit == "强":
        named = quantity.value >= _NAMED_TOP
        return "named-top" if named else replace(quantity, comparator="le", unit_kind="rank")
    return _with_unit(text, start, end, quantity)


def _with_unit(text: str, start: int, end: int, quantity: Quantity) -> Quantity | str:
    if quantity.unit is None or quantity.unit_kind == "none":
        whole = quantity.spelled or quantity.value == quantity.value.to_integral_value()
        bare = (
            quantity.unit is None
            and not whole
            and _BARE.search(text, max(start, quantity.start - 24), quantity.start)
        )
        return quantity if bare else "no-unit"
    if quantity.unit == "位":
        return replace(quantity, unit_kind="count")
    if quantity.unit_kind == "time":
        return _time(text, start, end, quantity)
    return _spelled(text, start, quantity) if quantity.spelled else quantity


def _first(text: str, start: int, quantity: Quantity) -> Quantity | str:
    """第一 and 首位 are ranks where something is ranked: not 第一，…第二，… nor 放在首位."""
    at = quantity.number_start
    if not _RANK_CUE.search(text, max(start, at - 12), at) or text[at - 1 : at] in "在以于":
        return "no-rank"
    words = text[at : quantity.number_end]
    following = text[quantity.number_end : quantity.number_end + 1]
    if words == "首位" or following not in ("位", "名"):
        return quantity
    return replace(quantity, end=quantity.number_end + 1, unit=following)


def _as_rank(text: str, quantity: Quantity, at: int, comparator: Comparator) -> Quantity:
    start = text.rfind("第" if comparator == "eq" else "前", max(0, at - 2), quantity.number_start)
    first = start if start >= 0 else quantity.start
    return replace(quantity, start=first, comparator=comparator, unit_kind="rank")


def _time(text: str, start: int, end: int, quantity: Quantity) -> Quantity | str:
    refused = "calendar-or-duration"
    at = quantity.start
    before = max(start, at - 14)
    if quantity.unit == "年":
        if _RUN.search(text, before, at):
            return replace(quantity, form="run")
        years = _YEARS_OF.search(text, before, at) or quantity.value != quantity.value.to_integral_value()
        bounded = not quantity.spelled or quantity.comparator != "eq"
        return quantity if years and bounded else refused
    if quantity.unit == "日":
        return refused
    if _TIME_OF.search(text, before, at) or _TIME_AFTER.match(text, quantity.end, end):
        return refused if quantity.spelled and quantity.unit in ("天", "岁") else quantity
    return quantity if quantity.unit in ("岁", "个工作日", "工作日") else refused


def _spelled(text: str, start: int, quantity: Quantity) -> Quantity | str:
    """A number in Chinese digits counts things only after a verb that brings them about."""
    if (
        quantity.value >= 11
        or quantity.comparator != "eq"
        or quantity.unit_kind in ("money", "ratio", "fold")
    ):
        return quantity
    counts = quantity.unit is not None and _ENTITY.search(quantity.unit)
    if counts and _GIVES.search(text, max(start, quantity.start - 12), quantity.start):
        return quantity
    return "spelled-small-number"
