"""A call that cannot be read is answered in the reader's language."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from luoshi.cli import main
from luoshi.commands.usage import in_chinese, messages

CALLS = [
    (["bild"], "没有命令“bild”，是否指 'build'。"),
    (["evaluate", "--fromat"], "没有选项 --fromat，是否指"),
    (["verify", "verify"], "多出了参数：verify。"),
    (["why"], "缺少参数 INDICATOR"),
    (["evaluate", "--at"], "选项 --at 后面要有值。"),
    (["doctor", "--lang", "fr"], "的值“fr”无效，可选：'zh', 'en'。"),
    (["serve", "--port", "x"], "的值“x”不是数字。"),
]


@pytest.mark.parametrize(("call", "words"), CALLS)
def test_a_call_that_cannot_be_read_is_told_in_chinese(call: list[str], words: str) -> None:
    answer = CliRunner().invoke(main, call, env={"LUOSHI_LANG": "zh"})
    assert answer.exit_code == 2
    assert answer.stderr.startswith("用法：luoshi")
    assert words in answer.stderr
    assert "--help”显示帮助。" in answer.stderr
    assert "Error" not in answer.stderr


@pytest.mark.parametrize(("call", "_"), CALLS)
def test_english_readers_get_the_words_of_click(call: list[str], _: str) -> None:
    answer = CliRunner().invoke(main, call, env={"LUOSHI_LANG": "en"})
    assert answer.exit_code == 2
    assert "Error: " in answer.stderr
    assert "错误" not in answer.stderr


@pytest.mark.parametrize("message", messages(), ids=lambda one: one["example"])
def test_each_sentence_is_for_its_example(message: dict[str, str]) -> None:
    said = in_chinese(message["example"])
    assert said != message["example"]
    assert "{" not in said
    own = [one for one in messages() if in_chinese(message["example"]).startswith(one["zh"].split("{")[0])]
    assert message in own


def test_a_message_without_a_sentence_stays_as_it_is() -> None:
    assert in_chinese("Something new.") == "Something new."


def test_the_messages_are_those_of_this_click() -> None:
    """The patterns fit what the installed Click says, not only what is written beside them."""
    said = str(click.NoSuchOption("--x", possibilities=["--y"]).format_message())
    assert in_chinese(said) != said
