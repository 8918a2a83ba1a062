"""How a walk runs over the map: the course of one walk, and the streets within reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.core.coverage.network import (
    Floats,
    Integers,
    Snapped,
    StreetNetwork,
    cut_course,
    point_on_edge,
)
from weerbaar.core.coverage.reach import check_snapped, graph_arrays


@dataclass(frozen=True)
class Walk:
    """`metres` with both access legs (inf when no street leads there), and the course along the streets.

    `x`, `y` run from the place on the street where the walk starts to the place where it ends; empty when
    there is no way. The straight access legs are not drawn: they are not known to be passable.
    `edge` (k,) are the streets in the order of walking, each walked for `edge_m` (k,) metres.
    """

    metres: float
    x: Floats
    y: Floats
    edge: Integers
    edge_m: Floats


def route(network: StreetNetwork, origin: Snapped, destination: Snapped) -> Walk:
    """The shortest walk between two snapped points (each a `Snapped` of one), by Dijkstra (1959)."""
    if len(origin) != 1 or len(destination) != 1:
        raise ValueError("a route runs from one point to one point")
    check_snapped(network, origin, "origin")
    check_snapped(network, destination, "destination")
    from weerbaar.core.coverage._shortest_paths import spread

    start, end = int(origin.edge[0]), int(destination.edge[0])
    a, b = float(origin.along_m[0]), float(destination.along_m[0])
    legs = float(origin.access_m[0] + destination.access_m[0])
    seeds = (
        np.array([network.u[start], network.v[start]]),
        np.array([a, network.length_m[start] - a]),
        np.array([0, 1]),
    )
    graph = graph_arrays(network)
    last_u, last_v = int(network.u[end]), int(network.v[end])
    distance, label, by = spread(graph, seeds, np.inf, last_u, last_v)
    via_u = distance[last_u] + b
    via_v = distance[last_v] + (network.length_m[end] - b)
    direct = abs(a - b) if start == end else np.inf
    if not np.isfinite(min(direct, via_u, via_v)):
        return Walk(float("inf"), np.zeros(0), np.zeros(0), np.zeros(0, np.int64), np.zeros(0))
    if direct <= min(via_u, via_v):
        x, y = cut_course(network, start, a, b)
        return Walk(direct + legs, x, y, np.array([start]), np.array([direct]))
    node = last_u if via_u <= via_v else last_v
    entry = 0.0 if via_u <= via_v else float(network.length_m[end])
    pieces = [cut_course(network, end, entry, b)]
    walked = [(end, abs(b - entry))]
    first_node = node
    while by[first_node] >= 0:
        half = by[first_node]
        edge, forward = int(graph[2][half]), bool(graph[3][half])
        course = network.course(edge)
        pieces.append(course if forward else (course[0][::-1], course[1][::-1]))
        walked.append((edge, float(network.length_m[edge])))
        first_node = int(network.u[edge] if forward else network.v[edge])
    seed_end = 0.0 if label[first_node] == 0 else float(network.length_m[start])
    pieces.append(cut_course(network, start, a, seed_end))
    walked.append((start, abs(a - seed_end)))
    x = np.concatenate([piece[0] for piece in reversed(pieces)])
    y = np.concatenate([piece[1] for piece in reversed(pieces)])
    moved = np.concatenate([[True], (np.diff(x) != 0) | (np.diff(y) != 0)])
    return Walk(
        float(min(via_u, via_v)) + legs,
        x[moved],
        y[moved],
        np.array([edge for edge, _ in reversed(walked)], np.int64),
        np.array([metres for _, metres in reversed(walked)]),
    )


@dataclass(frozen=True)
class WalkedEdges:
    """The streets within reach of each origin.

    Entry k belongs to an origin by `start` (o + 1,): the stretch of `edge` from `from_m` to `to_m` walking
    metres from its u. One edge has two stretches when it is entered from both ends and the middle stays out
    of reach.
    """

    start: Integers
    edge: Integers
    from_m: Floats
    to_m: Floats


def walked_edges(network: StreetNetwork, origins: Snapped, limit_m: float) -> WalkedEdges:
    """The stretches of street within `limit_m` walking metres of each origin, its access leg included."""
    check_snapped(network, origins, "origins")
    if len(origins) == 0:
        none = np.zeros(0)
        return WalkedEdges(np.zeros(1, np.int64), np.zeros(0, np.int64), none, none)
    from weerbaar.core.coverage._shortest_paths import spread

    graph = graph_arrays(network)
    stretches = []
    for k in range(len(origins)):
        edge, a, leg = int(origins.edge[k]), float(origins.along_m[k]), float(origins.access_m[k])
        seeds = (
            np.array([network.u[edge], network.v[edge]]),
            np.array([leg + a, leg + (network.length_m[edge] - a)]),
            np.array([0, 1]),
        )
        distance, _, _ = spread(graph, seeds, float(limit_m), -1, -1)
        stretches.append(_stretches(network, distance, edge, a, limit_m - leg, limit_m))
    counts = [len(edge) for edge, _, _ in stretches]
    return WalkedEdges(
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        np.concatenate([edge for edge, _, _ in stretches]),
        np.concatenate([low for _, low, _ in stretches]),
        np.concatenate([high for _, _, high in stretches]),
    )


def _stretches(
    network: StreetNetwork, distance: Floats, own: int, along: float, left: float, limit: float
) -> tuple[Integers, Floats, Floats]:
    """From metres per node to the stretches walked: in from u, in from v, and around the origin itself."""
    length = network.length_m
    from_u = np.minimum(limit - distance[network.u], length)
    from_v = np.minimum(limit - distance[network.v], length)
    touched = np.flatnonzero((from_u >= 0) | (from_v >= 0))
    touched = touched[touched != own]
    through = touched[from_u[touched].clip(0) + from_v[touched].clip(0) >= length[touched]]
    partly = np.setdiff1d(touched, through, assume_unique=True)
    ahead, back = partly[from_u[partly] > 0], partly[from_v[partly] > 0]
    edge = [through, ahead, back]
    low = [np.zeros(len(through)), np.zeros(len(ahead)), length[back] - from_v[back]]
    high = [length[through], from_u[ahead], length[back]]
    for piece_low, piece_high in _own_street(
        length[own], along, left, max(float(from_u[own]), 0.0), max(float(from_v[own]), 0.0)
    ):
        edge.append(np.array([own]))
        low.append(np.array([piece_low]))
        high.append(np.array([piece_high]))
    all_edges = np.concatenate(edge).astype(np.int64)
    order = np.lexsort((np.concatenate(low), all_edges))
    return all_edges[order], np.concatenate(low)[order], np.concatenate(high)[order]


def _own_street(
    length: float, along: float, left: float, from_u: float, from_v: float
) -> list[tuple[float, float]]:
    """Up to three stretches of the origin's own street, joined where they meet."""
    if left < 0:
        return []
    pieces = sorted(
        [(max(along - left, 0.0), min(along + left, length)), (0.0, from_u), (length - from_v, length)]
    )
    joined: list[tuple[float, float]] = []
    for low, high in pieces:
        if high <= low:
            continue
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def stretch_lines(
    network: StreetNetwork, walked: WalkedEdges, origin: int
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """The course of every stretch that one origin reaches, as (x, y) for drawing."""
    entries = range(int(walked.start[origin]), int(walked.start[origin + 1]))
    return [
        cut_course(network, int(walked.edge[k]), float(walked.from_m[k]), float(walked.to_m[k]))
        for k in entries
    ]


def place_on_street(network: StreetNetwork, snapped: Snapped) -> tuple[Floats, Floats]:
    """Coordinates on the street of k snapped points: (x (k,), y (k,))."""
    places = [
        point_on_edge(network, int(edge), float(along))
        for edge, along in zip(snapped.edge, snapped.along_m, strict=True)
    ]
    x, y = (np.array(axis) for axis in zip(*places, strict=True)) if places else (np.zeros(0), np.zeros(0))
    return x, y
