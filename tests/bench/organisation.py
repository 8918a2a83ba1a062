"""A made municipality for the recovery benchmarks: processes on layers of resources, with alternatives."""

from __future__ import annotations

import numpy as np

from weerbaar.core.recovery import Node, RecoveryGraph, Requirement, Targets, build_graph, make_targets


def make_organisation(
    processes: int = 1_000, resources: int = 3_000, dependencies: int = 15_000, rings: int = 0, seed: int = 1
) -> RecoveryGraph:
    """Resources first, then processes; no node needs a later one, but for `rings` pairs that need each other.

    Of the groups 60 % need all of 1 to 3 members, 30 % one of 2 or 3, 10 % two of three. Members come from
    the last few hundred nodes before, so that chains are long, and one in ten from the first hundred: power,
    network, identity. Ring pairs have a generator as the way out, so that they can start.
    """
    rng = np.random.default_rng(seed)
    n = resources + processes
    names = [f"r{i}" for i in range(resources)] + [f"p{i}" for i in range(processes)]
    nodes = [Node(name, float(rng.integers(5, 240)), float(rng.integers(0, 480))) for name in names]
    requirements: list[Requirement] = []
    count = 0
    while count < dependencies:
        v = int(rng.integers(50, n))
        kind = rng.random()
        size = 3 if kind >= 0.9 else int(rng.integers(1, 4)) if kind < 0.6 else int(rng.integers(2, 4))
        size = min(size, dependencies - count)
        before = min(v, resources)
        low = 0 if rng.random() < 0.1 else max(0, before - 600)
        high = min(before, 100) if low == 0 else before
        members = rng.choice(np.arange(low, high), size, replace=False)
        least = size if kind < 0.6 else 1 if kind < 0.9 else min(2, size)
        requirements.append(Requirement(names[v], tuple(names[m] for m in members), least))
        count += size
    for i in range(rings):
        one, other = 100 + 2 * i, 101 + 2 * i
        requirements.append(Requirement(names[one], (names[other], names[i % 50]), 1))
        requirements.append(Requirement(names[other], (names[one],)))
    return build_graph(nodes, requirements)


def make_goals(graph: RecoveryGraph, processes: int, seed: int = 2) -> Targets:
    """Weights 1 to 10 and recovery targets of 4 to 72 hours for the last nodes."""
    rng = np.random.default_rng(seed)
    nodes = np.arange(len(graph) - processes, len(graph))
    return make_targets(nodes, rng.integers(1, 11, processes), rto=rng.integers(240, 4_320, processes))
