from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.confidence import confidence
from luoshi.statements.extract import extract

TABLE = """# 澄州市2024年重点任务清单

| 序号 | 重点工作 | 工作目标 | 责任单位 | 完成时限 |
| --- | --- | --- | --- | --- |
| 1 | 10万吨级水厂 | 新增绿色工厂6家，利用率达到60%以上 | 市工信局 | 12月底 |
| 2 | 宣传教育 | 开展活动不少于40场 | 市教育局 | 2025年6月 |
"""


def statements():
    source = Source(
        key="x", file="x.md", published="2024-03", kind="plan", place="澄州市", title="重点任务清单"
    )
    return extract(read_text(TABLE, "x.md"), source)


def test_goals_in_the_cells_of_a_task_table_are_read_and_names_are_not():
    assert [s.text for s in statements()] == ["6家", "60%以上", "不少于40场"]


def test_the_rows_deadline_dates_what_the_cell_leaves_undated():
    assert [s.period for s in statements()] == ["2024", "2024", "2025"]
    assert {s.kind for s in statements()} == {"target"}


def test_a_cells_statement_returns_its_raw_words():
    for statement in statements():
        assert TABLE[statement.start : statement.end] == statement.text


def test_a_statement_that_its_row_dates_is_as_sure_as_one_that_says_when():
    for statement in statements():
        assert statement.confidence == confidence(statement.rule, statement.doubts)
        assert "period-unknown" not in statement.doubts
