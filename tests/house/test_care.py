"""Words the product never uses, in its pages, reports, messages, documentation and example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.files import ROOT, tracked_files

OURS = ("src/", "docs/", "examples/", "README", "CHANGELOG", "benchmarks/", "tools/")
HARSH = ("造假", "注水", "虚增", "打脸", "烂尾", "失败")


def our_texts() -> list[Path]:
    paths = [path for path in tracked_files() if str(path.relative_to(ROOT)).startswith(OURS)]
    return [path for path in paths if path.suffix not in {".png", ".jpg", ".woff2"}]


@pytest.mark.parametrize("word", HARSH)
def test_no_harsh_word_in_our_own_text(word: str) -> None:
    found = [path.name for path in our_texts() if word in path.read_text(encoding="utf-8")]
    assert found == []


def test_the_title_of_the_plan_always_says_that_it_is_being_built() -> None:
    bare = re.compile(r"(?<!建设)国家中心城市")
    found = [path.name for path in our_texts() if bare.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_the_example_says_that_it_is_no_official_assessment() -> None:
    text = (ROOT / "examples" / "shenyang" / "README.md").read_text(encoding="utf-8")
    assert "依据公开资料测算，非官方评估结论" in text
    assert "转写" in text
