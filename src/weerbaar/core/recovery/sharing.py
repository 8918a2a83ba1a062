"""Who gets the scarce generators, fuel and staff: greedily, or proven optimal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from weerbaar.core.recovery.arrays import compiled
from weerbaar.core.recovery.course import Course, Moment
from weerbaar.core.recovery.graph import Flags, Floats
from weerbaar.core.recovery.scenario import Decision, Scenario, State, Timeline
from weerbaar.core.recovery.simulation import simulate

ROUNDING = 1e-6
AHEAD = 2  # blocks that greedy looks beyond the one that it decides


@dataclass(frozen=True)
class Sharing:
    """`timeline` follows from `decision` by simulation; its `value` is what counts.

    `model_value`: what the simulator makes of the decision in steps of one block (`in_blocks`); `bound`:
    the most that any decision can reach in such steps; `gap` = (bound - model_value) / bound; `is_proven`:
    the gap is closed. `agrees`: the optimiser's own sum is the simulator's. For the greedy choice the bound
    is inf.
    """

    decision: Decision
    timeline: Timeline
    model_value: float
    bound: float
    gap: float
    is_proven: bool
    agrees: bool
    status: str


@dataclass(frozen=True)
class Saving:
    """What the optimum saves over greedy: `value` weighted process-hours, `hours` (p,) per process."""

    value: float
    hours: Floats


def in_blocks(scenario: Scenario, block: float) -> Scenario:
    """The scenario as it is optimised: in steps of one block, with own times and autonomy in whole blocks.

    They are rounded to the nearest, halves to the worse side: with blocks of hours, always rounding to the
    worse side would make every quarter of an hour of starting a whole block of standstill (and of unburnt
    fuel). In a cycle every start takes at least a block, because linear rows cannot tell nodes that start
    each other at one moment from nodes that are started.
    """
    graph = scenario.graph
    autonomy = np.ceil(graph.autonomy / block - 0.5) * block
    arrays = compiled(graph)
    in_cycle = (np.diff(arrays.component_start) > 1)[arrays.component]
    own = np.floor(graph.own / block + 0.5) * block
    own = np.where(in_cycle, np.maximum(own, block), own)
    return replace(scenario, graph=replace(graph, own=own, autonomy=autonomy), step=block)


def share_greedily(scenario: Scenario, block: float = 240.0) -> Sharing:
    """Block by block, each mobile unit to the site where it keeps up most weight.

    The gain of a site is what a unit there in this block (and in as many more as it takes to start) keeps up
    until `AHEAD` blocks later, so that the charging of batteries counts. One unit after the other, given
    those before; a unit that gains nothing stays away. Equal gains: where a unit already stands, then the
    first site. Other generators run when they can, and staff and depot fuel go by priority (see `simulate`).
    """
    course = Course(scenario)
    per_block = round(block / scenario.step)
    blocks = -(-course.steps // per_block)
    runs = np.repeat(~course.is_mobile[:, None], blocks, axis=1)
    now = course.start()
    for b in range(blocks):
        before = runs[:, b - 1] if b else np.zeros(len(runs), np.bool_)
        runs[:, b] = _best_sites(course, now, runs[:, b], before, b * per_block, per_block)
        low, high = b * per_block, min((b + 1) * per_block, course.steps)
        wide = np.repeat(runs[:, b][:, None], course.steps, axis=1)
        course.advance(now, wide, course.all_work(), low, high, course.room())
    decision = Decision(block, runs)
    value = simulate(in_blocks(scenario, block), decision).value
    return Sharing(decision, simulate(scenario, decision), value, np.inf, np.inf, False, True, "greedy")


def _best_sites(
    course: Course, now: Moment, fixed: Flags, before: Flags, first: int, per_block: int
) -> Flags:
    """Which generators run from step `first`: the fixed ones, and the mobile ones that gain most in turn."""
    scenario = course.scenario
    slowest = max((scenario.graph.own[g.node] for g in scenario.generators if g.is_mobile), default=0.0)
    held = per_block * (1 + int(min(slowest // (per_block * scenario.step), course.steps)))
    last = min(first + held + AHEAD * per_block, course.steps)
    works, out = course.all_work(), course.room()

    def worth(chosen: Flags) -> float:
        runs = np.repeat(chosen[:, None], course.steps, axis=1)
        runs[course.is_mobile, first + held :] = False
        course.advance(now.copy(), runs, works, first, last, out)
        goes_on = out[0][scenario.process, first:last] > State.DOWN
        return float(scenario.weight @ goes_on.sum(axis=1)) * scenario.step / 60.0

    chosen = fixed.copy()
    best = worth(chosen)
    for _ in range(scenario.mobile_units):
        gains = []
        for j in np.flatnonzero(course.is_mobile & ~chosen).tolist():
            chosen[j] = True
            gains.append((round(worth(chosen) - best, 6), bool(before[j]), -j))
            chosen[j] = False
        gain, _, site = max(gains, default=(0.0, False, 0))
        if gain <= ROUNDING:
            break
        chosen[-site] = True
        best += gain
    return chosen


def share_optimally(
    scenario: Scenario,
    block: float = 240.0,
    time_limit_s: float = 60.0,
    seed: int = 1,
    report: Callable[[float, float], None] | None = None,
) -> Sharing:
    """The decision with the most weighted process-hours, proven by HiGHS within the time limit.

    It starts from the greedy decision, so that in blocks it is never worth less than that.

    The model (`blocks_model`) is the simulator in steps of one block (`in_blocks`), as linear inequalities.
    The decision is then simulated, in blocks and in the scenario's own steps. The longer the block, the more
    is rounded, and the fewer decisions there are. Raises RuntimeError when the time ends without a decision.
    `report(incumbent, bound)` is called now and then; what it raises stops the solver and is raised here.
    """
    from weerbaar.core.coverage.solver import SolverSettings, solve_mixed
    from weerbaar.core.recovery.blocks_model import build_model

    if round(block / scenario.step) * scenario.step != block:
        raise ValueError("a block must be a whole number of steps")
    coarse = in_blocks(scenario, block)
    built = build_model(coarse)
    if built.mixed is None:
        values, bound, objective, status = np.zeros(0), built.constant, built.constant, "Optimal"
    else:
        settings = SolverSettings(time_limit_s, seed=seed)
        start = built.start_from(coarse, share_greedily(coarse, block).decision)
        answer = solve_mixed(built.mixed, settings, time_limit_s, start, report)
        if answer.values is None:
            raise RuntimeError(f"no decision found in {time_limit_s} s ({answer.status})")
        values, status = answer.values, answer.status
        bound, objective = answer.bound + built.constant, answer.objective + built.constant
    decision = built.decision(values, block)
    value = simulate(coarse, decision).value
    scale = ROUNDING * max(1.0, abs(bound))
    gap = max(0.0, bound - value) / max(abs(bound), ROUNDING)
    return Sharing(
        decision,
        simulate(scenario, decision),
        value,
        bound,
        gap if gap > ROUNDING else 0.0,
        gap <= ROUNDING,
        bool(abs(value - objective) <= scale),
        status,
    )


def saving(optimal: Sharing, greedy: Sharing) -> Saving:
    """The difference of two sharings of one scenario."""
    return Saving(
        optimal.timeline.value - greedy.timeline.value, optimal.timeline.hours - greedy.timeline.hours
    )
