"""Chooses points: set covering and maximal covering, each answer with its proof. The proof: `proof`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from weerbaar.core.coverage.models import Limits
from weerbaar.core.coverage.network import Integers
from weerbaar.core.coverage.problem import (
    TOLERANCE,
    CoverProblem,
    Flags,
    check_limits,
    check_musts,
    check_problem,
    check_share,
)
from weerbaar.core.coverage.proof import Answer, cover_most, cover_share
from weerbaar.core.coverage.reduction import ReducedProblem, Reduction, reduce_problem
from weerbaar.core.coverage.solver import SolverSettings, highs_version

SitingProgress = Callable[[float, float, float], None]
SOLVER_SLACK = 2e-6  # euros or weight; HiGHS holds rows and bounds to 1e-6


@dataclass(frozen=True)
class Siting:
    """A choice of points with its proof.

    `objective` is weight covered (maximal covering), or euros or points (set covering); no choice does better
    than `bound`; `gap` = |bound - objective| / max(|objective|, 1e-10). `chosen` (k,) ascending; `covered`
    (d,); `status` "optimal", "within gap" or "time limit"; `settings` are what it takes to run it again.
    """

    model: str
    chosen: Integers
    objective: float
    bound: float
    gap: float
    covered: Flags
    cost_one_off: float
    cost_yearly: float
    status: str
    seconds: float
    log: str
    settings: dict[str, Any]
    reduction: Reduction


def maximal_covering(
    problem: CoverProblem,
    points: int | None = None,
    budget_eur: float | None = None,
    settings: SolverSettings | None = None,
    progress: SitingProgress | None = None,
) -> Siting:
    """The most weight covered with at most `points` points and at most `budget_eur` of one-off cost.

    Church and ReVelle (1974): maximise sum w_j z_j with z_j <= sum of y_i over the candidates that cover j,
    sum y_i <= p, sum c_i y_i <= B, y_i = 1 where required and 0 where excluded, and at least one y_i per
    needed group. Points that add nothing are left out. `progress(incumbent, bound, gap)` may raise to cancel.

    Raises `Infeasible` when the musts and groups alone need more than allowed; ValueError for neither limit.
    """
    began = time.perf_counter()
    if points is None and budget_eur is None:
        raise ValueError("maximal covering needs a number of points, a budget, or both")
    if (points is not None and points < 0) or (budget_eur is not None and budget_eur < 0):
        raise ValueError("points and budget_eur must be at least 0")
    settings = settings or SolverSettings()
    check_problem(problem)
    check_limits(check_musts(problem), points, budget_eur)
    reduced = reduce_problem(problem, seed=settings.seed)
    limits = Limits(
        points=len(reduced.candidate) if points is None else points - len(reduced.sure),
        budget=np.inf if budget_eur is None else budget_eur * (1 + TOLERANCE) - reduced.sure_cost,
    )
    answer = cover_most(reduced, limits, settings, began, _shifted(progress, reduced.sure_weight))
    asked = {"points": points, "budget_eur": budget_eur}
    chosen = _without_idle(problem, reduced, answer)
    _check_answer(problem, chosen, points, budget_eur)
    covered = problem.covered_by(chosen)
    return _siting(
        "maximal covering",
        problem,
        chosen,
        float(problem.weights[covered].sum()),
        answer.bound + reduced.sure_weight,
        answer,
        began,
        settings,
        asked,
        reduced.report,
    )


def set_covering(
    problem: CoverProblem,
    share: float = 1.0,
    minimise: str = "cost",
    settings: SolverSettings | None = None,
    progress: SitingProgress | None = None,
) -> Siting:
    """The cheapest (`minimise="cost"`, one-off) or fewest ("points") points that cover `share` of the weight.

    Toregas, Swain, ReVelle and Bergman (1971): minimise sum c_i y_i with sum of y_i over the candidates that
    cover j >= 1 for every j; for a share below 1 each j may stay uncovered, as long as the covered weight
    suffices (partial covering, Daskin and Owen 1999). Musts, exclusions and groups as in `maximal_covering`.

    Raises `Infeasible` when demand has no candidate within its norm, with the rows and the norm that would
    do.
    """
    began = time.perf_counter()
    if not 0 <= share <= 1:
        raise ValueError("share lies between 0 and 1")
    if minimise not in ("cost", "points"):
        raise ValueError("minimise is 'cost' or 'points'")
    settings = settings or SolverSettings()
    check_problem(problem)
    check_musts(problem)
    check_share(problem, share)
    priced = problem if minimise == "cost" else _with_unit_cost(problem)
    reduced = reduce_problem(priced, cover_all=share >= 1, seed=settings.seed)
    total = float(problem.weights.sum())
    needed = None if share >= 1 else share * total - reduced.sure_weight
    answer = cover_share(reduced, needed, settings, began, _shifted(progress, reduced.sure_cost))
    chosen = np.sort(np.concatenate([reduced.sure, reduced.candidate[answer.open]]))
    _check_answer(problem, chosen, None, None)
    covered = problem.covered_by(chosen)
    if problem.weights[covered].sum() < share * total * (1 - TOLERANCE):
        raise RuntimeError("the solver's answer covers less than was asked")
    return _siting(
        "set covering",
        problem,
        chosen,
        float(priced.cost_one_off[chosen].sum()),
        answer.bound + reduced.sure_cost,
        answer,
        began,
        settings,
        {"share": share, "minimise": minimise},
        reduced.report,
    )


def _with_unit_cost(problem: CoverProblem) -> CoverProblem:
    fields = {name: getattr(problem, name) for name in problem.__dataclass_fields__}
    return CoverProblem(**{**fields, "cost_one_off": np.ones(problem.candidate_count)})


def _shifted(progress: SitingProgress | None, offset: float) -> Callable[[float, float], None] | None:
    """The caller's progress in terms of the whole problem, from the reduced one's."""
    if progress is None:
        return None

    def report(incumbent: float, bound: float) -> None:
        progress(incumbent + offset, bound + offset, _gap(incumbent + offset, bound + offset))

    return report


def _gap(objective: float, bound: float) -> float:
    return abs(bound - objective) / max(abs(objective), 1e-10)


def _without_idle(problem: CoverProblem, reduced: ReducedProblem, answer: Answer) -> Integers:
    """The chosen points without those that cover nothing by themselves and that no requirement asks for.

    The dearest goes first, at equal cost the highest number, so that the same answer comes out every time.
    """
    chosen = np.concatenate([reduced.sure, reduced.candidate[answer.open]])
    counts = np.zeros(problem.demand_count, np.int64)
    for i in chosen.tolist():
        counts[problem.demand[problem.start[i] : problem.start[i + 1]]] += 1
    members = {int(group): int((problem.group[chosen] == group).sum()) for group in problem.needed_groups}
    stays = set(chosen.tolist())
    for i in sorted(stays, key=lambda i: (-problem.cost_one_off[i], -i)):
        rows = problem.demand[problem.start[i] : problem.start[i + 1]]
        lone = (counts[rows] == 1) & (problem.weights[rows] > 0)
        group = int(problem.group[i])
        if problem.required[i] or lone.any() or members.get(group, 2) == 1:
            continue
        stays.remove(i)
        counts[rows] -= 1
        if group in members:
            members[group] -= 1
    return np.array(sorted(stays), np.int64)


def _check_answer(
    problem: CoverProblem, chosen: Integers, points: int | None, budget_eur: float | None
) -> None:
    """Holds an answer against the question itself; a fault here is a fault in the program."""
    flags = np.zeros(problem.candidate_count, np.bool_)
    flags[chosen] = True
    kept = (
        not (problem.required & ~flags).any()
        and not (problem.excluded & flags).any()
        and np.isin(problem.needed_groups, problem.group[chosen]).all()
        and (points is None or len(chosen) <= points)
        and (budget_eur is None or problem.cost_one_off[chosen].sum() <= budget_eur * (1 + 2 * TOLERANCE))
    )
    if not kept:
        raise RuntimeError("the solver's answer breaks a requirement")


def _siting(
    model: str,
    problem: CoverProblem,
    chosen: Integers,
    objective: float,
    bound: float,
    answer: Answer,
    began: float,
    settings: SolverSettings,
    asked: dict[str, Any],
    reduction: Reduction,
) -> Siting:
    slack = SOLVER_SLACK + TOLERANCE * abs(objective)
    better = bound - objective if model == "maximal covering" else objective - bound
    if better < -10 * slack:
        raise RuntimeError("the solver's bound contradicts its answer")
    if better <= slack:
        bound = objective
    gap = _gap(objective, bound)
    status = "optimal" if gap == 0 else "within gap" if gap <= settings.gap else "time limit"
    return Siting(
        model=model,
        chosen=chosen,
        objective=objective,
        bound=bound,
        gap=gap,
        covered=problem.covered_by(chosen),
        cost_one_off=float(problem.cost_one_off[chosen].sum()),
        cost_yearly=float(problem.cost_yearly[chosen].sum()),
        status=status,
        seconds=time.perf_counter() - began,
        log=answer.log,
        settings={"model": model, **asked, **asdict(settings), "highs": highs_version()},
        reduction=reduction,
    )
