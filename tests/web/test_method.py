"""The page on method says what the rules are, from the rules."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from luoshi.evaluation.parameters import load
from luoshi.web.i18n import catalogue
from luoshi.web.status import VERDICTS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_parameters_in_force_are_named(client: TestClient, language: str) -> None:
    page = client.get(f"/method?lang={language}").text
    rules = load()
    for value in (str(rules.ahead), str(rules.on_track), rules.version):
        assert value in page


def test_every_verdict_and_every_reason_is_explained() -> None:
    words = catalogue()
    reasons = {key.removeprefix("method.reason_") for key in words if key.startswith("method.reason_")}
    assert {f"method.verdict_{verdict}" for verdict in VERDICTS} <= set(words)
    assert len(reasons) == 8


def test_each_line_of_the_contents_leads_to_its_section(client: TestClient) -> None:
    page = client.get("/method").text
    names = re.findall(r'<li><a href="#(\w+)">', page)
    assert len(names) == 9
    assert all(f'id="{name}"' in page for name in names)
