"""From a reduced problem to a proven answer: search, relaxation, fixing, then HiGHS on the rest."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from weerbaar.core.coverage.long_search import LongSearch
from weerbaar.core.coverage.models import (
    Limits,
    covered_weight,
    covering_model,
    has_whole_weights,
    share_model,
    start_values,
)
from weerbaar.core.coverage.network import Floats
from weerbaar.core.coverage.problem import TOLERANCE, Flags
from weerbaar.core.coverage.reduction import ReducedProblem, narrow
from weerbaar.core.coverage.search import Searcher
from weerbaar.core.coverage.solver import Report, SolverSettings, solve_mixed

BY_EURO = 1e300  # a budget that never binds, with which the greedy search still weighs cost
FEW = 1_000  # undecided candidates with which the solver is usually done sooner than a thorough search
MANY = 1_500  # undecided candidates with which it gets nowhere: the relaxation's bound has to do
PATIENCE_S = 60.0  # without the gap becoming a tenth smaller, after which the solver is stopped
SEARCH_SHARE = 0.8  # of the time limit; a search is limited by its effort, this is for slow machines
LP_SAFETY = 1e-7  # relative; the relaxation is solved to this feasibility


@dataclass(frozen=True)
class Answer:
    """`open` (c,) flags over the reduced candidates; `bound` on the reduced objective; the solver's `log`."""

    open: Flags
    bound: float
    log: str


def cover_most(
    reduced: ReducedProblem, limits: Limits, settings: SolverSettings, began: float, report: Report | None
) -> Answer:
    """Maximal covering of a reduced problem."""
    c, total = len(reduced.candidate), float(reduced.weight.sum())
    if c == 0 or limits.points <= 0:
        return Answer(np.zeros(c, np.bool_), 0.0, "")
    if limits.points >= c and limits.budget >= reduced.cost.sum():
        return Answer(np.ones(c, np.bool_), total, "")
    deadline = began + settings.time_limit_s
    search_ends = began + SEARCH_SHARE * settings.time_limit_s
    searcher = Searcher(reduced, limits, settings)
    found = searcher.quick(search_ends, total, report)
    value = searcher.value(found)
    if value >= total * (1 - TOLERANCE):
        return Answer(found, total, "")
    relaxed = _relaxation(reduced, limits, settings, deadline)
    bound = _whole_floor(reduced, min(relaxed.bound, total))
    if report is not None:
        report(value, bound)
    keep, fixed = relaxed.undecided(reduced, value)
    if keep.sum() > FEW and bound > value:
        proposal = LongSearch(searcher, search_ends, bound, report).run(found)
        if searcher.value(proposal) > value:
            found, value = proposal, searcher.value(proposal)
            keep, fixed = relaxed.undecided(reduced, value)
    log = relaxed.log
    if bound <= value * (1 + TOLERANCE) or keep.sum() > MANY:
        return Answer(found, max(bound, value), log)
    rest = narrow(reduced, keep, fixed)
    left = Limits(limits.points - int(fixed.sum()), limits.budget - float(reduced.cost[fixed].sum()))
    offset = covered_weight(reduced, fixed)
    answer = solve_mixed(
        covering_model(rest, left),
        settings,
        deadline - time.perf_counter(),
        start_values(rest, found[rest.candidate]) if not (found & ~keep & ~fixed).any() else None,
        None if report is None else lambda best, most: report(max(best + offset, value), most + offset),
        absolute_gap=0.999 if has_whole_weights(reduced) else 1e-6,
        patience_s=PATIENCE_S,
    )
    if answer.values is not None:
        proposal = fixed.copy()
        proposal[rest.candidate[answer.values[: len(rest.candidate)] > 0.5]] = True
        if searcher.value(proposal) > value:
            found, value = proposal, searcher.value(proposal)
    # what was fixed holds for every choice better than the one found, so the rest bounds only those
    bound = min(bound, max(_whole_floor(reduced, answer.bound + offset), value))
    return Answer(found, bound, log + answer.log)


