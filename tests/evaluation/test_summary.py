from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import town

from luoshi.evaluation.rows import leading_phase, rows
from luoshi.evaluation.run import assess, only_plan
from luoshi.evaluation.summary import Summary, attention, summarise, summary_of
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.period import Period

END_2025 = date(2025, 12, 31)


def summary(ledger: Ledger, **times: object) -> Summary:
    return summarise(ledger, only_plan(ledger), Cut(**({"at": END_2025} | times)))


def test_every_verdict_and_reason_is_counted(ledger: Ledger) -> None:
    counts = summary(ledger).counts
    assert counts.total == sum(counts.verdicts.values()) == 6
    assert counts.verdicts["not_assessed"] == sum(counts.reasons.values()) == 3
    assert {code: n for code, n in counts.verdicts.items() if n} == {
        "reached": 1,
        "not_reached": 2,
        "not_assessed": 3,
    }
    assert (counts.assessed, counts.share) == (3, Decimal("0.5"))


def test_one_sentence_says_all_counts_in_both_languages(ledger: Ledger) -> None:
    found = summary(ledger)
    assert found.sentence("zh") == (
        "2025年目标共6项：已达到1项，未达到预期目标2项，暂不评价3项（未见公开数据1项、数据待公布1项、仅有近似口径1项）。"
        "可以评价3项，占50.0%。"
    )
    assert found.sentence("en") == (
        "6 targets for 2025: 1 reached, 2 not reached, 3 not assessed (1 no published data, "
        "1 awaiting publication, 1 only a near definition). 3 can be judged, 50.0 %."
    )


def test_what_is_due_and_unpublished_is_apart_from_other_gaps(ledger: Ledger) -> None:
    found = summary(ledger)
    assert [row.indicator.number for row in found.due] == [4, 6]
    assert [row.indicator.number for row in found.gaps] == [5]
    early = summary(ledger, at=date(2024, 12, 31))
    assert early.due == ()
    assert 6 in [row.indicator.number for row in early.gaps]


def test_the_data_cut_off_is_the_publication_of_the_newest_figure_in_use(ledger: Ledger) -> None:
    assert summary(ledger).cutoff == date(2026, 5, 20)
    assert summary(ledger, published_by=END_2025).cutoff == date(2025, 4, 2)
    assert summary(ledger, recorded_by=1).cutoff is None


def test_attention_goes_to_the_smallest_share_and_says_gap_direction_and_lead_unit(ledger: Ledger) -> None:
    lines = summary(ledger).attention
    assert [line.row.indicator.number for line in lines] == [2, 1]
    assert (
        lines[0].sentence("zh")
        == "2025年40万人次，目标80万人次，差40万人次，较2024年偏离目标；牵头单位：待明确"
    )
    assert lines[0].sentence("en").endswith("40 万人次 short, farther than in 2024; lead unit: to be named")
    assert [line.row.movement for line in lines] == ["farther", "closer"]


def test_without_an_earlier_figure_the_movement_is_since_the_baseline(ledger: Ledger) -> None:
    row = summary(ledger).rows[2]
    assert (row.movement, row.moved_since) == ("closer", Period.year(2020))
    assert row.moved("zh") == "较2020年趋近目标"


def test_attention_puts_binding_targets_first_and_stops_at_its_limit(tmp_path: Path) -> None:
    many = [
        *town.plan(),
        *(
            made
            for n in range(1, 9)
            for made in town.indicator(
                n,
                f"指标{n}",
                "个",
                baseline=0,
                targets={2025: 100},
                owner=f"部门{n}",
                attribute="binding" if n == 8 else "expected",
            )
        ),
        *(made for n in range(1, 9) for made in town.figure(n, "2025", str(10 * n), "2026")),
    ]
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        made.append(many, actor="test", reason="plan")
        lines = summary(made).attention
        every = attention(rows(assess(made, only_plan(made), Cut(at=END_2025))), 99)
    assert [line.row.indicator.number for line in lines] == [8, 1, 2, 3, 4]
    assert [line.owner for line in lines][:2] == ["部门8", "部门1"]
    assert "牵头单位：部门8" in lines[0].sentence("zh")
    assert len(every) == 8


