"""What if one node never comes back, or two? Single points of failure and pairs, ranked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.core.recovery.arrays import compiled, evaluated, spread
from weerbaar.core.recovery.graph import Floats, Integers, RecoveryGraph
from weerbaar.core.recovery.targets import Targets, position_of

LATE, LOST = 1, 2  # as in `_sweeps`, which loads only when it computes
Positions = NDArray[np.int32]


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
    lost: Positions
    late_start: Integers
    late: Positions

    def lost_by(self, i: int) -> Positions:
        return self.lost[self.lost_start[i] : self.lost_start[i + 1]]

    def late_by(self, i: int) -> Positions:
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
    harmed: Positions
    evaluated: int

    def harmed_by(self, i: int) -> Positions:
        return self.harmed[self.harmed_start[i] : self.harmed_start[i + 1]]


def single_failures(
    graph: RecoveryGraph, targets: Targets, nodes: Integers | None = None, threads: int | None = None
) -> SingleFailures:
    """Each of `nodes` (all when None) taken away: never ready; everything else recovers from minute 0.

    Ranked by effect, then by lost weight, then by number. Only what rests on the node is evaluated again.
    """
    from weerbaar.core.recovery._sweeps import rows_in_order

    chosen = np.arange(len(graph)) if nodes is None else np.unique(np.asarray(nodes, np.int64))
    counts, late, lost = _harm(graph, targets, chosen, threads)
    late_weight, lost_weight = (
        _sum_rows(targets.weight, count, at) for count, at in zip(counts, (late, lost), strict=True)
    )
    effect = late_weight + lost_weight
    order = np.lexsort((chosen, -lost_weight, -effect))
    lost_rows = rows_in_order(order, counts[1], lost, targets.node)
    late_rows = rows_in_order(order, counts[0], late, targets.node)
    return SingleFailures(chosen[order], effect[order], lost_weight[order], *lost_rows, *late_rows)


def pair_failures(
    graph: RecoveryGraph, targets: Targets, nodes: Integers, threads: int | None = None
) -> PairFailures:
    """All pairs of `nodes` taken away together; ranked by excess, then by effect, then by numbers."""
    from weerbaar.core.recovery._sweeps import harm_of_pairs, rows_in_order

    chosen = np.unique(np.asarray(nodes, np.int64))
    k, p = len(chosen), len(targets.node)
    counts, late, lost = _harm(graph, targets, chosen, threads)
    alone = np.zeros((k, p), np.int8)
    alone[np.repeat(np.arange(k), counts[0]), late] = LATE
    alone[np.repeat(np.arange(k), counts[1]), lost] = LOST
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
    start, members = rows_in_order(order, many, harmed.astype(np.int32), targets.node)
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
) -> tuple[Integers, Positions, Positions]:
    """Processes made late and lost per node (2, k), then their positions, row by row."""
    from weerbaar.core.recovery._sweeps import harm_of_singles

    ready, _, _ = evaluated(graph)
    arrays, position, limit = compiled(graph).graph, position_of(targets, len(graph)), targets.limit
    parts = spread(
        lambda low, high: harm_of_singles(arrays, ready, position, limit, nodes, low, high),
        len(nodes),
        threads,
    )
    if not parts:
        return np.zeros((2, 0), np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32)
    return (
        np.concatenate([part[0] for part in parts], axis=1),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([part[2] for part in parts]),
    )


def _sum_rows(weight: Floats, counts: Integers, at: Positions) -> Floats:
    """The weight in each row; sums of parts, so that long rows need no second list of weights."""
    total = np.zeros(len(counts))
    start = np.concatenate([[0], np.cumsum(counts)])
    for i in np.flatnonzero(counts).tolist():
        total[i] = weight[at[start[i] : start[i + 1]]].sum()
    return total
