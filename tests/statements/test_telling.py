import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.telling import is_action, is_aim, tell, without_titles


def source(kind, published="2025-01"):
    return Source(key="x", file="x.txt", kind=kind, published=published, place="某市")


def tenses(text, kind, published="2025-01"):
    document = read_text(text, "x.md")
    return {c.words.strip("# "): c.tense for c in tell(document, source(kind, published)) if not c.heading}


def test_a_report_tells_the_past_and_a_plan_the_future():
    assert set(tenses("深化改革，优化服务。\n", "report").values()) == {"past"}
    assert set(tenses("深化改革，优化服务。\n", "plan").values()) == {"future"}


def test_a_report_that_turns_to_the_coming_year_stays_there_until_it_turns_back():
    found = tenses("今年，某市将更新路网。开通运营东延线。去年，西段开通运营。\n", "report")
    assert found["开通运营东延线"] == "future"
    assert found["西段开通运营"] == "past"


def test_a_plan_that_looks_back_does_so_for_one_sentence():
    found = tenses("目前经营主体突破百万户。深化商事改革。\n", "plan-summary")
    assert found["目前经营主体突破百万户"] == "past"
    assert found["深化商事改革"] == "future"


def test_a_section_on_foundations_tells_the_past_in_a_plan():
    text = (
        "# 某市纲要\n\n## （三）发展基础\n\n城市形成新格局。\n\n"
        "## （四）构建基础设施网络\n\n城市形成新路网。\n"
    )
    found = tenses(text, "plan")
    assert found["城市形成新格局"] == "past"
    assert found["城市形成新路网"] == "future"


def test_words_in_the_title_of_a_paper_do_not_count():
    assert tenses("某市制定了《某市发展规划》。\n", "plan")["某市制定了《某市发展规划》"] == "past"
    assert without_titles("印发《发展规划》后") == "印发《□□□□》后"


def test_periods_come_from_the_sentence_the_paragraph_or_the_heading():
    document = read_text(
        "# 数说2024\n\n## 数说2024\n\n3号线开通运营。\n\n去年四季度，项目相继开工。\n", "x.md"
    )
    periods = {c.words: c.period for c in tell(document, source("report")) if not c.heading}
    assert periods["3号线开通运营"] == "2024"
    assert periods["项目相继开工"] == "2024-10/2024-12"


def test_what_is_set_aside_is_not_told():
    assert tenses("市委书记某某某强调，项目已建成。\n", "report") == {}


@pytest.mark.parametrize("words", ["推动沈白高铁", "力争", "积极争取", "建成后"])
def test_words_of_intent(words):
    assert is_aim(words)


@pytest.mark.parametrize("words", ["沈阳产业技术研究院", "成功"])
def test_words_without_intent(words):
    assert not is_aim(words)


def test_a_caption_of_a_picture_is_no_action():
    assert is_action("建设专业化载体")
    assert not is_action("现代化厂房鳞次栉比")
