"""Published methods on the pages: one target by each, folded, and the list of them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.side_by_side import METHODS


def _text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def _folded(client: TestClient, language: str) -> str:
    page = client.get(f"/city/plan/1?lang={language}")
    assert page.status_code == 200
    found = re.search(r'<details class="more methods".*?</details>', page.text, re.S)
    assert found
    return found[0]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_indicator_s_page_has_every_method_folded(client: TestClient, language: str) -> None:
    folded = _folded(client, language)
    assert not re.match(r"<details[^>]*\bopen\b", folded)
    assert folded.count('scope="row"') == len(METHODS)
    text = _text(folded)
    for name in registry.names():
        assert registry.load(name).text("title", language) in text
        assert registry.load(name).version in text


def test_the_fold_tells_which_differ_and_whose_verdict_counts(client: TestClient) -> None:
    text = _text(_folded(client, "zh"))
    assert text.startswith("按 8 种公布的方法并列比较")
    assert "结论以时序进度为准" in text
    assert "不是其机构的评价" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_on_method_lists_the_packs_with_their_sources(client: TestClient, language: str) -> None:
    text = _text(client.get(f"/method?lang={language}").text)
    for name in registry.names():
        pack = registry.load(name)
        for part in ("title", "about", "source"):
            assert pack.text(part, language) in text
        assert pack.version in text
