"""Coordinates of street files turned into RD New, and refused when they cannot be what the file says."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.types import Floats


@lru_cache(maxsize=8)
def _transformer(projection: CRS) -> Transformer:
    return Transformer.from_crs(projection, "EPSG:28992", always_xy=True)


def in_rd(x: Floats, y: Floats, projection: CRS, file: str) -> tuple[Floats, Floats]:
    """RD New metres of coordinates (x east, y north) in a projection. Raises ImportRefused."""
    named = f"EPSG:{code}" if (code := projection.to_epsg()) else projection.name
    if projection.is_geographic and len(x) and (np.abs(x).max() > 180 or np.abs(y).max() > 90):
        raise _out_of_range(file, named, x, y)
    try:
        rd_x, rd_y = _transformer(projection).transform(x, y)
    except ProjError as error:
        raise _out_of_range(file, named, x, y) from error
    if len(x) and not (np.isfinite(rd_x).all() and np.isfinite(rd_y).all()):
        raise _out_of_range(file, named, x, y)
    return np.asarray(rd_x, np.float64), np.asarray(rd_y, np.float64)


def _out_of_range(file: str, named: str, x: Floats, y: Floats) -> ImportRefused:
    worst = int(np.argmax(np.abs(x) + np.abs(y))) if len(x) else 0
    example = f"{x[worst]:.6g}, {y[worst]:.6g}" if len(x) else "-"
    return ImportRefused(
        nl=f"de coördinaten ({example}) passen niet bij de projectie {named} die het bestand noemt. "
        "Exporteer opnieuw in EPSG:4326 of EPSG:28992.",
        en=f"the coordinates ({example}) do not fit the projection {named} that the file names. "
        "Export again in EPSG:4326 or EPSG:28992.",
        file=file,
    )
