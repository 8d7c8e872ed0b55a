"""Rows for ``luoshi evaluate --method``: a plan's targets by one method, beside what the time path says."""

from __future__ import annotations

from typing import Any

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.rows import name_of
from luoshi.evaluation.run import Assessment
from luoshi.evaluation.side_by_side import of_pack
from luoshi.evaluation.tables import Heading

HEADINGS: tuple[Heading, ...] = (
    Heading(key="plan_no", zh="序号", en="no.", right=True),
    Heading(key="indicator", zh="指标", en="indicator"),
    Heading(key="target_period", zh="目标期", en="target period"),
    Heading(key="method", zh="方法", en="method", brief=False),
    Heading(key="version", zh="版本", en="version", brief=False),
    Heading(key="grade", zh="等级代码", en="grade code", brief=False),
    Heading(key="word", zh="等级", en="grade"),
    Heading(key="reason", zh="原因", en="reason", brief=False),
    Heading(key="measure", zh="度量值", en="measure", right=True),
    Heading(key="score", zh="得分", en="score", right=True),
    Heading(key="time_path", zh="时序进度", en="time path"),
    Heading(key="sentence", zh="说明", en="sentence", brief=False),
)


def records(assessment: Assessment, method: str, language: Language) -> list[dict[str, Any]]:
    """Return a row for each target in the plan's order, the plan's own where others set another.

    Measures and scores have at most four decimals.
    """
    rows = []
    for dossier in assessment.dossiers:
        periods: set[str] = set()
        for target, result in zip(dossier.targets, dossier.results, strict=True):
            if target.period.iso() in periods:
                continue
            periods.add(target.period.iso())
            figures, beside = dossier.inputs.values(), dossier.beside(target)
            found = of_pack(method, target, result, figures, beside)
            rows.append(
                {
                    "plan_no": dossier.indicator.number,
                    "indicator": name_of(dossier.indicator, language),
                    "target_period": target.period.iso(),
                    "method": found.method,
                    "version": found.version,
                    "grade": found.grade,
                    "word": found.word[language],
                    "reason": found.reason,
                    "measure": None if found.value is None else round(found.value, 4),
                    "score": None if found.score is None else round(found.score, 4),
                    "time_path": words.status(result.verdict, language, target.attribute).word,
                    "sentence": found.record[language],
                }
            )
    return rows
