"""The facts of the embedded town, read from the tables beside this module; nothing is generated here.

Sources. `neighbourhoods.csv`: CBS, figures per six-character postcode 2021, summed per neighbourhood, with
the residents' mean position (rounded to 10 m) and their root-mean-square distance from it; the last column
is the share of adults limited in moving, RIVM small-area estimates 2020 (table 50090NED). `districts.csv`:
CBS districts 2022. `outline.csv`: municipal boundary, CBS/Kadaster, generalised to 200 m. `river.csv` and
`bridges.csv`: our own estimate from maps, to about 30 m. `buildings.csv`: OpenStreetMap contributors
(ODbL) and general knowledge; positions to about 100 m, not checked on the spot.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import shapely

MUNICIPALITY = ("GM0935", "Maastricht")
RESIDENTS_OFFICIAL = 120_465  # CBS, population per postcode, 1 January 2021
AGED_65_PLUS_OFFICIAL = 26_595  # CBS, age per four-digit postcode, 2021: the postcode file hides small cells
RIVER_HALF_WIDTH = 50.0
TABLES = ("neighbourhoods", "districts", "outline", "river", "bridges", "buildings")


@dataclass(frozen=True)
class NeighbourhoodFact:
    code: str
    name: str
    residents: int
    households: int
    aged_65_plus: int  # as published: small cells are hidden, so too low
    postcodes: int
    postcode_area: str
    x: float
    y: float
    spread_m: float
    limited_in_moving: float  # share, 0 to 1

    @property
    def district_code(self) -> str:
        return "WK" + self.code[2:8]


@dataclass(frozen=True)
class BridgeFact:
    """A bridge over the Maas that can be walked, by its two landings in RD New metres."""

    name: str
    west: tuple[float, float]
    east: tuple[float, float]


def _text(table: str) -> str:
    return resources.files(__package__).joinpath(f"{table}.csv").read_text("utf-8")


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(table).splitlines()))


@cache
def checksum() -> str:
    """SHA-256 over all tables, in their fixed order."""
    return hashlib.sha256("".join(map(_text, TABLES)).encode()).hexdigest()


@cache
def neighbourhoods() -> tuple[NeighbourhoodFact, ...]:
    return tuple(
        NeighbourhoodFact(
            code=row["code"],
            name=row["name"],
            residents=int(row["residents"]),
            households=int(row["households"]),
            aged_65_plus=int(row["aged_65_plus_as_published"]),
            postcodes=int(row["postcodes"]),
            postcode_area=row["postcode_area"],
            x=float(row["centre_x"]),
            y=float(row["centre_y"]),
            spread_m=float(row["spread_m"] or 0),
            limited_in_moving=float(row["limited_in_moving_percent"]) / 100,
        )
        for row in rows("neighbourhoods")
    )


@cache
def bridges() -> tuple[BridgeFact, ...]:
    return tuple(
        BridgeFact(
            row["name"],
            (float(row["west_x"]), float(row["west_y"])),
            (float(row["east_x"]), float(row["east_y"])),
        )
        for row in rows("bridges")
    )


def _points(table: str) -> list[tuple[float, float]]:
    return [(float(row["x"]), float(row["y"])) for row in rows(table)]


@cache
def river() -> shapely.Polygon:
    """The Maas as an area."""
    return shapely.LineString(_points("river")).buffer(RIVER_HALF_WIDTH)


@cache
def banks() -> tuple[shapely.Polygon, shapely.Polygon]:
    """The land of the municipality west and east of the Maas."""
    parts = shapely.get_parts(shapely.Polygon(_points("outline")).difference(river()))
    west, east = sorted(sorted(parts, key=lambda part: -part.area)[:2], key=lambda part: part.centroid.x)
    return west, east
