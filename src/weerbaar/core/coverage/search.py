"""Good choices of points without a proof: greedy, annealing, merging of choices. The proof: `proof`."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from weerbaar.core.coverage.models import (
    Limits,
    covered_weight,
    covering_model,
    has_whole_weights,
    start_values,
)
from weerbaar.core.coverage.network import Floats
from weerbaar.core.coverage.problem import Flags
from weerbaar.core.coverage.reduction import Covers, ReducedProblem, narrow
from weerbaar.core.coverage.solver import Report, SolverSettings, solve_mixed

HOT, COLD = 0.015, 0.0001  # temperatures, as a share of the weight that an average point covers
WARM = (0.9, 2.2)  # of the temperature at which choices freeze, where the annealing of a child begins
QUARTER = 0.25  # of where it begins, where a child's annealing ends
SCOUTS = 3  # annealings over the whole span, to learn the temperature at which choices freeze
AROUND = (5.0, 0.4)  # times that temperature: the span of those after them
LARGEST = 2**31 - 1
FINE = 2**30  # what the weights add up to when they are no whole numbers


@dataclass(frozen=True)
class Effort:
    """How long to search: choices in the `pool`, moves per point to anneal one and to anneal a child, most
    `children`, and how many in a row may bring nothing. Counted, not timed: the same answer on any machine.
    """

    pool: int
    sweeps: int
    warm_sweeps: int
    children: int
    patience: int


QUICK = Effort(pool=3, sweeps=200, warm_sweeps=100, children=1, patience=1)
THOROUGH = Effort(pool=12, sweeps=4_000, warm_sweeps=1_500, children=60, patience=20)  # on a kernel
FINISH = Effort(pool=0, sweeps=1_500, warm_sweeps=800, children=60, patience=40)  # on all candidates


def cover_sets(covers: Covers) -> tuple[NDArray[np.generic], ...]:
    """The cover sets in the form of `_search`; unsigned, because then no index can count from the end."""
    return covers.start, covers.row.astype(np.uint32), covers.row_start, covers.candidate.astype(np.uint32)


def whole_weights(reduced: ReducedProblem) -> NDArray[np.int32]:
    """(k,) the weights as whole numbers: themselves, or scaled and rounded to about nine digits."""
    total = float(reduced.weight.sum())
    if has_whole_weights(reduced) and total <= LARGEST:
        return reduced.weight.astype(np.int32)
    return np.rint(reduced.weight * (FINE / total)).astype(np.int32)


def _times(span: tuple[float, float], unit: float) -> tuple[float, float]:
    return span[0] * unit, span[1] * unit


@dataclass
class _Pool:
    """Good choices and their weight."""

    choices: list[Flags] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def best(self) -> int:
        return int(np.argmax(self.values))

    def worst(self) -> int:
        return int(np.argmin(self.values))

    def holds(self, choice: Flags) -> bool:
        return any((choice == other).all() for other in self.choices)

    def replace(self, place: int, choice: Flags, value: float) -> None:
        self.choices[place], self.values[place] = choice, value


@dataclass(frozen=True)
class Searcher:
    """The search on one problem; every random choice comes from the settings' seed."""

    reduced: ReducedProblem
    limits: Limits
    settings: SolverSettings

    @cached_property
    def _sets(self) -> tuple[NDArray[np.generic], ...]:
        return cover_sets(self.reduced.covers)

    @cached_property
    def _whole(self) -> NDArray[np.int32]:
        return whole_weights(self.reduced)

    def anneal(
        self, begin: Flags, span: tuple[float, float], sweeps: int, seed: int, skip: float = 0.0
    ) -> tuple[Flags, float]:
        """Annealing from a choice over a span of temperatures, as shares of the weight of an average point:
        the best seen after a share `skip` of the moves, and the temperature it was seen at."""
        from weerbaar.core.coverage._search import anneal

        reduced, limits = self.reduced, self.limits
        points = max(int(begin.sum()), 1)
        unit = max(float(self._whole.sum()) / points, 1.0)
        moves = sweeps * points
        terms = (self._whole, reduced.cost, reduced.group)
        borders = (reduced.groups, limits.points, float(limits.budget))
        course = (span[0] * unit, span[1] * unit, moves, int(skip * moves))
        choice, temperature = anneal(self._sets, terms, borders, begin, course, seed)
        return choice, float(temperature) / unit

    def greedy(self) -> Flags:
        """The greedy choice (Church and ReVelle 1974)."""
        return self.greedy_until(self.limits.points, self.limits.budget, np.inf)

    def greedy_until(self, points: int, budget: float, enough: float) -> Flags:
        """The greedy choice that ends once it covers `enough` weight and serves every group."""
        from weerbaar.core.coverage._search import greedy

        reduced = self.reduced
        terms: tuple[Floats, Floats, NDArray[np.int64]] = (reduced.weight, reduced.cost, reduced.group)
        choice: Flags = greedy(self._sets, terms, reduced.groups, points, float(budget), float(enough))
        return choice

    def merge(self, first: Flags, second: Flags, deadline: float) -> Flags:
        """The best choice from the points of two (optimal recombination; Aggarwal, Orlin and Tai 1997).

        By the solver's root node, where nearly all of these are solved: a limit on nodes stops at the same
        place everywhere, `deadline` (of `time.perf_counter`) is only for safety.
        """
        best = max((first, second), key=self.value)
        left = deadline - time.perf_counter()
        if (first == second).all() or left <= 0:
            return best
        union = first | second
        small = narrow(self.reduced, union, np.zeros(len(union), np.bool_))
        answer = solve_mixed(
            covering_model(small, self.limits),
            self.settings,
            left,
            start_values(small, best[union]),
            options={"mip_max_nodes": 1},
        )
        if answer.values is None:
            return best
        merged = np.zeros(len(union), np.bool_)
        merged[small.candidate[answer.values[: len(small.candidate)] > 0.5]] = True
        return merged if self.value(merged) > self.value(best) else best

    def value(self, choice: Flags) -> float:
        return covered_weight(self.reduced, choice)

    def run(
        self,
        effort: Effort,
        deadline: float,
        bound: float,
        report: Report | None,
        known: list[Flags] | None = None,
    ) -> list[Flags]:
        """Good choices, the best first, found with this effort from those already `known`, or once `bound` is
        reached; by the deadline (of `time.perf_counter`) for safety.

        A pool of annealed choices. Time and again two of them are merged, and the child is annealed a little,
        about the temperature at which the pool froze, and merged with what came of that. It takes the place
        of the worse parent most like it, so that the pool stays various.
        """
        begin = self.greedy()
        if not self.value(begin) > 0:
            return [begin]
        pool = _Pool(list(known or []), [self.value(choice) for choice in known or []])
        frozen: list[float] = []
        span = (HOT, COLD)
        seed = self.settings.seed * 100_003
        for number in range(effort.pool):
            if pool.choices and time.perf_counter() > deadline:
                break
            if number == SCOUTS:
                span = _times(AROUND, float(np.median(frozen)))
            choice, temperature = self.anneal(begin, span, effort.sweeps, seed + number)
            pool.choices.append(choice)
            pool.values.append(self.value(choice))
            if number < SCOUTS:
                frozen.append(temperature)
            if report is not None:
                report(max(pool.values), bound)
        if not frozen:
            frozen.append(self.anneal(begin, span, effort.sweeps, seed)[1])
        if self.value(begin) > max(pool.values):
            pool.replace(pool.worst(), begin, self.value(begin))
        random = np.random.default_rng(seed)
        idle = 0
        for number in range(effort.children):
            best = max(pool.values)
            if time.perf_counter() > deadline or best >= bound or idle >= effort.patience:
                break
            if len(pool.choices) < 2:
                break
            self._breed(pool, effort, float(np.median(frozen)), random, seed + 1_000 + number, deadline)
            idle = 0 if max(pool.values) > best else idle + 1
            if report is not None:
                report(max(pool.values), bound)
        order = np.argsort(-np.array(pool.values), kind="stable")
        return [pool.choices[i] for i in order]

    def _breed(
        self,
        pool: _Pool,
        effort: Effort,
        frozen: float,
        random: np.random.Generator,
        seed: int,
        deadline: float,
    ) -> None:
        """A child of two replaces the worse parent most like it; a known one makes room for a fresh one."""
        parents = [int(i) for i in random.choice(len(pool.choices), 2, replace=False)]
        child = self.merge(pool.choices[parents[0]], pool.choices[parents[1]], deadline)
        hot = frozen * random.uniform(*WARM)
        warm, _ = self.anneal(child, (hot, hot * QUARTER), effort.warm_sweeps, seed, skip=1 / 3)
        child = self.merge(child, warm, deadline)
        value = self.value(child)
        if pool.holds(child):
            place = pool.worst()
            if place != pool.best():
                span = _times(AROUND, frozen)
                fresh, _ = self.anneal(child, span, effort.sweeps, seed + 100_000)
                pool.replace(place, fresh, self.value(fresh))
            return
        worse = [i for i in parents if pool.values[i] < value]
        if worse:
            pool.replace(min(worse, key=lambda i: int((pool.choices[i] != child).sum())), child, value)
