"""The compiled loops behind recovery times: order of evaluation, times, and what changes when one node does.

`graph` is the tuple of `arrays.Compiled.graph`; `work` that of `new_work`. Callers pass int64, float64 and
bool arrays, contiguous, so that each function compiles once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from weerbaar.core.heap import drop_least, push

Array = Any  # numba reads no annotations; the callers are typed


@njit(cache=True, nogil=True)
def strong_components(start: Array, neighbour: Array) -> tuple[Array, Array, Array]:
    """Strongly connected components of a graph in rows, sinks first (Tarjan 1972, without recursion).

    Returns component_start (c + 1,), nodes by component (n,), component of each node (n,).
    """
    n = len(start) - 1
    index = np.full(n, -1, np.int64)
    low = np.zeros(n, np.int64)
    on_stack = np.zeros(n, np.bool_)
    stack = np.empty(n, np.int64)
    calls = np.empty(n, np.int64)
    place = start[:-1].copy()
    component = np.full(n, -1, np.int64)
    nodes = np.empty(n, np.int64)
    starts = np.zeros(n + 1, np.int64)
    count = 0
    size = 0
    found = 0
    written = 0
    for root in range(n):
        if index[root] >= 0:
            continue
        depth = 1
        calls[0] = root
        while depth > 0:
            v = calls[depth - 1]
            if index[v] < 0:
                index[v] = count
                low[v] = count
                count += 1
                stack[size] = v
                size += 1
                on_stack[v] = True
            descends = False
            while place[v] < start[v + 1]:
                w = neighbour[place[v]]
                if index[w] < 0:
                    calls[depth] = w
                    depth += 1
                    descends = True
                    break
                if on_stack[w]:
                    low[v] = min(low[v], low[w])
                place[v] += 1
            if descends:
                continue
            depth -= 1
            if low[v] == index[v]:
                while True:
                    size -= 1
                    w = stack[size]
                    on_stack[w] = False
                    component[w] = found
                    nodes[written] = w
                    written += 1
                    if w == v:
                        break
                found += 1
                starts[found] = written
    return starts[: found + 1].copy(), nodes, component


@njit(cache=True, nogil=True)
def new_work(graph: Array) -> tuple[Array, Array, Array, Array, Array, Array, Array, Array, Array, Array]:
    """Room for one thread: heap keys and values, credits left per group, groups open per node, the least
    values of a group with their members, dirty components, changed nodes with their old times, settled order.
    """
    own, _, need, _, member, _, _, _, _, component_start, _, _ = graph
    n = len(own)
    widest = 1
    for g in range(len(need)):
        widest = max(widest, need[g])
    room = n + len(member) + 1
    return (
        np.empty(room, np.float64),
        np.empty(room, np.int64),
        np.zeros(len(need), np.int64),
        np.zeros(n, np.int64),
        np.empty(widest, np.float64),
        np.empty(widest, np.int64),
        np.zeros(len(component_start), np.bool_),
        np.empty(n, np.int64),
        np.empty(n, np.float64),
        np.empty(n, np.int64),
    )


@njit(cache=True, nogil=True)
def kth_least(
    member: Array, low: int, high: int, k: int, time: Array, least: Array, least_member: Array
) -> tuple[float, int]:
    """The k-th smallest time of the members from `low` to `high`, and the member; of equals the first."""
    if k == high - low:
        worst = -1.0
        at = -1
        for e in range(low, high):
            t = time[member[e]]
            if t > worst:
                worst = t
                at = member[e]
        return worst, at
    size = 0
    for e in range(low, high):
        t = time[member[e]]
        if size == k and t >= least[size - 1]:
            continue
        i = size if size < k else size - 1
        while i > 0 and least[i - 1] > t:
            least[i] = least[i - 1]
            least_member[i] = least_member[i - 1]
            i -= 1
        least[i] = t
        least_member[i] = member[e]
        if size < k:
            size += 1
    return least[k - 1], least_member[k - 1]


@njit(cache=True, nogil=True)
def node_time(graph: Array, work: Array, ready: Array, v: int) -> tuple[float, int]:
    """own + the greatest k-th smallest time over the groups of v; the member that settles it (-1: none)."""
    own, group_start, need, member_start, member, _, _, _, _, _, _, _ = graph
    least, least_member = work[4], work[5]
    latest = 0.0
    by = -1
    for g in range(group_start[v], group_start[v + 1]):
        t, at = kth_least(member, member_start[g], member_start[g + 1], need[g], ready, least, least_member)
        if t > latest or by < 0:
            latest = t
            by = at
    return own[v] + latest, by


@njit(cache=True, nogil=True)
def settle(graph: Array, work: Array, c: int, fixed: Array, ready: Array, binding: Array) -> int:
    """The times of one component of several nodes, in the order in which they come (Knuth 1977).

    Nodes in `fixed` keep their time. Nodes that wait for each other get inf. Returns how many were settled;
    work[9] holds them in order.
    """
    (
        own,
        group_start,
        need,
        member_start,
        member,
        group_owner,
        member_group,
        dependant_start,
        dependant_group,
        component_start,
        component_node,
        component,
    ) = graph
    keys, values, left, waiting, _, _, _, _, _, order = work
    n = len(own)
    size = 0
    low, high = component_start[c], component_start[c + 1]
    for i in range(low, high):
        v = component_node[i]
        if fixed[v]:
            if ready[v] < np.inf:
                size = push(keys, values, size, ready[v], v)
            continue
        ready[v] = np.inf
        binding[v] = -1
        waiting[v] = group_start[v + 1] - group_start[v]
        for g in range(group_start[v], group_start[v + 1]):
            left[g] = need[g]
            for e in range(member_start[g], member_start[g + 1]):
                m = member[e]
                if component[m] != c and ready[m] < np.inf:
                    size = push(keys, values, size, ready[m], n + e)
    settled = 0
    while size > 0:
        t = keys[0]
        item = values[0]
        size = drop_least(keys, values, size)
        if item >= n:
            first, last = item - n, item - n + 1
        else:
            ready[item] = t
            order[settled] = item
            settled += 1
            first, last = dependant_start[item], dependant_start[item + 1]
        for i in range(first, last):
            g = member_group[i] if item >= n else dependant_group[i]
            v = group_owner[g]
            if component[v] != c or fixed[v]:
                continue
            left[g] -= 1
            if left[g] == 0:
                waiting[v] -= 1
                if waiting[v] == 0:
                    binding[v] = member[item - n] if item >= n else item
                    if own[v] < np.inf:
                        size = push(keys, values, size, t + own[v], v)
    return settled


@njit(cache=True, nogil=True)
def evaluate(graph: Array, work: Array) -> tuple[Array, Array, Array]:
    """Times, binding members and ranks of all nodes, component by component, members first."""
    own, group_start, _, member_start, member, _, _, _, _, component_start, component_node, component = graph
    n = len(own)
    ready = np.full(n, np.inf)
    binding = np.full(n, -1, np.int64)
    rank = np.zeros(n, np.int64)
    fixed = np.zeros(n, np.bool_)
    order = work[9]
    for c in range(len(component_start) - 1):
        low, high = component_start[c], component_start[c + 1]
        if high - low == 1:
            v = component_node[low]
            ready[v], binding[v] = node_time(graph, work, ready, v)
            if own[v] == np.inf:
                binding[v] = -1
            rank[v] = low
            continue
        settled = settle(graph, work, c, fixed, ready, binding)
        for i in range(settled):
            rank[order[i]] = low + i
        after = low + settled
        for i in range(low, high):
            v = component_node[i]
            if ready[v] < np.inf:
                continue
            rank[v] = after
            after += 1
            binding[v] = -1
            if own[v] == np.inf:
                continue
            # what it waits for: rather something outside, which is a cause, than its fellows
            for g in range(group_start[v], group_start[v + 1]):
                for e in range(member_start[g], member_start[g + 1]):
                    m = member[e]
                    if ready[m] < np.inf:
                        continue
                    if binding[v] < 0 or (component[m] != c and component[binding[v]] == c):
                        binding[v] = m
    return ready, binding, rank


@njit(cache=True, nogil=True)
def change(graph: Array, work: Array, ready: Array, fixed: Array, binding: Array, x: int, time: float) -> int:
    """Fixes the time of x and evaluates again what rests on it, and nothing else.

    Returns how many nodes changed; work[7] and work[8] hold them and their old times, for `restore`.
    `binding` is scratch.
    """
    (
        _,
        _,
        _,
        _,
        _,
        group_owner,
        _,
        dependant_start,
        dependant_group,
        component_start,
        component_node,
        component,
    ) = graph
    dirty, changed, old = work[6], work[7], work[8]
    fixed[x] = True
    count = 0
    pending = 0
    c = component[x]
    if ready[x] != time:
        changed[0] = x
        old[0] = ready[x]
        count = 1
        ready[x] = time
        for i in range(dependant_start[x], dependant_start[x + 1]):
            d = component[group_owner[dependant_group[i]]]
            if not dirty[d]:
                dirty[d] = True
                pending += 1
    while pending > 0:
        if not dirty[c]:
            c += 1
            continue
        dirty[c] = False
        pending -= 1
        low, high = component_start[c], component_start[c + 1]
        before = count
        if high - low == 1:
            v = component_node[low]
            if not fixed[v]:
                t, _ = node_time(graph, work, ready, v)
                if t != ready[v]:
                    changed[count] = v
                    old[count] = ready[v]
                    count += 1
                    ready[v] = t
        else:
            count = _settle_again(graph, work, c, fixed, ready, binding, count)
        for k in range(before, count):
            v = changed[k]
            for i in range(dependant_start[v], dependant_start[v + 1]):
                d = component[group_owner[dependant_group[i]]]
                if d != c and not dirty[d]:
                    dirty[d] = True
                    pending += 1
        c += 1
    return count


@njit(cache=True, nogil=True)
def _settle_again(
    graph: Array, work: Array, c: int, fixed: Array, ready: Array, binding: Array, count: int
) -> int:
    """Settles component c anew and appends what changed."""
    component_start, component_node = graph[9], graph[10]
    changed, old = work[7], work[8]
    low, high = component_start[c], component_start[c + 1]
    before = ready[component_node[low:high]]
    settle(graph, work, c, fixed, ready, binding)
    for i in range(low, high):
        v = component_node[i]
        if ready[v] != before[i - low]:
            changed[count] = v
            old[count] = before[i - low]
            count += 1
    return count


@njit(cache=True, nogil=True)
def restore(work: Array, ready: Array, fixed: Array, x: int, count: int) -> None:
    """Takes back the last `change` of x."""
    changed, old = work[7], work[8]
    for k in range(count):
        ready[changed[k]] = old[k]
    fixed[x] = False
