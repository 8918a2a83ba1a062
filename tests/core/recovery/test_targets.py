"""Lines crossed, and times pushed back, against trying every minute."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.recovery.graphs import small_graphs, times_by_iteration
from weerbaar.core.recovery import (
    HORIZON,
    Line,
    Node,
    RecoveryGraph,
    Requirement,
    Targets,
    build_graph,
    conflicts,
    latest_times,
    make_targets,
    recover,
    required_times,
    slack,
)


@st.composite
def posed(draw: st.DrawFn, most: int = 8, never: bool = True) -> tuple[RecoveryGraph, Targets]:
    graph = draw(small_graphs(most=most, never=never))
    nodes = draw(st.lists(st.integers(0, len(graph) - 1), min_size=1, max_size=4, unique=True))
    lines = [draw(st.one_of(st.integers(0, 25), st.just(math.inf))) for _ in nodes]
    return graph, make_targets(nodes, rto=lines, horizon=math.inf)


def test_each_line_that_is_crossed_is_named_with_by_how_much() -> None:
    ready = np.array([5_000.0, 100.0, math.inf])
    targets = make_targets(
        [0, 1, 2], rto=[240, 240, 60], mtpd=[1_440, 480, math.inf], deadline=[math.inf, 50, 8_000]
    )
    found = [(c.node, c.line, c.limit, c.over) for c in conflicts(ready, targets)]
    assert found == [
        (0, Line.RTO, 240, 4_760),
        (0, Line.MTPD, 1_440, 3_560),
        (0, Line.HORIZON, HORIZON, 680),
        (1, Line.DEADLINE, 50, 50),
        (2, Line.RTO, 60, math.inf),
        (2, Line.HORIZON, HORIZON, math.inf),
        (2, Line.DEADLINE, 8_000, math.inf),
    ]
    assert slack(ready, targets).tolist() == [-4_760, -50, -math.inf]
    assert slack(ready, make_targets([0, 2], horizon=math.inf)).tolist() == [math.inf, math.inf]


@pytest.mark.parametrize(
    "given_wrong",
    [{"node": [1, 1]}, {"weight": -1}, {"weight": math.inf}, {"rto": -5}, {"mtpd": math.nan}],
)
def test_targets_that_mean_nothing_are_refused(given_wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        make_targets(**{"node": [0, 1], **given_wrong})  # type: ignore[arg-type]


@settings(max_examples=400, deadline=None)
@given(posed())
def test_latest_is_the_last_minute_of_all_minutes(problem: tuple[RecoveryGraph, Targets]) -> None:
    graph, targets = problem
    found = latest_times(recover(graph), targets)
    node, limit = targets.node, targets.limit
    for x in range(len(graph)):
        at_once = times_by_iteration(graph, {x: 0.0})[node] <= limit
        kept = [
            minute
            for minute in [*map(float, range(27)), math.inf]
            if (times_by_iteration(graph, {x: minute})[node] <= limit)[at_once].all()
        ]
        assert found.latest[x] == max(kept)
        if found.latest[x] < math.inf:
            late = times_by_iteration(graph, {x: found.latest[x] + 0.5})[node] > limit
            assert found.process[x] in node[late & at_once]
            assert found.slack[x] == found.latest[x] - recover(graph).ready[x]
        else:
            assert found.process[x] == -1


@settings(max_examples=400, deadline=None)
@given(posed())
def test_whoever_is_back_when_required_breaks_no_target(problem: tuple[RecoveryGraph, Targets]) -> None:
    graph, targets = problem
    recovery = recover(graph)
    found = required_times(recovery, targets)
    starts = np.flatnonzero(np.diff(graph.group_start) == 0)
    # what needs nothing comes back exactly when required, and what nothing asks for never does
    moved = times_by_iteration(graph, {int(v): float(found.required[v]) for v in starts})
    possible = np.isfinite(recovery.ready)
    asked = np.isfinite(found.required) & possible
    assert (moved[asked] <= found.required[asked]).all()
    for v in range(len(graph)):
        path = found.reason(v)
        assert (path == ()) == math.isinf(found.required[v])
        if path:
            process = path[-1]
            assert process == found.process[v]
            limit = targets.limit[targets.node.tolist().index(process)]
            assert found.required[v] == limit - sum(graph.own[u] for u in path[1:])
            assert found.gap[v] == max(recovery.ready[v] - found.required[v], 0)


def test_two_late_causes_are_both_told_what_is_asked_of_them() -> None:
    graph = build_graph(
        [Node("power", 1_440), Node("supplier", 1_800), Node("network", 120), Node("app", 60)],
        [Requirement("network", ("power",)), Requirement("app", ("network", "supplier"))],
    )
    targets = make_targets([3], rto=240)
    found = required_times(recover(graph), targets)
    assert found.required.tolist() == [60, 180, 180, 240]
    assert found.gap.tolist() == [1_380, 1_620, 1_380, 1_620]
    assert found.reason(0) == (0, 2, 3)


def test_what_feeds_both_alternatives_cannot_hide_behind_them() -> None:
    graph = build_graph(
        [Node("fuel", 5), Node("one", 1), Node("two", 2), Node("process", 0)],
        [
            Requirement("one", ("fuel",)),
            Requirement("two", ("fuel",)),
            Requirement("process", ("one", "two"), 1),
        ],
    )
    found = latest_times(recover(graph), make_targets([3], rto=10))
    assert found.latest.tolist() == [9, math.inf, math.inf, 10]
    assert found.process.tolist() == [3, -1, -1, 3]


def test_a_long_flat_part_is_crossed_exactly() -> None:
    # the first alternative is a little too late whatever happens; only far below it does the second help
    graph = build_graph(
        [Node("x", 90_000), Node("slow", 10_000), Node("fixed", 50_000.25), Node("process", 0)],
        [Requirement("slow", ("x",)), Requirement("process", ("slow", "fixed"), 1)],
    )
    found = latest_times(recover(graph), make_targets([3], rto=50_000.125, horizon=math.inf))
    assert found.latest[0] == 40_000.125
