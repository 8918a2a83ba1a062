"""The long search: windows and merges against every possible choice, whole runs against proofs."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.core.coverage import (
    CoverProblem,
    Infeasible,
    SolverSettings,
    cover_problem,
    long_search,
    maximal_covering,
    straight_line_reach,
)
from weerbaar.core.coverage.long_search import LongSearch, Windows
from weerbaar.core.coverage.models import Limits
from weerbaar.core.coverage.reduction import ReducedProblem, reduce_problem
from weerbaar.core.coverage.search import Searcher

WHOLE_DAY = 86_400.0


def clustered_city(blocks: int, seed: int) -> CoverProblem:
    """Blocks around a few centres in a square of 4 km; each is candidate and demand, with reach 500 m."""
    random = np.random.default_rng(seed)
    centre = random.uniform(500, 3_500, (6, 2))
    place = centre[random.integers(0, 6, blocks)] + random.normal(0, 500, (blocks, 2))
    near = straight_line_reach(place[:, 0], place[:, 1], place[:, 0], place[:, 1], 500.0)
    return cover_problem(near, 500.0, random.integers(1, 400, blocks))


def searcher_of(problem: CoverProblem, points: int, seed: int = 1) -> Searcher:
    return Searcher(reduce_problem(problem), Limits(points, np.inf), SolverSettings(seed=seed))


def choices_of(searcher: Searcher, among: np.ndarray, kept: np.ndarray, most: int) -> Iterator[float]:
    """The value of every choice of `most` candidates from `among` beside those that are kept."""
    for chosen in itertools.combinations(among.tolist(), most):
        choice = kept.copy()
        choice[list(chosen)] = True
        yield searcher.value(choice)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 3))
def test_a_window_is_as_good_as_every_choice_in_its_place(seed: int, size: int) -> None:
    """Every choice of as many candidates that reach what would lie open without the window."""
    random = np.random.default_rng(seed)
    searcher = searcher_of(clustered_city(30, seed), 6)
    c = len(searcher.reduced.candidate)
    points = min(6, c)
    choice = np.zeros(c, np.bool_)
    choice[random.choice(c, points, replace=False)] = True
    windows = Windows(searcher)
    window = random.choice(np.flatnonzero(choice), min(size, points), replace=False)
    found, is_certain = windows.solve(choice, window, time.perf_counter() + 60)
    assert is_certain
    kept = choice.copy()
    kept[window] = False
    assert found[kept].all()
    assert found.sum() <= points
    among = np.flatnonzero(windows.around(choice, window))
    best = max(choices_of(searcher, among, kept, len(window)))
    assert searcher.value(found) == best >= searcher.value(choice)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_merge_is_as_good_as_every_choice_from_the_points_of_all(seed: int) -> None:
    random = np.random.default_rng(seed)
    searcher = searcher_of(clustered_city(40, seed), 4)
    c = len(searcher.reduced.candidate)
    parents = []
    for _ in range(3):
        parent = np.zeros(c, np.bool_)
        parent[random.choice(c, min(4, c), replace=False)] = True
        parents.append(parent)
    union = np.flatnonzero(np.any(parents, axis=0))
    best = max(choices_of(searcher, union, np.zeros(c, np.bool_), min(4, len(union))))
    merged, is_certain = searcher.merge(parents, time.perf_counter() + 60)
    assert is_certain
    assert searcher.value(merged) == best


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_a_replica_exchange_keeps_the_limits_and_what_it_begins_with(seed: int, has_budget: bool) -> None:
    """Beside every choice of a small city, some with a budget and with groups that need a point each."""
    random = np.random.default_rng(seed)
    place = random.uniform(0, 2_000, (14, 2))
    near = straight_line_reach(place[:, 0], place[:, 1], place[:, 0], place[:, 1], 500.0)
    problem = cover_problem(
        near,
        500.0,
        random.integers(1, 400, 14),
        cost_one_off=random.integers(1, 9, 14).astype(float),
        group=random.integers(-1, 2, 14) if seed % 2 else None,
        needed_groups=np.array([0, 1]) if seed % 2 else None,
    )
    try:
        reduced = reduce_problem(problem)
    except Infeasible:
        return
    budget = 12.0 if has_budget else np.inf
    searcher = Searcher(reduced, Limits(4, budget), SolverSettings(seed=1))

    def is_allowed(choice: np.ndarray) -> bool:
        served = set(reduced.group[choice].tolist()) >= set(range(reduced.groups))
        return bool(choice.sum() <= 4 and reduced.cost[choice].sum() <= budget and served)

    begin = searcher.greedy()
    if not is_allowed(begin) or not begin.any():
        return
    found = searcher.temper(begin, (3, 100, 10), seed % 1_000, np.zeros(1, np.bool_))
    c = len(reduced.candidate)
    every = (
        np.isin(np.arange(c), chosen) for k in range(5) for chosen in itertools.combinations(range(c), k)
    )
    best = max(searcher.value(choice) for choice in every if is_allowed(choice))
    assert all(is_allowed(choice) for choice in found)
    assert [searcher.value(choice) for choice in found] == sorted(map(searcher.value, found), reverse=True)
    assert searcher.value(begin) <= searcher.value(found[0]) <= best
    # going by other weights it keeps the same limits, and puts first what is best by those
    blurred = searcher.temper(begin, (1, 50, 10), seed % 1_000, np.zeros(1, np.bool_), blur=0.5)
    weights = searcher._blurred(0.5, seed % 1_000)
    assert all(is_allowed(choice) for choice in blurred)
    values = [-int(weights[searcher._uncovered(choice)].sum()) for choice in blurred]
    assert values == sorted(values, reverse=True)
    assert -int(weights[searcher._uncovered(begin)].sum()) <= values[0]


def test_blurred_weights_keep_their_mean_and_fit_their_type() -> None:
    random = np.random.default_rng(3)
    weight = random.integers(1, 2_000_000, 2_000)  # together close to what 32 bits hold
    near = straight_line_reach(
        *random.uniform(0, 9e4, (2, 2_000)), *random.uniform(0, 9e4, (2, 2_000)), 900.0
    )
    searcher = Searcher(
        reduce_problem(cover_problem(near, 900.0, weight)), Limits(9, np.inf), SolverSettings()
    )
    whole = searcher._whole.astype(float)
    for blur in (0.03, 0.3):
        blurred = searcher._blurred(blur, 7).astype(float)
        assert (blurred >= 0).all()
        assert blurred.sum() < 2**31
        share = blurred / (whole * min(1.0, 2**30 / whole.sum()))
        assert abs(share.mean() - 1) < 4 * blur / np.sqrt(len(share))
        assert abs(share.std() - blur) < 0.2 * blur


def test_a_walk_sees_every_choice_as_often_as_its_temperature_says() -> None:
    """Long on one temperature, a choice comes up in proportion to exp(weight / temperature)."""
    from weerbaar.core.coverage._search import BLOCK, enter, walk

    random = np.random.default_rng(3)
    c, points, temperature, moves = 7, 3, 40.0, 60_000
    # a row that only one candidate covers, so that each adds something, and rows that they share
    covered = [{i, *(c + random.choice(6, 3, replace=False)).tolist()} for i in range(c)]
    weight = random.integers(5, 60, c + 6).astype(np.int32)
    row = np.concatenate([np.array(sorted(rows), np.uint32) for rows in covered])
    start = np.arange(0, len(row) + 1, 4)
    by_row = [[i for i in range(c) if j in covered[i]] for j in range(len(weight))]
    row_start = np.concatenate([[0], np.cumsum([len(found) for found in by_row])])
    sets = (start, row, row_start, np.concatenate(by_row).astype(np.uint32))
    terms = (weight, np.ones(c), np.full(c, -1))
    gain, other = np.zeros(BLOCK, np.int32), np.zeros(BLOCK, np.int32)
    count, opened = np.zeros(len(weight), np.int32), np.empty(c, np.int64)
    begin = np.arange(c) < points
    used, spent, value = enter(sets, terms, begin, gain, count, opened)
    state = (gain, count, np.zeros(0, np.int64), opened, begin.copy())
    rooms = (other, np.zeros(1, np.int32), np.ones(c, np.bool_))
    tally, halt = (used, spent, value, value), np.zeros(1, np.bool_)
    seen = dict.fromkeys(itertools.combinations(range(c), points), 0)
    for _ in range(moves):
        tally = walk(sets, terms, (0, points, np.inf), state, rooms, tally, (temperature, 1.0, 1), halt)
        seen[tuple(sorted(opened[:points].tolist()))] += 1
    worth = {choice: sum(weight[list(set().union(*(covered[i] for i in choice)))]) for choice in seen}
    assert tally[2] == worth[tuple(sorted(opened[:points].tolist()))]
    assert tally[3] == max(worth.values())
    chance = {choice: np.exp(value / temperature) for choice, value in worth.items()}
    share = np.array([chance[choice] / sum(chance.values()) for choice in seen])
    np.testing.assert_allclose(np.array(list(seen.values())) / moves, share, atol=0.012)


def test_every_point_gets_its_windows() -> None:
    searcher = searcher_of(clustered_city(300, 5), 20)
    choice = searcher.greedy()
    windows = Windows(searcher)
    visits = np.zeros(len(choice), np.int64)
    for _ in range(1_000):
        batch = windows.next(choice, visits)
        if not batch:
            break
        for window in batch:
            visits[window] += 1
    assert visits[choice].min() >= long_search.VISITS
    assert not visits[~choice].any()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few and short replica exchanges: enough for a few hundred blocks."""
    monkeypatch.setattr(long_search, "EXCHANGES", (2, 4))
    monkeypatch.setattr(long_search, "COURSE", (2, 150, 3))
    monkeypatch.setattr(long_search, "AWAY", (1, 40, 3))
    monkeypatch.setattr(long_search, "SHORT", (1, 60, 3))


