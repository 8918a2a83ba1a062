"""Walks to the support points: the nearest ones to a place, and the course of one walk.

Distances are over the streets, both access legs included; the straight line across a river is never used.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from weerbaar.core.coverage import Snapped, reach, route, snap
from weerbaar.supportpoints import norms
from weerbaar.supportpoints.directions import walked_streets
from weerbaar.supportpoints.ground import Ground, ground
from weerbaar.supportpoints.queries.points import point, points
from weerbaar.supportpoints.types import NearbyPoint, PointRow, Walk
from weerbaar.territory import queries as territory

WARMED = 4  # municipalities; half of what the process keeps
# Search rings: most people have their points in the first, and a small search is a fast one.
RINGS_M = (2_000.0, 6_000.0, float("inf"))


@lru_cache(maxsize=8)
def _snapped(municipality_id: int, fingerprint: str, places: tuple[tuple[float, float], ...]) -> Snapped:
    """Where the points meet the streets; known per network and set of points."""
    network = ground(municipality_id).network
    if network is None:
        raise ValueError("the municipality has no streets yet")
    return snap(network, np.array([x for x, _ in places]), np.array([y for _, y in places]))


def nearest_points(municipality_id: int, x: float, y: float, limit: int = 3) -> list[NearbyPoint]:
    """The support points nearest to a place (RD New metres) on foot, nearest first, at most `limit`.

    Points that no street leads to come last, nearest as the crow flies first, with `metres` None: they are
    not reachable on foot.
    """
    return nearest_of(municipality_id, points(municipality_id), x, y, limit)


def nearest_of(
    municipality_id: int, rows: list[PointRow], x: float, y: float, limit: int = 3
) -> list[NearbyPoint]:
    """`nearest_points` among rows that the caller has read already."""
    if not rows:
        return []
    here = ground(municipality_id)
    value = {key: row.value for key, row in territory.all_parameters(municipality_id).items()}
    metres = np.full(len(rows), np.inf)
    if here.network is not None:
        places = tuple((row.x, row.y) for row in rows)
        metres = _metres(here, _snapped(municipality_id, here.fingerprint, places), x, y, limit)
    straight = np.array([np.hypot(row.x - x, row.y - y) for row in rows])
    order = np.lexsort((np.array([row.number for row in rows]), straight, metres))[:limit]
    return [
        _nearby(rows[i], float(metres[i]), value[norms.SPEED], value[norms.SPEED_VULNERABLE]) for i in order
    ]


def _metres(here: Ground, destinations: Snapped, x: float, y: float, limit: int) -> NDArray[np.float64]:
    """Metres to every point that may be among the nearest `limit`; inf for the others."""
    if here.network is None:
        raise ValueError("the municipality has no streets yet")
    place = here.snap_place(x, y)
    metres = np.full(len(destinations), np.inf)
    for ring in RINGS_M:
        found = reach(here.network, place, destinations, ring, threads=1)
        metres[found.demand] = found.metres
        if len(found.demand) >= min(limit, len(destinations)):
            break
    return metres


def _nearby(row: PointRow, metres: float, speed_kmh: float, speed_vulnerable_kmh: float) -> NearbyPoint:
    if not np.isfinite(metres):
        return NearbyPoint(row, None, None, None)
    return NearbyPoint(
        row, metres, metres / speed_kmh * 60.0 / 1000.0, metres / speed_vulnerable_kmh * 60.0 / 1000.0
    )


def walk(municipality_id: int, point_number: int, x: float, y: float) -> Walk | None:
    """The shortest walk from a place to a point, for the map; None when there is no point or no way."""
    row = point(municipality_id, point_number)
    return walk_to(municipality_id, row, x, y) if row else None


def walk_to(municipality_id: int, row: PointRow, x: float, y: float) -> Walk | None:
    """`walk` to a point that the caller has read already."""
    here = ground(municipality_id)
    if here.network is None or here.streets is None:
        return None
    found = route(here.network, here.snap_place(x, y), here.snap_place(row.x, row.y))
    if not np.isfinite(found.metres):
        return None
    streets = walked_streets(here.streets, found.edge, found.edge_m)
    return Walk(found.metres, np.stack([found.x, found.y], axis=1), streets)


def warm_walks(municipality_ids: list[int], most: int = WARMED) -> int:
    """Does one search per municipality with points, at most `most`, so that the next is fast; their number.

    What is slow once per process: loading the compiled searches, reading the streets, placing the
    points on them, and making the streets to draw.
    """
    done = 0
    for municipality_id in municipality_ids:
        if done == most:
            break
        rows = points(municipality_id)
        here = ground(municipality_id)
        if not rows or here.network is None:
            continue
        first, last = rows[0], rows[-1]
        nearest_of(municipality_id, rows, last.x, last.y)
        walk_to(municipality_id, first, last.x, last.y)
        territory.main_streets(municipality_id)
        territory.streets_within(municipality_id, (last.lon, last.lat, last.lon + 0.01, last.lat + 0.01))
        done += 1
    return done
