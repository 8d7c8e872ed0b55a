from datetime import date
from decimal import Decimal

import pytest

from luoshi.evaluation import words
from luoshi.evaluation.run import Assessment, assess, only_plan
from luoshi.evaluation.tables import HEADINGS, records, why, worded
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger


@pytest.fixture(scope="module")
def assessment(ledger: Ledger) -> Assessment:
    return assess(ledger, only_plan(ledger), Cut(at=date(2025, 12, 31)))


def test_a_record_has_codes_exact_values_and_every_column(assessment: Assessment) -> None:
    first = records(assessment, "zh")[0]
    assert list(first) == [heading.key for heading in HEADINGS]
    assert (first["plan_no"], first["indicator"], first["target_period"]) == (1, "货运量", "2025")
    assert (first["verdict"], first["reason"], first["period"]) == ("not_reached", None, "2025")
    assert (first["value"], first["completion"], first["pace"]) == (160, Decimal("0.6000"), None)
    assert (first["required_rate"], first["recent_rate"]) == (Decimal("14.87"), Decimal("9.86"))
    assert first["source"] == "青川市统计局 《统计公报》 2026-05-20"


def test_records_cover_every_target(assessment: Assessment) -> None:
    rows = records(assessment, "en")
    assert len(rows) == 9
    assert [row["target_period"] for row in rows[:2]] == ["2025", "2035"]
    assert rows[1]["pace"] == Decimal("0.6000")


def test_rows_for_eyes_have_words_for_codes(assessment: Assessment) -> None:
    rows = worded(assessment, records(assessment, "zh"), "zh")
    assert rows[0]["verdict"] == "× 未达到预期目标"
    assert rows[0]["completion"] == "60.0%"
    assert rows[6]["reason"] == "数据待公布"
    assert worded(assessment, records(assessment, "en"), "en")[6]["reason"] == "awaiting publication"


def test_why_tells_promise_rule_steps_and_every_figure(assessment: Assessment) -> None:
    told = why(assessment.dossiers[0], "zh")
    for words_ in (
        "1 货运量（万吨） · 未标注",
        "× 2025年 未达到预期目标",
        "基期值：100万吨 | 2020年 | 《青川市建设规划》 2021",
        "目标值：200万吨 | 2025年",
        "规则：time-path-1 · 到期水平 · 2025-12-31",
        "完成比例：60.0%",
        "▼ 2035年 滞后于预期",
        "* 2025年 | 160万吨 | 同口径 | A | 仅有出处 | 青川市统计局 《统计公报》 2026-05-20",
        "  2024年 | 150万吨",
    ):
        assert words_ in told


def test_why_is_told_in_english_too(assessment: Assessment) -> None:
    told = why(assessment.dossiers[4], "en")
    assert "○ 2025 not assessed · only a near definition" in told
    assert "near definition | A | cited only" in told


@pytest.mark.parametrize("group", ["step", "answer", "match", "because", "criterion", "rule", "evidence"])
def test_every_code_has_words_in_both_languages(group: str) -> None:
    for code in words.codes(group):
        for language in ("zh", "en"):
            assert words._texts()[group][code][language].strip()


def test_no_word_of_blame_or_exaggeration_is_used() -> None:
    text = str(words._texts())
    assert not any(word in text for word in ("造假", "注水", "虚增", "打脸", "烂尾", "失败"))
