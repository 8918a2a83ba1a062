"""The tables of a design as typed columns and rows, before any file format: what stands where.

CSV, XLSX and the report each write these; they differ in form, never in figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from weerbaar.supportpoints.documents import words
from weerbaar.supportpoints.documents.export import DesignExport, ExportPoint
from weerbaar.supportpoints.documents.words import word
from weerbaar.supportpoints.types import AreaCoverage

Cell = str | float | int | date | None


class Kind(Enum):
    """How a column reads."""

    TEXT = auto()
    COUNT = auto()
    METRES = auto()
    EURO = auto()
    SHARE = auto()
    COORDINATE = auto()
    DEGREES = auto()
    DAY = auto()
    ANY = auto()  # text or number, row by row


@dataclass(frozen=True)
class Column:
    key: str
    kind: Kind


@dataclass(frozen=True)
class Table:
    """`rows` have one cell per column; `total`, where present, too."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None

    def heads(self, language: str) -> list[str]:
        return [word(words.COLUMNS, column.key, language) for column in self.columns]


def _columns(text: str) -> tuple[Column, ...]:
    """`"number:count name"` as columns; text is the kind that need not be named."""
    found = []
    for part in text.split():
        key, _, kind = part.partition(":")
        found.append(Column(key, Kind[(kind or "text").upper()]))
    return tuple(found)


_POINTS = _columns(
    "number:count name tier kind address postcode neighbourhood district required state state_since:day "
    "information drinking_water first_aid alerting residents:count vulnerable:count mean_m:metres "
    "farthest_m:metres one_off_eur:euro yearly_eur:euro x:coordinate y:coordinate lon:degrees lat:degrees"
)
_AREAS = "residents:count covered:count not_covered:count share_covered:share "
_VULNERABLE = "vulnerable:count vulnerable_covered:count vulnerable_not_covered:count"
_NEIGHBOURHOODS = _columns("code neighbourhood:text district points:count " + _AREAS + _VULNERABLE)
_DISTRICTS = _columns("code district points:count " + _AREAS + _VULNERABLE)
_LEFT_OUT = _columns(
    "neighbourhood district not_covered:count share_covered:share vulnerable_not_covered:count"
)
_SOURCES = _columns("title origin licence date retrieved:day remark sha256")


def functions_of(point: ExportPoint) -> dict[str, str]:
    """The state of each function at the point; empty before it is adopted."""
    return {row.function: row.state for row in point.network.functions} if point.network else {}


def points(export: DesignExport) -> Table:
    """One row per point, and the sums."""
    language = export.language
    rows: list[tuple[Cell, ...]] = []
    for point in export.points:
        chosen, network = point.chosen, point.network
        states = functions_of(point)
        rows.append(
            (
                point.number,
                point.name(language),
                word(words.TIER, chosen.tier, language),
                word(words.KIND, chosen.kind, language),
                chosen.address,
                chosen.postcode,
                chosen.neighbourhood_name,
                point.district_name,
                word(words.YES_NO, "yes" if chosen.required else "no", language),
                word(words.POINT_STATE, network.state if network else "proposed", language),
                network.state_since if network else None,
                *(
                    word(words.FUNCTION_STATE, states[name], language) if name in states else ""
                    for name in ("information", "drinking_water", "first_aid", "alerting")
                ),
                chosen.residents,
                chosen.vulnerable,
                chosen.mean_m,
                chosen.farthest_m,
                chosen.one_off_eur,
                chosen.yearly_eur,
                chosen.x,
                chosen.y,
                point.lon,
                point.lat,
            )
        )
    return Table("points", _POINTS, tuple(rows), _sums(_POINTS, rows, language))


