"""Recovery times against plain iteration of the equation, and deadlocks against all subsets."""

from __future__ import annotations

import itertools
import math

import numpy as np
from hypothesis import given, settings

from tests.core.recovery.graphs import groups_of, small_graphs, times_by_iteration
from weerbaar.core.recovery import Node, RecoveryGraph, Requirement, build_graph, recover, started_together

HOUR = 60.0


def worked_example(with_generator: bool) -> RecoveryGraph:
    """Power 24 h, network 2 h, application 1 h; a generator in half an hour."""
    return build_graph(
        [
            Node("power", 24 * HOUR),
            Node("generator", 0.5 * HOUR),
            Node("network", 2 * HOUR),
            Node("application", HOUR),
        ],
        [
            Requirement("network", ("power", "generator") if with_generator else ("power",), 1),
            Requirement("application", ("network",)),
        ],
    )


def test_a_chain_adds_up_to_27_hours() -> None:
    found = recover(worked_example(with_generator=False))
    assert found.ready[3] == 27 * HOUR
    assert [(step.node, step.own) for step in found.path(3)] == [
        (3, HOUR),
        (2, 2 * HOUR),
        (0, 24 * HOUR),
    ]


def test_a_generator_brings_it_back_in_three_hours_and_a_half() -> None:
    found = recover(worked_example(with_generator=True))
    assert found.ready[3] == 3.5 * HOUR
    assert [step.node for step in found.path(3)] == [3, 2, 1]


@settings(max_examples=600, deadline=None)
@given(small_graphs())
def test_times_are_those_of_plain_iteration(graph: RecoveryGraph) -> None:
    found = recover(graph)
    assert found.ready.tolist() == times_by_iteration(graph).tolist()
    assert sorted(found.rank) == list(range(len(graph)))


@settings(max_examples=300, deadline=None)
@given(small_graphs(most=12))
def test_the_binding_path_accounts_for_every_minute(graph: RecoveryGraph) -> None:
    found, groups = recover(graph), groups_of(graph)
    for v in range(len(graph)):
        path = found.path(v)
        for step, cause in itertools.pairwise(path):
            assert any(cause.node in members for _, members in groups[step.node])
        if found.ready[v] < math.inf:
            assert sum(step.own for step in path) == found.ready[v]
            assert not any(found.rank[b.node] >= found.rank[a.node] for a, b in itertools.pairwise(path))
            assert all(  # at the end nothing is waited for
                sorted(found.ready[m] for m in members)[need - 1] == 0
                for need, members in groups[path[-1].node]
            )
        else:
            assert all(step.ready == math.inf for step in path)


def times_when_started(graph: RecoveryGraph, rings: list[list[int]]) -> list[float]:
    """The rule, written as an equation of its own: a ring is one thing that needs what its nodes need."""
    groups = groups_of(graph)
    ready = [math.inf] * len(graph)
    ring_of = {v: ring for ring in rings for v in ring}
    while True:
        after = []
        for v in range(len(graph)):
            ring = ring_of.get(v, [v])
            waits = [
                sorted(-1.0 if m in ring else ready[m] for m in members)[need - 1]
                for u in ring
                for need, members in groups[u]
            ]
            after.append(max([0.0, *waits]) + max(float(graph.own[u]) for u in ring))
        if after == ready:
            return after
        ready = after


def supports_itself(graph: RecoveryGraph, members: set[int]) -> bool:
    groups = groups_of(graph)
    return all(
        graph.own[v] < math.inf and all(len(members & set(of)) >= need for need, of in groups[v])
        for v in members
    )


@settings(max_examples=600, deadline=None)
@given(small_graphs(most=7))
def test_deadlocks_are_rings_that_end_all_waiting(graph: RecoveryGraph) -> None:
    found = recover(graph)
    rings = [deadlock.nodes.tolist() for deadlock in found.deadlocks]
    in_rings = list(itertools.chain(*rings))
    assert len(in_rings) == len(set(in_rings))
    assert all(len(ring) > 1 for ring in rings)
    # none of a ring comes back of itself, even when every ring closed before it is there at once
    granted: dict[int, float] = {}
    for ring in rings:
        alone = times_by_iteration(graph, granted)
        assert all(alone[v] == math.inf for v in ring)
        granted |= dict.fromkeys(ring, 0.0)
    assert found.ready_started.tolist() == times_when_started(graph, rings)
    # started together, exactly that comes back which belongs to some set that supports itself
    n = len(graph)
    possible: set[int] = set()
    for size in range(1, n + 1):
        for chosen in itertools.combinations(range(n), size):
            if supports_itself(graph, set(chosen)):
                possible |= set(chosen)
    assert set(np.flatnonzero(np.isfinite(found.ready_started))) == possible
    for deadlock in found.deadlocks:
        own = graph.own[deadlock.nodes]
        assert (found.ready_started[deadlock.nodes] == deadlock.together).all()
        assert deadlock.together == deadlock.start + own.max()
        assert deadlock.in_turn == deadlock.start + own.sum()


@settings(max_examples=300, deadline=None)
@given(small_graphs(most=7))
def test_the_graph_with_starts_gives_the_times_when_started(graph: RecoveryGraph) -> None:
    found = recover(graph)
    again = recover(started_together(graph, found.deadlocks))
    assert again.ready[: len(graph)].tolist() == found.ready_started.tolist()
    assert again.deadlocks == ()


def test_power_and_telecom_wait_for_each_other_unless_there_is_a_generator() -> None:
    nodes = [Node("power", 60), Node("telecom", 240), Node("pump", 5), Node("generator", 30)]
    ring = [Requirement("power", ("telecom",)), Requirement("pump", ("power",))]
    stuck = recover(build_graph(nodes, [*ring, Requirement("telecom", ("power",))]))
    assert [deadlock.nodes.tolist() for deadlock in stuck.deadlocks] == [[0, 1]]
    assert stuck.ready.tolist() == [math.inf, math.inf, math.inf, 30]
    assert stuck.ready_started.tolist() == [240, 240, 245, 30]
    assert (stuck.deadlocks[0].together, stuck.deadlocks[0].in_turn) == (240, 300)
    free = recover(build_graph(nodes, [*ring, Requirement("telecom", ("power", "generator"), 1)]))
    assert free.deadlocks == ()
    assert free.ready.tolist() == [330, 270, 335, 30]
