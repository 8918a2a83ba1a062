"""Interruptions as intervals, against an outage played minute by minute."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.core.recovery.graphs import small_graphs
from tests.core.recovery.stepping import down_minutes
from weerbaar.core.recovery import Loss, Node, RecoveryGraph, Requirement, after_loss, build_graph, recover

MINUTES = 120


@st.composite
def struck(
    draw: st.DrawFn, cyclic: bool = True, least_own: int = 0
) -> tuple[RecoveryGraph, dict[int, float]]:
    graph = draw(small_graphs(cyclic=cyclic, autonomy=True, never=False, least_own=least_own))
    nodes = draw(st.lists(st.integers(0, len(graph) - 1), min_size=1, max_size=3, unique=True))
    spans = st.one_of(st.integers(1, 20).map(float), st.just(math.inf))
    return graph, {v: draw(spans) for v in nodes}


def loss_of(lost: dict[int, float]) -> Loss:
    return Loss(np.array(list(lost)), np.array(list(lost.values())))


@settings(max_examples=700, deadline=None)
@given(struck())
def test_nothing_is_down_outside_its_interval(problem: tuple[RecoveryGraph, dict[int, float]]) -> None:
    graph, lost = problem
    found = after_loss(graph, loss_of(lost))
    down = down_minutes(graph, lost, MINUTES)
    minute = np.arange(MINUTES)
    for v in range(len(graph)):
        within = (minute >= found.down_from[v]) & (minute < found.ready[v])
        assert not (down[v] & ~within).any()
        if found.exact[v]:
            assert (down[v] == within).all()


@settings(max_examples=400, deadline=None)
@given(struck(cyclic=False))
def test_without_cycles_every_gap_in_an_interval_is_owned_up_to(
    problem: tuple[RecoveryGraph, dict[int, float]],
) -> None:
    graph, lost = problem
    found = after_loss(graph, loss_of(lost))
    down = down_minutes(graph, lost, MINUTES)
    minute = np.arange(MINUTES)
    wrong = [
        v
        for v in range(len(graph))
        if (down[v] != ((minute >= found.down_from[v]) & (minute < found.ready[v]))).any()
    ]
    assert not found.exact[wrong].any()
    event(f"{len(wrong)} inexact")


@settings(max_examples=300, deadline=None)
@given(struck(), st.data())
def test_a_greater_loss_gives_greater_intervals(
    problem: tuple[RecoveryGraph, dict[int, float]], data: st.DataObject
) -> None:
    graph, lost = problem
    v = data.draw(st.integers(0, len(graph) - 1))
    more = {**lost, v: lost.get(v, 0.0) + data.draw(st.integers(1, 9))}
    less, greater = after_loss(graph, loss_of(lost)), after_loss(graph, loss_of(more))
    assert (greater.down_from <= less.down_from).all()
    assert (greater.ready >= less.ready).all()


@settings(max_examples=300, deadline=None)
@given(small_graphs(least_own=1))
def test_the_loss_of_everything_is_recovery_from_nothing(graph: RecoveryGraph) -> None:
    found = after_loss(graph, Loss(np.arange(len(graph))))
    assert found.ready.tolist() == recover(graph).ready.tolist()


def telecom(autonomy: float) -> RecoveryGraph:
    return build_graph(
        [Node("grid", 60), Node("mast", 30, autonomy), Node("alarm", 10, 5)],
        [Requirement("mast", ("grid",)), Requirement("alarm", ("mast",))],
    )


@pytest.mark.parametrize(
    ("autonomy", "mast", "alarm"),
    [
        (0, (0, 150), (5, 160)),
        (100, (100, 150), (105, 160)),
        (119, (119, 150), (124, 160)),
        (120, (math.inf, 0), (math.inf, 0)),
    ],
)
def test_a_battery_bridges_the_outage_or_shortens_it(
    autonomy: float, mast: tuple[float, float], alarm: tuple[float, float]
) -> None:
    found = after_loss(telecom(autonomy), Loss(np.array([0]), np.array([120.0])))
    assert (found.down_from[1], found.ready[1]) == mast
    assert (found.down_from[2], found.ready[2]) == alarm
    assert found.exact.all()
    assert found.binding.tolist() == ([-1, 0, 1] if autonomy < 120 else [-1, -1, -1])


def test_two_bridged_gaps_are_spanned_and_said_to_be_inexact() -> None:
    graph = build_graph(
        [Node("first", 2), Node("battery", 1, 10), Node("second", 0, 3), Node("desk", 1, 4)],
        [
            Requirement("battery", ("first",)),
            Requirement("second", ("battery",)),
            Requirement("desk", ("first", "second")),
        ],
    )
    found = after_loss(graph, Loss(np.array([0, 2]), np.array([2.0, 3.0])))
    assert found.exact.all()
    assert found.down_from[3] == math.inf
    found = after_loss(graph, Loss(np.array([0]), np.array([14.0])))
    assert (found.down_from[1], found.ready[1]) == (10, 15)
    assert (found.down_from[3], found.ready[3]) == (4, 16)


def test_what_waits_for_each_other_after_a_loss_does_not_come_back() -> None:
    graph = build_graph(
        [Node("power", 5), Node("telecom", 5), Node("island", 5, math.inf)],
        [
            Requirement("power", ("telecom",)),
            Requirement("telecom", ("power",)),
            Requirement("island", ("power",)),
        ],
    )
    found = after_loss(graph, Loss(np.array([0]), np.array([10.0])))
    assert found.ready.tolist() == [math.inf, math.inf, 0]
    assert found.down_from.tolist() == [0, 0, math.inf]


def test_losses_that_mean_nothing_are_refused() -> None:
    graph = telecom(0)
    for nodes, minutes in (([3], None), ([-1], None), ([0, 0], None), ([0], [-1.0]), ([0], [1.0, 2.0])):
        with pytest.raises(ValueError):
            after_loss(graph, Loss(np.array(nodes), None if minutes is None else np.array(minutes)))
