"""Signed closings: a rewritten history cannot be signed again by who has not the key."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger import closing, journal
from luoshi.ledger.canonical import canonical
from luoshi.ledger.store import Ledger
from tests.ledger import city
from tests.ledger.conftest import Days


@pytest.fixture
def key(tmp_path: Path) -> Path:
    closing.new_key(tmp_path / "closing.pem")
    return tmp_path / "closing.pem"


def public(key: Path) -> str:
    return closing.public_key(key.with_name(key.name + ".pub"))


def codes(ledger: Ledger, key: Path | None = None) -> list[str]:
    return [problem.code for problem in ledger.verify(key=public(key) if key else None)]


def test_the_private_key_is_for_its_owner_only_and_is_never_overwritten(key: Path) -> None:
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "PUBLIC" in key.with_name("closing.pem.pub").read_text()
    with pytest.raises(LuoshiError) as error:
        closing.new_key(key)
    assert error.value.problem.code == "file-exists"


def test_a_closing_covers_everything_before_it_and_the_journal_goes_on(ledger: Ledger, key: Path) -> None:
    ledger.append(city.city(), actor="a", reason="b")
    entry = closing.close(ledger, key, actor="审计")
    assert entry is not None
    assert (entry.number, entry.rows, entry.actor) == (2, 0, "审计")
    ledger.append([city.row("concept", id="x", name="后来")], actor="a", reason="b")
    assert codes(ledger, key) == []
    assert closing.last_closed(ledger, public(key)) == (1, 1)


def test_an_empty_journal_has_nothing_to_close(ledger: Ledger, key: Path) -> None:
    assert closing.close(ledger, key, actor="a") is None
    assert ledger.head() is None


def test_a_journal_that_this_key_never_closed_is_found(ledger: Ledger, key: Path, tmp_path: Path) -> None:
    ledger.append(city.city(), actor="a", reason="b")
    other = tmp_path / "other.pem"
    closing.new_key(other)
    closing.close(ledger, other, actor="a")
    assert codes(ledger) == []
    assert codes(ledger, key) == ["verify-closing-missing"]


@pytest.mark.parametrize("content", [b"", b"no key", None])
def test_what_is_no_key_is_refused(ledger: Ledger, key: Path, content: bytes | None) -> None:
    wrong = key.with_name("wrong.pem")
    wrong.write_bytes(key.with_name("closing.pem.pub").read_bytes() if content is None else content)
    ledger.append(city.city(), actor="a", reason="b")
    with pytest.raises(LuoshiError) as error:
        closing.close(ledger, wrong, actor="a")
    assert error.value.problem.code == "key-unusable"
    with pytest.raises(LuoshiError):
        closing.public_key(key)


def rewrite(path: Path, change: tuple[str, str]) -> None:
    """Change words everywhere and make every hash of the journal fit again, as a skilled forger would."""
    raw = sqlite3.connect(path)
    guards = list(raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE journal_part SET body = replace(body, ?, ?)", change)
    raw.execute("UPDATE place SET name = replace(name, ?, ?)", change)
    raw.row_factory = sqlite3.Row
    previous = journal.NOTHING
    for row in raw.execute("SELECT * FROM journal ORDER BY number").fetchall():
        question = "SELECT body FROM journal_part WHERE entry = ? ORDER BY part"
        payload = journal.payload_hash(body for (body,) in raw.execute(question, [row["number"]]))
        covered = {name: row[name] for name in row.keys() if name != "hash"}  # noqa: SIM118
        covered |= {"payload": payload, "previous": previous}
        digest = hashlib.sha256(canonical(covered).encode()).hexdigest()
        command = "UPDATE journal SET payload = ?, previous = ?, hash = ? WHERE number = ?"
        raw.execute(command, [payload, previous, digest, row["number"]])
        previous = digest
    raw.execute("UPDATE journal_head SET hash = ?", [previous])
    for _, text in guards:
        raw.execute(text)
    raw.commit()
    raw.close()


@pytest.mark.sqlite
def test_a_history_rewritten_with_fitting_hashes_is_found_by_the_signature_only(
    tmp_path: Path, key: Path
) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path, create=True, clock=Days()) as ledger:
        ledger.append(city.city(), actor="a", reason="b")
        closing.close(ledger, key, actor="a")
    plain = tmp_path / "plain.db"
    with Ledger.open(plain, create=True, clock=Days()) as ledger:
        ledger.append(city.city(), actor="a", reason="b")
    for file in (path, plain):
        rewrite(file, ("沈阳市", "瀋阳市"))
    with Ledger.open(plain) as ledger:
        assert codes(ledger) == []
        assert codes(ledger, key) == ["verify-closing-missing"]
    with Ledger.open(path) as ledger:
        (problem,) = ledger.verify(key=public(key))
    assert problem.code == "verify-closing"
    assert problem.detail["what"] == "hash"


@pytest.mark.parametrize("what", ["hash", "signature", "form"])
def test_a_closing_that_was_made_up_is_found(ledger: Ledger, key: Path, what: str) -> None:
    ledger.append(city.city(), actor="a", reason="b")
    entry = closing.close(ledger, key, actor="a")
    assert entry is not None
    mark, _, said = entry.reason.partition("{")
    made = json.loads("{" + said)
    made |= {"hash": {"hash": "0" * 64}, "signature": {"signature": "00" * 64}, "form": {"number": 99}}[what]
    ledger.append([], actor="a", reason=mark + canonical(made))
    assert [(p.code, p.detail["what"]) for p in ledger.verify()] == [("verify-closing", what)]
