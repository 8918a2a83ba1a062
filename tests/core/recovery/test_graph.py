"""Building a graph: every mistake is named, with what was wrong and where."""

from __future__ import annotations

import math

import numpy as np
import pytest

from weerbaar.core.recovery import GraphError, Node, RecoveryGraph, Requirement, build_graph


def test_every_mistake_is_reported_at_once() -> None:
    nodes = [Node("a", 1), Node("b", -1), Node("a", 2), Node("c", 1, -5), Node("d", math.nan)]
    wanted = [
        Requirement("a", ("b", "x")),
        Requirement("y", ("a",)),
        Requirement("b", ("a", "c"), 3),
        Requirement("b", ("a", "c"), 0),
        Requirement("c", ("a", "a")),
        Requirement("c", ("c",)),
        Requirement("d", ()),
    ]
    with pytest.raises(GraphError) as caught:
        build_graph(nodes, wanted)
    assert [(f.code, f.node, f.member, f.requirement) for f in caught.value.faults] == [
        ("negative_own", "b", "", -1),
        ("duplicate_node", "a", "", -1),
        ("negative_autonomy", "c", "", -1),
        ("negative_own", "d", "", -1),
        ("unknown_member", "a", "x", 0),
        ("unknown_node", "y", "", 1),
        ("at_least_out_of_range", "b", "", 2),
        ("at_least_out_of_range", "b", "", 3),
        ("duplicate_member", "c", "a", 4),
        ("self_member", "c", "c", 5),
        ("no_members", "d", "", 6),
    ]
    assert "negative_own at node 'b' and 10 more" in str(caught.value)


def test_requirements_of_a_node_keep_their_order_and_all_count() -> None:
    graph = build_graph(
        [Node("p", 1), Node("q", 2, 9), Node("r", 3)],
        [Requirement("r", ("p", "q"), 1), Requirement("q", ("p",)), Requirement("r", ("q",))],
    )
    assert graph.group_start.tolist() == [0, 0, 1, 3]
    assert graph.need.tolist() == [1, 1, 1]
    assert [graph.ids[m] for m in graph.member] == ["p", "p", "q", "q"]
    assert graph.indices(["r", "p"]).tolist() == [2, 0]
    assert graph.autonomy.tolist() == [0, 9, 0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"need": np.array([3])}, "need must lie"),
        ({"member": np.array([0, 7])}, "does not exist"),
        ({"own": np.array([1.0, -1.0])}, "at least 0"),
        ({"own": np.array([1.0, np.nan])}, "at least 0"),
        ({"group_start": np.array([0, 2, 1])}, "must not fall"),
        ({"member_start": np.array([0, 1])}, "do not fit"),
        ({"ids": ("a", "a")}, "must differ"),
        ({"autonomy": np.zeros(3)}, "same number of nodes"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change: dict[str, object], words: str) -> None:
    arrays: dict[str, object] = {
        "ids": ("a", "b"),
        "own": np.ones(2),
        "autonomy": np.zeros(2),
        "group_start": np.array([0, 0, 1]),
        "need": np.array([1]),
        "member_start": np.array([0, 2]),
        "member": np.array([0, 0]),
    }
    RecoveryGraph(**arrays)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=words):
        RecoveryGraph(**{**arrays, **change})  # type: ignore[arg-type]


def test_a_graph_may_be_empty() -> None:
    assert len(build_graph([], [])) == 0
