"""Street networks as lines in a GeoPackage or GeoJSON: OpenStreetMap exports, the Dutch NWB."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.network_assembly import joined_at_junctions
from weerbaar.territory.importers.street_osm import street_name
from weerbaar.territory.importers.street_places import in_rd
from weerbaar.territory.importers.walkable import is_bridge, is_walked
from weerbaar.territory.types import FileReport, NetworkDraft, Remark

MOST_LINES = 2_000_000
TAGS = ("highway", "name", "ref", "bridge", "foot", "access", "sidewalk", "motorroad")
NWB_NAME, NWB_NUMBER = "stt_naam", "wegnr_hmp"  # Nationaal Wegenbestand: street name; road number ("A2")
GRID = 0.1  # metres within which two vertices are one place


def line_layer(path: Path) -> str | None:
    """The first layer that holds lines, or None."""
    import pyogrio

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layers = pyogrio.list_layers(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError):
        return None
    return next((str(name) for name, kind in layers if kind and "LineString" in str(kind)), None)


def read_line_streets(path: Path) -> tuple[NetworkDraft, FileReport]:
    """The walked streets among the lines of a file. Raises ImportRefused."""
    import pyogrio

    name = path.name
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, _, geometry, fields = pyogrio.raw.read(
                path, layer=line_layer(path), max_features=MOST_LINES + 1, force_2d=True
            )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError) as error:
        raise ImportRefused(
            nl="dit kaartbestand is beschadigd of niet volledig. Exporteer het opnieuw.",
            en="this map file is damaged or incomplete. Export it again.",
            file=name,
        ) from error
    if geometry is None or len(geometry) > MOST_LINES:
        raise ImportRefused(
            nl=f"dit bestand heeft geen lijnen, of meer dan {MOST_LINES}.",
            en=f"this file has no lines, or more than {MOST_LINES}.",
            file=name,
        )
    try:
        projection = CRS.from_user_input(meta["crs"] or "EPSG:28992")
    except CRSError as error:
        raise ImportRefused(
            nl="de projectie van dit bestand is onbekend. Exporteer in EPSG:28992.",
            en="the projection of this file is unknown. Export in EPSG:28992.",
            file=name,
        ) from error
    columns = {str(column).casefold(): fields[i] for i, column in enumerate(meta["fields"])}
    report = FileReport(name, "street_lines", read=len(geometry))
    lines = shapely.from_wkb(geometry, on_invalid="ignore")
    usable = shapely.is_valid_input(lines) & np.isin(shapely.get_type_id(lines), (1, 5))
    usable &= ~shapely.is_empty(lines)
    walked = np.array([_walked(columns, i) for i in range(len(lines))], np.bool_)
    _tell(report, int((~usable).sum()), int((usable & ~walked).sum()), "highway" in columns)
    chosen = np.flatnonzero(usable & walked)
    report.used = len(chosen)
    parts, of = shapely.get_parts(lines[chosen], return_index=True)
    vertices, way = shapely.get_coordinates(parts, return_index=True)
    finite = np.isfinite(vertices).all(axis=1)
    vertices, way = vertices[finite], way[finite]
    x, y = in_rd(vertices[:, 0], vertices[:, 1], projection, name)
    key = np.round(x / GRID).astype(np.int64) * 2**32 + np.round(y / GRID).astype(np.int64)
    names: dict[str, int] = {}
    label, bridge = [], []
    for i in chosen[of]:
        tags = _tags(columns, int(i))
        shown = street_name(tags) or street_name({"name": _cell(columns, NWB_NAME, int(i))})
        label.append(names.setdefault(shown, len(names)) if shown else -1)
        bridge.append(is_bridge(tags))
    draft = joined_at_junctions(
        key, x, y, way, np.array(label, np.int64), list(names), np.array(bridge, np.bool_)
    )
    return draft, report


def _cell(columns: dict[str, Any], column: str, row: int) -> Any:
    return columns[column][row] if column in columns else None


def _tags(columns: dict[str, Any], row: int) -> dict[str, Any]:
    return {tag: value for tag in TAGS if (value := _cell(columns, tag, row)) is not None}


def _walked(columns: dict[str, Any], row: int) -> bool:
    tags = _tags(columns, row)
    if "highway" in columns:
        return is_walked(tags)
    return not str(_cell(columns, NWB_NUMBER, row) or "").strip().upper().startswith("A")


def _tell(report: FileReport, unusable: int, not_walked: int, typed: bool) -> None:
    if unusable:
        report.refused.append(
            Remark(report.file, None, "geometry", "Rijen zonder lijn.", "Rows without a line.", unusable)
        )
    if not_walked:
        report.refused.append(
            Remark(
                report.file,
                None,
                "",
                "Wegen waar niemand loopt (snelwegen, autowegen, verboden voor voetgangers, privé).",
                "Ways that nobody walks along (motorways, motor roads, closed to walkers, private).",
                not_walked,
            )
        )
    if not typed:
        report.repaired.append(
            Remark(
                report.file,
                None,
                "highway",
                "De soort weg staat er niet in: elke lijn geldt als straat waar men loopt, behalve A-wegen.",
                "The kind of road is not given: every line counts as walked, except motorways (A numbers).",
            )
        )
