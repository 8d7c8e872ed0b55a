"""Rows for ``luoshi evaluate`` and the text of ``luoshi why``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.errors import Language
from luoshi.evaluation import chains, words
from luoshi.evaluation.chosen import chosen_words, method_of
from luoshi.evaluation.model import Result, TargetInput
from luoshi.evaluation.outlook.run import Prospect, of_dossier
from luoshi.evaluation.outlook.words import limit
from luoshi.evaluation.rows import name_of
from luoshi.evaluation.rules.exact import half_up
from luoshi.evaluation.run import Assessment, Dossier
from luoshi.ledger.records import Citation, IndicatorView, ObservationView
from luoshi.vocabulary.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column: its key for programs, its heading for people; ``brief`` ones make the table for eyes."""

    key: str
    zh: str
    en: str
    right: bool = False
    brief: bool = True


HEADINGS: tuple[Heading, ...] = (
    Heading(key="plan_no", zh="序号", en="no.", right=True),
    Heading(key="indicator", zh="指标", en="indicator"),
    Heading(key="unit", zh="单位", en="unit"),
    Heading(key="target_period", zh="目标期", en="target period"),
    Heading(key="kind", zh="目标类型", en="kind", brief=False),
    Heading(key="attribute", zh="属性", en="attribute", brief=False),
    Heading(key="baseline", zh="基期值", en="baseline", right=True, brief=False),
    Heading(key="baseline_period", zh="基期", en="baseline period", brief=False),
    Heading(key="comparator", zh="比较", en="comparator", brief=False),
    Heading(key="target", zh="目标值", en="target", right=True),
    Heading(key="value", zh="最新值", en="value", right=True),
    Heading(key="period", zh="时期", en="period"),
    Heading(key="gap", zh="差距", en="gap", right=True, brief=False),
    Heading(key="completion", zh="完成比例", en="completion", right=True),
    Heading(key="pace", zh="进度比", en="pace", right=True),
    Heading(key="required_rate", zh="所需年均", en="required rate", right=True, brief=False),
    Heading(key="recent_rate", zh="近年年均", en="recent rate", right=True, brief=False),
    Heading(key="rate_kind", zh="年均口径", en="rate kind", brief=False),
    Heading(key="verdict", zh="结论", en="verdict"),
    Heading(key="reason", zh="原因", en="reason"),
    Heading(key="method", zh="评价方法", en="method", brief=False),
    Heading(key="grade", zh="所选方法等级", en="grade of method", brief=False),
    Heading(key="grade_word", zh="所选方法等级（文字）", en="grade in words", brief=False),
    Heading(key="evidence", zh="凭据", en="evidence", brief=False),
    Heading(key="source", zh="出处", en="source", brief=False),
    Heading(key="target_source", zh="目标出处", en="target source", brief=False),
    Heading(key="sentence", zh="说明", en="sentence", brief=False),
)
"""Columns of ``luoshi evaluate``. CSV and JSON have all of them, with codes; the table the brief ones."""


def records(assessment: Assessment, language: Language) -> list[dict[str, Any]]:
    """Return a row for each target in the plan's order: codes, numbers as ``Decimal``, periods as ISO text.

    Where other documents set another target for an indicator and period, the plan's own stands here; the
    others are told of by ``why`` and listed as disagreements.

    Shares are rounded half-up to four decimals, rates to two; values and gaps are exact.
    """
    return [
        _record(dossier, target, result, language)
        for dossier in assessment.dossiers
        for target, result in _own(dossier)
    ]


def _own(dossier: Dossier) -> list[tuple[TargetInput, Result]]:
    """Return the first target for each period, which is the plan's own, with its result."""
    first: dict[str, tuple[TargetInput, Result]] = {}
    for target, result in zip(dossier.targets, dossier.results, strict=True):
        first.setdefault(target.period.iso(), (target, result))
    return list(first.values())


def _record(dossier: Dossier, target: TargetInput, result: Result, language: Language) -> dict[str, Any]:
    indicator = dossier.indicator
    taken = next((one for one in dossier.observations if one.id == result.observation_id), None)
    aim = next((one for one in indicator.targets if one.id == target.id), None)
    side = dossier.sides.get(target.id)
    return {
        "plan_no": indicator.number,
        "indicator": indicator.name,
        "unit": indicator.unit,
        "target_period": target.period.iso(),
        "kind": target.kind,
        "attribute": indicator.attribute,
        "baseline": target.baseline,
        "baseline_period": _iso(target.baseline_period) if target.baseline is not None else None,
        "comparator": target.comparator,
        "target": target.value,
        "value": result.value,
        "period": _iso(result.period),
        "gap": result.gap,
        "completion": _rounded(result.completion, 4),
        "pace": _rounded(result.pace, 4),
        "required_rate": _rounded(result.required_rate, 2),
        "recent_rate": _rounded(result.recent_rate, 2),
        "rate_kind": result.rate_kind,
        "verdict": result.verdict,
        "reason": result.reason,
        "method": method_of(dossier.choice),
        "grade": side.grade if side else None,
        "grade_word": side.word[language] if side else None,
        "evidence": taken.citation.evidence if taken else None,
        "source": source_words(taken.citation) if taken else None,
        "target_source": source_words(aim.citation) if aim else None,
        "sentence": result.explanation[language],
    }


