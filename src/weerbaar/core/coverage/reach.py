"""Walking metres from candidates to demand, along the streets or in a straight line. No choices."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from weerbaar.core.coverage.network import Floats, Integers, Snapped, StreetNetwork

Progress = Callable[[float], None]
BLOCK = 16  # origins per piece of parallel work
EQUATOR_RADIUS_M = 6_378_137.0  # semi-major axis of WGS 84, the radius of the published siting instances


@dataclass(frozen=True)
class Reach:
    """Who can walk where: candidate → demand as compressed rows.

    `start` (c + 1,), `demand` (nnz,) ascending within each candidate, `metres` (nnz,) at most the limit that
    it was computed with; `demand_count` the number of demand points, reached or not.
    """

    start: Integers
    demand: NDArray[np.int32]
    metres: Floats
    demand_count: int

    @property
    def candidate_count(self) -> int:
        return len(self.start) - 1

    def within(self, limit_m: float) -> Reach:
        """The same reach for a shorter limit."""
        keep = self.metres <= limit_m
        return Reach(_starts(self.start, keep), self.demand[keep], self.metres[keep], self.demand_count)

    def candidate_of_entry(self) -> Integers:
        """(nnz,) the candidate of each entry."""
        return np.repeat(np.arange(self.candidate_count), np.diff(self.start))


def _starts(start: Integers, keep: NDArray[np.bool_]) -> Integers:
    """The row starts that remain when only the entries in `keep` stay."""
    kept = np.concatenate([[0], np.cumsum(keep)])
    return kept[start].astype(np.int64)


def graph_arrays(network: StreetNetwork) -> tuple[NDArray[Any], ...]:
    """The network as half-edges sorted by the node they leave, as `_shortest_paths` takes it."""
    m = len(network.u)
    leaves = np.concatenate([network.u, network.v])
    order = np.argsort(leaves, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(leaves, minlength=len(network.x)))]).astype(np.int64)
    neighbour = np.concatenate([network.v, network.u])[order]
    edge = np.concatenate([np.arange(m), np.arange(m)])[order]
    forward = (order < m).astype(np.uint8)
    return start, neighbour, edge, forward, network.length_m[edge], network.u, network.v, network.length_m


def _points_by_edge(points: Snapped, edges: int) -> tuple[NDArray[Any], ...]:
    order = np.argsort(points.edge, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(points.edge, minlength=edges))]).astype(np.int64)
    return start, order, points.along_m[order], points.access_m[order]


def check_snapped(network: StreetNetwork, points: Snapped, what: str) -> None:
    if len(points) == 0:
        return
    if points.edge.min() < 0 or points.edge.max() >= len(network.u):
        raise ValueError(f"the {what} were snapped to an edge that this network does not have")
    if (points.along_m > network.length_m[points.edge]).any():
        raise ValueError(f"the {what} lie beyond the end of their edge")


def reach(
    network: StreetNetwork,
    origins: Snapped,
    destinations: Snapped,
    limit_m: float,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Reach:
    """Walking metres from each origin to every destination within `limit_m`, both access legs included.

    A bounded Dijkstra (1959) per origin on a binary heap, from the place on the street where it stands to the
    places where the destinations stand, so that nobody is moved to a crossing. Two points on one street also
    have the stretch between them. Distances are float64 and compared exactly: metres <= limit_m. In parallel
    over the origins; the answer does not depend on the number of threads.

    `progress` is called in this thread with the share that is done, and may raise to cancel.
    """
    check_snapped(network, origins, "origins")
    check_snapped(network, destinations, "destinations")
    if not limit_m >= 0:
        raise ValueError("limit_m must be at least 0")
    count = np.zeros(len(origins), np.int64)
    if len(origins) == 0 or len(destinations) == 0:
        return Reach(
            np.zeros(len(origins) + 1, np.int64), np.zeros(0, np.int32), np.zeros(0), len(destinations)
        )
    from weerbaar.core.coverage._shortest_paths import sweep

    graph = graph_arrays(network)
    at_edge = _points_by_edge(destinations, len(network.u))
    starts = (origins.edge, origins.along_m, origins.access_m)

    def work(low: int, high: int) -> list[tuple[NDArray[np.int32], Floats]]:
        pieces = []
        room = 65_536
        while low < high:
            index, metres = np.empty(room, np.int32), np.empty(room, np.float64)
            done, used = sweep(graph, at_edge, starts, low, high, float(limit_m), index, metres, count)
            if done == low:
                room = min(room * 4, max(len(destinations), room + 1))
            if used:
                pieces.append((index[:used].copy(), metres[:used].copy()))
            low = done
        return pieces

    blocks = [(low, min(low + BLOCK, len(origins))) for low in range(0, len(origins), BLOCK)]
    pieces = [piece for block in _in_parallel(work, blocks, progress, threads) for piece in block]
    start = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    if not pieces:
        return Reach(start, np.zeros(0, np.int32), np.zeros(0), len(destinations))
    demand = np.concatenate([index for index, _ in pieces])
    metres = np.concatenate([metres for _, metres in pieces])
    return _sorted_rows(start, demand, metres, len(destinations))


def _in_parallel(
    work: Callable[[int, int], Any],
    blocks: list[tuple[int, int]],
    progress: Progress | None,
    threads: int | None,
) -> list[Any]:
    """The results of the blocks in their order; a progress that raises stops the blocks not yet begun."""
    done = 0
    with ThreadPoolExecutor(threads or min(len(blocks), os.cpu_count() or 1)) as pool:
        futures = [pool.submit(work, low, high) for low, high in blocks]
        waiting = set(futures)
        try:
            while waiting:
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    future.result()
                done += len(finished)
                if progress is not None:
                    progress(done / len(blocks))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [future.result() for future in futures]


def _sorted_rows(start: Integers, demand: NDArray[np.int32], metres: Floats, demand_count: int) -> Reach:
    rows = csr_array((metres, demand, start), shape=(len(start) - 1, max(demand_count, 1)))
    rows.sort_indices()
    return Reach(start, rows.indices.astype(np.int32, copy=False), rows.data, demand_count)


def straight_line_reach(
    from_x: ArrayLike,
    from_y: ArrayLike,
    to_x: ArrayLike,
    to_y: ArrayLike,
    limit_m: float,
    metric: str = "euclid",
) -> Reach:
    """Reach as the crow flies, in the same form, for comparison with walking and for published instances.

    `metric` "euclid": coordinates in metres. "haversine": x is longitude and y latitude in degrees, on a
    sphere of 6,378,137 m: 2 R asin(sqrt(sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2))) (Sinnott 1984).
    """
    from_x, from_y = np.asarray(from_x, np.float64), np.asarray(from_y, np.float64)
    to_x, to_y = np.asarray(to_x, np.float64), np.asarray(to_y, np.float64)
    if metric not in ("euclid", "haversine"):
        raise ValueError("metric is 'euclid' or 'haversine'")
    if len(from_x) == 0 or len(to_x) == 0:
        return Reach(np.zeros(len(from_x) + 1, np.int64), np.zeros(0, np.int32), np.zeros(0), len(to_x))
    if metric == "euclid":
        origins, ends = np.stack([from_x, from_y], axis=1), np.stack([to_x, to_y], axis=1)
        chord = limit_m
    else:
        origins, ends = _on_unit_sphere(from_x, from_y), _on_unit_sphere(to_x, to_y)
        chord = 2.0 * np.sin(min(limit_m / (2.0 * EQUATOR_RADIUS_M), np.pi / 2))
    near = cKDTree(ends).query_ball_point(origins, chord * (1 + 1e-9) + 1e-12, return_sorted=True)
    count = np.array([len(row) for row in near], np.int64)
    start = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    demand = np.fromiter((j for row in near for j in row), np.int32, int(start[-1]))
    entry = np.repeat(np.arange(len(from_x)), count)
    if metric == "euclid":
        metres = np.hypot(to_x[demand] - from_x[entry], to_y[demand] - from_y[entry])
    else:
        metres = haversine_m(from_x[entry], from_y[entry], to_x[demand], to_y[demand])
    return Reach(start, demand, metres, len(to_x)).within(limit_m)


def _on_unit_sphere(longitude: Floats, latitude: Floats) -> Floats:
    lam, phi = np.radians(longitude), np.radians(latitude)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)


def haversine_m(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Great-circle metres between points in degrees on a sphere of 6,378,137 m (Sinnott 1984)."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half = np.sin((phi2 - phi1) / 2) ** 2
    half = half + np.cos(phi1) * np.cos(phi2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    metres: Floats = 2 * EQUATOR_RADIUS_M * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return metres


@dataclass(frozen=True)
class Nearest:
    """`candidate` (d,) the nearest one on foot, -1 when no street leads to any; `metres` (d,), inf then."""

    candidate: Integers
    metres: Floats


def nearest_candidate(network: StreetNetwork, candidates: Snapped, demand: Snapped) -> Nearest:
    """The nearest candidate of every demand point, however far: one Dijkstra from all candidates at once.

    Both access legs count. Also for choosing a norm: the largest of `metres` is the shortest norm with which
    everybody has a candidate.
    """
    check_snapped(network, candidates, "candidates")
    check_snapped(network, demand, "demand points")
    metres = np.full(len(demand), np.inf)
    nearest = np.full(len(demand), -1, np.int64)
    if len(candidates) == 0 or len(demand) == 0:
        return Nearest(nearest, metres)
    from weerbaar.core.coverage._shortest_paths import spread

    edge, length = candidates.edge, network.length_m[candidates.edge]
    number = np.arange(len(candidates), dtype=np.int64)
    seeds = (
        np.concatenate([network.u[edge], network.v[edge]]),
        np.concatenate(
            [candidates.access_m + candidates.along_m, candidates.access_m + (length - candidates.along_m)]
        ),
        np.concatenate([number, number]),
    )
    distance, label, _ = spread(graph_arrays(network), seeds, np.inf, -1, -1)
    for end, offset in (
        (network.u[demand.edge], demand.along_m),
        (network.v[demand.edge], network.length_m[demand.edge] - demand.along_m),
    ):
        walked = distance[end] + offset + demand.access_m
        better = walked < metres
        metres[better], nearest[better] = walked[better], label[end[better]]
    for point, candidate, walked_m in _along_one_street(candidates, demand):
        if walked_m < metres[point]:
            metres[point], nearest[point] = walked_m, candidate
    return Nearest(nearest, metres)


def _along_one_street(candidates: Snapped, demand: Snapped) -> Iterator[tuple[int, int, float]]:
    """Demand and candidates on the same edge: point, candidate, metres without a crossing between them."""
    by_edge: dict[int, list[int]] = {}
    for candidate, edge in enumerate(candidates.edge.tolist()):
        by_edge.setdefault(edge, []).append(candidate)
    for point in np.flatnonzero(np.isin(demand.edge, candidates.edge)).tolist():
        for candidate in by_edge[int(demand.edge[point])]:
            between = abs(candidates.along_m[candidate] - demand.along_m[point])
            yield point, candidate, float(candidates.access_m[candidate] + between + demand.access_m[point])
