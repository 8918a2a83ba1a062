"""Who can walk to a point, as an area to draw: the streets within the norm, widened and joined.

Not for counting: every number comes from the walks themselves. Areas are made once per design and kept.
"""

from __future__ import annotations

import json
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.conf import settings
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from weerbaar.core.coverage import StreetNetwork, snap, stretch_lines, walked_edges
from weerbaar.core.projection import to_wgs84
from weerbaar.supportpoints import kept_arrays
from weerbaar.supportpoints.ground import ground
from weerbaar.supportpoints.types import DesignRow

STREET_WIDTH_M = 60.0  # on either side: the plots along a street belong to it
SMALLEST_HOLE_M2 = 30_000.0  # a park or block inside the area is not worth a hole in the drawing
SIMPLIFIED_M = 15.0
SQUARE_M = 400.0
DECIMALS = 5  # about one metre

Areas = dict[str, Any]  # building number as text → GeoJSON geometry in WGS84


def catchments(row: DesignRow) -> Areas:
    """The area of each chosen point of a design, by building number; made at the first request.

    Empty when the streets have changed since and no areas were kept: an area must not be drawn over other
    streets than those that were walked.
    """
    if row.summary is None:
        return {}
    places = [(point.building_id, point.x, point.y) for point in row.summary.points]
    key = kept_arrays.content_hash({}, row.result_sha256, row.summary.norm_m, places)
    file = Path(settings.DATA_FOLDER) / "catchments" / f"{key}.json"
    try:
        return _read(file)
    except (FileNotFoundError, ValueError):
        network = ground(row.municipality_id).network
    if row.outdated or network is None:
        return {}
    _keep(file, drawn_areas(network, places, row.summary.norm_m))
    return _read(file)


@lru_cache(maxsize=16)
def _read(file: Path) -> Areas:
    known: Areas = json.loads(file.read_text(encoding="utf-8"))
    return known


def _keep(file: Path, areas: Areas) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=file.parent, suffix=".part", delete=False, encoding="utf-8"
    ) as part:
        json.dump(areas, part, separators=(",", ":"))
    Path(part.name).replace(file)


def drawn_areas(network: StreetNetwork, places: list[tuple[int, float, float]], limit_m: float) -> Areas:
    """Per place the streets within `limit_m` walking metres as one area, as GeoJSON in WGS84."""
    stand = snap(network, np.array([x for _, x, _ in places]), np.array([y for _, _, y in places]))
    walked = walked_edges(network, stand, limit_m)
    areas: Areas = {}
    for origin, (building, _, _) in enumerate(places):
        lines = [
            shapely.LineString(np.stack(line, axis=1)) for line in stretch_lines(network, walked, origin)
        ]
        if not lines:
            continue
        areas[str(building)] = geojson(_plain(_widened(np.array(lines, dtype=object))))
    return areas


def _widened(lines: NDArray[np.object_]) -> BaseGeometry:
    """The streets with `STREET_WIDTH_M` on either side, as one area.

    Square by square, and then joined: the time of one buffer grows with the square of its streets.
    """
    streets = shapely.simplify(lines, SIMPLIFIED_M / 3)
    square = np.floor(shapely.get_coordinates(shapely.centroid(streets)) / SQUARE_M).astype(np.int64)
    _, which = np.unique(square, axis=0, return_inverse=True)
    order = np.argsort(which, kind="stable")
    pieces = np.split(streets[order], np.flatnonzero(np.diff(which[order])) + 1)
    return shapely.union_all(
        [
            shapely.buffer(shapely.MultiLineString(list(piece)), STREET_WIDTH_M, quad_segs=2)
            for piece in pieces
        ]
    )


def _plain(area: BaseGeometry) -> BaseGeometry:
    """The area without small holes and needless vertices."""
    parts = [
        shapely.Polygon(
            part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area >= SMALLEST_HOLE_M2]
        )
        for part in shapely.get_parts(area)
    ]
    return shapely.simplify(shapely.MultiPolygon(parts), SIMPLIFIED_M)


def geojson(geometry: BaseGeometry) -> dict[str, Any]:
    """A geometry in RD New as GeoJSON in WGS84, rounded to about a metre."""

    def on_the_wire(points: np.ndarray) -> np.ndarray:
        lon, lat = to_wgs84(points[:, 0], points[:, 1])
        return np.round(np.stack([lon, lat], axis=1), DECIMALS)

    found: dict[str, Any] = json.loads(shapely.to_geojson(shapely.transform(geometry, on_the_wire)))
    return found
