from luoshi.statements.indicator_domains import domains

NAMES = ["地区生产总值", "一般公共预算收入", "进出口总额", "实际利用外资", "城镇调查失业率", "森林覆盖率"]


def texts(labels, names=NAMES, trusted=False):
    return [domain.text for domain in domains(labels, names, trusted=trusted)]


def test_a_label_holds_until_the_next():
    assert texts(["经济发展", None, "对外开放", None, None, None], trusted=True) == [
        *["经济发展"] * 2,
        *["对外开放"] * 4,
    ]


def test_a_repeated_label_is_one_domain():
    assert texts(["经济发展", "经济发展", "对外开放", "对外开放", "民生福祉", "民生福祉"]) == [
        *["经济发展"] * 2,
        *["对外开放"] * 2,
        *["民生福祉"] * 2,
    ]


def test_a_split_label_is_joined_and_says_so():
    found = domains(["经济", "发展", "对外开放", None, "绿色", "生态"], NAMES, trusted=False)
    assert [d.text for d in found] == [*["经济发展"] * 2, *["对外开放"] * 2, *["绿色生态"] * 2]
    assert found[0].doubts == found[1].doubts == ("domain-joined",)
    assert found[2].doubts == ()


def test_a_label_of_one_character_a_row_is_joined():
    assert texts(["经", "济", "发", "展"], NAMES[:4]) == ["经济发展"] * 4


def test_two_real_domains_of_one_row_each_stay_apart():
    assert texts(["经济发展", "对外开放", "民生福祉"], NAMES[:3]) == ["经济发展", "对外开放", "民生福祉"]


def test_a_label_printed_one_row_too_low_is_moved_by_what_the_rows_are_about():
    found = domains(["经济发展", None, None, "对外开放", "民生福祉", None], NAMES, trusted=False)
    assert [d.text for d in found] == [*["经济发展"] * 2, *["对外开放"] * 2, *["民生福祉"] * 2]
    assert found[2].doubts == ("domain-moved",)
    assert found[3].doubts == ()


def test_merged_cells_are_believed():
    labels = ["经济发展", None, None, "对外开放", "民生福祉", None]
    assert texts(labels, trusted=True)[2] == "经济发展"


def test_labels_in_the_middle_of_their_rows():
    assert texts([None, "经济发展", None, None, "对外开放", None]) == [*["经济发展"] * 3, *["对外开放"] * 3]


def test_a_table_without_domains():
    assert texts([None] * 6) == [None] * 6
