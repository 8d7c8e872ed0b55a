from luoshi.evaluation.boxes import Place, assign

BOXES = {
    "专栏1": ("建设区域交通枢纽 交通枢纽行动计划", ("建设高铁枢纽行动", "提升交通通达行动")),
    "专栏2": ("壮大先进制造 制造业行动计划", ("培育龙头企业行动",)),
    "专栏3": ("建设科学中心行动计划", ("科技攻关行动", "科技平台建设行动", "科技人才行动")),
    "专栏4": ("深化改革行动计划", ("优化审批行动",)),
}


def test_a_group_goes_where_its_words_are() -> None:
    found = assign({"交通枢纽能力": ("货运量",), "科技创新能力": ("研发经费",)}, BOXES)
    assert found == {
        "交通枢纽能力": Place(box="专栏1", rule="words"),
        "科技创新能力": Place(box="专栏3", rule="words"),
    }


def test_a_group_between_two_found_ones_goes_to_the_open_box_between_theirs() -> None:
    groups = {"交通枢纽能力": ("货运量",), "竞争能力": ("总产值",), "科技创新能力": ("研发经费",)}
    assert assign(groups, BOXES)["竞争能力"] == Place(box="专栏2", rule="order")


def test_a_group_whose_words_are_nowhere_stays_open() -> None:
    assert assign({"居民生活": ("居民收入",), "交通枢纽能力": ("货运量",)}, BOXES).keys() == {"交通枢纽能力"}


def test_words_spread_over_all_boxes_tell_nothing() -> None:
    assert assign({"行动计划": ("行动",)}, BOXES) == {}


def test_a_plan_without_boxes_gives_none() -> None:
    assert assign({"交通枢纽能力": ("货运量",)}, {}) == {}
