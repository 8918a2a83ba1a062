"""Every read of the territory that is more than a lookup."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from django.utils.translation import gettext

from weerbaar.territory import models, networks, parameters, streets
from weerbaar.territory.search import place_of_postcode, search_places
from weerbaar.territory.types import (
    BuildingRow,
    DemandArrays,
    ImportRunRow,
    NeighbourhoodRow,
    NetworkDraft,
    Parameter,
    Place,
    SourceRow,
    StreetShape,
)

__all__ = [
    "all_parameters",
    "buildings",
    "demand",
    "fingerprint",
    "import_run",
    "import_runs",
    "main_streets",
    "nearest_place",
    "neighbourhood_at",
    "neighbourhoods",
    "place_of_postcode",
    "search_places",
    "sources",
    "street_network",
    "streets_within",
]

NEAR_M = 1_000.0  # generalised borders leave places of the municipality just outside


def neighbourhoods(municipality_id: int) -> list[NeighbourhoodRow]:
    """The neighbourhoods of a municipality, by code."""
    return [
        NeighbourhoodRow(
            id=row.pk,
            code=row.code,
            name=row.name,
            district_code=row.district.code,
            district_name=row.district.name,
            x=row.x,
            y=row.y,
            residents=row.residents,
            households=row.households,
            aged_65_plus=row.aged_65_plus,
            vulnerable_share=row.vulnerable_share,
            geometry=shapely.from_wkb(bytes(row.geometry)) if row.geometry is not None else None,
        )
        for row in models.Neighbourhood.objects.filter(municipality_id=municipality_id).select_related(
            "district"
        )
    ]


def demand(municipality_id: int) -> DemandArrays:
    """The demand points of a municipality as arrays, by code."""
    order = {
        pk: index
        for index, pk in enumerate(
            models.Neighbourhood.objects.filter(municipality_id=municipality_id).values_list("pk", flat=True)
        )
    }
    rows = list(
        models.DemandPoint.objects.filter(municipality_id=municipality_id).values_list(
            "pk", "code", "neighbourhood_id", "x", "y", "residents", "households", "vulnerable"
        )
    )
    column = list(zip(*rows, strict=True)) if rows else [()] * 8
    return DemandArrays(
        id=np.array(column[0], np.int64),
        code=list(column[1]),
        neighbourhood=np.array([order[pk] for pk in column[2]], np.int64),
        x=np.array(column[3], np.float64),
        y=np.array(column[4], np.float64),
        residents=np.array(column[5], np.float64),
        households=np.array(column[6], np.float64),
        vulnerable=np.array(column[7], np.float64),
    )


def buildings(municipality_id: int) -> list[BuildingRow]:
    """The buildings that could become a support point, by name."""
    return [
        BuildingRow(
            id=row.pk,
            external_id=row.external_id,
            kind=row.kind,
            kind_label=str(row.get_kind_display()),
            name=row.name,
            address=f"{row.street} {row.house_number}".strip(),
            postcode=row.postcode,
            step_free=row.step_free,
            step_free_label=str(row.get_step_free_display()),
            neighbourhood_code=row.neighbourhood.code if row.neighbourhood else "",
            neighbourhood_name=row.neighbourhood.name if row.neighbourhood else "",
            x=row.x,
            y=row.y,
        )
        for row in models.Building.objects.filter(
            municipality_id=municipality_id, retired=False
        ).select_related("neighbourhood")
    ]


def sources(municipality_id: int) -> list[SourceRow]:
    """Where the municipality's data came from; what the program says of its own data in the language of the
    reader."""
    return [
        SourceRow(
            kind=row.kind,
            title=gettext(row.title) if row.illustrative and row.title else row.title,
            origin=gettext(row.origin) if row.illustrative and row.origin else row.origin,
            licence=row.licence,
            reference_date=row.reference_date,
            retrieved_at=row.retrieved_at,
            sha256=row.sha256,
            illustrative=row.illustrative,
        )
        for row in models.DataSource.objects.filter(municipality_id=municipality_id)
    ]


def all_parameters(municipality_id: int) -> dict[str, Parameter]:
    """Every declared norm and parameter by key, with the municipality's own value where it has one."""
    own = {row.key: row for row in models.ParameterValue.objects.filter(municipality_id=municipality_id)}
    found = {}
    for default in parameters.declared():
        row = own.get(default.key)
        found[default.key] = (
            replace(
                default,
                value=row.value,
                source=row.source,
                date=row.date,
                own=True,
                assumption=False,
                source_in_dutch="",
            )
            if row
            else default
        )
    return found


