import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.duties import deadline_of, duty_of, read_duties, units
from luoshi.statements.time_model import Published

PUBLISHED = Published(year=2025, month=3)


@pytest.mark.parametrize(
    ("words", "lead", "responsible", "helping", "basis"),
    [
        (
            "牵头单位：市发展改革委；责任单位：市工业和信息化局、市财政局，各区、县（市）政府",
            ("市发展改革委",),
            ("市工业和信息化局", "市财政局", "各区、县（市）政府"),
            (),
            "named",
        ),
        ("市商务局牵头，市财政局、市税务局配合", ("市商务局",), (), ("市财政局", "市税务局"), "named"),
        (
            "市住房和城乡建设局牵头，市自然资源局和各区政府按职责分工负责",
            ("市住房和城乡建设局",),
            ("市自然资源局", "各区政府"),
            (),
            "named",
        ),
        (
            "市教育局、市人社局等负责，列第一位者为牵头单位",
            ("市教育局",),
            ("市人社局",),
            (),
            "first-listed",
        ),
        ("责任单位：市科技局、市财政局", ("市科技局",), ("市财政局",), (), "presumed"),
        ("市卫生健康委、市医保局按职责分工负责", (), ("市卫生健康委", "市医保局"), (), "shared"),
        ("市水务局负责", ("市水务局",), (), (), "only"),
    ],
)
def test_units_are_read_and_a_lead_nobody_named_is_only_presumed(words, lead, responsible, helping, basis):
    duty = duty_of(words, PUBLISHED)
    assert (duty.lead, duty.responsible, duty.helping, duty.basis) == (lead, responsible, helping, basis)
    assert duty.to_confirm == (basis == "presumed")


@pytest.mark.parametrize("words", ["含物价补贴", "以下简称《方案》", "负责人另行通知", "2021—2025年"])
def test_other_brackets_name_no_duty(words):
    assert duty_of(words, PUBLISHED) is None


def test_the_deadline_of_a_bracket():
    duty = duty_of("责任单位：区经信局、区发改局；完成时限：2027年12月", PUBLISHED)
    assert duty.deadline == "2027-12"
    assert deadline_of("12月底前", PUBLISHED) == "2025-12"
    assert deadline_of("长期坚持", PUBLISHED) is None


def test_a_name_with_and_in_it_stays_whole():
    assert units("市文化和旅游局、市住房和城乡建设局及各区政府等") == (
        "市文化和旅游局",
        "市住房和城乡建设局",
        "各区政府",
    )


def document(text, name="x.md"):
    source = Source(key="x", file=name, published="2025-03", kind="plan", place="澄州市")
    return read_text(text, name), source


def test_duties_of_a_text_stand_where_they_are_printed():
    text = "完善路网（含支路）。（牵头单位：市交通局；责任单位：各区政府）\n"
    (duty,) = read_duties(*document(text))
    assert text[duty.start : duty.end] == duty.text == "牵头单位：市交通局；责任单位：各区政府"


def test_a_note_of_the_document_makes_the_first_unit_the_lead():
    text = "推进改革。（市教育局、市人社局负责）\n\n注：责任单位中列第一位的为牵头单位。\n"
    (duty,) = read_duties(*document(text))
    assert (duty.lead, duty.basis) == (("市教育局",), "first-listed")


def test_columns_of_a_task_table_are_read_but_no_leaders():
    text = """| 任务 | 牵头领导 | 牵头单位 | 责任单位 | 完成时限 |
| --- | --- | --- | --- | --- |
| 建设水厂 | 张某某 | 市水务局 | 市财政局、各区政府 | 2025年12月底 |
| 办好大会 | 李某某 | 市商务局 | 市外办 | 长期坚持 |
"""
    first, second = read_duties(*document(text))
    assert (first.lead, first.responsible, first.deadline) == (
        ("市水务局",),
        ("市财政局", "各区政府"),
        "2025-12",
    )
    assert (second.lead, second.deadline, second.basis) == (("市商务局",), None, "named")
    assert "张某某" not in first.text


def test_a_unit_with_a_list_in_brackets_stays_whole():
    duty = duty_of("牵头单位：市住建局；责任单位：市民政局，各县（市、区）政府", PUBLISHED)
    assert duty is not None
    assert duty.responsible == ("市民政局", "各县（市、区）政府")
