"""CBS key figures per area: from a table of its own, or from the attributes of a boundaries file.

Reads "Kerncijfers wijken en buurten" (OData names such as `AantalInwoners_5`, whose number shifts per year),
the same figures as PDOK writes them (`aantal_inwoners`), and a table of sums per neighbourhood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from weerbaar.territory.importers.findings import Findings
from weerbaar.territory.importers.tables import Table, number
from weerbaar.territory.types import FileReport

AREA_CODE = re.compile(r"(GM\d{4}|WK\d{6}|BU\d{8})")
AREA_COLUMNS = (
    "buurtcode",
    "wijkcode",
    "gemeentecode",
    "WijkenEnBuurten",
    "Codering",
    "statcode",
    "code",
    "RegioS",
)
MOST_COUNTED = 20_000_000.0  # more than live in the country: a misread number
RESIDENTS = ("aantalinwoners", "population")
HOUSEHOLDS = ("aantalhuishoudens", "huishoudenstotaal", "aantalparthuishoudens")
AGED_65_PLUS = ("k65jaarofouder", "aantalinwoners65jaarenouder")
AGED_65_PLUS_SHARE = ("percentagepersonen65jaarenouder", "pop65plus")
INDICATORS = {
    "eenofmeerlichamelijkebeperkingen": "EenOfMeerLichamelijkeBeperkingen",
    "beperkinginbewegen": "BeperkingInBewegen",
    "eenzaam": "Eenzaam",
    "ernstigzeerernstigeenzaam": "ErnstigZeerErnstigEenzaam",
    "vrijwilligerswerk": "Vrijwilligerswerk",
    "mantelzorger": "Mantelzorger",
    "moeitemetrondkomen": "MoeiteMetRondkomen",
    "matigveelregieovereigenleven": "MatigVeelRegieOverEigenLeven",
    "ervarengezondheidgoedzeergoed": "ErvarenGezondheidGoedZeerGoed",
    "beperkinginhoren": "BeperkingInHoren",
    "beperkinginzien": "BeperkingInZien",
}


@dataclass(frozen=True)
class Figures:
    """What a file says of one area; None where it is secret or absent. Counts, indicators in per cent."""

    code: str
    residents: float | None = None
    households: float | None = None
    aged_65_plus: float | None = None
    indicators: dict[str, float] = field(default_factory=dict)


def base_name(column: str) -> str:
    """A CBS column name without the number that shifts per year, capitals and underscores."""
    return re.sub(r"_\d+$", "", column.strip()).replace("_", "").replace(" ", "").casefold()


def columns_by_base(table: Table) -> dict[str, str]:
    """Columns of a table by base name; the first of a name wins."""
    found: dict[str, str] = {}
    for column in table.columns:
        found.setdefault(base_name(column), column)
    return found


def area_column(table: Table) -> str | None:
    """The column that holds CBS area codes, judged by its name and by what stands in it.

    A file of neighbourhoods also names their district and municipality: the most detailed column wins.
    """
    by_base = columns_by_base(table)
    for name in AREA_COLUMNS:
        column = by_base.get(base_name(name))
        if column and any(AREA_CODE.fullmatch(row[column].upper()) for _, row in table.rows[:50]):
            return column
    return None


class FigureReader:
    """Reads figures from rows of one table; looks the columns up once."""

    def __init__(self, table: Table, findings: Findings | None) -> None:
        by_base = columns_by_base(table)
        self._findings = findings
        self._grouped = {column: table.grouped_by_dot(column) for column in table.columns}
        self._residents = self._first(by_base, RESIDENTS)
        self._households = self._first(by_base, HOUSEHOLDS)
        self._aged = self._first(by_base, AGED_65_PLUS)
        self._aged_share = self._first(by_base, AGED_65_PLUS_SHARE)
        self._indicators = {title: by_base[base] for base, title in INDICATORS.items() if base in by_base}

    @property
    def has_figures(self) -> bool:
        return self._residents is not None or bool(self._indicators)

    def _tell(self, at: int, column: str, nl: str, en: str) -> None:
        if self._findings:
            self._findings.repaired(at, column, nl, en)

    @staticmethod
    def _first(by_base: dict[str, str], names: tuple[str, ...]) -> str | None:
        return next((by_base[name] for name in names if name in by_base), None)

    def value(self, at: int, row: dict[str, str], column: str | None) -> float | None:
        """The number in a cell; what is not a number is told and counts as unknown."""
        if column is None:
            return None
        try:
            return number(row[column], grouped_by_dot=self._grouped[column])
        except ValueError:
            self._tell(at, column, "Geen getal: telt als onbekend.", "Not a number: counts as unknown.")
            return None

    def figures(self, at: int, row: dict[str, str], code: str) -> Figures:
        residents = self._count(at, row, self._residents)
        aged = self._count(at, row, self._aged)
        share = self.value(at, row, self._aged_share)
        if aged is None and share is not None and residents is not None and 0 <= share <= 100:
            aged = residents * share / 100
        indicators = {title: self.value(at, row, column) for title, column in self._indicators.items()}
        return Figures(
            code,
            residents,
            self._count(at, row, self._households),
            aged,
            {title: value for title, value in indicators.items() if value is not None and 0 <= value <= 100},
        )

    def _count(self, at: int, row: dict[str, str], column: str | None) -> float | None:
        value = self.value(at, row, column)
        if value is not None and not 0 <= value <= MOST_COUNTED:
            self._tell(
                at,
                column or "",
                "Geen mogelijk aantal: telt als onbekend.",
                "Not a possible count: counts as unknown.",
            )
            return None
        return value


def read_key_figures(table: Table, municipality_code: str) -> tuple[dict[str, Figures], FileReport]:
    """Figures by area code (GM, WK and BU) of one municipality, and the file's report."""
    report = FileReport(table.file, "key_figures", read=len(table.rows), repaired=list(table.remarks))
    findings = Findings(report)
    column = area_column(table)
    found: dict[str, Figures] = {}
    reader = FigureReader(table, findings)
    for at, row in table.rows if column else []:
        code = row[str(column)].upper()
        if not AREA_CODE.fullmatch(code):
            findings.refused(
                at,
                str(column),
                "Geen code van een wijk of buurt.",
                "Not the code of a district or neighbourhood.",
            )
            continue
        if not belongs_to(code, municipality_code):
            findings.refused(at, str(column), "Andere gemeente.", "Another municipality.")
            continue
        if code in found:
            findings.refused(
                at,
                str(column),
                "Deze code stond er al; de eerste telt.",
                "This code was there already; the first counts.",
            )
            continue
        found[code] = reader.figures(at, row, code)
    report.used = len(found)
    findings.close()
    return found, report


def belongs_to(code: str, municipality_code: str) -> bool:
    """Whether a CBS code is this municipality or lies in it: the four digits after the letters."""
    return code[2:6] == municipality_code[2:6]


def is_sum_of_postcodes(table: Table) -> bool:
    """Whether the figures per area were added up from postcodes: secret cells count as 0 in them, so they
    are no official totals. Private households (`part_huishoudens`) are only counted per postcode and square.
    """
    return "aantalparthuishoudens" in columns_by_base(table)
