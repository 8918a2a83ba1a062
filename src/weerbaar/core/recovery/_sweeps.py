"""The compiled loops that change one node after another: failures, pairs, latest and required times.

`process` (n,): the position of a node among the targets, -1 when it is no process.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from weerbaar.core.recovery._evaluate import change, new_work, restore

Array = Any  # numba reads no annotations; the callers are typed

LATE, LOST = 1, 2
TOLERANCE = 1e-12  # of a time, when a latest time is looked for; sums of minutes are rounded


@njit(cache=True, nogil=True)
def _level(before: float, after: float, limit: float) -> int:
    if after == np.inf:
        return LOST if before < np.inf else 0
    return LATE if after > limit and before <= limit else 0


@njit(cache=True, nogil=True)
def _grown(items: Array, size: int) -> Array:
    if size < len(items):
        return items
    more = np.empty(2 * len(items) + 1, items.dtype)
    for k in range(size):  # a slice takes Numba a second longer to compile
        more[k] = items[k]
    return more


@njit(cache=True, nogil=True)
def harm_of_singles(
    graph: Array, base: Array, process: Array, limit: Array, nodes: Array, low: int, high: int
) -> tuple[Array, Array, Array]:
    """What the loss of each of nodes[low:high] does to processes.

    Returns how many it makes late and lost (2, high - low), and row by row the positions of the late and
    of the lost processes (int32, since these can be many).
    """
    work = new_work(graph)
    ready = base.copy()
    fixed = np.zeros(len(base), np.bool_)
    binding = np.empty(len(base), np.int64)
    counts = np.zeros((2, high - low), np.int64)
    late, lost = np.empty(1024, np.int32), np.empty(1024, np.int32)
    late_size = 0
    lost_size = 0
    for i in range(low, high):
        x = nodes[i]
        changed = change(graph, work, ready, fixed, binding, x, np.inf)
        for k in range(changed):
            v = work[7][k]
            p = process[v]
            if p < 0 or v == x:
                continue
            harm = _level(base[v], ready[v], limit[p])
            if harm == LATE:
                late = _grown(late, late_size)
                late[late_size] = p
                late_size += 1
                counts[0, i - low] += 1
            elif harm == LOST:
                lost = _grown(lost, lost_size)
                lost[lost_size] = p
                lost_size += 1
                counts[1, i - low] += 1
        restore(work, ready, fixed, x, changed)
    return counts, late[:late_size].copy(), lost[:lost_size].copy()


@njit(cache=True, nogil=True)
def rows_in_order(order: Array, counts: Array, value: Array, name: Array) -> tuple[Array, Array]:
    """Rows of `counts` values each, in a new order, named by `name` and rising: start (k + 1,) and values."""
    old = np.zeros(len(counts) + 1, np.int64)
    for i in range(len(counts)):
        old[i + 1] = old[i] + counts[i]
    start = np.zeros(len(order) + 1, np.int64)
    named = np.empty(len(value), np.int32)
    for i in range(len(order)):
        low, high = old[order[i]], old[order[i] + 1]
        start[i + 1] = start[i] + high - low
        for k in range(high - low):
            named[start[i] + k] = name[value[low + k]]
        named[start[i] : start[i + 1]].sort()
    return start, named


@njit(cache=True, nogil=True)
def harm_of_pairs(
    graph: Array,
    base: Array,
    process: Array,
    limit: Array,
    weight: Array,
    nodes: Array,
    alone: Array,
    low: int,
    high: int,
) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Pairs nodes[i], nodes[j] for i from `low` to `high` and every j > i that do more than either alone.

    `alone` (k, p): the level of harm of each by itself. Returns per pair i, j, effect, excess and the count
    of processes that fare worse, and those processes' positions.
    """
    work = new_work(graph)
    fixed = np.zeros(len(base), np.bool_)
    binding = np.empty(len(base), np.int64)
    first = np.empty(256, np.int64)
    second = np.empty(256, np.int64)
    effect = np.empty(256, np.float64)
    excess = np.empty(256, np.float64)
    counts = np.empty(256, np.int64)
    at = np.empty(1024, np.int64)
    pairs = 0
    size = 0
    for i in range(low, high):
        x = nodes[i]
        ready = base.copy()
        change(graph, work, ready, fixed, binding, x, np.inf)
        by_first = 0.0
        for p in range(len(limit)):
            if alone[i, p] > 0:
                by_first += weight[p]
        for j in range(i + 1, len(nodes)):
            y = nodes[j]
            worse = 0.0
            total = by_first
            if process[y] >= 0 and alone[i, process[y]] > 0:
                total -= weight[process[y]]
            began = size
            changed = change(graph, work, ready, fixed, binding, y, np.inf)
            for k in range(changed):
                v = work[7][k]
                p = process[v]
                if p < 0 or v in (x, y):
                    continue
                harm = _level(base[v], ready[v], limit[p])
                if harm > 0 and alone[i, p] == 0:
                    total += weight[p]
                if harm > alone[i, p] and harm > alone[j, p]:
                    worse += weight[p]
                    at = _grown(at, size)
                    at[size] = p
                    size += 1
            restore(work, ready, fixed, y, changed)
            if size > began:
                first, second = _grown(first, pairs), _grown(second, pairs)
                effect, excess = _grown(effect, pairs), _grown(excess, pairs)
                counts = _grown(counts, pairs)
                first[pairs] = i
                second[pairs] = j
                effect[pairs] = total
                excess[pairs] = worse
                counts[pairs] = size - began
                pairs += 1
        fixed[x] = False
    return (
        first[:pairs].copy(),
        second[:pairs].copy(),
        effect[:pairs].copy(),
        excess[:pairs].copy(),
        counts[:pairs].copy(),
        at[:size].copy(),
    )


