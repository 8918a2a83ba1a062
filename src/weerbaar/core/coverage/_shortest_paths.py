"""The compiled loops behind reach: bounded shortest paths over flat arrays. Its callers give meaning.

Kept apart so that Numba is loaded, and these few functions compiled or taken from the cache, only when a
distance is asked for. Callers pass int64 and float64 arrays, contiguous, so that each compiles once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from weerbaar.core.heap import drop_least, push

Array = Any  # numba reads no annotations; the callers are typed


@njit(cache=True, nogil=True)
def sweep(
    graph: Array,
    at_edge: Array,
    origins: Array,
    low: int,
    high: int,
    limit: float,
    out_index: Array,
    out_metres: Array,
    out_count: Array,
) -> tuple[int, int]:
    """Bounded Dijkstra from origins `low` to `high` to the points that lie on edges.

    `graph`: start (n + 1,), neighbour, edge, forward (1 when the half-edge leaves the edge's u), metres (2
    m,), and the ends u, v and length (m,) of the edges. `at_edge`: start (m + 1,), and per point sorted by
    edge its number, metres from u and access metres. `origins`: edge, metres from u, access metres.
    Writes each origin's points in the order found. Returns the first origin that did not fit and the entries
    written.
    """
    start, neighbour, half_edge, forward, metres, u, v, length = graph
    edge_start, point, along, access = at_edge
    origin_edge, origin_along, origin_access = origins
    nodes = len(start) - 1
    distance = np.empty(nodes, np.float64)
    node_seen = np.full(nodes, -1, np.int64)
    best = np.empty(len(point), np.float64)
    point_seen = np.full(len(point), -1, np.int64)
    found = np.empty(len(point), np.int64)
    keys = np.empty(len(neighbour) + 2, np.float64)
    values = np.empty(len(neighbour) + 2, np.int64)
    written = 0
    for origin in range(low, high):
        e = origin_edge[origin]
        a = origin_along[origin]
        leg = origin_access[origin]
        count = 0
        for q in range(edge_start[e], edge_start[e + 1]):
            d = leg + abs(a - along[q]) + access[q]
            if d <= limit:
                point_seen[q] = origin
                best[q] = d
                found[count] = q
                count += 1
        size = 0
        if leg + a <= limit:
            node_seen[u[e]] = origin
            distance[u[e]] = leg + a
            size = push(keys, values, size, leg + a, u[e])
        d = leg + (length[e] - a)
        if d <= limit and (node_seen[v[e]] != origin or d < distance[v[e]]):
            node_seen[v[e]] = origin
            distance[v[e]] = d
            size = push(keys, values, size, d, v[e])
        while size > 0:
            d = keys[0]
            node = values[0]
            size = drop_least(keys, values, size)
            if d > distance[node]:
                continue
            distance[node] = d
            for h in range(start[node], start[node + 1]):
                e = half_edge[h]
                for q in range(edge_start[e], edge_start[e + 1]):
                    off = along[q] if forward[h] else length[e] - along[q]
                    walked = d + off + access[q]
                    if walked <= limit:
                        if point_seen[q] != origin:
                            point_seen[q] = origin
                            best[q] = walked
                            found[count] = q
                            count += 1
                        elif walked < best[q]:
                            best[q] = walked
                other = neighbour[h]
                walked = d + metres[h]
                if walked <= limit and (node_seen[other] != origin or walked < distance[other]):
                    node_seen[other] = origin
                    distance[other] = walked
                    size = push(keys, values, size, walked, other)
        if written + count > len(out_index):
            return origin, written
        for k in range(count):
            out_index[written + k] = point[found[k]]
            out_metres[written + k] = best[found[k]]
        written += count
        out_count[origin] = count
    return high, written


@njit(cache=True, nogil=True)
def spread(graph: Array, seeds: Array, limit: float, stop_u: int, stop_v: int) -> tuple[Array, Array, Array]:
    """Dijkstra from several nodes at once until `limit`, or until both stop nodes are settled (-1: never).

    `seeds`: node, metres, label. Returns per node metres (inf when not reached), the label of the seed it was
    reached from and the half-edge it was reached by (-1 at a seed).
    """
    start, neighbour, _, _, metres, _, _, _ = graph
    seed_node, seed_metres, seed_label = seeds
    nodes = len(start) - 1
    distance = np.full(nodes, np.inf)
    label = np.full(nodes, -1, np.int64)
    by = np.full(nodes, -1, np.int64)
    settled = np.zeros(nodes, np.bool_)
    keys = np.empty(2 * len(neighbour) + len(seed_node) + 1, np.float64)
    values = np.empty(2 * len(neighbour) + len(seed_node) + 1, np.int64)
    size = 0
    for s in range(len(seed_node)):
        node = seed_node[s]
        d = seed_metres[s]
        if d > limit:
            continue
        if d < distance[node] or (d == distance[node] and seed_label[s] < label[node]):
            distance[node] = d
            label[node] = seed_label[s]
            size = push(keys, values, size, d, node)
    while size > 0:
        d = keys[0]
        node = values[0]
        size = drop_least(keys, values, size)
        if settled[node]:
            continue
        settled[node] = True
        if stop_u >= 0 and settled[stop_u] and settled[stop_v]:
            break
        for h in range(start[node], start[node + 1]):
            other = neighbour[h]
            walked = d + metres[h]
            if settled[other] or walked > limit:
                continue
            if walked < distance[other]:
                distance[other] = walked
                label[other] = label[node]
                by[other] = h
                size = push(keys, values, size, walked, other)
            elif walked == distance[other] and label[node] < label[other]:
                label[other] = label[node]
                by[other] = h
    return distance, label, by
