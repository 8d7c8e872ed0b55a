"""Named projects: what a document says of each, and their history over several documents.

A plan says 加快推进桃仙国际机场二跑道建设, a later report 推动…二跑道等项目尽早开工: one project, two
stages. Names and stages are data (``data/projects.toml``). A stage that is only aimed at is kept apart from
one that is said to be reached.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from luoshi.documents.model import Document, Source
from luoshi.statements.lexicon import data_text
from luoshi.statements.telling import Clause, is_aim, tell

_LEAD = re.compile(
    r"^(?:\d+[.．、]|积极|加快|加速|全力|大力|持续|全面|深入|统筹|重点|继续|力争|确保|实现|推动|推进|支持|促进|做好|抓好|完成|建成|开工|建设|启动"
    r"|谋划|规划|布局|争取|完善|提升|强化|打造|高标准|高水平|高起点|尽快|尽早|开展|实施|以|将|对|和|与|及|为|的|了|等|今年|全年|开通|运营|竣工|投产|聚焦|围绕|努力|基本|培育|是|作为)+"
)
_AFTER = (
    "等|$|[、，和与及（]|建设|规划|尽早|早日|相继|正式|顺利|全面|加速|加快|开工|竣工|建成|通车|开通|投产|投用|投入|封顶|合龙"
    "|贯通|挂牌|揭牌|主体|落户|在|奠基|进入|列入"
)
_LISTED = re.compile(r"、|(?<=[期线道路桥园馆目程地心])和|以及")
_AMOUNT = re.compile(r"总投资(?:额)?(?:约|达|超|超过)?\s*(\d[\d.,]*)\s?(亿元|万元|亿美元)")
_PLACES = re.compile(r"国际|国家|有限(?:责任)?公司|(?:等)?(?:重大|重点)?(?:项目|工程)$|主体$")
_LINE = re.compile(r"(?<!\d)\d++号线(?:[东西南北]延线)?")
_ORNAMENT = re.compile(r"示意图|特别报道|奏响|支撑")
_LONGEST = 400
"""A stretch this long without a comma is no clause of prose."""
_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectMention:
    """What one clause says of a named project. Offsets are raw.

    Attributes:
        name: As written, without the verbs before it.
        stage: ``planned``, ``starting``, ``building``, ``topped-out`` or ``opened``.
        stage_title: In Chinese.
        reached: Whether the stage is said to be reached; else it is aimed at.
        words: The words that give the stage.
        period: ISO text, ``None`` where it is not said.
        amount: Total investment as written, if the clause states it.
        text: The clause.
    """

    doc: str
    name: str
    stage: str
    stage_title: str
    reached: bool
    words: str
    start: int
    end: int
    text: str
    place: str | None = None
    period: str | None = None
    amount: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectHistory:
    """One project in several documents, the earliest mention first."""

    name: str
    mentions: tuple[ProjectMention, ...]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(data_text("projects.toml"))


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"{_data()['name']}(?={_AFTER})")


@cache
def _common() -> re.Pattern[str]:
    return re.compile(_data()["not"])


@cache
def _stages() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((s["key"], s["title"], re.compile(s["pattern"])) for s in _data()["stage"])


def read_projects(document: Document, source: Source) -> list[ProjectMention]:
    """Return what a document says of named projects, in reading order."""
    return [mention for clause in tell(document, source) for mention in _of_clause(document, source, clause)]


def _of_clause(document: Document, source: Source, clause: Clause) -> Iterator[ProjectMention]:
    if clause.heading or len(clause.words) > _LONGEST:
        return
    for words, first in _parts(clause.words):
        stage = _stage(words)
        if stage is None:
            continue
        key, title, said = stage
        amount = _AMOUNT.search(clause.words)
        start, end = document.raw_span(clause.start + first, clause.start + first + len(words))
        for name in _names(words):
            yield ProjectMention(
                doc=document.name,
                name=name,
                stage=key,
                stage_title=title,
                reached=clause.tense == "past" and not _aimed(words, said),
                words=said,
                start=start,
                end=end,
                text=words,
                place=source.place,
                period=clause.period,
                amount=amount[1] + amount[2] if amount else None,
                published=source.published,
            )


def _aimed(words: str, said: str) -> bool:
    """推动…竣工通车 and 加快…建设 are under way or aimed at, not reached."""
    return (
        is_aim(words[: words.find(said)]) or re.match("尽早|早日|力争|加快|推进|加速|抓好", said) is not None
    )


def _parts(words: str) -> Iterator[tuple[str, int]]:
    """Yield the parts of a clause that have a stage of their own: A等项目开工、B等项目竣工."""
    start = 0
    for match in re.finditer("、", words):
        if any(pattern.search(words, start, match.start()) for key, _, pattern in _stages()[:3]):
            yield words[start : match.start()], start
            start = match.end()
    yield words[start:], start


def _stage(words: str) -> tuple[str, str, str] | None:
    for key, title, pattern in _stages():
        if match := pattern.search(words):
            return key, title, match[0]
    return None


def _names(words: str) -> Iterator[str]:
    for part in _LISTED.split(words):
        if _ORNAMENT.search(part):
            continue
        match = _name().match(_LEAD.sub("", part.strip()))
        if match is None:
            continue
        name = match[0].removesuffix("等").strip("“”")
        if len(name) >= _SHORTEST and not _common().match(name):
            yield name


def identity(name: str, places: Iterable[str] = ()) -> str:
    """Return what two names of one project share: without the place, 国际, 项目; a line by its number."""
    if line := _LINE.search(name):
        return line[0]
    bare = name
    for place in places:
        bare = re.sub(rf"^{place.rstrip('省市区县')}[市省区县]?", "", bare)
    return _PLACES.sub("", bare).replace("第二跑道", "二跑道")


def histories(mentions: Sequence[ProjectMention]) -> list[ProjectHistory]:
    """Return one history for each project that more than one document names.

    Two names are one project when what identifies the shorter ends the longer (机场二跑道, 桃仙机场二跑道).
    """
    places = sorted({mention.place for mention in mentions if mention.place})
    found = []
    for indexes in grouped([mention.name for mention in mentions], places).values():
        group = [mentions[index] for index in indexes]
        if len({mention.doc for mention in group}) > 1:
            ordered = sorted(group, key=lambda m: (m.published or "", m.doc, m.start))
            longest = max((mention.name for mention in ordered), key=len)
            found.append(ProjectHistory(name=longest, mentions=tuple(ordered)))
    return found


def grouped(names: Sequence[str], places: Iterable[str] = ()) -> dict[str, list[int]]:
    """Return the positions of the names of each project, by what identifies it."""
    known = sorted(places)
    groups: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        own = identity(name, known)
        if len(own) >= _SHORTEST:
            groups.setdefault(_same(own, groups), []).append(position)
    return groups


def same_as(name: str, known: Iterable[str], places: Iterable[str] = ()) -> str | None:
    """Return the name among some that names the same project, an equal one before one that ends so."""
    own = identity(name, places)
    others = [(other, identity(other, places)) for other in known]
    alike = (other for other, its in others if its == own)
    ends = (
        other
        for other, its in others
        if min(len(own), len(its)) > _SHORTEST and (its.endswith(own) or own.endswith(its))
    )
    return next(alike, None) or next(ends, None)


def _same(own: str, groups: Iterable[str]) -> str:
    longer = len(own) > _SHORTEST
    known = (name for name in groups if longer and (name.endswith(own) or own.endswith(name)))
    return next(known, own)
