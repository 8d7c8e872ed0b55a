"""A file with a classification mark does not come in, and nothing of it goes out."""

import logging

import docx
import pytest

from luoshi.documents import read_bytes, read_text
from luoshi.documents.door import MARK_RULES, MarkRule, is_marked
from luoshi.errors import LuoshiError
from tests.documents.makers import docx_bytes, paragraphs, pdf_bytes, simple_docx

BODY = "沈阳市某项工作的情况报告。\n\n地区生产总值增长5.5%。"


@pytest.mark.parametrize("rule", MARK_RULES, ids=lambda rule: rule.name)
def test_every_rule_serves_its_example(rule: MarkRule) -> None:
    assert rule.pattern.search(rule.example)
    assert is_marked(f"{rule.example}\n{BODY}")


@pytest.mark.parametrize(
    "head",
    [
        "机密★10年",
        "绝密★",
        "秘 密 ★ 1 年",
        "机密★长期",
        "**机密**",
        "# 绝密",
        "【秘密】",
        "密级：机密",
        "特急 机密",
        "000012\n机密\n特急",
        "份号：000012",
        "份号 No.000012",
        "内部资料",
        "内部资料，注意保存",
        "【内部资料 请勿外传】",
        "内部文件 不得外传",
        "秘密　５年",
        "\ufeff机\u200b密★10年",
    ],
)
def test_marks_at_the_head_are_seen(head: str) -> None:
    with pytest.raises(LuoshiError) as caught:
        read_text(f"{head}\n{BODY}", "a.txt")
    assert caught.value.problem.code == "classified"


def test_a_star_or_a_term_counts_anywhere() -> None:
    assert is_marked(BODY * 200 + "\n机密★20年\n")
    assert is_marked(BODY * 200 + "\n秘密 5年\n")


@pytest.mark.parametrize(
    "prose",
    [
        "落实保守国家秘密的各项规定，加强商业秘密保护。",
        "机密数据分级管理覆盖率达到100%。",
        "秘密入股的行为被查处。",
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "文件应当标注“机密★10年”字样。",
        "整理内部资料30份，编印内部资料汇编。",
        "保守国家秘密",
        "商业秘密",
        "机密、绝密文件管理",
        "股份号召力",
        "内部控制",
    ],
)
def test_words_in_prose_are_no_marks(prose: str) -> None:
    assert not is_marked(f"标题\n\n{prose}\n{BODY}")
    assert not is_marked(prose)


def test_a_lone_word_deep_in_the_text_is_no_mark() -> None:
    assert not is_marked(BODY * 200 + "\n秘密\n")


def with_header(text: str) -> bytes:
    file = docx.Document()
    file.add_paragraph(BODY)
    file.sections[0].header.paragraphs[0].text = text
    return docx_bytes(file)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("机密★10年\n正文。".encode(), "a.txt"),
        ("机密★10年\n正文。".encode("gb18030"), "a.md"),
        ("<html><body><p>机密★10年</p><p>正文。</p></body></html>".encode(), "a.html"),
        (simple_docx("机密★10年", "正文。"), "a.docx"),
        (with_header("秘密★5年"), "b.docx"),
        (with_header("内部资料"), "c.docx"),
        (pdf_bytes(paragraphs("机密★10年", "正文。")), "a.pdf"),
        (pdf_bytes(paragraphs("正文。"), header="机密★10年"), "b.pdf"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_format_is_refused_and_nothing_is_said_of_it(
    data: bytes, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(LuoshiError) as caught:
        read_bytes(data, name)
    problem = caught.value.problem
    assert problem.code == "classified"
    assert problem.place.file == name
    said = problem.words("zh") + problem.words("en") + caplog.text + str(caught.value.__cause__)
    assert "正文" not in said
    assert "10年" not in said
    assert caught.value.__context__ is None
