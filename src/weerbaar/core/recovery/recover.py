"""When is everything back, if all is down at minute 0? Chains, k-of-n, cycles, and the binding path."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.core.recovery.arrays import compiled, evaluated
from weerbaar.core.recovery.graph import Flags, Floats, Integers, RecoveryGraph


@dataclass(frozen=True)
class Deadlock:
    """`nodes` (k,) that wait for each other for ever: none can start before another of them has.

    `start`: when everything that they need from outside is there (others started together too). `together`:
    `start` + the greatest `own` among them: all begin at once and none waits for another. `in_turn`: `start`
    + the sum of their `own`: one after the other, no order does worse.
    """

    nodes: Integers
    start: float
    together: float
    in_turn: float


@dataclass(frozen=True)
class Step:
    """One link of a binding path: `node` is ready at minute `ready`, `own` of which is its own work."""

    node: int
    own: float
    ready: float


@dataclass(frozen=True)
class Recovery:
    """`ready` (n,) minutes until each node is back; inf: never, or not without starting a deadlock by hand.

    `binding` (n,): the member whose return settles the node's time (-1: nothing, it starts at 0, or it waits
    for ever in a deadlock). `rank` (n,): place in the order in which the times are settled; a finite time
    rests on nodes of lower rank only.
    `deadlocks`: the groups of nodes that wait for each other; `ready_started` (n,): the times when every
    deadlock is started together (equal to `ready` where there is none).
    """

    graph: RecoveryGraph
    ready: Floats
    binding: Integers
    rank: Integers
    deadlocks: tuple[Deadlock, ...]
    ready_started: Floats

    def path(self, node: int) -> tuple[Step, ...]:
        """The chain that determines the node's time, from the node back to what it all began with.

        The `own` of a finite path add up to the node's `ready`. For a node that never returns: what it
        waits for, down to the cause, or until a deadlock closes.
        """
        steps: list[Step] = []
        seen: set[int] = set()
        v = int(node)
        while v >= 0 and v not in seen:
            seen.add(v)
            steps.append(Step(v, float(self.graph.own[v]), float(self.ready[v])))
            v = int(self.binding[v])
        return tuple(steps)


def recover(graph: RecoveryGraph) -> Recovery:
    """ready(n) = own(n) + max over groups of the k-th smallest ready(member).

    The least solution that has a beginning: a time counts only when it can be traced back to nodes that
    need nothing. The right-hand side never falls below the times that it rests on (a superior function), so
    that the nodes can be settled in the order of their times, as Knuth (1977) generalises Dijkstra (1959);
    outside cycles the order of the dependencies serves. What is left waits for itself: the deadlocks.
    """
    ready, binding, rank = evaluated(graph)
    deadlocks, started = _deadlocks(graph, ready)
    return Recovery(graph, ready, binding, rank, deadlocks, started)


def started_together(graph: RecoveryGraph, deadlocks: tuple[Deadlock, ...]) -> RecoveryGraph:
    """The graph in which each deadlock is one start: its nodes come back together.

    The first n nodes keep their numbers; one node per deadlock is added (id "start:" + the ids of its nodes
    with "+" between). It needs whatever the nodes need from outside (a group of which k members are asked
    asks for as many fewer as there are fellows in it), and takes as long as the slowest of them. The nodes
    themselves need the start and take no time of their own after it.
    """
    return _condensed(graph, [deadlock.nodes for deadlock in deadlocks])


def _condensed(graph: RecoveryGraph, closed: list[Integers]) -> RecoveryGraph:
    n = len(graph)
    groups: list[list[tuple[int, list[int]]]] = [
        [
            (
                int(graph.need[g]),
                graph.member[graph.member_start[g] : graph.member_start[g + 1]].tolist(),
            )
            for g in range(int(graph.group_start[v]), int(graph.group_start[v + 1]))
        ]
        for v in range(n)
    ]
    own = graph.own.copy()
    ids, own_start = list(graph.ids), []
    for nodes in closed:
        fellows = set(nodes.tolist())
        outer = []
        for v in nodes.tolist():
            for need, members in groups[v]:
                outside = [m for m in members if m not in fellows]
                lacking = need - (len(members) - len(outside))
                if lacking > 0:
                    outer.append((lacking, outside))
        own_start.append(float(graph.own[nodes].max()))
        own[nodes] = 0.0
        for v in nodes.tolist():
            groups[v] = [(1, [len(groups)])]
        ids.append("start:" + "+".join(graph.ids[v] for v in nodes.tolist()))
        groups.append(outer)
    listed = [group for of_node in groups for group in of_node]
    return RecoveryGraph(
        ids=tuple(ids),
        own=np.concatenate([own, own_start]),
        autonomy=np.concatenate([graph.autonomy, np.zeros(len(closed))]),
        group_start=np.cumsum([0, *(len(of_node) for of_node in groups)]),
        need=np.array([need for need, _ in listed], np.int64),
        member_start=np.cumsum([0, *(len(members) for _, members in listed)]),
        member=np.array([m for _, members in listed for m in members], np.int64),
    )


def _deadlocks(graph: RecoveryGraph, ready: Floats) -> tuple[tuple[Deadlock, ...], Floats]:
    """Closes the innermost waiting rings, looks what is still waiting, and so on until nothing is."""
    n = len(graph)
    closed: list[Integers] = []
    now, times = graph, ready
    while True:
        rings = _innermost_rings(now, times)
        if not rings:
            break
        closed.extend(rings)
        now = _condensed(graph, closed)
        times, _, _ = evaluated(now)
    found = []
    for i, nodes in enumerate(closed):
        start = _inputs_at(now, times, n + i)
        total = float(graph.own[nodes].sum())
        found.append(Deadlock(nodes, start, start + float(graph.own[nodes].max()), start + total))
    return tuple(found), times[:n].copy()


def _inputs_at(graph: RecoveryGraph, ready: Floats, v: int) -> float:
    latest = 0.0
    for g in range(int(graph.group_start[v]), int(graph.group_start[v + 1])):
        members = graph.member[graph.member_start[g] : graph.member_start[g + 1]]
        latest = max(latest, float(np.sort(ready[members])[graph.need[g] - 1]))
    return latest


def _innermost_rings(graph: RecoveryGraph, ready: Floats) -> list[Integers]:
    """The sets of nodes that wait for each other and for nobody else.

    Nodes that would not come back even if every ring were closed (they rest on something that never comes)
    wait for a cause and not for each other; they are left out. Each other waiting node waits for another one,
    so that the graph of who waits for whom has sinks, and every sink is a ring.
    """
    if np.isfinite(ready).all():
        return []
    from weerbaar.core.recovery._evaluate import strong_components

    waits = _can_ever(graph) & np.isinf(ready)
    if not waits.any():
        return []
    owner, group = graph.group_owner[graph.member_group], graph.member_group
    is_up = np.isfinite(ready)[graph.member]
    ups = np.bincount(group, weights=is_up, minlength=len(graph.need))
    is_open = (ups < graph.need)[group]
    link = np.flatnonzero(is_open & waits[owner] & waits[graph.member])
    n = len(graph)
    start = np.concatenate([[0], np.cumsum(np.bincount(owner[link], minlength=n))])
    component_start, nodes, component = strong_components(start, np.ascontiguousarray(graph.member[link]))
    leaves = np.zeros(len(component_start) - 1, np.bool_)
    leaves[component[owner[link]][component[owner[link]] != component[graph.member[link]]]] = True
    rings = [
        np.sort(nodes[component_start[c] : component_start[c + 1]])
        for c in np.unique(component[np.flatnonzero(waits)])
        if not leaves[c]
    ]
    return sorted(rings, key=lambda ring: int(ring[0]))


def _can_ever(graph: RecoveryGraph) -> Flags:
    """(n,) what could come back if no ring had to be closed: the greatest set that supports itself."""
    arrays = compiled(graph)
    dependant_start, dependant_group = arrays.graph[7], arrays.graph[8]
    possible = np.isfinite(graph.own)
    spare = np.diff(graph.member_start) - graph.need
    gone = np.flatnonzero(~possible).tolist()
    while gone:
        v = gone.pop()
        for g in dependant_group[dependant_start[v] : dependant_start[v + 1]].tolist():
            spare[g] -= 1
            owner = int(graph.group_owner[g])
            if spare[g] < 0 and possible[owner]:
                possible[owner] = False
                gone.append(owner)
    return possible
