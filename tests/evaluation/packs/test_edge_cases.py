"""docs/edge-cases.md states what every method answers in every edge case; this holds it to that."""

import json
import re
from pathlib import Path

import pytest
from edge_cases import CASES, METHODS

from luoshi.evaluation.explain import explained
from luoshi.evaluation.packs import judged, recompute
from luoshi.evaluation.parameters import load
from luoshi.evaluation.rules.packs import registry

PAGE = (Path(__file__).parents[3] / "docs/edge-cases.md").read_text(encoding="utf-8")
PACKS = registry.names()


def rows() -> dict[str, list[str]]:
    lines = [line for line in PAGE.splitlines() if re.match(r"\| [a-z]", line)]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {line[0]: line[1:] for line in cells if len(line) == len(METHODS) + 1}


def test_the_page_has_every_case_and_every_method() -> None:
    assert rows().pop("case") == list(METHODS)
    assert [name for name in rows() if name != "case"] == list(CASES)
    for name in CASES:
        assert f"- **{name}**: " in PAGE


@pytest.mark.parametrize("name", CASES)
def test_every_method_answers_as_stated(name: str) -> None:
    stated = dict(zip(METHODS, rows()[name], strict=True))
    assert {method: CASES[name]().answer(method) for method in METHODS} == stated


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("pack", PACKS)
def test_every_answer_follows_again_from_its_record_and_has_a_sentence(name: str, pack: str) -> None:
    given = CASES[name]()
    result = judged(pack, given.aim, given.figures, at=given.at, beside=given.beside)
    assert recompute(json.loads(json.dumps(result.record, ensure_ascii=False))) == result
    for sentence, stop in ((result.record["zh"], "。"), (result.record["en"], ".")):
        assert sentence.endswith(stop)
        assert not any(mark in sentence for mark in ("{", "None", "  ", "E-", "E+"))
    assert result.record["thresholds"]
    assert (result.reason is None) == (result.grade != "not_available")
    assert result.word("zh") != result.word("en")


def test_a_record_names_facts_version_and_thresholds() -> None:
    given = CASES["percentage, so changes are points"]()
    record = judged("statcan", given.aim, given.figures, at=given.at).record
    assert [one["id"] for one in record["inputs"]["observations"]] == ["2021=42", "2022=44", "2023=46"]
    assert (record["pack"], record["version"], record["grade"]) == (
        "statcan",
        "statcan-2.4",
        "substantial_progress",
    )
    assert record["thresholds"]["substantial"] == "0.95"
    assert record["zh"] == (
        "2020—2023年向目标方向年均变动4.8%，达到目标需4.6%，前者按方向计为后者的1.045倍：进展显著。"
    )
    assert record["steps"]["base"] == "40"


def test_an_unknown_pack_or_version_is_refused() -> None:
    given = CASES["gaps"]()
    for wrong in ({"name": "nobody"}, {"name": "dns", "version": "statcan-2.4"}):
        with pytest.raises(KeyError):
            judged(wrong["name"], given.aim, given.figures, at=given.at, version=wrong.get("version"))


def test_the_time_path_is_among_the_methods() -> None:
    given = CASES["gaps"]()
    assert explained(given.aim, given.figures, at=given.at, parameters=load()).verdict == "on_track"
    assert METHODS[0] == "time-path"
