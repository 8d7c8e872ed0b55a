"""Every rule, guard and word of time runs on the example that its data file gives."""

import re
import tomllib

import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.confidence import confidence
from luoshi.statements.extract import survey
from luoshi.statements.guards import guards
from luoshi.statements.lexicon import data_text
from luoshi.statements.time_model import Published
from luoshi.statements.times import find_mentions, kinds_of_time

RULES = tomllib.loads(data_text("rules.toml"))["rule"]
TIMES = tomllib.loads(data_text("time_words.toml"))["words"]


def read(sentence):
    """Read a sentence as a document of its own and return it with the marked span and the survey."""
    start, end = sentence.index("【"), sentence.index("】") - 1
    text = re.sub("[【】]", "", sentence)
    source = Source(key="x", file="x.txt", published="2022-09-15", kind="report", place="澄州市")
    return start, end, survey(read_text(text, "x.txt"), source)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_a_rule_reads_its_example(rule):
    start, end, found = read(rule["example"])
    (statement,) = [s for s in found.statements if s.start < end and start < s.end]
    assert statement.text == rule["example"][start + 1 : end + 1]
    assert statement.rule == rule["name"]
    assert statement.indicator == rule["indicator"]
    usual = {"comparator": "eq", "measure": "level", "direction": None, "basis": None}
    for name, value in usual.items():
        assert getattr(statement, name) == rule.get(name, value), name
    assert statement.unit == rule["unit"]


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard.name)
def test_a_guard_sets_its_example_aside(guard):
    start, end, found = read(guard.example)
    assert not [s for s in found.statements if s.start < end and start < s.end]
    reasons = {aside.rule for aside in found.set_aside if aside.start < end and start < aside.end}
    assert guard.name in reasons


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("quoted-name", "打造“【4】+8”未来产业体系"),
        ("book-title", "《推进城市建设的【20】条措施》已经印发"),
        ("book-title", "《意见》（国发[2014]【28】号）提出"),
        ("list-just-named", "规划沈营、沈铁、沈丹、沈抚等【4】条城际铁路"),
        ("list-just-named", "聚焦职能调整、数据对接、场景上线和监督管理【4】个专题组"),
        ("ordinal", "第【101】台机器人交付"),
        ("named-top", "企业数进入【500】强"),
        ("no-rank", "坚持安全【第一】，抓好落实"),
        ("calendar-or-duration", "【24】小时有人值守"),
        ("spelled-small-number", "统筹【三】个片区"),
        ("no-unit", "开通跨境电商业务【9710】"),
        ("time", "到【2025】年建成体系"),
    ],
)
def test_other_numbers_are_set_aside_by_name(rule, sentence):
    start, end, found = read(sentence)
    assert not [s for s in found.statements if s.start < end and start < s.end]
    assert rule in {aside.rule for aside in found.set_aside if aside.start < end and start < aside.end}


def test_names_of_rules_and_guards_are_unique():
    for names in ([r["name"] for r in RULES], [g.name for g in guards()]):
        assert len(names) == len(set(names))


def test_every_rule_that_a_statement_names_is_in_the_catalogue():
    known = {rule["name"] for rule in RULES} | {"table-cell", "data-table-cell"}
    for rule in known:
        assert 0 < confidence(rule, ()) < 1
    seen = {s.rule for rule in RULES for s in read(rule["example"])[2].statements}
    assert seen <= known


@pytest.mark.parametrize("kind", sorted(TIMES))
def test_a_word_of_time_stands_for_its_period(kind):
    words, period, role = TIMES[kind]
    sentence = f"{words}，全市经济稳步发展。"
    (mention,) = find_mentions(sentence, 0, len(sentence), Published.parse("2022-09-15"), None)
    assert (mention.period or "", mention.role) == (period, role)
    assert sentence[mention.start : mention.end] == words


def test_every_kind_of_time_has_an_example():
    assert set(TIMES) == set(kinds_of_time())