def street_network(municipality_id: int) -> NetworkDraft | None:
    """The street network of a municipality as arrays; None before the first import."""
    row = models.StreetNetworkFile.objects.filter(municipality_id=municipality_id).first()
    return networks.read(row.sha256) if row else None


def streets_within(municipality_id: int, bounds: tuple[float, float, float, float]) -> list[StreetShape]:
    """The streets to draw from west, south to east, north (degrees); none before the first import."""
    row = models.StreetNetworkFile.objects.filter(municipality_id=municipality_id).first()
    return streets.within(row.sha256, bounds) if row else []


def main_streets(municipality_id: int) -> list[StreetShape]:
    """The streets to draw on a map of a whole municipality: bridges and those with the longest names."""
    row = models.StreetNetworkFile.objects.filter(municipality_id=municipality_id).first()
    return list(streets.whole(row.sha256)) if row else []


def fingerprint(municipality_id: int) -> str:
    """Names the territory as it is now: changes with what imports change; empty before the first."""
    run = models.ImportRun.objects.filter(municipality_id=municipality_id, succeeded=True).first()
    return run.fingerprint if run else ""


def nearest_place(municipality_id: int, x: float, y: float) -> Place | None:
    """The postcode nearest to a point in RD New metres, for "where am I"; None without any."""
    points = list(
        models.DemandPoint.objects.filter(municipality_id=municipality_id).values_list(
            "code", "x", "y", "neighbourhood__name"
        )
    )
    if not points or not (np.isfinite(x) and np.isfinite(y)):
        return None
    there = np.array([(row[1], row[2]) for row in points], np.float64)
    code, at_x, at_y, name = points[int(np.argmin(((there - (x, y)) ** 2).sum(axis=1)))]
    return Place(f"{code[:4]} {code[4:]}".strip(), "postcode", at_x, at_y, name)


def neighbourhood_at(municipality_id: int, x: float, y: float) -> NeighbourhoodRow | None:
    """The neighbourhood around a point in RD New metres, else the nearest within a kilometre."""
    if not (np.isfinite(x) and np.isfinite(y)):
        return None
    rows = [row for row in neighbourhoods(municipality_id) if row.geometry is not None]
    if not rows:
        return None
    away = shapely.distance(shapely.Point(x, y), [row.geometry for row in rows])
    nearest = int(np.argmin(away))
    return rows[nearest] if away[nearest] <= NEAR_M else None


def import_runs(municipality_id: int, limit: int = 20) -> list[ImportRunRow]:
    """The latest imports, newest first."""
    return [_run(row) for row in models.ImportRun.objects.filter(municipality_id=municipality_id)[:limit]]


def import_run(municipality_id: int, run_id: int) -> ImportRunRow | None:
    """One import of this municipality; None when it is not there or somebody else's."""
    row = models.ImportRun.objects.filter(municipality_id=municipality_id, pk=run_id).first()
    return _run(row) if row else None


def _run(row: models.ImportRun) -> ImportRunRow:
    return ImportRunRow(
        id=row.pk,
        at=row.at,
        actor_label=row.actor_label,
        succeeded=row.succeeded,
        fingerprint=row.fingerprint,
        report=row.report,
    )
