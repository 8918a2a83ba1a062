"""The public API of the territory: municipalities, neighbourhoods, districts, sources and norms."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from weerbaar.accounts import queries as accounts
from weerbaar.accounts.access import public_municipality
from weerbaar.core.projection import to_wgs84
from weerbaar.core.wire import polygons_wgs84
from weerbaar.interface.rest import NOT_FOUND, PolygonGeometry, Problem, Slug, Source, geojson, public, say
from weerbaar.territory import queries
from weerbaar.territory.types import NeighbourhoodRow

router = Router(tags=["territory"])


class Municipality(Schema):
    """A municipality of this installation."""

    slug: str = Field(description="Its name in addresses", examples=["maastricht"])
    code: str = Field(description="CBS code", examples=["GM0935"])
    name: str = Field(examples=["Maastricht"])
    region: str = Field(description="Safety region; empty when not known", examples=["Zuid-Limburg"])


class District(Schema):
    """A CBS district (wijk) with the sums of its neighbourhoods."""

    code: str = Field(description="CBS code", examples=["WK093500"])
    name: str
    neighbourhoods: int
    residents: float
    households: float
    aged_65_plus: float


class Neighbourhood(Schema):
    """A CBS neighbourhood (buurt)."""

    code: str = Field(description="CBS code", examples=["BU09350000"])
    name: str
    district_code: str
    district_name: str
    residents: float
    households: float
    aged_65_plus: float
    vulnerable_share: float | None = Field(description="Share of residents, 0..1; null: not measured")
    lon: float = Field(description="Degrees (WGS84) of a point in the neighbourhood")
    lat: float


class NeighbourhoodFeature(Schema):
    type: Literal["Feature"] = "Feature"
    id: str
    geometry: PolygonGeometry | None = Field(description="null: no shape was imported")
    properties: Neighbourhood


class NeighbourhoodCollection(Schema):
    """The neighbourhoods as GeoJSON."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[NeighbourhoodFeature]


class Norm(Schema):
    """A norm or parameter that designs use, with its source."""

    key: str
    title: str = Field(description="In the language of the request")
    value: float
    unit: str
    source: str
    date: date
    own: bool = Field(description="true: set by the municipality itself")
    assumption: bool = Field(description="true: no published source")


def neighbourhood_of(row: NeighbourhoodRow, lon: float, lat: float) -> Neighbourhood:
    return Neighbourhood(
        code=row.code,
        name=row.name,
        district_code=row.district_code,
        district_name=row.district_name,
        residents=row.residents,
        households=row.households,
        aged_65_plus=row.aged_65_plus,
        vulnerable_share=row.vulnerable_share,
        lon=round(lon, 6),
        lat=round(lat, 6),
    )


def _neighbourhoods(municipality_id: int) -> list[tuple[NeighbourhoodRow, Neighbourhood]]:
    rows = queries.neighbourhoods(municipality_id)
    lon, lat = to_wgs84([row.x for row in rows], [row.y for row in rows])
    return [(row, neighbourhood_of(row, float(lon[i]), float(lat[i]))) for i, row in enumerate(rows)]


@router.get("/municipalities", response={200: list[Municipality], 429: Problem}, tags=["municipalities"])
@public
def municipalities(request: HttpRequest) -> list[Municipality]:
    """The municipalities of this installation, by name."""
    return [
        Municipality(slug=row.slug, code=row.code, name=row.name, region=row.region_name)
        for row in accounts.municipalities()
    ]


@router.get(
    "/municipalities/{municipality}", response={200: Municipality, **NOT_FOUND}, tags=["municipalities"]
)
@public
def municipality(request: HttpRequest, municipality: Slug) -> Municipality:
    """One municipality."""
    row = public_municipality(municipality)
    return Municipality(slug=row.slug, code=row.code, name=row.name, region=row.region_name)


@router.get("/municipalities/{municipality}/districts", response={200: list[District], **NOT_FOUND})
@public
def districts(request: HttpRequest, municipality: Slug) -> list[District]:
    """The districts, by code."""
    sums: dict[str, District] = {}
    for row in queries.neighbourhoods(public_municipality(municipality).id):
        district = sums.setdefault(
            row.district_code,
            District(
                code=row.district_code,
                name=row.district_name,
                neighbourhoods=0,
                residents=0.0,
                households=0.0,
                aged_65_plus=0.0,
            ),
        )
        district.neighbourhoods += 1
        district.residents += row.residents
        district.households += row.households
        district.aged_65_plus += row.aged_65_plus
    return [sums[code] for code in sorted(sums)]


@router.get("/municipalities/{municipality}/neighbourhoods", response={200: list[Neighbourhood], **NOT_FOUND})
@public
def neighbourhoods(request: HttpRequest, municipality: Slug) -> list[Neighbourhood]:
    """The neighbourhoods with their residents, by code."""
    return [found for _, found in _neighbourhoods(public_municipality(municipality).id)]


@router.get(
    "/municipalities/{municipality}/neighbourhoods.geojson",
    response={200: NeighbourhoodCollection, **NOT_FOUND},
)
@public
def neighbourhoods_geojson(request: HttpRequest, municipality: Slug) -> HttpResponse:
    """The neighbourhoods with their shapes, as GeoJSON."""
    return geojson(
        NeighbourhoodCollection(
            features=[
                NeighbourhoodFeature(
                    id=row.code,
                    geometry=PolygonGeometry(coordinates=polygons_wgs84(row.geometry))
                    if row.geometry is not None
                    else None,
                    properties=found,
                )
                for row, found in _neighbourhoods(public_municipality(municipality).id)
            ]
        )
    )


@router.get("/municipalities/{municipality}/sources", response={200: list[Source], **NOT_FOUND})
@public
def sources(request: HttpRequest, municipality: Slug) -> list[Source]:
    """The data sets behind the figures: origin, licence, date and checksum."""
    return [
        Source(
            kind=row.kind,
            title=row.title,
            origin=row.origin,
            licence=row.licence,
            reference_date=row.reference_date,
            retrieved_at=row.retrieved_at,
            sha256=row.sha256,
            illustrative=row.illustrative,
        )
        for row in queries.sources(public_municipality(municipality).id)
    ]


@router.get("/municipalities/{municipality}/parameters", response={200: list[Norm], **NOT_FOUND})
@public
def norms(request: HttpRequest, municipality: Slug) -> list[Norm]:
    """The norms and parameters in force, with their sources, by key."""
    found = queries.all_parameters(public_municipality(municipality).id)
    return [
        Norm(
            key=key,
            title=say(row.title_nl, row.title_en),
            value=row.value,
            unit=row.unit,
            source=say(row.source_nl, row.source_en),
            date=row.date,
            own=row.own,
            assumption=row.assumption,
        )
        for key, row in sorted(found.items())
    ]
