"""A folder of files becomes one draft of the territory: everything joined, checked and reported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import shapely

from weerbaar.interface.jobs import SILENT, Progress
from weerbaar.territory.importers import areas as boundaries
from weerbaar.territory.importers import choosing, counting, recognition, surroundings, totals
from weerbaar.territory.importers.ages import read_ages
from weerbaar.territory.importers.areas import Area
from weerbaar.territory.importers.choosing import set_aside
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.findings import Findings
from weerbaar.territory.importers.health import ADULTS, OLDER_ADULTS, HealthTable, read_health
from weerbaar.territory.importers.keyfigures import Figures, is_sum_of_postcodes, read_key_figures
from weerbaar.territory.importers.origins import source_of, year_in_name
from weerbaar.territory.importers.placing import Placed, place
from weerbaar.territory.importers.recognition import Recognised
from weerbaar.territory.importers.residents import ResidentPoints
from weerbaar.territory.importers.shaping import district_drafts, district_of, neighbourhood_drafts
from weerbaar.territory.importers.tables import shown_name
from weerbaar.territory.importers.vulnerability import INDICATORS, Assumptions, vulnerable_residents
from weerbaar.territory.types import (
    DemandDraft,
    DistrictDraft,
    FileReport,
    Floats,
    ImportReport,
    Remark,
    SourceRow,
    TerritoryDraft,
)


@dataclass
class _Files:
    """The recognised files, and what has been said and noted of them so far."""

    found: list[Recognised]
    report: ImportReport = field(default_factory=ImportReport)
    sources: list[SourceRow] = field(default_factory=list)

    def of(self, kind: str) -> list[Recognised]:
        return [item for item in self.found if item.kind == kind]

    def used(self, path: Path, kind: str, reference_date: str = "") -> None:
        self.sources.append(source_of(path, kind, reference_date))


def read_folder(
    folder: Path,
    municipality_code: str,
    progress: Progress = SILENT,
    *,
    assumptions: Assumptions | None = None,
) -> TerritoryDraft:
    """Everything that the files of a folder tell of one municipality (its CBS code, such as GM0935).

    Files are recognised by their content; those of no use are listed in the report with the reason. Raises
    ImportRefused when the neighbourhoods, the residents or the streets are missing.
    """
    if not re.fullmatch(r"GM\d{4}", municipality_code):
        raise ImportRefused(
            nl="de code van een gemeente is GM met vier cijfers, zoals GM0935.",
            en="the code of a municipality is GM with four digits, such as GM0935.",
            file=municipality_code[:20],
        )
    assumptions = assumptions or Assumptions()
    files = _Files(_recognise(folder, progress))
    progress.tell(0.45, "Buurten en wijken lezen", "Reading neighbourhoods and districts")
    areas, districts, name, figures = _areas(files, municipality_code)
    shape = shapely.union_all([area.geometry for area in areas])
    progress.tell(0.5, "Inwoners lezen", "Reading residents")
    placed = _placed(files, areas, figures, municipality_code)
    trusted = _trusted(files, placed, areas, figures)
    counts = counting.count(placed, trusted, assumptions)
    progress.tell(0.6, "Gezondheidscijfers lezen", "Reading health figures")
    adults, older, fallback = _health(files, areas, municipality_code)
    vulnerable = vulnerable_residents(
        counts.residents,
        counts.aged_65_plus,
        counts.adults,
        placed.area,
        _limited(adults, older, areas, municipality_code, fallback, ADULTS),
        _limited(adults, older, areas, municipality_code, fallback, OLDER_ADULTS),
        assumptions,
    )
    placed.points.findings.close()
    progress.tell(0.65, "Straten lezen", "Reading streets")
    network, reports, paths = surroundings.read_network(files.of(recognition.STREETS), shape)
    files.report.files += reports
    for path in paths:
        files.used(path, "streets")
    progress.tell(0.9, "Gebouwen lezen", "Reading buildings")
    buildings, reports, paths = surroundings.read_buildings(files.of(recognition.PLACES), shape, network)
    buildings = surroundings.in_neighbourhoods(buildings, areas)
    files.report.files += reports
    for path in paths:
        files.used(path, "places")
    _tell_the_rest(files)
    files.report.totals = totals.totals(
        counts,
        figures,
        municipality_code,
        [a.code for a in areas],
        list(districts),
        len(placed.points.code),
        buildings,
    )
    return TerritoryDraft(
        municipality_code=municipality_code,
        municipality_name=name,
        districts=list(districts.values()),
        neighbourhoods=neighbourhood_drafts(areas, placed, counts, vulnerable, adults, older, fallback),
        demand=DemandDraft(
            code=placed.points.code,
            neighbourhood_code=[areas[i].code for i in placed.area],
            x=placed.points.x,
            y=placed.points.y,
            residents=counts.residents,
            households=counts.households,
            aged_65_plus=counts.aged_65_plus,
            vulnerable=vulnerable,
        ),
        buildings=buildings,
        network=network,
        sources=files.sources,
        report=files.report,
    )


def _recognise(folder: Path, progress: Progress) -> list[Recognised]:
    paths = recognition.files_in(folder)
    found: list[Recognised] = []
    for index, path in enumerate(paths):
        name = shown_name(path)
        progress.tell(0.4 * index / len(paths), f"{name} bekijken", f"Looking at {name}")
        found += recognition.recognise(path)
    return found


def _areas(
    files: _Files, municipality_code: str
) -> tuple[list[Area], dict[str, DistrictDraft], str, dict[str, dict[str, Figures]]]:
    """Neighbourhoods by code, districts, the municipality's name, and official figures by file and code."""
    chosen: dict[str, dict[str, Area]] = {}
    figures: dict[str, dict[str, Figures]] = {}
    for item in files.of(recognition.KEY_FIGURES):
        if item.table is None:
            continue
        read, report = read_key_figures(item.table, municipality_code)
        files.report.files.append(report)
        if read and is_sum_of_postcodes(item.table):
            report.kind = "sums_of_postcodes"
            figures[""] = read  # no official figures: a last resort only
        elif read:
            figures[f"CBS, {report.file}"] = read
            files.used(item.path, "key_figures")
    for kind in (boundaries.NEIGHBOURHOODS, boundaries.DISTRICTS, boundaries.MUNICIPALITY):
        best, path, read_files = choosing.choose_areas(files.found, kind, municipality_code)
        files.report.files += [file.report for file in read_files]
        if best is None or path is None:
            continue
        chosen[kind] = best.areas
        files.used(path, kind, best.year)
        stated = {code: area.figures for code, area in best.areas.items()}
        if any(one.residents is not None for one in stated.values()):
            figures[f"CBS, {best.report.file}"] = stated
    neighbourhoods = chosen.get(boundaries.NEIGHBOURHOODS)
    if not neighbourhoods:
        raise ImportRefused(
            nl=f"er is geen kaart van de buurten van {municipality_code} bij (GeoPackage of GeoJSON met "
            "buurtcode of statcode)." + _not_read(files, "nl"),
            en=f"there is no map of the neighbourhoods of {municipality_code} (GeoPackage or GeoJSON with "
            "buurtcode or statcode)." + _not_read(files, "en"),
            file="–",
        )
    areas = [neighbourhoods[code] for code in sorted(neighbourhoods)]
    areas = [replace(area, district_code=area.district_code or district_of(area.code)) for area in areas]
    name = next(
        (area.name for area in chosen.get(boundaries.MUNICIPALITY, {}).values() if area.name != area.code),
        next((area.municipality_name for area in areas if area.municipality_name), municipality_code),
    )
    return areas, district_drafts(areas, chosen.get(boundaries.DISTRICTS, {})), name, figures


