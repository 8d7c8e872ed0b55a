"""The published copy: what is in it, what is not, and that it says the same."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from luoshi.access.publishing import is_published, publish
from luoshi.errors import LuoshiError
from luoshi.evaluation.run import assess
from luoshi.ledger import identity, views
from luoshi.ledger.build import build
from luoshi.ledger.records import Cut
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import PROJECTION
from luoshi.ledger.store import Ledger
from tests.web.conftest import NOW, TOWN, row, small_plan, year

pytestmark = pytest.mark.sqlite


DAY = date(2026, 6, 1)
SECRET = "尚未公开"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "luoshi.db", create=True, clock=NOW) as made:
        made.append(small_plan(), actor="王五", reason="录入")
        yield made


def figure(name: str, value: str, when: str = "2025", **more: Any) -> Row:
    series = identity.named("series", identity.named("definition", "地区生产总值"))
    values: dict[str, Any] = {
        "id": identity.named("observation", name),
        "series_id": series,
        "value": Decimal(value),
        "comparator": "eq",
        "status": "A",
        "match": "same",
        "citation_id": identity.named("citation", "bulletin"),
        **year(when),
        **more,
    }
    return row("observation", **values)


def unpublished(name: str, last: date | None) -> Row:
    when = {"published_text": str(last), "published_first": last, "published_last": last} if last else {}
    values = {"publisher": SECRET, "title": SECRET, "trust": "A", "evidence": "cited", **when}
    return row("citation", id=identity.named("citation", name), **values)


def content(path: Path) -> bytes:
    return path.read_bytes()


def judged(ledger: Ledger, cut: Cut) -> list[object]:
    found: list[object] = []
    for plan in views.plans(ledger, cut=cut):
        for dossier in assess(ledger, plan, cut).dossiers:
            found += [(plan.slug, dossier.indicator.id, one.verdict, one.reason) for one in dossier.results]
            found += [(one.id, one.value) for one in dossier.observations]
    return found


def test_what_is_not_out_yet_is_not_in_the_copy(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(
        [
            unpublished("later", date(2026, 6, 2)),
            unpublished("never", None),
            figure("later", "95", citation_id=identity.named("citation", "later"), quote=SECRET),
            figure("never", "96", citation_id=identity.named("citation", "never"), quote=SECRET),
        ],
        actor="王五",
        reason=SECRET,
    )
    done = publish(ledger, tmp_path / "public.db", DAY)
    assert done.observations == 4
    assert done.left_out >= 4
    assert SECRET.encode() not in content(tmp_path / "public.db")
    later = publish(ledger, tmp_path / "later.db", date(2026, 6, 2))
    assert later.observations == 5


def test_a_draft_of_a_revision_does_not_hide_the_figure_that_is_out(ledger: Ledger, tmp_path: Path) -> None:
    old = identity.named("observation", "地区生产总值", "2025")
    ledger.append(
        [
            unpublished("draft", date(2026, 12, 31)),
            figure("draft", "99", citation_id=identity.named("citation", "draft"), supersedes=old),
        ],
        actor="x",
        reason="x",
    )
    publish(ledger, tmp_path / "public.db", DAY)
    with Ledger.open(tmp_path / "public.db") as copy:
        draft = identity.named("observation", "draft")
        assert copy.known("observation", [old, draft]) == {old}
        assert judged(copy, Cut(at=DAY)) == judged(ledger, Cut(at=DAY, published_by=DAY))


def test_a_released_revision_keeps_what_it_revised(ledger: Ledger, tmp_path: Path) -> None:
    old = identity.named("observation", "地区生产总值", "2025")
    ledger.append([figure("revised", "91.5", supersedes=old)], actor="x", reason="x")
    publish(ledger, tmp_path / "public.db", DAY)
    with Ledger.open(tmp_path / "public.db") as copy, copy.reading() as connection:
        from luoshi.ledger.schema import observation

        found = {one.id: one.supersedes for one in connection.execute(observation.select())}
    assert found[identity.named("observation", "revised")] == old
    assert old in found


def test_what_was_retracted_is_gone_and_what_it_had_replaced_does_not_come_back(
    ledger: Ledger, tmp_path: Path
) -> None:
    old, wrong = identity.named("observation", "地区生产总值", "2025"), identity.named("observation", "wrong")
    ledger.append([figure("wrong", "900", supersedes=old, quote=SECRET)], actor="x", reason="x")
    gone = row("retraction", id=identity.entered(), what="observation", row_id=wrong, reason=SECRET)
    ledger.append([gone], actor="x", reason="x")
    publish(ledger, tmp_path / "public.db", DAY)
    assert SECRET.encode() not in content(tmp_path / "public.db")
    with Ledger.open(tmp_path / "public.db") as copy:
        assert copy.known("observation", [old, wrong]) == set()
        assert judged(copy, Cut(at=DAY)) == judged(ledger, Cut(at=DAY, published_by=DAY))


def test_nobody_who_wrote_is_named_and_no_remark_is_handed_out(ledger: Ledger, tmp_path: Path) -> None:
    remark = figure("remark", "80", "2023", note=f"{SECRET} 王五", origin="王五.xlsx")
    ledger.append([remark], actor="王五", reason="王五 说")
    publish(ledger, tmp_path / "public.db", DAY)
    assert "王五".encode() not in content(tmp_path / "public.db")
    with Ledger.open(tmp_path / "public.db") as copy:
        assert {one.actor for one in copy.entries()} == {"ledger"}
        assert [one.recorded for one in copy.entries()] == [one.recorded for one in ledger.entries()]


def held(what: str, row_id: str, publicity: str, released: date | None = None) -> Row:
    values = {"what": what, "row_id": row_id, "publicity": publicity, "released": released}
    return row("release", id=identity.entered(), **values)


@pytest.mark.parametrize(
    ("publicity", "released", "out"),
    [
        ("主动公开", None, True),
        ("主动公开", DAY, True),
        ("主动公开", date(2026, 6, 2), False),
        ("依申请公开", None, False),
        ("不予公开", None, False),
    ],
)
def test_a_source_that_is_held_back_takes_its_figures_along(
    ledger: Ledger, tmp_path: Path, publicity: str, released: date | None, out: bool
) -> None:
    bulletin = identity.named("citation", "bulletin")
    ledger.append([held("citation", bulletin, publicity, released)], actor="x", reason="x")
    done = publish(ledger, tmp_path / "public.db", DAY)
    assert done.observations == (4 if out else 0)
    with Ledger.open(tmp_path / "public.db") as copy:
        assert copy.known("citation", [bulletin]) == ({bulletin} if out else set())
    assert ("统计公报".encode() in content(tmp_path / "public.db")) is out


def test_a_document_that_is_held_back_takes_its_plan_along(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append([held("document", identity.document_id("plan"), "不予公开")], actor="x", reason="x")
    publish(ledger, tmp_path / "public.db", DAY)
    with Ledger.open(tmp_path / "public.db") as copy:
        assert views.plans(copy) == ()
        assert views.documents(copy) == ()
    assert "地区生产总值达到100亿元".encode() not in content(tmp_path / "public.db")


def test_only_tables_named_in_the_rules_are_published(ledger: Ledger, tmp_path: Path) -> None:
    from luoshi.access.publishing import _rules

    names = {table.name for table in PROJECTION}
    assert set(_rules()["tables"]) <= names
    kept_back = names - set(_rules()["tables"])
    assert {"retraction", "restoration", "submission", "submission_comment", "post"} <= kept_back


def test_the_copy_is_a_sound_ledger_that_cannot_be_written(ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "public.db"
    publish(ledger, out, DAY)
    assert is_published(out)
    assert not is_published(tmp_path / "luoshi.db")
    assert stat.S_IMODE(out.stat().st_mode) == 0o444
    assert sorted(path.name for path in tmp_path.glob("public*")) == ["public.db"]
    with Ledger.open(out) as copy:
        assert copy.read_only
        assert copy.verify() == []


def test_publishing_again_replaces_the_copy_and_nothing_else(ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "public.db"
    publish(ledger, out, DAY)
    first = content(out)
    publish(ledger, out, DAY)
    assert content(out) == first, "the same ledger and day give the same bytes"
    other = tmp_path / "other.db"
    other.write_bytes(b"mine")
    for taken in (other, tmp_path / "luoshi.db"):
        with pytest.raises(LuoshiError) as refused:
            publish(ledger, taken, DAY)
        assert refused.value.problem.code == "file-exists"
    assert other.read_bytes() == b"mine"


def test_a_day_before_everything_publishes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LuoshiError) as refused:
        publish(ledger, tmp_path / "public.db", date(1949, 1, 1))
    assert refused.value.problem.code == "publish-nothing"
    assert not list(tmp_path.glob("public*"))


@pytest.mark.parametrize("day", [date(2025, 6, 30), DAY])
def test_a_copy_is_judged_as_the_ledger_is_with_what_was_out_by_that_day(tmp_path: Path, day: date) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True, clock=NOW) as town:
        build(town, TOWN, observations=[TOWN / "figures.csv"])
        expected = judged(town, Cut(at=DAY, published_by=day))
        assert len(expected) > 5
        publish(town, tmp_path / "public.db", day)
    with Ledger.open(tmp_path / "public.db") as copy:
        assert judged(copy, Cut(at=DAY)) == expected
