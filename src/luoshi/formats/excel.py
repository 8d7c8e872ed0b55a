"""指标完成情况表: the table of a plan's indicators as an Excel workbook ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.evaluation import words
from luoshi.evaluation.chains import formula_lines, headline
from luoshi.evaluation.rows import Row
from luoshi.evaluation.rules.exact import half_up
from luoshi.evaluation.run import Dossier
from luoshi.evaluation.summary import Summary, summarise
from luoshi.evaluation.tables import source_words
from luoshi.formats.packing import settled, store
from luoshi.formats.sheet import (
    HEAD_FONT,
    Bounded,
    Column,
    break_pages,
    frame,
    print_setup,
    set_plain_font,
    write_heads,
    write_row,
    write_top,
)
from luoshi.ledger.records import Cut, ObservationView, PlanView, TargetView
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.period import Period

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

UNOFFICIAL = "依据公开资料测算，非官方评估结论"
UNREVIEWED = "系统汇总，未经审核"
COLOURS = {"good": "1B6E3C", "fair": "7A5B00", "bad": "A3201A", "none": "55595F"}
_STATUS_COLUMN = 11
FOOTER = (UNOFFICIAL, "第 &P 页，共 &N 页", UNREVIEWED)


def write_indicator_table(ledger: Ledger, plan: PlanView, cut: Cut, path: Path) -> Path:
    """Judge a plan and write its 指标完成情况表.

    Raises:
        LuoshiError: ``recorded-before-first-entry``, ``file-unwritable``.
    """
    return store(indicator_table(summarise(ledger, plan, cut)), path)


def indicator_table(summary: Summary) -> bytes:
    """Return the workbook: the table to print, every figure, and how each verdict came about.

    The same summary gives the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "luoshi"
    book.properties.title = f"《{summary.plan.title}》指标完成情况表"
    book.remove(book.worksheets[0])
    set_plain_font(book)
    _table(book, summary)
    _data(book, summary)
    _explanations(book, summary)
    stream = BytesIO()
    book.save(stream)
    return settled(stream.getvalue(), summary.at)


def _table(book: Workbook, summary: Summary) -> None:
    sheet = book.create_sheet("指标完成情况表")
    columns = _table_columns(summary)
    lines = _heading_lines(summary)
    write_top(sheet, f"《{summary.plan.title}》指标完成情况表", lines, len(columns))
    first = len(lines) + 2
    write_heads(sheet, first, columns)
    at = first
    for row in summary.rows:
        at += 1
        write_row(sheet, at, _table_cells(row, summary), columns)
        _paint_status(sheet, at, row)
    starts = _merge_domains(sheet, first + 1, summary.rows)
    frame(sheet, first, at, len(columns))
    print_setup(sheet, first, FOOTER)
    break_pages(sheet, first, at, starts, columns)
    sheet.freeze_panes = sheet.cell(first + 1, 4)


def _table_columns(summary: Summary) -> tuple[Column, ...]:
    year = f"\n（{summary.phase.year}年）" if summary.phase else ""
    later = _later_years(summary)
    base = next((row.target.baseline_period for row in summary.rows if row.target), None)
    since = f"\n（{words.period(base)}）" if base else ""
    return (
        Column(heading="序号", width=5.5),
        Column(heading="领域", width=15.5),
        Column(heading="指标", width=32),
        Column(heading="单位", width=11),
        Column(heading=f"基期值{since}", width=12, right=True),
        Column(heading=f"目标值{year}", width=12, right=True),
        Column(heading="最新值", width=10.5, right=True),
        Column(heading="时期", width=10),
        Column(heading="距目标差", width=10.5, right=True),
        Column(heading="完成比例", width=9.5, right=True, share=True),
        Column(heading="结论", width=33),
        *(Column(heading=f"目标值\n（{one}年）", width=12, right=True) for one in later),
        Column(heading="最新值的出处", width=44),
    )


def _later_years(summary: Summary) -> tuple[int, ...]:
    """Return the end years of the targets after the leading phase."""
    ends = {Period.parse(target.period).last_day for row in summary.rows for target in row.indicator.targets}
    return tuple(sorted({end.year for end in ends if summary.phase and end > summary.phase}))


