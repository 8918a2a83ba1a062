"""GeoPackage and GeoJSON as features in RD New, whatever projection they came in.

What a feature means is not known here. Everything that a broken file can do ends in `ImportRefused`.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from weerbaar.core.projection import to_rd, within_rd
from weerbaar.territory.importers import tables
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.types import Remark

MOST_FEATURES = 600_000  # all six-character postcodes of the country
RD = 28992
DEGREES = {4326, 4258}  # WGS84 and ETRS89 differ less than a metre


@dataclass(frozen=True)
class Features:
    """Features of one layer: attributes as stripped text with the feature's number, geometry in RD New."""

    table: tables.Table
    geometry: NDArray[np.object_]
    was_rd: bool  # nothing was projected


@dataclass(frozen=True)
class Layer:
    """What a geographic file holds, without reading it: the layer and its attribute names."""

    name: str | None
    fields: list[str]
    features: int


def is_geopackage(path: Path) -> bool:
    """Whether the content is SQLite, as a GeoPackage is, whatever the file is called."""
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def geopackage_layers(path: Path) -> list[Layer]:
    """The layers of a GeoPackage, in their order. Raises ImportRefused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            names = [str(name) for name, _ in pyogrio.list_layers(path)]
            found = []
            for name in names:
                info = pyogrio.read_info(path, layer=name)
                found.append(Layer(name, [str(field) for field in info["fields"]], int(info["features"])))
    except Exception as error:  # GDAL raises whatever it meets
        raise _broken(tables.shown_name(path)) from error
    return found


def read_geopackage(
    path: Path, layer: str | None = None, box: tuple[float, float, float, float] | None = None
) -> Features:
    """The features of a layer; `box` (RD New) limits a national file that is itself in RD New."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            info = pyogrio.read_info(path, layer=layer)
            crs = info["crs"]
            limit = box if box and crs == "EPSG:28992" else None
            meta, numbers, blobs, columns = pyogrio.raw.read(
                path, layer=layer, bbox=limit, return_fids=True, max_features=MOST_FEATURES + 1
            )
        geometry = shapely.from_wkb(
            np.array([None if blob is None else bytes(blob) for blob in blobs], object), on_invalid="ignore"
        )
    except Exception as error:
        raise _broken(tables.shown_name(path)) from error
    names = [attribute_name(name) for name in meta["fields"]]
    texts = [[_attribute(value) for value in column] for column in columns]
    records = [dict(zip(names, cells, strict=True)) for cells in zip(*texts, strict=True)] or [
        {} for _ in numbers
    ]
    return _features(tables.shown_name(path), names, [int(n) for n in numbers], records, geometry, crs)


def read_geojson(path: Path) -> Features:
    """The features of a GeoJSON feature collection. Raises ImportRefused."""
    name = tables.shown_name(path)
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= tables.MOST_BYTES else b""
    except OSError as error:
        raise _broken(name) from error
    return geojson_features(content, name)


