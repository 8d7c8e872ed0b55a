from array import array
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.documents.model import Block, Cell, Document, Table
from luoshi.statements.indicator_table import read_indicator_table, read_indicator_tables


def grid(*tables, captions=(), spans=None):
    """A document of tables given as rows of texts; ``spans`` gives (table, row, column) → rows spanned."""
    text, found, blocks = "", [], []
    for index, rows in enumerate(tables):
        start, cells = len(text), []
        for r, row in enumerate(rows):
            for c, words in enumerate(row):
                if words:
                    span = (spans or {}).get((index, r, c), 1)
                    end = len(text) + len(words)
                    cells.append(Cell(row=r, column=c, text=words, start=len(text), end=end, row_span=span))
                text += words + ("\t" if c < len(row) - 1 else "\n")
        caption = captions[index] if captions else None
        table = Table(
            index=index,
            caption=caption,
            rows=tuple(map(tuple, rows)),
            cells=tuple(cells),
            start=start,
            end=len(text) - 1,
        )
        found.append(table)
        blocks.append(Block(kind="table", start=start, end=len(text) - 1, table=index))
    return Document(
        name="plan.md",
        media_type="text/markdown",
        sha256="0" * 64,
        raw=text,
        text=text,
        raw_offsets=array("l", range(len(text) + 1)),
        blocks=tuple(blocks),
        outline=(),
        tables=tuple(found),
    )


def test_a_plan_table_with_unit_and_attribute_columns():
    rows = read_indicator_table(
        grid(
            [
                ["类别", "序号", "指标名称", "单位", "2020年", "2025年", "年均增长", "属性"],
                ["经济发展", "1", "地区生产总值", "亿元", "6571.6", "10000", "〔52〕", "预期性"],
                ["", "2", "全员劳动生产率", "万元/人", "15", "20", "6左右", "预期性"],
                ["民生福祉", "3", "城镇新增就业", "万人", "—", "—", "〔60〕", "预期性"],
                ["", "4", "人均预期寿命", "岁", "80", "完成国家下达任务", "—", "约束性"],
            ]
        )
    )
    assert [(r.number, r.domain, r.name, r.unit, r.attribute) for r in rows] == [
        (1, "经济发展", "地区生产总值", "亿元", "expected"),
        (2, "经济发展", "全员劳动生产率", "万元/人", "expected"),
        (3, "民生福祉", "城镇新增就业", "万人", "expected"),
        (4, "民生福祉", "人均预期寿命", "岁", "binding"),
    ]
    assert [(t.period, t.value, t.kind) for t in rows[0].targets] == [
        ("2021/2025", Decimal(52), "cumulative"),
        ("2025", Decimal(10000), "level"),
    ] or [(t.period, t.kind) for t in rows[0].targets] == [("2025", "level"), ("2021/2025", "cumulative")]
    assert [(t.period, t.kind, t.comparator) for t in rows[1].targets][-1] == (
        "2021/2025",
        "average",
        "approx",
    )
    assert (rows[2].measure, rows[2].direction, rows[2].baseline) == ("change", "up", None)
    assert [(w.period, w.text) for w in rows[3].unquantified] == [("2025", "完成国家下达任务")]


def test_a_two_line_header_and_an_owner():
    rows = read_indicator_table(
        grid(
            [
                ["指标", "基期", "目标", "目标", "责任单位"],
                ["指标", "2020年", "2025年", "2035年", "责任单位"],
                ["进出口总额(亿元)", "1028.1", "1580", "2570", "市商务局"],
                ["实际利用外资(亿美元)", "7.14", "≥7.9", "50", "市商务局"],
            ]
        )
    )
    assert [(r.number, r.name, r.unit, r.owner) for r in rows] == [
        (1, "进出口总额", "亿元", "市商务局"),
        (2, "实际利用外资", "亿美元", "市商务局"),
    ]
    assert rows[1].baseline is not None
    assert (rows[1].baseline.period, rows[1].baseline.value) == ("2020", Decimal("7.14"))
    assert [(t.period, t.comparator, t.text) for t in rows[1].targets] == [
        ("2025", "ge", "≥7.9"),
        ("2035", "eq", "50"),
    ]


