"""趋势研判（内部）: the outlook on a plan's running targets on paper, as a Word document for internal use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.evaluation import words
from luoshi.evaluation.outlook.run import prospects, records
from luoshi.evaluation.run import Assessment, assess
from luoshi.formats.excel import UNREVIEWED
from luoshi.formats.packing import store
from luoshi.formats.paragraphs import (
    HEAD_FONT,
    add_heading,
    add_line,
    add_table,
    closed,
    new_paper,
)
from luoshi.ledger.records import Cut, PlanView
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.period import Period

if TYPE_CHECKING:
    from docx.document import Document

INTERNAL = "内部使用，不对外公布"
HEADS = ("指标", "目标", "推算值", "八成区间", "可能性", "研判")
WIDTHS = (4.2, 3.0, 2.4, 3.4, 1.6, 2.2)


def write_outlook(ledger: Ledger, plan: PlanView, cut: Cut, path: Path) -> Path:
    """Judge a plan and write the paper on its outlook.

    Raises:
        LuoshiError: ``recorded-before-first-entry``, ``file-unwritable``.
    """
    return store(outlook_paper(assess(ledger, plan, cut)), path)


def outlook_paper(assessment: Assessment) -> bytes:
    """Return the paper: what is said of each running target, then why nothing is said of the others.

    The same assessment gives the same bytes.
    """
    made = new_paper(f"《{assessment.plan.title}》趋势研判")
    found = records(prospects(assessment), "zh")
    _top(made, assessment)
    _said(made, [one for one in found if one["reason"] is None])
    _silent(made, [one for one in found if one["reason"] is not None])
    return closed(made, f"{UNREVIEWED}　　{INTERNAL}", assessment.at)


def _top(made: Document, assessment: Assessment) -> None:
    add_line(made, f"{UNREVIEWED}　{INTERNAL}", font=HEAD_FONT, size=10.5, align="right", colour="55595F")
    add_line(made, f"《{assessment.plan.title}》", font=HEAD_FONT, size=18, align="center")
    add_line(made, "趋势研判", font=HEAD_FONT, size=18, align="center")
    at = f"评估基准日：{words.day(assessment.at)}"
    add_line(made, at, size=10.5, align="center", before=4, rule_below=True)


def _said(made: Document, found: list[dict[str, Any]]) -> None:
    add_heading(made, f"一、可作研判的目标（{len(found)}项）")
    if not found:
        add_line(made, "没有可作研判的目标。", first_line=True)
        return
    add_table(made, [HEADS, *(_cells(one) for one in found)], heads=1, widths=WIDTHS)
    for one in found:
        told = f"{one['indicator']}：{one['sentence']}{one['limit'] or ''}"
        add_line(made, told, first_line=True, before=3)


def _cells(one: dict[str, Any]) -> list[str]:
    unit = one["unit"] or ""
    period = words.period(Period.parse(one["target_period"]))
    return [
        one["indicator"],
        f"{one['target']}{unit}\n（{period}）",
        f"{one['point']}{unit}",
        f"{one['low_80']}—{one['high_80']}{unit}",
        one["probability"],
        one["word"],
    ]


def _silent(made: Document, found: list[dict[str, Any]]) -> None:
    add_heading(made, f"二、不作研判的目标（{len(found)}项）")
    by_reason: dict[str, list[str]] = {}
    for one in found:
        name = f"{one['indicator']}（{words.period(Period.parse(one['target_period']))}）"
        by_reason.setdefault(one["reason"], []).append(name)
    for reason, names in by_reason.items():
        add_line(made, f"{reason}（{len(names)}项）：{'、'.join(names)}。", first_line=True, before=2)
