"""When is everything back, if everything is down at minute 0? Chains, k-of-n, cycles, and the binding path."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.core.recovery.graph import Floats, Integers, RecoveryGraph


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
    for ever in a deadlock). `rank` (n,): place in the order in which the times are settled; a node's time
    rests on nodes of lower rank only (n for nodes that wait in a deadlock).
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
    """ready(n) = own(n) + max over groups of the k-th smallest ready(member), least well-founded solution."""
    raise NotImplementedError


def started_together(graph: RecoveryGraph, deadlocks: tuple[Deadlock, ...]) -> RecoveryGraph:
    """The graph in which each deadlock is one start: its nodes come back together.

    The first n nodes keep their numbers; one node per deadlock is added (id "start:" + the ids of its nodes).
    """
    raise NotImplementedError
