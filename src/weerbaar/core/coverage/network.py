"""The walkable street network as flat arrays, and where a point meets it. Nothing about shortest paths."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
SNAP_BLOCK = 16_384  # points per search, so that the pairs found stay small in memory


@dataclass(frozen=True)
class StreetNetwork:
    """An undirected walkable network of n nodes and m edges. Coordinates in metres (RD New).

    `x`, `y` (n,) nodes; `u`, `v` (m,) node numbers of each edge's ends; `length_m` (m,) walking metres, at
    least 0; `shape_start` (m + 1,), `shape_x`, `shape_y`: the inner vertices of each edge's course from u to
    v (none for a straight edge). Loops, parallel edges and edges without length are allowed.

    Raises ValueError for arrays that do not fit together.
    """

    x: Floats
    y: Floats
    u: Integers
    v: Integers
    length_m: Floats
    shape_start: Integers
    shape_x: Floats
    shape_y: Floats

    def __post_init__(self) -> None:
        for name in ("x", "y", "length_m", "shape_x", "shape_y"):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=np.float64))
        for name in ("u", "v", "shape_start"):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=np.int64))
        n, m = len(self.x), len(self.u)
        if len(self.y) != n:
            raise ValueError("x and y of the nodes differ in length")
        if len(self.v) != m or len(self.length_m) != m or len(self.shape_start) != m + 1:
            raise ValueError("u, v, length_m and shape_start do not describe the same number of edges")
        if m and (min(self.u.min(), self.v.min()) < 0 or max(self.u.max(), self.v.max()) >= n):
            raise ValueError("an edge ends at a node that does not exist")
        if not np.isfinite(self.length_m).all() or (self.length_m < 0).any():
            raise ValueError("length_m must be finite and at least 0")
        if len(self.shape_x) != len(self.shape_y) or (np.diff(self.shape_start) < 0).any():
            raise ValueError("shape_start, shape_x and shape_y do not fit together")
        if self.shape_start[0] != 0 or self.shape_start[-1] != len(self.shape_x):
            raise ValueError("shape_start, shape_x and shape_y do not fit together")

    @classmethod
    def straight(
        cls, x: ArrayLike, y: ArrayLike, u: ArrayLike, v: ArrayLike, length_m: ArrayLike | None = None
    ) -> StreetNetwork:
        """A network of straight edges; without `length_m` an edge is as long as its line."""
        nodes_x, nodes_y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        start, end = np.asarray(u, np.int64), np.asarray(v, np.int64)
        if length_m is None:
            length_m = np.hypot(nodes_x[end] - nodes_x[start], nodes_y[end] - nodes_y[start])
        none = np.zeros(0)
        edges = np.zeros(len(start) + 1, np.int64)
        return cls(nodes_x, nodes_y, start, end, np.asarray(length_m, np.float64), edges, none, none)

    def course(self, edge: int) -> tuple[Floats, Floats]:
        """All vertices of one edge from u to v, both ends included."""
        inner = slice(self.shape_start[edge], self.shape_start[edge + 1])
        u, v = self.u[edge], self.v[edge]
        return (
            np.concatenate([self.x[u : u + 1], self.shape_x[inner], self.x[v : v + 1]]),
            np.concatenate([self.y[u : u + 1], self.shape_y[inner], self.y[v : v + 1]]),
        )


@dataclass(frozen=True)
class Snapped:
    """k points on the network: `edge` (k,), `along_m` (k,) walking metres from the edge's u, `access_m` (k,)
    metres in a straight line from the point to the street."""

    edge: Integers
    along_m: Floats
    access_m: Floats

    def __post_init__(self) -> None:
        object.__setattr__(self, "edge", np.ascontiguousarray(self.edge, dtype=np.int64))
        object.__setattr__(self, "along_m", np.ascontiguousarray(self.along_m, dtype=np.float64))
        object.__setattr__(self, "access_m", np.ascontiguousarray(self.access_m, dtype=np.float64))
        if not len(self.edge) == len(self.along_m) == len(self.access_m):
            raise ValueError("edge, along_m and access_m differ in length")
        if (self.access_m < 0).any() or (self.along_m < 0).any():
            raise ValueError("along_m and access_m must be at least 0")

    def __len__(self) -> int:
        return len(self.edge)

    def take(self, index: ArrayLike) -> Snapped:
        """The points at `index`, in that order."""
        chosen = np.asarray(index)
        return Snapped(self.edge[chosen], self.along_m[chosen], self.access_m[chosen])


@dataclass(frozen=True)
class _Segments:
    """The s straight pieces of all edges: `edge` (s,), ends, and metres along the drawn edge before each."""

    edge: Integers
    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    before: Floats
    drawn_length: Floats = field(repr=False)  # (m,) of whole edges


def _segments(network: StreetNetwork) -> _Segments:
    inner = np.diff(network.shape_start)
    edge = np.repeat(np.arange(len(network.u)), inner + 1)
    vertices = np.repeat(np.arange(len(network.u)), inner + 2)
    first = np.concatenate([[0], np.cumsum(inner + 2)])
    position = np.arange(len(vertices)) - first[vertices]
    is_start, is_end = position == 0, position == inner[vertices] + 1
    x, y = np.empty(len(vertices)), np.empty(len(vertices))
    x[is_start], y[is_start] = network.x[network.u], network.y[network.u]
    x[is_end], y[is_end] = network.x[network.v], network.y[network.v]
    x[~is_start & ~is_end], y[~is_start & ~is_end] = network.shape_x, network.shape_y
    x0, y0 = x[~is_end], y[~is_end]
    x1, y1 = x[~is_start], y[~is_start]
    length = np.hypot(x1 - x0, y1 - y0)
    drawn = np.bincount(edge, weights=length, minlength=len(network.u)).astype(np.float64)
    total = np.cumsum(length) - length
    first_segment = np.concatenate([[0], np.cumsum(inner + 1)])[:-1]
    before = total - total[first_segment][edge]
    return _Segments(edge, x0, y0, x1, y1, before, drawn)


def snap(network: StreetNetwork, x: ArrayLike, y: ArrayLike) -> Snapped:
    """The nearest place on the nearest street of each of k points, on the street's true course.

    `x`, `y` (k,) in the network's coordinates. `along_m` is scaled from the drawn length to the edge's
    `length_m`. Among streets at exactly the same distance the lowest edge number wins, so the answer does not
    depend on the search. Raises ValueError when the network has no streets or a coordinate is not finite.
    """
    points_x, points_y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    if len(points_x) != len(points_y):
        raise ValueError("x and y of the points differ in length")
    if len(points_x) == 0:
        return Snapped(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    if len(network.u) == 0:
        raise ValueError("the network has no streets to snap to")
    if not (np.isfinite(points_x).all() and np.isfinite(points_y).all()):
        raise ValueError("a point has a coordinate that is not a finite number")
    segments = _segments(network)
    ends = np.stack(
        [np.stack([segments.x0, segments.y0], axis=1), np.stack([segments.x1, segments.y1], axis=1)], axis=1
    )
    tree = shapely.STRtree(np.atleast_1d(np.asarray(shapely.linestrings(ends))))
    nearest = np.empty(len(points_x), np.int64)
    for low in range(0, len(points_x), SNAP_BLOCK):
        block = slice(low, low + SNAP_BLOCK)
        point, segment = tree.query_nearest(shapely.points(points_x[block], points_y[block]))
        lowest = np.full(len(points_x[block]), len(segments.edge), np.int64)
        np.minimum.at(lowest, point, segment)
        nearest[block] = lowest
    return _foot(network, segments, nearest, points_x, points_y)


def _foot(network: StreetNetwork, segments: _Segments, nearest: Integers, x: Floats, y: Floats) -> Snapped:
    """The perpendicular foot of each point on its segment, kept within the segment's ends."""
    x0, y0 = segments.x0[nearest], segments.y0[nearest]
    dx, dy = segments.x1[nearest] - x0, segments.y1[nearest] - y0
    squared = dx * dx + dy * dy
    flat = squared > 0
    share = np.zeros(len(x))
    share[flat] = (((x - x0) * dx + (y - y0) * dy)[flat] / squared[flat]).clip(0.0, 1.0)
    access = np.hypot(x - (x0 + share * dx), y - (y0 + share * dy))
    edge = segments.edge[nearest]
    drawn, length = segments.drawn_length[edge], network.length_m[edge]
    along = segments.before[nearest] + share * np.sqrt(squared)
    scaled = np.zeros(len(x))
    scaled[drawn > 0] = along[drawn > 0] / drawn[drawn > 0] * length[drawn > 0]
    return Snapped(edge, np.minimum(scaled, length), access)


