"""Both siting models against every possible choice on small problems, and against an independent solver."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from tests.core.coverage import maastricht
from tests.shared_data import shared
from weerbaar.core.coverage import (
    CoverProblem,
    Infeasible,
    Reach,
    SolverSettings,
    cover_problem,
    maximal_covering,
    nearest_candidate,
    reach,
    set_covering,
    snap,
)
from weerbaar.core.coverage.reduction import reduce_problem

QUICK = SolverSettings(time_limit_s=20.0)


def problem_of(table: np.ndarray, weights: Any, **columns: Any) -> CoverProblem:
    """A problem from a (c, d) table of who covers whom."""
    start = np.concatenate([[0], np.cumsum(table.sum(axis=1))]).astype(np.int64)
    found = Reach(start, np.nonzero(table)[1].astype(np.int32), np.zeros(int(table.sum())), table.shape[1])
    return cover_problem(found, 0.0, weights, **columns)


@dataclass(frozen=True)
class Case:
    problem: CoverProblem
    points: int | None
    budget: float | None
    share: float


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to 8 candidates and 8 rows, with musts, exclusions, groups, costs and both kinds of limit."""
    c, d = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    whole = draw(st.booleans())
    table = random.random((c, d)) < draw(st.sampled_from([0.15, 0.35, 0.6]))
    weights = random.integers(0, 9, d) if whole else random.uniform(0, 3, d)
    groups = draw(st.integers(0, 2))
    problem = problem_of(
        table,
        weights,
        cost_one_off=random.integers(0, 6, c) if whole else random.uniform(0, 5, c),
        cost_yearly=random.integers(0, 3, c),
        required=random.random(c) < draw(st.sampled_from([0.0, 0.2])),
        excluded=random.random(c) < draw(st.sampled_from([0.0, 0.2])),
        group=random.integers(-1, 3, c),
        needed_groups=np.arange(groups),
    )
    limit = draw(st.sampled_from(["points", "budget", "both"]))
    return Case(
        problem,
        draw(st.integers(0, c)) if limit != "budget" else None,
        draw(st.integers(0, 15)) * 1.0 if limit != "points" else None,
        draw(st.sampled_from([0.3, 0.8, 0.95, 1.0])),
    )


def choices(problem: CoverProblem) -> Iterator[tuple[int, ...]]:
    """Every choice that keeps to the musts, exclusions and groups."""
    for size in range(problem.candidate_count + 1):
        for chosen in itertools.combinations(range(problem.candidate_count), size):
            flags = np.isin(np.arange(problem.candidate_count), chosen)
            groups = set(problem.group[list(chosen)].tolist())
            kept = (flags >= problem.required).all() and not (flags & problem.excluded).any()
            if kept and set(problem.needed_groups.tolist()) <= groups:
                yield chosen


def weight_of(problem: CoverProblem, chosen: tuple[int, ...]) -> float:
    rows = {int(j) for i in chosen for j in problem.demand[problem.start[i] : problem.start[i + 1]].tolist()}
    return float(sum(problem.weights[j] for j in rows))


@settings(max_examples=400, deadline=None)
@given(cases())
def test_maximal_covering_is_the_best_of_all_choices(case: Case) -> None:
    problem = case.problem
    values = [
        weight_of(problem, chosen)
        for chosen in choices(problem)
        if (case.points is None or len(chosen) <= case.points)
        and (case.budget is None or problem.cost_one_off[list(chosen)].sum() <= case.budget)
    ]
    if not values:
        with pytest.raises(Infeasible):
            maximal_covering(problem, case.points, case.budget, QUICK)
        return
    answer = maximal_covering(problem, case.points, case.budget, QUICK)
    assert answer.objective == pytest.approx(max(values), abs=1e-9)
    assert answer.status == "optimal"
    assert answer.gap == 0
    assert tuple(answer.chosen) in set(choices(problem))
    assert weight_of(problem, tuple(answer.chosen)) == pytest.approx(answer.objective, abs=1e-9)


