"""The noun phrase that names what is measured, in the document's own words."""

from __future__ import annotations

import re
from functools import cache

from luoshi.statements.lexicon import alternation, cues, without_lead

_LONGEST = 32
_HAPPENS = re.compile(alternation(cues()["happens"]))
_AFTER_OF = re.compile(r"的(?=[^的]{3,}$)")
_SAMPLES = re.compile(r"[^，。；]*等(?=[^，。；等]{4,}$)")
ACT = re.compile(
    r"(?:开展|举办|组织|实施|建设|建成|新建|培育|打造|引进|引育|推进|完成|改造|提升|更新|开工|新开工|签约|落地|新增|集聚"
    r"|新改建|新造|新引进|新落地|新投产|新办|新改扩建|改扩建|扩建|新签|新登记|加装|完善|推广|筹集|办好|救助|资助|培训|扩招|化解|整治|治理|拆除|安装|选树|认定|遴选"
    r"|拨付|兑现|出台|制定|推出|发布|落实|投放|发放|解决|办理|创建|争取|扶持|支持|培养|吸引|选派|布局|谋划|储备|盘活|修复|维修)+"
)
_STOP = re.compile(r"[，。；：！？!?;:,…]|(?<=.)(?:正以|正在|正着力)")
_NOT_A_SUBJECT = re.compile(
    r"^(?:按[^，]{0,20}计算|初步核算|经[^，]{0,8}核算|创[^，]{0,12}(?:新高|纪录|记录)|同比|环比|其中|(?:扣除|剔除|还原)[^，]{0,12}|截至.*|到.*|在此基础上"
    r"|据[^，]{0,10}|[^，]{0,6}(?:以来|期间|时)|[从分按][^，]{0,10}看|与[^，]{0,6}比|总体上?看?)$"
)
_PREDICATE = re.compile(
    r"(?:稳步|稳定|持续|不断|快速|较快|平稳|显著|明显|大幅|加快|逐步|进一步|全面|日益|更加|总体|成功|首次|已经|继续|稳中"
    r"|实现|位居|保持|达到|增长|提高|提升|下降|优化|改善|壮大|完成|建成|开工|投产|取得|成为|获批|获评|领先|居|突破|连跨|跨上|登上|迈上|连上|迈过|跨越|站上|跃上|跨过|越过|再创|创|首破)"
)
_ACCORDING_TO = re.compile(
    r"^第[一二三四五六七八九十百]+[条款章节]\s*|^\d{1,2}[.．、]\s?(?=[一-鿿])|^(?:扣除|剔除|还原)[^，。]{1,12}(?:后|因素(?:影响)?(?:后)?)|^按?[^，。]{1,12}(?:计算|折算|核算)(?!量)(?:为|的|，)?"
)
_BELOW_TOO = re.compile(r"[（(](?:下同|同口径|现价|不变价|可比价)[）)]")
_LISTED = re.compile(r"^[一二三四五六七八九十](?:是|要(?![素点件道义领求闻塞]))(?=[一-鿿]{2})")
"""一是, 二要: the mark of a list before a name."""
_TRAILING = re.compile(r"(?<=..)(?:首次|再次|(?<=[业目品类标务])中有?)\Z")
_BIG_TAIL = re.compile(r"[一二三四五六七八九十两]大\w{2}\Z")
_BIG = re.compile(
    r"(?<![一二三四五六七八九十两\d])[一二三四五六七八九十两\d]++大(?=产业|行业|领域|板块|集群)"
)

_AREAS = (
    "农村地区",
    "城市建成区",
    "城区",
    "县城",
    "城市",
    "农村",
    "城镇",
    "乡村",
    "县域",
    "市区",
    "乡镇",
    "集镇",
)
_TOTAL = re.compile(r"(?<=..)总(?:投资额?|装机(?:容量)?|库容|规模|面积|里程|长度?|产值|产量|金额|额|量)\Z")
_HEAD = re.compile(alternation(cues()["heads"]) + r"\Z")