def _heading_lines(summary: Summary) -> tuple[str, ...]:
    cutoff = words.day(summary.cutoff) if summary.cutoff else "无可用数据"
    rule = summary.assessment.parameters.version
    return (
        f"评估基准日：{words.day(summary.at)}　数据截止日：{cutoff}　评价规则：{rule}",
        f"{UNREVIEWED}　{UNOFFICIAL}",
        summary.sentence("zh"),
    )


def _table_cells(row: Row, summary: Summary) -> list[Any]:
    baseline = row.indicator.baseline
    latest = row.latest
    completion = row.result.completion if row.result else None
    later = {Period.parse(t.period).last_day.year: t for t in row.indicator.targets}
    return [
        row.indicator.number if row.indicator.number is not None else row.number,
        row.indicator.domain,
        _name(row),
        row.indicator.unit or "—",
        _number(baseline.value) if baseline else "—",
        _target(row.target_view),
        _latest(row),
        words.period(latest.period) if latest else "—",
        _short_by(row),
        "—" if completion is None else half_up(completion, 3),
        _verdict(row),
        *(_target(later.get(year)) for year in _later_years(summary)),
        _source(row),
    ]


def _name(row: Row) -> str:
    mark = {"binding": "（约束性）", "expected": "（预期性）"}.get(row.indicator.attribute, "")
    return f"{row.indicator.name}{mark}"


def _target(view: TargetView | None) -> Any:
    if view is None:
        return "—"
    if view.value is None:
        return view.written or "未量化"
    return view.value if view.comparator == "eq" else Bounded(view.value, "bound_target", view.comparator)


def _short_by(row: Row) -> Any:
    """Return what is missing to the target; nothing once it is met."""
    met = row.result is None or row.result.explanation["steps"].get("met", False)
    if met or row.gap is None or row.latest is None or not row.latest.judged:
        return "—"
    return _plain(row.gap)


def _latest(row: Row) -> Any:
    if row.latest is None:
        return "—"
    view = row.latest.view
    value = row.latest.value if view else half_up(row.latest.value, 2)
    return value if view is None or view.comparator == "eq" else Bounded(value, "bound", view.comparator)


def _verdict(row: Row) -> str:
    status = row.status("zh")
    reason = row.reason("zh")
    return f"{status.shape} {status.word}" + (f"（{reason}）" if reason else "")


def _source(row: Row) -> str:
    if row.latest is None:
        return "—"
    if row.citation is None:
        return "由数据表各项推算"
    evidence = words.text("evidence", row.citation.evidence, "zh")
    return f"〔{evidence}〕{source_words(row.citation)}"


def _paint_status(sheet: Worksheet, at: int, row: Row) -> None:
    from openpyxl.styles import Font

    sheet.cell(at, _STATUS_COLUMN).font = Font(
        name=HEAD_FONT, size=11, color=COLOURS[row.status("zh").colour]
    )


def _merge_domains(sheet: Worksheet, first: int, some: Sequence[Row]) -> list[int]:
    """Write the name of a domain once, over its rows; return the rows where domains begin."""
    at, starts = first, []
    for _, members in groupby(some, key=lambda row: row.indicator.domain):
        size = len(list(members))
        starts.append(at)
        if size > 1:
            sheet.merge_cells(start_row=at, end_row=at + size - 1, start_column=2, end_column=2)
        at += size
    return starts


_DATA_COLUMNS = (
    Column(heading="序号", width=6),
    Column(heading="指标", width=26),
    Column(heading="时期", width=16),
    Column(heading="数值", width=12, right=True),
    Column(heading="界限", width=9),
    Column(heading="单位", width=9),
    Column(heading="数据名称", width=24),
    Column(heading="状态", width=7),
    Column(heading="口径说明", width=24),
    Column(heading="与指标的关系", width=14),
    Column(heading="可信等级", width=9),
    Column(heading="是否采用", width=9),
    Column(heading="发布单位", width=18),
    Column(heading="资料名称", width=34),
    Column(heading="发布时间", width=13),
    Column(heading="凭据", width=10),
    Column(heading="来源", width=44),
    Column(heading="位置", width=24),
    Column(heading="摘录", width=44),
    Column(heading="编号", width=40),
)


