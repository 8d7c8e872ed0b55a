"""A lagging binding target caps the whole."""

from hypothesis import given
from hypothesis import strategies as st

from luoshi.evaluation.rules.finding import BEST
from luoshi.evaluation.rules.overall import LAGGING, Overall, overall

verdicts = st.sampled_from([*BEST, "not_assessed"])
attributes = st.sampled_from(["binding", "expected", "unmarked"])
parts = st.lists(st.tuples(verdicts, attributes), max_size=9)


def worse(one: str, other: str) -> bool:
    return BEST.index(one) > BEST.index(other)


@given(parts, st.sampled_from(LAGGING), st.integers(0, 9))
def test_a_lagging_binding_target_caps_the_whole(some: list, verdict: str, place: int) -> None:
    whole = overall([*some[:place], (verdict, "binding"), *some[place:]])
    assert not worse(verdict, whole.verdict)
    assert whole.verdict in LAGGING
    assert whole.capped_by >= 1


@given(parts.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_the_parts_does_not_matter(pair: tuple) -> None:
    assert overall(pair[0]) == overall(pair[1])


@given(parts, st.sampled_from(BEST), st.sampled_from(BEST), attributes)
def test_a_part_that_does_better_never_worsens_the_whole(
    some: list, one: str, other: str, attribute: str
) -> None:
    low, high = sorted((one, other), key=BEST.index, reverse=True)
    assert not worse(overall([*some, (high, attribute)]).verdict, overall([*some, (low, attribute)]).verdict)


@given(parts)
def test_what_was_not_assessed_counts_neither_way(some: list) -> None:
    known = [part for part in some if part[0] != "not_assessed"]
    assert overall(some) == overall(known)


def test_worked_cases() -> None:
    free = [("ahead", "expected"), ("on_track", "expected"), ("behind", "expected")]
    assert overall(free) == Overall(verdict="on_track", middle="on_track", capped_by=0, assessed=3)
    capped = overall([*free, ("ahead", "expected"), ("behind", "binding")])
    assert (capped.verdict, capped.middle, capped.capped_by) == ("behind", "on_track", 1)
    assert overall([("not_assessed", "binding")]).verdict == "not_assessed"
