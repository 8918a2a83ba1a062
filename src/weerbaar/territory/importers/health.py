"""RIVM health estimates per neighbourhood (StatLine RIVM 50090NED): model-based shares in per cent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from weerbaar.territory.importers.findings import Findings
from weerbaar.territory.importers.keyfigures import (
    AREA_CODE,
    INDICATORS,
    FigureReader,
    belongs_to,
    columns_by_base,
)
from weerbaar.territory.importers.tables import Table
from weerbaar.territory.types import FileReport

ADULTS, OLDER_ADULTS = "18+", "65+"
AGES = {"20300": ADULTS, "80200": OLDER_ADULTS, "18 jaar of ouder": ADULTS, "65 jaar of ouder": OLDER_ADULTS}
VALUE_ONLY = "MW00000"  # the estimate itself; other codes are the ends of its interval


@dataclass(frozen=True)
class HealthTable:
    """One age group in one year: indicators in per cent by area code, then by base name."""

    age: str
    year: int
    indicators: dict[str, dict[str, float]]


def is_health_table(table: Table) -> bool:
    """Whether the columns are those of RIVM's table."""
    by_base = columns_by_base(table)
    return {"leeftijd", "wijkenenbuurten", "perioden"} <= by_base.keys() and bool(INDICATORS.keys() & by_base)


def read_health(table: Table, municipality_code: str) -> tuple[list[HealthTable], FileReport]:
    """The table per age group and year, rows of this municipality only, and the file's report."""
    report = FileReport(table.file, "health", read=len(table.rows), repaired=list(table.remarks))
    findings = Findings(report)
    by_base = columns_by_base(table)
    reader = FigureReader(table, findings)
    found: dict[tuple[str, int], dict[str, dict[str, float]]] = {}
    margins = by_base.get("marges")
    for at, row in table.rows:
        code = row[by_base["wijkenenbuurten"]].upper()
        age = AGES.get(row[by_base["leeftijd"]])
        year = re.match(r"(\d{4})(JJ00)?$", row[by_base["perioden"]])
        if margins and row[margins] not in {VALUE_ONLY, "Waarde", ""}:
            findings.refused(at, margins, "Marge, geen waarde.", "A margin, not a value.")
        elif not AREA_CODE.fullmatch(code) or not belongs_to(code, municipality_code):
            findings.refused(
                at, "WijkenEnBuurten", "Andere gemeente of regio.", "Another municipality or region."
            )
        elif age is None or year is None:
            findings.refused(
                at, "Leeftijd", "Onbekende leeftijdsgroep of periode.", "Unknown age group or period."
            )
        else:
            areas = found.setdefault((age, int(year[1])), {})
            if code in areas:
                findings.refused(
                    at, "WijkenEnBuurten", "Dubbele rij; de eerste telt.", "Double row; the first counts."
                )
                continue
            areas[code] = reader.figures(at, row, code).indicators
            report.used += 1
    findings.close()
    return [HealthTable(age, year, areas) for (age, year), areas in sorted(found.items())], report


def newest(tables: list[HealthTable], age: str) -> HealthTable | None:
    """The newest table of an age group that has any figure."""
    fitting = [table for table in tables if table.age == age and any(table.indicators.values())]
    return max(fitting, key=lambda table: table.year, default=None)