def test_a_lost_baseline_year_follows_from_the_plan_and_is_doubted():
    rows = read_indicator_table(
        grid([["指标", "", "2025年"], ["货运量(万吨)", "19387.7", "34000"], ["上市公司数量(家)", "31", "40"]])
    )
    assert [r.baseline.period for r in rows if r.baseline] == ["2020", "2020"]
    assert all("baseline-year-inferred" in r.doubts for r in rows)


def test_a_header_that_lost_a_cell_is_shifted_back():
    rows = read_indicator_table(
        grid(
            [
                ["指标", "2020年", "2025年", ""],
                ["1", "货运量(万吨)", "19387.7", "34000"],
                ["2", "上市公司数量(家)", "31", "40"],
                ["3", "路网密度(公里/平方公里)", "8", "8"],
            ]
        )
    )
    assert [(r.name, r.baseline.value, r.targets[0].value) for r in rows if r.baseline] == [
        ("货运量", Decimal("19387.7"), Decimal(34000)),
        ("上市公司数量", Decimal(31), Decimal(40)),
        ("路网密度", Decimal(8), Decimal(8)),
    ]


def test_a_shifted_row_is_put_back_and_says_so():
    rows = read_indicator_table(
        grid(
            [
                ["领域", "序号", "指标", "2020年", "2025年"],
                ["枢纽", "1", "货运量(万吨)", "19387.7", "34000"],
                ["2", "中欧班列开行数量(列)", "381", "1000以上", ""],
                ["", "3", "机场国际航线数量(个)", "31", "50以上"],
            ]
        )
    )
    assert [(r.number, r.name, r.targets[0].value) for r in rows] == [
        (1, "货运量", Decimal(34000)),
        (2, "中欧班列开行数量", Decimal(1000)),
        (3, "机场国际航线数量", Decimal(50)),
    ]
    assert "row-shifted" in rows[1].doubts


def test_a_name_broken_over_two_rows_is_joined():
    rows = read_indicator_table(
        grid(
            [
                ["序号", "指标", "2020年", "2025年"],
                ["1", "高端装备制造业营业收入占装备制", "26", "38"],
                ["", "造业营业收入比重(%)", "", ""],
                ["2", "金融业增加值(亿元)", "516", "800"],
            ]
        )
    )
    assert [(r.name, r.unit) for r in rows] == [
        ("高端装备制造业营业收入占装备制造业营业收入比重", "%"),
        ("金融业增加值", "亿元"),
    ]
    assert "name-joined" in rows[0].doubts


def test_a_domain_printed_over_the_whole_width():
    rows = read_indicator_table(
        grid(
            [
                ["序号", "指标", "2020年", "2025年"],
                ["一、经济发展", "一、经济发展", "一、经济发展", "一、经济发展"],
                ["1", "地区生产总值(亿元)", "6571.6", "10000"],
                ["二、民生福祉", "", "", ""],
                ["2", "城镇调查失业率(%)", "5.3", "5.5左右"],
            ]
        )
    )
    assert [(r.name, r.domain) for r in rows] == [
        ("地区生产总值", "经济发展"),
        ("城镇调查失业率", "民生福祉"),
    ]


def test_two_tables_under_different_captions_stay_two():
    head = ["指标", "2020年", "2025年"]
    one = [head, ["货运量(万吨)", "19387.7", "34000"], ["客运量(万人)", "100", "200"]]
    two = [head, ["专利(件)", "10", "20"], ["论文(篇)", "30", "40"]]
    tables = read_indicator_tables(grid(one, two, captions=("交通指标", "科技指标")))
    assert [[r.name for r in rows] for rows in tables] == [["货运量", "客运量"], ["专利", "论文"]]


