"""The simulator in steps of one block as a mixed-integer problem. Solving and simulating are `sharing`'s.

Notation, per node v and block b: met(v, b) its input is there, u(v, b) it is up, s(v, b) it starts; for a
process with staff or workaround a(p, b) it works, w(p, b) it is on its workaround; A = blocks of autonomy,
R = blocks of its own time.

    k met(v, b)  <= sum of what the members of a group deliver                      for every group
    u(v, b)      <= met(v, b) + met(v, b - 1) + ... + met(v, b - A)
                    or, where charging takes time, with level L(v, b) and bridging r(v, b) >= u - met:
                    L(v, b + 1) <= L(v, b) + charge met(v, b) - block r(v, b);  block r(v, b) <= L(v, b)
    u(v, b)      <= u(v, b - 1) + s(v, b)
    s(v, b)      <= met(v, b - j), j = 1..R       (R = 0: met(v, b); after an outage: met throughout)
    a(p, b)      <= u(p, b);  a + w <= 1;  sum over b of w(p, b) <= whole blocks of the workaround
    sum over p of people(p, role) (a + w)(p, b)  <= present(role, b)
    sum over mobile generators of met(j, b)      <= units
    u(j, b)      >= met(j, b) + ... + met(j, b - R) - R;   u(j, b) >= u(j, b - 1) + met(j, b) - 1
    F(j, b) + delivered - sent back <= tank
    burn met(j, b) <= G(j, b) = F(j, b) + delivered - sent back + drawn
    F(j, b + 1)   = G(j, b) - burn u(j, b) >= 0
    D(d, b + 1)   = D(d, b) + delivered - sum of what is drawn >= 0

    maximise the sum over processes and blocks of weight x hours x (a + w, or u)

Most rows are upper bounds on what one wants to be great, so that nothing has to be forced. The met of a
generator is the decision to let it run, and its rows force it to run then; a battery that takes time to
charge is likewise forced to be used, lest it be saved. What comes out the same with everything and with
nothing to share is known beforehand and left out.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from weerbaar.core.recovery._linear import ONE, ZERO, Linear, Rows, total
from weerbaar.core.recovery.blocks_answer import SHORT_OF_FULL, BlocksModel
from weerbaar.core.recovery.course import ROUNDING, Course
from weerbaar.core.recovery.graph import Flags
from weerbaar.core.recovery.scenario import NOBODY, Scenario, State


def build_model(scenario: Scenario) -> BlocksModel:
    """The model of a scenario whose step is the block."""
    return _Builder(scenario).build()


class _Builder:
    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.graph = scenario, scenario.graph
        self.course = Course(scenario)
        self.blocks = self.course.steps
        self.hours = scenario.step / 60.0
        self.rows = Rows()
        self.process_at = {int(v): p for p, v in enumerate(scenario.process)}
        self.generator_at = {g.node: j for j, g in enumerate(scenario.generators)}
        workarounds = {w.node: w.minutes for w in scenario.workarounds}
        self.improvises = {self.process_at[v]: minutes for v, minutes in workarounds.items()}
        self.contested = {self.process_at[s.node] for s in scenario.staffing} | set(self.improvises)
        self.is_forced = self._forced()
        self.recharge = np.full(len(self.graph), np.inf) if scenario.recharge is None else scenario.recharge
        self.least, self.most, self.wanted = self._extremes()
        open_node = (self.least != self.most).any(axis=1)
        open_node[[v for v, p in self.process_at.items() if p in self.contested]] = True
        open_node[list(self.generator_at)] = True
        self.open_nodes = np.flatnonzero(open_node).tolist()
        self.met: dict[int, list[Linear]] = {}
        self.up: dict[int, list[Linear]] = {}
        self.going: dict[int, list[Linear]] = {}
        self.improvised: dict[int, list[Linear]] = {}
        self.columns: dict[tuple[str, int], list[Linear]] = {}

    def build(self) -> BlocksModel:
        scenario = self.scenario
        for v in self.open_nodes:
            self._add_columns(v)
        for v in self.open_nodes:
            for b in range(self.blocks):
                self._require_input(v, b)
            self._require_clock(v)
        for p, minutes in self.improvises.items():
            spent = total([self.improvised[p][b] for b in range(self.blocks)])
            allowed = min(self.blocks, math.floor(minutes / scenario.step + ROUNDING))
            self.rows.at_least(Linear(float(allowed)), spent)
        self._require_staff()
        self._require_generators()
        goal = total(
            [
                self._going(p, b) * (float(scenario.weight[p]) * self.hours)
                for p in range(len(scenario.process))
                for b in range(self.blocks)
            ]
        )
        has_columns = len(self.rows.integer) > 0
        return BlocksModel(
            self.rows.maximising(goal) if has_columns else None,
            goal.constant,
            [self.met[g.node] for g in scenario.generators],
            [
                self.going[p] if p in self.contested else [ONE] * self.blocks
                for p in range(len(scenario.process))
            ],
            self.columns,
        )

    # --- what is known beforehand ------------------------------------------------------------------------

    def _forced(self) -> Flags:
        forced = np.zeros((len(self.graph), self.blocks), np.bool_)
        for outage in self.scenario.outages:
            forced[outage.node, self.course.floor(outage.start) : self.course.ceil(outage.end)] = True
        return forced

    def _extremes(self) -> tuple[Flags, Flags, Flags]:
        """Who is up with nothing to share and with all of it without end, and which generators are wanted."""
        scenario = self.scenario
        nothing = self._ups(scenario, runs=False)
        plenty = replace(
            scenario,
            generators=tuple(
                replace(g, tank_l=math.inf, fuel_l=math.inf, depot=NOBODY) for g in scenario.generators
            ),
            depots=(),
            deliveries=(),
            staffing=(),
            workarounds=tuple(replace(w, minutes=math.inf) for w in scenario.workarounds),
        )
        everything = self._ups(plenty, runs=True)
        component = self.course.order[11]
        wanted = np.ones((len(scenario.generators), self.blocks), np.bool_)
        free = []
        for j, g in enumerate(scenario.generators):
            if g.replaces < 0:
                continue
            is_known = (nothing[g.replaces] == everything[g.replaces]).all()
            if not is_known:
                free.append(j)
                continue
            wanted[j] = ~nothing[g.replaces]
            if component[g.node] == component[g.replaces]:
                wanted[j, 1:], wanted[j, 0] = wanted[j, :-1].copy(), False
        if free:
            loose = [
                replace(g, replaces=NOBODY, is_mobile=True) if j in free else g
                for j, g in enumerate(plenty.generators)
            ]
            everything = self._ups(replace(plenty, generators=tuple(loose)), runs=True)
        return nothing, everything, wanted

    def _ups(self, scenario: Scenario, runs: bool) -> Flags:
        course = Course(scenario)
        works = course.all_work()
        if not runs:
            works[sorted(self.contested)] = False
        out = course.room()
        let = np.full((len(scenario.generators), course.steps), runs, np.bool_)
        course.advance(course.start(), let, works, 0, course.steps, out)
        ups: Flags = out[0] == State.UP
        return ups

    # --- columns and rows ----------------------------------------------------------------------------------

    def _add_columns(self, v: int) -> None:
        p, j = self.process_at.get(v, -1), self.generator_at.get(v, -1)
        is_contested = p in self.contested
        up, met = [], []
        for b in range(self.blocks):
            if self.is_forced[v, b] or (not self.most[v, b] and not is_contested):
                up.append(ZERO)
            elif self.least[v, b] and not is_contested:
                up.append(ONE)
            else:
                up.append(self.rows.flag())
            is_idle = j >= 0 and not self.wanted[j, b]
            met.append(ZERO if is_idle else self.rows.flag())
        self.up[v], self.met[v] = up, met
        self.columns |= {("up", v): up, ("met", v): met}
        if not is_contested:
            return
        on_it, alone, working = [], [], []
        for b in range(self.blocks):
            may = p in self.improvises and not self.is_forced[v, b]
            on_it.append(self.rows.flag() if may else ZERO)
            works = self.rows.flag() if up[b].terms else ZERO
            self.rows.at_least(up[b], works)
            self.rows.at_least(ONE, works + on_it[b])
            alone.append(works)
            working.append(works + on_it[b])
        self.improvised[p], self.going[p] = on_it, working
        self.columns |= {("on it", p): on_it, ("works", p): alone}

    def _delivers(self, v: int, b: int) -> Linear:
        p = self.process_at.get(v, -1)
        if p in self.contested:
            return self.going[p][b]
        if v in self.up:
            return self.up[v][b]
        return ONE if self.most[v, b] else ZERO

    def _going(self, p: int, b: int) -> Linear:
        return self._delivers(int(self.scenario.process[p]), b)

    def _require_input(self, v: int, b: int) -> None:
        graph = self.graph
        for g in range(int(graph.group_start[v]), int(graph.group_start[v + 1])):
            members = graph.member[graph.member_start[g] : graph.member_start[g + 1]].tolist()
            there = total([self._delivers(m, b) for m in members])
            if self.met[v][b].terms:
                self.rows.at_least(there, self.met[v][b] * float(graph.need[g]))

    def _require_clock(self, v: int) -> None:
        own, autonomy, step = self.graph.own[v], self.graph.autonomy[v], self.scenario.step
        bridged = self.blocks + 1 if math.isinf(autonomy) else math.floor(autonomy / step + ROUNDING)
        slow = self.blocks + 1 if math.isinf(own) else math.ceil(own / step - ROUNDING)
        generator = self.scenario.generators[self.generator_at[v]] if v in self.generator_at else None
        is_there = generator is None or not (generator.is_mobile or generator.replaces >= 0)
        first = ONE if is_there else ZERO
        up, met = self.up[v], self.met[v]
        charges_at_once = math.isinf(self.recharge[v]) or bridged in (0, self.blocks + 1)
        if not charges_at_once:
            self._charge(v, float(autonomy), first)

        def met_at(b: int) -> Linear:
            return met[b] if b >= 0 else first

        for b in range(self.blocks):
            if not up[b].terms:
                continue
            if charges_at_once and (b - bridged >= 0 or not is_there):
                self.rows.at_least(total([met_at(c) for c in range(max(b - bridged, -1), b + 1)]), up[b])
            before = up[b - 1] if b else first
            if before.constant == 1.0:
                continue
            starts = [before, self.rows.share()]
            for c in [b] if own == 0 else range(max(b - slow, -1), b):
                self.rows.at_least(met_at(c), starts[1])
            if b and self.is_forced[v, b - 1]:
                began = b - 1
                while began and self.is_forced[v, began - 1]:
                    began -= 1
                starts.append(self.rows.share())
                self.rows.at_least(up[began - 1] if began else first, starts[2])
                for c in range(began, b):
                    self.rows.at_least(met_at(c), starts[2])
            self.rows.at_least(total(starts), up[b])

    def _charge(self, v: int, autonomy: float, first: Linear) -> None:
        """The level of a battery that takes time to charge; it is drawn on whenever it can be."""
        step, rate = self.scenario.step, float(self.recharge[v]) * self.scenario.step
        up, met = self.up[v], self.met[v]
        level, can = Linear(autonomy), []
        for b in range(self.blocks):
            before = up[b - 1] if b else first
            bridges = self.rows.share()
            self.rows.at_least(bridges, up[b] - met[b])
            self.rows.at_least(level, bridges * step)
            can.append(ZERO if self.is_forced[v, b] else self.rows.flag())
            if not self.is_forced[v, b]:
                self.rows.at_least(can[b] * (2 * autonomy), level - Linear(step * SHORT_OF_FULL))
                self.rows.at_least(up[b], before + can[b] - ONE)
                self.rows.at_least(up[b], before + met[b] - ONE)
            left = self.rows.share() * autonomy
            self.rows.at_least(level + met[b] * rate - bridges * step, left)
            level = left
        self.columns["can", v] = can

    def _require_staff(self) -> None:
        for role, present in enumerate(self.course.present):
            for b in range(self.blocks):
                asked = [
                    self._going(self.process_at[s.node], b) * float(s.people)
                    for s in self.scenario.staffing
                    if s.role == role and self.course.floor(s.start) <= b < self.course.ceil(s.end)
                ]
                self.rows.at_least(Linear(float(present[b])), total(asked))

    def _require_generators(self) -> None:
        scenario = self.scenario
        for b in range(self.blocks):
            placed = [self.met[g.node][b] for g in scenario.generators if g.is_mobile]
            self.rows.at_least(Linear(float(scenario.mobile_units)), total(placed))
        drawn: dict[int, list[list[Linear]]] = {
            d: [[] for _ in range(self.blocks)] for d in range(len(scenario.depots))
        }
        for j, g in enumerate(scenario.generators):
            self._force_to_run(g.node)
            if math.isfinite(g.fuel_l):
                self._burn(j, drawn)
        for d, depot in enumerate(scenario.depots):
            arrived = np.cumsum(self.course.depot_arrivals[d])
            taken: list[Linear] = []
            for b in range(self.blocks):
                taken.extend(drawn[d][b])
                self.rows.at_least(Linear(depot.stock_l + float(arrived[b])), total(taken))

    def _force_to_run(self, v: int) -> None:
        slow = math.ceil(min(self.graph.own[v] / self.scenario.step, self.blocks + 1) - ROUNDING)
        up, met = self.up[v], self.met[v]
        starts_up = self.course.start().is_up[v]
        for b in range(self.blocks):
            if self.is_forced[v, b]:
                continue
            if b >= slow:
                asked = total([met[b - i] for i in range(slow + 1)])
                self.rows.at_least(up[b], asked - Linear(float(slow)))
            before = up[b - 1] if b else (ONE if starts_up else ZERO)
            self.rows.at_least(up[b], before + met[b] - ONE)

    def _burn(self, j: int, drawn: dict[int, list[list[Linear]]]) -> None:
        """Litres in the tank from block to block, in parts of what the tank and one block can hold."""
        g = self.scenario.generators[j]
        burn = g.hourly_l * self.hours
        holds = max(min(g.tank_l, g.fuel_l + float(self.course.arrivals[j].sum())), burn)
        level = Linear(g.fuel_l)
        for b in range(self.blocks):
            arrived = float(self.course.arrivals[j, b])
            there = level
            if arrived > 0:
                there = there + Linear(arrived) - self.rows.share() * arrived
                self.rows.at_least(Linear(holds), there)
            if g.depot >= 0 and burn > 0:
                taken = self.rows.share() * burn
                drawn[g.depot][b].append(taken)
                there = there + taken
            self.rows.at_least(there, self.met[g.node][b] * burn)
            left = self.rows.share() * holds
            self.rows.equal(left, there - self.up[g.node][b] * burn)
            level = left