def _whole_floor(reduced: ReducedProblem, bound: float) -> float:
    """With whole weights no choice covers a fraction."""
    if has_whole_weights(reduced) and np.isfinite(bound):
        return float(np.floor(bound + 1e-6 * max(1.0, 1e-3 * abs(bound))))
    return bound


@dataclass(frozen=True)
class _Relaxed:
    """The linear relaxation: its `bound`, and per candidate its value `at` and reduced cost `dual`."""

    bound: float
    at: Floats
    dual: Floats
    log: str

    def undecided(self, reduced: ReducedProblem, value: float) -> tuple[Flags, Flags]:
        """Candidates still to decide, and those that are in every choice better than `value`.

        A candidate whose reduced cost takes the bound to the value already found can be left out, or must be
        in (reduced-cost fixing; Dantzig, Fulkerson and Johnson 1954).
        """
        aim = value + (1 - 1e-3 if has_whole_weights(reduced) else -TOLERANCE * value)
        out = (self.at < 0.5) & (self.dual < 0) & (self.bound + self.dual < aim)
        sure = (self.at > 0.5) & (self.dual > 0) & (self.bound - self.dual < aim)
        return ~out & ~sure, sure


def _relaxation(
    reduced: ReducedProblem, limits: Limits, settings: SolverSettings, deadline: float
) -> _Relaxed:
    """The linear relaxation by HiGHS's interior point method; without an answer in time, no bound."""
    c = len(reduced.candidate)
    model = covering_model(reduced, limits)
    linear = replace(model, integer=np.zeros(len(model.integer), np.bool_))
    answer = solve_mixed(linear, settings, deadline - time.perf_counter(), options={"solver": "ipm"})
    if not np.isfinite(answer.bound) or answer.duals is None or answer.values is None:
        return _Relaxed(np.inf, np.zeros(c), np.zeros(c), answer.log)
    return _Relaxed(answer.bound * (1 + LP_SAFETY), answer.values[:c], answer.duals[:c], answer.log)


def cover_share(
    reduced: ReducedProblem,
    needed: float | None,
    settings: SolverSettings,
    began: float,
    report: Report | None,
) -> Answer:
    """Set covering of a reduced problem: of every row (`needed` None), or of `needed` weight."""
    c, k = len(reduced.candidate), len(reduced.weight)
    total = float(reduced.weight.sum())
    slack = TOLERANCE * max(total + reduced.sure_weight, 1.0)
    if needed is not None and needed <= slack and not reduced.groups:
        return Answer(np.zeros(c, np.bool_), 0.0, "")
    if needed is None and k == 0 and not reduced.groups:
        return Answer(np.zeros(c, np.bool_), 0.0, "")
    whole = has_whole_weights(reduced)
    aim = np.inf if needed is None else needed - slack
    begin = Searcher(reduced, Limits(c, BY_EURO), settings).greedy_until(c, BY_EURO, aim)
    least = (
        None if needed is None else (float(np.ceil(needed - slack)) - 0.5 if whole else needed - slack / 2)
    )
    log = ""
    short: list[Flags] = []
    while True:
        left = settings.time_limit_s - (time.perf_counter() - began)
        answer = solve_mixed(
            share_model(reduced, least, short),
            settings,
            left,
            begin.astype(np.float64) if least is None else start_values(reduced, begin),
            report,
        )
        log += answer.log
        bound = _whole_cost(reduced, answer.bound)
        if answer.values is None:
            return Answer(begin, bound, log)
        proposal: Flags = answer.values[:c] > 0.5
        if needed is None or covered_weight(reduced, proposal) >= needed - slack:
            break
        if left <= 0:
            return Answer(begin, bound, log)
        short.append(proposal)  # within the solver's tolerance, but short of what was asked
    return Answer(proposal if reduced.cost[proposal].sum() < reduced.cost[begin].sum() else begin, bound, log)


def _whole_cost(reduced: ReducedProblem, bound: float) -> float:
    """With whole costs no choice costs a fraction."""
    bound = max(bound, 0.0)
    if (reduced.cost == np.rint(reduced.cost)).all():
        return float(np.ceil(bound - 1e-6 * max(abs(bound), 1.0)))
    return bound