def point_on_edge(network: StreetNetwork, edge: int, along_m: float) -> tuple[float, float]:
    """Coordinates of the place `along_m` walking metres from u along an edge (the inverse of `snap`)."""
    x, y = cut_course(network, edge, 0.0, along_m)
    return float(x[-1]), float(y[-1])


def cut_course(network: StreetNetwork, edge: int, from_m: float, to_m: float) -> tuple[Floats, Floats]:
    """The course of an edge between two walking distances from u, in walking order."""
    x, y = network.course(edge)
    drawn = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    length = network.length_m[edge]
    scale = drawn[-1] / length if length > 0 else 0.0
    low, high = min(from_m, to_m) * scale, max(from_m, to_m) * scale
    inside = (drawn > low) & (drawn < high)
    cut_x = np.concatenate([[np.interp(low, drawn, x)], x[inside], [np.interp(high, drawn, x)]])
    cut_y = np.concatenate([[np.interp(low, drawn, y)], y[inside], [np.interp(high, drawn, y)]])
    return (cut_x[::-1], cut_y[::-1]) if to_m < from_m else (cut_x, cut_y)


@dataclass(frozen=True)
class Components:
    """The parts of a network that no street joins: `node` (n,) part of each node, and per part (largest
    first) `nodes` and `length_m` of its streets."""

    node: Integers
    nodes: Integers
    length_m: Floats


def components(network: StreetNetwork) -> Components:
    """Connected parts of the network, numbered from the one with the most nodes (then lowest node)."""
    n = len(network.x)
    joined = coo_matrix((np.ones(len(network.u), np.int8), (network.u, network.v)), shape=(n, n))
    count, label = connected_components(joined, directed=False)
    nodes = np.bincount(label, minlength=count)
    order = np.argsort(-nodes, kind="stable")
    rank = np.empty(count, np.int64)
    rank[order] = np.arange(count)
    node = rank[label].astype(np.int64)
    length = np.bincount(node[network.u], weights=network.length_m, minlength=count)
    return Components(node, nodes[order].astype(np.int64), length[:count].astype(np.float64))
