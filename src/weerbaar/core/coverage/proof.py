"""From a reduced problem to an answer with a proven bound: search first, then HiGHS."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from weerbaar.core.coverage.network import Floats
from weerbaar.core.coverage.problem import TOLERANCE, Flags
from weerbaar.core.coverage.reduction import Covers, ReducedProblem
from weerbaar.core.coverage.solver import MixedAnswer, MixedModel, Report, SolverSettings, solve_mixed

BY_EURO = 1e300  # a budget that never binds, with which the greedy search still weighs cost


@dataclass(frozen=True)
class Limits:
    """At most so many points and so many euros beside the sure ones; `np.inf` where there is no budget."""

    points: int
    budget: float


@dataclass(frozen=True)
class Answer:
    """`open` (c,) flags over the reduced candidates; `bound` on the reduced objective; the solver's `log`."""

    open: Flags
    bound: float
    log: str


def _sets(covers: Covers) -> tuple[np.ndarray, ...]:
    return covers.start, covers.row, covers.row_start, covers.candidate


def covered_weight(reduced: ReducedProblem, is_open: Flags) -> float:
    """Weight that the open candidates of a reduced problem cover."""
    hit = np.zeros(len(reduced.weight), np.bool_)
    hit[reduced.covers.row[np.repeat(is_open, np.diff(reduced.covers.start))]] = True
    return float(reduced.weight[hit].sum())


def search(reduced: ReducedProblem, limits: Limits, seed: int) -> Flags:
    """A good choice without a proof: greedy, improved by annealing."""
    from weerbaar.core.coverage._search import anneal, greedy

    sets = _sets(reduced.covers)
    terms = (reduced.weight, reduced.cost, reduced.group)
    begin: Flags = greedy(sets, terms, reduced.groups, limits.points, limits.budget, np.inf)
    if not begin.any():
        return begin
    scale = reduced.weight.sum() / max(begin.sum(), 1)
    moves = 2_000 * int(min(begin.sum(), 200))
    _, best = anneal(
        sets,
        terms,
        reduced.groups,
        limits.points,
        limits.budget,
        begin,
        scale * 0.05,
        scale * 5e-4,
        moves,
        seed,
    )
    found: Flags = best
    return found


def cover_most(
    reduced: ReducedProblem, limits: Limits, settings: SolverSettings, began: float, report: Report | None
) -> Answer:
    """Maximal covering of a reduced problem."""
    c, total = len(reduced.candidate), float(reduced.weight.sum())
    if c == 0 or limits.points <= 0:
        return Answer(np.zeros(c, np.bool_), 0.0, "")
    if limits.points >= c and limits.budget >= reduced.cost.sum():
        return Answer(np.ones(c, np.bool_), total, "")
    begin = search(reduced, limits, settings.seed)
    value = covered_weight(reduced, begin)
    if report is not None:
        report(value, total)
    if value >= total * (1 - TOLERANCE):
        return Answer(begin, value, "")
    left = settings.time_limit_s - (time.perf_counter() - began)
    model = _covering_model(reduced, limits)
    whole = bool((reduced.weight == np.rint(reduced.weight)).all())
    answer = solve_mixed(
        model, settings, left, _start(reduced, begin), report, absolute_gap=0.999 if whole else 1e-6
    )
    bound = min(answer.bound, total)
    if whole:
        bound = float(np.floor(bound + 1e-6))
    found = begin
    if answer.values is not None:
        proposal = answer.values[:c] > 0.5
        if covered_weight(reduced, proposal) >= value:
            found = proposal
    return Answer(found, max(bound, covered_weight(reduced, found)), answer.log)


def _start(reduced: ReducedProblem, is_open: Flags) -> Floats:
    hit = np.zeros(len(reduced.weight))
    hit[reduced.covers.row[np.repeat(is_open, np.diff(reduced.covers.start))]] = 1.0
    return np.concatenate([is_open.astype(np.float64), hit])


def _linking(reduced: ReducedProblem) -> tuple[list[csr_array], list[Floats], list[Floats]]:
    """Rows 0 <= sum of y over the candidates of row j - z_j, over columns y then z."""
    c, k = len(reduced.candidate), len(reduced.weight)
    sizes = np.diff(reduced.covers.row_start)
    start = reduced.covers.row_start + np.arange(k + 1)
    index = np.empty(int(start[-1]), np.int64)
    value = np.ones(len(index))
    last = start[1:] - 1
    index[last], value[last] = c + np.arange(k), -1.0
    inner = np.ones(len(index), np.bool_)
    inner[last] = False
    index[inner] = reduced.covers.candidate
    del sizes
    return [csr_array((value, index, start), shape=(k, c + k))], [np.zeros(k)], [np.full(k, np.inf)]


def _group_rows(reduced: ReducedProblem, columns: int) -> csr_array:
    served = np.flatnonzero(reduced.group >= 0)
    return csr_array((np.ones(len(served)), (reduced.group[served], served)), shape=(reduced.groups, columns))


def _one_row(values: Floats, first: int, columns: int) -> csr_array:
    index = np.arange(first, first + len(values))
    return csr_array((values, index, np.array([0, len(values)])), shape=(1, columns))


