"""Makes a siting problem smaller without changing its optimum. Nothing about solving it.

What has been decided is taken out (required points, what they cover, excluded candidates), demand with the
same cover set becomes one row, and candidates or rows that another one makes superfluous are dropped (Toregas
and ReVelle 1973; Church and ReVelle 1974 for the merging of demand).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from weerbaar.core.coverage.network import Floats, Integers
from weerbaar.core.coverage.problem import CoverProblem, Flags

ROUNDS = 8  # dropping candidates makes rows alike, and the other way round


@dataclass(frozen=True)
class Reduction:
    """How much a problem shrank: candidates, demand rows and covers before and after."""

    candidates: int
    rows: int
    covers: int
    candidates_left: int
    rows_left: int
    covers_left: int


@dataclass(frozen=True)
class Covers:
    """Cover sets: candidate → rows (`start`, `row`), row → candidates (`row_start`, `candidate`)."""

    start: Integers
    row: NDArray[np.int32]
    row_start: Integers
    candidate: NDArray[np.int32]

    @classmethod
    def of(cls, start: Integers, row: NDArray[np.int32], rows: int) -> Covers:
        """From candidate → rows, ascending within each candidate."""
        back = csr_array(
            (np.ones(len(row), np.int8), row, start), shape=(len(start) - 1, max(rows, 1))
        ).tocsc()
        return cls(
            start.astype(np.int64),
            row.astype(np.int32, copy=False),
            back.indptr[: rows + 1].astype(np.int64),
            back.indices.astype(np.int32, copy=False),
        )

    def kept(self, candidates: Flags, rows: Flags) -> Covers:
        """Only these candidates and rows, renumbered."""
        number = np.cumsum(rows) - 1
        keep = np.repeat(candidates, np.diff(self.start)) & rows[self.row]
        kept = np.concatenate([[0], np.cumsum(keep)])[self.start]
        sizes = np.diff(kept)[candidates]
        start = np.concatenate([[0], np.cumsum(sizes)])
        return Covers.of(start, number[self.row[keep]].astype(np.int32), int(rows.sum()))


@dataclass(frozen=True)
class ReducedProblem:
    """What is left to decide. `candidate` (c,) original numbers; `weight` (k,); `cost`, `yearly` (c,) euros;
    `group` (c,) 0..`groups` - 1 for a group that still needs a point, else -1. `sure` (s,) original numbers
    of the required points, which cover `sure_weight` and cost `sure_cost`."""

    candidate: Integers
    covers: Covers
    weight: Floats
    cost: Floats
    yearly: Floats
    group: Integers
    groups: int
    sure: Integers
    sure_weight: float
    sure_cost: float
    report: Reduction


def reduce_problem(problem: CoverProblem, cover_all: bool = False, seed: int = 1) -> ReducedProblem:
    """The smaller problem; with `cover_all` (set covering of everybody) implied rows are dropped as well."""
    sure = np.flatnonzero(problem.required)
    covered = problem.covered_by(sure)
    whole = Covers.of(problem.start, problem.demand, problem.demand_count)
    group, groups = _open_groups(problem)
    alive = ~problem.required & ~problem.excluded
    rows = ~covered & (problem.weights > 0) & (np.diff(whole.row_start) > 0)
    covers = whole.kept(alive, rows)
    candidate = np.flatnonzero(alive)
    weight = problem.weights[rows]
    cost, yearly, group = problem.cost_one_off[alive], problem.cost_yearly[alive], group[alive]
    for _ in range(ROUNDS):
        before = len(candidate), len(weight)
        covers, weight = _merge_rows(covers, weight, seed)
        useful = _useful(covers, cost, yearly, group)
        rows = np.ones(len(weight), np.bool_)
        covers = covers.kept(useful, rows)
        candidate, cost, yearly, group = candidate[useful], cost[useful], yearly[useful], group[useful]
        if cover_all and len(weight):
            rows = ~_implied(covers)
            covers, weight = covers.kept(np.ones(len(candidate), np.bool_), rows), weight[rows]
        if (len(candidate), len(weight)) == before:
            break
    return ReducedProblem(
        candidate=candidate,
        covers=covers,
        weight=weight,
        cost=cost,
        yearly=yearly,
        group=group,
        groups=groups,
        sure=sure,
        sure_weight=float(problem.weights[covered].sum()),
        sure_cost=float(problem.cost_one_off[sure].sum()),
        report=Reduction(
            problem.candidate_count,
            problem.demand_count,
            len(problem.demand),
            len(candidate),
            len(weight),
            len(covers.row),
        ),
    )


def narrow(reduced: ReducedProblem, keep: Flags, fixed: Flags) -> ReducedProblem:
    """Only the candidates in `keep`, with those in `fixed` decided to be in; `candidate` counts in `reduced`.

    Rows that the fixed ones cover are taken out and groups that they serve need nothing more.
    """
    hit = np.zeros(len(reduced.weight), np.bool_)
    hit[reduced.covers.row[np.repeat(fixed, np.diff(reduced.covers.start))]] = True
    covers, weight = _merge_rows(reduced.covers.kept(keep, ~hit), reduced.weight[~hit], 1)
    lacking = np.setdiff1d(np.arange(reduced.groups), reduced.group[fixed])
    number = np.full(reduced.groups + 1, -1, np.int64)
    number[lacking] = np.arange(len(lacking))
    return replace(
        reduced,
        candidate=np.flatnonzero(keep),
        covers=covers,
        weight=weight,
        cost=reduced.cost[keep],
        yearly=reduced.yearly[keep],
        group=number[reduced.group[keep]],
        groups=len(lacking),
    )


def _open_groups(problem: CoverProblem) -> tuple[Integers, int]:
    """The groups that no required point serves yet, renumbered from 0; the others -1."""
    open_groups = np.setdiff1d(problem.needed_groups, problem.group[problem.required])
    place = np.searchsorted(open_groups, problem.group)
    place = np.minimum(place, max(len(open_groups) - 1, 0))
    is_open = np.isin(problem.group, open_groups)
    return np.where(is_open, place, -1).astype(np.int64), len(open_groups)


def _merge_rows(covers: Covers, weight: Floats, seed: int) -> tuple[Covers, Floats]:
    """Rows with the same candidates become one with their weights together; rows without any are dropped.

    Found by a sum of random 64-bit keys per row, then compared member by member; when two different sets
    share a sum, other keys are drawn.
    """
    k = len(weight)
    sizes = np.diff(covers.row_start)
    while True:
        keys = np.random.default_rng(seed).integers(1, 2**63, len(covers.start) - 1, dtype=np.uint64)
        running = np.concatenate([np.zeros(1, np.uint64), np.cumsum(keys[covers.candidate], dtype=np.uint64)])
        sums = running[covers.row_start[1:]] - running[covers.row_start[:-1]]
        _, first, alike = np.unique(sums, return_index=True, return_inverse=True)
        example = first[alike]
        if (sizes[example] == sizes).all():
            shift = np.repeat(covers.row_start[example] - covers.row_start[:-1], sizes)
            if (covers.candidate[np.arange(len(covers.candidate)) + shift] == covers.candidate).all():
                break
        seed += 1
    keep = np.zeros(k, np.bool_)
    keep[first] = True
    keep &= sizes > 0
    total = np.bincount(example, weights=weight, minlength=k).astype(np.float64)
    return covers.kept(np.ones(len(covers.start) - 1, np.bool_), keep), total[keep]


def _useful(covers: Covers, cost: Floats, yearly: Floats, group: Integers) -> Flags:
    """Candidates that cover something or serve an open group, and that no other one can replace."""
    useful: Flags = (np.diff(covers.start) > 0) | (group >= 0)
    if not useful.any():
        return useful
    from weerbaar.core.coverage._sets import dominated

    out: Flags = dominated(covers.start, covers.row, covers.row_start, covers.candidate, cost, yearly, group)
    return useful & ~out


def _implied(covers: Covers) -> Flags:
    from weerbaar.core.coverage._sets import implied

    rows: Flags = implied(covers.row_start, covers.candidate, covers.start, covers.row)
    return rows
