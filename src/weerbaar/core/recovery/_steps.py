"""The compiled loop behind the simulator: one step after another, every node in each. Decides nothing.

`course` is the tuple that `simulation` lays out: all that is known beforehand; `now` what changes from step
to step. A state holds for a whole step: what is not enough for the whole step is not enough.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Array = Any  # numba reads no annotations; the callers are typed

DOWN, WORKAROUND, UP = 0, 1, 2
ENOUGH = 1e-9


@njit(cache=True, nogil=True)
def _is_met(graph: Array, delivers: Array, v: int) -> bool:
    _, group_start, need, member_start, member, _, _, _, _, _, _, _ = graph
    for g in range(group_start[v], group_start[v + 1]):
        there = 0
        for e in range(member_start[g], member_start[g + 1]):
            if delivers[member[e]]:
                there += 1
        if there < need[g]:
            return False
    return True


@njit(cache=True, nogil=True)
def _delivers(is_up: bool, process: int, is_staffed: Array, can_improvise: Array) -> bool:
    if process < 0:
        return is_up
    return is_staffed[process] and (is_up or can_improvise[process])


@njit(cache=True, nogil=True)
def _may_run(v: int, course: Array, was_up: Array, up: Array, in_ring: bool, runs: Array) -> bool:
    """A generator: let run, and what it replaces is not up (in a cycle: was not, a step ago)."""
    generator_of, replaces = course[4], course[5]
    j = generator_of[v]
    if j < 0:
        return True
    if not runs[j]:
        return False
    other = replaces[j]
    if other < 0:
        return True
    return not (was_up[other] if in_ring else up[other])


@njit(cache=True, nogil=True)
def _resolve(
    course: Array,
    stays: Array,
    bridges: Array,
    derives: Array,
    was_up: Array,
    runs: Array,
    has_fuel: Array,
    is_staffed: Array,
    can_improvise: Array,
    up: Array,
    met: Array,
    delivers: Array,
) -> None:
    """Who is up in this step. What is up together and needs each other stays up; what is down and waits for
    each other stays down: the greatest set that may stay, with the least that derives from it.
    """
    graph, process_of, generator_of = course[0], course[3], course[4]
    component_start, component_node = graph[9], graph[10]
    stay = np.empty(0, np.bool_)
    for c in range(len(component_start) - 1):
        low, high = component_start[c], component_start[c + 1]
        in_ring = high - low > 1
        if in_ring:
            stay = np.empty(high - low, np.bool_)
            for i in range(low, high):
                stay[i - low] = stays[component_node[i]]
        while True:
            for i in range(low, high):
                v = component_node[i]
                up[v] = stay[i - low] if in_ring else False
                if in_ring:
                    delivers[v] = _delivers(up[v], process_of[v], is_staffed, can_improvise)
            grows = in_ring
            while grows:
                grows = False
                for i in range(low, high):
                    v = component_node[i]
                    if derives[v] and not up[v]:
                        j = generator_of[v]
                        may = _may_run(v, course, was_up, up, True, runs) and (j < 0 or has_fuel[j])
                        if may and _is_met(graph, delivers, v):
                            up[v] = True
                            delivers[v] = _delivers(True, process_of[v], is_staffed, can_improvise)
                            grows = True
            shrinks = False
            for i in range(low, high):
                v = component_node[i]
                j = generator_of[v]
                met[v] = _may_run(v, course, was_up, up, in_ring, runs) and _is_met(graph, delivers, v)
                if j >= 0 and not has_fuel[j]:
                    met[v] = False
                if in_ring:
                    if stay[i - low] and not bridges[v] and not met[v]:
                        stay[i - low] = False
                        shrinks = True
                else:
                    up[v] = (stays[v] and (bridges[v] or met[v])) or (derives[v] and met[v])
                    delivers[v] = _delivers(up[v], process_of[v], is_staffed, can_improvise)
            if not shrinks:
                break


@njit(cache=True, nogil=True)
def _give_staff(
    t: int,
    works: Array,
    order: Array,
    staffing: Array,
    first_need: Array,
    present: Array,
    can_work: Array,
    busy: Array,
    is_staffed: Array,
) -> None:
    """Staff by priority to those that can work; who lacks one role gets none of any."""
    role, people, start, end = staffing
    busy[:] = 0.0
    for p in order:
        is_staffed[p] = False
        if not works[p] or not can_work[p]:
            continue
        suffices = True
        for s in range(first_need[p], first_need[p + 1]):
            if start[s] <= t < end[s]:
                busy[role[s]] += people[s]
                if busy[role[s]] > present[role[s]] + ENOUGH:
                    suffices = False
        is_staffed[p] = suffices
        if not suffices:
            for s in range(first_need[p], first_need[p + 1]):
                if start[s] <= t < end[s]:
                    busy[role[s]] -= people[s]


@njit(cache=True, nogil=True)
def _give_fuel(order: Array, wants: Array, depot_of: Array, burn: Array, fuel: Array, depot: Array) -> Array:
    """Which generators have fuel for a step: their own, and what lacks from their depot, by priority.

    One that is starting must have it too, but burns nothing yet.
    """
    left = depot.copy()
    has_fuel = np.zeros(len(burn), np.bool_)
    for j in order:
        lacking = burn[j] - fuel[j]
        d = depot_of[j]
        if lacking <= ENOUGH:
            has_fuel[j] = True
        elif d >= 0 and left[d] + ENOUGH >= lacking:
            has_fuel[j] = True
            if wants[j]:
                left[d] -= lacking
    return has_fuel


@njit(cache=True, nogil=True)
def advance(course: Array, now: Array, runs: Array, works: Array, first: int, last: int, out: Array) -> None:
    """Steps `first` to `last`. `runs` (generators, T), `works` (p, T). Writes into `out`, changes `now`.

    `course`: graph, step minutes, autonomy, process_of, generator_of, replaces, outages (node, first step,
    end step), generators (node, burn a step, tank, depot), arrivals (generators, T), depot arrivals
    (depots, T), staffing (role, people, first step, end step) by process with first_need (p + 1,), present
    (roles, T), process nodes, orders of processes and of generators, recharge (n,). `now`: is_up, battery,
    last_unmet (-1: has not lacked its input since it went down), fuel, depot, workaround left (p,). `out`:
    state, fuel, depot, busy, is_staffed, is_up, is_met.
    """
    (
        graph,
        step,
        autonomy,
        _,
        _,
        _,
        outages,
        generators,
        arrivals,
        depot_arrivals,
        staffing,
        first_need,
        present,
        process,
        process_order,
        generator_order,
        recharge,
    ) = course
    own = graph[0]
    is_up, battery, last_unmet, fuel, depot, improvised = now
    state, fuel_out, depot_out, busy_out, staffed_out, up_out, met_out = out
    generator_node, burn, tank, depot_of = generators
    n, p_count, j_count = len(own), len(process), len(burn)
    forced = np.zeros(n, np.bool_)
    stays, bridges, derives = np.zeros(n, np.bool_), np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    up, met, delivers = np.zeros(n, np.bool_), np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    is_staffed = np.zeros(p_count, np.bool_)
    can_improvise, can_work = np.zeros(p_count, np.bool_), np.zeros(p_count, np.bool_)
    wants = np.zeros(j_count, np.bool_)
    busy = np.zeros(len(present), np.float64)
    is_shared = len(staffing[0]) > 0 or j_count > 0
    for t in range(first, last):
        forced[:] = False
        for o in range(len(outages[0])):
            if outages[1][o] <= t < outages[2][o]:
                forced[outages[0][o]] = True
        for j in range(j_count):
            fuel[j] = max(fuel[j], min(tank[j], fuel[j] + arrivals[j, t]))
        for d in range(len(depot)):
            depot[d] += depot_arrivals[d, t]
        for v in range(n):
            waited = (t - last_unmet[v]) * step
            is_back = own[v] > 0.0 and waited + ENOUGH >= own[v]
            stays[v] = not forced[v] and (is_up[v] or last_unmet[v] < 0 or is_back)
            bridges[v] = stays[v] and battery[v] + ENOUGH >= step
            derives[v] = not forced[v] and not stays[v] and own[v] == 0.0
        for p in range(p_count):
            can_improvise[p] = improvised[p] + ENOUGH >= step and not forced[process[p]]
            is_staffed[p] = works[p, t]
        wants[:] = True
        has_fuel = np.ones(j_count, np.bool_)
        for j in range(j_count):
            d = depot_of[j]
            has_fuel[j] = fuel[j] + (depot[d] if d >= 0 else 0.0) + ENOUGH >= burn[j]
        may_run = runs[:, t]
        _resolve(
            course,
            stays,
            bridges,
            derives,
            is_up,
            may_run,
            has_fuel,
            is_staffed,
            can_improvise,
            up,
            met,
            delivers,
        )
        if is_shared:
            # once as if there were enough for all, to see who can use it; then with what there is
            for j in range(j_count):
                wants[j] = met[generator_node[j]]
            for p in range(p_count):
                can_work[p] = up[process[p]] or can_improvise[p]
            has_fuel = _give_fuel(generator_order, wants, depot_of, burn, fuel, depot)
            _give_staff(
                t, works[:, t], process_order, staffing, first_need, present[:, t], can_work, busy, is_staffed
            )
            _resolve(
                course,
                stays,
                bridges,
                derives,
                is_up,
                may_run,
                has_fuel,
                is_staffed,
                can_improvise,
                up,
                met,
                delivers,
            )
        for v in range(n):
            if met[v]:
                if recharge[v] == np.inf:
                    battery[v] = autonomy[v]
                else:
                    battery[v] = max(battery[v], min(autonomy[v], battery[v] + recharge[v] * step))
            elif up[v]:
                battery[v] -= step
            if up[v]:
                last_unmet[v] = -1
            elif not met[v]:
                last_unmet[v] = t + 1
            is_up[v] = up[v]
            up_out[v, t] = up[v]
            met_out[v, t] = met[v]
            state[v, t] = UP if up[v] else DOWN
        for j in range(j_count):
            v = generator_node[j]
            if met[v]:
                lacking = burn[j] - fuel[j]
                d = depot_of[j]
                if lacking > 0.0 and d >= 0:
                    depot[d] = max(0.0, depot[d] - lacking)
                    fuel[j] = burn[j]
                if up[v]:
                    fuel[j] = max(0.0, fuel[j] - burn[j])
            fuel_out[j, t] = fuel[j]
        for p in range(p_count):
            v = process[p]
            if not is_staffed[p]:
                state[v, t] = DOWN
            elif not up[v] and can_improvise[p]:
                improvised[p] -= step
                state[v, t] = WORKAROUND
            staffed_out[p, t] = is_staffed[p]
        for k in range(len(depot)):  # a slice takes Numba a second longer to compile
            depot_out[k, t] = depot[k]
        for k in range(len(busy)):
            busy_out[k, t] = busy[k]
