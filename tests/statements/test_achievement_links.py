from luoshi.statements.achievement_links import THRESHOLD, link_achievements
from luoshi.statements.model import Achievement, Action


def achievement(subject, event, kind):
    return Achievement(
        subject=subject, event=event, text=subject + event, start=0, end=9, region="沈阳市", kind=kind
    )


def action(name, text, doubts=()):
    return Action(
        box="专栏1", box_title="", chapter=None, number=1, name=name, text=text, start=0, end=9, doubts=doubts
    )


ACTIONS = [
    action("大力发展金融商贸开发区", "推进金融商贸开发区扩容，争取上升成为国家级开发区。"),
    action("推进重大基础设施建设", "推动地铁3号线、4号线建成通车。"),
    action("建设航空枢纽行动", "加快机场二跑道建设。"),
    action("打造国际商贸中心行动", "发展消费会展业态。"),
    action("加快发展综合保税区", "推动保税区发展。"),
]


def pairs(*achievements, actions=ACTIONS):
    return [(a.subject, b.name) for a, b, _, _ in link_achievements(achievements, actions)]


def test_a_rare_shared_name_links():
    zone = achievement("沈阳金融商贸开发区", "晋升国家级", "promotion")
    found = link_achievements([zone], ACTIONS)
    assert [(b.name, "金融商贸开发区" in reason) for _, b, _, reason in found] == [
        ("大力发展金融商贸开发区", True)
    ]
    assert found[0][2] >= THRESHOLD


def test_a_numbered_line_links_although_its_name_is_short():
    line = achievement("地铁3号线一期工程西段", "开通运营", "opening")
    assert pairs(line) == [("地铁3号线一期工程西段", "推进重大基础设施建设")]


def test_generic_words_and_the_citys_own_name_do_not_link():
    assert pairs(achievement("沈阳重大产业发展项目", "开工建设", "start")) == []
    assert pairs(achievement("某某艺术馆", "揭牌", "founding")) == []


def test_military_actions_are_never_linked():
    zone = achievement("沈阳金融商贸开发区", "晋升国家级", "promotion")
    military = [action("大力发展金融商贸开发区", "争取上升。", doubts=("military",))]
    assert pairs(zone, actions=military) == []


def test_nothing_to_link():
    assert link_achievements([], ACTIONS) == []
    assert link_achievements([achievement("甲地铁9号线", "开通", "opening")], []) == []


def test_the_full_name_of_an_institution_links_although_its_words_are_common():
    centre = achievement("沈阳材料科学国家研究中心一期", "封顶", "topping-out")
    measure = action("积极培育国家级创新平台", "推进沈阳材料科学国家研究中心、师昌绪中心建设。")
    assert pairs(centre, actions=[*ACTIONS, measure]) == [
        ("沈阳材料科学国家研究中心一期", "积极培育国家级创新平台")
    ]


def test_what_an_action_only_leans_on_does_not_link():
    zone = achievement("沈阳金融商贸开发区", "晋升国家级", "promotion")
    leaning = action("优化现代金融服务布局", "依托金融商贸开发区、和平金融街，大力开展招商。")
    assert pairs(zone, actions=[*ACTIONS, leaning]) == [("沈阳金融商贸开发区", "大力发展金融商贸开发区")]