def _not_read(files: _Files, language: str) -> str:
    """Which files could not be used: the likely reason why something is missing."""
    reasons = [
        f"{item.title}: {item.nl if language == 'nl' else item.en}" for item in files.of(recognition.NOT_USED)
    ]
    return (
        (" " + ("Niet gebruikt: " if language == "nl" else "Not used: ") + "; ".join(reasons[:3]))
        if reasons
        else ""
    )


def _placed(
    files: _Files, areas: list[Area], figures: dict[str, dict[str, Figures]], municipality_code: str
) -> Placed:
    points, path, reports = choosing.choose_residents(files.of(recognition.RESIDENTS), areas)
    files.report.files += reports
    if points is not None and path is not None:
        placed = place(points, areas, municipality_code)
        if placed.points.code:
            files.used(path, "residents")
            for report in files.report.files:
                if report.kind == "sums_of_postcodes":
                    set_aside(
                        report,
                        "Sommen per buurt: de postcodes zelf tellen.",
                        "Sums per neighbourhood: the postcodes themselves count.",
                    )
            return placed
    return _one_point_each(areas, figures, files)


def _one_point_each(areas: list[Area], figures: dict[str, dict[str, Figures]], files: _Files) -> Placed:
    """Without postcodes or squares: one point in the middle of each neighbourhood, and a warning."""
    known = {code: one for stated in figures.values() for code, one in stated.items() if one.residents}
    with_people = [i for i, area in enumerate(areas) if area.code in known]
    if not with_people:
        raise ImportRefused(
            nl="er is geen bestand met inwoners (per postcode, per vierkant of per buurt) van deze gemeente."
            + _not_read(files, "nl"),
            en="there is no file with residents (per postcode, square or neighbourhood) of this municipality."
            + _not_read(files, "en"),
            file="–",
        )
    report = FileReport("–", "residents", read=len(with_people), used=len(with_people))
    report.repaired.append(
        Remark(
            "–",
            None,
            "",
            "Geen cijfers per postcode of vierkant: alle inwoners staan in het midden van hun buurt. "
            "Loopafstanden zijn daardoor grof.",
            "No figures per postcode or square: all residents stand in the middle of their neighbourhood. "
            "Walking distances are therefore rough.",
        )
    )
    files.report.files.append(report)
    chosen = [known[areas[i].code] for i in with_people]
    middle = shapely.point_on_surface([areas[i].geometry for i in with_people])

    def column(values: Iterable[float | None]) -> Floats:
        return np.array([np.nan if value is None else value for value in values], np.float64)

    points = ResidentPoints(
        kind="neighbourhoods",
        code=[areas[i].code for i in with_people],
        row=[i + 1 for i in with_people],
        x=shapely.get_x(middle),
        y=shapely.get_y(middle),
        neighbourhood=[areas[i].code for i in with_people],
        residents=column(one.residents for one in chosen),
        households=column(one.households for one in chosen),
        bands={"65_plus": column(one.aged_65_plus for one in chosen)},
        findings=Findings(report),
    )
    return Placed(points, np.array(with_people, np.int64))


