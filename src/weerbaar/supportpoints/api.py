"""The public API of the support points: the points, the nearest ones, and the coverage of the network.

What a token opens besides stands in `api_private.py`. Owners, agreements, notes and costs of single points
are not public: the schemas here name every field that is.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from weerbaar.accounts.access import public_municipality
from weerbaar.core.projection import to_rd, within_rd
from weerbaar.core.wire import polygons_wgs84
from weerbaar.interface.rest import NOT_FOUND, PolygonGeometry, Refusal, Slug, Source, geojson, public
from weerbaar.supportpoints import queries
from weerbaar.supportpoints.types import AreaCoverage, DesignRow, DesignSummary, PointRow
from weerbaar.territory import queries as territory

router = Router(tags=["support points"])

Limit = Annotated[int, Query(description="At most this many", ge=1, le=20)]


class Function(Schema):
    """One of the four functions of a point."""

    function: str = Field(examples=["drinking_water"])
    state: Literal["present", "planned", "missing"]
    since: date | None


class Point(Schema):
    """A support point, as everybody may know it."""

    number: int = Field(description="Permanent number: its page and its sign carry it")
    name: str
    tier: Literal["local", "main", "regional"]
    state: Literal["proposed", "adopted", "agreed", "fitting_out", "ready"]
    state_since: date
    kind: str = Field(description="Kind of building", examples=["community_centre"])
    address: str
    postcode: str
    neighbourhood_code: str
    neighbourhood_name: str
    step_free: Literal["yes", "limited", "no", "unknown"]
    access_nl: str = Field(description="How to get in, in Dutch; empty when not described")
    access_en: str = Field(description="How to get in, in English; empty when not described")
    functions: list[Function]
    lon: float = Field(description="Degrees (WGS84)")
    lat: float


class PointGeometry(Schema):
    type: Literal["Point"] = "Point"
    coordinates: list[float] = Field(description="Longitude and latitude in degrees (WGS84)")


class PointFeature(Schema):
    type: Literal["Feature"] = "Feature"
    id: int
    geometry: PointGeometry
    properties: Point


class PointCollection(Schema):
    """The support points as GeoJSON."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[PointFeature]


class NearPoint(Schema):
    """A support point with the walk to it along the streets."""

    point: Point
    metres: float | None = Field(description="Walk along the streets; null: no street leads there")
    minutes: float | None = Field(description="At the walking speed of residents")
    minutes_vulnerable: float | None = Field(description="At the walking speed of vulnerable residents")


class Coverage(Schema):
    """Residents of an area, and how many have a support point within their norm."""

    code: str = Field(description="CBS code")
    name: str
    district_code: str
    points: int
    residents: float
    covered: float
    share: float | None = Field(description="Share of residents covered, 0..1; null: nobody lives there")
    vulnerable: float
    vulnerable_covered: float


class NetworkCoverage(Schema):
    """What the adopted network reaches, by which norm, and how certain it is that no better one exists."""

    design: str = Field(description="Name of the design that was adopted")
    adopted_at: datetime | None
    calculated_at: datetime
    outdated: bool = Field(description="true: the data of the municipality changed since the calculation")
    illustrative: bool = Field(description="true: some of the data are an example, not measured")
    norm_m: float = Field(description="Walk that residents can be asked to make, metres")
    norm_vulnerable_m: float = Field(description="The same for vulnerable residents, metres")
    points: int
    residents: float
    covered: float
    share_covered: float
    vulnerable: float
    vulnerable_covered: float
    share_vulnerable_covered: float
    cost_one_off_eur: float
    cost_yearly_eur: float
    model: str = Field(examples=["maximal_covering"])
    status: str = Field(description="optimal, or time_limit when the proof was not complete")
    objective: float | None
    bound: float | None = Field(description="No network with the same conditions can do better than this")
    gap: float | None = Field(description="Distance between objective and bound, as a share")
    districts: list[Coverage]
    neighbourhoods: list[Coverage]
    sources: list[Source]


class CoverageFeature(Schema):
    type: Literal["Feature"] = "Feature"
    id: str
    geometry: PolygonGeometry | None
    properties: Coverage


