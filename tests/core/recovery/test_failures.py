"""Single failures and pairs against evaluating the whole graph again for each."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.recovery.graphs import small_graphs, times_by_iteration
from weerbaar.core.recovery import (
    Node,
    RecoveryGraph,
    Requirement,
    Targets,
    build_graph,
    make_targets,
    pair_failures,
    single_failures,
)


@st.composite
def posed(draw: st.DrawFn) -> tuple[RecoveryGraph, Targets]:
    graph = draw(small_graphs(most=8))
    nodes = draw(st.lists(st.integers(0, len(graph) - 1), min_size=1, max_size=5, unique=True))
    weights = [draw(st.integers(0, 9)) for _ in nodes]
    lines = [draw(st.one_of(st.integers(0, 25), st.just(math.inf))) for _ in nodes]
    return graph, make_targets(nodes, weights, rto=lines, horizon=math.inf)


def harm(graph: RecoveryGraph, targets: Targets, gone: set[int]) -> dict[int, int]:
    """Process → 1 late, 2 lost, where it is not so without the failure."""
    before = times_by_iteration(graph)
    after = times_by_iteration(graph, dict.fromkeys(gone, math.inf))
    found = {}
    for node, limit in zip(targets.node.tolist(), targets.limit.tolist(), strict=True):
        if node in gone:
            continue
        if after[node] == math.inf and before[node] < math.inf:
            found[node] = 2
        elif before[node] <= limit < after[node] < math.inf:
            found[node] = 1
    return found


@settings(max_examples=700, deadline=None)
@given(posed())
def test_singles_are_those_of_evaluating_again(problem: tuple[RecoveryGraph, Targets]) -> None:
    graph, targets = problem
    found = single_failures(graph, targets)
    weight = dict(zip(targets.node.tolist(), targets.weight.tolist(), strict=True))
    assert sorted(found.node) == list(range(len(graph)))
    for i, x in enumerate(found.node.tolist()):
        expected = harm(graph, targets, {x})
        assert found.lost_by(i).tolist() == sorted(p for p, level in expected.items() if level == 2)
        assert found.late_by(i).tolist() == sorted(p for p, level in expected.items() if level == 1)
        assert found.effect[i] == sum(weight[p] for p in expected)
        assert found.lost_weight[i] == sum(weight[p] for p in found.lost_by(i).tolist())
    keys = list(zip(-found.effect, -found.lost_weight, found.node, strict=True))
    assert keys == sorted(keys)


@settings(max_examples=400, deadline=None)
@given(posed())
def test_pairs_are_those_of_evaluating_again(problem: tuple[RecoveryGraph, Targets]) -> None:
    graph, targets = problem
    nodes = np.arange(len(graph))
    found = pair_failures(graph, targets, nodes)
    weight = dict(zip(targets.node.tolist(), targets.weight.tolist(), strict=True))
    expected = {}
    for x in range(len(graph)):
        for y in range(x + 1, len(graph)):
            both, one, other = (harm(graph, targets, gone) for gone in ({x, y}, {x}, {y}))
            worse = sorted(p for p in both if both[p] > max(one.get(p, 0), other.get(p, 0)))
            if worse:
                expected[x, y] = (worse, sum(weight[p] for p in both), sum(weight[p] for p in worse))
    actual = {
        (int(found.first[i]), int(found.second[i])): (
            found.harmed_by(i).tolist(),
            found.effect[i],
            found.excess[i],
        )
        for i in range(len(found.first))
    }
    assert actual == expected
    assert (np.diff(found.excess) <= 0).all()
    assert found.evaluated == len(graph) * (len(graph) - 1) // 2


@settings(max_examples=50, deadline=None)
@given(posed())
def test_the_answer_does_not_depend_on_the_threads(problem: tuple[RecoveryGraph, Targets]) -> None:
    graph, targets = problem
    one, many = (single_failures(graph, targets, threads=threads) for threads in (1, 3))
    assert one.node.tolist() == many.node.tolist()
    assert one.lost.tolist() == many.lost.tolist()
    nodes = np.arange(len(graph))
    pair_one, pair_many = (pair_failures(graph, targets, nodes, threads=threads) for threads in (1, 3))
    assert pair_one.harmed.tolist() == pair_many.harmed.tolist()
    assert pair_one.first.tolist() == pair_many.first.tolist()


def test_two_feeds_are_a_pair_and_no_single_point() -> None:
    graph = build_graph(
        [Node("grid", 60), Node("generator", 30), Node("site", 5), Node("process", 5)],
        [Requirement("site", ("grid", "generator"), 1), Requirement("process", ("site",))],
    )
    targets = make_targets([3], 7.0, rto=45)
    singles = single_failures(graph, targets)
    assert [(int(node), effect) for node, effect in zip(singles.node, singles.effect, strict=True)] == [
        (2, 7),
        (1, 7),
        (0, 0),
        (3, 0),
    ]
    assert singles.lost_by(0).tolist() == [3]
    assert singles.late_by(1).tolist() == [3]
    pairs = pair_failures(graph, targets, np.array([0, 1]))
    assert (pairs.first.tolist(), pairs.second.tolist(), pairs.excess.tolist()) == ([0], [1], [7])
