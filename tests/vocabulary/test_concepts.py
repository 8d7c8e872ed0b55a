"""The file of concepts, and what a name may and may not mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.errors import LuoshiError
from luoshi.vocabulary.concepts import candidates, concept, concepts, dimension_of, find, known, look_up
from luoshi.vocabulary.phrases import normalise, take_apart

EVERY = concepts()


def test_there_are_at_least_150_concepts_each_with_its_source() -> None:
    assert len(EVERY) >= 150
    assert len({entry.id for entry in EVERY}) == len(EVERY)
    assert all(entry.name_en and entry.source and entry.domain for entry in EVERY)


def test_an_official_name_means_its_own_concept() -> None:
    assert [entry.id for entry in EVERY if find(entry.name) != entry] == []


def test_no_alias_means_two_concepts() -> None:
    strict = [
        (normalise(name), entry.id) for entry in EVERY for kind, name in entry.names() if kind != "loose"
    ]
    meanings: dict[str, set[str]] = {}
    for name, key in strict:
        meanings.setdefault(name, set()).add(key)
    assert {name: keys for name, keys in meanings.items() if len(keys) > 1} == {}


def test_a_look_alike_never_means_the_concept_that_forbids_it() -> None:
    wrong = [(entry.id, name) for entry in EVERY for name in entry.never if find(name) == entry]
    assert wrong == []


def test_related_concepts_exist_and_are_other_things() -> None:
    for entry in EVERY:
        assert entry.id not in entry.related
        assert all(known(key) for key in entry.related)


def test_the_usual_unit_measures_what_the_concept_is() -> None:
    assert [entry.id for entry in EVERY if entry.unit and entry.measured_in(entry.unit) is not True] == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("GDP", "gdp"),
        ("国内生产总值(GDP)", "gdp"),
        ("经济总量", "gdp"),
        ("地区生产总值（亿元）", "gdp"),
        ("市场主体", "market-entities"),
        ("经营主体", "market-entities"),
        ("各类市场主体", "market-entities"),
        ("建成区绿地覆盖率(%)", "green-coverage"),
        ("绿化覆盖率", "green-coverage"),
        ("绿地率", "green-space-ratio"),
        ("城镇登记失业率", "registered-unemployment"),
        ("调查失业率", "surveyed-unemployment"),
        ("空气质量优良天数", "good-air-days"),
        ("空气质量优良天数占比", "good-air-ratio"),
        ("文化及相关产业增加值占 GDP 的比重", "cultural-share"),
        ("高新技术企业总数", "high-tech-enterprises"),
        ("进出口额", "trade"),
        ("进出口总值", "trade"),
        ("当年实际使用外资金额", "foreign-capital"),
        ("每千人口拥有执业（助理）医师数（人）", "doctors-per-1000"),
        ("数字文化产业园区(基地)(个)", "digital-culture-parks"),
        ("文化产业园区(基地、街区等)", "culture-parks"),
    ],
)
def test_a_name_finds_its_concept(name: str, key: str) -> None:
    found = find(name)
    assert found is not None
    assert found.id == key


@pytest.mark.parametrize("name", ["高端装备制造业比重", "数字经济", "货物", "产业", "人口规模", ""])
def test_a_name_that_says_too_little_finds_nothing_by_itself(name: str) -> None:
    assert find(name) is None


def test_a_loose_name_leads_to_a_concept_only_as_loose() -> None:
    naming = look_up("人口规模")
    assert naming is not None
    assert (naming.concept.id, naming.kind) == ("resident-population", "loose")


def test_good_air_days_and_their_ratio_are_tied_by_a_formula_not_a_name() -> None:
    ratio = concept("good-air-ratio")
    assert "good-air-days" in ratio.related
    assert ratio.formula is not None
    assert find("优良天数") != ratio


def test_surveyed_unemployment_has_its_own_band() -> None:
    assert str(concept("surveyed-unemployment").band) == "0.2"


def test_a_direction_is_never_made_up() -> None:
    assert concept("cpi").higher_is_better is None
    assert concept("gdp").higher_is_better is True
    assert concept("pm25").higher_is_better is False


def test_an_unknown_id_is_an_error_of_the_catalogue() -> None:
    with pytest.raises(LuoshiError) as caught:
        concept("没有")
    assert caught.value.problem.code == "not-found"


@pytest.mark.parametrize(
    ("unit", "dimension"),
    [
        ("亿元", "money"),
        ("亿美元", "money"),
        ("%", "percent"),
        ("个百分点", "percent_point"),
        ("万户", "count"),
        ("家", "count"),
        ("万人次", "person"),
        ("公里/平方公里", "compound"),
        ("天", "time"),
        ("位", "rank"),
        ("倍", "fold"),
        ("没有这种单位", None),
        (None, None),
    ],
)
def test_a_unit_says_what_it_measures(unit: str | None, dimension: str | None) -> None:
    assert dimension_of(unit) == dimension


def test_candidates_come_longest_name_first() -> None:
    assert candidates("全市A股上市公司家数")[0].id == "a-share-companies"


@pytest.mark.parametrize(
    ("name", "base", "measure", "basis"),
    [
        ("城乡居民可支配收入年均增长", "城乡居民可支配收入", "growth", "annual_average"),
        ("地区生产总值增速", "地区生产总值", "growth", None),
        ("单位地区生产总值能源消耗降低", "单位地区生产总值能源消耗", "growth", None),
        ("中国金融中心指数排名", "中国金融中心指数排名", "rank", None),
        ("常住人口", "常住人口", "level", None),
    ],
)
def test_the_words_for_change_are_taken_off_a_name(
    name: str, base: str, measure: str, basis: str | None
) -> None:
    phrase = take_apart(name)
    assert (phrase.base, phrase.measure, phrase.basis) == (base, measure, basis)


@given(
    st.sampled_from(EVERY),
    st.sampled_from([" ", "　", "“", "”", "（亿元）", "(%)", "(家)"]),
    st.integers(0, 40),
)
def test_spaces_quotes_and_units_in_brackets_do_not_change_a_name(entry, mark: str, place: int) -> None:
    name = entry.name
    written = name + mark if len(mark) > 1 else name[:place] + mark + name[place:]
    assert find(written) == entry


@given(st.text(max_size=30))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
