"""Where residents are: CBS figures per six-character postcode and per 100 m or 500 m square.

Reading only: which neighbourhood a point belongs to, and making up for secret cells, happens elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import shapely

from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.findings import Findings
from weerbaar.territory.importers.geofiles import Features, points_in_rd
from weerbaar.territory.importers.keyfigures import AREA_CODE, base_name, columns_by_base
from weerbaar.territory.importers.tables import Table, number
from weerbaar.territory.types import FileReport, Floats

POSTCODES, SQUARES = "postcodes", "squares"
MOST_AT_ONE_POINT = 50_000.0  # more residents than any postcode or square holds: a misread number
_POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Z]{2})")
_SQUARE = re.compile(r"E(\d{4})N(\d{4})")
_SQUARE_COLUMN = re.compile(r"c(?:rs)?28992r(?:es)?(\d{3})m?", re.IGNORECASE)
_POSTCODE_NAMES = ("pc6", "postcode6", "postcode-6", "postcode_6", "postcode")
_COORDINATES = (
    ("rd_x", "rd_y"),
    ("x_rd", "y_rd"),
    ("x", "y"),
    ("lon", "lat"),
    ("longitude", "latitude"),
    ("x_coordinaat", "y_coordinaat"),
)
_BAND_COLUMNS = {
    "0_15": "aantalinwoners0tot15jaar",
    "15_25": "aantalinwoners15tot25jaar",
    "25_45": "aantalinwoners25tot45jaar",
    "45_65": "aantalinwoners45tot65jaar",
    "65_plus": "aantalinwoners65jaarenouder",
}


@dataclass
class ResidentPoints:
    """Points as columns of one length n; not-a-number where a count is secret or a coordinate unknown."""

    kind: str
    code: list[str]
    row: list[int]
    x: Floats
    y: Floats
    neighbourhood: list[str]
    residents: Floats
    households: Floats
    bands: dict[str, Floats]
    findings: Findings

    def keep(self, chosen: np.ndarray) -> ResidentPoints:
        """Only the points of a mask (n,)."""
        at = np.flatnonzero(chosen)
        return ResidentPoints(
            self.kind,
            [self.code[i] for i in at],
            [self.row[i] for i in at],
            self.x[at],
            self.y[at],
            [self.neighbourhood[i] for i in at],
            self.residents[at],
            self.households[at],
            {band: values[at] for band, values in self.bands.items()},
            self.findings,
        )


def names_squares(columns: list[str]) -> bool:
    """Whether one of the columns is that of CBS's squares."""
    return any(_SQUARE_COLUMN.fullmatch(column) for column in columns)


def code_column(table: Table) -> tuple[str, str] | None:
    """The column with postcodes or squares, and which of the two; None when it has neither."""
    for column in table.columns:
        if _SQUARE_COLUMN.fullmatch(column):
            return column, SQUARES
    named = table.column(*_POSTCODE_NAMES)
    if named and any(_POSTCODE.fullmatch(row[named].upper()) for _, row in table.rows[:50]):
        return named, POSTCODES
    return None


def is_residents_table(table: Table) -> bool:
    """Whether it counts residents per postcode or square."""
    return code_column(table) is not None and "aantalinwoners" in columns_by_base(table)