def neighbourhoods(export: DesignExport) -> Table:
    """Coverage per neighbourhood, by code, and the sums."""
    districts = {area.code: area.name for area in export.summary.districts}
    rows: list[tuple[Cell, ...]] = [
        (area.code, area.name, districts.get(area.district_code, ""), *_area_figures(area))
        for area in sorted(export.summary.neighbourhoods, key=lambda area: area.code)
    ]
    total = _area_total(export, export.summary.neighbourhoods, 3)
    return Table("neighbourhoods", _NEIGHBOURHOODS, tuple(rows), total)


def districts(export: DesignExport) -> Table:
    """Coverage per district, by code, and the sums."""
    rows: list[tuple[Cell, ...]] = [
        (area.code, area.name, *_area_figures(area))
        for area in sorted(export.summary.districts, key=lambda area: area.code)
    ]
    return Table("districts", _DISTRICTS, tuple(rows), _area_total(export, export.summary.districts, 2))


def left_out(export: DesignExport) -> Table:
    """Neighbourhoods where somebody walks further than the norm, most residents first, and the sums."""
    names = {area.code: area.name for area in export.summary.districts}
    areas = [
        area
        for area in export.summary.neighbourhoods
        if area.residents - area.covered >= 0.5 or area.vulnerable - area.vulnerable_covered >= 0.5
    ]
    areas.sort(key=lambda area: (-(area.residents - area.covered), area.code))
    rows: list[tuple[Cell, ...]] = [
        (
            area.name,
            names.get(area.district_code, ""),
            area.residents - area.covered,
            area.share,
            area.vulnerable - area.vulnerable_covered,
        )
        for area in areas
    ]
    summary = export.summary
    total: tuple[Cell, ...] = (
        _TOTAL[export.language == "en"],
        "",
        summary.residents - summary.covered,
        summary.share_covered if summary.residents else None,
        summary.vulnerable - summary.vulnerable_covered,
    )
    return Table("left_out", _LEFT_OUT, tuple(rows), total)


def sources(export: DesignExport) -> Table:
    """Where the figures came from."""
    remark = {"nl": "illustratief", "en": "illustrative"}[export.language]
    rows: list[tuple[Cell, ...]] = [
        (
            source.title,
            source.origin,
            source.licence,
            source.reference_date,
            source.retrieved_at.date(),
            remark if source.illustrative else "",
            source.sha256,
        )
        for source in export.sources
    ]
    return Table("sources", _SOURCES, tuple(rows))


_TOTAL = ("Totaal", "Total")


def _area_figures(area: AreaCoverage) -> tuple[Cell, ...]:
    return (
        area.points,
        area.residents,
        area.covered,
        area.residents - area.covered,
        area.share,
        area.vulnerable,
        area.vulnerable_covered,
        area.vulnerable - area.vulnerable_covered,
    )


def _area_total(export: DesignExport, areas: Sequence[AreaCoverage], texts: int) -> tuple[Cell, ...]:
    residents = sum(area.residents for area in areas)
    covered = sum(area.covered for area in areas)
    vulnerable = sum(area.vulnerable for area in areas)
    reached = sum(area.vulnerable_covered for area in areas)
    return (
        _TOTAL[export.language == "en"],
        *[""] * (texts - 1),
        sum(area.points for area in areas),
        residents,
        covered,
        residents - covered,
        covered / residents if residents else None,
        vulnerable,
        reached,
        vulnerable - reached,
    )


def _sums(columns: tuple[Column, ...], rows: list[tuple[Cell, ...]], language: str) -> tuple[Cell, ...]:
    """Sums of what adds up (people and money); walks, coordinates and numbers of points do not."""
    summed = {"residents", "vulnerable", "one_off_eur", "yearly_eur"}
    cells: list[Cell] = []
    for index, column in enumerate(columns):
        if column.key in summed:
            figures = [row[index] for row in rows]
            cells.append(sum(float(f) for f in figures if isinstance(f, int | float)))
        else:
            cells.append("" if column.kind is Kind.TEXT else None)
    cells[1] = _TOTAL[language == "en"]
    return tuple(cells)
