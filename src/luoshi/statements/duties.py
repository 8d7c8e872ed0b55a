"""Who is to do something, by when: units that a document names, and what may only be presumed.

``（牵头单位：…；责任单位：…；完成时限：…）``, ``（…牵头，…配合）``, ``（…等负责，列第一位者为牵头单位）`` and
the columns of task tables are read. Where no unit is called the lead, the first of the responsible ones is
only presumed (推定牵头，待确认); 按职责分工负责 has no lead. Names of leaders are not read: duties are those
of units.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from luoshi.documents.model import Document, Source, Table
from luoshi.statements.lexicon import data_text
from luoshi.statements.time_model import Published
from luoshi.statements.times import find_mentions

Basis = Literal["named", "first-listed", "only", "presumed", "shared", "none"]

_BRACKET = re.compile(r"[（(]((?:[^（）()\n]|[（(][^（）()\n]{0,80}[)）]){2,300})[)）]")
_LINE = re.compile(
    r"(?:(?<=[。\n])|^)\s{0,8}(?P<words>(?:牵头|责任|主责|主办|实施|落实|承办|配合)(?:责任)?(?:单位|部门)"
    r"\s{0,4}[:：][^。\n（）()]{2,300})",
    re.MULTILINE,
)
"""责任单位：市商务局、市工信局。 behind a sentence, without brackets."""
OFFICES = (
    r"[（(](?:[^（）()\n、：:；;。，,]{1,30}(?:局|委|办|厅|行|署|院|部|会|政府|公司|集团|中心|办公室)"
    r"(?:、|(?=[)）]))){1,12}[)）]"
)
"""（市工信局、市商务局）: brackets that hold units and nothing else."""
_BARE = re.compile(rf"(?<=[。；;])\s{{0,4}}(?P<units>{OFFICES})")
_SAYS = re.compile(r"牵头|负责|责任|配合")
_LEADS = re.compile(r"^(?P<lead>[^：:；;。]{2,60}?)牵头(?:负责)?(?:[，,；;](?P<rest>.+))?$")
_HELPS = re.compile(r"(?:等)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分别)?(?:配合|协助|参与|参加)$")
_SHARES = re.compile(r"^(?P<units>.+?)(?:等)?(?:部门)?按照?(?:各自)?职责(?:分工)?(?:分别)?(?:负责|落实)$")
_ANSWERS = re.compile(r"^(?P<units>[^：:；;。]{2,160}?)(?:等)?(?:部门|单位)?(?:分别)?负责(?:落实|实施)?$")
_BY_DUTY = re.compile(r"(?:等)?(?:部门)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分别)?负责(?:落实)?$")
_JOINT = re.compile(r"[、，,；;\s]+|(?:以及|和|及|与)(?=各|有关|相关|市直|区直|省直|中央)")
_PAIR = re.compile(
    r"各(?:地区|区|县|市)、(?:区|县|市|旗|各?开发区|部门)|[（(][市区县旗州](?:、[市区县旗州]){1,3}[)）]"
)
_KEPT = "\x01"
_UNIT = re.compile(r"^[^\d：:]{2,30}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who is to do something. Offsets are raw.

    Attributes:
        lead: Units that lead; one that is only presumed as well, see ``basis``.
        responsible: Units that are responsible, the lead left out.
        helping: Units that only help (配合单位).
        basis: ``named`` (a document calls it the lead), ``first-listed`` (a note makes the first the lead),
            ``only`` (one unit alone is responsible), ``presumed`` (推定牵头，待确认), ``shared``
            (按职责分工负责: no lead) or ``none``.
        deadline: ISO text of what is due when, ``None`` where it is not said.
        text: Exactly ``raw[start:end]``.
    """

    start: int
    end: int
    text: str
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    helping: tuple[str, ...] = ()
    basis: Basis = "none"
    deadline: str | None = None

    @property
    def to_confirm(self) -> bool:
        """Whether a person has to confirm the lead."""
        return self.basis == "presumed"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(data_text("duties.toml"))


@cache
def _labels() -> re.Pattern[str]:
    parts = (f"(?P<{name}>{pattern})" for name, pattern in _data()["labels"].items())
    return re.compile(rf"(?:{'|'.join(parts)})(?:\s*[:：]\s*|$)")


@cache
def _first() -> re.Pattern[str]:
    return re.compile(_data()["first"]["pattern"])


def read_duties(document: Document, source: Source) -> list[Duty]:
    """Return the duties a document names behind its sentences and in columns of its tables, in order."""
    published = Published.parse(source.published)
    listed = _first().search(document.text) is not None
    found = list(_in_brackets(document, published, listed))
    for table in document.tables:
        found += _in_table(document, table, published, listed)
    return sorted(found, key=lambda duty: duty.start)


