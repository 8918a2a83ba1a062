"""Streets and buildings of a recognised folder, with their reports and the files that were used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from weerbaar.territory.importers.areas import Area
from weerbaar.territory.importers.places import read_places
from weerbaar.territory.importers.recognition import Recognised
from weerbaar.territory.importers.streets import read_streets
from weerbaar.territory.importers.tables import printable
from weerbaar.territory.types import BuildingDraft, FileReport, NetworkDraft, Remark


def read_network(
    found: list[Recognised], area: BaseGeometry
) -> tuple[NetworkDraft, list[FileReport], list[Path]]:
    """The walkable streets of the files, their reports, and the used files. Raises ImportRefused."""
    paths = _paths(found)
    network, reports = read_streets(paths, area)
    return network, _shown(reports), _used(paths, reports)


def read_buildings(
    found: list[Recognised], area: BaseGeometry, network: NetworkDraft
) -> tuple[list[BuildingDraft], list[FileReport], list[Path]]:
    """The candidate places of the files, their reports, and the files that were used.

    Without any usable list there are no buildings, and the report says so.
    """
    paths = _paths(found)
    buildings, reports = read_places(paths, area, network=network) if paths else ([], [])
    if not buildings:
        report = FileReport("–", "places")
        report.refused.append(
            Remark(
                "–",
                None,
                "",
                "Geen gebouwen gevonden die een noodsteunpunt kunnen worden. Voeg een lijst toe.",
                "No buildings were found that could become a support point. Add a list.",
            )
        )
        reports = [*reports, report]
    return buildings, _shown(reports), _used(paths, reports)


def in_neighbourhoods(buildings: list[BuildingDraft], areas: list[Area]) -> list[BuildingDraft]:
    """The buildings with the neighbourhood around them, or the nearest one just across a border."""
    if not buildings:
        return []
    spots = np.asarray(shapely.points([b.x for b in buildings], [b.y for b in buildings]), object)
    tree = shapely.STRtree([area.geometry for area in areas])
    nearest = tree.query_nearest(spots, all_matches=False)[1]
    return [
        building if building.neighbourhood_code else replace(building, neighbourhood_code=areas[i].code)
        for building, i in zip(buildings, nearest, strict=True)
    ]


def _paths(found: list[Recognised]) -> list[Path]:
    return list(dict.fromkeys(item.path for item in found))


def _used(paths: list[Path], reports: list[FileReport]) -> list[Path]:
    names = {report.file for report in reports if report.used}
    return [path for path in paths if path.name in names]


def _shown(reports: list[FileReport]) -> list[FileReport]:
    """Reports with file names that can be kept, whatever signs are in them."""
    for report in reports:
        report.file = printable(report.file)[:120]
        report.repaired = [replace(remark, file=report.file) for remark in report.repaired]
        report.refused = [replace(remark, file=report.file) for remark in report.refused]
    return reports
