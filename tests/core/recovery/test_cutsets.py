"""Minimal cut sets against trying every set of nodes, and against networkx where the graph is plain."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.recovery.graphs import small_graphs, times_by_iteration
from weerbaar.core.recovery import Node, RecoveryGraph, Requirement, build_graph, cut_sets


def cuts_by_trying(graph: RecoveryGraph, node: int, most: int) -> list[tuple[int, ...]]:
    others = [v for v in range(len(graph)) if v != node]
    found: list[tuple[int, ...]] = []
    for size in range(1, most + 1):
        for chosen in itertools.combinations(others, size):
            if any(set(cut) <= set(chosen) for cut in found):
                continue
            if times_by_iteration(graph, dict.fromkeys(chosen, math.inf))[node] == math.inf:
                found.append(chosen)
    return found


@settings(max_examples=300, deadline=None)
@given(small_graphs(most=7), st.integers(1, 4))
def test_cut_sets_are_those_of_trying_every_set(graph: RecoveryGraph, most: int) -> None:
    before = times_by_iteration(graph)
    for node in range(len(graph)):
        found = cut_sets(graph, node, most)
        assert found.is_complete
        assert found.is_lost == (before[node] == math.inf)
        assert list(found.sets) == ([] if found.is_lost else cuts_by_trying(graph, node, most))


def layered(rng: np.random.Generator, is_any: bool) -> RecoveryGraph:
    """Sources, three layers and a process; every node needs all, or any one, of some of the layer below."""
    layers = [[f"{layer}.{i}" for i in range(4)] for layer in range(4)]
    requirements = []
    for below, above in itertools.pairwise([*layers, ["process"]]):
        for name in above:
            members = rng.choice(below, size=rng.integers(1, 4), replace=False).tolist()
            requirements.append(Requirement(name, tuple(members), 1 if is_any else None))
    names = [name for layer in layers for name in layer] + ["process"]
    return build_graph([Node(name, 1) for name in names], requirements)


@pytest.mark.parametrize("seed", range(20))
def test_where_any_one_will_do_a_cut_is_a_vertex_cut_from_the_sources(seed: int) -> None:
    graph = layered(np.random.default_rng(seed), is_any=True)
    process = graph.index("process")
    peer = nx.DiGraph()
    peer.add_nodes_from(range(len(graph)))
    peer.add_edges_from(
        zip(graph.member.tolist(), graph.group_owner[graph.member_group].tolist(), strict=True)
    )
    peer.add_edges_from(("source", v) for v in range(len(graph)) if not peer.in_degree(v))
    smallest = nx.node_connectivity(nx.subgraph_view(peer), "source", process)
    found = cut_sets(graph, process, 4)
    assert len(found.sets[0]) == smallest
    for cut in found.sets:
        left = peer.subgraph([v for v in peer if v not in cut])
        assert not nx.has_path(left, "source", process)
        for v in cut:
            whole = peer.subgraph([u for u in peer if u not in cut or u == v])
            assert nx.has_path(whole, "source", process)


@pytest.mark.parametrize("seed", range(10))
def test_where_all_are_needed_every_ancestor_is_a_cut_by_itself(seed: int) -> None:
    graph = layered(np.random.default_rng(seed), is_any=False)
    process = graph.index("process")
    peer = nx.DiGraph(zip(graph.member.tolist(), graph.group_owner[graph.member_group].tolist(), strict=True))
    expected = sorted((v,) for v in nx.ancestors(peer, process))
    assert list(cut_sets(graph, process, 3).sets) == expected


def test_two_out_of_three_is_cut_by_each_two() -> None:
    graph = build_graph(
        [Node(name, 1) for name in ("a", "b", "c", "process")], [Requirement("process", ("a", "b", "c"), 2)]
    )
    assert cut_sets(graph, 3).sets == ((0, 1), (0, 2), (1, 2))


def test_a_limit_is_owned_up_to() -> None:
    many = [f"{side}{i}" for side in "ab" for i in range(60)]
    graph = build_graph(
        [*(Node(name, 1) for name in many), Node("a", 1), Node("b", 1), Node("process", 1)],
        [
            Requirement("a", tuple(f"a{i}" for i in range(60))),
            Requirement("b", tuple(f"b{i}" for i in range(60))),
            Requirement("process", ("a", "b"), 1),
        ],
    )
    whole = cut_sets(graph, graph.index("process"), 2)
    assert len(whole.sets) == 61 * 61
    cut_short = cut_sets(graph, graph.index("process"), 2, limit=3_000)
    assert (cut_short.is_complete, cut_short.complete_size, cut_short.sets) == (False, 0, ())


def test_a_node_or_size_that_means_nothing_is_refused() -> None:
    graph = build_graph([Node("a", 1)], [])
    for node, size in ((1, 1), (-1, 1), (0, 0)):
        with pytest.raises(ValueError):
            cut_sets(graph, node, size)
