"""The simulator against an outage played minute by minute, against intervals, and against worked examples."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.recovery.stepping import down_minutes
from tests.core.recovery.test_loss import loss_of, struck
from weerbaar.core.recovery import (
    Decision,
    Delivery,
    Depot,
    Generator,
    Node,
    Outage,
    RecoveryGraph,
    Requirement,
    Scenario,
    Shift,
    Staffing,
    State,
    Workaround,
    after_loss,
    build_graph,
    simulate,
)

HOUR = 60.0
NONE = np.zeros(0, np.int64)


def outages(lost: dict[int, float]) -> tuple[Outage, ...]:
    return tuple(Outage(node, 0.0, end) for node, end in lost.items())


@settings(max_examples=500, deadline=None)
@given(struck())
def test_every_minute_is_that_of_the_outage_played_by_hand(
    problem: tuple[RecoveryGraph, dict[int, float]],
) -> None:
    graph, lost = problem
    scenario = Scenario(graph, NONE, np.zeros(0), outages(lost), horizon=80, step=1)
    assert ((simulate(scenario).state == State.DOWN) == down_minutes(graph, lost, 80)).all()


@settings(max_examples=200, deadline=None)
@given(struck(), st.sampled_from([2.0, 5.0]))
def test_longer_steps_err_on_the_safe_side(
    problem: tuple[RecoveryGraph, dict[int, float]], step: float
) -> None:
    graph, lost = problem
    fine = Scenario(graph, NONE, np.zeros(0), outages(lost), horizon=80, step=1)
    coarse = simulate(replace(fine, step=step)).state
    assert (np.repeat(coarse, int(step), axis=1) <= simulate(fine).state).all()


@settings(max_examples=200, deadline=None)
@given(struck(cyclic=False))
def test_where_intervals_are_exact_both_agree(problem: tuple[RecoveryGraph, dict[int, float]]) -> None:
    graph, lost = problem
    found = after_loss(graph, loss_of(lost))
    down = simulate(Scenario(graph, NONE, np.zeros(0), outages(lost), horizon=80, step=1)).state == State.DOWN
    for v in np.flatnonzero(found.exact):
        assert down[v].sum() == max(min(found.ready[v], 80) - min(found.down_from[v], 80), 0)


def town(generator_own: float = 0.5 * HOUR, mast_autonomy: float = 4 * HOUR) -> RecoveryGraph:
    """grid, generator, site (one of both), mast (grid, with a battery), desk (site), alarm (mast)."""
    return build_graph(
        [
            Node("grid", 24 * HOUR),
            Node("generator", generator_own),
            Node("site", 0),
            Node("mast", HOUR, mast_autonomy),
            Node("desk", 0.25 * HOUR),
            Node("alarm", 0),
        ],
        [
            Requirement("site", ("grid", "generator"), 1),
            Requirement("mast", ("grid",)),
            Requirement("desk", ("site",)),
            Requirement("alarm", ("mast",)),
        ],
    )


def blackout(graph: RecoveryGraph, hours: float = 48, **more: object) -> Scenario:
    return Scenario(
        graph,
        np.array([4, 5]),
        np.array([2.0, 1.0]),
        (Outage(0, 0.0, hours * HOUR),),
        **more,  # type: ignore[arg-type]
    )


def spells(states: np.ndarray) -> list[tuple[float, float, int]]:
    """(from hour, to hour, state) of each stretch, in steps of a quarter of an hour."""
    edges = np.flatnonzero(np.concatenate([[True], np.diff(states) != 0, [True]]))
    return [
        (a / 4, b / 4, int(states[a])) for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    ]


def test_a_battery_runs_down_and_what_hangs_on_it_follows() -> None:
    found = simulate(blackout(town()))
    assert spells(found.state[3]) == [(0, 4, State.UP), (4, 49, State.DOWN), (49, 72, State.UP)]
    assert spells(found.state[5]) == spells(found.state[3])
    assert found.hours.tolist() == [72, 4 + 23]  # the second supply of the desk was not struck
    assert found.value == 2 * 72 + 27


def test_a_stand_by_generator_starts_burns_and_stops() -> None:
    generator = Generator(1, hourly_l=20, tank_l=400, fuel_l=300, replaces=0)
    found = simulate(blackout(town(), generators=(generator,)))
    assert spells(found.state[1]) == [(0, 0.5, 0), (0.5, 15.5, 2), (15.5, 72, 0)]
    assert spells(found.state[4]) == [(0, 0.75, 0), (0.75, 15.5, 2), (15.5, 48.25, 0), (48.25, 72, 2)]
    assert found.fuel_l[0, -1] == 0
    short = simulate(blackout(town(), 6, generators=(generator,)))
    assert spells(short.state[1]) == [(0, 0.5, 0), (0.5, 6, 2), (6, 72, 0)]
    assert short.fuel_l[0, -1] == 300 - 5.5 * 20


def test_fuel_comes_from_the_tank_the_depot_and_deliveries_and_what_does_not_fit_goes_back() -> None:
    generator = Generator(1, hourly_l=20, tank_l=100, fuel_l=100, depot=0, replaces=0)
    found = simulate(
        blackout(
            town(),
            generators=(generator,),
            depots=(Depot(40),),
            deliveries=(
                Delivery(2.5 * HOUR, 90, generator=0),  # 60 in the tank by then, so that 40 fit
                Delivery(20 * HOUR, 60, depot=0),
            ),
        )
    )
    # 100 + 40 + 40 litres are 9 hours from half past; the delivery of hour 20 starts it anew, for 3 hours
    assert spells(found.state[1]) == [
        (0, 0.5, 0),
        (0.5, 9.5, 2),
        (9.5, 20.5, 0),
        (20.5, 23.5, 2),
        (23.5, 72, 0),
    ]
    assert found.depot_l[0, int(7.5 * 4) - 1] == 40
    assert found.depot_l[0, -1] == 0


def test_a_shared_depot_serves_the_weightier_first() -> None:
    graph = build_graph(
        [Node("a", 0), Node("b", 0), Node("pa", 0), Node("pb", 0)],
        [Requirement("pa", ("a",)), Requirement("pb", ("b",))],
    )
    scenario = Scenario(
        graph,
        np.array([2, 3]),
        np.array([1.0, 5.0]),
        (),
        generators=(Generator(0, 10, 0, 0, depot=0), Generator(1, 10, 0, 0, depot=0)),
        depots=(Depot(100),),
        horizon=24 * HOUR,
    )
    found = simulate(scenario)
    assert found.hours.tolist() == [5, 5]
    scarce = simulate(replace(scenario, depots=(Depot(2.5),)))
    assert scarce.hours.tolist() == [0, 0.25]


def test_a_workaround_lasts_as_long_as_it_can_and_only_when_needed() -> None:
    found = simulate(blackout(town(), 24, workarounds=(Workaround(5, 10 * HOUR),)))
    assert spells(found.state[5]) == [
        (0, 4, State.UP),
        (4, 14, State.WORKAROUND),
        (14, 25, State.DOWN),
        (25, 72, State.UP),
    ]
    assert found.hourly()[5, [3, 4, 13, 14, 24, 25]].tolist() == [2, 1, 1, 0, 0, 2]


def test_staff_in_shifts_goes_to_the_weightier_process_that_can_work() -> None:
    nodes = [Node("input", 0), Node("first", 0), Node("second", 0)]
    graph = build_graph(nodes, [Requirement("first", ("input",))])
    scenario = Scenario(
        graph,
        np.array([1, 2]),
        np.array([3.0, 1.0]),
        (Outage(0, 6 * HOUR, 12 * HOUR),),
        shifts=(
            Shift(0, 0, 8 * HOUR, 2),
            Shift(0, 10 * HOUR, 24 * HOUR, 2),
            Shift(0, 20 * HOUR, 24 * HOUR, 1),
        ),
        staffing=(Staffing(1, 0, 2), Staffing(2, 0, 1, 0, 16 * HOUR), Staffing(2, 0, 0.5, 16 * HOUR)),
        horizon=24 * HOUR,
    )
    found = simulate(scenario)
    assert spells(found.state[1]) == [(0, 6, 2), (6, 12, 0), (12, 24, 2)]
    assert spells(found.state[2]) == [(0, 6, 0), (6, 8, 2), (8, 10, 0), (10, 12, 2), (12, 20, 0), (20, 24, 2)]
    assert (found.busy <= found.present).all()
    assert found.busy[0, [0, 6 * 4, 8 * 4, 20 * 4]].tolist() == [2, 1, 0, 2.5]


def test_autonomy_comes_back_at_the_given_rate() -> None:
    graph = build_graph([Node("grid", 0), Node("mast", 0, 4 * HOUR)], [Requirement("mast", ("grid",))])
    scenario = Scenario(
        graph,
        np.array([1]),
        np.ones(1),
        (Outage(0, 0, 3 * HOUR), Outage(0, 5 * HOUR, 10 * HOUR)),
        horizon=12 * HOUR,
    )
    assert spells(simulate(scenario).state[1]) == [(0, 9, 2), (9, 10, 0), (10, 12, 2)]
    slow = replace(scenario, recharge=np.array([math.inf, 0.25]))  # 2 h of input give half an hour
    assert spells(simulate(slow).state[1]) == [(0, 6.5, 2), (6.5, 10, 0), (10, 12, 2)]


def test_a_mobile_generator_is_there_when_it_is_placed() -> None:
    generators = (Generator(1, 20, 1_000, 1_000, replaces=0, is_mobile=True),)
    scenario = blackout(town(), generators=generators, mobile_units=1)
    assert spells(simulate(scenario).state[1]) == [(0, 72, 0)]
    runs = np.zeros((1, 18), np.bool_)
    runs[0, 2:4] = True
    found = simulate(scenario, Decision(4 * HOUR, runs))
    assert spells(found.state[1]) == [(0, 8.5, 0), (8.5, 16, 2), (16, 72, 0)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"step": 0},
        {"horizon": math.inf},
        {"weight": np.ones(3)},
        {"outages": (Outage(9, 0, 1),)},
        {"outages": (Outage(0, 5, 1),)},
        {"generators": (Generator(3, 1, 1, 1),)},
        {"generators": (Generator(4, 1, 1, 1),)},
        {"generators": (Generator(1, 1, 1, 2),)},
        {"generators": (Generator(1, 1, 1, 1, depot=0),)},
        {"generators": (Generator(1, 1, 1, 1), Generator(1, 1, 1, 1))},
        {"deliveries": (Delivery(0, 5),)},
        {"workarounds": (Workaround(0, 5),)},
        {"workarounds": (Workaround(4, 5), Workaround(4, 5))},
        {"staffing": (Staffing(4, -1, 5),)},
        {"mobile_units": -1},
    ],
)
def test_a_scenario_that_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        simulate(replace(blackout(town()), **wrong))  # type: ignore[arg-type]


def test_a_decision_that_does_not_fit_is_refused() -> None:
    generators = (Generator(1, 20, 1_000, 1_000, is_mobile=True),)
    scenario = blackout(town(), generators=generators)
    for decision in (
        Decision(240, np.ones((1, 18), np.bool_)),
        Decision(240, np.zeros((1, 17), np.bool_)),
        Decision(100, np.zeros((1, 44), np.bool_)),
        Decision(240, np.zeros((1, 18), np.bool_), np.zeros((1, 18), np.bool_)),
    ):
        with pytest.raises(ValueError):
            simulate(scenario, decision)
