import pytest

from luoshi.statements.indicator_words import attribute, is_unit, meaning, split_name, words


@pytest.mark.parametrize(
    "unit", ["%", "亿元", "公里/平方公里", "件/万人", "吨标准煤/万元", "微克/立方米", "亿美元"]
)
def test_units_are_known_by_their_parts(unit):
    assert is_unit(unit)


@pytest.mark.parametrize("text", ["基地", "助理", "基地、街区等", "指标", "", "约束性"])
def test_other_brackets_are_not_units(text):
    assert not is_unit(text)


def test_only_the_last_bracket_is_the_unit():
    assert split_name("数字文化产业园区(基地)(个)") == ("数字文化产业园区(基地)", "个")
    assert split_name("每千人口拥有执业（助理）医师数（人）") == ("每千人口拥有执业(助理)医师数", "人")
    assert split_name("中国金融中心指数排名") == ("中国金融中心指数排名", None)


def test_spaces_of_a_broken_line_are_closed():
    assert split_name("文化及相关产业增加值占 GDP 比重(%)") == ("文化及相关产业增加值占GDP比重", "%")


@pytest.mark.parametrize("rule", words()["meanings"], ids=lambda rule: rule["name"])
def test_a_rule_of_meaning_decides_its_examples(rule):
    unit = {True: "%", False: "万人", None: None}[rule.get("percent")]
    for example in rule["examples"]:
        assert meaning(example, unit).rule == rule["name"]


def test_average_growth_and_shares():
    growth = meaning("城乡居民可支配收入年均增长", "%")
    assert (growth.measure, growth.direction, growth.basis) == ("growth", "up", "annual_average")
    share = meaning("战略性新兴产业增加值占地区生产总值比重", "%")
    assert (share.measure, share.direction, share.basis) == ("level", None, None)


def test_attributes():
    assert attribute("约束性") == "binding"
    assert attribute("预期性") == "expected"
    assert attribute("经济") is None
