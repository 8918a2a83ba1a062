"""The proven optimum against every decision there is, on tiny outages; greedy against worked examples."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from weerbaar.core.recovery import (
    Decision,
    Delivery,
    Depot,
    Generator,
    Node,
    Outage,
    Requirement,
    Scenario,
    Shift,
    Staffing,
    State,
    Workaround,
    build_graph,
    saving,
    share_greedily,
    share_optimally,
    simulate,
)

HOUR = 60.0
BLOCKS = 3


@st.composite
def tiny_outages(draw: st.DrawFn) -> Scenario:
    """Three hours in blocks of one: a grid, two generators, a few nodes between and two processes."""
    hours = st.integers(0, 2).map(lambda hour: hour * HOUR)
    names = ["grid", "g0", "g1", "m0", "m1", "p0", "p1"]
    nodes = [Node("grid", draw(hours)), Node("g0", draw(hours)), Node("g1", draw(hours))]
    nodes += [Node(name, draw(hours), draw(hours)) for name in names[3:]]
    requirements = []
    for i in range(3, 7):
        members = draw(st.lists(st.sampled_from(names[:i]), min_size=1, max_size=3, unique=True))
        requirements.append(Requirement(names[i], tuple(members), draw(st.integers(1, len(members)))))
    if draw(st.booleans()):
        requirements.append(Requirement("g0", ("m0",)))
    graph = build_graph(nodes, requirements)
    is_ring = draw(st.booleans())
    generators = tuple(
        Generator(
            1 + j,
            hourly_l=10,
            tank_l=draw(st.sampled_from([10, 20, 30])),
            fuel_l=draw(st.sampled_from([0, 10])),
            depot=draw(st.sampled_from([-1, 0])),
            replaces=draw(st.sampled_from([-1, 0])),
            is_mobile=draw(st.booleans()),
        )
        for j in range(2)
    )
    deliveries = draw(
        st.lists(
            st.one_of(
                st.builds(Delivery, hours, st.just(10.0), generator=st.integers(0, 1)),
                st.builds(Delivery, hours, st.just(10.0), depot=st.just(0)),
            ),
            max_size=2,
        )
    )
    outages = [Outage(0, 0, draw(st.sampled_from([HOUR, 2 * HOUR, math.inf])))]
    if is_ring:
        outages.append(Outage(draw(st.integers(3, 6)), draw(hours), 3 * HOUR))
    return Scenario(
        graph,
        np.array([5, 6]),
        np.array([1.0, float(draw(st.integers(1, 3)))]),
        tuple(outages),
        generators,
        (Depot(draw(st.sampled_from([0, 10, 20]))),),
        tuple(deliveries),
        (Shift(0, 0, draw(hours) + HOUR, draw(st.integers(0, 2))),),
        tuple(Staffing(v, 0, draw(st.integers(1, 2))) for v in (5, 6) if draw(st.booleans())),
        tuple(Workaround(v, draw(hours)) for v in (5, 6) if draw(st.booleans())),
        mobile_units=draw(st.integers(0, 1)),
        recharge=draw(
            st.one_of(st.none(), st.sampled_from([0.0, 0.5, 1.0]).map(lambda rate: np.full(7, rate)))
        ),
        horizon=BLOCKS * HOUR,
        step=HOUR,
    )


def slow_cycles(scenario: Scenario) -> Scenario:
    """In a cycle every start takes at least a block, as the model has it."""
    graph = scenario.graph
    links = nx.DiGraph(
        zip(graph.member.tolist(), graph.group_owner[graph.member_group].tolist(), strict=True)
    )
    own = graph.own.copy()
    for ring in nx.strongly_connected_components(links):
        if len(ring) > 1:
            own[list(ring)] = np.maximum(own[list(ring)], HOUR)
    return replace(scenario, graph=replace(graph, own=own))


def best_by_trying(scenario: Scenario) -> float:
    """The value of the best of all decisions, each simulated."""
    is_mobile = np.array([g.is_mobile for g in scenario.generators])
    contested = {s.node for s in scenario.staffing} | {w.node for w in scenario.workarounds}
    free = [p for p, node in enumerate(scenario.process.tolist()) if node in contested]
    best = -1.0
    for bits in itertools.product([False, True], repeat=2 * BLOCKS):
        runs = np.array(bits).reshape(2, BLOCKS)
        if (runs[is_mobile].sum(axis=0) > scenario.mobile_units).any():
            continue
        for more in itertools.product([False, True], repeat=len(free) * BLOCKS):
            works = np.ones((2, BLOCKS), np.bool_)
            works[free] = np.array(more, np.bool_).reshape(len(free), BLOCKS)
            best = max(best, simulate(scenario, Decision(HOUR, runs, works)).value)
    return best


@settings(max_examples=60, deadline=None)
@given(tiny_outages())
def test_the_optimum_is_the_best_of_all_decisions(scenario: Scenario) -> None:
    found = share_optimally(scenario, HOUR)
    assert found.is_proven
    assert found.agrees
    assert found.bound == pytest.approx(best_by_trying(slow_cycles(scenario)))
    assert found.model_value == pytest.approx(found.bound)
    greedy = share_greedily(scenario, HOUR)
    assert greedy.model_value <= found.bound + 1e-6
    event(f"greedy is best: {greedy.model_value >= found.bound - 1e-6}")


def two_sites(units: int = 1, litres: float = 400.0) -> Scenario:
    """A desk of weight 3 that lasts 24 h on its batteries, a shelter of weight 2 that lasts none."""
    graph = build_graph(
        [
            Node("grid", 0),
            Node("desk unit", 0),
            Node("shelter unit", 0),
            Node("desk power", 0, 24 * HOUR),
            Node("desk", 0),
            Node("shelter", 0),
        ],
        [
            Requirement("desk power", ("grid", "desk unit"), 1),
            Requirement("desk", ("desk power",)),
            Requirement("shelter", ("grid", "shelter unit"), 1),
        ],
    )
    sites = (
        Generator(1, 10, 10, 0, depot=0, replaces=0, is_mobile=True),
        Generator(2, 10, 10, 0, depot=0, replaces=0, is_mobile=True),
    )
    return Scenario(
        graph,
        np.array([4, 5]),
        np.array([3.0, 2.0]),
        (Outage(0, 0, math.inf),),
        sites,
        (Depot(litres),),
        mobile_units=units,
    )


def test_greedy_spends_its_fuel_too_early_and_the_optimum_does_not() -> None:
    scenario = two_sites()
    greedy, optimal = share_greedily(scenario), share_optimally(scenario)
    # greedy: the desk only when its batteries would be empty within 12 h, and no thought of the last day
    assert greedy.timeline.hours.tolist() == [40 + 24, 32]
    # best: two blocks keep the desk's batteries charged, and the shelter has the other eight
    assert optimal.is_proven
    assert optimal.agrees
    assert optimal.timeline.hours.tolist() == [72, 32]
    assert optimal.timeline.value == pytest.approx(optimal.bound)
    gained = saving(optimal, greedy)
    assert gained.hours.tolist() == [8, 0]
    assert gained.value == 3 * 8


def test_units_go_to_the_weightiest_first_and_to_nobody_in_vain() -> None:
    scenario = two_sites(units=2, litres=10_000)
    found = share_greedily(replace(scenario, outages=(Outage(0, 0, 12 * HOUR),)))
    assert found.decision.runs[1].tolist() == [True] * 3 + [False] * 15
    assert not found.decision.runs[0].any()
    assert found.timeline.hours.tolist() == [72, 72]


def test_a_finer_simulation_follows_the_decision_in_blocks() -> None:
    scenario = replace(two_sites(), outages=(Outage(0, 90, 30 * HOUR),))
    found = share_optimally(scenario)
    assert found.is_proven
    assert found.agrees
    assert found.timeline.step == 15
    assert found.timeline.value >= found.model_value
    assert (found.timeline.state[0] == State.DOWN).sum() == (30 * 60 - 90) / 15


def test_a_block_that_is_no_number_of_steps_is_refused() -> None:
    with pytest.raises(ValueError):
        share_optimally(two_sites(), 100)