def run(reduced: ReducedProblem, points: int, seed: int) -> tuple[np.ndarray, float]:
    searcher = Searcher(reduced, Limits(points, np.inf), SolverSettings(seed=seed))
    found = LongSearch(searcher, time.perf_counter() + WHOLE_DAY, np.inf, None).run(searcher.greedy())
    return found, searcher.value(found)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("city", [2, 3])
def test_finds_what_is_proven_to_be_the_best(city: int) -> None:
    problem = clustered_city(400, city)
    proven = maximal_covering(problem, 18, settings=SolverSettings(120.0))
    assert proven.gap == 0
    reduced = reduce_problem(problem)
    for seed in (1, 3):
        assert run(reduced, 18, seed)[1] + reduced.sure_weight == proven.objective


@pytest.mark.usefixtures("short")
def test_threads_do_not_change_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_search, "COURSE", (2, 20, 3))
    reduced = reduce_problem(clustered_city(600, 4))
    found = []
    for lanes in (1, 2, 3):
        monkeypatch.setattr(long_search, "LANES", lanes)
        found.append(run(reduced, 25, 1)[0])
    np.testing.assert_array_equal(found[0], found[1])
    np.testing.assert_array_equal(found[0], found[2])


def test_a_larger_problem_gets_fewer_exchanges() -> None:
    """The count is of moves times what a move touches, so more blocks or more points mean fewer."""
    counts = []
    for blocks, points in ((300, 15), (3_000, 60), (6_000, 120)):
        searcher = searcher_of(clustered_city(blocks, 8), points)
        counts.append(LongSearch(searcher, time.perf_counter() + WHOLE_DAY, np.inf, None).exchanges())
    assert counts == sorted(counts, reverse=True)
    assert (counts[0], counts[-1]) == long_search.EXCHANGES[::-1]


