"""The compiled loops behind interruptions: intervals of being down, pushed through the dependencies.

Node v is down within [since[v], ready[v]); never down: since inf, ready 0. A group of m members of which k
are needed is short while q = m - k + 1 are down at once, which can only be within

    [ q-th smallest since, k-th smallest ready )

because at any such time q members have gone down, and fewer than k have come back or stayed up.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from weerbaar.core.heap import drop_least, push
from weerbaar.core.recovery._evaluate import kth_least

Array = Any  # numba reads no annotations; the callers are typed


@njit(cache=True, nogil=True)
def short_of(graph: Array, since: Array, ready: Array, room: Array, v: int) -> tuple[float, float, int]:
    """From when to when v lacks what it needs (inf, 0: never); the member waited for longest (-1: none)."""
    _, group_start, need, member_start, member, _, _, _, _, _, _, _ = graph
    least, least_member = room
    begins, ends, by = np.inf, 0.0, -1
    for g in range(group_start[v], group_start[v + 1]):
        low, high, k = member_start[g], member_start[g + 1], need[g]
        end, at = kth_least(member, low, high, k, ready, least, least_member)
        begin, _ = kth_least(member, low, high, high - low - k + 1, since, least, least_member)
        if begin < end:
            begins = min(begins, begin)
            if end > ends:
                ends = end
                by = at
    return begins, ends, by


@njit(cache=True, nogil=True)
def down_during(begins: float, ends: float, own: float, autonomy: float, lost: float) -> tuple[float, float]:
    """From when to when a node is down that lacks its input from `begins` to `ends`; `lost` < 0: not lost."""
    is_short = begins < ends
    outlasts = is_short and ends - begins > autonomy
    if lost > 0.0:
        if is_short and (begins < lost or outlasts):
            return 0.0, max(lost, ends + own)
        return 0.0, lost
    if outlasts:
        return begins + autonomy, ends + own
    return np.inf, 0.0


@njit(cache=True, nogil=True)
def _ends_in_ring(
    graph: Array, c: int, lost: Array, since: Array, ready: Array, heap: Array, left: Array, waiting: Array
) -> None:
    """The ends in a component given who goes down: those that can be traced back, else inf (Knuth 1977)."""
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
    keys, values = heap
    n = len(own)
    size = 0
    for i in range(component_start[c], component_start[c + 1]):
        v = component_node[i]
        waiting[v] = group_start[v + 1] - group_start[v]
        if since[v] == np.inf:
            ready[v] = 0.0
            size = push(keys, values, size, 0.0, v)
        else:
            ready[v] = np.inf
        for g in range(group_start[v], group_start[v + 1]):
            left[g] = need[g]
            for e in range(member_start[g], member_start[g + 1]):
                m = member[e]
                if component[m] != c and ready[m] < np.inf:
                    size = push(keys, values, size, ready[m], n + e)
    while size > 0:
        t = keys[0]
        item = values[0]
        size = drop_least(keys, values, size)
        if item >= n:
            first, last = item - n, item - n + 1
        else:
            ready[item] = t
            first, last = dependant_start[item], dependant_start[item + 1]
        for i in range(first, last):
            g = member_group[i] if item >= n else dependant_group[i]
            v = group_owner[g]
            if component[v] != c:
                continue
            left[g] -= 1
            if left[g] > 0:
                continue
            if left[g] == 0:
                waiting[v] -= 1
                if waiting[v] == 0 and since[v] < np.inf:
                    back = t + own[v] if t > 0.0 else 0.0
                    if lost[v] > 0.0:
                        back = max(back, lost[v])
                    if back < np.inf:
                        size = push(keys, values, size, max(back, t), v)


@njit(cache=True, nogil=True)
def interrupted(graph: Array, autonomy: Array, lost: Array) -> tuple[Array, Array, Array, Array, Array]:
    """since, ready, unmet_from, unmet_to and binding of every node after a loss.

    `lost` (n,): minutes until a lost node can be back, -1 for the others. Components members first; within
    one of several nodes: who goes down, given the ends, and the ends, given who goes down, until neither
    changes. Both only grow, and each node and group joins at most once, so that it ends.
    """
    own, _, need, member_start, member, _, _, _, _, component_start, component_node, _ = graph
    n = len(own)
    since = np.full(n, np.inf)
    ready = np.zeros(n)
    unmet_from = np.full(n, np.inf)
    unmet_to = np.zeros(n)
    binding = np.full(n, -1, np.int64)
    widest = 1
    for g in range(len(need)):
        widest = max(widest, member_start[g + 1] - member_start[g])
    room = (np.empty(widest, np.float64), np.empty(widest, np.int64))
    heap = (np.empty(n + len(member) + 1, np.float64), np.empty(n + len(member) + 1, np.int64))
    left = np.zeros(len(need), np.int64)
    waiting = np.zeros(n, np.int64)
    for c in range(len(component_start) - 1):
        low, high = component_start[c], component_start[c + 1]
        is_ring = high - low > 1
        for i in range(low, high):
            v = component_node[i]
            if lost[v] > 0.0:
                since[v], ready[v] = 0.0, lost[v]
        changes = is_ring
        while changes:
            changes = False
            _ends_in_ring(graph, c, lost, since, ready, heap, left, waiting)
            for i in range(low, high):
                v = component_node[i]
                begins, ends, _ = short_of(graph, since, ready, room, v)
                begin, _ = down_during(begins, ends, own[v], autonomy[v], lost[v])
                if begin < since[v]:
                    since[v] = begin
                    changes = True
        for i in range(low, high):
            v = component_node[i]
            unmet_from[v], unmet_to[v], by = short_of(graph, since, ready, room, v)
            if not is_ring:
                since[v], ready[v] = down_during(unmet_from[v], unmet_to[v], own[v], autonomy[v], lost[v])
            if by >= 0 and since[v] < np.inf and ready[v] == unmet_to[v] + own[v]:
                binding[v] = by
    return since, ready, unmet_from, unmet_to, binding


@njit(cache=True, nogil=True)
def are_exact(
    graph: Array, lost: Array, autonomy: Array, since: Array, ready: Array, begins: Array, ends: Array
) -> Array:
    """(n,) whether a node is down during its whole interval and at no other time.

    A node that is never down within a safe interval is never down. Otherwise all members that go down must be
    exact, and the node must lack its input at every moment of [begins, ends): looked at between each two
    moments at which a member goes down or comes back. Nodes that are down in a cycle are not claimed.
    """
    _, group_start, need, member_start, member, _, _, _, _, component_start, component_node, _ = graph
    n = len(since)
    exact = np.zeros(n, np.bool_)
    for c in range(len(component_start) - 1):
        for i in range(component_start[c], component_start[c + 1]):
            v = component_node[i]
            if since[v] == np.inf:
                exact[v] = True
                continue
            if component_start[c + 1] - component_start[c] > 1:
                continue
            if begins[v] == np.inf:
                exact[v] = True
                continue
            if lost[v] > 0.0 and begins[v] >= lost[v]:
                bridged = ends[v] - begins[v] <= autonomy[v]
                joined = begins[v] == lost[v] and autonomy[v] == 0.0
                if not bridged and not joined:
                    continue
            exact[v] = _lacks_throughout(
                group_start, need, member_start, member, since, ready, exact, v, begins[v], ends[v]
            )
    return exact


@njit(cache=True, nogil=True)
def _lacks_throughout(
    group_start: Array,
    need: Array,
    member_start: Array,
    member: Array,
    since: Array,
    ready: Array,
    exact: Array,
    v: int,
    begin: float,
    end: float,
) -> bool:
    low, high = member_start[group_start[v]], member_start[group_start[v + 1]]
    for e in range(low, high):
        if not exact[member[e]]:
            return False
    moment = begin
    while moment < end:
        following = end
        is_short = False
        for g in range(group_start[v], group_start[v + 1]):
            down = 0
            for e in range(member_start[g], member_start[g + 1]):
                m = member[e]
                if since[m] <= moment < ready[m]:
                    down += 1
                if since[m] > moment:
                    following = min(following, since[m])
                if ready[m] > moment:
                    following = min(following, ready[m])
            if down > member_start[g + 1] - member_start[g] - need[g]:
                is_short = True
        if not is_short:
            return False
        moment = following
    return True
