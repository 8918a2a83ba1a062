"""Boundaries of neighbourhoods, districts and the municipality, as CBS, PDOK and others publish them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from weerbaar.territory.importers.findings import Findings
from weerbaar.territory.importers.geofiles import Features
from weerbaar.territory.importers.keyfigures import AREA_CODE, FigureReader, Figures, belongs_to
from weerbaar.territory.importers.tables import Table
from weerbaar.territory.types import FileReport

NEIGHBOURHOODS, DISTRICTS, MUNICIPALITY = "neighbourhoods", "districts", "municipality"
_KIND = {"BU": NEIGHBOURHOODS, "WK": DISTRICTS, "GM": MUNICIPALITY}
_CODE_NAMES = ("buurtcode", "wijkcode", "gemeentecode", "statcode", "code")
_NAME_OF = {
    "buurtcode": ("buurtnaam",),
    "wijkcode": ("wijknaam",),
    "gemeentecode": ("gemeentenaam",),
    "statcode": ("statnaam",),
    "code": ("name", "naam"),
}


@dataclass(frozen=True)
class Area:
    """One area with its geometry in RD New and the figures that stand beside it."""

    code: str
    name: str
    geometry: BaseGeometry
    figures: Figures
    district_code: str = ""
    district_name: str = ""
    municipality_name: str = ""


@dataclass(frozen=True)
class AreaFile:
    """What one boundaries file says of one municipality."""

    kind: str
    areas: dict[str, Area]
    year: str
    vertices: int
    in_rd: bool
    report: FileReport


def names_areas(columns: Iterable[str]) -> bool:
    """Whether an attribute is called as those with CBS codes are."""
    return bool({column.casefold() for column in columns} & set(_CODE_NAMES))


def _code_column(table: Table) -> tuple[str, str] | None:
    """The attribute that names the areas, and their kind: the most detailed one that holds codes.

    A file of neighbourhoods also tells their district and municipality.
    """
    found: dict[str, str] = {}
    for name in _CODE_NAMES:
        column = table.column(name)
        codes = (row[column].upper() for _, row in table.rows[:200]) if column else iter(())
        first = next((code for code in codes if AREA_CODE.fullmatch(code)), None)
        if column and first:
            found.setdefault(first[:2], column)
    return next(((found[letters], kind) for letters, kind in _KIND.items() if letters in found), None)


def kind_of(features: Features) -> str | None:
    """Which areas these features are; None when they carry no CBS codes."""
    found = _code_column(features.table)
    return found[1] if found else None


def read_areas(features: Features, municipality_code: str) -> AreaFile:
    """The areas of one municipality. Parts that are water are left out, parts of one area are joined."""
    table = features.table
    column, kind = _code_column(table) or ("", NEIGHBOURHOODS)
    report = FileReport(table.file, kind, read=len(table.rows), repaired=list(table.remarks))
    if not column:
        return AreaFile(kind, {}, "", 0, features.was_rd, report)
    findings = Findings(report)
    reader = FigureReader(table, findings)
    name_column = table.column(*_NAME_OF[column.casefold()])
    water, year_column = table.column("water"), table.column("jaarstatcode", "jrstatcode", "jaar")
    district, district_name = table.column("wijkcode"), table.column("wijknaam")
    municipality, municipality_name = table.column("gemeentecode", "gmCode"), table.column("gemeentenaam")
    found: dict[str, Area] = {}
    year = ""
    for (at, row), geometry in zip(table.rows, features.geometry, strict=True):
        code = row[column].upper()
        if not AREA_CODE.fullmatch(code) or _KIND[code[:2]] != kind:
            findings.refused(at, column, "Geen CBS-code.", "Not a CBS code.")
            continue
        of = row[municipality].upper() if municipality else ""
        if of != municipality_code and (of or not belongs_to(code, municipality_code)):
            findings.refused(at, column, "Andere gemeente.", "Another municipality.")
            continue
        if water and row[water].upper() == "JA":
            findings.refused(at, water, "Water: hier woont niemand.", "Water: nobody lives here.")
            continue
        surface = _surface(geometry)
        if surface is None:
            findings.refused(at, "", "Geen vlak.", "No surface.")
            continue
        if found_year := re.match(r"(19|20)\d\d", row[year_column]) if year_column else None:
            year = found_year[0]
        report.used += 1
        if code in found:
            surface = shapely.union(found[code].geometry, surface)
            findings.repaired(
                at, column, "Delen van één gebied zijn samengevoegd.", "Parts of one area were joined."
            )
            figures = found[code].figures
        else:
            figures = reader.figures(at, row, code)
        found[code] = Area(
            code=code,
            name=(row[name_column] if name_column else "")[:100] or code,
            geometry=surface,
            figures=figures,
            district_code=_district_code(row[district]) if district else "",
            district_name=row[district_name][:100] if district_name else "",
            municipality_name=row[municipality_name][:100] if municipality_name else "",
        )
    findings.close()
    vertices = int(sum(shapely.get_num_coordinates(area.geometry) for area in found.values()))
    return AreaFile(kind, found, year, vertices, features.was_rd, report)


def _district_code(text: str) -> str:
    """The code of a district; empty when it is not one, so that the neighbourhood's own code tells it."""
    code = text.upper()
    return code if AREA_CODE.fullmatch(code) and code.startswith("WK") else ""


def _surface(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """The polygons of a geometry as one (multi)polygon; None when there are none."""
    if geometry is None or geometry.is_empty:
        return None
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    nested = [
        p for part in shapely.get_parts(geometry) if part.geom_type == "MultiPolygon" for p in part.geoms
    ]
    if not parts and not nested:
        return None
    joined = shapely.union_all([*parts, *nested])
    return joined if joined.area > 0 else None