@pytest.mark.usefixtures("short")
def test_every_exchange_has_its_own_chance_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_search, "COURSE", (2, 3, 1))
    monkeypatch.setattr(long_search, "STALE", 4)
    monkeypatch.setattr(Searcher, "merge", lambda self, choices, *_: (self.best(choices), True))
    monkeypatch.setattr(LongSearch, "_windows", lambda _, choice: choice)
    searcher = searcher_of(clustered_city(600, 9), 30)
    seen: list[tuple[int, float]] = []
    courses: list[tuple[int, int, int]] = []
    plain = Searcher.temper

    def temper(self: Searcher, *asked: Any) -> list[np.ndarray]:
        found = plain(self, *asked)
        seen.append((asked[2], self.value(found[0])))
        courses.append(asked[1])
        return found

    monkeypatch.setattr(Searcher, "temper", temper)
    known = searcher.greedy()
    for exchanges in (1, 3):
        seen.clear()
        courses.clear()
        monkeypatch.setattr(long_search, "EXCHANGES", (exchanges, exchanges))
        found = LongSearch(searcher, time.perf_counter() + WHOLE_DAY, np.inf, None).run(known)
        assert len({seed for seed, _ in seen}) == len(seen)
        assert courses.count(long_search.COURSE) == exchanges
        led_away = sum(long_search.BLURS[number % len(long_search.BLURS)] > 0 for number in range(exchanges))
        assert courses.count(long_search.AWAY) == led_away
        assert searcher.value(found) == max([searcher.value(known), *(value for _, value in seen)])


