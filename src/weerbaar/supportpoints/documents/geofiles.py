"""A design as map layers: GeoPackage in RD New (EPSG:28992), GeoJSON in WGS84 (RFC 7946).

Field names are English in both languages, so that a map or script keeps working; values are codes of the
program (`local`, `planned`) or plain figures. Names of owners and texts of agreements are left out:
files travel further than they were meant to.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from weerbaar.core.wire import DEGREES, wgs84
from weerbaar.supportpoints.documents.export import DesignExport, ExportPoint
from weerbaar.supportpoints.documents.tables import functions_of
from weerbaar.supportpoints.types import AreaCoverage

Fields = dict[str, list[Any]]


def design_geopackage(export: DesignExport) -> bytes:
    """GeoPackage with layers points, neighbourhoods, demand, catchments and the tables sources, metadata.

    `demand` is absent when the arrays of the design are gone, `catchments` when the streets are.
    """
    about = _about(export)
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as folder:
        file = Path(folder) / "design.gpkg"
        layer = _Layers(file, {key: str(value) for key, value in about.items()})
        places = [shapely.Point(point.chosen.x, point.chosen.y) for point in export.points]
        layer.write("points", "Point", places, _columns([_point(point) for point in export.points], _POINT))
        areas, shapes = _areas(export)
        layer.write("neighbourhoods", "MultiPolygon", shapes, _columns(areas, _AREA))
        arrays, numbers = export.arrays, _numbers(export)
        if arrays is not None:
            reached = np.isfinite(arrays.metres)
            codes = [area.code for area in export.summary.neighbourhoods]
            layer.write(
                "demand",
                "Point",
                [shapely.Point(x, y) for x, y in zip(arrays.x, arrays.y, strict=True)],
                {
                    "neighbourhood_code": [codes[index] for index in arrays.neighbourhood],
                    "residents": arrays.residents.tolist(),
                    "vulnerable": arrays.vulnerable.tolist(),
                    "covered": arrays.covered.tolist(),
                    "vulnerable_covered": arrays.covered_vulnerable.tolist(),
                    "residents_outside": export.outside.tolist(),
                    "point_number": [
                        numbers.get(int(building)) if building >= 0 else None for building in arrays.nearest
                    ],
                    "walk_m": [
                        float(metres) if known else None
                        for metres, known in zip(arrays.metres, reached, strict=True)
                    ],
                },
                {"point_number": np.dtype(np.int64), "walk_m": np.dtype(np.float64)},
            )
        if export.catchments:
            layer.write(
                "catchments",
                "MultiPolygon",
                list(export.catchments.values()),
                {"number": [numbers.get(building) for building in export.catchments]},
                {"number": np.dtype(np.int64)},
            )
        layer.write("sources", None, None, _columns([_source(row) for row in export.sources], _SOURCE))
        keys: list[Any] = list(about)
        values: list[Any] = [str(value) for value in about.values()]
        layer.write("metadata", None, None, {"key": keys, "value": values})
        return file.read_bytes()


def design_geojson(export: DesignExport) -> bytes:
    """GeoJSON with the points and the neighbourhoods; property `layer` tells them apart."""
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "id": f"point-{point.number}",
            "geometry": {
                "type": "Point",
                "coordinates": [round(point.lon, DEGREES), round(point.lat, DEGREES)],
            },
            "properties": {"layer": "points", **_point(point)},
        }
        for point in export.points
    ]
    areas, shapes = _areas(export)
    for area, shape in zip(areas, shapes, strict=True):
        features.append(
            {
                "type": "Feature",
                "id": area["code"],
                "geometry": geojson_geometry(shape) if shape is not None else None,
                "properties": {"layer": "neighbourhoods", **area},
            }
        )
    collection = {
        "type": "FeatureCollection",
        "metadata": {**_about(export), "sources": [_source(row) for row in export.sources]},
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def geojson_geometry(shape: BaseGeometry) -> dict[str, Any]:
    """An RD New geometry as a GeoJSON geometry in WGS84: rounded, exterior rings counterclockwise."""
    found: dict[str, Any] = json.loads(shapely.to_geojson(wgs84(shape)))
    return found


class _Layers:
    """Writes layers one after another to one file."""

    def __init__(self, file: Path, metadata: dict[str, str]) -> None:
        self._file = file
        self._metadata: dict[str, str] | None = metadata

    def write(
        self,
        name: str,
        kind: str | None,
        shapes: Sequence[BaseGeometry | None] | None,
        fields: Fields,
        types: Mapping[str, np.dtype[Any]] | None = None,
    ) -> None:
        """Appends one layer, or a table without geometry when `kind` is None."""
        from pyogrio.raw import write  # slow to import, and needed here only

        data, masks = [], []
        for key, values in fields.items():
            gone = np.array([value is None for value in values], np.bool_)
            column = _column(values, gone, (types or {}).get(key))
            data.append(column)
            masks.append(gone if gone.any() else None)
        geometry = None
        if shapes is not None:
            if kind == "MultiPolygon":
                shapes = [_as_multi(shape) for shape in shapes]
            geometry = np.array([shapely.to_wkb(s) if s is not None else None for s in shapes], dtype=object)
        write(
            self._file,
            geometry,
            data,
            list(fields),
            field_mask=masks,
            layer=name,
            driver="GPKG",
            geometry_type=kind,
            crs="EPSG:28992" if kind else None,
            dataset_metadata=self._metadata,
            # older programs warn about a newer version; nothing here needs one
            dataset_options={"VERSION": "1.2"} if self._metadata is not None else None,
        )
        self._metadata = None


def _column(values: list[Any], gone: NDArray[np.bool_], kind: np.dtype[Any] | None) -> NDArray[Any]:
    known = [value for value in values if value is not None]
    if kind is None:
        if known and all(isinstance(value, bool) for value in known):
            kind = np.dtype(np.bool_)
        elif known and all(isinstance(value, int) for value in known):
            kind = np.dtype(np.int64)
        elif known and all(isinstance(value, int | float) for value in known):
            kind = np.dtype(np.float64)
        else:
            return np.array(values, dtype=object)
    return np.array([0 if lost else value for value, lost in zip(values, gone, strict=True)], dtype=kind)


def _as_multi(shape: BaseGeometry | None) -> BaseGeometry | None:
    return shapely.MultiPolygon([shape]) if isinstance(shape, shapely.Polygon) else shape


def _columns(rows: Sequence[Mapping[str, Any]], names: tuple[str, ...]) -> Fields:
    return {name: [row[name] for row in rows] for name in names}


def _numbers(export: DesignExport) -> dict[int, int]:
    return {point.chosen.building_id: point.number for point in export.points}


_POINT = (
    "number",
    "name",
    "tier",
    "kind",
    "address",
    "postcode",
    "neighbourhood",
    "district",
    "required",
    "state",
    "information",
    "drinking_water",
    "first_aid",
    "alerting",
    "residents",
    "vulnerable",
    "mean_m",
    "farthest_m",
    "one_off_eur",
    "yearly_eur",
)


def _point(point: ExportPoint) -> dict[str, Any]:
    chosen, network = point.chosen, point.network
    states = functions_of(point)
    return {
        "number": point.number,
        "name": network.name if network else chosen.name,
        "tier": chosen.tier,
        "kind": chosen.kind,
        "address": chosen.address,
        "postcode": chosen.postcode,
        "neighbourhood": chosen.neighbourhood_name,
        "district": point.district_name,
        "required": chosen.required,
        "state": network.state if network else "proposed",
        **{name: states.get(name) for name in ("information", "drinking_water", "first_aid", "alerting")},
        "residents": round(chosen.residents, 1),
        "vulnerable": round(chosen.vulnerable, 1),
        "mean_m": round(chosen.mean_m, 1),
        "farthest_m": round(chosen.farthest_m, 1),
        "one_off_eur": chosen.one_off_eur,
        "yearly_eur": chosen.yearly_eur,
    }


_AREA = (
    "code",
    "name",
    "district_code",
    "district",
    "points",
    "residents",
    "covered",
    "share_covered",
    "vulnerable",
    "vulnerable_covered",
)


def _area(area: AreaCoverage, district: str) -> dict[str, Any]:
    return {
        "code": area.code,
        "name": area.name,
        "district_code": area.district_code,
        "district": district,
        "points": area.points,
        "residents": area.residents,
        "covered": area.covered,
        "share_covered": area.share,
        "vulnerable": area.vulnerable,
        "vulnerable_covered": area.vulnerable_covered,
    }


def _areas(export: DesignExport) -> tuple[list[dict[str, Any]], list[BaseGeometry | None]]:
    """The neighbourhoods of the design by code, and their shapes."""
    districts = {area.code: area.name for area in export.summary.districts}
    shapes = {row.code: row.geometry for row in export.neighbourhoods}
    areas = sorted(export.summary.neighbourhoods, key=lambda area: area.code)
    return (
        [_area(area, districts.get(area.district_code, "")) for area in areas],
        [shapes.get(area.code) for area in areas],
    )


_SOURCE = ("title", "origin", "licence", "reference_date", "retrieved", "illustrative", "sha256")


def _source(row: Any) -> dict[str, Any]:
    return {
        "title": row.title,
        "origin": row.origin,
        "licence": row.licence,
        "reference_date": row.reference_date,
        "retrieved": row.retrieved_at.isoformat(timespec="seconds"),
        "illustrative": row.illustrative,
        "sha256": row.sha256,
    }


def _about(export: DesignExport) -> dict[str, str | int | float | bool | None]:
    """What the file is: the design, its answer and its date."""
    summary = export.summary
    return {
        "municipality": export.municipality,
        "design": export.design.name,
        "design_id": export.design.id,
        "adopted": export.design.adopted_at.date().isoformat() if export.design.adopted_at else None,
        "outdated": export.design.outdated,
        "illustrative": export.illustrative,
        "made_at": export.made_at.isoformat(timespec="seconds"),
        "language": export.language,
        "model": summary.model,
        "status": summary.status,
        "objective": summary.objective,
        "bound": summary.bound,
        "gap": summary.gap,
        "norm_m": summary.norm_m,
        "norm_vulnerable_m": summary.norm_vulnerable_m,
        "residents": summary.residents,
        "covered": summary.covered,
        "share_covered": summary.share_covered,
        "vulnerable": summary.vulnerable,
        "vulnerable_covered": summary.vulnerable_covered,
        "cost_one_off_eur": summary.cost_one_off_eur,
        "cost_yearly_eur": summary.cost_yearly_eur,
    }
