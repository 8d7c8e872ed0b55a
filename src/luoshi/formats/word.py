"""落实情况简报: a plan on one page of A4, as a Word document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.evaluation import words
from luoshi.evaluation.chains import headline
from luoshi.evaluation.rows import Row
from luoshi.evaluation.summary import Summary, summarise
from luoshi.evaluation.tables import source_words
from luoshi.formats.excel import COLOURS, UNOFFICIAL, UNREVIEWED
from luoshi.formats.packing import store
from luoshi.formats.paragraphs import (
    HEAD_FONT,
    add_heading,
    add_line,
    add_table,
    closed,
    new_paper,
    write_run,
)
from luoshi.ledger.records import Cut, PlanView
from luoshi.ledger.store import Ledger

if TYPE_CHECKING:
    from docx.document import Document

MOST_NAMES = 12
"""Most indicators named in a list of the brief; fewer where the page is full. The rest are in the table."""
MOST_SOURCES = 4
MOST_DERIVED = 4
"""Most indicators without a verdict of which the brief tells what follows by formula."""
LINE_COLUMNS = 84
"""Half-width columns of a line of the text."""
TITLE_COLUMNS, NAME_COLUMNS = 50, 18
"""Half-width columns of a line of the title, and of an indicator's name in the table."""
PAGE_LINES = 41.2
"""Lines of the text that the page holds, with a little to spare; the other parts are counted in them."""


def write_brief(ledger: Ledger, plan: PlanView, cut: Cut, path: Path) -> Path:
    """Judge a plan and write its one-page brief.

    Raises:
        LuoshiError: ``recorded-before-first-entry``, ``file-unwritable``.
    """
    return store(brief(summarise(ledger, plan, cut)), path)


def brief(summary: Summary) -> bytes:
    """Return the brief: counts, what needs attention, data gaps, sources.

    The same summary gives the same bytes.
    """
    made = new_paper(f"《{summary.plan.title}》落实情况简报")
    _top(made, summary)
    _overview(made, summary)
    _attention(made, summary)
    _gaps(made, summary)
    _sources(made, summary)
    return closed(made, f"{UNREVIEWED}　　{UNOFFICIAL}", summary.at)


def _top(made: Document, summary: Summary) -> None:
    add_line(made, UNREVIEWED, font=HEAD_FONT, size=10.5, align="right", colour="55595F")
    add_line(made, f"《{summary.plan.title}》", font=HEAD_FONT, size=18, align="center")
    add_line(made, "落实情况简报", font=HEAD_FONT, size=18, align="center")
    cutoff = words.day(summary.cutoff) if summary.cutoff else "无可用数据"
    times = f"评估基准日：{words.day(summary.at)}　　数据截止日：{cutoff}"
    add_line(made, times, size=10.5, align="center", before=4, rule_below=True)


def _overview(made: Document, summary: Summary) -> None:
    add_heading(made, "一、总体情况")
    add_line(made, summary.sentence("zh"), first_line=True, after=3)
    counts = [(code, number) for code, number in summary.counts.verdicts.items() if number]
    shown = [words.status(code, "zh") for code, _ in counts]
    if not counts:
        return
    table = add_table(made, [[s.word for s in shown], [str(number) for _, number in counts]], heads=1)
    for cell, status in zip(table.rows[0].cells, shown, strict=True):
        cell.paragraphs[0].clear()
        write_run(cell.paragraphs[0], f"{status.shape} ", size=10.5, colour=COLOURS[status.colour])
        write_run(cell.paragraphs[0], status.word, font=HEAD_FONT, size=10.5)


def _attention(made: Document, summary: Summary) -> None:
    add_heading(made, "二、需要关注")
    if not summary.attention:
        add_line(made, "没有未达到或滞后于预期的指标。", first_line=True)
        return
    lines = [["指标", "最新值", "目标值", "差距", "动向", "牵头单位", "原因\n（待填写）"]]
    for line in summary.attention:
        row = line.row
        lines.append(
            [
                row.indicator.name,
                _latest(row),
                _target(row),
                line.gap("zh"),
                row.moved("zh").replace("年", "年\n", 1),
                line.owner or words.text("summary", "owner_unknown", "zh"),
                "",
            ]
        )
    add_table(made, lines, heads=1, widths=(3.7, 2.5, 2.2, 2.2, 2.1, 1.9, 2.2))


