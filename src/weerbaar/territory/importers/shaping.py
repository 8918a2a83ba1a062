"""Drafts of districts and neighbourhoods from their boundaries and the counts of their points."""

from __future__ import annotations

import numpy as np
import shapely

from weerbaar.territory.importers.areas import Area
from weerbaar.territory.importers.counting import Counts
from weerbaar.territory.importers.health import HealthTable
from weerbaar.territory.importers.placing import Placed
from weerbaar.territory.importers.vulnerability import INDICATORS
from weerbaar.territory.types import DistrictDraft, Floats, NeighbourhoodDraft


def district_of(code: str) -> str:
    """The district of a neighbourhood: CBS codes nest."""
    return "WK" + code[2:8]


def district_drafts(areas: list[Area], drawn: dict[str, Area]) -> dict[str, DistrictDraft]:
    """Every district in which a neighbourhood lies, drawn or, where it is not, joined from them."""
    found: dict[str, DistrictDraft] = {}
    for code in sorted({area.district_code for area in areas}):
        parts = [area for area in areas if area.district_code == code]
        area = drawn.get(code)
        named = next((part.district_name for part in parts if part.district_name), "")
        residents = area.figures.residents if area else None
        found[code] = DistrictDraft(
            code=code,
            name=(area.name if area else "") or named or code,
            residents_official=None if residents is None else round(residents),
            geometry=area.geometry if area else shapely.union_all([part.geometry for part in parts]),
        )
    return found


def neighbourhood_drafts(
    areas: list[Area],
    placed: Placed,
    counts: Counts,
    vulnerable: Floats,
    adults: HealthTable | None,
    older: HealthTable | None,
    fallback: dict[str, dict[str, float]],
) -> list[NeighbourhoodDraft]:
    def summed(values: Floats) -> list[float]:
        return [float(value) for value in np.bincount(placed.area, values, len(areas))]

    people, households = summed(counts.residents), summed(counts.households)
    aged, weak = summed(counts.aged_65_plus), summed(vulnerable)
    found = []
    for i, area in enumerate(areas):
        middle = shapely.point_on_surface(area.geometry)
        stated = adults.indicators if adults else fallback
        indicators = dict(stated.get(area.code, {}))
        of_older = older.indicators.get(area.code, {}) if older else {}
        indicators |= {f"{name}65Plus": of_older[name] for name in INDICATORS if name in of_older}
        found.append(
            NeighbourhoodDraft(
                code=area.code,
                name=area.name,
                district_code=area.district_code,
                x=float(middle.x),
                y=float(middle.y),
                residents=people[i],
                households=households[i],
                aged_65_plus=min(aged[i], people[i]),
                vulnerable_share=min(1.0, weak[i] / people[i]) if people[i] > 0 else None,
                geometry=area.geometry,
                indicators=indicators,
            )
        )
    return found