def _data(book: Workbook, summary: Summary) -> None:
    """Write every figure on record, used or not."""
    sheet = book.create_sheet("数据")
    write_heads(sheet, 1, _DATA_COLUMNS)
    at = 1
    for row, dossier in _with_dossiers(summary):
        used = {c["taken"] for r in dossier.results for c in r.explanation["choice"]}
        for view in dossier.observations:
            at += 1
            write_row(sheet, at, _data_cells(row, view, view.id in used), _DATA_COLUMNS, lines=1)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{sheet.cell(1, len(_DATA_COLUMNS)).column_letter}{max(at, 2)}"
    frame(sheet, 1, at, len(_DATA_COLUMNS))
    print_setup(sheet, 1, FOOTER)


def _with_dossiers(summary: Summary) -> Iterable[tuple[Row, Dossier]]:
    dossiers = {one.indicator.id: one for one in summary.assessment.dossiers}
    return ((row, dossiers[row.indicator.id]) for row in (*summary.rows, *summary.prose))


def _data_cells(row: Row, view: ObservationView, used: bool) -> list[Any]:
    citation = view.citation
    bound = "" if view.comparator == "eq" else words.text("bound", view.comparator, "zh", value="").strip()
    return [
        row.indicator.number if row.indicator.number is not None else row.number,
        row.indicator.name,
        words.period(Period.parse(view.period)) if view.period else "未注明",
        view.value,
        bound,
        view.unit,
        view.name,
        view.stage or view.status,
        view.definition,
        words.text("match", view.match, "zh"),
        citation.trust,
        "采用" if used else "",
        citation.publisher,
        citation.title,
        citation.published.text if citation.published else None,
        words.text("evidence", citation.evidence, "zh"),
        citation.source,
        citation.locator,
        citation.quote,
        view.id,
    ]


_EXPLANATION_COLUMNS = (
    Column(heading="序号", width=6),
    Column(heading="指标", width=32),
    Column(heading="目标期", width=10),
    Column(heading="结论", width=20),
    Column(heading="说明", width=96),
    Column(heading="规则", width=26),
)


def _explanations(book: Workbook, summary: Summary) -> None:
    """Write the sentence of every verdict, the thresholds it was measured by, and what follows by formula."""
    sheet = book.create_sheet("评价说明")
    lines = (*_heading_lines(summary)[:2], _thresholds(summary))
    write_top(sheet, "评价说明", lines, len(_EXPLANATION_COLUMNS))
    first = len(lines) + 2
    write_heads(sheet, first, _EXPLANATION_COLUMNS)
    at = first
    for row, dossier in _with_dossiers(summary):
        for result in dossier.results:
            at += 1
            record = result.explanation
            status = words.status(result.verdict, "zh", row.indicator.attribute)
            cells = [
                row.indicator.number if row.indicator.number is not None else row.number,
                row.indicator.name,
                words.period(result.target_period),
                f"{status.shape} {status.word}",
                record["zh"],
                f"{record['version']} · {words.text('rule', record['rule'], 'zh')}",
            ]
            write_row(sheet, at, cells, _EXPLANATION_COLUMNS)
            for derived in _derived_cells(dossier, result.target_id):
                at += 1
                write_row(sheet, at, [*cells[:3], *derived], _EXPLANATION_COLUMNS)
    frame(sheet, first, at, len(_EXPLANATION_COLUMNS))
    print_setup(sheet, first, FOOTER)
    sheet.freeze_panes = sheet.cell(first + 1, 3)


def _derived_cells(dossier: Dossier, target_id: str) -> Iterable[list[Any]]:
    """Yield what follows by formula for a target: what it is, the figure with its chain, the formula."""
    target = next(one for one in dossier.targets if one.id == target_id)
    for one in dossier.derived.get(target_id, ()):
        told = "\n".join([headline(one, target, "zh"), *formula_lines(one, "zh")])
        yield [words.text("derived", "title", "zh"), told, f"{one.version} · {one.formula.id}"]


def _thresholds(summary: Summary) -> str:
    used = summary.assessment.parameters
    return (
        f"进度比＝完成比例÷时间进度（自基期末起算）：{used.ahead}以上为快于预期，{used.on_track}以上为基本符合预期，"
        f"以下或偏离目标为滞后于预期；目标期结束且有该期数据的，为已达到或未达到。"
        f"目标与基期值相差不足{_per_cent(used.small_distance)}的，不计算百分比。"
        f"“左右”按±{_per_cent(used.approx_band)}（指标另有规定的从其规定）。"
    )


def _per_cent(share: Decimal) -> str:
    return f"{_plain(share * 100)}%"


def _number(value: Decimal | None) -> Any:
    return "—" if value is None else value


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
