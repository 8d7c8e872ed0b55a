"""What the form of an indicator's name says against it."""

import pytest

from luoshi.statements.confidence import name_doubts

NOUNS = [
    "高端装备制造业比重",
    "规模以上工业增加值",
    "民营经济占比",
    "从业人员数",
    "超算中心算力",
    "城镇化增长率",
]
CLAUSES = ["比去年同期收入", "由企业带动的投资", "三年以上的贷款", "从外地引进人才", "产值超过的企业"]


@pytest.mark.parametrize("name", NOUNS)
def test_a_sign_of_a_clause_inside_a_noun_is_no_doubt(name: str) -> None:
    assert name_doubts(name) == ()


@pytest.mark.parametrize("name", CLAUSES)
def test_a_name_that_holds_words_of_a_clause_is_doubted(name: str) -> None:
    assert name_doubts(name) == ("name-like-a-clause",)
