"""From the core's choice of candidates to the figures that pages, documents and maps show."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from weerbaar.core.coverage import Siting, assign
from weerbaar.supportpoints.siting import Question
from weerbaar.supportpoints.types import AreaCoverage, ChosenPoint, DesignArrays, DesignSummary


def arrays_of(question: Question, chosen: NDArray[np.int64]) -> DesignArrays:
    """Who walks where, and who is within their norm."""
    wishes, demand = question.wishes, question.ground.demand
    walked = assign(question.reach, chosen)
    building = np.array([row.building_id for row in question.candidates], np.int64)
    within = walked.metres <= wishes.norm_m
    return DesignArrays(
        nearest=np.where(within, building[walked.nearest], -1).astype(np.int64),
        metres=np.where(within, walked.metres, np.inf),
        covered=within,
        covered_vulnerable=walked.metres <= wishes.norm_vulnerable_m,
        x=demand.x,
        y=demand.y,
        residents=demand.residents,
        vulnerable=demand.vulnerable,
        neighbourhood=demand.neighbourhood,
    )


def summarise(question: Question, siting: Siting, arrays: DesignArrays) -> DesignSummary:
    """The answer in figures: in all, per point, per neighbourhood and per district."""
    wishes, chosen = question.wishes, np.sort(siting.chosen)
    covered, vulnerable_covered = arrays.within_norm(), arrays.vulnerable_within_norm()
    residents, vulnerable = float(arrays.residents.sum()), float(arrays.vulnerable.sum())
    points = tuple(_point(question, int(c), arrays) for c in chosen)
    neighbourhoods = _neighbourhoods(question, arrays, points)
    return DesignSummary(
        model=wishes.model,
        status=siting.status.replace(" ", "_"),
        objective=siting.objective,
        bound=siting.bound,
        gap=siting.gap,
        candidates=len(question.candidates),
        demand_points=len(arrays.x),
        residents=residents,
        covered=float(covered.sum()),
        share_covered=float(covered.sum()) / residents if residents else 0.0,
        vulnerable=vulnerable,
        vulnerable_covered=float(vulnerable_covered.sum()),
        share_vulnerable_covered=float(vulnerable_covered.sum()) / vulnerable if vulnerable else 0.0,
        cost_one_off_eur=float(question.one_off_eur[chosen].sum()),
        cost_yearly_eur=float(question.yearly_eur[chosen].sum()),
        norm_m=wishes.norm_m,
        norm_vulnerable_m=wishes.norm_vulnerable_m,
        points=points,
        neighbourhoods=neighbourhoods,
        districts=_districts(question, neighbourhoods),
        seconds=siting.seconds,
        solver=f"HiGHS {siting.settings['highs']}",
        settings=dict(siting.settings),
    )


def _point(question: Question, candidate: int, arrays: DesignArrays) -> ChosenPoint:
    row = question.candidates[candidate]
    here = arrays.nearest == row.building_id
    people = arrays.within_norm()[here]
    metres, lived_in = arrays.metres[here], people > 0
    comes = float(people.sum())
    return ChosenPoint(
        building_id=row.building_id,
        name=row.name,
        kind=row.kind,
        address=row.address,
        postcode=row.postcode,
        neighbourhood_name=row.neighbourhood_name,
        district_code=row.district_code,
        tier=row.tier,
        required=bool(question.required[candidate]),
        x=row.x,
        y=row.y,
        residents=comes,
        vulnerable=float(arrays.vulnerable_within_norm()[here].sum()),
        mean_m=float((metres * people).sum() / comes) if comes else 0.0,
        farthest_m=float(metres[lived_in].max()) if lived_in.any() else 0.0,
        one_off_eur=float(question.one_off_eur[candidate]),
        yearly_eur=float(question.yearly_eur[candidate]),
    )


def _neighbourhoods(
    question: Question, arrays: DesignArrays, points: tuple[ChosenPoint, ...]
) -> tuple[AreaCoverage, ...]:
    rows = question.ground.neighbourhoods
    sums = [
        np.bincount(arrays.neighbourhood, weights=column, minlength=len(rows))
        for column in (
            arrays.residents,
            arrays.within_norm(),
            arrays.vulnerable,
            arrays.vulnerable_within_norm(),
        )
    ]
    area_of = {row.building_id: row.neighbourhood_code for row in question.candidates}
    standing = [area_of[point.building_id] for point in points]
    return tuple(
        AreaCoverage(
            code=row.code,
            name=row.name,
            district_code=row.district_code,
            residents=float(sums[0][i]),
            covered=float(sums[1][i]),
            vulnerable=float(sums[2][i]),
            vulnerable_covered=float(sums[3][i]),
            points=standing.count(row.code),
        )
        for i, row in enumerate(rows)
    )


def _districts(question: Question, areas: tuple[AreaCoverage, ...]) -> tuple[AreaCoverage, ...]:
    found = []
    for code, name in question.ground.districts.items():
        inside = [area for area in areas if area.district_code == code]
        found.append(
            AreaCoverage(
                code=code,
                name=name,
                district_code=code,
                residents=sum(area.residents for area in inside),
                covered=sum(area.covered for area in inside),
                vulnerable=sum(area.vulnerable for area in inside),
                vulnerable_covered=sum(area.vulnerable_covered for area in inside),
                points=sum(area.points for area in inside),
            )
        )
    return tuple(found)