def worded(
    assessment: Assessment, rows: Sequence[dict[str, Any]], language: Language
) -> list[dict[str, Any]]:
    """Return the records for eyes: words for codes, per cent for shares, names in the language."""
    names = {one.indicator.name: name_of(one.indicator, language) for one in assessment.dossiers}
    return [
        row
        | {
            "indicator": names[row["indicator"]],
            "verdict": _status_word(row, language),
            "reason": words.reason(row["reason"], language) if row["reason"] else None,
            "completion": _per_cent(row["completion"]),
            "target": _target(row, language),
        }
        for row in rows
    ]


def _status_word(row: dict[str, Any], language: Language) -> str:
    if row["grade_word"]:
        return f"{row['grade_word']} [{row['method']}]"
    status = words.status(row["verdict"], language, row["attribute"])
    return f"{status.shape} {status.word}"


def _per_cent(share: Decimal | None) -> str | None:
    return None if share is None else f"{half_up(share * 100, 1)}%"


def _target(row: dict[str, Any], language: Language) -> str | None:
    if row["target"] is None:
        return None
    return words.text(
        "bound_target", row["comparator"], language, value=words.number(row["target"], language)
    )


def _rounded(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else half_up(value, places)


def _iso(period: Period | None) -> str | None:
    return period.iso() if period else None


def why(dossier: Dossier, language: Language) -> str:
    """Return how each verdict of an indicator came about, as text for a terminal."""
    lines = [_title(dossier.indicator, language), ""]
    if dossier.choice:
        lines += [chosen_words(dossier.choice, language), ""]
    for target, result in zip(dossier.targets, dossier.results, strict=True):
        lines += _verdict(dossier, target, result, language)
    if not dossier.targets:
        lines += [words.text("because", "not_quantified", language), ""]
    lines += _figures(dossier, language)
    lines += _candidates(dossier, language)
    return "\n".join(lines).rstrip() + "\n"


def why_records(dossier: Dossier) -> list[dict[str, Any]]:
    """Return the record of each verdict, with that of the outlook for a target that is still running."""
    found = []
    for target, result in zip(dossier.targets, dossier.results, strict=True):
        prospect = _prospect(dossier, target, result)
        beside = {"outlook": prospect.outlook.record} if prospect else {}
        found.append({**result.explanation, **beside})
    return found


def _title(indicator: IndicatorView, language: Language) -> str:
    number = f"{indicator.number} " if indicator.number is not None else ""
    unit = f"（{indicator.unit}）" if indicator.unit and language == "zh" else ""
    unit = f" ({indicator.unit})" if indicator.unit and language == "en" else unit
    attribute = words.text("attribute", indicator.attribute, language)
    english = name_of(indicator, language)
    name = indicator.name if english == indicator.name else f"{english} · {indicator.name}"
    return f"{number}{name}{unit} · {attribute}"


def _verdict(dossier: Dossier, target: TargetInput, result: Result, language: Language) -> list[str]:
    status = words.status(result.verdict, language, target.attribute)
    record = result.explanation
    rule = words.text("rule", record["rule"], language)
    side = dossier.sides.get(target.id)
    head = f"{status.shape} {words.period(target.period, language)} {status.word}"
    if result.reason:
        head += f" · {words.reason(result.reason, language)}"
    lines = [head, f"  {record[language]}"]
    if side:
        lines.insert(0, f"[{side.method} {side.version}] {side.record[language]}")
    lines += [f"  {line}" for line in _promise(dossier.indicator, target, language)]
    lines.append(f"  {_label('rule', language)}{record['version']} · {rule} · {record['at']}")
    lines += [f"  {_step(name, value, result, target, language)}" for name, value in record["steps"].items()]
    lines += [f"  {line}" for line in _choices(dossier, record["choice"], language)]
    lines += [f"  {line}" for line in chains.lines(dossier.derived.get(target.id, ()), target, language)]
    lines += [f"  {line}" for line in _outlook(dossier, target, result, language)]
    return [*lines, ""]


def _prospect(dossier: Dossier, target: TargetInput, result: Result) -> Prospect | None:
    at = date.fromisoformat(result.explanation["at"])
    return next((one for one in of_dossier(dossier, at) if one.target.id == target.id), None)


def _outlook(dossier: Dossier, target: TargetInput, result: Result, language: Language) -> list[str]:
    """Return what may be expected of a running target, for internal use."""
    found = _prospect(dossier, target, result)
    if found is None:
        return []
    record, title = found.outlook.record, words.text("outlook", "title", language)
    colon = "：" if language == "zh" else ": "
    lines = [f"{title}{colon}{record[language]}"]
    told = limit(record, target.unit, language) if found.outlook.reason is None else ""
    return [*lines, told] if told else lines


def _promise(indicator: IndicatorView, target: TargetInput, language: Language) -> list[str]:
    """Return baseline and target with their sources."""
    baseline = indicator.baseline if target.baseline is not None else None
    aim = next((one for one in indicator.targets if one.id == target.id), None)
    lines = []
    for name, view in (("baseline", baseline), ("target", aim)):
        if view is None:
            continue
        period = words.period(Period.parse(view.period), language)
        value = words.quantity(view.value, indicator.unit, language) if view.value is not None else "—"
        if name == "target" and view.value is not None:
            value = words.text("bound_target", view.comparator, language, value=value)
        lines.append(f"{_label(name, language)}{value} | {period} | {source_words(view.citation)}")
    return lines


def _step(name: str, value: Any, result: Result, target: TargetInput, language: Language) -> str:
    shown = str(value)
    if name in ("completion", "elapsed"):
        shown = f"{half_up(Decimal(value) * 100, 1)}%"
    elif name == "pace":
        shown = str(half_up(Decimal(value), 2))
    elif name in ("required_rate", "recent_rate"):
        unit = "%" if result.rate_kind == "percent" else target.unit
        shown = words.quantity(half_up(Decimal(value), 2), unit, language)
    elif isinstance(value, bool):
        shown = words.text("answer", "yes" if value else "no", language)
    elif shown in words.codes("answer"):
        shown = words.text("answer", shown, language)
    return f"{_label(name, language)}{shown}"


def _label(name: str, language: Language) -> str:
    return words.text("step", name, language) + ("：" if language == "zh" else ": ")


def _choices(dossier: Dossier, choices: Sequence[dict[str, Any]], language: Language) -> list[str]:
    known = dossier.inputs
    lines = []
    for choice in choices:
        if not choice["others"]:
            continue
        taken = known[choice["taken"]]
        others = ("、" if language == "zh" else ", ").join(other["value"] for other in choice["others"])
        lines.append(
            words.text(
                "choice",
                "line",
                language,
                period=choice["period"],
                taken=words.number(taken.value),
                others=others,
                criterion=words.text("criterion", choice["criterion"], language),
            )
        )
    return lines


def _figures(dossier: Dossier, language: Language) -> list[str]:
    if not dossier.observations:
        return []
    used = {choice["taken"] for result in dossier.results for choice in result.explanation["choice"]}
    lines = [words.text("step", "figures", language)]
    return lines + [f"  {_figure(one, one.id in used, language)}" for one in dossier.observations]


def _candidates(dossier: Dossier, language: Language) -> list[str]:
    """Return the statements that are only proposed for the indicator."""
    if not dossier.candidates:
        return []
    lines = [words.text("step", "candidates", language)]
    for one in dossier.candidates:
        period = words.period(Period.parse(one.period), language) if one.period else "—"
        value = words.quantity(one.value, one.unit, language)
        if one.comparator != "eq":
            value = words.text("bound", one.comparator, language, value=value)
        lines.append(f"    {period} | {value} | {one.indicator} | {one.anchor.document_key}")
    return lines


def _figure(view: ObservationView, used: bool, language: Language) -> str:
    mark = "*" if used else " "
    value = words.quantity(view.value, view.unit, language)
    if view.comparator != "eq":
        value = words.text("bound", view.comparator, language, value=value)
    period = words.period(Period.parse(view.period), language) if view.period else "—"
    evidence = words.text("evidence", view.citation.evidence, language)
    match = words.text("match", view.match, language)
    parts = [f"{mark} {period}", value, match, view.definition, view.citation.trust, evidence]
    return " | ".join([*(part for part in parts if part), source_words(view.citation)])


def source_words(citation: Citation) -> str:
    """Return publisher, title and date of a source in one line, its address where it has neither name."""
    name = f"《{citation.title}》" if citation.title else None
    named = [part for part in (citation.publisher, name) if part] or [citation.source or "—"]
    published = [citation.published.text] if citation.published else []
    return " ".join([*named, *published])
