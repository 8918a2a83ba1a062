"""Maximal covering against spopt with its default solver (PuLP's CBC), from arrays to answer."""

from __future__ import annotations

import warnings

import numpy as np

from tests.bench.city import City
from tests.bench.reach import LIMIT_M
from tests.bench.table import Row, timed
from weerbaar.core.coverage import Reach, Siting, SolverSettings, cover_problem, maximal_covering, reach

POINTS = 15
GOAL = 100.0
FAR_M = 1e6  # what stands in spopt's full table for a pair beyond reach


def measure(city: City, spopt_limit_s: float) -> list[Row]:
    found = reach(city.network, city.candidates(), city.demand(), LIMIT_M)

    def ours() -> Siting:
        return maximal_covering(
            cover_problem(found, LIMIT_M, city.weight), POINTS, settings=SolverSettings(600.0)
        )

    timed(ours)
    answer, seconds = timed(ours, times=3)
    name = f"maximal covering, p = {POINTS}"
    proven = Row("  optimum proven", f"gap {answer.gap:.6%}", goal="gap 0", met=answer.gap == 0)
    shown = f"{seconds:.2f} s, {answer.objective:,.0f}"
    try:
        import pulp
        import spopt  # noqa: F401
    except ImportError:
        return [Row(name, shown, "spopt is not installed", goal=f"{GOAL:.0f}x"), proven]
    (value, status), peer = timed(lambda: _spopt(found, city, pulp, spopt_limit_s))
    if value > answer.objective * (1 + 1e-9):
        raise RuntimeError("spopt covers more than our proven optimum")
    ratio = peer / seconds
    goal = f"at least {GOAL:.0f}x"
    cut_short = status != "optimal" and spopt_limit_s < GOAL * seconds
    met = None if cut_short and ratio < GOAL else ratio >= GOAL
    return [
        Row(
            name,
            shown,
            f"{peer:.0f} s, {value:,.0f}, {status} (spopt)",
            ratio,
            goal,
            met,
            is_least=status != "optimal",
        ),
        proven,
    ]


def _spopt(found: Reach, city: City, pulp: object, limit_s: float) -> tuple[float, str]:
    from spopt.locate import MCLP

    table = np.full((found.demand_count, found.candidate_count), FAR_M)
    table[found.demand, found.candidate_of_entry()] = found.metres
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = MCLP.from_cost_matrix(table, city.weight, LIMIT_M, p_facilities=POINTS)
        solver = pulp.PULP_CBC_CMD(msg=False, timeLimit=limit_s)  # type: ignore[attr-defined]
        model.solve(solver, results=False)
    chosen = [i for i, variable in enumerate(model.fac_vars) if (variable.varValue or 0) > 0.5]
    reached = np.zeros(found.demand_count, bool)
    for i in chosen:
        reached[found.demand[found.start[i] : found.start[i + 1]]] = True
    status = "optimal" if model.problem.sol_status == 1 else f"unproven at its limit of {limit_s:.0f} s"
    return float(city.weight[reached].sum()), status