def _stacked(blocks: list[csr_array]) -> csr_array:
    """The blocks below each other (SciPy's own `vstack` copies them through coordinates)."""
    sizes = np.concatenate([np.diff(block.indptr) for block in blocks])
    return csr_array(
        (
            np.concatenate([block.data for block in blocks]),
            np.concatenate([block.indices for block in blocks]),
            np.concatenate([[0], np.cumsum(sizes)]),
        ),
        shape=(sum(block.shape[0] for block in blocks), blocks[0].shape[1]),
    )


def _covering_model(reduced: ReducedProblem, limits: Limits) -> MixedModel:
    c, k = len(reduced.candidate), len(reduced.weight)
    rows, lower, upper = _linking(reduced)
    if limits.points < c:
        rows.append(_one_row(np.ones(c), 0, c + k))
        lower.append(np.zeros(1))
        upper.append(np.array([float(limits.points)]))
    if limits.budget < reduced.cost.sum():
        scale = max(float(reduced.cost.max()), 1.0)
        rows.append(_one_row(reduced.cost / scale, 0, c + k))
        lower.append(np.zeros(1))
        upper.append(np.array([limits.budget / scale]))
    if reduced.groups:
        rows.append(_group_rows(reduced, c + k))
        lower.append(np.ones(reduced.groups))
        upper.append(np.full(reduced.groups, np.inf))
    return MixedModel(
        maximise=True,
        objective=np.concatenate([np.zeros(c), reduced.weight]),
        rows=_stacked(rows),
        lower=np.concatenate(lower),
        upper=np.concatenate(upper),
        integer=np.concatenate([np.ones(c, np.bool_), np.zeros(k, np.bool_)]),
    )


def cover_share(
    reduced: ReducedProblem,
    needed: float | None,
    settings: SolverSettings,
    began: float,
    report: Report | None,
) -> Answer:
    """Set covering of a reduced problem: of every row (`needed` None), or of `needed` weight."""
    from weerbaar.core.coverage._search import greedy

    c, k = len(reduced.candidate), len(reduced.weight)
    total = float(reduced.weight.sum())
    slack = TOLERANCE * max(total + reduced.sure_weight, 1.0)
    if needed is not None and needed <= slack and not reduced.groups:
        return Answer(np.zeros(c, np.bool_), 0.0, "")
    if needed is None and k == 0 and not reduced.groups:
        return Answer(np.zeros(c, np.bool_), 0.0, "")
    whole = bool((reduced.weight == np.rint(reduced.weight)).all())
    aim = np.inf if needed is None else needed - slack
    terms = (reduced.weight, reduced.cost, reduced.group)
    begin: Flags = greedy(_sets(reduced.covers), terms, reduced.groups, c, BY_EURO, aim)
    least = (
        None if needed is None else (float(np.ceil(needed - slack)) - 0.5 if whole else needed - slack / 2)
    )
    bound = -np.inf
    log = ""
    while True:
        left = settings.time_limit_s - (time.perf_counter() - began)
        answer = solve_mixed(
            _share_model(reduced, least), settings, left, _share_start(reduced, begin, least), report
        )
        log += answer.log
        if bound == -np.inf:
            bound = _whole_cost(reduced, answer.bound)
        proposal = begin if answer.values is None else answer.values[:c] > 0.5
        short = 0.0 if needed is None else needed - slack - covered_weight(reduced, proposal)
        if short <= 0 or answer.values is None or least is None or left <= 0:
            break
        least += short + slack  # an answer within the solver's tolerance fell short: ask for that much more
    if short > 0 or reduced.cost[proposal].sum() > reduced.cost[begin].sum():
        proposal = begin
    return Answer(proposal, bound, log)


def _whole_cost(reduced: ReducedProblem, bound: float) -> float:
    """With whole costs no choice costs a fraction."""
    bound = max(bound, 0.0)
    if (reduced.cost == np.rint(reduced.cost)).all():
        return float(np.ceil(bound - 1e-6 * max(abs(bound), 1.0)))
    return bound


def _share_model(reduced: ReducedProblem, least: float | None) -> MixedModel:
    c, k = len(reduced.candidate), len(reduced.weight)
    if least is None:
        covers = reduced.covers
        rows = [csr_array((np.ones(len(covers.candidate)), covers.candidate, covers.row_start), shape=(k, c))]
        lower, upper, columns = [np.ones(k)], [np.full(k, np.inf)], c
    else:
        rows, lower, upper = _linking(reduced)
        columns = c + k
        rows.append(_one_row(reduced.weight, c, columns))
        lower.append(np.array([least]))
        upper.append(np.array([np.inf]))
    if reduced.groups:
        rows.append(_group_rows(reduced, columns))
        lower.append(np.ones(reduced.groups))
        upper.append(np.full(reduced.groups, np.inf))
    return MixedModel(
        maximise=False,
        objective=np.concatenate([reduced.cost, np.zeros(columns - c)]),
        rows=_stacked(rows),
        lower=np.concatenate(lower),
        upper=np.concatenate(upper),
        integer=np.concatenate([np.ones(c, np.bool_), np.zeros(columns - c, np.bool_)]),
    )


def _share_start(reduced: ReducedProblem, begin: Flags, least: float | None) -> Floats:
    return begin.astype(np.float64) if least is None else _start(reduced, begin)


__all__ = ["Answer", "Limits", "MixedAnswer", "cover_most", "cover_share", "covered_weight", "search"]