@settings(max_examples=400, deadline=None)
@given(cases(), st.sampled_from(["cost", "points"]))
def test_set_covering_is_the_cheapest_of_all_choices(case: Case, minimise: str) -> None:
    problem = case.problem
    wanted = case.share * problem.weights.sum()
    values = [
        problem.cost_one_off[list(chosen)].sum() if minimise == "cost" else len(chosen)
        for chosen in choices(problem)
        if weight_of(problem, chosen) >= wanted * (1 - 1e-9)
    ]
    if not values:
        with pytest.raises(Infeasible):
            set_covering(problem, case.share, minimise, QUICK)
        return
    answer = set_covering(problem, case.share, minimise, QUICK)
    assert answer.objective == pytest.approx(min(values), abs=1e-9)
    assert answer.status == "optimal", (answer.objective, answer.bound, answer.log[-3000:])
    assert tuple(answer.chosen) in set(choices(problem))
    assert weight_of(problem, tuple(answer.chosen)) >= wanted * (1 - 1e-9)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_larger_problems_agree_with_another_program_without_reduction(seed: int, points: int) -> None:
    """Against SciPy's `milp` on the whole table; 30 candidates and 60 rows with many alike."""
    random = np.random.default_rng(seed)
    table = random.random((30, 20))[:, random.integers(0, 20, 60)] < 0.15
    weights = random.integers(1, 20, 60).astype(float)
    answer = maximal_covering(problem_of(table, weights), points, settings=QUICK)
    c, d = table.shape
    linking = LinearConstraint(np.hstack([-table.T.astype(float), np.eye(d)]), ub=np.zeros(d))
    number = LinearConstraint(np.concatenate([np.ones(c), np.zeros(d)]), ub=points)
    reference = milp(
        -np.concatenate([np.zeros(c), weights]),
        constraints=[linking, number],
        integrality=np.concatenate([np.ones(c), np.zeros(d)]),
        bounds=(0, 1),
    )
    assert answer.objective == pytest.approx(-reference.fun)
    assert answer.gap == 0
    assert reduce_problem(problem_of(table, weights)).report.rows_left <= 20


def test_the_stores_of_san_francisco() -> None:
    """spopt's own example, 16 stores and 205 tracts at 5,000 m: its 8 stores, and every choice of 4."""
    folder = shared("data", "benchmarks", "spopt_sf")
    table_file = "SF_network_distance_candidateStore_16_censusTract_205_new.csv"
    with (folder / table_file).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    stores = sorted({row["name"] for row in rows})
    tracts = sorted({row["DestinationName"] for row in rows})
    metres = np.full((len(stores), len(tracts)), np.inf)
    demand = np.zeros(len(tracts))
    for row in rows:
        at = stores.index(row["name"]), tracts.index(row["DestinationName"])
        metres[at] = float(row["distance"])
        demand[at[1]] = float(row["demand"])
    within = metres <= 5_000
    answer = set_covering(problem_of(within, np.ones(len(tracts))), minimise="points", settings=QUICK)
    reference = milp(
        np.ones(16),
        constraints=LinearConstraint(within.T.astype(float), lb=1),
        integrality=np.ones(16),
        bounds=(0, 1),
    )
    assert answer.objective == reference.fun == 8
    four = maximal_covering(problem_of(within, demand), 4, settings=QUICK)
    best = max(
        demand[within[list(four_of)].any(axis=0)].sum() for four_of in itertools.combinations(range(16), 4)
    )
    assert four.objective == best


@pytest.fixture(scope="module")
def city() -> tuple[CoverProblem, np.ndarray]:
    """Maastricht at 1,200 m."""
    data = maastricht.load()
    demand = snap(data.network, data.demand_x, data.demand_y)
    candidates = snap(data.network, data.candidate_x, data.candidate_y)
    nearest = nearest_candidate(data.network, candidates, demand)
    found = reach(data.network, candidates, demand, 5_000.0)
    return cover_problem(found, 1_200.0, data.residents, nearest_m=nearest.metres), nearest.metres


def test_the_norm_that_is_named_is_the_shortest_that_works(city: tuple[CoverProblem, np.ndarray]) -> None:
    problem, _ = city
    with pytest.raises(Infeasible) as failure:
        set_covering(problem, settings=QUICK)
    said = failure.value
    assert said.reason == "unreachable"
    assert (said.nearest_m > 1_200).all()
    data = maastricht.load()
    demand = snap(data.network, data.demand_x, data.demand_y)
    candidates = snap(data.network, data.candidate_x, data.candidate_y)
    found = reach(data.network, candidates, demand, 5_000.0)
    set_covering(cover_problem(found, said.norm_m, data.residents), settings=QUICK)
    with pytest.raises(Infeasible):
        set_covering(cover_problem(found, np.nextafter(said.norm_m, 0), data.residents), settings=QUICK)


def test_the_same_question_has_the_same_answer(city: tuple[CoverProblem, np.ndarray]) -> None:
    problem, _ = city
    first, second = (maximal_covering(problem, 12, settings=QUICK) for _ in range(2))
    np.testing.assert_array_equal(first.chosen, second.chosen)
    assert first.settings == second.settings
    assert first.bound == second.bound


