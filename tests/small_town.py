"""Kleinstad: a tiny territory with known numbers, for tests that need one. Deterministic, no files.

A grid of streets 200 m apart, 9 by 7 crossings, RD New from (176000, 318000). Two districts, four square
neighbourhoods, 48 demand points with 10 to 57 residents (1,608 in all), twelve buildings.
"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import shapely

from weerbaar.accounts.services import ensure_municipality
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.territory.services import keep_territory
from weerbaar.territory.types import (
    BuildingDraft,
    DemandDraft,
    DistrictDraft,
    FileReport,
    ImportReport,
    NeighbourhoodDraft,
    NetworkDraft,
    SourceRow,
    TerritoryDraft,
    Total,
)

LEFT, BOTTOM, STEP, COLUMNS, ROWS = 176_000.0, 318_000.0, 200.0, 9, 7
RESIDENTS = 1608.0
KINDS = (
    "fire_station",
    "community_centre",
    "place_of_worship",
    "sports_hall",
    "school",
    "library",
    "school",
    "place_of_worship",
    "community_centre",
    "shop",
    "sports_hall",
    "town_hall",
)


def street_grid() -> NetworkDraft:
    """The streets: rows are called Dwarsstraat, columns Langestraat."""
    node = np.arange(COLUMNS * ROWS)
    column, row = node % COLUMNS, node // COLUMNS
    east = node[column < COLUMNS - 1]
    north = node[row < ROWS - 1]
    u = np.concatenate([east, north])
    v = np.concatenate([east + 1, north + COLUMNS])
    names = [f"Dwarsstraat {i + 1}" for i in range(ROWS)] + [f"Langestraat {i + 1}" for i in range(COLUMNS)]
    name = np.concatenate([row[east], ROWS + column[north]])
    edges = len(u)
    return NetworkDraft(
        x=LEFT + STEP * column.astype(np.float64),
        y=BOTTOM + STEP * row.astype(np.float64),
        u=u.astype(np.int64),
        v=v.astype(np.int64),
        length_m=np.full(edges, STEP),
        name=name.astype(np.int64),
        names=names,
        bridge=np.zeros(edges, np.bool_),
        shape_start=np.zeros(edges + 1, np.int64),
        shape_x=np.zeros(0),
        shape_y=np.zeros(0),
    )


def draft(code: str = "GM9999", name: str = "Kleinstad") -> TerritoryDraft:
    """The whole town as an importer would hand it over."""
    digits = code[2:]
    districts = [
        DistrictDraft(f"WK{digits}0{i}", f"Wijk {label}", None) for i, label in enumerate(("Noord", "Zuid"))
    ]
    width, height = STEP * (COLUMNS - 1) / 2, STEP * (ROWS - 1) / 2
    squares = []
    for index, label in enumerate(("Oudwijk", "Veldzicht", "De Molen", "Parkrand")):
        left = LEFT + width * (index % 2)
        bottom = BOTTOM + height * (index // 2)
        squares.append((label, shapely.box(left, bottom, left + width, bottom + height)))
    number = np.arange(48)
    x = LEFT + 100.0 + STEP * (number % 8)
    y = BOTTOM + 10.0 + STEP * (number // 8)
    residents = 10.0 + number
    where = (x >= LEFT + width).astype(int) + 2 * (y >= BOTTOM + height).astype(int)
    areas = [f"BU{digits}0{i // 2}0{i % 2}" for i in range(4)]
    neighbourhoods = [
        NeighbourhoodDraft(
            code=areas[i],
            name=label,
            district_code=districts[i // 2].code,
            x=square.centroid.x,
            y=square.centroid.y,
            residents=float(residents[where == i].sum()),
            households=float(residents[where == i].sum() / 2),
            aged_65_plus=float(residents[where == i].sum() / 5),
            vulnerable_share=0.1,
            geometry=square,
        )
        for i, (label, square) in enumerate(squares)
    ]
    buildings = [
        BuildingDraft(
            external_id=f"node/{100 + i}",
            kind=kind,
            name=f"Gebouw {i + 1}",
            x=LEFT + 60.0 + 400.0 * (i % 4),
            y=BOTTOM + 15.0 + 400.0 * (i // 4),
            street="Dwarsstraat",
            house_number=str(i + 1),
            postcode="9999AA",
            step_free="yes" if i % 2 == 0 else "unknown",
            neighbourhood_code=areas[int(i % 4 >= 2) + 2 * int(i // 4 >= 2)],
        )
        for i, kind in enumerate(KINDS)
    ]
    retrieved = datetime(2026, 11, 1, tzinfo=UTC)
    return TerritoryDraft(
        municipality_code=code,
        municipality_name=name,
        districts=districts,
        neighbourhoods=neighbourhoods,
        demand=DemandDraft(
            code=[f"9999{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(48)],
            neighbourhood_code=[areas[i] for i in where],
            x=x,
            y=y,
            residents=residents,
            households=residents / 2,
            aged_65_plus=residents / 5,
            vulnerable=residents / 10,
        ),
        buildings=buildings,
        network=street_grid(),
        sources=[
            SourceRow(
                "residents", "Kleinstad", "made for tests", "EUPL-1.2", "2026", retrieved, "0" * 64, True
            )
        ],
        report=ImportReport(
            files=[FileReport("kleinstad", "residents", read=48, used=48)],
            totals=[Total("inwoners", "residents", RESIDENTS, RESIDENTS, "test")],
        ),
    )


def build(code: str = "GM9999", slug: str = "kleinstad", name: str = "Kleinstad") -> MunicipalityRow:
    """Puts the town in the database and answers its municipality."""
    municipality = ensure_municipality(
        PROGRAM, code=code, slug=slug, name=name, region=("VR24", "Zuid-Limburg"), regional_app="Veilig-app"
    )
    keep_territory(PROGRAM, municipality.id, draft(code, name))
    return municipality
