"""Hiding small groups, against a reader who tries every table that fits what is shown."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from weerbaar.core.disclosure import Group, publishable, wilson

MOST = 5
CELLS = [(people, answered) for people in range(1, MOST + 1) for answered in range(people + 1)]


@cache
def ways(groups: int, people: int, answered: int) -> list[tuple[tuple[int, int], ...]]:
    """Every table of so many groups with these sums."""
    if groups == 0:
        return [()] if (people, answered) == (0, 0) else []
    return [
        (cell, *rest)
        for cell in CELLS
        if cell[0] <= people and cell[1] <= answered
        for rest in ways(groups - 1, people - cell[0], answered - cell[1])
    ]


@pytest.mark.parametrize(("groups", "least"), [(1, 2), (2, 2), (2, 3), (3, 2), (3, 3)])
def test_no_hidden_group_follows_from_what_is_shown(groups: int, least: int) -> None:
    """Every small table: a reader who subtracts what is shown from the total, and tries every table that
    fits, finds for each hidden group several numbers of answers."""
    hidden_sums = 0
    for table in product(CELLS, repeat=groups):
        result = publishable([Group(*cell) for cell in table], least)
        hidden = [cell for cell, show in zip(table, result.shown, strict=True) if not show]
        if not result.total or not hidden:
            continue
        hidden_sums += 1
        people, answered = sum(cell[0] for cell in hidden), sum(cell[1] for cell in hidden)
        fits = ways(len(hidden), people, answered)
        for number in range(len(hidden)):
            found = {way[number][1] for way in fits}
            assert len(found) > 1 or people == answered, (table, fits)
        assert answered >= 2 * least
    assert hidden_sums > 0 or groups == 1


@given(st.lists(st.tuples(st.integers(0, 60), st.floats(0, 1)), max_size=12))
def test_what_is_shown_is_large_enough_and_so_is_what_follows(cells: list[tuple[int, float]]) -> None:
    groups = [Group(people, round(people * share)) for people, share in cells]
    result = publishable(groups, 10)
    hidden = [g for g, show in zip(groups, result.shown, strict=True) if not show and g.people]
    for group, show in zip(groups, result.shown, strict=True):
        assert not show or (group.people >= 10 and group.answered >= 10)
    if result.total and hidden:
        assert len(hidden) > 1 or len([g for g in groups if g.people]) == 1
        assert sum(g.answered for g in hidden) >= 10
    if not hidden and groups:
        assert all(result.shown[n] for n, g in enumerate(groups) if g.people)


def test_one_small_department_takes_the_smallest_other_with_it() -> None:
    groups = [Group(40, 30), Group(12, 4), Group(20, 16), Group(60, 50)]
    assert publishable(groups, 10).shown == (True, False, False, True)
    assert publishable(groups, 10).total


def test_nothing_is_shown_of_a_table_that_is_small_as_a_whole() -> None:
    assert publishable([Group(9, 9)], 10) == publishable([Group(30, 9)], 10)
    assert not publishable([Group(5, 4), Group(4, 4)], 10).total
    assert publishable([], 10).shown == ()


@pytest.mark.parametrize(("count", "total"), [(0, 10), (3, 10), (10, 10), (37, 81), (500, 1000)])
def test_the_interval_is_that_of_scipy(count: int, total: int) -> None:
    theirs = binomtest(count, total).proportion_ci(0.95, method="wilson")
    assert wilson(count, total) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@pytest.mark.parametrize(("count", "total"), [(1, 0), (-1, 5), (6, 5)])
def test_no_interval_of_what_is_no_share(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(count, total)