def test_rows_with_their_own_norm_equal_two_problems(city: tuple[CoverProblem, np.ndarray]) -> None:
    """Residents at 1,200 m and vulnerable residents of the same postcodes at 750 m, in one problem."""
    data = maastricht.load()
    demand = snap(data.network, data.demand_x, data.demand_y)
    candidates = snap(data.network, data.candidate_x, data.candidate_y)
    found = reach(data.network, candidates, demand, 1_200.0)
    d = found.demand_count
    both = cover_problem(
        found,
        np.repeat([1_200.0, 750.0], d),
        np.concatenate([data.residents, data.residents * 0.1]),
        point=np.concatenate([np.arange(d), np.arange(d)]),
    )
    far, near = (cover_problem(found, norm, data.residents) for norm in (1_200.0, 750.0))
    chosen = [3, 50, 120]
    np.testing.assert_array_equal(both.covered_by(chosen)[:d], far.covered_by(chosen))
    np.testing.assert_array_equal(both.covered_by(chosen)[d:], near.covered_by(chosen))


def test_out_of_time_the_bound_still_holds(city: tuple[CoverProblem, np.ndarray]) -> None:
    problem, _ = city
    hurried = maximal_covering(problem, 20, settings=SolverSettings(time_limit_s=0.02))
    proven = maximal_covering(problem, 20, settings=QUICK)
    assert proven.gap == 0
    assert hurried.objective <= proven.objective <= hurried.bound
    assert hurried.gap == pytest.approx((hurried.bound - hurried.objective) / hurried.objective)
    hurried = set_covering(problem, 0.95, settings=SolverSettings(time_limit_s=0.02))
    proven = set_covering(problem, 0.95, settings=QUICK)
    assert hurried.bound <= proven.objective <= hurried.objective
    assert np.isfinite(hurried.gap)


def test_progress_hears_and_can_cancel(city: tuple[CoverProblem, np.ndarray]) -> None:
    problem, _ = city
    heard: list[tuple[float, float, float]] = []
    answer = maximal_covering(problem, 15, settings=QUICK, progress=lambda *now: heard.append(now))
    assert all(value <= answer.objective + 1e-6 <= bound + 1e-6 for value, bound, _ in heard[:1])

    class CancelledError(Exception):
        pass

    def stop(*_: float) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        maximal_covering(problem, 15, settings=QUICK, progress=stop)
    with pytest.raises(CancelledError):
        set_covering(problem, 0.95, settings=QUICK, progress=stop)


TWO_BY_TWO = np.array([[True, False], [False, True]])


def test_each_kind_of_impossible_says_why() -> None:
    base = problem_of(TWO_BY_TWO, [1, 1], cost_one_off=[10, 20], group=[0, 1], needed_groups=[0, 1])
    with pytest.raises(Infeasible) as failure:
        maximal_covering(base, points=1)
    assert (failure.value.reason, failure.value.fewest_points) == ("points", 2)
    with pytest.raises(Infeasible) as failure:
        maximal_covering(base, budget_eur=29)
    assert (failure.value.reason, failure.value.cheapest_eur) == ("budget", 30)
    with pytest.raises(Infeasible) as failure:
        maximal_covering(replace(base, excluded=np.array([False, True])), points=2)
    assert (failure.value.reason, failure.value.groups.tolist()) == ("group", [1])
    both = np.array([True, False])
    with pytest.raises(Infeasible) as failure:
        set_covering(replace(base, excluded=both, required=both))
    assert (failure.value.reason, failure.value.candidates.tolist()) == ("musts", [0])
    lonely = problem_of(np.array([[True, False]]), [3, 1], nearest_m=[5.0, np.inf])
    with pytest.raises(Infeasible) as failure:
        set_covering(lonely, 0.9)
    assert (failure.value.reason, failure.value.greatest_share) == ("share", 0.75)
    assert failure.value.norm_m == np.inf
    assert set_covering(lonely, 0.75).objective == 1


def test_nothing_to_cover_and_nothing_to_choose() -> None:
    nobody = problem_of(np.zeros((2, 0), bool), [])
    assert maximal_covering(nobody, 2).objective == 0
    assert set_covering(nobody).chosen.tolist() == []
    nowhere = problem_of(np.zeros((0, 2), bool), [1, 1])
    answer = maximal_covering(nowhere, 5)
    assert (answer.objective, answer.bound, answer.gap) == (0, 0, 0)
    with pytest.raises(Infeasible):
        set_covering(nowhere)


def test_points_that_add_nothing_are_left_out() -> None:
    table = np.array([[True, True], [True, False], [False, True]])
    answer = maximal_covering(problem_of(table, [1, 1], required=[False, True, False]), points=3)
    assert 1 in answer.chosen
    assert len(answer.chosen) == 2


@pytest.mark.parametrize("fault", [{"weights": [-1, 0]}, {"weights": [np.nan, 0]}, {"cost_one_off": [1.0]}])
def test_faulty_arrays_are_refused(fault: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        problem_of(TWO_BY_TWO, fault.pop("weights", [1, 1]), **fault)
