"""A street grid that nobody ever walked: grown from a seed on both banks, joined only by the real bridges."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree
from scipy.spatial import Delaunay
from shapely.geometry.base import BaseGeometry

from weerbaar.territory.embedded import facts
from weerbaar.territory.types import Floats, Integers, NetworkDraft

STEP = 110.0  # metres between crossings in built-up land
SPARSE = 4  # outside it one lattice point in SPARSE x SPARSE is kept
JITTER = 0.22  # of a step
LEFT_OUT = 0.10  # share of the streets that are left out where the grid stays whole
VILLAGE = 200  # residents from which a neighbourhood gets dense streets
LONGEST = 900.0  # metres between two crossings in open land
STRAIGHT_ON = np.cos(np.radians(35))  # a street keeps its name up to this bend


def grow(seed: int, cells: list[BaseGeometry]) -> NetworkDraft:
    """The street grid for a seed; streets carry the name of the neighbourhood (`cells`) they start in."""
    grid = [_bank(np.random.default_rng([seed, side]), land) for side, land in enumerate(facts.banks())]
    points = np.concatenate([nodes for nodes, _ in grid])
    edges = np.concatenate([grid[0][1], grid[1][1] + len(grid[0][0])])
    west = np.arange(len(points)) < len(grid[0][0])
    name, names = _named(points, edges, cells)
    spans, courses = _bridges(points, west)
    shape = [vertex for course in courses for vertex in course[1:-1]]
    course_length = [sum(float(np.hypot(*(b - a))) for a, b in pairwise(course)) for course in courses]
    straight = np.hypot(*(points[edges[:, 0]] - points[edges[:, 1]]).T)
    both = np.concatenate([edges, spans])
    return NetworkDraft(
        x=points[:, 0].copy(),
        y=points[:, 1].copy(),
        u=both[:, 0].copy(),
        v=both[:, 1].copy(),
        length_m=np.concatenate([straight, course_length]),
        name=np.concatenate([name, len(names) + np.arange(len(spans))]).astype(np.int64),
        names=names + [bridge.name for bridge in facts.bridges()],
        bridge=np.arange(len(both)) >= len(edges),
        shape_start=np.concatenate(
            [np.zeros(len(edges) + 1, np.int64), np.cumsum([len(course) - 2 for course in courses])]
        ),
        shape_x=np.array([vertex[0] for vertex in shape]),
        shape_y=np.array([vertex[1] for vertex in shape]),
    )


def _bank(random: np.random.Generator, land: shapely.Polygon) -> tuple[Floats, Integers]:
    """Crossings (n, 2) and streets (m, 2) on one bank: one connected piece, none over the water."""
    points = _crossings(random, land)
    edges = _urquhart(points)
    ends = points[edges]
    length = np.hypot(*(ends[:, 0] - ends[:, 1]).T)
    dry = ~shapely.intersects(shapely.linestrings(ends), facts.river()) & (length < LONGEST)
    edges, length = edges[dry], length[dry]
    labels = _pieces(len(points), edges)
    kept = labels == np.bincount(labels).argmax()
    edges, length = edges[kept[edges[:, 0]]], length[kept[edges[:, 0]]]
    tree = minimum_spanning_tree(coo_array((length, edges.T), shape=(len(points),) * 2)).tocoo()
    spanning = set(zip(tree.row.tolist(), tree.col.tolist(), strict=True))
    needed = np.array([(u, v) in spanning or (v, u) in spanning for u, v in edges.tolist()])
    edges = edges[needed | (random.random(len(edges)) >= LEFT_OUT)]
    renumbered = np.cumsum(kept) - 1
    return points[kept], renumbered[edges]


def _crossings(random: np.random.Generator, land: shapely.Polygon) -> Floats:
    """A turned, jittered lattice: dense where people live, sparse elsewhere."""
    places = [place for place in facts.neighbourhoods() if land.contains(shapely.Point(place.x, place.y))]
    reach = int(np.hypot(*np.subtract(land.bounds[2:], land.bounds[:2])) / STEP / 2) + 1
    column, row = (axis.ravel() for axis in np.meshgrid(*[np.arange(-reach, reach + 1)] * 2))
    angle = random.uniform(0, np.pi / 2)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.add(land.bounds[2:], land.bounds[:2]) / 2
    jitter = random.uniform(-JITTER, JITTER, (len(column), 2))
    points = middle + STEP * (np.column_stack([column, row]) + jitter) @ turn.T
    built = np.zeros(len(points), np.bool_)
    for place in places:
        if place.residents >= VILLAGE:
            far = np.hypot(points[:, 0] - place.x, points[:, 1] - place.y)
            built |= far < 1.4 * place.spread_m + 2 * STEP
    sparse = (column % SPARSE == 0) & (row % SPARSE == 0)
    on_land = shapely.contains_xy(land.buffer(-15), points[:, 0], points[:, 1])
    kept: Floats = points[on_land & (built | sparse)]
    return kept


def _urquhart(points: Floats) -> Integers:
    """Edges (m, 2) of the Urquhart graph: the Delaunay triangulation without each triangle's longest side.

    Planar and connected; on a jittered lattice it is nearly the lattice, without the diagonals
    (Urquhart 1980, Electronics Letters 16).
    """
    triangles = Delaunay(points).simplices.astype(np.int64)
    sides = np.sort(
        np.stack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]], axis=1), axis=2
    )
    length = np.hypot(*np.moveaxis(points[sides[:, :, 0]] - points[sides[:, :, 1]], 2, 0))
    longest = sides[np.arange(len(sides)), length.argmax(axis=1)]
    key = np.array([len(points), 1])
    every = np.unique(sides.reshape(-1, 2), axis=0)
    kept: Integers = every[~np.isin(every @ key, longest @ key)]
    return kept


def _pieces(nodes: int, edges: Integers) -> Integers:
    graph = coo_array((np.ones(len(edges)), edges.T), shape=(nodes, nodes))
    labels: Integers = connected_components(graph, directed=False)[1]
    return labels


def _bridges(points: Floats, west: NDArray[np.bool_]) -> tuple[Integers, list[Floats]]:
    """Each bridge as an edge between the nearest dry crossings on its two banks, with its course."""
    spans, courses = [], []
    for bridge in facts.bridges():
        found = []
        for landing, bank in ((bridge.west, west), (bridge.east, ~west)):
            where = np.flatnonzero(bank)
            order = where[np.argsort(np.hypot(*(points[where] - landing).T))[:50]]
            legs = shapely.linestrings([[points[node], landing] for node in order])
            found.append(order[np.argmin(shapely.intersects(legs, facts.river()))])
        spans.append(found)
        courses.append(np.array([points[found[0]], bridge.west, bridge.east, points[found[1]]]))
    return np.array(spans, np.int64), courses


def _named(points: Floats, edges: Integers, cells: list[BaseGeometry]) -> tuple[Integers, list[str]]:
    """Names for streets: pieces that run straight on share one ("Voorbeeldstraat Heer 7").

    "Voorbeeldstraat" is Dutch for "example street": nobody takes it for a real address.
    """
    middle = points[edges].mean(axis=1)
    piece, cell = shapely.STRtree(cells).query_nearest(shapely.points(middle), all_matches=False)
    area = np.zeros(len(edges), np.int64)
    area[piece] = cell
    at: list[list[int]] = [[] for _ in points]
    for edge, (u, v) in enumerate(edges.tolist()):
        at[u].append(edge)
        at[v].append(edge)
    name = np.full(len(edges), -1, np.int64)
    names: list[str] = []
    count: dict[int, int] = {}
    for first in range(len(edges)):
        if name[first] >= 0:
            continue
        where = int(area[first])
        count[where] = count.get(where, 0) + 1
        name[first] = len(names)
        for end in edges[first].tolist():
            _run_on(first, end, points, edges, area, at, name)
        names.append(f"Voorbeeldstraat {facts.neighbourhoods()[where].name} {count[where]}")
    return name, names


def _run_on(
    edge: int,
    node: int,
    points: Floats,
    edges: Integers,
    area: Integers,
    at: list[list[int]],
    name: Integers,
) -> None:
    """Gives the name of an edge to what runs straight on from it beyond `node`, within its area."""
    while True:
        back = int(edges[edge].sum()) - node
        ahead = points[node] - points[back]
        best, best_turn = -1, STRAIGHT_ON
        for other in at[node]:
            if name[other] >= 0 or area[other] != area[edge]:
                continue
            on = points[int(edges[other].sum()) - node] - points[node]
            turn = float(ahead @ on / np.hypot(*ahead) / np.hypot(*on))
            if turn > best_turn:
                best, best_turn = other, turn
        if best < 0:
            return
        name[best] = name[edge]
        node = int(edges[best].sum()) - node
        edge = best
