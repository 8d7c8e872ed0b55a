import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.extract import extract
from luoshi.statements.model import Action
from luoshi.statements.task_classes import class_of


def action(text, start=0, end=0):
    return Action(
        box="专栏1", box_title="", chapter=None, number=1, name="甲", text=text, start=start, end=end
    )


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("推动地铁3号线建成通车。", "checkable", ("建成",)),
        ("争取上升成为国家级开发区。", "checkable", ("上升成",)),
        ("制定人才新政。", "checkable", ("制定",)),
        ("弘扬企业家精神，营造尊重劳动的氛围。", "continuing", ()),
    ],
)
def test_a_task_is_checked_once_done_or_goes_on(text, key, words):
    found = class_of(action(text))
    assert (found.key, found.words) == (key, words)


def test_a_task_with_a_target_of_its_own_is_measured():
    text = "到2027年，建成充电桩3万个。加强宣传教育。"
    source = Source(key="x", file="x.txt", published="2025-03", kind="plan", place="澄州市")
    statements = extract(read_text(text, "x.txt"), source)
    assert class_of(action(text, 0, 14), statements).key == "measured"
    assert class_of(action("加强宣传教育。", 15, 22), statements).title == "持续推进"
