"""Shapes as they go over the wire: RD New geometry to WGS84 coordinates (RFC 7946)."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from weerbaar.core.projection import to_wgs84

DEGREES = 6  # decimals: 0.1 m


def wgs84(shape: BaseGeometry) -> BaseGeometry:
    """An RD New geometry in degrees: rounded to 0.1 m, exterior rings counterclockwise."""

    def turned(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, lat = to_wgs84(xy[:, 0], xy[:, 1])
        return np.asarray(np.round(np.column_stack([lon, lat]), DEGREES), np.float64)

    return shapely.orient_polygons(shapely.transform(shape, turned), exterior_cw=False)


def polygons_wgs84(shape: BaseGeometry) -> list[list[list[list[float]]]]:
    """The polygons of an RD New geometry as coordinates of a GeoJSON MultiPolygon."""
    return [
        [shapely.get_coordinates(ring).tolist() for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in shapely.get_parts(wgs84(shape))
        if polygon.geom_type == "Polygon"
    ]
