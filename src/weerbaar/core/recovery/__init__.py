"""How a municipality recovers: what needs what, when it is back, and what one loss does.

    build_graph → recover → conflicts, required_times, latest_times
                → single_failures, pair_failures, cut_sets
                → after_loss (autonomy clocks), simulate (hour by hour), share_greedily / share_optimally

Arrays in, frozen dataclasses out; minutes as float64, `inf` is never. The compiled parts and the solver
load when they are first needed. Sentences for people are made elsewhere: results carry numbers only.
"""

from weerbaar.core.recovery.cutsets import CutSets, cut_sets
from weerbaar.core.recovery.failures import PairFailures, SingleFailures, pair_failures, single_failures
from weerbaar.core.recovery.graph import Fault, GraphError, Node, RecoveryGraph, Requirement, build_graph
from weerbaar.core.recovery.latest import LatestTimes, RequiredTimes, latest_times, required_times
from weerbaar.core.recovery.loss import Interruption, Loss, after_loss
from weerbaar.core.recovery.recover import Deadlock, Recovery, Step, recover, started_together
from weerbaar.core.recovery.scenario import (
    Decision,
    Delivery,
    Depot,
    Generator,
    Outage,
    Scenario,
    Shift,
    Staffing,
    State,
    Timeline,
    Workaround,
)
from weerbaar.core.recovery.sharing import Saving, Sharing, saving, share_greedily, share_optimally
from weerbaar.core.recovery.simulation import simulate
from weerbaar.core.recovery.targets import HORIZON, Conflict, Line, Targets, conflicts, make_targets, slack

__all__ = [
    "HORIZON",
    "Conflict",
    "CutSets",
    "Deadlock",
    "Decision",
    "Delivery",
    "Depot",
    "Fault",
    "Generator",
    "GraphError",
    "Interruption",
    "LatestTimes",
    "Line",
    "Loss",
    "Node",
    "Outage",
    "PairFailures",
    "Recovery",
    "RecoveryGraph",
    "RequiredTimes",
    "Requirement",
    "Saving",
    "Scenario",
    "Sharing",
    "Shift",
    "SingleFailures",
    "Staffing",
    "State",
    "Step",
    "Targets",
    "Timeline",
    "Workaround",
    "after_loss",
    "build_graph",
    "conflicts",
    "cut_sets",
    "latest_times",
    "make_targets",
    "pair_failures",
    "recover",
    "required_times",
    "saving",
    "share_greedily",
    "share_optimally",
    "simulate",
    "single_failures",
    "slack",
    "started_together",
]
