"""A made municipality for the recovery benchmarks: processes on layers of resources, with alternatives."""

from __future__ import annotations

import numpy as np

from weerbaar.core.recovery import Node, RecoveryGraph, Requirement, Targets, build_graph, make_targets


def make_organisation(
    processes: int = 1_000, resources: int = 3_000, dependencies: int = 15_000, rings: int = 0, seed: int = 1
) -> RecoveryGraph:
    """Five layers of resources, then processes; nodes need layers below, and `rings` of two each other.

    Of the groups 60 % need all of 1 to 3 members, 30 % one of 2 or 3, 10 % two of three. Members are
    neighbours in the layer below; one group in ten needs some of the first hundred resources: power, network,
    identity. A ring is two resources of the second layer that need each other, one of which has another way
    to start.
    """
    rng = np.random.default_rng(seed)
    n = resources + processes
    layer = resources // 5
    names = [f"r{i}" for i in range(resources)] + [f"p{i}" for i in range(processes)]
    nodes = [Node(name, float(rng.integers(5, 240)), float(rng.integers(0, 480))) for name in names]
    requirements: list[Requirement] = []
    count = 0
    while count < dependencies:
        v = int(rng.integers(layer, n))
        kind = rng.random()
        size = 3 if kind >= 0.9 else int(rng.integers(1, 4)) if kind < 0.6 else int(rng.integers(2, 4))
        size = min(size, dependencies - count)
        if rng.random() < 0.1:
            members = rng.choice(min(100, layer), size, replace=False)
        else:
            below = min(v // layer, 5) - 1
            middle = (v % layer) if v < resources else (v - resources) * layer // processes
            low = below * layer + min(max(middle - 10, 0), layer - 20)
            members = rng.choice(np.arange(low, low + 20), size, replace=False)
        least = size if kind < 0.6 else 1 if kind < 0.9 else min(2, size)
        requirements.append(Requirement(names[v], tuple(names[m] for m in members), least))
        count += size
    for i in range(rings):
        one, other = layer + i, layer + rings + i
        requirements.append(Requirement(names[one], (names[other], names[i % 100]), 1))
        requirements.append(Requirement(names[other], (names[one],)))
    return build_graph(nodes, requirements)


def make_goals(graph: RecoveryGraph, processes: int, seed: int = 2) -> Targets:
    """Weights 1 to 10 and recovery targets of 4 to 72 hours for the last nodes."""
    rng = np.random.default_rng(seed)
    nodes = np.arange(len(graph) - processes, len(graph))
    return make_targets(nodes, rng.integers(1, 11, processes), rto=rng.integers(240, 4_320, processes))
