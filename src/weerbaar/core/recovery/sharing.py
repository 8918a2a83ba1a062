"""Who gets the scarce generators, fuel and staff: greedily, or proven optimal."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.core.recovery.graph import Floats
from weerbaar.core.recovery.scenario import Decision, Scenario, Timeline


@dataclass(frozen=True)
class Sharing:
    """`timeline` follows from `decision` by simulation; its `value` is what counts.

    `model_value`, `bound`: what the model in blocks says of this decision, and the most that any decision can
    reach in it; `gap` = (bound - model_value) / bound; `is_proven`: the gap is closed; `agrees`: the simulator
    in steps of one block gives the model's value. For the greedy choice the bound is inf.
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


def share_greedily(scenario: Scenario, block: float = 240.0) -> Sharing:
    """Block by block, each unit to where it keeps up most weight."""
    raise NotImplementedError


def share_optimally(
    scenario: Scenario, block: float = 240.0, time_limit_s: float = 60.0, seed: int = 1
) -> Sharing:
    """The decision with the most weighted process-hours, proven by HiGHS within the time limit."""
    raise NotImplementedError


def saving(optimal: Sharing, greedy: Sharing) -> Saving:
    """The difference of two sharings of one scenario."""
    raise NotImplementedError
