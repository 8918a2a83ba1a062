"""A design of Kleinstad for tests of documents: chosen points and coverage worked out here by straight line.

The figures are made with other code than the program's, so that sums in documents can be checked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import shapely

from tests import small_town
from weerbaar.supportpoints.documents.export import DesignExport
from weerbaar.supportpoints.types import (
    AreaCoverage,
    ChosenPoint,
    DesignArrays,
    DesignRow,
    DesignSummary,
    FunctionRow,
    PointRow,
    Wishes,
)
from weerbaar.territory.types import DemandArrays, NeighbourhoodRow, Parameter

NORM_M, NORM_VULNERABLE_M = 300.0, 200.0


def wishes(**changed: Any) -> Wishes:
    return replace(
        Wishes(
            model="maximal_covering",
            budget_eur=100_000.0,
            points=None,
            share=1.0,
            minimise="cost",
            walking_minutes=15.0,
            speed_kmh=4.8,
            speed_vulnerable_kmh=3.0,
            vulnerable_weight=2.0,
            every_district=True,
            kinds=("school", "fire_station"),
        ),
        **changed,
    )


def export(
    chosen: tuple[int, ...] = (0, 2, 5),
    language: str = "nl",
    names: dict[int, str] | None = None,
    design_name: str = "Voorstel A",
    adopted: bool = False,
    many: int = 0,
    **changed: Any,
) -> DesignExport:
    """The documents' input for Kleinstad with these buildings chosen, or with `many` invented points."""
    draft = small_town.draft()
    codes = [area.code for area in draft.neighbourhoods]
    districts = {district.code: district.name for district in draft.districts}
    neighbourhoods = tuple(
        NeighbourhoodRow(
            id=index + 1,
            code=area.code,
            name=area.name,
            district_code=area.district_code,
            district_name=districts[area.district_code],
            x=area.x,
            y=area.y,
            residents=area.residents,
            households=area.households,
            aged_65_plus=area.aged_65_plus,
            vulnerable_share=area.vulnerable_share,
            geometry=area.geometry,
        )
        for index, area in enumerate(draft.neighbourhoods)
    )
    demand = DemandArrays(
        id=np.arange(48),
        code=draft.demand.code,
        neighbourhood=np.array([codes.index(code) for code in draft.demand.neighbourhood_code]),
        x=draft.demand.x,
        y=draft.demand.y,
        residents=draft.demand.residents,
        households=draft.demand.households,
        vulnerable=draft.demand.vulnerable,
    )
    places = [(b.x, b.y, b.kind, b.name, b.neighbourhood_code, b.house_number) for b in draft.buildings]
    if many:
        places = [
            (
                small_town.LEFT + 5.0 * (i % 300),
                small_town.BOTTOM + 4.0 * i,
                "school",
                f"Gebouw {i}",
                codes[0],
                str(i),
            )
            for i in range(many)
        ]
        chosen = tuple(range(many))
    x = np.array([places[i][0] for i in chosen])
    y = np.array([places[i][1] for i in chosen])
    if chosen:
        walk = np.abs(demand.x[:, None] - x[None]) + np.abs(demand.y[:, None] - y[None])
        near, metres = walk.argmin(axis=1), walk.min(axis=1)
    else:
        near, metres = np.zeros(48, int), np.full(48, np.inf)
    covered, covered_vulnerable = metres <= NORM_M, metres <= NORM_VULNERABLE_M
    within = np.where(covered, demand.residents - demand.vulnerable, 0.0) + np.where(
        covered_vulnerable, demand.vulnerable, 0.0
    )
    arrays = DesignArrays(
        nearest=np.where(covered, np.array([100 + i for i in chosen] or [0])[near], -1),
        metres=np.where(covered, metres, np.inf),
        covered=covered,
        covered_vulnerable=covered_vulnerable,
        x=demand.x,
        y=demand.y,
        residents=demand.residents,
        vulnerable=demand.vulnerable,
        neighbourhood=demand.neighbourhood,
    )
    points = []
    for place, building in enumerate(chosen):
        left, bottom, kind, name, code, house = places[building]
        mine = covered & (near == place)
        area = neighbourhoods[codes.index(code)]
        points.append(
            ChosenPoint(
                building_id=100 + building,
                name=(names or {}).get(building, name),
                kind=kind,
                address=f"Dwarsstraat {house}",
                postcode="9999AA",
                neighbourhood_name=area.name,
                district_code=area.district_code,
                tier="main" if kind == "fire_station" else "local",
                required=kind == "fire_station",
                x=left,
                y=bottom,
                residents=float(demand.residents[mine].sum()),
                vulnerable=float(demand.vulnerable[mine].sum()),
                mean_m=float(metres[mine].mean()) if mine.any() else 0.0,
                farthest_m=float(metres[mine].max()) if mine.any() else 0.0,
                one_off_eur=60_000.0 if kind == "fire_station" else 12_500.0,
                yearly_eur=9_000.0 if kind == "fire_station" else 2_500.0,
            )
        )

    def area_coverage(code: str, name: str, district: str, mine: np.ndarray) -> AreaCoverage:
        return AreaCoverage(
            code=code,
            name=name,
            district_code=district,
            residents=float(demand.residents[mine].sum()),
            covered=float(within[mine].sum()),
            vulnerable=float(demand.vulnerable[mine].sum()),
            vulnerable_covered=float(demand.vulnerable[mine & covered_vulnerable].sum()),
            points=sum(point.neighbourhood_name == name or point.district_code == code for point in points),
        )

    residents = float(demand.residents.sum())
    reached = float(within.sum())
    vulnerable = float(demand.vulnerable.sum())
    vulnerable_reached = float(demand.vulnerable[covered_vulnerable].sum())
    asked = wishes()
    summary = DesignSummary(
        model=asked.model,
        status="optimal",
        objective=reached,
        bound=reached,
        gap=0.0,
        candidates=len(places),
        demand_points=48,
        residents=residents,
        covered=reached,
        share_covered=reached / residents,
        vulnerable=vulnerable,
        vulnerable_covered=vulnerable_reached,
        share_vulnerable_covered=vulnerable_reached / vulnerable,
        cost_one_off_eur=sum(point.one_off_eur for point in points),
        cost_yearly_eur=sum(point.yearly_eur for point in points),
        norm_m=NORM_M,
        norm_vulnerable_m=NORM_VULNERABLE_M,
        points=tuple(points),
        neighbourhoods=tuple(
            area_coverage(row.code, row.name, row.district_code, demand.neighbourhood == index)
            for index, row in enumerate(neighbourhoods)
        ),
        districts=tuple(
            area_coverage(code, name, code, np.isin(demand.neighbourhood // 2, [index]))
            for index, (code, name) in enumerate(districts.items())
        ),
        seconds=0.1,
        solver="HiGHS 1.16",
    )
    made_at = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    design = DesignRow(
        id=7,
        name=design_name,
        wishes=asked,
        summary=summary,
        job_id=None,
        made_by="Planner",
        created_at=made_at,
        adopted_at=made_at if adopted else None,
        adopted_by="Raad" if adopted else "",
        is_current=adopted,
        outdated=False,
        territory_fingerprint="",
    )
    found = DesignExport(
        municipality="Kleinstad",
        slug="kleinstad",
        design=design,
        summary=summary,
        neighbourhoods=neighbourhoods,
        arrays=arrays,
        network=tuple(point_row(20 - i, point) for i, point in enumerate(points)) if adopted else (),
        sources=tuple(draft.sources),
        parameters=(
            Parameter(
                "supportpoints.walking_minutes",
                "Looptijd",
                "Walking time",
                15.0,
                "min",
                "wremo.nz",
                date(2026, 11, 1),
            ),
            Parameter(
                "supportpoints.local_one_off",
                "Lokaal punt, eenmalig",
                "Local point, one-off",
                12_500.0,
                "EUR",
                "eigen aanname",
                date(2026, 11, 1),
                assumption=True,
            ),
        ),
        streets=draft.network,
        catchments={
            point.building_id: shapely.Point(point.x, point.y).buffer(NORM_M, quad_segs=4) for point in points
        },
        made_at=made_at,
        language=language,
    )
    return replace(found, **changed)


def point_row(number: int, chosen: ChosenPoint) -> PointRow:
    """The support point that an adopted design made of a chosen building."""
    return PointRow(
        id=number,
        number=number,
        name=f"{chosen.name} (steunpunt)",
        tier=chosen.tier,
        tier_label=chosen.tier,
        state="agreed",
        state_label="agreed",
        state_since=date(2026, 10, 1),
        building_id=chosen.building_id,
        kind=chosen.kind,
        kind_label=chosen.kind,
        address=chosen.address,
        postcode=chosen.postcode,
        neighbourhood_code="",
        neighbourhood_name=chosen.neighbourhood_name,
        step_free="yes",
        step_free_label="yes",
        access_nl="",
        access_en="",
        x=chosen.x,
        y=chosen.y,
        lon=5.7,
        lat=50.8,
        owner="GEHEIME EIGENAAR",
        agreement="GEHEIME AFSPRAAK",
        agreement_date=None,
        one_off_eur=chosen.one_off_eur,
        yearly_eur=chosen.yearly_eur,
        version=1,
        functions=(
            FunctionRow("information", "", "present", "", None, ""),
            FunctionRow("drinking_water", "", "planned", "", None, ""),
            FunctionRow("first_aid", "", "missing", "", None, ""),
            FunctionRow("alerting", "", "present", "", None, ""),
        ),
    )
