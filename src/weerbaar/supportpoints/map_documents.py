"""Map documents of designs and points, in the active language: what the map element draws, as plain JSON.

Coordinates in WGS84. Figures come from the design; areas to walk from `catchments`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from django.utils.translation import get_language, gettext, ngettext

from weerbaar.core.projection import to_wgs84
from weerbaar.interface import numbers
from weerbaar.supportpoints.catchments import DECIMALS, catchments, geojson
from weerbaar.supportpoints.ground import ground
from weerbaar.supportpoints.queries.candidates import candidates
from weerbaar.supportpoints.queries.designs import current_design, design_arrays
from weerbaar.supportpoints.types import ChosenPoint, Comparison, DesignRow, PointRow
from weerbaar.territory import queries as territory

Document = dict[str, Any]
AREA_DETAIL_M = 10.0  # neighbourhood borders are drawn no finer than this
CLOSE_UP_M = 1_000.0  # around one point
BEYOND_SHARE = 0.8  # of a close-up, on every side: a map is wider or taller than what it must show
KEPT_ANSWERS = 16
MOST_DOTS = 1_500  # places with residents left out; the largest are drawn first


def design_map(row: DesignRow) -> Document:
    """A design: share covered per neighbourhood, areas to walk, who is left out, candidates and points."""
    if row.summary is None:
        layers = [_streets(row.municipality_id), _neighbourhoods(row.municipality_id, {})]
        return {"bounds": _bounds(row.municipality_id), "layers": layers}
    shares = {area.code: (area.share, _residents_of(area.residents)) for area in row.summary.neighbourhoods}
    chosen = {point.building_id for point in row.summary.points}
    return {
        "bounds": _bounds(row.municipality_id),
        "layers": [
            _streets(row.municipality_id),
            _neighbourhoods(row.municipality_id, shares),
            _catchment_layer(row),
            _uncovered(row),
            _candidates(row, chosen),
            _layer("point", gettext("Points"), "", map(_chosen_feature, row.summary.points)),
        ],
    }


def staff_map(
    municipality_id: int, rows: list[PointRow], href: Callable[[PointRow], str], *, close_up: bool
) -> Document:
    """The support points over what the adopted design reaches; a close-up shows one with its area to walk."""
    design = current_design(municipality_id)
    summary = design.summary if design else None
    shares = (
        {a.code: (a.share, _residents_of(a.residents)) for a in summary.neighbourhoods} if summary else {}
    )
    around = [
        (row.x - CLOSE_UP_M, row.y - CLOSE_UP_M, row.x + CLOSE_UP_M, row.y + CLOSE_UP_M) for row in rows
    ]
    bounds = _wire_bounds(*around[0]) if close_up and around else _bounds(municipality_id)
    layers = [
        _streets(municipality_id, bounds if close_up else None),
        _neighbourhoods(municipality_id, shares),
    ]
    if close_up and design is not None:
        layers.append(_catchment_layer(design, {row.building_id for row in rows}))
    layers.append(point_layer(rows, href))
    return {"bounds": bounds, "layers": layers}


def point_layer(rows: list[PointRow], href: Callable[[PointRow], str]) -> Document:
    """The layer of support points, for maps that show more than them."""
    features = (
        _feature(
            row.lon,
            row.lat,
            id=f"point-{row.number}",
            label=row.name,
            detail=f"{row.tier_label}, {row.state_label}",
            href=href(row),
            tier=row.tier,
            ready=row.is_ready,
        )
        for row in rows
    )
    return _layer("point", gettext("Support points"), "", features)


def comparison_map(comparison: Comparison) -> Document:
    """Two designs: share covered in the second, who gains and loses, points that stay, come and go."""
    municipality_id = comparison.second.municipality_id
    shares = {
        area.code: (
            area.share_after,
            gettext("%(gained)s gain, %(lost)s lose")
            % {"gained": numbers.number(area.gained), "lost": numbers.number(area.lost)},
        )
        for area in comparison.neighbourhoods
    }
    groups = (
        ("candidate", gettext("Dropped points"), gettext("dropped"), comparison.dropped),
        ("point", gettext("Kept points"), gettext("kept"), comparison.kept),
        ("point", gettext("Added points"), gettext("added"), comparison.added),
    )
    return {
        "bounds": _bounds(municipality_id),
        "layers": [
            _streets(municipality_id),
            _neighbourhoods(municipality_id, shares),
            *(
                _layer(kind, label, legend, (_chosen_feature(point, legend) for point in points))
                for kind, label, legend, points in groups
                if points
            ),
        ],
    }


def _layer(kind: str, label: str, legend: str, features: Iterable[dict[str, Any]]) -> Document:
    return {
        "kind": kind,
        "label": label,
        "legend": legend,
        "data": {"type": "FeatureCollection", "features": list(features)},
    }


def _feature(lon: float, lat: float, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {
            "type": "Point",
            "coordinates": [round(float(lon), DECIMALS), round(float(lat), DECIMALS)],
        },
    }


@lru_cache(maxsize=8)
def _borders(municipality_id: int, fingerprint: str) -> dict[str, dict[str, Any]]:
    """Borders of the neighbourhoods as GeoJSON, by code."""
    return {
        row.code: geojson(shapely.simplify(row.geometry, AREA_DETAIL_M))
        for row in ground(municipality_id).neighbourhoods
        if row.geometry is not None
    }


def _bounds(municipality_id: int) -> list[float] | None:
    here = ground(municipality_id)
    drawn = [row.geometry for row in here.neighbourhoods if row.geometry is not None]
    if drawn:
        west, south, east, north = shapely.total_bounds(drawn)
    elif len(here.demand.x):
        west, east = here.demand.x.min(), here.demand.x.max()
        south, north = here.demand.y.min(), here.demand.y.max()
    else:
        return None
    return _wire_bounds(west, south, east, north)


def _wire_bounds(west: float, south: float, east: float, north: float) -> list[float]:
    lon, lat = to_wgs84([west, east], [south, north])
    return [round(float(value), DECIMALS) for value in (lon[0], lat[0], lon[1], lat[1])]


def _streets(municipality_id: int, bounds: list[float] | None = None) -> Document:
    """The main streets, or every street within bounds (west, south, east, north in degrees)."""
    if bounds is None:
        shapes = territory.main_streets(municipality_id)
    else:
        west, south, east, north = bounds
        wide, high = BEYOND_SHARE * (east - west), BEYOND_SHARE * (north - south)
        shapes = territory.streets_within(
            municipality_id, (west - wide, south - high, east + wide, north + high)
        )
    return _layer("street", gettext("Streets"), "", (shape.feature() for shape in shapes))


def _neighbourhoods(municipality_id: int, shares: dict[str, tuple[float | None, str]]) -> Document:
    here = ground(municipality_id)
    borders = _borders(municipality_id, here.fingerprint)
    features = []
    for row in here.neighbourhoods:
        if row.code not in borders:
            continue
        share, words = shares.get(row.code, (None, ""))
        known = f"{numbers.percent(share, 1)}; {words}" if share is not None else words
        properties = {"id": row.code, "label": row.name, "detail": known, "share": share}
        features.append({"type": "Feature", "properties": properties, "geometry": borders[row.code]})
    return _layer(
        "neighbourhood", gettext("Neighbourhoods"), gettext("share of residents within the norm"), features
    )


def _residents_of(residents: float) -> str:
    return ngettext("%(count)s resident", "%(count)s residents", round(residents)) % {
        "count": numbers.number(residents)
    }


def _catchment_layer(row: DesignRow, only: set[int] | None = None) -> Document:
    """The areas to walk of a design's points, or only of those in some buildings."""
    names = {str(point.building_id): point.name for point in row.summary.points} if row.summary else {}
    features = [
        {
            "type": "Feature",
            "properties": {
                "id": f"catchment-{building}",
                "point": f"building-{building}",
                "label": names.get(building, ""),
                "detail": gettext("within the walking norm"),
            },
            "geometry": area,
        }
        for building, area in catchments(row).items()
        if only is None or int(building) in only
    ]
    return _layer(
        "catchment", gettext("Walking areas"), gettext("within the walking norm of a point"), features
    )


