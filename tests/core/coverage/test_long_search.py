"""The long search: windows and merges against every possible choice, whole runs against proofs."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.core.coverage import (
    CoverProblem,
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
    found = windows.solve(choice, window, time.perf_counter() + 60)
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
    assert searcher.value(searcher.merge(parents, time.perf_counter() + 60)) == best


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
    """Few and short annealings: enough for a few hundred blocks."""
    monkeypatch.setattr(long_search, "GROUPS", 3)
    monkeypatch.setattr(long_search, "ROUNDS", 2)
    monkeypatch.setattr(long_search, "SWEEPS", 1_500)


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
    monkeypatch.setattr(long_search, "SWEEPS", 200)
    reduced = reduce_problem(clustered_city(600, 4))
    found = []
    for lanes in (1, 2, 3):
        monkeypatch.setattr(long_search, "LANES", lanes)
        found.append(run(reduced, 25, 1)[0])
    np.testing.assert_array_equal(found[0], found[1])
    np.testing.assert_array_equal(found[0], found[2])


def test_a_larger_problem_gets_fewer_rounds_and_none_gets_none() -> None:
    """The count is of moves times what a move touches, so more blocks or more points mean fewer rounds."""
    counts = []
    for blocks, points in ((300, 15), (3_000, 60), (6_000, 120)):
        searcher = searcher_of(clustered_city(blocks, 8), points)
        counts.append(LongSearch(searcher, time.perf_counter() + WHOLE_DAY, np.inf, None).rounds())
    assert counts[0] == long_search.ROUNDS
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 1


@pytest.mark.usefixtures("short")
def test_a_further_round_begins_anew_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_search, "GROUPS", 1)
    monkeypatch.setattr(long_search, "SWEEPS", 20)
    monkeypatch.setattr(Searcher, "merge", lambda self, choices, *_: self.best(choices))
    monkeypatch.setattr(LongSearch, "_windows", lambda _, choice: choice)
    searcher = searcher_of(clustered_city(600, 9), 30)
    seen: list[tuple[int, float]] = []
    plain = Searcher.anneal

    def anneal(self: Searcher, begin: np.ndarray, sweeps: int, seed: int, halt: np.ndarray) -> np.ndarray:
        found = plain(self, begin, sweeps, seed, halt)
        seen.append((seed, self.value(found)))
        return found

    monkeypatch.setattr(Searcher, "anneal", anneal)
    known = searcher.greedy()
    for rounds in (1, 3):
        seen.clear()
        monkeypatch.setattr(long_search, "ROUNDS", rounds)
        found = LongSearch(searcher, time.perf_counter() + WHOLE_DAY, np.inf, None).run(known)
        assert len({seed for seed, _ in seen}) == len(seen) == rounds * long_search.BRANCH
        assert searcher.value(found) == max([searcher.value(known), *(value for _, value in seen)])


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
