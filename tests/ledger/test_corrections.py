"""A list of what was put right, for everybody to read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from luoshi.ledger import identity, views
from luoshi.ledger.records import Correction, Cut
from luoshi.ledger.store import Ledger
from tests.ledger import city
from tests.ledger.city import citation, observation, retraction

FIRST = identity.named("observation", "2021")


def said(found: tuple[Correction, ...]) -> list[tuple[str, Decimal | None, Decimal | None, str]]:
    return [
        (one.revision.change, one.revision.before, one.revision.after, one.revision.reason) for one in found
    ]


def revised(ledger: Ledger) -> None:
    ledger.append(city.city(), actor="build", reason="读入")
    ledger.append(
        [citation("公报", "2022-03-20"), observation("2021", 2021, "7249.7", "公报")],
        actor="a",
        reason="导入",
    )
    ledger.append(
        [
            citation("年鉴", "2023-10-01"),
            observation("2021 again", 2021, "7216.4", "年鉴", supersedes=FIRST),
        ],
        actor="b",
        reason="年鉴核实",
    )


def test_what_only_arrived_is_no_correction(ledger: Ledger) -> None:
    ledger.append(city.city(), actor="build", reason="读入")
    assert views.corrections(ledger) == ()


def test_a_revised_figure_is_listed_with_both_values_its_source_and_its_indicator(ledger: Ledger) -> None:
    revised(ledger)
    (one,) = views.corrections(ledger)
    assert said((one,)) == [("revised", Decimal("7249.7"), Decimal("7216.4"), "年鉴核实")]
    assert one.revision.source is not None
    assert one.revision.source.title == "年鉴"
    assert (one.revision.entry.actor, one.revision.unit) == ("b", "亿元")
    assert (one.place, one.place_slug, one.plan_slug, one.slug) == ("沈阳市", "shenyang", "plan", "1")


def test_the_newest_correction_comes_first_and_a_retraction_says_why(ledger: Ledger) -> None:
    revised(ledger)
    gone = identity.named("observation", "2021 again")
    ledger.append([retraction("observation", gone, "版本有误")], actor="c", reason="撤回")
    found = views.corrections(ledger)
    assert said(found)[0] == ("retracted", Decimal("7216.4"), None, "版本有误")
    assert len(found) == 2


def test_a_correction_is_not_known_before_it_was_recorded_or_published(ledger: Ledger) -> None:
    revised(ledger)
    assert views.corrections(ledger, cut=Cut(recorded_by=2)) == ()
    assert views.corrections(ledger, cut=Cut(published_by=date(2023, 9, 30))) == ()
    assert len(views.corrections(ledger, cut=Cut(published_by=date(2023, 10, 1)))) == 1


def test_a_history_names_who_what_and_from_which_source(ledger: Ledger) -> None:
    revised(ledger)
    last = views.history(ledger, city.INDICATOR)[-1]
    assert (last.change, last.entry.actor, last.name, last.unit) == ("revised", "b", "地区生产总值", "亿元")
    assert last.source is not None
    assert last.source.title == "年鉴"
    roles = {one.role for one in views.history(ledger, city.INDICATOR) if one.what == "target"}
    assert roles == {"baseline", "target"}
