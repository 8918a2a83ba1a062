"""Map documents of the public pages: GeoJSON layers in WGS84 for the map element."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from django.urls import reverse
from django.utils.translation import gettext as _
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.core.projection import to_wgs84
from weerbaar.portal.types import Answer, Network
from weerbaar.supportpoints.types import AreaCoverage, PointRow, Walk
from weerbaar.territory import queries as territory
from weerbaar.territory.types import Place, StreetShape

# A map is wider or taller than what it must show: streets reach so many times half its longest side.
BEYOND = 2.2
MARGIN = 0.002  # degrees around what is shown: some 140 to 220 m
SIMPLIFY_M = 5.0  # less than a pen stroke at the scale of a municipality
DIGITS = 6  # of a degree: about 0.1 m


def _feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _layer(kind: str, label: str, features: list[dict[str, Any]], legend: str = "") -> dict[str, Any]:
    data = {"type": "FeatureCollection", "features": features}
    return {"kind": kind, "label": label, "legend": legend, "data": data}


def _around(lons: Iterable[float], lats: Iterable[float]) -> list[float] | None:
    """West, south, east and north of what is shown, with a margin; None when nothing is."""
    east_west, north_south = list(lons), list(lats)
    if not east_west:
        return None
    return [
        round(min(east_west) - MARGIN, DIGITS),
        round(min(north_south) - MARGIN, DIGITS),
        round(max(east_west) + MARGIN, DIGITS),
        round(max(north_south) + MARGIN, DIGITS),
    ]


def _document(bounds: list[float] | None, layers: list[dict[str, Any]]) -> dict[str, Any]:
    return {"bounds": bounds, "layers": [layer for layer in layers if layer["data"]["features"]]}


def _wgs84(geometry: BaseGeometry) -> BaseGeometry:
    """A geometry in RD New as degrees."""

    def project(coordinates: np.ndarray) -> np.ndarray:
        lon, lat = to_wgs84(coordinates[:, 0], coordinates[:, 1])
        return np.column_stack([lon, lat]).round(DIGITS)

    return shapely.transform(geometry, project)


def _point_layer(municipality: MunicipalityRow, points: Sequence[PointRow]) -> dict[str, Any]:
    return _layer(
        "point",
        _("Support points"),
        [
            _feature(
                {"type": "Point", "coordinates": [round(point.lon, DIGITS), round(point.lat, DIGITS)]},
                id=f"point-{point.number}",
                label=point.name,
                detail=point.address,
                href=reverse(
                    "portal:point", kwargs={"municipality": municipality.slug, "number": point.number}
                ),
                tier=point.tier,
                ready=point.state == "ready",
            )
            for point in points
        ],
    )


def _street_layer(shapes: Iterable[StreetShape]) -> dict[str, Any]:
    return _layer("street", _("Streets"), [shape.feature() for shape in shapes])


def _streets_in(municipality: MunicipalityRow, bounds: list[float] | None) -> dict[str, Any]:
    """The streets around what must be in view, as far as a map of another shape may show."""
    if bounds is None:
        return _street_layer([])
    west, south, east, north = bounds
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    narrow = math.cos(math.radians(middle_lat))  # a degree of longitude in degrees of latitude
    reach = BEYOND * max((east - west) * narrow, north - south) / 2
    wide = reach / narrow
    return _street_layer(
        territory.streets_within(
            municipality.id, (middle_lon - wide, middle_lat - reach, middle_lon + wide, middle_lat + reach)
        )
    )


def points(municipality: MunicipalityRow, rows: Sequence[PointRow]) -> dict[str, Any]:
    """All support points, over the main streets."""
    bounds = _around((row.lon for row in rows), (row.lat for row in rows))
    streets = _street_layer(territory.main_streets(municipality.id))
    return _document(bounds, [streets, _point_layer(municipality, rows)])


def near_points(municipality: MunicipalityRow, rows: Sequence[PointRow]) -> dict[str, Any]:
    """One or a few support points, over the streets around them."""
    bounds = _around((row.lon for row in rows), (row.lat for row in rows))
    return _document(bounds, [_streets_in(municipality, bounds), _point_layer(municipality, rows)])


def open_data(municipality: MunicipalityRow, rows: Sequence[PointRow], illustrative: bool) -> dict[str, Any]:
    """The public facts of support points as one GeoJSON FeatureCollection."""
    return {
        "type": "FeatureCollection",
        "features": [
            _feature(
                {"type": "Point", "coordinates": [round(row.lon, DIGITS), round(row.lat, DIGITS)]},
                number=row.number,
                name=row.name,
                municipality=municipality.code,
                tier=row.tier,
                state=row.state,
                address=row.address,
                postcode=row.postcode,
                neighbourhood=row.neighbourhood_code,
                step_free=row.step_free,
                illustrative=illustrative,
                **{function.function: function.state for function in row.functions},
            )
            for row in rows
        ],
    }


def answer(municipality: MunicipalityRow, place: Place, found: Answer, walk: Walk | None) -> dict[str, Any]:
    """A place, the support points near it, and the walk to the nearest."""
    lon, lat = (round(float(value), DIGITS) for value in to_wgs84(place.x, place.y))
    rows = [near.point for near in found.nearby]
    here = _feature({"type": "Point", "coordinates": [lon, lat]}, id="place", label=place.label, detail="")
    walks = []
    nearest = found.nearest
    lons, lats = [lon], [lat]
    if nearest and walk is not None:
        door = nearest.point
        line = _wgs84(shapely.LineString([(place.x, place.y), *walk.course, (door.x, door.y)]))
        label = _("The walk to %(name)s") % {"name": door.name}
        walks.append(_feature(mapping(line), id="walk", label=label, detail=""))
        west, south, east, north = line.bounds
        lons, lats = [west, east], [south, north]
    # the walk first: with the farther points in view, the way to the nearest would be a scribble
    shown = [nearest.point] if nearest else rows
    bounds = _around([*lons, *(row.lon for row in shown)], [*lats, *(row.lat for row in shown)])
    return _document(
        bounds,
        [
            _streets_in(municipality, bounds),
            _layer("walk", _("The walk"), walks),
            _point_layer(municipality, rows),
            _layer("place", _("What you searched for"), [here]),
        ],
    )


def network(found: Network) -> dict[str, Any]:
    """Coverage per neighbourhood in the adopted design, and the support points."""
    summary = found.design.summary if found.design else None
    covered: dict[str, AreaCoverage] = {area.code: area for area in summary.neighbourhoods} if summary else {}
    areas = []
    shapes: list[BaseGeometry] = []
    for row in territory.neighbourhoods(found.municipality.id):
        area = covered.get(row.code)
        if row.geometry is None:
            continue
        shape = _wgs84(row.geometry.simplify(SIMPLIFY_M))
        shapes.append(shape)
        areas.append(
            _feature(
                mapping(shape),
                id=row.code,
                label=row.name,
                detail="",
                share=area.share if area else None,
            )
        )
    bounds = (
        [round(float(value), DIGITS) for value in shapely.total_bounds(shapes)]
        if shapes
        else _around((point.lon for point in found.points), (point.lat for point in found.points))
    )
    return _document(
        bounds,
        [
            _street_layer(territory.main_streets(found.municipality.id)),
            _layer("neighbourhood", _("Residents who can walk to a point in time"), areas),
            _point_layer(found.municipality, found.points),
        ],
    )
