"""When several files tell the same: which one counts, and what the report says of the others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from weerbaar.territory.importers import geofiles
from weerbaar.territory.importers.areas import Area, AreaFile, read_areas
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.health import HealthTable, newest
from weerbaar.territory.importers.recognition import Recognised
from weerbaar.territory.importers.residents import POSTCODES, ResidentPoints, read_residents
from weerbaar.territory.types import FileReport, Remark


def set_aside(report: FileReport, nl: str, en: str) -> None:
    """Marks a whole file as not used because another one counts."""
    report.refused.append(Remark(report.file, None, "", nl, en, max(report.used, 1)))
    report.used = 0


def choose_areas(
    found: list[Recognised], kind: str, municipality_code: str
) -> tuple[AreaFile | None, Path | None, list[AreaFile]]:
    """The boundaries that count (most areas, most detail, then RD), their file, and all that were read."""
    read = [
        (read_areas(item.features, municipality_code), item.path)
        for item in found
        if item.kind == kind and item.features is not None
    ]
    usable = [(file, path) for file, path in read if file.areas]
    best, at = max(
        usable,
        key=lambda pair: (len(pair[0].areas), pair[0].vertices, pair[0].in_rd),
        default=(None, None),
    )
    for file, _ in usable:
        if file is not best and best is not None:
            set_aside(
                file.report,
                f"{best.report.file} telt: de meeste gebieden, dan de meeste hoekpunten, dan RD.",
                f"{best.report.file} counts: the most areas, then the most vertices, then RD.",
            )
    return best, at, [file for file, _ in read]


def choose_residents(
    found: list[Recognised], areas: list[Area]
) -> tuple[ResidentPoints | None, Path | None, list[FileReport]]:
    """The points that count: postcodes before squares, then the file that counts most residents.

    Coordinates that it lacks are taken from other postcode files (CBS's workbook has none). The reports
    are those of all files with residents.
    """
    box = shapely.total_bounds([area.geometry for area in areas])
    near = (box[0] - 500, box[1] - 500, box[2] + 500, box[3] + 500)
    read: list[tuple[ResidentPoints, Path]] = []
    reports: list[FileReport] = []
    for item in found:
        try:
            features = item.features
            if item.layer is not None:
                features = geofiles.read_geopackage(item.path, item.layer, near)
            table = features.table if features is not None else item.table
            if table is not None:
                read.append((read_residents(table, features), item.path))
        except ImportRefused as refused:
            report = FileReport(item.title, "residents")
            set_aside(report, refused.reason_nl, refused.reason_en)
            reports.append(report)
    if not read:
        return None, None, reports
    placed = {c: (x, y) for p, _ in read for c, x, y in zip(p.code, p.x, p.y, strict=True) if not np.isnan(x)}
    best, path = max(
        read,
        key=lambda pair: (
            pair[0].kind == POSTCODES and any(code in placed for code in pair[0].code),
            float(np.nansum(pair[0].residents)),
            int((~np.isnan(pair[0].x)).sum()),
        ),
    )
    for i in np.flatnonzero(np.isnan(best.x)):
        if best.code[i] in placed:
            best.x[i], best.y[i] = placed[best.code[i]]
            best.findings.repaired(
                best.row[i],
                "",
                "Coördinaten uit een ander postcodebestand.",
                "Coordinates from another postcode file.",
            )
    for points, _ in read:
        if points is not best:
            points.findings.close()
            set_aside(
                points.findings.report,
                f"{best.findings.report.file} telt: postcodes voor vierkanten, dan de meeste inwoners.",
                f"{best.findings.report.file} counts: postcodes before squares, then the most residents.",
            )
        reports.append(points.findings.report)
    return best, path, reports


def choose_health(read: list[tuple[list[HealthTable], FileReport]], age: str) -> HealthTable | None:
    """The newest year of an age group."""
    return newest([table for tables, _ in read for table in tables], age)


def set_older_health_aside(
    read: list[tuple[list[HealthTable], FileReport]], chosen: list[HealthTable]
) -> None:
    """Says of each health file that holds nothing newest that it is not used."""
    for tables, report in read:
        if tables and not any(table is one for table in tables for one in chosen):
            year = max(one.year for one in chosen)
            set_aside(
                report,
                f"De nieuwste periode telt ({year}).",
                f"The newest period counts ({year}).",
            )