class CoverageCollection(Schema):
    """Coverage per neighbourhood as GeoJSON."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[CoverageFeature]


def public_point(row: PointRow) -> Point:
    """What everybody may know of a point."""
    return Point.model_validate(
        {
            **{
                name: getattr(row, name)
                for name in Point.model_fields
                if name not in {"functions", "lon", "lat"}
            },
            "functions": [
                Function.model_validate({"function": f.function, "state": f.state, "since": f.since})
                for f in row.functions
            ],
            "lon": round(row.lon, 6),
            "lat": round(row.lat, 6),
        }
    )


def coverage_of(area: AreaCoverage) -> Coverage:
    return Coverage(
        code=area.code,
        name=area.name,
        district_code=area.district_code,
        points=area.points,
        residents=area.residents,
        covered=area.covered,
        share=area.share,
        vulnerable=area.vulnerable,
        vulnerable_covered=area.vulnerable_covered,
    )


def finite(value: float) -> float | None:
    """The value, or None for infinity and not-a-number, which JSON has no word for."""
    return value if math.isfinite(value) else None


def _adopted(municipality_id: int) -> tuple[DesignRow, DesignSummary]:
    design = queries.current_design(municipality_id)
    if design is None or design.summary is None:
        raise Refusal(
            404,
            "Deze gemeente heeft nog geen netwerk vastgesteld.",
            "This municipality has not adopted a network yet.",
        )
    return design, design.summary


@router.get("/municipalities/{municipality}/support-points", response={200: list[Point], **NOT_FOUND})
@public
def support_points(request: HttpRequest, municipality: Slug) -> list[Point]:
    """The support points of the adopted network, by number."""
    return [public_point(row) for row in queries.points(public_municipality(municipality).id)]


@router.get(
    "/municipalities/{municipality}/support-points.geojson", response={200: PointCollection, **NOT_FOUND}
)
@public
def support_points_geojson(request: HttpRequest, municipality: Slug) -> HttpResponse:
    """The support points as GeoJSON."""
    points = [public_point(row) for row in queries.points(public_municipality(municipality).id)]
    return geojson(
        PointCollection(
            features=[
                PointFeature(
                    id=point.number,
                    geometry=PointGeometry(coordinates=[point.lon, point.lat]),
                    properties=point,
                )
                for point in points
            ]
        )
    )


@router.get("/municipalities/{municipality}/support-points/{number}", response={200: Point, **NOT_FOUND})
@public
def support_point(
    request: HttpRequest, municipality: Slug, number: Annotated[int, Path(ge=1, le=2_147_483_647)]
) -> Point:
    """One support point."""
    row = queries.point(public_municipality(municipality).id, number)
    if row is None or row.state == "withdrawn":
        raise Refusal(
            404, "Dit steunpunt is er niet (meer).", "This support point does not exist (any more)."
        )
    return public_point(row)


@router.get(
    "/municipalities/{municipality}/nearest-support-points", response={200: list[NearPoint], **NOT_FOUND}
)
@public
def nearest_to_place(
    request: HttpRequest,
    municipality: Slug,
    lon: Annotated[float, Query(description="Degrees (WGS84)", ge=-180, le=180, allow_inf_nan=False)],
    lat: Annotated[float, Query(description="Degrees (WGS84)", ge=-90, le=90, allow_inf_nan=False)],
    limit: Limit = 3,
) -> list[NearPoint]:
    """The support points nearest on foot to a longitude and latitude, nearest first.

    Nothing of the question is kept. Points that no street leads to come last.
    """
    row = public_municipality(municipality)
    x, y = to_rd(lon, lat)
    if not bool(within_rd(x, y)):
        raise Refusal(404, "Deze plek ligt niet in Nederland.", "This place is not in the Netherlands.")
    return _nearest(row.id, float(x), float(y), limit)


@router.get(
    "/municipalities/{municipality}/postcodes/{postcode}/nearest-support-points",
    response={200: list[NearPoint], **NOT_FOUND},
)
@public
def nearest_to_postcode(
    request: HttpRequest,
    municipality: Slug,
    postcode: Annotated[
        str,
        Path(description="Dutch postcode, with or without a space", pattern=r"^[1-9][0-9]{3} ?[A-Za-z]{2}$"),
    ],
    limit: Limit = 3,
) -> list[NearPoint]:
    """The support points nearest on foot to a postcode, nearest first.

    Nothing of the question is kept. Points that no street leads to come last.
    """
    row = public_municipality(municipality)
    found = territory.search_places(row.id, postcode, 1)
    if not found:
        raise Refusal(
            404,
            "Deze postcode is in deze gemeente niet bekend.",
            "This postcode is not known in this municipality.",
        )
    return _nearest(row.id, found[0].x, found[0].y, limit)


def _nearest(municipality_id: int, x: float, y: float, limit: int) -> list[NearPoint]:
    return [
        NearPoint(
            point=public_point(found.point),
            metres=found.metres,
            minutes=found.minutes,
            minutes_vulnerable=found.minutes_vulnerable,
        )
        for found in queries.nearest_points(municipality_id, x, y, limit)
    ]


@router.get("/municipalities/{municipality}/coverage", response={200: NetworkCoverage, **NOT_FOUND})
@public
def coverage(request: HttpRequest, municipality: Slug) -> NetworkCoverage:
    """The coverage of the adopted network: totals, districts, neighbourhoods, norm, proof and sources."""
    row = public_municipality(municipality)
    design, summary = _adopted(row.id)
    sources = territory.sources(row.id)
    return NetworkCoverage(
        design=design.name,
        adopted_at=design.adopted_at,
        calculated_at=design.created_at,
        outdated=design.outdated,
        illustrative=any(source.illustrative for source in sources),
        norm_m=summary.norm_m,
        norm_vulnerable_m=summary.norm_vulnerable_m,
        points=len(summary.points),
        residents=summary.residents,
        covered=summary.covered,
        share_covered=summary.share_covered,
        vulnerable=summary.vulnerable,
        vulnerable_covered=summary.vulnerable_covered,
        share_vulnerable_covered=summary.share_vulnerable_covered,
        cost_one_off_eur=summary.cost_one_off_eur,
        cost_yearly_eur=summary.cost_yearly_eur,
        model=summary.model,
        status=summary.status,
        objective=finite(summary.objective),
        bound=finite(summary.bound),
        gap=finite(summary.gap),
        districts=[coverage_of(area) for area in summary.districts],
        neighbourhoods=[coverage_of(area) for area in summary.neighbourhoods],
        sources=[Source.model_validate(source, from_attributes=True) for source in sources],
    )


@router.get(
    "/municipalities/{municipality}/coverage.geojson", response={200: CoverageCollection, **NOT_FOUND}
)
@public
def coverage_geojson(request: HttpRequest, municipality: Slug) -> HttpResponse:
    """Coverage of the adopted network per neighbourhood, as GeoJSON."""
    row = public_municipality(municipality)
    _, summary = _adopted(row.id)
    shapes = {area.code: area.geometry for area in territory.neighbourhoods(row.id)}
    features = []
    for area in summary.neighbourhoods:
        shape = shapes.get(area.code)
        features.append(
            CoverageFeature(
                id=area.code,
                geometry=PolygonGeometry(coordinates=polygons_wgs84(shape)) if shape is not None else None,
                properties=coverage_of(area),
            )
        )
    return geojson(CoverageCollection(features=features))