def _trusted(
    files: _Files, placed: Placed, areas: list[Area], figures: dict[str, dict[str, Figures]]
) -> counting.Trusted | None:
    """The coarser totals by age: four-digit postcodes first, else the official figures per neighbourhood."""
    postcodes = {code[:4] for code in placed.points.code}
    best: counting.Trusted | None = None
    for item in sorted(files.of(recognition.AGES), key=lambda item: year_in_name(item.path), reverse=True):
        if item.table is None:
            continue
        ages, report = read_ages(item.table, postcodes)
        files.report.files.append(report)
        trusted = counting.by_postcode(placed.points, ages, f"CBS, {report.file}")
        if best is None and trusted is not None:
            best = trusted
            files.used(item.path, "ages")
        elif ages:
            set_aside(
                report,
                "Een ander bestand met leeftijden telt, of er zijn geen postcodes om mee te vergelijken.",
                "Another file with ages counts, or there are no postcodes to compare with.",
            )
    if best is not None or placed.points.kind == "neighbourhoods":
        return best
    codes = [area.code for area in areas]
    for source, stated in figures.items():
        trusted = counting.by_neighbourhood(placed, codes, stated, source) if source else None
        if trusted is not None:
            return trusted
    placed.points.findings.repaired(
        None,
        "",
        "Geen grover totaal om leeftijden mee te vergelijken: geheime aantallen tellen als 0, dus het aantal "
        "65-plussers is te laag.",
        "No coarser total to compare ages with: secret counts are taken as 0, so the number of residents "
        "over 65 is too low.",
    )
    return None


def _health(
    files: _Files, areas: list[Area], municipality_code: str
) -> tuple[HealthTable | None, HealthTable | None, dict[str, dict[str, float]]]:
    """The newest table of adults, that of residents over 65, and indicators of other tables by area code."""
    read = []
    for item in files.of(recognition.HEALTH):
        if item.table is not None:
            tables, report = read_health(item.table, municipality_code)
            read.append((tables, report, item.path))
            files.report.files.append(report)
    plain = [(tables, report) for tables, report, _ in read]
    adults, older = choosing.choose_health(plain, ADULTS), choosing.choose_health(plain, OLDER_ADULTS)
    chosen = [table for table in (adults, older) if table is not None]
    if chosen:
        choosing.set_older_health_aside(plain, chosen)
    for tables, _, path in read:
        for table in tables:
            if any(table is one for one in chosen):
                files.used(path, "health", str(table.year))
    fallback: dict[str, dict[str, float]] = {}
    if adults is None:
        for item in files.of(recognition.KEY_FIGURES):
            if item.table is not None:
                for code, figures in read_key_figures(item.table, municipality_code)[0].items():
                    if figures.indicators:
                        fallback.setdefault(code, figures.indicators)
    return adults, older, fallback


def _limited(
    adults: HealthTable | None,
    older: HealthTable | None,
    areas: list[Area],
    municipality_code: str,
    fallback: dict[str, dict[str, float]],
    age: str,
) -> Floats:
    """Share 0..1 (areas,) with a limitation; the municipality's own where a neighbourhood has none."""
    table = adults if age == ADULTS else older
    stated = table.indicators if table else (fallback if age == ADULTS else {})
    indicator = next((name for name in INDICATORS if any(name in one for one in stated.values())), None)
    if indicator is None:
        return np.full(len(areas), np.nan)
    whole = stated.get(municipality_code, {}).get(indicator, np.nan)
    return np.array([stated.get(area.code, {}).get(indicator, whole) for area in areas], np.float64) / 100


def _tell_the_rest(files: _Files) -> None:
    """Files of no use, each with its reason."""
    for item in files.of(recognition.NOT_USED):
        report = FileReport(item.title, "not_used")
        report.refused.append(Remark(item.title, None, "", item.nl, item.en))
        files.report.files.append(report)
    files.report.files.sort(key=lambda report: (report.kind == "not_used", report.file))
