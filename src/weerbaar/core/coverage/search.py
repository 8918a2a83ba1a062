"""Good choices of points without a proof: greedy, annealing, merging of choices. The proof: `proof`; the long
search: `long_search`."""

from __future__ import annotations

import time
from dataclasses import dataclass
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

HOT, COLD = 0.08, 0.003  # temperatures, as a share of what one of the last points of the greedy choice adds
LAST = 0.2  # of those points
RUNGS = 6  # temperatures of a replica exchange
WARM, COOL = 0.05, 0.01  # its highest and lowest, as HOT and COLD, but
LEFT_WARM, LEFT_COOL = 0.04, 0.008  # at most this share of what the choice it begins with leaves uncovered
QUICK_CHOICES, QUICK_SWEEPS = 4, 200
LARGEST = 2**31 - 1
TINY = 1e-300
OPTIMAL = "Optimal"  # HiGHS's word
FINE = 2**30  # what the weights add up to when they are no whole numbers


def cover_sets(covers: Covers) -> tuple[NDArray[np.generic], ...]:
    """The cover sets in the form of `_search`; unsigned, because then no index can count from the end."""
    return covers.start, covers.row.astype(np.uint32), covers.row_start, covers.candidate.astype(np.uint32)


def whole_weights(reduced: ReducedProblem) -> NDArray[np.int32]:
    """(k,) the weights as whole numbers: themselves, or scaled and rounded to about nine digits."""
    total = float(reduced.weight.sum())
    if has_whole_weights(reduced) and total <= LARGEST:
        return reduced.weight.astype(np.int32)
    return np.rint(reduced.weight * (FINE / total)).astype(np.int32)


