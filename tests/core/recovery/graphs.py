"""Small random dependency graphs, and recovery times by plain iteration: the judge of the compiled methods.

Nothing here uses the code under test beyond the arrays of a graph.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from hypothesis import strategies as st

from weerbaar.core.recovery import Node, RecoveryGraph, Requirement, build_graph

Groups = list[list[tuple[int, list[int]]]]


@st.composite
def small_graphs(
    draw: st.DrawFn,
    most: int = 8,
    cyclic: bool = True,
    autonomy: bool = False,
    never: bool = True,
    least_own: int = 0,
) -> RecoveryGraph:
    """Up to `most` nodes with whole minutes, so that sums are exact; some never come back by themselves."""
    n = draw(st.integers(1, most))
    owns = st.integers(least_own, 6).map(float)
    if never:
        owns = st.one_of(owns, owns, owns, owns, owns, st.just(math.inf))
    clocks = st.one_of(st.just(0), st.integers(0, 8), st.integers(0, 20)).map(float)
    nodes = [Node(f"n{i}", draw(owns), draw(clocks) if autonomy else 0.0) for i in range(n)]
    requirements = []
    for i in range(n):
        others = [j for j in range(n) if (j != i if cyclic else j < i)]
        for _ in range(draw(st.integers(0, 2)) if others else 0):
            members = draw(st.lists(st.sampled_from(others), min_size=1, max_size=4, unique=True))
            least = draw(st.integers(1, len(members)))
            requirements.append(Requirement(f"n{i}", tuple(f"n{j}" for j in members), least))
    order = draw(st.permutations(range(n)))
    return build_graph([nodes[i] for i in order], requirements)


def groups_of(graph: RecoveryGraph) -> Groups:
    return [
        [
            (int(graph.need[g]), graph.member[graph.member_start[g] : graph.member_start[g + 1]].tolist())
            for g in range(graph.group_start[v], graph.group_start[v + 1])
        ]
        for v in range(len(graph))
    ]


def times_by_iteration(graph: RecoveryGraph, fixed: Mapping[int, float] | None = None) -> np.ndarray:
    """Everything never ready, then the equation over and over until nothing changes."""
    groups, held = groups_of(graph), dict(fixed or {})
    ready = [held.get(v, math.inf) for v in range(len(graph))]
    while True:
        after = [
            held.get(
                v,
                float(graph.own[v])
                + max([sorted(ready[m] for m in of)[need - 1] for need, of in groups[v]], default=0),
            )
            for v in range(len(graph))
        ]
        if after == ready:
            return np.array(after)
        ready = after