def duty_of(words: str, published: Published, *, first_listed: bool = False) -> Duty | None:
    """Return the duty that the words of a bracket say, ``None`` where they name no unit.

    Args:
        words: For instance ``牵头单位：市发展改革委；责任单位：市工业和信息化局``.
        published: Date of the document, for deadlines without a year.
        first_listed: A note of the document makes the first unit of a list the lead.
    """
    first_listed = first_listed or _first().search(words) is not None
    bare = _first().sub("", words).strip(" ，,；;。")
    said = _labelled(bare) or _told(bare)
    if said is None:
        return None
    return _settled(words, said, published, first_listed)


def _settled(words: str, said: Mapping[str, str], published: Published, first_listed: bool) -> Duty | None:
    lead, responsible = units(said.get("lead", "")), units(said.get("responsible", ""))
    basis: Basis = "named" if lead else "none"
    if not lead and responsible:
        basis = "shared" if "shared" in said else _by_place(responsible, first_listed)
        lead = () if basis == "shared" else responsible[:1]
    helping = units(said.get("helping", ""))
    if not (lead or responsible or helping):
        return None
    return Duty(
        start=0,
        end=len(words),
        text=words,
        lead=lead,
        responsible=tuple(unit for unit in responsible if unit not in lead),
        helping=helping,
        basis=basis,
        deadline=deadline_of(said.get("deadline", ""), published),
    )


def _by_place(responsible: tuple[str, ...], first_listed: bool) -> Basis:
    if len(responsible) == 1:
        return "only"
    return "first-listed" if first_listed else "presumed"


def _labelled(words: str) -> dict[str, str] | None:
    """Return what stands behind each label."""
    marks = list(_labels().finditer(words))
    if not marks:
        return None
    said: dict[str, str] = {}
    for mark, after in zip(marks, [*(m.start() for m in marks[1:]), len(words)], strict=True):
        said[str(mark.lastgroup)] = words[mark.end() : after].strip(" ，,；;。")
    return said


def _told(words: str) -> dict[str, str] | None:
    """Return what a bracket tells without labels: …牵头，…配合; …按职责分工负责; …负责."""
    if match := _LEADS.match(words):
        rest = match["rest"] or ""
        role = "helping" if _HELPS.search(rest) else "responsible"
        return {"lead": match["lead"], role: _BY_DUTY.sub("", _HELPS.sub("", rest))}
    if match := _SHARES.match(words):
        return {"responsible": match["units"], "shared": "yes"}
    if match := _ANSWERS.match(words):
        return {"responsible": match["units"]}
    return None


def units(words: str) -> tuple[str, ...]:
    """Return the units of a list; the 和 inside a name (市住房和城乡建设局) does not part it."""
    kept = _PAIR.sub(lambda match: match[0].replace("、", _KEPT), words)
    parts = (_BY_DUTY.sub("", part).strip(" 。").removesuffix("等") for part in _JOINT.split(kept))
    return tuple(part.replace(_KEPT, "、") for part in parts if _UNIT.match(part))


def deadline_of(words: str, published: Published) -> str | None:
    """Return when something is due (2025年12月底前, 年底前), as ISO text."""
    here = Published(year=published.year)
    found = [m.period for m in find_mentions(words, 0, len(words), here, published.year) if m.period]
    return found[-1] if found else None


def _in_brackets(document: Document, published: Published, listed: bool) -> Iterator[Duty]:
    for match in _BRACKET.finditer(document.text):
        duty = duty_of(match[1], published, first_listed=listed) if _SAYS.search(match[1]) else None
        if duty is not None:
            yield _at(document, duty, match.start(1), match.end(1))
    for match in _LINE.finditer(document.text):
        duty = duty_of(match["words"], published, first_listed=listed)
        if duty is not None:
            yield _at(document, duty, match.start("words"), match.end("words"))
    for match in _BARE.finditer(document.text):
        words = match["units"][1:-1]
        duty = None if _SAYS.search(words) else _settled(words, {"responsible": words}, published, listed)
        if duty is not None:
            yield _at(document, duty, match.start("units") + 1, match.end("units") - 1)


def _at(document: Document, duty: Duty, first: int, last: int) -> Duty:
    from dataclasses import replace

    start, end = document.raw_span(first, last)
    return replace(duty, start=start, end=end, text=document.raw[start:end])


def _in_table(document: Document, table: Table, published: Published, listed: bool) -> Iterator[Duty]:
    roles = duty_columns(table)
    if not {"lead", "responsible"} & set(roles.values()):
        return
    for number in range(1, len(table.rows)):
        said = {role: table.rows[number][place].strip() for place, role in roles.items()}
        cells = [cell for place in roles if (cell := table.cell(number, place)) is not None]
        if not cells:
            continue
        if told := _LEADS.match(said.get("responsible", "")) and _told(said["responsible"]):
            said |= {"responsible": "", **told}
        duty = _settled("", said, published, listed)
        if duty is not None:
            yield _at(document, duty, min(c.start for c in cells), max(c.end for c in cells))


def duty_columns(table: Table) -> dict[int, str]:
    """Return the role of each column whose header is a label: lead, responsible, helping or deadline."""
    roles = {}
    for place, words in enumerate(table.rows[0]):
        match = _labels().fullmatch("".join(words.split()))
        if match is not None:
            roles[place] = str(match.lastgroup)
    return roles
