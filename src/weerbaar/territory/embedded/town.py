"""The embedded Maastricht as an importer would hand it over: facts from the tables, details from a seed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext_noop
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from weerbaar.core.projection import to_rd
from weerbaar.territory.embedded import facts, streets
from weerbaar.territory.types import (
    BuildingDraft,
    DemandDraft,
    DistrictDraft,
    FileReport,
    Floats,
    ImportReport,
    Integers,
    NeighbourhoodDraft,
    NetworkDraft,
    Remark,
    SourceRow,
    TerritoryDraft,
    Total,
)

LETTERS = "ABCDEGHJKLMNPRSTVWXZ"  # of Dutch postcodes; the pairs SA, SD and SS are never given out
RETRIEVED = datetime(2026, 11, 24, tzinfo=UTC)
FILE = "embedded"
# kept in English, shown in the language of the reader (`territory.queries.sources`)
TITLE = gettext_noop("Illustrative: invented streets and postcodes on true counts per neighbourhood")
ORIGIN = gettext_noop(
    "CBS 2021 (residents, households, 65 and over), CBS/Kadaster 2022 (boundary), RIVM 2020 (limited in "
    "moving), OpenStreetMap contributors and general knowledge (buildings, river, bridges; approximate)"
)


def embedded_maastricht(seed: int) -> TerritoryDraft:
    """An illustrative Maastricht: real sums per neighbourhood, invented streets and postcodes.

    The same seed gives the same arrays.
    """
    places = facts.neighbourhoods()
    cells = _cells()
    network = streets.grow(seed, cells)
    aged = _apportion(
        facts.AGED_65_PLUS_OFFICIAL,
        np.array([place.aged_65_plus for place in places], np.float64),
        np.array([place.residents for place in places]),
    )
    demand = _demand(seed, network, cells, aged)
    buildings = _buildings(cells)
    neighbourhoods = [
        NeighbourhoodDraft(
            code=place.code,
            name=place.name,
            district_code=place.district_code,
            x=place.x,
            y=place.y,
            residents=float(place.residents),
            households=float(place.households),
            aged_65_plus=float(old),
            vulnerable_share=place.limited_in_moving,
            geometry=cell,
            indicators={"BeperkingInBewegen": round(100 * place.limited_in_moving, 1)},
        )
        for place, cell, old in zip(places, cells, aged, strict=True)
    ]
    return TerritoryDraft(
        *facts.MUNICIPALITY,
        districts=[
            DistrictDraft(
                row["code"],
                row["name"],
                geometry=shapely.union_all(
                    [n.geometry for n in neighbourhoods if n.district_code == row["code"]], grid_size=0.01
                ),
            )
            for row in facts.rows("districts")
        ],
        neighbourhoods=neighbourhoods,
        demand=demand,
        buildings=buildings,
        network=network,
        sources=[_source()],
        report=_report(demand, len(buildings), len(network.u)),
    )


def _cells() -> list[BaseGeometry]:
    """An area per neighbourhood: what lies nearest to its centre on its own bank of the Maas."""
    places = facts.neighbourhoods()
    found: list[BaseGeometry | None] = [None] * len(places)
    for land in facts.banks():
        here = [i for i, place in enumerate(places) if land.contains(shapely.Point(place.x, place.y))]
        centres = shapely.MultiPoint([(places[i].x, places[i].y) for i in here])
        cells = shapely.get_parts(shapely.voronoi_polygons(centres, extend_to=land, ordered=True))
        for i, cell in zip(here, cells, strict=True):
            found[i] = cell.intersection(land)
    return [cell for cell in found if cell is not None]


def _demand(seed: int, network: NetworkDraft, cells: list[BaseGeometry], aged: Integers) -> DemandDraft:
    """Postcode-like points along the streets; their sums per neighbourhood are exact."""
    code: list[str] = []
    areas: list[str] = []
    columns: list[tuple[NDArray[Any], ...]] = []
    given: dict[str, int] = {}
    ends = np.stack([np.column_stack([network.x[n], network.y[n]]) for n in (network.u, network.v)], axis=1)
    ends = ends[~network.bridge]
    for index, place in enumerate(facts.neighbourhoods()):
        number = place.postcodes
        if not number:
            continue
        random = np.random.default_rng([seed, 2, index])
        x, y = _scattered(random, ends, cells[index], (place.x, place.y), place.spread_m, number)
        weight = random.lognormal(0.0, 0.5, number)
        residents = 1 + _apportion(place.residents - number, weight, np.full(number, place.residents))
        households = _apportion(place.households, residents * random.uniform(0.8, 1.2, number), residents)
        old = _apportion(int(aged[index]), residents * random.uniform(0.3, 1.7, number), residents)
        columns.append((x, y, residents, households, old, residents * place.limited_in_moving))
        first = given.get(place.postcode_area, 0)
        given[place.postcode_area] = first + number
        code += [place.postcode_area + pair for pair in _pairs()[first : first + number]]
        areas += [place.code] * number
    joined = [np.concatenate(parts).astype(np.float64) for parts in zip(*columns, strict=True)]
    return DemandDraft(code, areas, *joined)


def _pairs() -> list[str]:
    return [a + b for a in LETTERS for b in LETTERS if a + b not in {"SA", "SD", "SS"}]


def _scattered(
    random: np.random.Generator,
    ends: Floats,
    cell: BaseGeometry,
    centre: tuple[float, float],
    spread: float,
    number: int,
) -> tuple[Floats, Floats]:
    """Points beside the streets of an area, thinning out from its centre as its residents really do."""
    middle = ends.mean(axis=1)
    from_centre = np.hypot(*(middle - centre).T)
    inside = np.flatnonzero(shapely.contains_xy(cell, middle[:, 0], middle[:, 1]))
    if not len(inside):
        inside = np.array([from_centre.argmin()])
    length = np.hypot(*(ends[inside, 0] - ends[inside, 1]).T)
    chance = length * np.exp(-((from_centre[inside] / max(spread, 150.0)) ** 2)) + 1e-12
    edge = random.choice(inside, size=number, p=chance / chance.sum())
    along = random.uniform(0.1, 0.9, number)[:, None]
    on = ends[edge, 0] * (1 - along) + ends[edge, 1] * along
    course = ends[edge, 1] - ends[edge, 0]
    aside = np.column_stack([-course[:, 1], course[:, 0]]) / np.hypot(*course.T)[:, None]
    beside = on + aside * (12.0 * random.choice([-1.0, 1.0], number))[:, None]
    out = ~shapely.contains_xy(cell, beside[:, 0], beside[:, 1])
    beside[out] = on[out]
    astray = ~shapely.contains_xy(cell, beside[:, 0], beside[:, 1])
    beside[astray] = centre + random.uniform(-5, 5, (int(astray.sum()), 2))
    return beside[:, 0].copy(), beside[:, 1].copy()


def _apportion(total: int, weight: Floats, most: Integers) -> Integers:
    """Whole numbers that sum to `total`, in proportion to `weight` (n,), none above `most` (n,).

    Largest remainders (Hamilton's method), again for what the caps leave over. Raises ValueError when
    the caps leave no room.
    """
    if total > int(most.sum()):
        raise ValueError("the caps sum to less than the total")
    given = np.zeros(len(weight), np.int64)
    while (left := total - int(given.sum())) > 0:
        open_ = given < most
        share = np.where(open_, np.maximum(weight, 1e-9), 0.0)
        quota = left * share / share.sum()
        step = np.floor(quota).astype(np.int64)
        rest = left - int(step.sum())
        order = np.argsort(np.where(open_, step - quota, np.inf), kind="stable")
        step[order[:rest]] += 1
        given = np.minimum(given + np.where(open_, step, 0), most)
    return given


def _buildings(cells: list[BaseGeometry]) -> list[BuildingDraft]:
    table = facts.rows("buildings")
    xs, ys = to_rd([float(row["lon"]) for row in table], [float(row["lat"]) for row in table])
    tree = shapely.STRtree(cells)
    codes = [place.code for place in facts.neighbourhoods()]
    return [
        BuildingDraft(
            external_id=f"embedded/{number}",
            kind=row["kind"],
            name=row["name"],
            x=float(x),
            y=float(y),
            street=row["street"],
            house_number=row["house_number"],
            neighbourhood_code=codes[int(tree.nearest(shapely.Point(x, y)))],
        )
        for number, (row, x, y) in enumerate(zip(table, xs, ys, strict=True), start=1)
    ]


def _source() -> SourceRow:
    return SourceRow(
        kind="embedded",
        title=TITLE,
        origin=ORIGIN,
        licence="CC BY 4.0 (CBS, RIVM); ODbL (OpenStreetMap)",
        reference_date="2021",
        retrieved_at=RETRIEVED,
        sha256=facts.checksum(),
        illustrative=True,
    )


def _report(demand: DemandDraft, buildings: int, edges: int) -> ImportReport:
    scaled = Remark(
        FILE,
        None,
        "aged_65_plus",
        "65-plussers opgehoogd naar het totaal per viercijferige postcode: kleine aantallen zijn verborgen.",
        "People aged 65 and over scaled up to the total per four-digit postcode: small counts are hidden.",
    )
    invented = Remark(
        FILE,
        None,
        "",
        "Straten, postcodes en grenzen van buurten zijn verzonnen. Gebruik echte bestanden voor besluiten.",
        "Streets, postcodes and neighbourhood boundaries are invented. Use real files for decisions.",
    )
    read = sum(len(facts.rows(table)) for table in facts.TABLES)
    return ImportReport(
        files=[
            FileReport(FILE, "embedded", read=read, used=read, repaired=[scaled, invented]),
        ],
        totals=[
            Total(
                "Inwoners", "Residents", float(demand.residents.sum()), facts.RESIDENTS_OFFICIAL, "CBS 2021"
            ),
            Total(
                "Inwoners van 65 jaar en ouder",
                "Residents aged 65 and over",
                float(demand.aged_65_plus.sum()),
                facts.AGED_65_PLUS_OFFICIAL,
                "CBS 2021",
            ),
            Total("Gebouwen", "Buildings", float(buildings), None, ""),
            Total("Stukken straat", "Street pieces", float(edges), None, ""),
        ],
    )
