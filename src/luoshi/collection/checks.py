"""Checks of submitted figures: each kind of rule is one function, what it turns on is data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from luoshi.collection.adding_up import above
from luoshi.collection.knowing import Held, Known, Subject
from luoshi.collection.model import Checked, Field, FigureKey, Found, SubmittedFigure, Understood
from luoshi.collection.rules import Rule, shipped
from luoshi.collection.showing import changes, frequency_words, number
from luoshi.collection.understanding import understand
from luoshi.documents.door import is_marked_entry
from luoshi.errors import LuoshiError, Problem
from luoshi.ledger.columns import decimal_text
from luoshi.vocabulary.units import convert


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An understood figure with its indicator."""

    figure: Understood
    subject: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What a check of a kind found: field, words to fill in, and a code where the rule's says too little."""

    field: Field
    detail: Mapping[str, object]
    code: str | None = None


Check = Callable[[Row, Rule, Known], Iterator[Trouble]]


def check(figures: Sequence[SubmittedFigure], known: Known, rules: Sequence[Rule] | None = None) -> Checked:
    """Check a whole submission.

    Args:
        figures: As they were reported.
        known: What the ledger knows.
        rules: Those to apply; those that come with Luoshi by default.

    Returns:
        What was understood, everything that was found, and what would change.
    """
    active = shipped() if rules is None else tuple(rules)
    rows: list[Row] = []
    found: list[Found] = []
    for position, figure in enumerate(figures):
        reading = understand(figure, position, known)
        for trouble in reading.troubles:
            told = Trouble(field=trouble.field, detail=trouble.detail, code=trouble.code)
            found += _told(active, trouble.kind, figure, position, told)
        if reading.figure is not None and reading.subject is not None:
            rows.append(Row(figure=reading.figure, subject=reading.subject))
    for row in rows:
        found += _alone(row, active, known)
    found += _together(rows, active, known)
    understood = tuple(row.figure for row in rows)
    subjects = {row.subject.view.id: row.subject for row in rows}
    order = {rule.name: place for place, rule in enumerate(active)}
    found.sort(key=lambda one: (one.figure if one.figure is not None else -1, order[one.rule]))
    return Checked(
        understood=understood, found=tuple(found), changes=tuple(changes(understood, subjects, known))
    )


def _told(
    rules: Sequence[Rule], kind: str, figure: SubmittedFigure, position: int, trouble: Trouble
) -> list[Found]:
    """Return what the first rule of a kind makes of a field that was not understood."""
    rule = next((one for one in rules if one.kind == kind), None)
    return [] if rule is None else [_found(rule, figure, position, trouble)]


def _found(rule: Rule, figure: SubmittedFigure, position: int, trouble: Trouble) -> Found:
    explained = bool((figure.note or "").strip())
    return Found(
        problem=Problem(
            code=trouble.code or rule.finds, place=figure.cell(trouble.field), detail=trouble.detail
        ),
        rule=rule.name,
        figure=position,
        field=trouble.field,
        severity=rule.severity,
        stops=rule.severity == "refuse" or (rule.severity == "explain" and not explained),
    )


def _alone(row: Row, rules: Sequence[Rule], known: Known) -> Iterator[Found]:
    view = row.subject.view
    for rule in rules:
        run = CHECKS.get(rule.kind)
        if run and rule.applies(view.name, view.unit, row.subject.kind, view.measure):
            for trouble in run(row, rule, known):
                yield _found(rule, row.figure.figure, row.figure.position, trouble)


def _together(rows: Sequence[Row], rules: Sequence[Rule], known: Known) -> Iterator[Found]:
    for rule in rules:
        if rule.kind == "repeated":
            yield from _repeated(rows, rule)
        elif rule.kind == "parts":
            yield from _parts(rows, rule, known)


def _repeated(rows: Sequence[Row], rule: Rule) -> Iterator[Found]:
    first: dict[FigureKey, int] = {}
    for row in rows:
        before = first.setdefault(row.figure.key, row.figure.position)
        if before != row.figure.position:
            detail = {**_named(row), "first": before + 1}
            yield _found(
                rule, row.figure.figure, row.figure.position, Trouble(field="indicator", detail=detail)
            )


def _parts(rows: Sequence[Row], rule: Rule, known: Known) -> Iterator[Found]:
    """Compare sums over one dimension with the total that has none; only what adds up is summed."""
    for one in above([(row.figure, row.subject) for row in rows], known, rule.tolerance):
        trouble = Trouble(field="value", detail=one.detail)
        yield _found(rule, one.figure.figure, one.figure.position, trouble)


def _named(row: Row) -> dict[str, object]:
    return {"indicator": row.subject.view.name, "period": row.figure.period.iso()}


