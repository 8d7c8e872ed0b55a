"""What the cockpit, the command line, the API and the papers say about a plan, computed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from luoshi.errors import Language
from luoshi.evaluation import boxes, words
from luoshi.evaluation.chosen import title_of
from luoshi.evaluation.model import Reason, Verdict
from luoshi.evaluation.packs import grade_word
from luoshi.evaluation.rows import Row, leading_phase, rows
from luoshi.evaluation.rules.exact import half_up
from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.rules.packs.rating import NOT_AVAILABLE
from luoshi.evaluation.run import Assessment, assess
from luoshi.ledger import views
from luoshi.ledger.records import AchievementView, ActionView, Cut, PlanView
from luoshi.ledger.store import Ledger

DUE_REASONS: frozenset[Reason] = frozenset({"no_published_data", "awaiting_publication"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many indicators have which verdict and, where there is none, which reason.

    Both name every code, also those nobody has, in the order they are shown.

    Attributes:
        others: By method and grade, how many are judged by another method than the time path; not in
            ``verdicts``.
    """

    total: int
    verdicts: Mapping[Verdict, int]
    reasons: Mapping[Reason, int]
    others: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def assessed(self) -> int:
        """How many could be judged."""
        none = sum(number for (_, grade), number in self.others.items() if grade == NOT_AVAILABLE)
        return self.total - self.verdicts["not_assessed"] - none

    @property
    def share(self) -> Decimal | None:
        """The share that could be judged, ``None`` without indicators."""
        return Decimal(self.assessed) / self.total if self.total else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """A line of what needs attention: the row, and who leads it (``None``: 待明确)."""

    row: Row
    owner: str | None

    def gap(self, language: Language) -> str:
        """Return what is missing to the target, in words."""
        value = _plain(abs(self.row.gap or Decimal(0)))
        if self.row.target is not None and self.row.target.kind == "rank":
            return words.text("part", "places", language, value=words.number(value, language))
        return words.difference(value, self.row.indicator.unit, language)

    def sentence(self, language: Language) -> str:
        """Return the gap, where it moves, and the lead unit, in words."""
        return _attention_words(self, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the plan (专栏).

    Attributes:
        actions: Number of its special actions.
        answered: Number of those for which something was published.
        achievements: Number of published achievements linked to them, or to an item of its chapter.
        items: Number of the items of its chapter.
        indicators: Rows of the groups that belong to it; empty: 本章无量化指标.
        rules: By which rule each group was given to it.
    """

    box: str
    title: str
    chapter: str | None
    actions: int
    answered: int
    achievements: int
    indicators: tuple[Row, ...]
    rules: Mapping[str, str]
    items: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A plan at a glance.

    Attributes:
        assessment: What it sums up, with every figure and every result.
        phase: Last day of the period whose targets lead the display.
        cutoff: 数据截止日: when the newest figure in use was published, or the end of its period where
            that is not known; ``None`` while nothing is in use.
        rows: Every indicator of the plan's table in its order, or of the prose where there is no table.
        prose: Indicators read from prose beside a table.
        attention: At most ``attention_lines``.
        due: Targets past their date with nothing published for it: 已到期，未见公开结果.
        gaps: Every other indicator that could not be judged.
    """

    assessment: Assessment
    phase: date | None
    cutoff: date | None
    counts: Counts
    rows: tuple[Row, ...]
    prose: tuple[Row, ...]
    attention: tuple[Attention, ...]
    due: tuple[Row, ...]
    gaps: tuple[Row, ...]
    boxes: tuple[Box, ...]

    @property
    def plan(self) -> PlanView:
        """The plan."""
        return self.assessment.plan

    @property
    def at(self) -> date:
        """评估基准日."""
        return self.assessment.at

    def sentence(self, language: Language) -> str:
        """Return the count of every verdict and reason and the share that can be judged."""
        return _counts_words(self, language)


def summarise(ledger: Ledger, plan: PlanView, cut: Cut = views.NOW) -> Summary:
    """Judge a plan and sum it up.

    Raises:
        LuoshiError: ``recorded-before-first-entry``.
    """
    assessment = assess(ledger, plan, cut)
    actions = views.actions(ledger, plan.id, cut=cut, forms=views.FORMS)
    achievements = views.achievements(ledger, plan.id, cut=cut)
    return summary_of(assessment, actions, achievements)


def summary_of(
    assessment: Assessment,
    actions: Sequence[ActionView] = (),
    achievements: Sequence[AchievementView] = (),
) -> Summary:
    """Sum up a plan that was judged."""
    everything = rows(assessment)
    tabled = tuple(row for row in everything if row.indicator.origin == "table")
    shown = tabled or everything
    phase = leading_phase(assessment)
    unjudged = [row for row in shown if not row.judged]
    due = tuple(row for row in unjudged if is_due(row, assessment.at))
    return Summary(
        assessment=assessment,
        phase=phase - timedelta(days=1) if phase else None,
        cutoff=cutoff(everything),
        counts=count(shown),
        rows=shown,
        prose=tuple(row for row in everything if row not in shown),
        attention=attention(shown, assessment.parameters.attention_lines),
        due=due,
        gaps=tuple(row for row in unjudged if row not in due),
        boxes=box_list(actions, achievements, shown),
    )


def count(some: Sequence[Row]) -> Counts:
    """Count verdicts and reasons."""
    own = [row for row in some if row.side is None]
    verdicts = Counter(row.result.verdict if row.result else "not_assessed" for row in own)
    reasons = Counter(row.result.reason if row.result else "not_quantified" for row in own)
    others = Counter((row.side.method, row.side.grade) for row in some if row.side is not None)
    return Counts(
        total=len(some),
        verdicts={code: verdicts[code] for code in words.codes("verdict")},  # type: ignore[misc, index]
        reasons={code: reasons[code] for code in words.codes("reason")},  # type: ignore[misc, index]
        others=dict(sorted(others.items())),
    )


def is_due(row: Row, at: date) -> bool:
    """Whether a target's period is over and no figure for it has been published."""
    ended = row.target is not None and row.target.period.last_day <= at
    return ended and row.result is not None and row.result.reason in DUE_REASONS


def cutoff(some: Sequence[Row]) -> date | None:
    """Return when the newest figure that a verdict rests on was published."""
    days = []
    for row in some:
        if row.latest is None or not row.latest.judged:
            continue
        published = row.citation.published if row.citation else None
        days.append(published.last if published else row.latest.period.last_day)
    return max(days, default=None)


def attention(some: Sequence[Row], lines: int) -> tuple[Attention, ...]:
    """Return the lines that need attention most.

    Only what is not reached or behind. Binding targets first; then the smaller the share of the distance
    that was covered, the higher; where no share can be formed, last; then the plan's order.
    """
    short = [row for row in some if row.short]
    short.sort(key=_urgency)
    return tuple(Attention(row=row, owner=row.indicator.owner) for row in short[:lines])


def _urgency(row: Row) -> tuple[bool, bool, Decimal, int]:
    completion = row.result.completion if row.result else None
    binding = row.indicator.attribute == "binding"
    return not binding, completion is None, completion or Decimal(0), row.number


def box_list(
    actions: Sequence[ActionView], achievements: Sequence[AchievementView], some: Sequence[Row]
) -> tuple[Box, ...]:
    """Return the boxes of the plan with what stands in each, in the plan's order."""
    by_box: dict[str, list[ActionView]] = {}
    for action in actions:
        if action.terms.form == "special":
            by_box.setdefault(action.box, []).append(action)
    items = items_by_box(actions)
    groups: dict[str, list[Row]] = {}
    for row in some:
        if row.indicator.domain:
            groups.setdefault(row.indicator.domain, []).append(row)
    places = boxes.assign(
        {group: [row.indicator.name for row in members] for group, members in groups.items()},
        {
            box: (" ".join(filter(None, (found[0].box_title, found[0].chapter))), [a.name for a in found])
            for box, found in by_box.items()
        },
    )
    return tuple(
        _box(box, (found, items.get(box, [])), achievements, groups, places) for box, found in by_box.items()
    )


def items_by_box(actions: Sequence[ActionView]) -> dict[str, list[ActionView]]:
    """Return the items of a plan's sections by the box of their chapter: the next one, else the last."""
    found: dict[str, list[ActionView]] = {}
    last = {action.chapter: action.box for action in actions if action.terms.form == "special"}
    waiting: dict[str | None, list[ActionView]] = {}
    for action in actions:
        if action.terms.form == "item":
            waiting.setdefault(action.chapter, []).append(action)
        elif action.terms.form == "special":
            found.setdefault(action.box, []).extend(waiting.pop(action.chapter, ()))
    for chapter, rest in waiting.items():
        if chapter in last:
            found.setdefault(last[chapter], []).extend(rest)
    return found


def _box(
    box: str,
    members: tuple[Sequence[ActionView], Sequence[ActionView]],
    achievements: Sequence[AchievementView],
    groups: Mapping[str, Sequence[Row]],
    places: Mapping[str, boxes.Place],
) -> Box:
    actions, items = members
    ids = {action.id for action in actions}
    every = ids | {item.id for item in items}
    answers = [{answer[0] for answer in one.actions} & every for one in achievements]
    own = [group for group in groups if group in places and places[group].box == box]
    return Box(
        box=box,
        title=actions[0].box_title,
        chapter=actions[0].chapter,
        actions=len(actions),
        answered=len(set().union(*answers) & ids),
        achievements=sum(1 for answer in answers if answer),
        indicators=tuple(row for group in own for row in groups[group]),
        rules={group: places[group].rule for group in own},
        items=len(items),
    )


def _counts_words(summary: Summary, language: Language) -> str:
    counts = summary.counts
    verdicts = [
        words.text("summary", "count", language, word=words.status(code, language).word, number=number)
        for code, number in counts.verdicts.items()
        if number and code != "not_assessed"
    ]
    reasons = [
        words.text("summary", "count", language, word=words.reason(code, language), number=number)
        for code, number in counts.reasons.items()
        if number
    ]
    comma = "、" if language == "zh" else ", "
    if counts.verdicts["not_assessed"]:
        verdicts.append(
            words.text(
                "summary",
                "unjudged",
                language,
                number=counts.verdicts["not_assessed"],
                reasons=comma.join(reasons),
            )
        )
    verdicts += [
        words.text(
            "summary",
            "other",
            language,
            title=title_of(method, language),
            word=grade_word(registry.load(method), grade, None, language),
            number=number,
        )
        for (method, grade), number in counts.others.items()
    ]
    share = "—" if counts.share is None else str(half_up(counts.share * 100, 1))
    return words.text(
        "summary",
        "sentence" if summary.phase else "empty",
        language,
        total=counts.total,
        year=summary.phase.year if summary.phase else "",
        verdicts=("，" if language == "zh" else ", ").join(verdicts),
        assessed=counts.assessed,
        share=share,
    )


def _attention_words(line: Attention, language: Language) -> str:
    row = line.row
    latest, target = row.latest, row.target
    return words.text(
        "summary",
        "attention",
        language,
        period=words.period(latest.period, language) if latest else "—",
        value=row.quantity(latest.value if latest else None, language),
        target=row.quantity(target.value if target else None, language),
        gap=line.gap(language),
        moved=row.moved(language),
        owner=line.owner or words.text("summary", "owner_unknown", language),
    )


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
