"""The message catalogue and the choice of a language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import luoshi.web
from luoshi.web.i18n import catalogue, choose, words

ROOM = Path(luoshi.web.__file__).parent
FORBIDDEN = re.compile("造假|注水|虚增|打脸|烂尾|失败|国家中心城市(?!建设)(?<!建设国家中心城市)")


def test_every_entry_has_both_languages_with_the_same_gaps_to_fill() -> None:
    for key, entry in catalogue().items():
        assert set(entry) == {"zh", "en"}, key
        gaps = {language: set(re.findall(r"{(\w+)}", text)) for language, text in entry.items()}
        assert gaps["zh"] == gaps["en"], key


def test_every_key_a_template_names_exists() -> None:
    named = {
        key
        for template in (ROOM / "templates").rglob("*.html")
        for key in re.findall(r'\bt\(["\']([\w.]+)["\'][,)]', template.read_text(encoding="utf-8"))
    }
    assert len(named) > 30
    assert named <= set(catalogue())


def test_words_that_may_not_be_used_are_not_used() -> None:
    for key, entry in catalogue().items():
        assert not FORBIDDEN.search(entry["zh"]), key


@pytest.mark.parametrize(
    ("asked", "kept", "header", "language"),
    [
        ("en", "zh", "zh-CN", "en"),
        (None, "en", "zh-CN", "en"),
        (None, None, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (None, None, "de,en-GB;q=0.8,zh;q=0.3", "en"),
        (None, None, "fr", "zh"),
        (None, None, "en;q=x", "zh"),
        ("xx", None, None, "zh"),
    ],
)
def test_the_reader_chooses_the_language(
    asked: str | None, kept: str | None, header: str | None, language: str
) -> None:
    assert choose(asked, kept, header) == language


def test_words_are_filled_in() -> None:
    assert words("en", "cockpit.shown", shown=2, all=31) == "2 of 31 shown"
