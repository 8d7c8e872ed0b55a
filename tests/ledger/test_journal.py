from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.errors import LuoshiError
from luoshi.ledger import identity, views
from luoshi.ledger.canonical import canonical
from luoshi.ledger.columns import decimal_text
from luoshi.ledger.records import Cut
from luoshi.ledger.rows import Row, parts
from luoshi.ledger.schema import PROJECTION
from luoshi.ledger.store import Ledger
from tests.ledger import city
from tests.ledger.conftest import START, Days

plain_text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
cells = st.none() | plain_text | st.integers(-(2**53) + 1, 2**53 - 1)
slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.dictionaries(st.text(alphabet="abcdefgh_", max_size=6), st.lists(st.lists(cells, max_size=4))))
def test_the_fast_canonical_form_is_the_one_of_rfc_8785(value: Any) -> None:
    assert canonical(value).encode() == rfc8785.dumps(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_a_decimal_keeps_its_value_and_its_digits_as_text(number: Any) -> None:
    text = decimal_text(number)
    assert "E" not in text
    assert text != "-0"
    assert type(number)(text) == number
    assert max(0, -number.as_tuple().exponent) == len(text.partition(".")[2])


@given(st.lists(st.sampled_from(["place", "concept"]), max_size=30))
def test_packing_keeps_every_row_and_the_order_within_a_table(tables: list[str]) -> None:
    rows = [Row(table=name, values={"id": str(number)}) for number, name in enumerate(tables)]
    found = [
        (content["table"], row[0])
        for part in parts(rows)
        for content in [json.loads(part.body)]
        for row in content["rows"]
    ]
    given = [(row.table, row.values["id"]) for row in rows]
    for name in ("place", "concept"):
        assert [one for one in found if one[0] == name] == [one for one in given if one[0] == name]
    assert len(found) == len(given)


# --- fold = fold of any prefix + rest -------------------------------------------------------

names = st.integers(0, 5)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("figure"), names, st.integers(0, 999)),
        st.tuples(st.just("retract"), names, st.just(0)),
        st.tuples(st.just("restore"), names, st.just(0)),
    ),
    max_size=12,
)


def play(ledger: Ledger, steps: list[tuple[str, int, int]]) -> None:
    """Write a city, then figures that revise one another, retractions and their withdrawals."""
    ledger.append([*city.city(), city.citation("年鉴", "2024-01-01")], actor="a", reason="b")
    latest: dict[int, str] = {}
    gone: dict[int, str] = {}
    for number, (what, name, value) in enumerate(steps):
        if what == "figure":
            rows = [
                city.observation(f"{number}", 2001 + name, str(value), "年鉴", supersedes=latest.get(name))
            ]
            latest[name] = rows[0].values["id"]
        elif what == "retract" and name in latest:
            gone[name] = identity.named("retraction", number)
            values = {"id": gone[name], "what": "observation", "row_id": latest[name], "reason": "c"}
            rows = [Row(table="retraction", values=values)]
        elif what == "restore" and name in gone:
            values = {"id": f"r{number}", "retraction_id": gone.pop(name), "reason": "d"}
            rows = [Row(table="restoration", values=values)]
        else:
            continue
        ledger.append(rows, actor="a", reason=what)


def exported(ledger: Ledger) -> list[str]:
    stream = io.StringIO()
    ledger.export(stream)
    return stream.getvalue().splitlines(keepends=True)


def tables(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    with ledger.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select().order_by(table.c.id))]
            for table in PROJECTION
        }


@pytest.mark.sqlite
@slow
@given(steps, st.data())
def test_folding_a_beginning_and_then_the_rest_gives_what_folding_all_gives(
    steps: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "a.db", create=True, clock=Days()) as whole,
    ):
        play(whole, steps)
        lines = exported(whole)
        starts = [n for n, line in enumerate(lines) if line.startswith('{"entry"')] + [len(lines)]
        cut = data.draw(st.integers(0, len(starts) - 1))
        with Ledger.open(Path(folder) / "b.db", create=True) as second:
            assert second.load(lines[: starts[cut]]) == cut
            assert second.verify() == []
            if cut:
                then = views.observations(whole, city.INDICATOR, cut=Cut(recorded_by=cut))
                assert views.observations(second, city.INDICATOR) == then
                assert views.counts(second) == views.counts(whole, cut=Cut(recorded_by=cut))
            assert second.load(lines) == len(starts) - 1 - cut
            assert tables(second) == tables(whole)
            assert exported(second) == lines
            assert second.verify(head=json.loads(lines[starts[-2]])["entry"]["hash"]) == []


def test_an_export_changed_on_the_way_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    play(ledger, [("figure", 1, 5), ("figure", 1, 6)])
    lines = exported(ledger)
    for wrong in (
        [lines[0].replace("build", "built").replace('"a"', '"x"'), *lines[1:]],
        [line.replace("沈阳市", "大连市") for line in lines],
        [line.replace('"body":"', '"body":"AAAA') for line in lines],
        lines[3:],
        ["nonsense\n"],
        ['{"entry":{"number":1}}\n'],
    ):
        path = tmp_path / "wrong.db"
        path.unlink(missing_ok=True)
        with Ledger.open(path, create=True) as other:
            with pytest.raises(LuoshiError) as error:
                other.load(wrong)
            assert error.value.problem.code in ("export-invalid", "export-foreign")
            assert error.value.problem.words("zh")
            assert other.head() is None
            assert other.verify() == []


def test_an_export_of_another_journal_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    play(ledger, [])
    with Ledger.open(tmp_path / "other.db", create=True, clock=START) as other:
        other.append([city.row("concept", id="x", name="x")], actor="a", reason="b")
        with pytest.raises(LuoshiError) as error:
            other.load(exported(ledger))
        assert error.value.problem.code == "export-foreign"
