"""Good choices of points without a proof: greedy, annealing, merging of choices. The proof: `proof`."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.core.coverage.models import Limits, covered_weight, covering_model, start_values
from weerbaar.core.coverage.problem import Flags
from weerbaar.core.coverage.reduction import Covers, ReducedProblem, narrow
from weerbaar.core.coverage.solver import Report, SolverSettings, solve_mixed

HOT, COLD = 0.04, 0.001  # temperatures, as a share of the weight that an average point covers
WARM = (0.005, 0.01, 0.02)  # where the annealing of a merged choice begins
MERGE_SECONDS = 10.0


@dataclass(frozen=True)
class Effort:
    """How long to search: choices in the `pool`, moves per annealing, and `rounds` of merging."""

    pool: int
    moves: int
    rounds: int


def cover_sets(covers: Covers) -> tuple[NDArray[np.generic], ...]:
    """The cover sets in the form of `_search`."""
    return covers.start, covers.row, covers.row_start, covers.candidate


QUICK = Effort(pool=3, moves=40_000, rounds=1)
THOROUGH = Effort(pool=10, moves=300_000, rounds=300)  # where the solver's bound will stay open for long


@dataclass
class _Pool:
    """Good choices and their weight."""

    choices: list[Flags]
    values: list[float]

    def best(self) -> int:
        return int(np.argmax(self.values))

    def worst(self) -> int:
        return int(np.argmin(self.values))

    def holds(self, choice: Flags) -> bool:
        return any((choice == other).all() for other in self.choices)


@dataclass(frozen=True)
class Searcher:
    """The search on one problem; every random choice comes from the settings' seed."""

    reduced: ReducedProblem
    limits: Limits
    settings: SolverSettings

    def anneal(self, begin: Flags, hot: float, moves: int, seed: int) -> Flags:
        """Annealing from a choice (see `_search.anneal`)."""
        from weerbaar.core.coverage._search import anneal

        reduced, limits = self.reduced, self.limits
        average = float(reduced.weight.sum()) / max(int(begin.sum()), 1)
        terms = (reduced.weight, reduced.cost, reduced.group)
        sets = cover_sets(reduced.covers)
        _, found = anneal(
            *(sets, terms, reduced.groups, limits.points, limits.budget, begin),
            *(hot * average, COLD * average, moves, seed),
        )
        choice: Flags = found
        return choice

    def greedy(self) -> Flags:
        """The greedy choice (Church and ReVelle 1974)."""
        from weerbaar.core.coverage._search import greedy

        reduced, limits = self.reduced, self.limits
        terms = (reduced.weight, reduced.cost, reduced.group)
        sets = cover_sets(reduced.covers)
        choice: Flags = greedy(sets, terms, reduced.groups, limits.points, limits.budget, np.inf)
        return choice

    def merge(self, choices: list[Flags], seconds: float) -> Flags:
        """The best choice from the points of several choices, by the solver."""
        best = max(choices, key=self.value)
        union: Flags = np.logical_or.reduce(choices)
        if (union == best).all():
            return best
        small = narrow(self.reduced, union, np.zeros(len(union), np.bool_))
        answer = solve_mixed(
            covering_model(small, self.limits),
            self.settings,
            min(MERGE_SECONDS, seconds),
            start_values(small, best[union]),
        )
        if answer.values is None:
            return best
        merged = np.zeros(len(union), np.bool_)
        merged[small.candidate[answer.values[: len(small.candidate)] > 0.5]] = True
        return merged if self.value(merged) > self.value(best) else best

    def value(self, choice: Flags) -> float:
        return covered_weight(self.reduced, choice)

    def run(self, effort: Effort, deadline: float, bound: float, report: Report | None) -> Flags:
        """The best choice found with this effort, or by the deadline (of `time.perf_counter`), or once
        `bound` is reached.

        A pool of annealed choices; each round the solver merges three of them, the result is annealed a
        little and merged again, and takes the place of a worse one (optimal recombination, Aggarwal, Orlin
        and Tai 1997).
        """
        begin = self.greedy()
        if not self.value(begin) > 0:
            return begin
        pool = _Pool([begin], [self.value(begin)])
        seed = self.settings.seed * 100_003
        for number in range(effort.pool):
            if time.perf_counter() > deadline:
                break
            choice = self.anneal(begin, HOT, effort.moves, seed + number)
            pool.choices.append(choice)
            pool.values.append(self.value(choice))
            if report is not None:
                report(max(pool.values), bound)
        random = np.random.default_rng(seed)
        for number in range(effort.rounds):
            left = deadline - time.perf_counter()
            if left < 0 or max(pool.values) >= bound:
                break
            size = min(3 if effort.rounds > 1 else len(pool.choices), len(pool.choices))
            parents = random.choice(len(pool.choices), size, replace=False)
            child = self.merge([pool.choices[i] for i in parents], left)
            warm = self.anneal(child, WARM[number % len(WARM)], effort.moves, seed + 1_000 + number)
            child = self.merge([child, warm], max(deadline - time.perf_counter(), 0.01))
            self._take_in(pool, child, parents, begin, effort, seed + 100_000 + number)
            if report is not None:
                report(max(pool.values), bound)
        return pool.choices[pool.best()]

    def _take_in(
        self, pool: _Pool, child: Flags, parents: NDArray[np.int64], begin: Flags, effort: Effort, seed: int
    ) -> None:
        """A child replaces the worse parent most like it; a known one makes room for a fresh choice."""
        value = self.value(child)
        if pool.holds(child):
            place = pool.worst()
            fresh = self.anneal(begin, HOT, effort.moves, seed)
            if place != pool.best() and self.value(fresh) > pool.values[place] - 0.01 * value:
                pool.choices[place], pool.values[place] = fresh, self.value(fresh)
            return
        worse = [int(i) for i in parents if pool.values[i] < value]
        if worse:
            place = min(worse, key=lambda i: int((pool.choices[i] != child).sum()))
            pool.choices[place], pool.values[place] = child, value
