"""Every kind, state and rule has words in both languages that its numbers fill."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import luoshi.ledger.disagreeing
from luoshi.ledger.disagreeing.fact import Rule
from luoshi.ledger.disagreeing.words import codes, word
from luoshi.ledger.records import DisagreementKind, DisagreementState

ROOM = Path(luoshi.ledger.disagreeing.__file__).parent


def test_kinds_and_states_have_words() -> None:
    assert set(codes("kind")) == set(get_args(DisagreementKind))
    assert set(codes("state")) == set(get_args(DisagreementState))
    assert word("state", "correction", "zh") == "已送更正"


def test_every_rule_has_words_and_a_detector() -> None:
    assert set(codes("rule")) == set(get_args(Rule))
    detectors = [file.read_text(encoding="utf-8") for file in ROOM.glob("*.py") if file.name != "fact.py"]
    for rule in get_args(Rule):
        assert any(f'"{rule}"' in text for text in detectors), rule


def test_both_languages_say_the_same_numbers() -> None:
    texts = tomllib.loads((ROOM / "data/words.toml").read_text(encoding="utf-8"))["rule"]
    for code, entry in texts.items():
        gaps = {language: set(re.findall(r"{(\w+)}", entry[language])) for language in ("zh", "en")}
        same = {name.removesuffix("_en") for name in gaps["en"]}
        assert same <= gaps["zh"], code


def test_a_disagreement_is_never_called_more_than_that() -> None:
    forbidden = re.compile("造假|注水|虚增|打脸|错误|失败")
    for group in ("kind", "state", "rule"):
        for code in codes(group):  # type: ignore[arg-type]
            assert not forbidden.search(word(group, code, "zh")), code  # type: ignore[arg-type]


def test_every_parameter_has_its_reason() -> None:
    data = tomllib.loads((ROOM / "data/parameters.toml").read_text(encoding="utf-8"))
    for group, name in (
        ("growths", "nominal"),
        ("growths", "real"),
        ("jumps", "step"),
        ("jumps", "points"),
        ("slips", "same_fact"),
        ("slips", "neighbours"),
        ("ratios", "tolerance"),
        ("matters", "factor"),
    ):
        assert data[group][f"{name}_reason"], name
    several = [*data["parts"], *data["jumps"]["concept"], *data["ratios"]["of"], *data["matters"]["of"]]
    assert all(one["reason"] for one in several)