@dataclass(frozen=True)
class Searcher:
    """The search on one problem; every random choice comes from the settings' seed. How long it searches is
    counted, not timed, so that any machine finds the same; a `deadline` (of `time.perf_counter`) is for
    safety.
    """

    reduced: ReducedProblem
    limits: Limits
    settings: SolverSettings

    @cached_property
    def _sets(self) -> tuple[NDArray[np.generic], ...]:
        return cover_sets(self.reduced.covers)

    @cached_property
    def _whole(self) -> NDArray[np.int32]:
        return whole_weights(self.reduced)

    def value(self, choice: Flags) -> float:
        return covered_weight(self.reduced, choice)

    def best(self, choices: list[Flags]) -> Flags:
        """The one with the most weight, of equals the first."""
        return max(choices, key=self.value)

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

    @cached_property
    def _last_point(self) -> float:
        """What one of the last points of the greedy choice adds, in whole weights: about what a better place
        for a point is worth."""
        begin = self.greedy()
        fewer = self.greedy_until(int((1 - LAST) * begin.sum()), self.limits.budget, np.inf)
        added = (self.value(begin) - self.value(fewer)) / max(int(begin.sum() - fewer.sum()), 1)
        scale = float(self._whole.sum()) / max(float(self.reduced.weight.sum()), TINY)
        return max(added * scale, 1.0)

    def anneal(self, begin: Flags, sweeps: int, seed: int, halt: Flags | None = None) -> Flags:
        """The best choice seen while annealing from one, with `sweeps` moves per point. Another thread ends
        it by setting `halt` (1,)."""
        from weerbaar.core.coverage._search import anneal

        reduced, limits = self.reduced, self.limits
        terms = (self._whole, reduced.cost, reduced.group)
        borders = (reduced.groups, limits.points, float(limits.budget))
        course = (HOT * self._last_point, COLD * self._last_point, sweeps * max(int(begin.sum()), 1))
        halt = np.zeros(1, np.bool_) if halt is None else halt
        choice: Flags = anneal(self._sets, terms, borders, begin, course, seed, halt)
        return choice

    def temper(
        self, begin: Flags, course: tuple[int, int, int], seed: int, halt: Flags, blur: float = 0.0
    ) -> list[Flags]:
        """The best choices that each of `RUNGS` walks saw in each epoch, best first, by replica exchange.

        `course`: epochs, turns of each, and moves per point and turn at each temperature. Where nearly
        everything is covered only small differences are left to gain, so the temperatures follow what `begin`
        leaves. With `blur` the walks go by weights that are changed at random by about that share, and so
        end elsewhere than where the true ones always lead (the noising method; Charon and Hudry 1993).
        """
        from weerbaar.core.coverage._search import temper

        reduced, limits = self.reduced, self.limits
        whole = self._blurred(blur, seed) if blur else self._whole
        terms = (whole, reduced.cost, reduced.group)
        borders = (reduced.groups, limits.points, float(limits.budget))
        left = max(float(self._whole[self._uncovered(begin)].sum()), 1.0)
        cool = min(COOL * self._last_point, LEFT_COOL * left)
        ladder = np.geomspace(cool, min(WARM * self._last_point, LEFT_WARM * left), RUNGS)
        epochs, turns, sweeps = course
        moves = sweeps * max(int(begin.sum()), 1)
        found = temper(self._sets, terms, borders, begin, ladder, (epochs, turns, moves), seed, halt)
        unique = np.unique(found.reshape(-1, len(begin)), axis=0)
        return sorted(unique, key=lambda choice: -int(whole[self._uncovered(choice)].sum()), reverse=True)

    def _blurred(self, blur: float, seed: int) -> NDArray[np.int32]:
        factor = 1.0 + blur * np.random.default_rng(seed).standard_normal(len(self._whole))
        scale = min(1.0, FINE / max(float(self._whole.sum()), 1.0))  # leaves room for what grows
        blurred: NDArray[np.int32] = np.rint(self._whole * np.clip(factor, 0.0, 2.0) * scale).astype(np.int32)
        return blurred

    def _uncovered(self, choice: Flags) -> Flags:
        covers = self.reduced.covers
        bare = np.ones(len(self.reduced.weight), np.bool_)
        for i in np.flatnonzero(choice):
            bare[covers.row[covers.start[i] : covers.start[i + 1]]] = False
        return bare

    def merge(
        self, choices: list[Flags], deadline: float, report: Report | None = None
    ) -> tuple[Flags, bool]:
        """The best choice from the points of several (Aggarwal, Orlin and Tai 1997), and whether that is
        certain."""
        union: Flags = np.any(choices, axis=0)
        none = np.zeros(len(union), np.bool_)
        return self.best_within(union, none, self.best(choices), deadline, report)

    def best_within(
        self, free: Flags, fixed: Flags, known: Flags, deadline: float, report: Report | None = None
    ) -> tuple[Flags, bool]:
        """The best choice of all `fixed` candidates and some of the `free` ones, at least as good as `known`;
        whether that is certain.

        By the solver's root node, where nearly all of these are solved: a limit on nodes stops at the same
        place everywhere. What `report` raises stops the solver.
        """
        left = deadline - time.perf_counter()
        if left <= 0 or (free <= known).all():
            return known, left > 0
        reduced, limits = self.reduced, self.limits
        small = narrow(reduced, free & ~fixed, fixed)
        answer = solve_mixed(
            covering_model(
                small,
                Limits(limits.points - int(fixed.sum()), limits.budget - float(reduced.cost[fixed].sum())),
            ),
            self.settings,
            left,
            start_values(small, known[small.candidate]),
            report,
            absolute_gap=0.999 if has_whole_weights(reduced) else 1e-6,
            options={"mip_max_nodes": 1},
        )
        if answer.values is None:
            return known, False
        found = fixed.copy()
        found[small.candidate[answer.values[: len(small.candidate)] > 0.5]] = True
        return self.best([known, found]), answer.status == OPTIMAL

    def quick(self, deadline: float, bound: float, report: Report | None) -> Flags:
        """A good choice in little time: a few annealed ones, merged one by one."""
        begin = self.greedy()
        found = begin
        for number in range(QUICK_CHOICES):
            if not self.value(begin) > 0 or (number and time.perf_counter() > deadline):
                break
            annealed = self.anneal(begin, QUICK_SWEEPS, self.settings.seed * 100_003 + number)
            found, _ = self.merge([found, annealed], deadline)
            if report is not None:
                report(self.value(found), bound)
        return found