def _ended(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    early = row.figure.figure.stage in rule.early_stages and row.figure.period.start <= known.today
    if row.figure.period.end > known.today + timedelta(days=1) and not early:
        detail = {**_named(row), "last": row.figure.period.last_day, "stages": "、".join(rule.early_stages)}
        yield Trouble(field="period", detail=detail)


def _frequency(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    wanted = known.frequencies(row.figure.indicator_id)
    if wanted and row.figure.period.frequency not in wanted:
        yield Trouble(field="period", detail={**_named(row), "frequency": frequency_words(wanted)})


def _range(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    value = row.figure.value
    low = rule.least is not None and value < rule.least
    high = rule.most is not None and value > rule.most
    if low or high:
        detail = {
            **_named(row),
            "value": number(value, row.figure.unit),
            "least": "−∞" if rule.least is None else rule.least,
            "most": "∞" if rule.most is None else rule.most,
        }
        yield Trouble(field="value", detail=detail)


def _before(row: Row, known: Known) -> tuple[Held, Decimal] | None:
    """Return the last figure before this one that may be compared, and its value in the same unit."""
    figure = row.figure
    some = [
        (one, value)
        for one in known.held.get(figure.indicator_id, ())
        if one.place == figure.place
        and one.period.frequency == figure.period.frequency
        and one.definition == figure.figure.definition
        and dict(one.dimensions) == dict(figure.figure.dimensions)
        and one.period.end <= figure.period.start
        and (value := _converted(one, figure.unit)) is not None
    ]
    if figure.period.frequency in ("M", "Q"):
        a_year_ago = [pair for pair in some if _same_season(pair[0], figure)]
        some = a_year_ago or some
    return max(some, key=lambda pair: pair[0].period.end, default=None)


def _same_season(held: Held, figure: Understood) -> bool:
    return held.period.start == figure.period.start.replace(year=figure.period.start.year - 1)


def _converted(held: Held, unit: str | None) -> Decimal | None:
    if held.unit == unit or held.unit is None or unit is None:
        return held.value if held.unit == unit else None
    try:
        return convert(held.value, held.unit, unit)
    except LuoshiError:
        return None


def _jump(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    found = _before(row, known)
    if found is None or _slipped(row, found[1], _slips()):
        return
    held, before = found
    step = abs(row.figure.value - before)
    detail = {
        **_named(row),
        "period": held.period.iso(),
        "value": number(row.figure.value, row.figure.unit),
        "before": number(before, row.figure.unit),
    }
    if rule.points is not None and step > rule.points:
        more = {"change": decimal_text(step), "limit": decimal_text(rule.points)}
        yield Trouble(field="value", detail={**detail, **more})
    elif rule.ratio is not None and before and step / abs(before) > rule.ratio:
        more = {"change": _percent(step / abs(before)), "limit": _percent(rule.ratio)}
        yield Trouble(field="value", detail={**detail, **more})


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(Decimal('0.1'))}%"


def _slips() -> tuple[Rule, ...]:
    return tuple(rule for rule in shipped() if rule.kind == "slip")


def _slipped(row: Row, before: Decimal, rules: Iterable[Rule]) -> tuple[Decimal, bool] | None:
    """Return the power by which a figure seems to have slipped, and whether it went up."""
    value = row.figure.value
    if not before or not value:
        return None
    ratio = abs(value / before)
    for rule in rules:
        for power in rule.powers:
            if abs(ratio / power - 1) <= rule.tolerance:
                return power, True
            if abs(ratio * power - 1) <= rule.tolerance:
                return power, False
    return None


def _slip(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    found = _before(row, known)
    slip = _slipped(row, found[1], (rule,)) if found else None
    if found and slip:
        detail = {
            **_named(row),
            "period": found[0].period.iso(),
            "value": number(row.figure.value, row.figure.unit),
            "before": number(found[1], row.figure.unit),
            "power": slip[0] if slip[1] else f"1/{slip[0]}",
        }
        yield Trouble(field="value", detail=detail)


def _closed(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    closing = known.closing(row.subject, row.figure.period)
    if closing is not None:
        yield Trouble(field="period", detail={**_named(row), "reason": closing.reason})


def published_already(figure: Understood, known: Known) -> Held | None:
    """Return the published figure that makes reporting one needless; another stage is another figure."""
    stage = figure.figure.stage
    for one in known.held.get(figure.indicator_id, ()):
        same = (
            one.published
            and one.place == figure.place
            and (one.period.start, one.period.end) == (figure.period.start, figure.period.end)
            and figure.figure.definition in ("", one.definition)
            and dict(one.dimensions) == dict(figure.figure.dimensions)
        )
        if same and (not stage or stage == one.stage or one.stage is None):
            return one
    return None


def _published(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    held = published_already(row.figure, known)
    if held is not None:
        detail = {**_named(row), "value": number(held.value, held.unit), "source": held.source}
        yield Trouble(field="indicator", detail=detail)


def _open(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    other = known.under_way.get(row.figure.key)
    if other is not None:
        yield Trouble(field="indicator", detail={**_named(row), "who": other.who, "state": other.state})


def _asked(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    if known.schedule(row.figure.indicator_id, row.figure.period) is None:
        yield Trouble(field="indicator", detail=_named(row))


def _due(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    schedule = known.schedule(row.figure.indicator_id, row.figure.period)
    if schedule is not None and (last := schedule.last_day(row.figure.period)).day < known.today:
        yield Trouble(field="period", detail={**_named(row), "due": last})


def _marked(row: Row, rule: Rule, known: Known) -> Iterator[Trouble]:
    """Find classification marks in what was typed; nothing of the words is repeated."""
    said: Mapping[Field, str | None] = {
        "definition": row.figure.figure.definition,
        "note": row.figure.figure.note,
        "progress": row.figure.figure.progress,
        "obstacles": row.figure.figure.obstacles,
        "next_steps": row.figure.figure.next_steps,
    }
    for name, text in said.items():
        if text and is_marked_entry(text):
            yield Trouble(field=name, detail={})


CHECKS: Mapping[str, Check] = {
    "marked": _marked,
    "ended": _ended,
    "frequency": _frequency,
    "range": _range,
    "jump": _jump,
    "slip": _slip,
    "closed": _closed,
    "published": _published,
    "open": _open,
    "asked": _asked,
    "due": _due,
}
"""Checks of one figure, by kind of rule."""
