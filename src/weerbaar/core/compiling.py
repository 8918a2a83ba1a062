"""Compiles the loops of one subject by using them once on something tiny.

The compiled loops are kept beside their modules, or in Numba's own folder where those cannot be written, so
this costs time once per machine. `python -m weerbaar.core.compiling coverage` does it in a process of its
own, beside other work.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np


def coverage() -> None:
    """Reach, the search and the ways walked, in a made town of 49 crossings."""
    from weerbaar.core import coverage as core

    side = 7
    node = np.arange(side * side).reshape(side, side)
    u = np.concatenate([node[:, :-1].ravel(), node[:-1].ravel()])
    v = np.concatenate([node[:, 1:].ravel(), node[1:].ravel()])
    network = core.StreetNetwork.straight(node.ravel() % side * 100.0, node.ravel() // side * 100.0, u, v)
    random = np.random.default_rng(1)
    demand = core.snap(network, random.uniform(0, 600, 60), random.uniform(0, 600, 60))
    sites = core.snap(network, random.uniform(0, 600, 12), random.uniform(0, 600, 12))
    metres = core.reach(network, sites, demand, 250.0)
    problem = core.cover_problem(
        metres, 250.0, random.integers(1, 90, 60), cost_one_off=np.full(12, 5.0), group=np.arange(12) % 3
    )
    settings = core.SolverSettings(10.0)
    core.maximal_covering(problem, points=3, settings=settings)
    core.maximal_covering(problem, budget_eur=20.0, settings=settings)
    core.set_covering(problem, share=0.5, settings=settings)
    core.walked_edges(network, sites, 250.0)
    core.nearest_candidate(network, sites, demand)
    here, there = (core.snap(network, [at], [at]) for at in (10.0, 510.0))
    core.route(network, here, there)


def recovery() -> None:
    """The analysis and an outage of a made town hall of five nodes."""
    from weerbaar.core import recovery as core

    nodes = [
        core.Node("desk", 10.0),
        core.Node("pump", 5.0, 60.0),
        core.Node("network", 30.0, 60.0),
        core.Node("grid", 240.0),
        core.Node("generator", 15.0),
    ]
    needs = [
        core.Requirement("desk", ("network",), 1),
        core.Requirement("pump", ("grid", "generator"), 1),
        core.Requirement("network", ("grid", "generator"), 1),
    ]
    graph = core.build_graph(nodes, needs)
    targets = core.make_targets(np.arange(2), weight=[4.0, 1.0], rto=[60.0, 120.0])
    recovery = core.recover(graph)
    core.required_times(recovery, targets)
    core.latest_times(recovery, targets)
    core.single_failures(graph, targets)
    core.pair_failures(graph, targets, np.arange(5))
    core.after_loss(graph, core.Loss(np.array([3])))
    scenario = core.Scenario(
        graph=graph,
        process=np.arange(2),
        weight=np.array([4.0, 1.0]),
        outages=(core.Outage(3, 0.0, 600.0),),
        generators=(core.Generator(4, 10.0, 40.0, 40.0, replaces=3, is_mobile=True),),
        mobile_units=1,
        recharge=np.full(5, np.inf),
        horizon=600.0,
    )
    core.share_greedily(scenario)
    core.simulate(scenario)


SUBJECTS: dict[str, Callable[[], None]] = {"coverage": coverage, "recovery": recovery}

if __name__ == "__main__":
    for subject in sys.argv[1:] or SUBJECTS:
        SUBJECTS[subject]()
