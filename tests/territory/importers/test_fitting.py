"""Fitting to a trusted total: the sum is exact, bounds are kept, secret cells come first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from weerbaar.territory.importers.fitting import fill_proportionally, fit_groups, fit_to_total

cells = st.lists(
    st.tuples(st.integers(0, 60).map(lambda n: n * 5), st.integers(0, 60).map(lambda n: n * 5)),
    min_size=1,
    max_size=30,
)


@given(cells, st.floats(0, 1.3))
def test_the_sum_is_exact_and_the_bounds_are_kept(points: list[tuple[int, int]], share: float) -> None:
    limit = np.array([float(r) for r, _ in points])
    reported = np.array([float(a) for _, a in points])
    secret = np.where(reported > 0, 0.0, 4.0)
    total = share * float(limit.sum())
    fitted = fit_to_total(reported, limit, secret, total)
    assert (fitted >= 0).all()
    assert (fitted <= limit).all()
    start = np.minimum(reported, limit)
    if total < start.sum() or total <= limit.sum():
        assert fitted.sum() == pytest.approx(min(total, float(limit.sum())), abs=1e-6)
    else:
        assert np.allclose(fitted, limit)


@given(cells, st.floats(0.0, 1.0))
def test_secret_cells_are_filled_first(points: list[tuple[int, int]], share: float) -> None:
    limit = np.array([float(r) for r, _ in points])
    reported = np.minimum(limit, np.array([float(a) for _, a in points]))
    hidden = reported == 0
    room = np.where(hidden, np.minimum(4.0, limit), 0.0)
    total = float(reported.sum()) + share * float(room.sum())
    fitted = fit_to_total(reported, limit, np.where(hidden, 4.0, 0.0), total)
    assert np.allclose(fitted[~hidden], reported[~hidden])
    assert (fitted[hidden] <= 4.0 + 1e-9).all()


@given(cells, st.floats(0, 1))
def test_filling_is_the_proportional_answer(points: list[tuple[int, int]], share: float) -> None:
    """Against the defining property: one factor for every cell that is not full, found by bisection."""
    weight = np.array([float(r) + 1 for r, _ in points])
    capacity = np.array([float(a) for _, a in points])
    total = share * float(capacity.sum())
    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if np.minimum(weight * middle, capacity).sum() < total else (low, middle)
    assert np.allclose(
        fill_proportionally(weight, capacity, total), np.minimum(weight * high, capacity), atol=1e-5
    )


def test_the_largest_total_that_fits_is_placed() -> None:
    """Against linear programming: as many people as the limits allow, and no more."""
    limit, reported = np.array([10.0, 20.0, 0.0]), np.array([5.0, 0.0, 5.0])
    most = -linprog([-1, -1, -1], bounds=[(0, value) for value in limit]).fun
    fitted = fit_to_total(reported, limit, np.array([0.0, 4.0, 0.0]), 100.0)
    assert fitted.sum() == pytest.approx(most)


def test_groups_without_a_total_keep_what_was_reported() -> None:
    fitted, unplaced = fit_groups(
        np.array([5.0, 0.0, 10.0, 7.0]),
        np.array([50.0, 50.0, 50.0, 6.0]),
        np.array([0.0, 4.0, 0.0, 0.0]),
        np.array([0, 0, 1, -1]),
        np.array([8.0, np.nan]),
    )
    assert fitted.tolist() == [5.0, 3.0, 10.0, 6.0]
    assert unplaced.tolist() == [0.0, 0.0]