def test_rows_stand_in_the_plans_order_with_what_a_screen_shows(ledger: Ledger) -> None:
    shown = summary(ledger).rows
    assert [row.indicator.number for row in shown] == [1, 2, 3, 4, 5, 6]
    freight, passengers, waiting = shown[0], shown[1], shown[3]
    assert (freight.latest.value, freight.latest.period, freight.gap) == (160, Period.year(2025), 40)
    assert [(p.period.iso(), p.value, p.breaks) for p in freight.points] == [
        ("2024", 150, False),
        ("2025", 160, False),
    ]
    assert freight.path == ((date(2021, 1, 1), 100), (date(2026, 1, 1), 200), (date(2036, 1, 1), 400))
    assert (freight.evidence, passengers.evidence) == ("cited", "original")
    assert (waiting.latest.value, waiting.latest.judged, waiting.gap) == (76, True, 4)
    assert [result.target_period.iso() for result in freight.results] == ["2025", "2035"]
    assert freight.usable == freight.chosen
    assert shown[4].latest is None
    assert shown[4].quantity(None, "zh") == "—"


def test_a_binding_target_that_was_missed_is_unfinished(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        rows_ = [
            *town.plan(),
            *town.indicator(1, "森林覆盖率", "%", baseline=20, targets={2025: 30}, attribute="binding"),
            *town.figure(1, "2025", "25", "2026"),
        ]
        made.append(rows_, actor="test", reason="plan")
        row = summary(made).rows[0]
    assert row.status("zh").word == "未完成"
    assert row.status("en").word == "not reached"


def test_boxes_name_their_actions_and_indicators_or_say_there_are_none(ledger: Ledger) -> None:
    boxes = summary(ledger).boxes
    assert [(box.box, box.actions, [row.indicator.number for row in box.indicators]) for box in boxes] == [
        ("专栏1", 2, [1, 2]),
        ("专栏2", 1, [3, 4, 5, 6]),
        ("专栏3", 1, []),
    ]


@pytest.mark.parametrize(
    ("at", "succeeded", "phase"),
    [
        (date(2024, 12, 31), None, 2025),
        (date(2025, 12, 31), None, 2025),
        (date(2027, 6, 1), None, 2025),
        (date(2028, 6, 1), None, 2035),
        (date(2028, 6, 1), {"title": "新规划", "date": "2027-01-01"}, 2025),
        (date(2040, 1, 1), None, 2035),
    ],
)
def test_the_leading_phase(tmp_path: Path, at: date, succeeded: dict | None, phase: int) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        targets = town.indicator(1, "货运量", "万吨", baseline=1, targets={2025: 2, 2035: 3})
        made.append([*town.plan(succeeded_by=succeeded), *targets], actor="test", reason="plan")
        assessment = assess(made, only_plan(made), Cut(at=at))
    assert leading_phase(assessment) == date(phase + 1, 1, 1)
    assert summary_of(assessment).rows[0].target.period == Period.year(phase)


def test_indicators_read_from_prose_stand_apart_from_the_table(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        prose = town.indicator(2, "公园", "个", targets={2025: 9}, origin="prose")
        table = town.indicator(1, "货运量", "万吨", baseline=1, targets={2025: 2})
        made.append([*town.plan(), *table, *prose], actor="test", reason="plan")
        found = summary(made)
    assert [row.indicator.name for row in found.rows] == ["货运量"]
    assert [row.indicator.name for row in found.prose] == ["公园"]
    assert found.counts.total == 1


def test_the_line_of_a_chart_is_cut_where_the_definition_changes(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        rows_ = [
            *town.plan(),
            *town.indicator(1, "实际利用外资", "亿美元", baseline=7, targets={2025: 9}),
            *town.figure(1, "2021", "8", "2022", definition="旧口径", unit="亿美元"),
            *town.figure(1, "2025", "2", "2026", definition="新口径", unit="亿美元"),
        ]
        made.append(rows_, actor="test", reason="plan")
        row = summary(made).rows[0]
    assert row.result.reason == "definition_changed"
    assert [point.breaks for point in row.points] == [False, True]
    assert row.movement is row.result.completion is None


def test_a_plan_without_targets_says_so(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        made.append(town.plan(), actor="test", reason="plan")
        found = summary(made)
    assert (found.phase, found.counts.share, found.rows) == (None, None, ())
    assert found.sentence("zh") == "尚无可评价的目标。"