def read_residents(table: Table, features: Features | None = None) -> ResidentPoints:
    """The points of a table, or of the features that it is the table of. Raises ImportRefused."""
    found = code_column(table)
    by_base = columns_by_base(table)
    if found is None or "aantalinwoners" not in by_base:
        raise ImportRefused(
            nl="de kolom met inwoners (aantal_inwoners) of postcodes (pc6, postcode6) ontbreekt.",
            en="the column with residents (aantal_inwoners) or postcodes (pc6, postcode6) is missing.",
            file=table.file,
        )
    column, kind = found
    report = FileReport(table.file, "residents", read=len(table.rows), repaired=list(table.remarks))
    findings = Findings(report)
    area = next((c for c in table.columns if base_name(c).startswith("buurtcode")), None)
    households = by_base.get("aantalparthuishoudens") or by_base.get("aantalhuishoudens")
    bands = {band: by_base[base] for band, base in _BAND_COLUMNS.items() if base in by_base}
    counted = [c for c in (by_base["aantalinwoners"], households, *bands.values()) if c]
    grouped = {c: table.grouped_by_dot(c) for c in counted}

    def count(at: int, row: dict[str, str], name: str | None) -> float:
        if name is None:
            return np.nan
        try:
            value = number(row[name], grouped_by_dot=grouped[name])
        except ValueError:
            value = -1.0
        if value is None:
            return np.nan
        if not 0 <= value <= MOST_AT_ONE_POINT:
            findings.repaired(
                at, name, "Geen mogelijk aantal: telt als onbekend.", "Not a possible count: unknown."
            )
            return np.nan
        return value

    kept: dict[str, int] = {}
    codes: list[str] = []
    rows: list[int] = []
    areas: list[str] = []
    positions: list[int] = []
    counts: list[list[float]] = []
    for position, (at, row) in enumerate(table.rows):
        code = _tidy(row[column], kind)
        if code is None:
            findings.refused(
                at, column, "Geen geldige postcode of vakcode.", "Not a valid postcode or square."
            )
            continue
        values = [count(at, row, name) for name in (by_base["aantalinwoners"], households, *bands.values())]
        if code in kept:
            same = np.array_equal(values, counts[kept[code]], equal_nan=True)
            if same:
                findings.repaired(at, column, "Dubbele rij: telt één keer.", "Double row: counts once.")
            else:
                findings.refused(
                    at,
                    column,
                    "Deze postcode staat er al met andere getallen; de eerste telt.",
                    "This postcode is there already with other figures; the first counts.",
                )
            continue
        kept[code] = len(codes)
        codes.append(code)
        rows.append(at)
        positions.append(position)
        name = row[area].upper() if area else ""
        areas.append(name if AREA_CODE.fullmatch(name) else "")
        counts.append(values)
    columns = np.array(counts, np.float64).reshape(len(codes), 2 + len(bands))
    x, y = _places(table, features, positions, codes, kind, column, findings)
    return ResidentPoints(
        kind=kind,
        code=codes,
        row=rows,
        x=x,
        y=y,
        neighbourhood=areas,
        residents=columns[:, 0].copy(),
        households=columns[:, 1].copy(),
        bands={band: columns[:, 2 + i].copy() for i, band in enumerate(bands)},
        findings=findings,
    )


def _tidy(text: str, kind: str) -> str | None:
    if kind == POSTCODES:
        found = _POSTCODE.fullmatch(text.upper())
        return found[1] + found[2] if found else None
    return text.upper() if _SQUARE.fullmatch(text.upper()) else None


def _places(
    table: Table,
    features: Features | None,
    positions: list[int],
    codes: list[str],
    kind: str,
    column: str,
    findings: Findings,
) -> tuple[Floats, Floats]:
    """Coordinates (n,) of the points in RD New; not-a-number where the file gives none."""
    if kind == SQUARES:
        size = float(_SQUARE_COLUMN.fullmatch(column)[1])  # type: ignore[index]
        corners = [_SQUARE.fullmatch(code) for code in codes]
        x = np.array([float(c[1]) * 100 + size / 2 for c in corners if c], np.float64)
        y = np.array([float(c[2]) * 100 + size / 2 for c in corners if c], np.float64)
        return x, y
    if features is not None:
        shapes = features.geometry[positions]
        inside = shapely.point_on_surface(shapes)
        return shapely.get_x(inside), shapely.get_y(inside)
    best: tuple[Floats, Floats] = (np.full(len(codes), np.nan), np.full(len(codes), np.nan))
    for x_name, y_name in _COORDINATES:
        x_column, y_column = table.column(x_name), table.column(y_name)
        if x_column is None or y_column is None:
            continue
        x, y, usable = points_in_rd(
            _coordinates(table, positions, x_column), _coordinates(table, positions, y_column)
        )
        take = usable & np.isnan(best[0])
        best[0][take], best[1][take] = x[take], y[take]
    return best


def _coordinates(table: Table, positions: list[int], column: str) -> Floats:
    values = np.full(len(positions), np.nan)
    for i, position in enumerate(positions):
        try:
            value = number(table.rows[position][1][column])
        except ValueError:
            continue
        values[i] = np.nan if value is None else value
    return values