@njit(cache=True, nogil=True)
def latest_of(
    graph: Array, base: Array, process: Array, limit: Array, nodes: Array, low: int, high: int
) -> tuple[Array, Array]:
    """The latest time of each of nodes[low:high], and the position of the process that is late beyond it.

    Every time is a piecewise linear function of the time of one node, with slopes 0 and 1. Where a process is
    `d` too late, the node must come back at least `d` earlier; that step is exact on a slope, and halving
    crosses the flat parts.
    """
    work = new_work(graph)
    ready = np.empty(len(base), np.float64)
    fixed = np.zeros(len(base), np.bool_)
    binding = np.empty(len(base), np.int64)
    latest = np.full(high - low, np.inf)
    because = np.full(high - low, -1, np.int64)
    watched = np.empty(len(limit), np.int64)
    for i in range(low, high):
        x = nodes[i]
        for v in range(len(base)):
            ready[v] = base[v]
        change(graph, work, ready, fixed, binding, x, np.inf)
        changed = change(graph, work, ready, fixed, binding, x, 0.0)
        upper = np.inf
        count = 0
        for k in range(changed):
            v = work[7][k]
            p = process[v]
            if p >= 0 and work[8][k] > limit[p] and ready[v] <= limit[p]:
                watched[count] = v
                count += 1
                if limit[p] < upper:
                    upper = limit[p]
                    because[i - low] = p
        lower = 0.0
        time = upper
        is_tested = True
        has_stepped = False
        while count > 0:
            change(graph, work, ready, fixed, binding, x, time)
            over = 0.0
            for k in range(count):
                v = watched[k]
                late = ready[v] - limit[process[v]]
                if late > TOLERANCE * (1.0 + limit[process[v]]) and late > over:
                    over = late
                    because[i - low] = process[v]
            if over == 0.0:
                lower = time
            else:
                upper = min(upper, time - over)
                is_tested = False
            if upper - lower <= TOLERANCE * (1.0 + upper):
                latest[i - low] = lower
                break
            has_stepped = not is_tested and not has_stepped
            if has_stepped:
                time = upper
                is_tested = True
            else:
                time = lower + 0.5 * (upper - lower)
        fixed[x] = False
    return latest, because


@njit(cache=True, nogil=True)
def required_of(graph: Array, ready: Array, rank: Array, required: Array, asker: Array) -> Array:
    """Pushes `required` (n,) and `asker` (n,) back, last settled first. Returns (n,) the next
    node on the way to who asks."""
    own, group_start, need, member_start, member, _, _, _, _, _, _, component = graph
    n = len(own)
    towards = np.full(n, -1, np.int64)
    by_rank = np.empty(n, np.int64)
    for v in range(n):
        by_rank[rank[v]] = v
    widest = 1
    for g in range(len(need)):
        widest = max(widest, need[g])
    chosen = np.empty(widest, np.int64)
    for r in range(n - 1, -1, -1):
        v = by_rank[r]
        if required[v] == np.inf or own[v] == np.inf:
            continue
        by = required[v] - own[v]
        for g in range(group_start[v], group_start[v + 1]):
            size = 0
            for e in range(member_start[g], member_start[g + 1]):
                m = member[e]
                i = size
                while i > 0 and (
                    ready[chosen[i - 1]] > ready[m]
                    or (ready[chosen[i - 1]] == ready[m] and rank[chosen[i - 1]] > rank[m])
                ):
                    if i < need[g]:
                        chosen[i] = chosen[i - 1]
                    i -= 1
                if i < need[g]:
                    chosen[i] = m
                    size = min(size + 1, need[g])
            for k in range(size):
                m = chosen[k]
                if component[m] == component[v] and ready[m] == np.inf:
                    continue  # fellows in a deadlock ask nothing of each other
                if by < required[m]:
                    required[m] = by
                    asker[m] = asker[v]
                    towards[m] = v
    return towards
