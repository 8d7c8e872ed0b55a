from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.projects import histories, identity, read_projects


def read(text, key="a", kind="report", date="2025-01"):
    source = Source(key=key, file=f"{key}.txt", published=date, kind=kind, place="澄州市")
    return read_projects(read_text(text, f"{key}.txt"), source)


def test_each_part_of_a_list_has_its_own_stage():
    found = read("今年，推动澄州国际机场二跑道等项目尽早开工、甲半导体产业园竣工投产。")
    assert [(p.name, p.stage, p.reached) for p in found] == [
        ("澄州国际机场二跑道", "starting", False),
        ("甲半导体产业园", "opened", False),
    ]


def test_what_is_said_to_have_happened_is_reached():
    (line,) = read("去年，地铁3号线一期工程西段开通运营。")
    assert (line.name, line.stage, line.reached, line.period) == (
        "地铁3号线一期工程西段",
        "opened",
        True,
        "2024",
    )


def test_the_words_of_a_mention_are_the_documents_own():
    text = "加快推进青湖水库建设，总投资23.5亿元。"
    (found,) = read(text, kind="plan")
    assert text[found.start : found.end] == found.text == "加快推进青湖水库建设"
    assert (found.name, found.stage, found.reached) == ("青湖水库", "building", False)


def test_the_amount_that_the_clause_states():
    (found,) = read("规划建设总投资60亿元的乙大桥。", kind="plan")
    assert found.amount == "60亿元"


def test_kinds_of_projects_and_aims_of_a_city_are_no_projects():
    assert read("推进重大项目建设，建设国家先进制造中心，351个项目竣工投产，支持建设国家中心城市。") == []


def test_one_project_in_two_documents_is_one_history():
    plan = read("加快推进澄州国际机场二跑道建设。", "p", "plan", "2022-05")
    report = read("推动机场二跑道等项目尽早开工。", "r", "report", "2025-01")
    (history,) = histories([*report, *plan])
    assert history.name == "澄州国际机场二跑道"
    assert [(m.published, m.stage) for m in history.mentions] == [
        ("2022-05", "building"),
        ("2025-01", "starting"),
    ]


def test_a_project_of_one_document_has_no_history():
    assert histories(read("加快推进青湖水库建设。")) == []


def test_a_line_is_known_by_its_number():
    assert identity("地铁3号线一期工程西段") == identity("3号线") == "3号线"
    assert identity("地铁1号线东延线") != identity("地铁1号线")
    assert identity("澄州第二跑道项目", ["澄州市"]) == "二跑道"
