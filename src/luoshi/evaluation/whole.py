"""The grade of a whole plan, in words."""

from __future__ import annotations

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.model import Verdict
from luoshi.evaluation.rules.overall import overall
from luoshi.evaluation.run import Assessment
from luoshi.evaluation.summary import summary_of
from luoshi.vocabulary.words import Attribute


def whole_of(assessment: Assessment, language: Language) -> str:
    """Return the overall grade of the phase that leads the display, and what caps it."""
    parts: list[tuple[Verdict, Attribute]] = [
        (row.result.verdict if row.result else "not_assessed", row.indicator.attribute)
        for row in summary_of(assessment).rows
        if row.side is None
    ]
    found = overall(parts)
    few = 2 * found.assessed < len(parts) or not found.assessed
    code = "capped" if found.capped_by else "few" if few else "middle"
    return words.text(
        "overall",
        code,
        language,
        verdict=words.text("verdict", found.verdict, language),
        middle=words.text("verdict", found.middle, language),
        count=found.capped_by,
        assessed=found.assessed,
        all=len(parts),
    )
