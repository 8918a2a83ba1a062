"""The siting problem as arrays, and why one cannot be solved. Nothing about solving it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.core.coverage.network import Floats, Integers
from weerbaar.core.coverage.reach import Reach

Flags = NDArray[np.bool_]
TOLERANCE = 1e-9  # relative, for sums of weights and euros


@dataclass(frozen=True)
class CoverProblem:
    """Which candidates cover which demand rows, and what binds the choice.

    `start` (c + 1,), `demand` (nnz,): per candidate the rows it covers, ascending. `weights` (d,) at least 0;
    a row without weight need not be covered. `cost_one_off`, `cost_yearly` (c,) euros. `required`, `excluded`
    (c,). `group` (c,) for example the district, -1 for none; every group in `needed_groups` (g,) gets at
    least one point. `nearest_m` (d,) or None: metres to the nearest candidate of each row however far, only
    to explain.
    """

    start: Integers
    demand: NDArray[np.int32]
    weights: Floats
    cost_one_off: Floats
    cost_yearly: Floats
    required: Flags
    excluded: Flags
    group: Integers
    needed_groups: Integers
    nearest_m: Floats | None = None

    @property
    def candidate_count(self) -> int:
        return len(self.start) - 1

    @property
    def demand_count(self) -> int:
        return len(self.weights)

    def covered_by(self, chosen: ArrayLike) -> Flags:
        """(d,) which rows the chosen candidates cover."""
        covered = np.zeros(self.demand_count, np.bool_)
        for candidate in np.asarray(chosen, np.int64).tolist():
            covered[self.demand[self.start[candidate] : self.start[candidate + 1]]] = True
        return covered


def cover_problem(
    reach: Reach,
    limit_m: ArrayLike,
    weights: ArrayLike,
    *,
    point: ArrayLike | None = None,
    cost_one_off: ArrayLike | None = None,
    cost_yearly: ArrayLike | None = None,
    required: ArrayLike | None = None,
    excluded: ArrayLike | None = None,
    group: ArrayLike | None = None,
    needed_groups: ArrayLike | None = None,
    nearest_m: ArrayLike | None = None,
) -> CoverProblem:
    """A siting problem from a reach: row j is covered by the candidates within `limit_m[j]` metres.

    `weights` (d,), `limit_m` a number or (d,). `point` (d,) is the reach's demand index of each row; by
    default row j is demand j. So residents and vulnerable residents of one postcode are two rows of one
    point, each with its own norm. A limit above the one that the reach was computed with cannot be seen here:
    compute the reach with the largest. Costs default to 1 and 0, the flags to False, the group to -1.
    `needed_groups` are listed once.

    Raises ValueError for arrays that do not fit together, weights or costs below 0 or not finite.
    """
    weight = np.asarray(weights, np.float64)
    rows, c = len(weight), reach.candidate_count
    limit = np.broadcast_to(np.asarray(limit_m, np.float64), (rows,))
    at = np.arange(rows) if point is None else np.asarray(point, np.int64)
    if len(at) != rows or (point is None and rows != reach.demand_count):
        raise ValueError("weights and points differ in length")
    if rows and (at.min() < 0 or at.max() >= reach.demand_count):
        raise ValueError("a row belongs to a point that the reach does not have")
    start, demand = _covers(reach, limit, at)
    problem = CoverProblem(
        start=start,
        demand=demand,
        weights=weight,
        cost_one_off=_column(cost_one_off, c, 1.0, np.float64),
        cost_yearly=_column(cost_yearly, c, 0.0, np.float64),
        required=_column(required, c, False, np.bool_),
        excluded=_column(excluded, c, False, np.bool_),
        group=_column(group, c, -1, np.int64),
        needed_groups=np.unique(np.asarray([] if needed_groups is None else needed_groups, np.int64)),
        nearest_m=None if nearest_m is None else np.asarray(nearest_m, np.float64),
    )
    check_problem(problem)
    return problem


def _column(values: ArrayLike | None, length: int, default: float, kind: type) -> NDArray[Any]:
    column: NDArray[Any] = np.full(length, default, kind) if values is None else np.array(values, dtype=kind)
    if column.shape != (length,):
        raise ValueError(f"expected {length} values, one per candidate, and got {column.shape}")
    return column


def _covers(reach: Reach, limit: Floats, at: Integers) -> tuple[Integers, NDArray[np.int32]]:
    """Per candidate the rows within their limits. A point can have several rows, or none."""
    order = np.argsort(at, kind="stable")
    rows_of = np.concatenate([[0], np.cumsum(np.bincount(at, minlength=reach.demand_count))])
    many = np.diff(rows_of)[reach.demand]
    entry = np.repeat(np.arange(len(reach.demand)), many)
    within = np.arange(len(entry)) - np.repeat(np.cumsum(many) - many, many)
    row = order[rows_of[reach.demand[entry]] + within]
    keep = reach.metres[entry] <= limit[row]
    candidate, row = reach.candidate_of_entry()[entry][keep], row[keep]
    order = np.lexsort((row, candidate))
    start = np.concatenate([[0], np.cumsum(np.bincount(candidate, minlength=reach.candidate_count))])
    return start.astype(np.int64), row[order].astype(np.int32)


def check_problem(problem: CoverProblem) -> None:
    """Raises ValueError for arrays that do not fit together or are not finite."""
    c, d = problem.candidate_count, problem.demand_count
    for name in ("cost_one_off", "cost_yearly", "required", "excluded", "group"):
        if len(getattr(problem, name)) != c:
            raise ValueError(f"{name} has not one value per candidate")
    for name in ("weights", "cost_one_off", "cost_yearly"):
        values = getattr(problem, name)
        if not np.isfinite(values).all() or (values < 0).any():
            raise ValueError(f"{name} must be finite and at least 0")
    if len(problem.demand) != problem.start[-1] or (np.diff(problem.start) < 0).any():
        raise ValueError("start and demand do not fit together")
    if len(problem.demand) and (problem.demand.min() < 0 or problem.demand.max() >= d):
        raise ValueError("a candidate covers a row that does not exist")
    if problem.nearest_m is not None and len(problem.nearest_m) != d:
        raise ValueError("nearest_m has not one value per row")


class Infeasible(Exception):  # noqa: N818 - the field's word for it
    """No choice of points satisfies what was asked. `reason` says which demand fails; the arrays say where.

    `reason`: "unreachable" (rows without any candidate within their limit), "share" (even every candidate
    together covers too little), "budget", "points", "group" (a needed group without a usable candidate),
    "musts" (required and excluded at once). `rows` (k,) and `nearest_m` (k,) for unreachable demand; `norm_m`
    the shortest norm with which it could be met (inf when no street leads there, nan when `nearest_m` was not
    given); `groups`; `candidates`; `cheapest_eur` and `fewest_points`: what the requirements by themselves
    need.
    """

    def __init__(
        self,
        reason: str,
        message: str,
        *,
        rows: Integers | None = None,
        nearest_m: Floats | None = None,
        norm_m: float = float("nan"),
        greatest_share: float = float("nan"),
        groups: Integers | None = None,
        candidates: Integers | None = None,
        cheapest_eur: float = float("nan"),
        fewest_points: int | None = None,
    ) -> None:
        super().__init__(message)
        none = np.zeros(0, np.int64)
        self.reason = reason
        self.rows = none if rows is None else rows
        self.nearest_m = np.full(len(self.rows), np.nan) if nearest_m is None else nearest_m
        self.norm_m = norm_m
        self.greatest_share = greatest_share
        self.groups = none if groups is None else groups
        self.candidates = none if candidates is None else candidates
        self.cheapest_eur = cheapest_eur
        self.fewest_points = fewest_points


@dataclass(frozen=True)
class Needs:
    """What the musts and the groups need before any demand is looked at."""

    points: int
    cost_eur: float


def check_musts(problem: CoverProblem) -> Needs:
    """The points and euros that musts and groups need; raises `Infeasible` when they contradict."""
    both = np.flatnonzero(problem.required & problem.excluded)
    if len(both):
        raise Infeasible("musts", f"{len(both)} candidates are both required and excluded", candidates=both)
    usable = ~problem.excluded
    open_groups = np.setdiff1d(problem.needed_groups, problem.group[problem.required])
    empty = np.setdiff1d(open_groups, problem.group[usable])
    if len(empty):
        raise Infeasible(
            "group", f"{len(empty)} groups need a point and have no usable candidate", groups=empty
        )
    cheapest = [problem.cost_one_off[usable & (problem.group == group)].min() for group in open_groups]
    return Needs(
        int(problem.required.sum()) + len(open_groups),
        float(problem.cost_one_off[problem.required].sum() + sum(cheapest)),
    )


def check_limits(needs: Needs, points: int | None, budget_eur: float | None) -> None:
    """Raises `Infeasible` when the musts and groups alone need more than the points or the budget."""
    known = {"cheapest_eur": needs.cost_eur, "fewest_points": needs.points}
    if points is not None and needs.points > points:
        raise Infeasible(
            "points",
            f"the requirements need {needs.points} points and {points} are allowed",
            **known,  # type: ignore[arg-type]
        )
    if budget_eur is not None and needs.cost_eur > budget_eur * (1 + TOLERANCE):
        raise Infeasible(
            "budget",
            f"the requirements cost at least EUR {needs.cost_eur:,.0f} and EUR {budget_eur:,.0f} is allowed",
            **known,  # type: ignore[arg-type]
        )


def check_share(problem: CoverProblem, share: float) -> None:
    """Raises `Infeasible` when all usable candidates together cover less than `share` of the weight."""
    reachable = problem.covered_by(np.flatnonzero(~problem.excluded))
    total = float(problem.weights.sum())
    missed = np.flatnonzero(~reachable & (problem.weights > 0))
    possible = float(problem.weights[reachable].sum())
    if not len(missed) or (possible >= share * total * (1 - TOLERANCE) and share < 1):
        return
    nearest = None if problem.nearest_m is None else problem.nearest_m[missed]
    raise Infeasible(
        "unreachable" if share >= 1 else "share",
        f"{len(missed)} demand rows have no candidate within their norm; at most "
        f"{possible / total:.2%} of the weight can be covered",
        rows=missed,
        nearest_m=nearest,
        norm_m=float("nan")
        if nearest is None
        else _norm_for(nearest, problem.weights[missed], share * total - possible),
        greatest_share=possible / total,
    )


def _norm_for(nearest: Floats, weights: Floats, lacking: float) -> float:
    """The shortest norm with which rows worth `lacking` more weight have a candidate."""
    order = np.argsort(nearest, kind="stable")
    gained = np.cumsum(weights[order])
    k = int(np.searchsorted(gained, lacking - TOLERANCE * max(gained[-1], 1.0)))
    return float(nearest[order][min(k, len(order) - 1)])
