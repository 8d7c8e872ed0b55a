from luoshi.vocabulary.places import area_of_code, areas, by_name, counties_of


def test_a_place_is_known_by_official_and_short_name_and_code():
    (shenyang,) = by_name()["沈阳"]
    assert (shenyang.code, shenyang.name, shenyang.level) == ("210100", "沈阳市", "prefecture")
    assert area_of_code("210100") == shenyang


def test_the_counties_of_a_prefecture_carry_its_code():
    names = {area.name for area in counties_of("210100")}
    assert {"皇姑区", "浑南区", "辽中区", "新民市"} <= names
    assert len(names) == 13


def test_codes_are_unique_and_there_are_34_provinces():
    codes = [area.code for area in areas()]
    assert len(codes) == len(set(codes))
    assert sum(area.level == "province" for area in areas()) == 34
    assert sum(area.level == "prefecture" for area in areas()) == 333
