from cases import figure

from luoshi.evaluation.rules.breaks import changed, definitions_at, positions, together
from luoshi.evaluation.rules.choice import per_period
from luoshi.vocabulary.period import Period

BASE = Period.year(2020)


def series(*marked: tuple[int, str | None]) -> tuple:
    return per_period([figure(year, 1, definition=name) for year, name in marked])


def test_the_baselines_definition_is_the_one_of_its_own_period() -> None:
    assert definitions_at(series((2019, "a"), (2020, "b"), (2021, "c")), BASE) == {"b"}


def test_else_both_neighbours_may_hold_it() -> None:
    run = series((2019, "a"), (2021, "b"), (2025, "b"))
    assert definitions_at(run, BASE) == {"a", "b"}
    assert changed(run, BASE, run[-1])


def test_a_figure_without_a_definition_says_nothing_of_a_change() -> None:
    run = series((2019, "a"), (2020, "a"), (2025, None))
    assert not changed(run, BASE, run[-1])
    assert positions(run) == ()


def test_a_single_marked_figure_is_no_change() -> None:
    run = series((2021, None), (2025, "a"))
    assert not changed(run, BASE, run[-1])


def test_every_change_is_placed() -> None:
    run = series((2015, "a"), (2016, "b"), (2017, None), (2018, "b"), (2019, "c"))
    assert positions(run) == (1, 4)
    assert not together(run)
    assert together(run[1:4])
