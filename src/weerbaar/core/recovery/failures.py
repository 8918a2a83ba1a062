"""What if one node never comes back, or two? Single points of failure and pairs, ranked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.core.recovery.arrays import compiled, evaluated, spread
from weerbaar.core.recovery.graph import Floats, Integers, RecoveryGraph
from weerbaar.core.recovery.targets import Targets, position_of

LOST = 2  # as in `_sweeps`, which loads only when it computes


@dataclass(frozen=True)
class SingleFailures:
    """k nodes taken away one by one, the worst first.

    `node` (k,); `effect` (k,): weight of the processes that it makes late or lost; `lost_weight` (k,): of the
    lost alone. The processes (node numbers) of entry i: `lost[lost_start[i]:lost_start[i + 1]]` never come
    back, `late[late_start[i]:late_start[i + 1]]` come back too late; both only where they do not already
    without the failure. A process that is itself taken away is not counted.
    """

    node: Integers
    effect: Floats
    lost_weight: Floats
    lost_start: Integers
    lost: Integers
    late_start: Integers
    late: Integers

    def lost_by(self, i: int) -> Integers:
        return self.lost[self.lost_start[i] : self.lost_start[i + 1]]

    def late_by(self, i: int) -> Integers:
        return self.late[self.late_start[i] : self.late_start[i + 1]]


@dataclass(frozen=True)
class PairFailures:
    """Pairs that do harm which neither of the two does alone, the worst first.

    `first`, `second` (k,) nodes; `effect` (k,): weight made late or lost by both together; `excess` (k,): of
    it, the weight of processes that fare worse than with either alone (late instead of in time, lost instead
    of late or in time). `harmed` (by `harmed_start` (k + 1,)): those processes. `evaluated`: pairs looked at.
    """

    first: Integers
    second: Integers
    effect: Floats
    excess: Floats
    harmed_start: Integers
    harmed: Integers
    evaluated: int

    def harmed_by(self, i: int) -> Integers:
        return self.harmed[self.harmed_start[i] : self.harmed_start[i + 1]]


def single_failures(
    graph: RecoveryGraph, targets: Targets, nodes: Integers | None = None, threads: int | None = None
) -> SingleFailures:
    """Each of `nodes` (all when None) taken away: never ready; everything else recovers from minute 0.

    Ranked by effect, then by lost weight, then by number. Only what rests on the node is evaluated again.
    """
    chosen = np.arange(len(graph)) if nodes is None else np.unique(np.asarray(nodes, np.int64))
    counts, at, level = _harm(graph, targets, chosen, threads)
    entry = np.repeat(np.arange(len(chosen)), counts)
    is_lost = level == LOST
    weight = targets.weight[at]
    effect = np.bincount(entry, weight, len(chosen)).astype(np.float64)
    lost_weight = np.bincount(entry[is_lost], weight[is_lost], len(chosen)).astype(np.float64)
    order = np.lexsort((chosen, -lost_weight, -effect))
    lost_start, lost = _rows(order, entry[is_lost], targets.node[at[is_lost]])
    late_start, late = _rows(order, entry[~is_lost], targets.node[at[~is_lost]])
    return SingleFailures(
        chosen[order], effect[order], lost_weight[order], lost_start, lost, late_start, late
    )


def pair_failures(
    graph: RecoveryGraph, targets: Targets, nodes: Integers, threads: int | None = None
) -> PairFailures:
    """All pairs of `nodes` taken away together; ranked by excess, then by effect, then by numbers."""
    from weerbaar.core.recovery._sweeps import harm_of_pairs

    chosen = np.unique(np.asarray(nodes, np.int64))
    k, p = len(chosen), len(targets.node)
    counts, at, level = _harm(graph, targets, chosen, threads)
    alone = np.zeros((k, p), np.int8)
    alone[np.repeat(np.arange(k), counts), at] = level
    ready, _, _ = evaluated(graph)
    arrays, position = compiled(graph).graph, position_of(targets, len(graph))
    limit, weight = targets.limit, targets.weight
    parts = spread(
        lambda low, high: harm_of_pairs(arrays, ready, position, limit, weight, chosen, alone, low, high),
        k,
        threads,
        size=8,
    )
    if not parts:
        parts = [(np.zeros(0, np.int64),) * 2 + (np.zeros(0),) * 2 + (np.zeros(0, np.int64),) * 2]
    first, second, effect, excess, many, harmed = (
        np.concatenate([part[i] for part in parts]) for i in range(6)
    )
    order = np.lexsort((chosen[second], chosen[first], -effect, -excess))
    start, members = _rows(order, np.repeat(np.arange(len(first)), many), targets.node[harmed])
    return PairFailures(
        chosen[first[order]],
        chosen[second[order]],
        effect[order],
        excess[order],
        start,
        members,
        k * (k - 1) // 2,
    )


def _harm(
    graph: RecoveryGraph, targets: Targets, nodes: Integers, threads: int | None
) -> tuple[Integers, Integers, Integers]:
    """Harms per node (k,), then of each harm the position of the process and the level."""
    from weerbaar.core.recovery._sweeps import harm_of_singles

    ready, _, _ = evaluated(graph)
    arrays, position, limit = compiled(graph).graph, position_of(targets, len(graph)), targets.limit
    parts = spread(
        lambda low, high: harm_of_singles(arrays, ready, position, limit, nodes, low, high),
        len(nodes),
        threads,
    )
    if not parts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    counts, at, level = (np.concatenate([part[i] for part in parts]) for i in range(3))
    return counts, at, level


def _rows(order: Integers, entry: Integers, value: Integers) -> tuple[Integers, Integers]:
    """Compressed rows of the values in a new order of their entries, each row in rising values."""
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    row = place[entry]
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(order)))]).astype(np.int64)
    return start, value[np.lexsort((value, row))]
