"""A scenario checked and laid out in steps, and how far it has come. The rules are in `_steps`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from weerbaar.core.recovery.arrays import compiled
from weerbaar.core.recovery.graph import Flags, Floats, Integers
from weerbaar.core.recovery.scenario import Decision, Scenario, Timeline

ROUNDING = 1e-9


def reached_weight(scenario: Scenario) -> Floats:
    """(generators,) weight of the processes that rest on each generator, directly or through others."""
    graph = scenario.graph
    arrays = compiled(graph)
    start, group = arrays.graph[7], arrays.graph[8]
    weight = np.zeros(len(graph))
    weight[scenario.process] = scenario.weight
    found = []
    for generator in scenario.generators:
        seen, waiting = {generator.node}, [generator.node]
        while waiting:
            v = waiting.pop()
            for owner in graph.group_owner[group[start[v] : start[v + 1]]].tolist():
                if owner not in seen:
                    seen.add(owner)
                    waiting.append(owner)
        found.append(float(weight[sorted(seen)].sum()))
    return np.array(found, np.float64)


@dataclass(frozen=True)
class Moment:
    """What changes from step to step, to copy and to go on from."""

    is_up: Flags
    battery: Floats
    last_unmet: Integers
    fuel: Floats
    depot: Floats
    improvised: Floats

    def copy(self) -> Moment:
        return Moment(*(array.copy() for array in self.arrays()))

    def arrays(self) -> tuple[Any, ...]:
        return (self.is_up, self.battery, self.last_unmet, self.fuel, self.depot, self.improvised)


class Course:
    """A scenario laid out in steps for the compiled loop."""

    def __init__(self, scenario: Scenario) -> None:
        _check(scenario)
        self.scenario = scenario
        step = scenario.step
        self.steps = math.ceil(scenario.horizon / step - ROUNDING)
        graph, n = scenario.graph, len(scenario.graph)
        generators = scenario.generators
        self.is_mobile = np.array([g.is_mobile for g in generators], np.bool_)
        self.present = self._present()
        process_of, generator_of = np.full(n, -1, np.int64), np.full(n, -1, np.int64)
        process_of[scenario.process] = np.arange(len(scenario.process))
        generator_of[[g.node for g in generators]] = np.arange(len(generators))
        staffing = sorted(scenario.staffing, key=lambda need: int(process_of[need.node]))
        needs = np.bincount([process_of[s.node] for s in staffing], minlength=len(scenario.process))
        recharge = np.full(n, np.inf) if scenario.recharge is None else scenario.recharge
        self.order = self._ordered()
        self.arrivals = self._arrivals(
            len(generators), [(d.generator, d.minute, d.litres) for d in scenario.deliveries]
        )
        self.depot_arrivals = self._arrivals(
            len(scenario.depots), [(d.depot, d.minute, d.litres) for d in scenario.deliveries]
        )
        self._course = (
            self.order,
            float(step),
            graph.autonomy,
            process_of,
            generator_of,
            np.array([g.replaces for g in generators], np.int64),
            (
                np.array([o.node for o in scenario.outages], np.int64),
                np.array([self.floor(o.start) for o in scenario.outages], np.int64),
                np.array([self.ceil(o.end) for o in scenario.outages], np.int64),
            ),
            (
                np.array([g.node for g in generators], np.int64),
                np.array([g.hourly_l * step / 60.0 for g in generators], np.float64),
                np.array([g.tank_l for g in generators], np.float64),
                np.array([g.depot for g in generators], np.int64),
            ),
            self.arrivals,
            self.depot_arrivals,
            (
                np.array([s.role for s in staffing], np.int64),
                np.array([s.people for s in staffing], np.float64),
                np.array([self.floor(s.start) for s in staffing], np.int64),
                np.array([self.ceil(s.end) for s in staffing], np.int64),
            ),
            np.concatenate([[0], np.cumsum(needs)]).astype(np.int64),
            self.present,
            np.ascontiguousarray(scenario.process, np.int64),
            np.argsort(-scenario.weight, kind="stable").astype(np.int64),
            np.argsort(-reached_weight(scenario), kind="stable").astype(np.int64),
            np.ascontiguousarray(recharge, np.float64),
        )

    def floor(self, minute: float) -> int:
        return min(self.steps, math.floor(min(minute, self.scenario.horizon) / self.scenario.step + ROUNDING))

    def ceil(self, minute: float) -> int:
        if minute > self.scenario.horizon:
            return self.steps + 1
        return math.ceil(minute / self.scenario.step - ROUNDING)

    def _present(self) -> Floats:
        scenario = self.scenario
        roles = [need.role for need in scenario.staffing] + [shift.role for shift in scenario.shifts]
        present = np.zeros((max(roles, default=-1) + 1, self.steps))
        for shift in scenario.shifts:
            present[shift.role, self.ceil(shift.start) : self.floor(shift.end)] += shift.people
        return present

    def _arrivals(self, count: int, given: list[tuple[int, float, float]]) -> Floats:
        arrivals = np.zeros((count, self.steps))
        for where, minute, litres in given:
            if where >= 0 and self.ceil(minute) < self.steps:
                arrivals[where, self.ceil(minute)] += litres
        return arrivals

    def _ordered(self) -> tuple[Any, ...]:
        """The graph in an order in which what a generator replaces comes before it."""
        graph = self.scenario.graph
        arrays = compiled(graph).graph
        replaced = [(g.node, g.replaces) for g in self.scenario.generators if g.replaces >= 0]
        if not replaced:
            return arrays
        from weerbaar.core.recovery._evaluate import strong_components

        owner = np.concatenate([graph.group_owner[graph.member_group], [v for v, _ in replaced]])
        other = np.concatenate([graph.member, [v for _, v in replaced]])
        order = np.argsort(owner, kind="stable")
        start = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(graph)))]).astype(np.int64)
        return (*arrays[:9], *strong_components(start, np.ascontiguousarray(other[order], np.int64)))

    def start(self) -> Moment:
        scenario, graph = self.scenario, self.scenario.graph
        is_up = np.ones(len(graph), np.bool_)
        last_unmet = np.full(len(graph), -1, np.int64)
        for generator in scenario.generators:
            if generator.is_mobile or generator.replaces >= 0:
                is_up[generator.node] = False
                last_unmet[generator.node] = 0
        improvised = np.zeros(len(scenario.process))
        position = {int(node): p for p, node in enumerate(scenario.process)}
        for workaround in scenario.workarounds:
            improvised[position[workaround.node]] = workaround.minutes
        return Moment(
            is_up,
            graph.autonomy.copy(),
            last_unmet,
            np.array([g.fuel_l for g in scenario.generators], np.float64),
            np.array([d.stock_l for d in scenario.depots], np.float64),
            improvised,
        )

    def room(self) -> tuple[Any, ...]:
        scenario, steps = self.scenario, self.steps
        return (
            np.zeros((len(scenario.graph), steps), np.int8),
            np.zeros((len(scenario.generators), steps)),
            np.zeros((len(scenario.depots), steps)),
            np.zeros((len(self.present), steps)),
            np.zeros((len(scenario.process), steps), np.bool_),
            np.zeros((len(scenario.graph), steps), np.bool_),
            np.zeros((len(scenario.graph), steps), np.bool_),
        )

    def all_work(self) -> Flags:
        return np.ones((len(self.scenario.process), self.steps), np.bool_)

    def as_steps(self, decision: Decision) -> tuple[Flags, Flags]:
        """`runs` and `works` per step. Raises ValueError when the decision does not fit the scenario."""
        scenario = self.scenario
        per_block = round(decision.block / scenario.step)
        if abs(per_block * scenario.step - decision.block) > ROUNDING or per_block < 1:
            raise ValueError("a block must be a whole number of steps")
        blocks = -(-self.steps // per_block)
        if decision.runs.shape != (len(scenario.generators), blocks):
            raise ValueError("runs must have a row per generator and a column per block")
        if (decision.runs[self.is_mobile].sum(axis=0) > scenario.mobile_units).any():
            raise ValueError("more mobile generators are placed than there are")
        works = self.all_work()
        if decision.works is not None:
            if decision.works.shape != (len(scenario.process), blocks):
                raise ValueError("works must have a row per process and a column per block")
            works = np.repeat(decision.works, per_block, axis=1)[:, : self.steps]
        runs = np.repeat(decision.runs, per_block, axis=1)[:, : self.steps]
        return np.ascontiguousarray(runs, np.bool_), np.ascontiguousarray(works, np.bool_)

    def advance(
        self, now: Moment, runs: Flags, works: Flags, first: int, last: int, out: tuple[Any, ...]
    ) -> None:
        """Steps `first` to `last`; changes `now` and writes into `out`."""
        from weerbaar.core.recovery._steps import advance

        advance(self._course, now.arrays(), runs, works, first, last, out)

    def timeline(self, out: tuple[Any, ...]) -> Timeline:
        scenario = self.scenario
        state, fuel, depot, busy, is_staffed, _, _ = out
        return Timeline(
            scenario.step,
            scenario.process,
            scenario.weight,
            state,
            fuel,
            depot,
            self.present,
            busy,
            is_staffed,
        )


def _check(scenario: Scenario) -> None:
    n, processes = len(scenario.graph), set(np.asarray(scenario.process).tolist())
    faults = []
    if not (scenario.step > 0 and 0 < scenario.horizon < math.inf):
        faults.append("step and horizon must be above 0, and the horizon finite")
    if len(processes) != len(scenario.process) or len(scenario.weight) != len(scenario.process):
        faults.append("each process needs one weight and is named once")
    named = [*processes, *(o.node for o in scenario.outages), *(g.node for g in scenario.generators)]
    if any(not 0 <= v < n for v in named) or any(not -1 <= g.replaces < n for g in scenario.generators):
        faults.append("a node does not exist")
    elif any(scenario.graph.autonomy[g.node] > 0 for g in scenario.generators):
        faults.append("a generator's autonomy is its tank: its node must have none")
    if len({g.node for g in scenario.generators}) != len(scenario.generators):
        faults.append("a node is two generators")
    if processes & {g.node for g in scenario.generators}:
        faults.append("a generator cannot be a process")
    if any(not -1 <= g.depot < len(scenario.depots) for g in scenario.generators):
        faults.append("a generator's depot does not exist")
    if any(
        not (0 <= g.fuel_l <= g.tank_l and 0 <= g.hourly_l < math.inf) for g in scenario.generators
    ) or any(not 0 <= d.stock_l < math.inf for d in scenario.depots):
        faults.append("fuel must lie between 0 and what fits")
    for d in scenario.deliveries:
        to_one = (d.generator >= 0) != (d.depot >= 0)
        if not to_one or d.generator >= len(scenario.generators) or d.depot >= len(scenario.depots):
            faults.append("a delivery goes to one generator or one depot that exists")
        if not (d.minute >= 0 and d.litres >= 0):
            faults.append("a delivery needs a minute and litres of at least 0")
    workarounds = [w.node for w in scenario.workarounds]
    if {*workarounds, *(s.node for s in scenario.staffing)} - processes:
        faults.append("staffing and workarounds belong to processes")
    if len(set(workarounds)) != len(workarounds):
        faults.append("a process has two workarounds")
    asked = [(s.role, s.people) for s in scenario.staffing] + [(s.role, s.people) for s in scenario.shifts]
    if any(role < 0 or not people >= 0 for role, people in asked):
        faults.append("roles and people must be at least 0")
    spans = [(o.start, o.end) for o in scenario.outages] + [(s.start, s.end) for s in scenario.staffing]
    spans += [(shift.start, shift.end) for shift in scenario.shifts]
    if any(not 0 <= start <= end for start, end in spans):
        faults.append("what lasts must begin at 0 or later and end after it begins")
    if scenario.mobile_units < 0 or any(not w.minutes >= 0 for w in scenario.workarounds):
        faults.append("mobile units and the minutes of workarounds must be at least 0")
    if faults:
        raise ValueError("; ".join(dict.fromkeys(faults)))
