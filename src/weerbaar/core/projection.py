"""Between RD New (EPSG:28992, metres), for computing, and WGS84 (EPSG:4326, degrees), for the wire."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

# A box around the European Netherlands in RD New: outside it the projection is not meant to be used.
RD_X = (-7_000.0, 300_000.0)
RD_Y = (289_000.0, 629_000.0)


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def to_wgs84(x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude in degrees of points in RD New metres; shapes are kept."""
    lon, lat = _transformer("EPSG:28992", "EPSG:4326").transform(
        np.asarray(x, np.float64), np.asarray(y, np.float64)
    )
    return np.asarray(lon, np.float64), np.asarray(lat, np.float64)


def to_rd(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """RD New metres of points in degrees longitude and latitude; shapes are kept."""
    x, y = _transformer("EPSG:4326", "EPSG:28992").transform(
        np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    )
    return np.asarray(x, np.float64), np.asarray(y, np.float64)


def within_rd(x: ArrayLike, y: ArrayLike) -> NDArray[np.bool_]:
    """Which points lie in the box where RD New is meant to be used; not-a-number lies outside."""
    xs, ys = np.asarray(x, np.float64), np.asarray(y, np.float64)
    with np.errstate(invalid="ignore"):
        inside = (xs >= RD_X[0]) & (xs <= RD_X[1]) & (ys >= RD_Y[0]) & (ys <= RD_Y[1])
    return np.asarray(inside, np.bool_)
