"""Streets to draw under a map: merged by name, simplified, in degrees. Not for walking or counting.

The network keeps no class of road; the length of all that carries one name stands in for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from weerbaar.core.projection import to_wgs84
from weerbaar.territory import networks
from weerbaar.territory.types import Floats, Integers, NetworkDraft, StreetShape

CLOSE_M = 2.0  # courses are drawn no finer than this on a map of a few streets
WHOLE_M = 14.0  # and on a map of a whole municipality: about half a pixel
MOST_CLOSE = 7_000  # vertices in one document: some 230 kB
MOST_WHOLE = 6_500
THROUGH_M = 1_000.0  # a street with a name this long leads somewhere
DECIMALS = 5  # of a degree: about a metre


@dataclass(frozen=True)
class Drawn:
    """Merged streets of one network: k lines in degrees, the most important first."""

    lines: NDArray[np.object_]
    name: Integers  # (k,) index in `names`, -1 without
    bridge: NDArray[np.bool_]
    through: NDArray[np.bool_]
    names: list[str]


def within(sha256: str, bounds: tuple[float, float, float, float]) -> list[StreetShape]:
    """The streets inside west, south, east and north (degrees), cut off there; the longest when too many."""
    west, south, east, north = bounds
    if not (west < east and south < north):
        return []
    drawn = _drawn(sha256, CLOSE_M)
    near = _tree(sha256).query(shapely.box(*bounds))
    near.sort()
    cut = shapely.clip_by_rect(drawn.lines[near], *bounds)
    pieces, piece_of = shapely.get_parts(cut, return_index=True)
    drawable = shapely.get_type_id(pieces) == shapely.GeometryType.LINESTRING
    return _shapes(drawn, pieces[drawable], near[piece_of[drawable]], MOST_CLOSE)


@lru_cache(maxsize=8)
def whole(sha256: str) -> tuple[StreetShape, ...]:
    """The streets that a whole municipality is recognised by: bridges, and the longest names."""
    drawn = _drawn(sha256, WHOLE_M)
    # at this scale only these have room for their name
    named = drawn.bridge | drawn.through
    drawn = replace(drawn, name=np.where(named, drawn.name, -1))
    return tuple(_shapes(drawn, drawn.lines, np.arange(len(drawn.lines)), MOST_WHOLE))


@lru_cache(maxsize=8)
def _tree(sha256: str) -> shapely.STRtree:
    return shapely.STRtree(_drawn(sha256, CLOSE_M).lines)


@lru_cache(maxsize=8)
def _drawn(sha256: str, detail_m: float) -> Drawn:
    return merged(networks.read(sha256), detail_m)


def merged(network: NetworkDraft, detail_m: float) -> Drawn:
    """What carries one name becomes few long lines, simplified to `detail_m` metres."""
    edges = _edge_lines(network)
    key = 2 * network.name + network.bridge  # -2 and -1 for what has no name
    keys, group = np.unique(key, return_inverse=True)
    order = np.argsort(group, kind="stable")
    together = shapely.line_merge(shapely.multilinestrings(edges[order], indices=group[order]))
    lines, of = shapely.get_parts(shapely.simplify(together, detail_m), return_index=True)
    name, bridge = keys[of] >> 1, (keys[of] & 1).astype(np.bool_)
    named = network.name >= 0
    metres = np.bincount(network.name[named], network.length_m[named], minlength=max(len(network.names), 1))
    total = np.where(name >= 0, metres[np.maximum(name, 0)], 0.0)
    # bridges first, then long names, then what has no name
    order = np.lexsort((-shapely.length(lines), name, -total, ~bridge))
    return Drawn(
        shapely.transform(lines[order], _degrees),
        name[order],
        bridge[order],
        total[order] >= THROUGH_M,
        network.names,
    )


def _edge_lines(network: NetworkDraft) -> NDArray[np.object_]:
    """Each edge as a line from u over its inner vertices to v, in RD New."""
    inner = np.diff(network.shape_start)
    first = network.shape_start[:-1] + 2 * np.arange(len(inner))
    last = first + inner + 1
    at: Floats = np.empty((len(network.shape_x) + 2 * len(inner), 2))
    between = np.ones(len(at), np.bool_)
    between[first] = between[last] = False
    at[first] = np.column_stack([network.x[network.u], network.y[network.u]])
    at[last] = np.column_stack([network.x[network.v], network.y[network.v]])
    at[between] = np.column_stack([network.shape_x, network.shape_y])
    return np.asarray(shapely.linestrings(at, indices=np.repeat(np.arange(len(inner)), inner + 2)))


def _degrees(at: Floats) -> Floats:
    return np.column_stack(to_wgs84(at[:, 0], at[:, 1])).round(DECIMALS)


def _shapes(drawn: Drawn, lines: NDArray[np.object_], of: Integers, most: int) -> list[StreetShape]:
    """Lines, each part of line `of` of the drawing, by name; the first that have `most` vertices together."""
    kept = np.cumsum(shapely.get_num_coordinates(lines)) <= most
    lines, of = lines[kept], of[kept]
    at, line = shapely.get_coordinates(lines, return_index=True)
    starts = np.searchsorted(line, np.arange(1, len(lines)))
    courses = [part.tolist() for part in np.split(at.round(DECIMALS), starts)] if len(lines) else []
    found: dict[tuple[int, bool], StreetShape] = {}
    for course, number in zip(courses, of.tolist(), strict=True):
        name, bridge = int(drawn.name[number]), bool(drawn.bridge[number])
        shape = found.get((name, bridge))
        if shape is None:
            words = drawn.names[name] if name >= 0 else ""
            shape = found[name, bridge] = StreetShape(words, bridge, bool(drawn.through[number]), [])
        shape.courses.append(course)
    return list(found.values())
