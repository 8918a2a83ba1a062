"""Catchments as shapes: the ground whose residents have the same nearest point within the norm.

Each demand point stands for the ground that is nearer to it than to another demand point (its Voronoi
cell), within the neighbourhoods. Walks are along streets, so a catchment need not be in one piece.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from weerbaar.supportpoints.documents.export import DesignExport

REACH_M = 300.0  # a cell ends here even where nobody else lives: fields are not a catchment


def catchments(export: DesignExport) -> list[tuple[int, BaseGeometry]]:
    """Building number and multipolygon (RD New) per point that is nearest to somebody, by building number."""
    demand = export.arrays
    if demand is None:
        return []
    served = (demand.nearest >= 0) & (demand.residents > 0)
    if not served.any():
        return []
    places, first = np.unique(np.column_stack([demand.x, demand.y]), axis=0, return_index=True)
    nearest = demand.nearest[first]
    ground = shapely.union_all([row.geometry for row in export.neighbourhoods if row.geometry is not None])
    dots = np.asarray(shapely.points(places), dtype=object)
    cells = _cells(places)
    found: list[tuple[int, BaseGeometry]] = []
    for building in np.unique(nearest[nearest >= 0]):
        mine = nearest == building
        # within its cell a place is nearest to that cell's demand point, so cutting the union is exact
        near = shapely.union_all(shapely.buffer(dots[mine], REACH_M, quad_segs=4))
        shape = shapely.intersection(shapely.coverage_union_all(cells[mine]), near, grid_size=0.1)
        if not ground.is_empty:
            shape = shapely.intersection(shape, ground, grid_size=0.1)
        parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
        if parts:
            found.append((int(building), shapely.MultiPolygon(parts)))
    return found


def _cells(places: NDArray[np.float64]) -> NDArray[np.object_]:
    """The Voronoi cell of each place (n, 2), in their order."""
    around = shapely.box(*(places.min(axis=0) - 2 * REACH_M), *(places.max(axis=0) + 2 * REACH_M))
    if len(places) == 1:
        return np.array([around], dtype=object)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(places), extend_to=around, ordered=True)
    return np.asarray(shapely.get_parts(cells), dtype=object)
