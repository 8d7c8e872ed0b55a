import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.errors import LuoshiError
from luoshi.statements.promises import read_promises, read_topics

REPORT = Source(key="r", file="r.txt", kind="report", published="2025-01", place="某市")
PLAN = Source(key="p", file="p.txt", kind="plan", published="2022-05", place="某市")
DIGEST = Source(key="d", file="d.txt", kind="action-plan-digest", published="2022-09", place="某市")


def read(text, source, topics=None):
    found = read_promises(read_text(text, "x.md"), source, topics)
    return [(p.topic, p.kind, p.text) for p in found]


def test_every_topic_serves_its_examples():
    for topic in read_topics().topics:
        for example in topic.examples:
            assert topic.cues.search(example), example


def test_groups_hold_the_five_demonstrations_and_the_four_nets():
    topics = read_topics()
    assert [group.title for group in topics.groups] == ["五个示范", "一网与一码"]
    assert len(topics.of_group("demonstrations")) == 5
    assert [t.title for t in topics.of_group("nets")] == ["一网通办", "一网统管", "一网协同", "一码通城"]


def test_a_plan_promises_and_a_report_publishes():
    words = "推进“一码通城”建设，实现五码融合"
    assert read(words + "。\n", PLAN) == [("one-code", "promise", words)]
    words = "“只提交一次材料”改革入选创新案例"
    assert read(words + "。\n", REPORT) == [("one-net-service", "published", words)]


def test_a_report_promises_for_the_coming_year():
    found = read("今年，某市将深化“一网通办”改革，新建场景。\n", REPORT)
    assert [kind for _, kind, _ in found] == ["promise"]


def test_a_digest_publishes_what_it_says_was_done():
    found = read("去年以来，谋划建设了一批“一网统管”应用场景。拓展“一网统管”应用场景。\n", DIGEST)
    assert [kind for _, kind, _ in found] == ["published", "promise"]


def test_a_sentence_without_a_name_belongs_to_its_heading():
    text = (
        "# 示范\n\n## “一网统管”再升级\n\n归集数据资源，优化数据中枢，提升数据应用。\n\n"
        "厂房鳞次栉比，气象万千。\n"
    )
    assert read(text, DIGEST) == [
        ("one-net-management", "promise", "归集数据资源，优化数据中枢，提升数据应用")
    ]


def test_a_sentence_that_names_several_topics_stands_under_each():
    found = read("在绿色低碳发展和“一网通办”上为全省作出示范。\n", PLAN)
    assert [topic for topic, _, _ in found] == ["green", "one-net-service"]


def test_another_city_names_its_own_topics(tmp_path):
    path = tmp_path / "topics.toml"
    path.write_text(
        '[[group]]\nkey = "g"\ntitle = "三个一批"\n'
        '[[topic]]\nkey = "harbour"\ntitle = "世界一流强港"\ngroups = ["g"]\ncues = ["强港"]\n',
        encoding="utf-8",
    )
    found = read("加快建设世界一流强港，扩大航线。\n", PLAN, read_topics(path))
    assert [topic for topic, _, _ in found] == ["harbour"]


@pytest.mark.parametrize("text", ["[[topic]]\n", "nonsense", '[[group]]\nkey = 1\ntitle = "a"\n'])
def test_a_wrong_file_of_topics_is_refused_in_words(tmp_path, text):
    path = tmp_path / "topics.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LuoshiError) as error:
        read_topics(path)
    assert error.value.problem.code == "topics-invalid"
    assert error.value.problem.place.file == "topics.toml"