def _latest(row: Row) -> str:
    if row.latest is None:
        return "—"
    value = row.quantity(row.latest.value, "zh")
    return f"{value}\n（{words.period(row.latest.period)}）"


def _target(row: Row) -> str:
    if row.target is None or row.target.value is None:
        return "—"
    value = words.quantity(row.target.value, row.indicator.unit)
    return words.text("bound_target", row.target.comparator, "zh", value=value)


def _gaps(made: Document, summary: Summary) -> None:
    add_heading(made, "三、数据缺口")
    lists = [(f"{words.text('summary', 'due', 'zh')}{len(summary.due)}项", summary.due)]
    for code in words.codes("reason"):
        members = tuple(row for row in summary.gaps if row.result and row.result.reason == code)
        if members:
            lists.append((f"{words.text('reason', code, 'zh')}{len(members)}项", members))
    named = _names_that_fit(lists, _lines_left(summary))
    for lead, members in lists:
        paragraph = add_line(made, "", first_line=True)
        write_run(paragraph, lead, font=HEAD_FONT)
        write_run(paragraph, _names(members, named))
    derived = _derived_words(summary)
    if derived:
        paragraph = add_line(made, "", first_line=True)
        write_run(paragraph, f"{words.text('derived', 'title', 'zh')}：", font=HEAD_FONT)
        write_run(paragraph, derived)


def _derived_words(summary: Summary) -> str:
    """Return what follows by formula for targets without a verdict, empty where nothing does."""
    dossiers = {one.indicator.id: one for one in summary.assessment.dossiers}
    told: list[str] = []
    for row in (*summary.due, *summary.gaps):
        found = dossiers[row.indicator.id].derived.get(row.target.id, ()) if row.target else ()
        if row.target and found:
            lines = "；".join(headline(one, row.target, "zh") for one in found)
            told.append(f"{row.indicator.name}，{lines}")
    if not told:
        return ""
    more = "；其余见指标完成情况表" if len(told) > MOST_DERIVED else ""
    return f"{'；'.join(told[:MOST_DERIVED])}{more}。"


def _names_that_fit(lists: Sequence[tuple[str, Sequence[Row]]], room: int) -> int:
    """Return how many names each list may have so that the lists take no more lines than there are."""
    for named in range(MOST_NAMES, 0, -1):
        if sum(_lines(lead + _names(rows, named)) for lead, rows in lists) <= room:
            return named
    return 0


def _lines(text: str, columns: int = LINE_COLUMNS, indent: int = 4) -> int:
    return ceil((words.columns(text) + indent) / columns)


def _lines_left(summary: Summary) -> int:
    """Return how many lines of the page the other parts leave to the data gaps."""
    title = (_lines(f"《{summary.plan.title}》", TITLE_COLUMNS, 0) + 1) * 1.64
    overview = _lines(summary.sentence("zh")) + 2.2
    rows = [max(2, _lines(one.row.indicator.name, NAME_COLUMNS, 0)) for one in summary.attention]
    table = sum(lines * 0.73 + 0.2 for lines in [2.1, *rows])
    rest = _lines(_source_words(summary))
    derived = _derived_words(summary)
    if derived:
        rest += _lines(f"{words.text('derived', 'title', 'zh')}：{derived}")
    return int(PAGE_LINES - (2.2 + title + overview + table + rest + 4 * 1.6))


def _names(members: Sequence[Row], named: int) -> str:
    if not members:
        return "。"
    if not named:
        return "（见指标完成情况表）。"
    names = "、".join(row.indicator.name for row in members[:named])
    return f"：{names}等。" if len(members) > named else f"：{names}。"


def _sources(made: Document, summary: Summary) -> None:
    add_heading(made, "四、数据来源")
    add_line(made, _source_words(summary), first_line=True)


def _source_words(summary: Summary) -> str:
    used = Counter(
        source_words(row.citation)
        for row in summary.rows
        if row.latest is not None and row.latest.judged and row.citation is not None
    )
    if not used:
        return "尚无可用于评价的公开数据。"
    named = [f"{source}（{number}项）" for source, number in used.most_common(MOST_SOURCES)]
    more = f"；另有{len(used) - MOST_SOURCES}种" if len(used) > MOST_SOURCES else ""
    rule = summary.assessment.parameters.version
    return f"{'；'.join(named)}{more}。评价规则：{rule}，全部指标、口径与计算过程见指标完成情况表。"