def geojson_features(content: bytes, name: str) -> Features:
    """The features of GeoJSON bytes. Raises ImportRefused."""
    try:
        document = json.loads(tables.decoded(content, name))
    except (ValueError, RecursionError) as error:
        raise _broken(name) from error
    items = document.get("features") if isinstance(document, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _broken(name)
    if len(items) > MOST_FEATURES:
        raise _too_many(name)
    names: dict[str, None] = {}
    records = []
    shapes = []
    for item in items:
        attributes = item.get("properties")
        attributes = attributes if isinstance(attributes, dict) else {}
        attributes = {attribute_name(name): value for name, value in attributes.items()}
        names.update(dict.fromkeys(attributes))
        records.append(attributes)
        shapes.append(json.dumps(item["geometry"]) if isinstance(item.get("geometry"), dict) else None)
    try:
        geometry = shapely.from_geojson(np.array(shapes, object), on_invalid="ignore")
    except (shapely.errors.GEOSException, TypeError, ValueError, RecursionError) as error:
        raise _broken(name) from error
    texts = [{column: _attribute(record.get(column)) for column in names} for record in records]
    crs = document.get("crs")
    declared = None
    if isinstance(crs, dict) and isinstance(crs.get("properties"), dict):
        declared = str(crs["properties"].get("name"))
    return _features(name, list(names), list(range(1, len(items) + 1)), texts, geometry, declared or "CRS84")


def attribute_name(name: object) -> str:
    """An attribute's name as it can be shown and kept."""
    return tables.printable(str(name))[:100]


def _attribute(value: object) -> str:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and np.isnan(value):
        return ""
    return tables.cell_text(value) if not isinstance(value, dict | list) else json.dumps(value)


def _features(
    name: str,
    columns: list[str],
    numbers: list[int],
    records: list[dict[str, str]],
    geometry: NDArray[np.object_],
    declared: str | None,
) -> Features:
    if len(numbers) > MOST_FEATURES:
        raise _too_many(name)
    remarks: list[Remark] = []
    geometry = np.asarray(geometry, object)
    invalid = ~shapely.is_valid(geometry) & ~shapely.is_missing(geometry)
    before = shapely.force_2d(geometry)
    geometry = _in_rd(before, declared, name, remarks)
    was_rd = geometry is before
    if invalid.any():
        geometry[invalid] = shapely.make_valid(geometry[invalid], method="structure", keep_collapsed=False)
        remarks.append(
            Remark(
                name,
                numbers[int(np.flatnonzero(invalid)[0])],
                "",
                "Vlakken die zichzelf kruisen, zijn hersteld.",
                "Shapes that cross themselves were repaired.",
                int(invalid.sum()),
            )
        )
    table = tables.Table(name, columns, list(zip(numbers, records, strict=True)), remarks)
    return Features(table, geometry, was_rd)


def _in_rd(
    geometry: NDArray[np.object_], declared: str | None, name: str, remarks: list[Remark]
) -> NDArray[np.object_]:
    """The geometry in RD New. The coordinates decide: a file that says one projection and holds another
    is read as what it holds, with a remark; coordinates that are nowhere in the Netherlands are refused.
    """
    points = shapely.get_coordinates(geometry)
    if not len(points):
        return geometry
    code = _epsg(declared)
    x, y = points[:, 0], points[:, 1]
    if within_rd(x, y).all():
        if code != RD:
            remarks.append(_projection(name, declared, "RD (EPSG:28992)"))
        return geometry
    degrees = _in_box(x, y, (2.0, 8.5), (50.0, 54.5))
    swapped = _in_box(y, x, (2.0, 8.5), (50.0, 54.5))
    if degrees or swapped:
        lon, lat = (x, y) if degrees else (y, x)
        if swapped or (code not in DEGREES):
            remarks.append(_projection(name, declared, "lengte, breedte (WGS84)" if degrees else "lat, lon"))
        return np.asarray(shapely.set_coordinates(geometry.copy(), np.column_stack(to_rd(lon, lat))), object)
    if code is not None and code not in {RD, *DEGREES}:
        try:
            there = Transformer.from_crs(CRS.from_epsg(code), CRS.from_epsg(RD), always_xy=True)
            new_x, new_y = there.transform(x, y)
        except ProjError:
            new_x, new_y = x, y
        if within_rd(new_x, new_y).all():
            return np.asarray(
                shapely.set_coordinates(geometry.copy(), np.column_stack((new_x, new_y))), object
            )
    raise ImportRefused(
        nl=f"de coördinaten liggen niet in Nederland (bijvoorbeeld {x[0]:.6g}, {y[0]:.6g}). "
        "Sla het bestand op in RD (EPSG:28992) of WGS84 (EPSG:4326).",
        en=f"the coordinates are not in the Netherlands (for example {x[0]:.6g}, {y[0]:.6g}). "
        "Save the file in RD (EPSG:28992) or WGS84 (EPSG:4326).",
        file=name,
    )


def _in_box(x: Any, y: Any, across: tuple[float, float], up: tuple[float, float]) -> bool:
    with np.errstate(invalid="ignore"):
        inside = (x >= across[0]) & (x <= across[1]) & (y >= up[0]) & (y <= up[1])
    return bool(inside.all())


def points_in_rd(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[Any, Any, NDArray[np.bool_]]:
    """Columns of coordinates, RD or degrees (also swapped), as RD New: x, y, and which are usable."""
    rd_x, rd_y = x.copy(), y.copy()
    with np.errstate(invalid="ignore"):
        degrees = (x > 2.0) & (x < 8.5) & (y > 50.0) & (y < 54.5)
        swapped = (y > 2.0) & (y < 8.5) & (x > 50.0) & (x < 54.5)
    for chosen, lon, lat in ((degrees, x, y), (swapped, y, x)):
        if chosen.any():
            rd_x[chosen], rd_y[chosen] = to_rd(lon[chosen], lat[chosen])
    usable = within_rd(rd_x, rd_y)
    rd_x[~usable] = rd_y[~usable] = np.nan
    return rd_x, rd_y, usable


def _epsg(declared: str | None) -> int | None:
    if not declared:
        return None
    if declared.upper().endswith("CRS84"):
        return 4326
    try:
        return CRS.from_user_input(declared).to_epsg()
    except ProjError:
        return None


def _projection(name: str, declared: str | None, found: str) -> Remark:
    said = declared or "–"
    return Remark(
        name,
        None,
        "",
        f"Het bestand noemt projectie {said[:60]}, maar de coördinaten zijn {found}. Zo is het gelezen.",
        f"The file names projection {said[:60]}, but the coordinates are {found}. It was read as such.",
    )


def _broken(name: str) -> ImportRefused:
    return ImportRefused(
        nl="dit kaartbestand is beschadigd of niet volledig. Download het opnieuw.",
        en="this map file is damaged or incomplete. Download it again.",
        file=name,
    )


def _too_many(name: str) -> ImportRefused:
    return ImportRefused(
        nl=f"dit bestand heeft meer dan {MOST_FEATURES} vlakken of punten. Neem alleen de gemeente.",
        en=f"this file has more than {MOST_FEATURES} shapes or points. Take only the municipality.",
        file=name,
    )
