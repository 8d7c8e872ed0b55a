"""The catalogue of errors speaks both languages and says what to do."""

import pytest

from luoshi.errors import LuoshiError, Place, Problem, _catalogue, codes


@pytest.mark.parametrize("code", codes())
def test_every_code_has_both_languages_and_a_remedy(code: str) -> None:
    assert set(_catalogue()[code]) == {"zh", "en", "do_zh", "do_en"}


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem(
        code="csv-value",
        place=Place(file="a.csv", row=3, column="value"),
        detail={"text": "abc", "expected": "a number"},
    )
    words = problem.words("en")
    assert words == "[csv-value] a.csv, row 3, column value: abc is not a number. Correct the cell."


def test_an_error_carries_its_problem() -> None:
    assert LuoshiError("ledger-missing", path="x.db").problem.detail == {"path": "x.db"}