def test_the_choices_that_are_gone_on_with_differ() -> None:
    random = np.random.default_rng(2)
    searcher = searcher_of(clustered_city(300, 12), 10)
    c = len(searcher.reduced.candidate)
    pool = [np.isin(np.arange(c), random.choice(c, 10, replace=False)) for _ in range(6)]
    for choice in list(pool):  # to each a twin with two points elsewhere
        twin = choice.copy()
        twin[random.choice(np.flatnonzero(choice), 2, replace=False)] = False
        twin[random.choice(np.flatnonzero(~choice), 2, replace=False)] = True
        pool.append(twin)
    chosen = LongSearch(searcher, time.perf_counter() + WHOLE_DAY, np.inf, None)._different(pool)
    assert len(chosen) == long_search.ELITE
    assert searcher.value(chosen[0]) == max(map(searcher.value, pool))
    for one, other in itertools.combinations(chosen, 2):
        assert (one & other).sum() <= long_search.SAME * 10
    # whatever is better than the last one of them is like one of them
    for choice in pool:
        if searcher.value(choice) > searcher.value(chosen[-1]):
            assert any((choice & other).sum() > long_search.SAME * 10 for other in chosen)


def test_refining_goes_on_from_what_is_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """From bad choices that differ it finds the proven best, and stops once nothing gets better."""
    problem = clustered_city(200, 13)
    proven = maximal_covering(problem, 8, settings=SolverSettings(120.0))
    assert proven.gap == 0
    monkeypatch.setattr(long_search, "SHORT", (1, 40, 3))
    random = np.random.default_rng(4)
    reduced = reduce_problem(problem)
    searcher = Searcher(reduced, Limits(8, np.inf), SolverSettings(seed=1))
    c = len(reduced.candidate)
    pool = [np.isin(np.arange(c), random.choice(c, 8, replace=False)) for _ in range(4)]
    search = LongSearch(searcher, time.perf_counter() + WHOLE_DAY, np.inf, None)
    found = search._refined(pool)
    best = searcher.value(searcher.best(found))
    assert best == search.best
    assert best + reduced.sure_weight == proven.objective
    assert best > searcher.value(searcher.best(pool))


def test_an_evolution_finds_what_the_points_of_a_whole_pool_can_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Merges grow until they hold the pool: beside every choice from the points of all of it."""
    monkeypatch.setattr(long_search, "PARENTS", (2, 2))
    random = np.random.default_rng(5)
    searcher = searcher_of(clustered_city(60, 11), 4)
    c = len(searcher.reduced.candidate)
    open_points = random.choice(c, 12, replace=False)
    pool = [np.isin(np.arange(c), random.choice(open_points, 4, replace=False)) for _ in range(9)]
    union = np.flatnonzero(np.any(pool, axis=0))
    best = max(choices_of(searcher, union, np.zeros(c, np.bool_), 4))
    search = LongSearch(searcher, time.perf_counter() + WHOLE_DAY, np.inf, None)
    found = search._evolved(searcher.best(pool), pool)
    assert searcher.value(found) == search.best == best


@pytest.mark.parametrize("words", [1, 4])
def test_cancelling_leaves_no_thread_behind(words: int) -> None:
    class CancelledError(Exception):
        pass

    heard: list[float] = []

    def report(value: float, _: float) -> None:
        heard.append(value)
        if len(heard) == words:
            raise CancelledError

    searcher = searcher_of(clustered_city(1_500, 6), 40)
    before = threading.active_count()
    with pytest.raises(CancelledError):
        LongSearch(searcher, time.perf_counter() + WHOLE_DAY, np.inf, report).run(searcher.greedy())
    assert threading.active_count() == before
    assert len(heard) == words


def test_out_of_time_the_known_choice_comes_back() -> None:
    searcher = searcher_of(clustered_city(300, 7), 15)
    known = searcher.greedy()
    found = LongSearch(searcher, time.perf_counter() - 1, np.inf, None).run(known)
    assert searcher.value(found) == searcher.value(known)
