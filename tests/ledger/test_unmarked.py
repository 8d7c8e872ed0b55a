"""What people type is refused where a file would be: with a classification mark nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger import identity
from luoshi.ledger.retracting import retract
from luoshi.ledger.schema import metadata
from luoshi.ledger.store import Ledger
from luoshi.ledger.unmarked import TYPED
from tests.ledger import city
from tests.ledger.city import row

MARKED = ("机密★10年", "见附件（秘密★5年）。", "绝 密", "内部资料，注意保存")


@pytest.mark.parametrize("text", MARKED)
def test_a_reason_with_a_mark_is_refused_and_nothing_is_kept(ledger: Ledger, text: str) -> None:
    ledger.append(city.city(), actor="build", reason="读入")
    head = ledger.head()
    with pytest.raises(LuoshiError) as raised:
        retract(ledger, "plan", text, actor="张")
    assert raised.value.problem.code == "classified"
    assert text not in str(raised.value)
    assert ledger.head() == head


@pytest.mark.parametrize("text", MARKED)
def test_a_remark_with_a_mark_is_refused(ledger: Ledger, text: str) -> None:
    comment = row("submission_comment", id=identity.entered(), submission_id="s", account="a", text=text)
    with pytest.raises(LuoshiError) as raised:
        ledger.append([comment], actor="张", reason="批注")
    assert (raised.value.problem.code, raised.value.problem.place.column) == ("classified", "text")
    assert ledger.head() is None


def test_speaking_of_secrecy_is_no_mark(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append(city.city(), actor="build", reason="落实保守国家秘密、保护商业秘密的要求")
    assert ledger.head() is not None


def test_every_column_of_free_text_there_is_exists() -> None:
    for table, columns in TYPED.items():
        assert set(columns) <= set(metadata.tables[table].columns.keys()), table
