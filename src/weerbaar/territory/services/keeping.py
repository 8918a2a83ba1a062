"""Writes on the territory: keeping what an importer found, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from django.db import transaction

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.territory import models, networks
from weerbaar.territory.naming import search_name
from weerbaar.territory.types import NetworkDraft, TerritoryDraft


def fingerprint(draft: TerritoryDraft) -> str:
    """Hash of everything in a draft that tables keep: the same files give the same fingerprint."""
    digest = hashlib.sha256()
    digest.update(repr((draft.municipality_code, draft.buildings)).encode())
    # shapes by their bytes: their repr is cut short
    for district in draft.districts:
        digest.update(repr(replace(district, geometry=None)).encode())
        digest.update(_wkb(district.geometry) or b"")
    for row in draft.neighbourhoods:
        digest.update(repr(replace(row, geometry=None)).encode())
        digest.update(_wkb(row.geometry) or b"")
    demand = draft.demand
    digest.update(repr((demand.code, demand.neighbourhood_code)).encode())
    for array in (
        demand.x,
        demand.y,
        demand.residents,
        demand.households,
        demand.aged_65_plus,
        demand.vulnerable,
    ):
        digest.update(np.ascontiguousarray(array).tobytes())
    digest.update(networks.content_hash(draft.network).encode())
    return digest.hexdigest()


@transaction.atomic
def keep_territory(
    actor: Actor, municipality_id: int, draft: TerritoryDraft, *, job_id: UUID | None = None
) -> models.ImportRun:
    """Puts a draft in the place of what was known of the territory; the same draft again changes nothing.

    Rows are matched on their codes, so that what refers to them stays. Buildings that are gone from the
    source are retired rather than deleted when a support point or a decision refers to them.
    """
    mark = fingerprint(draft)
    last = models.ImportRun.objects.filter(municipality_id=municipality_id, succeeded=True).first()
    unchanged = last is not None and last.fingerprint == mark
    if not unchanged:
        _keep_areas(municipality_id, draft)
        _keep_demand(municipality_id, draft)
        _keep_buildings(municipality_id, draft)
        _keep_network(municipality_id, draft.network)
    _keep_sources(municipality_id, draft)
    run = models.ImportRun.objects.create(
        municipality_id=municipality_id,
        actor_label=actor.label[:120],
        job_id=job_id,
        fingerprint=mark,
        succeeded=True,
        report=draft.report.as_json(),
    )
    record(
        actor,
        municipality_id,
        "territory.imported",
        "import_run",
        run.pk,
        after={"unchanged": unchanged, "fingerprint": mark, "neighbourhoods": len(draft.neighbourhoods)},
    )
    return run


def _keep_areas(municipality_id: int, draft: TerritoryDraft) -> None:
    for district in draft.districts:
        models.District.objects.update_or_create(
            municipality_id=municipality_id,
            code=district.code,
            defaults={
                "name": district.name,
                "residents_official": district.residents_official,
                "geometry": _wkb(district.geometry),
            },
        )
    districts = dict(
        models.District.objects.filter(municipality_id=municipality_id).values_list("code", "pk")
    )
    for row in draft.neighbourhoods:
        models.Neighbourhood.objects.update_or_create(
            municipality_id=municipality_id,
            code=row.code,
            defaults={
                "district_id": districts[row.district_code],
                "name": row.name,
                "x": row.x,
                "y": row.y,
                "geometry": _wkb(row.geometry),
                "residents": row.residents,
                "households": row.households,
                "aged_65_plus": row.aged_65_plus,
                "vulnerable_share": row.vulnerable_share,
                "indicators": row.indicators,
            },
        )
    _delete_except(models.Neighbourhood, municipality_id, "code", (row.code for row in draft.neighbourhoods))
    _delete_except(models.District, municipality_id, "code", (row.code for row in draft.districts))


def _keep_demand(municipality_id: int, draft: TerritoryDraft) -> None:
    areas = _neighbourhood_ids(municipality_id)
    demand = draft.demand
    models.DemandPoint.objects.filter(municipality_id=municipality_id).delete()
    models.DemandPoint.objects.bulk_create(
        (
            models.DemandPoint(
                municipality_id=municipality_id,
                neighbourhood_id=areas[demand.neighbourhood_code[i]],
                code=demand.code[i],
                x=float(demand.x[i]),
                y=float(demand.y[i]),
                residents=float(demand.residents[i]),
                households=float(demand.households[i]),
                aged_65_plus=float(demand.aged_65_plus[i]),
                vulnerable=float(demand.vulnerable[i]),
            )
            for i in range(len(demand.code))
        ),
        batch_size=500,
    )


def _keep_buildings(municipality_id: int, draft: TerritoryDraft) -> None:
    areas = _neighbourhood_ids(municipality_id)
    known = {b.external_id: b for b in models.Building.objects.filter(municipality_id=municipality_id)}
    fresh, changed = [], []
    columns = ("kind", "name", "street", "house_number", "postcode", "step_free", "x", "y")
    for row in draft.buildings:
        building = known.pop(row.external_id, None)
        values: dict[str, Any] = {column: getattr(row, column) for column in columns}
        values |= {"neighbourhood_id": areas.get(row.neighbourhood_code), "retired": False}
        if building is None:
            fresh.append(
                models.Building(municipality_id=municipality_id, external_id=row.external_id, **values)
            )
        elif any(getattr(building, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(building, name, value)
            changed.append(building)
    models.Building.objects.bulk_create(fresh, batch_size=500)
    models.Building.objects.bulk_update(changed, [*columns, "neighbourhood", "retired"], batch_size=200)
    gone = models.Building.objects.filter(pk__in=[building.pk for building in known.values()])
    gone.filter(support_points__isnull=True, candidate_decision__isnull=True).delete()
    gone.update(retired=True)


def _keep_network(municipality_id: int, draft: NetworkDraft) -> None:
    sha256 = networks.keep(draft)
    models.StreetNetworkFile.objects.update_or_create(
        municipality_id=municipality_id,
        defaults={
            "sha256": sha256,
            "nodes": len(draft.x),
            "edges": len(draft.u),
            "length_m": float(draft.length_m.sum()),
        },
    )
    models.Street.objects.filter(municipality_id=municipality_id).delete()
    models.Street.objects.bulk_create(_streets(municipality_id, draft), batch_size=500)


def _streets(municipality_id: int, draft: NetworkDraft) -> Iterable[models.Street]:
    """One row per street name and neighbourhood, at the middle of its middle piece."""
    areas = [
        (row.pk, shapely.from_wkb(bytes(row.geometry)))
        for row in models.Neighbourhood.objects.filter(municipality_id=municipality_id)
        if row.geometry is not None
    ]
    named = np.flatnonzero(draft.name >= 0)
    x = (draft.x[draft.u[named]] + draft.x[draft.v[named]]) / 2
    y = (draft.y[draft.u[named]] + draft.y[draft.v[named]]) / 2
    area = np.full(len(named), -1, np.int64)
    if areas and len(named):
        tree = shapely.STRtree([geometry for _, geometry in areas])
        piece, found = tree.query_nearest(shapely.points(x, y), all_matches=False)
        area[piece] = found
    pieces: dict[tuple[int, int], list[int]] = {}
    for position in range(len(named)):
        pieces.setdefault((int(draft.name[named[position]]), int(area[position])), []).append(position)
    for (name, where), positions in pieces.items():
        middle = positions[len(positions) // 2]
        yield models.Street(
            municipality_id=municipality_id,
            neighbourhood_id=areas[where][0] if where >= 0 else None,
            name=draft.names[name][:160],
            search_name=search_name(draft.names[name])[:160],
            x=float(x[middle]),
            y=float(y[middle]),
        )


def _keep_sources(municipality_id: int, draft: TerritoryDraft) -> None:
    models.DataSource.objects.filter(municipality_id=municipality_id).delete()
    models.DataSource.objects.bulk_create(
        models.DataSource(
            municipality_id=municipality_id,
            kind=source.kind,
            title=source.title,
            origin=source.origin,
            licence=source.licence,
            reference_date=source.reference_date,
            retrieved_at=source.retrieved_at,
            sha256=source.sha256,
            illustrative=source.illustrative,
        )
        for source in draft.sources
    )


def _neighbourhood_ids(municipality_id: int) -> dict[str, int]:
    return dict(
        models.Neighbourhood.objects.filter(municipality_id=municipality_id).values_list("code", "pk")
    )


def _delete_except(
    model: type[models.Neighbourhood] | type[models.District],
    municipality_id: int,
    column: str,
    kept: Iterable[str],
) -> None:
    model.objects.filter(municipality_id=municipality_id).exclude(**{f"{column}__in": list(kept)}).delete()


def _wkb(geometry: shapely.Geometry | None) -> bytes | None:
    return None if geometry is None else shapely.to_wkb(geometry)