@cache
def _place_pattern(place: str) -> re.Pattern[str]:
    names = {place, place.rstrip("市省区县州")} if len(place) > 2 else {place}
    return re.compile(rf"{alternation(n for n in names if n)}(?:全市|全省|市)?(?![·城北河南东西大高]|区|市)")


def clean(text: str, place: str | None) -> str:
    """Return a phrase without what stands at its head and names nothing: adverbs, 全市, the place itself."""
    before = None
    phrase = _BELOW_TOO.sub("", text.strip(" *—-·")).lstrip("）)")
    while phrase != before:
        before = phrase
        phrase = _ACCORDING_TO.sub("", without_lead(_LISTED.sub("", phrase)))
        if place and (match := _place_pattern(place).match(phrase)) and match.end() < len(phrase):
            phrase = phrase[match.end() :].removeprefix("的")
    return _TRAILING.sub("", phrase.strip(" ，,、：:*")).removesuffix("的")


def subject(text: str, place: str | None) -> str:
    """Return the name in what stands before a verb: cleaned, cut to what it can be."""
    phrase = clean(text, place)
    phrase = _BIG.sub("", phrase)
    match = _SAMPLES.match(phrase)
    if match and len(match[0]) > 4:
        act = ACT.match(phrase)
        verb = act[0] if act and not act[0].startswith("新增") else ""
        phrase = verb + phrase[match.end() :]
    return _shortened(phrase)


def _shortened(phrase: str) -> str:
    if len(phrase) <= _LONGEST:
        return phrase
    match = _AFTER_OF.search(phrase)
    return phrase[match.end() :] if match else phrase[-_LONGEST:]


def counted(left: str, right: str, place: str | None) -> tuple[str, str]:
    """Return the name of what a number before a noun counts, and the noun alone.

    Args:
        left: What stands before the number in its clause, for instance ``更新``.
        right: What stands behind it, for instance ``条街路`` without its measure word.
        place: The document's place.
    """
    noun = (
        _HAPPENS.sub("", _STOP.split(right.strip(" *"), maxsplit=1)[0]).strip(' 、*）)”’"').removeprefix("的")
    )
    if noun.count("“") > noun.count("”"):
        noun += "”"
    if len(noun) > 12 and (match := _AFTER_OF.search(noun)) and match.start() > 3:
        noun = noun[match.end() :]
    verb = clean(left, place)
    verb = _BIG_TAIL.sub("", verb.removesuffix("了"))
    if verb.endswith("等"):
        verb = ""
    elif len(verb) > 8 and (act := ACT.match(verb) or len(verb) > 14):
        verb = act[0] if isinstance(act, re.Match) else ""
    return verb + noun, noun


def subject_of_clause(text: str, place: str | None) -> str:
    """Return what a clause without a number is about, for the clause that goes on from it."""
    phrase = clean(text, place)
    if not phrase or _NOT_A_SUBJECT.match(text.strip()) or _NOT_A_SUBJECT.match(phrase):
        return ""
    match = _PREDICATE.search(phrase, 2)
    if match:
        return phrase[: match.start()]
    return phrase if len(phrase) <= 14 else ""


def is_generic(phrase: str) -> bool:
    """Tell whether a name needs what it belongs to before it (总量, 完成投资)."""
    return phrase in _generic() or phrase.startswith(("占", "对经济", "对全", "对地区", "对工业"))


def joined(before: str, name: str) -> str:
    """Return a name completed by what it belongs to: 播种面积…，产量 → the produce of what was sown."""
    if whole := of_another_area(before, name):
        return whole
    if name.startswith("总") and (total := _TOTAL.search(before)):
        return before[: total.start()] + name
    head = _HEAD.search(before)
    if head and head.start() > 1 and _HEAD.fullmatch(name):
        before = before[: head.start()]
    return before + name


def of_another_area(last: str, name: str) -> str | None:
    """Return 清洁取暖率县城 for 县城 after 清洁取暖率城区, ``None`` where nothing of the kind is said."""
    if name not in _AREAS or not last.endswith(_AREAS):
        return None
    area = next(area for area in _AREAS if last.endswith(area))
    return last.removesuffix(area) + name


@cache
def _generic() -> frozenset[str]:
    return frozenset(cues()["generic"])
