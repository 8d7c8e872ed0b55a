"""What is read out of a document."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal

from luoshi.vocabulary.words import Basis, Comparator, Direction, Kind, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A number that says how much or how many of something a place has, had or promises to have.

    Attributes:
        doc: The file's name.
        start, end: Raw span of the number with its unit and comparator words.
        text: Exactly ``raw[start:end]``.
        value: The number as written (万/亿 belong to the unit).
        upper: The upper end of a range.
        unit: As written; for a table cell from the indicator's brackets or the column.
        indicator: The shortest noun phrase in the document's words that names what is measured.
        region: The place it is about.
        period: ISO text, or ``None`` where it cannot be known.
        section: The nearest heading above.
        locator: Where a person finds it; see ``Document.locator``.
        doubts: Codes of what makes the reading uncertain, for instance ``period-from-document``.
        confidence: Between 0 and 1.
        rule: Name of the grammar rule that found the number.
        row: Number of the indicator table's row it stands in, if any.
    """

    doc: str
    start: int
    end: int
    text: str
    value: Decimal
    upper: Decimal | None = None
    unit: str | None = None
    comparator: Comparator = "eq"
    measure: Measure = "level"
    direction: Direction | None = None
    basis: Basis | None = None
    indicator: str | None = None
    region: str | None = None
    period: str | None = None
    kind: Kind = "actual"
    section: str | None = None
    locator: dict[str, Any]
    doubts: tuple[str, ...] = ()
    confidence: float = 1.0
    rule: str = ""
    row: int | None = None

    def interchange(self) -> dict[str, Any]:
        """Return the statement in the interchange format: JSON-ready, numbers as numbers."""
        record = asdict(self)
        for name in ("value", "upper"):
            number = record[name]
            if number is not None:
                record[name] = int(number) if number == number.to_integral_value() else float(number)
        record["doubts"] = list(self.doubts)
        return record


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A number that was seen and is no statement, with the name of the rule that says so. Raw offsets."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All numbers of a document: those that became statements and those set aside."""

    statements: tuple[Statement, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCell:
    """One target or baseline of an indicator table: the cell's words and what they say.

    Attributes:
        period: ISO text of the column (``2025``; ``2021/2025`` for an average or a total over the plan).
        value, upper, comparator: As for a statement.
        text: Exactly ``raw[start:end]``: the number with its comparator words.
        start, end: Raw span of the number with its comparator words.
        kind: ``level``, ``average`` (年均 over the period) or ``cumulative`` (累计, printed in 〔 〕).
        cell: The whole cell, cleaned (``全国前20``).
    """

    period: str
    value: Decimal
    comparator: Comparator
    text: str
    start: int
    end: int
    upper: Decimal | None = None
    kind: Literal["level", "average", "cumulative"] = "level"
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnquantifiedCell:
    """A target written in words (``完成国家下达任务``). Offsets are raw."""

    period: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One row of an indicator table; offsets are raw.

    Attributes:
        number: Printed number, or position in the table.
        domain: The row's domain, repaired when its cell was split or merged.
        name: Without the unit's brackets.
        measure, direction, basis: As for a statement (年均增长 is growth, up, annual_average).
        attribute: ``binding``, ``expected`` or ``unmarked``.
        baseline: Baseline cell, ``None`` where the table has ``—``.
        targets: In the order of their periods.
        owner: Responsible unit as printed, ``None`` without such a column.
        unquantified: Targets written in words, in the order of their periods.
        doubts: What was repaired: ``domain-joined``, ``domain-moved``, ``name-joined``,
            ``baseline-year-inferred``, ``header-inferred``, ``cell-read-as-empty``, ``row-shifted``.
    """

    number: int
    domain: str | None
    name: str
    unit: str | None
    measure: Measure
    direction: Direction | None
    basis: Basis | None
    attribute: str
    baseline: TargetCell | None
    targets: tuple[TargetCell, ...]
    table: int
    row: int
    start: int
    end: int
    owner: str | None = None
    unquantified: tuple[UnquantifiedCell, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A special action of a box (专栏): what a plan says will be done. Offsets are raw.

    Attributes:
        box: Box as printed (``专栏1``); ``box_title`` its title.
        chapter: Number and title of the chapter it stands in.
        number: Printed number within the box.
        name: For instance ``大力发展中欧班列行动``.
        text: What follows the name.
        strength: 确保, 达到, 力争, 争取, 探索 or ``None``.
    """

    box: str
    box_title: str
    chapter: str | None
    number: int
    name: str
    text: str
    start: int
    end: int
    strength: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """Something that has happened and carries no number (获批, 开工, 通车 …). Offsets are raw.

    Attributes:
        subject: What it is about.
        event: The event's words; with what was received for honours and approvals.
        text: The clause in clean words.
        period: ISO text, ``None`` where it cannot be known.
        kind: ``approval``, ``promotion``, ``honour``, ``founding``, ``start``, ``topping-out``,
            ``completion``, ``opening``, ``launch``, ``policy``, ``product``, ``settling`` or ``event``.
    """

    subject: str
    event: str
    text: str
    start: int
    end: int
    period: str | None = None
    region: str | None = None
    section: str | None = None
    confidence: float = 1.0
    kind: str = ""


POSITIONING = "positioning"
"""The topic of what a place is meant to be (功能定位)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What is promised or published about a topic that a page follows by name (五个示范, 一网通办 …).

    Attributes:
        topic: Key of the topic; ``topic_title`` its name in Chinese.
        text: The sentence in clean words.
        start, end: Raw span of the sentence.
        kind: ``promise`` (to be done) or ``published`` (said to be done).
    """

    topic: str
    text: str
    start: int
    end: int
    kind: Literal["promise", "published"]
    section: str | None = None
    topic_title: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document that is not read for statements. Offsets are clean.

    Attributes:
        reason: ``leader`` (speeches and instructions), ``guidance`` (指导思想) or ``military``.
        rule: Name of the rule in ``passages.toml`` that set it aside.
    """

    start: int
    end: int
    reason: Literal["leader", "guidance", "military"]
    rule: str