def _uncovered(row: DesignRow) -> Document:
    features = _dots(row.result_sha256, get_language() or "nl", row)
    return _layer("uncovered", gettext("Residents left out"), "", features)


_dots_known: dict[tuple[str, str], list[dict[str, Any]]] = {}


def _dots(sha256: str, language: str, row: DesignRow) -> list[dict[str, Any]]:
    """A dot per place where residents are left out, kept in the process per answer and language."""
    known = _dots_known.get((sha256, language))
    if known is not None:
        return known
    arrays = design_arrays(row)
    left_out = arrays.residents - arrays.within_norm()
    order = np.argsort(-left_out, kind="stable")[:MOST_DOTS]
    order = order[left_out[order] >= 0.5]
    lon, lat = to_wgs84(arrays.x[order], arrays.y[order])
    features = [
        _feature(
            lon[k], lat[k], id=f"d{i}", label=_residents_of(left_out[i]), weight=round(float(left_out[i]), 1)
        )
        for k, i in enumerate(order.tolist())
    ]
    if len(_dots_known) >= KEPT_ANSWERS:
        _dots_known.clear()
    _dots_known[sha256, language] = features
    return features


def _candidates(row: DesignRow, chosen: set[int]) -> Document:
    rows = [
        candidate
        for candidate in candidates(row.municipality_id)
        if candidate.building_id not in chosen
        and candidate.kind in row.wishes.kinds
        and candidate.choice != "excluded"
        and candidate.building_id not in row.wishes.excluded
    ]
    lon, lat = to_wgs84([r.x for r in rows], [r.y for r in rows])
    features = (
        _feature(lon[i], lat[i], id=f"building-{r.building_id}", label=r.name, detail=r.kind_label)
        for i, r in enumerate(rows)
    )
    return _layer("candidate", gettext("Other candidates"), "", features)


def _chosen_feature(point: ChosenPoint, words: str = "") -> dict[str, Any]:
    lon, lat = to_wgs84([point.x], [point.y])
    detail = _residents_of(point.residents)
    return _feature(
        lon[0],
        lat[0],
        id=f"building-{point.building_id}",
        label=point.name,
        detail=f"{words}; {detail}" if words else detail,
        tier=point.tier,
        ready=False,
    )