def test_a_table_of_past_years_is_not_a_plan():
    rows = [["指标", "单位", "2023年", "2024年"], ["货运量", "万吨", "1", "2"], ["客运量", "万人", "3", "4"]]
    assert read_indicator_tables(grid(rows)) == []
    assert read_indicator_table(grid([["甲", "乙"], ["丙", "丁"]])) == []


# --- random tables ---------------------------------------------------------------------------------

DOMAINS = {
    "经济发展": ["地区生产总值", "一般公共预算收入", "固定资产投资", "社会消费品零售总额"],
    "创新驱动": ["每万人口高价值发明专利拥有量", "高新技术企业数", "技术合同成交额"],
    "对外开放": ["进出口总额", "实际利用外资", "国际性会展数量"],
    "民生福祉": ["每千人口执业(助理)医师数", "城镇调查失业率", "基本养老保险参保人数"],
    "绿色生态": ["森林覆盖率", "空气质量优良天数比率", "城市污水集中处理率"],
}
UNITS = ["亿元", "%", "家", "万人", "公里/平方公里", "件/万人"]
RENDERED = {
    "eq": ["{}"],
    "ge": ["{}以上", "{} 以上", "≥{}", ">={}", "不低于{}"],
    "le": ["{}以内", "≤{}", "不高于{}"],
    "gt": [">{}", "超过{}"],
    "approx": ["{}左右", "约{}", "{} 左右"],
}


@dataclass(frozen=True)
class Indicator:
    number: int
    domain: str | None
    name: str
    unit: str
    attribute: str | None
    baseline: tuple[str, str] | None  # (value, printed)
    targets: tuple[tuple[str, str, str, str], ...]  # (period, value, comparator, printed)


@st.composite
def figures(draw):
    """A value and how it is printed: whole, with decimals, with a gap in them, with thousands."""
    whole, tenth = draw(st.integers(0, 99999)), draw(st.integers(0, 99))
    if draw(st.booleans()):
        return (str(whole), f"{whole:,}" if draw(st.booleans()) else str(whole))
    value = f"{whole}.{tenth}"
    return value, draw(st.sampled_from([value, f"{whole}. {tenth}"]))


@st.composite
def indicators(draw):
    with_domain, with_attribute = draw(st.booleans()), draw(st.booleans())
    years = draw(st.sampled_from([("2025",), ("2025", "2035"), ("2030",)]))
    made: list[Indicator] = []
    for domain in draw(st.lists(st.sampled_from(sorted(DOMAINS)), min_size=2, max_size=4, unique=True)):
        for name in draw(st.lists(st.sampled_from(DOMAINS[domain]), min_size=2, unique=True)):
            targets = []
            for year in years:
                value, printed = draw(figures())
                comparator = draw(st.sampled_from(sorted(RENDERED)))
                form = draw(st.sampled_from(RENDERED[comparator]))
                targets.append((year, value, comparator, form.format(printed)))
            made.append(
                Indicator(
                    number=len(made) + 1,
                    domain=domain if with_domain else None,
                    name=name,
                    unit=draw(st.sampled_from(UNITS)),
                    attribute=draw(st.sampled_from(["约束性", "预期性"])) if with_attribute else None,
                    baseline=draw(st.none() | figures()),
                    targets=tuple(targets),
                )
            )
    return made


HEADS = {"domain": "领域", "number": "序号", "name": "指标", "unit": "单位", "attribute": "属性"}


