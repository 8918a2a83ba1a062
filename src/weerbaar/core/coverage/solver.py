"""HiGHS as this house uses it: sparse arrays in, answer with a proven bound out. Nothing about siting.

Huangfu and Hall (2018), Parallelizing the dual revised simplex method; https://highs.dev.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from weerbaar.core.coverage.network import Floats
from weerbaar.core.coverage.problem import Flags

Report = Callable[[float, float], None]


@dataclass(frozen=True)
class SolverSettings:
    """What makes a run repeatable. `gap`: relative gap at which it may stop. `seed` for every random choice.

    One thread: HiGHS answers the same every time then, and two were slower on these problems.
    """

    time_limit_s: float = 120.0
    gap: float = 0.0
    seed: int = 1
    threads: int = 1

    def __post_init__(self) -> None:
        if not self.time_limit_s > 0 or not self.gap >= 0 or self.threads < 1:
            raise ValueError("time_limit_s must be above 0, gap at least 0, threads at least 1")


@dataclass(frozen=True)
class MixedModel:
    """Minimise or maximise `objective` x within rows `lower` <= `rows` x <= `upper`, 0 <= x <= 1."""

    maximise: bool
    objective: Floats
    rows: csr_array
    lower: Floats
    upper: Floats
    integer: Flags


@dataclass(frozen=True)
class MixedAnswer:
    """`values` (n,) or None when nothing feasible was found; `bound` on the objective."""

    values: Floats | None
    objective: float
    bound: float
    status: str
    nodes: int
    log: str
    duals: Floats | None = None


def highs_version() -> str:
    return str(_silent_highs().version())


def _silent_highs() -> Any:
    """A solver that writes nothing to the terminal, not even its name; its log goes to callbacks."""
    import highspy

    base: Any = highspy.Highs

    class Silent(base):  # type: ignore[misc]
        def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS prints its name here, before any option
            self.setOptionValue("output_flag", False)
            self.setOptionValue("log_to_console", False)
            super().enableCallbacks()

    return Silent()


def solve_mixed(
    model: MixedModel,
    settings: SolverSettings,
    time_limit_s: float,
    start: Floats | None = None,
    report: Report | None = None,
    absolute_gap: float = 1e-6,
    options: dict[str, Any] | None = None,
    patience_s: float | None = None,
) -> MixedAnswer:
    """Solves a mixed problem, from a feasible `start` when there is one.

    `report(incumbent, bound)` is called now and then; what it raises stops the solver and is raised here.
    `options` are HiGHS's own, for callers that know better. With `patience_s` it stops once the gap has not
    become a tenth smaller in so many seconds.
    """
    import highspy

    solver = _silent_highs()
    solver.setOptionValue("output_flag", True)
    solver.setOptionValue("threads", settings.threads)
    solver.setOptionValue("random_seed", settings.seed)
    solver.setOptionValue("mip_rel_gap", float(settings.gap))
    solver.setOptionValue("mip_abs_gap", absolute_gap)
    solver.setOptionValue("time_limit", max(float(time_limit_s), 0.01))
    # a restart presolves again, which in HiGHS 1.16 can go round for ever, deaf to limit and interrupt
    solver.setOptionValue("mip_allow_restart", False)
    for name, value in (options or {}).items():
        solver.setOptionValue(name, value)
    lines: list[str] = []
    raised: list[BaseException] = []
    solver.cbLogging.subscribe(lambda event: lines.append(event.message))

    narrowest, narrowed_at = float("inf"), 0.0

    def look_up(event: Any) -> None:
        nonlocal narrowest, narrowed_at
        seen = event.data_out
        if patience_s is not None:
            gap = abs(seen.mip_dual_bound - seen.mip_primal_bound)
            if gap < 0.9 * narrowest:
                narrowest, narrowed_at = gap, seen.running_time
            elif seen.running_time - narrowed_at > patience_s:
                event.interrupt()
        if report is None or raised:
            return
        try:
            report(seen.mip_primal_bound, seen.mip_dual_bound)
        except BaseException as error:
            raised.append(error)
            event.interrupt()

    is_mixed = bool(model.integer.any())
    if (report is not None or patience_s is not None) and is_mixed:
        solver.cbMipInterrupt.subscribe(look_up)
    solver.passModel(_as_highs(model))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        solver.setSolution(solution)
    try:
        solver.run()
    finally:
        solver.disableCallbacks()
    if raised:
        raise raised[0]
    answer = _answer(solver, model, is_mixed, "".join(lines))
    if start is not None and not _adds_up(model, answer):
        # HiGHS 1.16 can lose what its presolve decided from both objective and bound when given a start
        return solve_mixed(model, settings, time_limit_s, None, report, absolute_gap, options, patience_s)
    return answer


def _adds_up(model: MixedModel, answer: MixedAnswer) -> bool:
    """Whether the values are worth the objective that HiGHS states."""
    if answer.values is None:
        return True
    worth = float(model.objective @ answer.values)
    return abs(worth - answer.objective) <= 1e-5 * max(1.0, abs(worth))


def _as_highs(model: MixedModel) -> Any:
    import highspy

    columns = len(model.objective)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, len(model.lower)
    program.sense_ = highspy.ObjSense.kMaximize if model.maximise else highspy.ObjSense.kMinimize
    program.col_cost_ = model.objective
    program.col_lower_, program.col_upper_ = np.zeros(columns), np.ones(columns)
    program.row_lower_, program.row_upper_ = model.lower, model.upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = model.rows.indptr.astype(np.int32)
    program.a_matrix_.index_ = model.rows.indices.astype(np.int32)
    program.a_matrix_.value_ = model.rows.data.astype(np.float64)
    if model.integer.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        program.integrality_ = [kinds[flag] for flag in model.integer.astype(int).tolist()]
    return program


def _answer(solver: Any, model: MixedModel, is_mixed: bool, log: str) -> MixedAnswer:
    import highspy

    information = solver.getInfo()
    status = solver.modelStatusToString(solver.getModelStatus())
    feasible = information.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    solution = solver.getSolution()
    worst = float("inf") if model.maximise else float("-inf")
    optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    objective = float(information.objective_function_value) if feasible else -worst
    return MixedAnswer(
        values=np.array(solution.col_value) if feasible else None,
        objective=objective,
        bound=float(information.mip_dual_bound) if is_mixed else (objective if optimal else worst),
        status=status,
        nodes=int(information.mip_node_count) if is_mixed else 0,
        log=log,
        duals=np.array(solution.col_dual) if not is_mixed and feasible else None,
    )
