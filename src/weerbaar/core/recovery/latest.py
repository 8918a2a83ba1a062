"""How late may each node be back? Required times pushed back from processes to what they rest on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.core.recovery.arrays import compiled, spread
from weerbaar.core.recovery.graph import Floats, Integers
from weerbaar.core.recovery.recover import Recovery
from weerbaar.core.recovery.targets import Targets, position_of


@dataclass(frozen=True)
class RequiredTimes:
    """`required` (n,): minutes at which each node must be back, inf when nothing asks for it.

    The plan: in each group the members that come back first are counted on. If every node is back by its
    required time, no target is broken. Below 0: not even at once is soon enough.
    `gap` (n,): ready - required where positive, else 0. `process` (n,): the node of the process that asks
    (-1: none); `towards` (n,): the next node on the way to that process (-1: it is the process itself).
    """

    required: Floats
    gap: Floats
    process: Integers
    towards: Integers

    def reason(self, node: int) -> tuple[int, ...]:
        """The nodes from `node` to the process that asks; empty when nothing does."""
        if self.process[node] < 0:
            return ()
        path = [int(node)]
        while self.towards[path[-1]] >= 0:
            path.append(int(self.towards[path[-1]]))
        return tuple(path)


@dataclass(frozen=True)
class LatestTimes:
    """`latest` (n,): how late each node may be back by itself, all others as computed.

    The greatest minute at which every process meets its targets that meets them when this node is there at
    once; inf: whatever happens to this node alone, no such process is late. `slack` (n,): latest - ready (inf
    where latest is). `process` (n,): the node of the process that is late first beyond it (-1: none).
    """

    latest: Floats
    slack: Floats
    process: Integers


def required_times(recovery: Recovery, targets: Targets) -> RequiredTimes:
    """required(n) = min over dependants that count on n of (required(dependant) - own(dependant)).

    The backward pass of the critical path method (Kelley and Walker 1959), with in each group the `need`
    members that come back first (ties: settled first). A process asks for its first line. Nodes of a
    deadlock ask nothing of each other.
    """
    from weerbaar.core.recovery._sweeps import required_of

    graph, ready = recovery.graph, recovery.ready
    n = len(graph)
    required, asker = np.full(n, np.inf), np.full(n, -1, np.int64)
    required[targets.node] = targets.limit
    asks = np.isfinite(targets.limit)
    asker[targets.node[asks]] = targets.node[asks]
    towards = required_of(compiled(graph).graph, ready, recovery.rank, required, asker)
    gap = np.zeros(n)
    asked = np.isfinite(required)
    gap[asked] = np.maximum(ready[asked] - required[asked], 0.0)
    return RequiredTimes(required, gap, asker, towards)


def latest_times(recovery: Recovery, targets: Targets, nodes: Integers | None = None) -> LatestTimes:
    """The latest time of each of `nodes` (all when None; the others get inf).

    Found by giving the node other times and evaluating what rests on it again, so that whatever shares it,
    also both alternatives of one process, is late together.
    """
    from weerbaar.core.recovery._sweeps import latest_of

    graph, ready = recovery.graph, recovery.ready
    n = len(graph)
    chosen = np.arange(n) if nodes is None else np.unique(np.asarray(nodes, np.int64))
    arrays, position = compiled(graph).graph, position_of(targets, n)
    found = spread(
        lambda low, high: latest_of(arrays, ready, position, targets.limit, chosen, low, high), len(chosen)
    )
    latest, process = np.full(n, np.inf), np.full(n, -1, np.int64)
    latest[chosen] = np.concatenate([part[0] for part in found]) if found else []
    because = np.concatenate([part[1] for part in found]) if found else np.zeros(0, np.int64)
    process[chosen[because >= 0]] = targets.node[because[because >= 0]]
    slack = np.full(n, np.inf)
    asked = np.isfinite(latest)
    slack[asked] = latest[asked] - ready[asked]
    return LatestTimes(latest, slack, process)