@st.composite
def printed_tables(draw):
    """Indicators and the document they are printed in."""
    made = draw(indicators())
    base = str(int(made[0].targets[0][0]) - 5)
    unit_column = draw(st.booleans())
    columns = ["name", "baseline", *(year for year, *_ in made[0].targets)]
    columns += ["number"] if draw(st.booleans()) else []
    columns += ["unit"] if unit_column else []
    columns += ["attribute"] if made[0].attribute else []
    columns += ["domain"] if made[0].domain else []
    columns = draw(st.permutations(columns))
    empty = draw(st.sampled_from(["", "—", "_", "/"]))
    body, spans = [], {}
    labels, label_spans = draw(domain_cells(made))
    for row, item in enumerate(made):
        cells = {
            "domain": labels[row],
            "number": str(item.number),
            "name": item.name if unit_column else f"{item.name}({item.unit})",
            "unit": item.unit,
            "attribute": item.attribute or "",
            "baseline": item.baseline[1] if item.baseline else empty,
            **{year: printed for year, _, _, printed in item.targets},
        }
        body.append([cells[column] for column in columns])
    header = [HEADS.get(c, f"{base}年" if c == "baseline" else f"{c}年") for c in columns]
    header = draw(worn_header(header, columns, any(item.baseline for item in made)))
    split = draw(st.none() | st.integers(1, len(body) - 1))
    place = columns.index("domain") if "domain" in columns else None
    if split is None or label_spans:
        spans = {(0, row + 1, place): height for row, height in label_spans.items()}
        return made, base, grid([header, *body], spans=spans)
    again = [header] if draw(st.booleans()) else []
    return made, base, grid([header, *body[:split]], [*again, *body[split:]])


@st.composite
def domain_cells(draw, made):
    """How domains are printed: once, on every row, split over two rows, one row too low, merged."""
    labels, spans = [""] * len(made), {}
    style = draw(st.sampled_from(["first", "every", "split", "low", "merged"]))
    firsts = [i for i, item in enumerate(made) if i == 0 or made[i - 1].domain != item.domain]
    for first in firsts:
        domain = made[first].domain or ""
        rows = [i for i, item in enumerate(made) if item.domain == made[first].domain]
        if style == "every":
            for row in rows:
                labels[row] = domain
        elif style == "split" and draw(st.booleans()):
            labels[first], labels[first + 1] = domain[:2], domain[2:]
        else:
            low = style == "low" and first > 0
            labels[first + low] = domain
        spans[first] = len(rows)
    return labels, spans if style == "merged" and made[0].domain else {}


@st.composite
def worn_header(draw, header, columns, with_baseline):
    """Lose a header cell: its label blanked, or gone with the labels after it one column to the left."""
    evident = [c for c in ("number", "unit", "attribute") if c in columns]
    figures = [c for c in columns if c not in HEADS]
    blank = evident + (["baseline"] if figures[0] == "baseline" and with_baseline else [])
    lost = draw(st.none() | st.sampled_from(blank)) if blank else None
    if lost is None:
        return header
    at = columns.index(lost)
    if lost in evident and draw(st.booleans()):
        return [*header[:at], *header[at + 1 :], ""]
    return [*header[:at], "", *header[at + 1 :]]


@settings(max_examples=120, deadline=None)
@given(printed_tables())
def test_random_tables_come_back(printed):
    made, base, document = printed
    rows = read_indicator_table(document)
    assert [(r.number, r.domain, r.name, r.unit) for r in rows] == [
        (i.number, i.domain, i.name, i.unit) for i in made
    ]
    assert [r.attribute for r in rows] == [
        {"约束性": "binding", "预期性": "expected", None: "unmarked"}[i.attribute] for i in made
    ]
    assert [r.baseline and (r.baseline.period, r.baseline.value) for r in rows] == [
        i.baseline and (base, Decimal(i.baseline[0])) for i in made
    ]
    assert [[(t.period, t.value, t.comparator) for t in r.targets] for r in rows] == [
        [(year, Decimal(value), comparator) for year, value, comparator, _ in i.targets] for i in made
    ]
    for row, item in zip(rows, made, strict=True):
        assert [document.raw[t.start : t.end] for t in row.targets] == [
            printed for *_, printed in item.targets
        ]
