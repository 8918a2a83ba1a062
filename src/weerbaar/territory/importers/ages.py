"""Residents by age per four-digit postcode (CBS): the coarser total that is trusted for age bands."""

from __future__ import annotations

import re

from weerbaar.territory.importers.findings import Findings
from weerbaar.territory.importers.keyfigures import base_name
from weerbaar.territory.importers.tables import Table, number
from weerbaar.territory.types import FileReport

BANDS = ("0_15", "15_25", "25_45", "45_65", "65_plus")
_LIMITS = (0, 15, 25, 45, 65)
_POSTCODE = re.compile(r"(?:PC)?([1-9]\d{3})")
_BOTH_SEXES = re.compile(r"t001038|totaal.*", re.IGNORECASE)
_NAMES = ("postcode", "pc4", "postcode4", "postcode-4", "postcode_4")


def postcode4_column(table: Table) -> str | None:
    """The column with four-digit postcodes."""
    column = table.column(*_NAMES)
    if column and any(_POSTCODE.fullmatch(row[column].upper()) for _, row in table.rows[:50]):
        return column
    return None


def age_band(label: str) -> str | None:
    """The band of a label such as `inw_15_19`, "15-19", "15 tot 20 jaar" or "95+"; None for others.

    CBS writes both "0 tot 5" (5 not included) and "0_4" (4 included); either way the lowest age decides,
    and the highest must stay within the band.
    """
    text = label.casefold().replace("inw_", "").replace("aantal_inwoners_", "")
    found = re.fullmatch(
        r"(\d{1,3})(?:\s*(_tot_|tot|[-_])\s*|\s+tot\s+)(\d{1,3})(?:[_ ]jaar)?"
        r"|(\d{1,3})(?:\+|_plus|_?\s?jaar_?\s?(?:en|of)_?\s?ouder)",
        text.strip(),
    )
    if not found:
        return None
    if found[4]:
        return BANDS[-1] if int(found[4]) >= 65 else None
    low, high = int(found[1]), int(found[3])
    below = "tot" in text
    index = max(i for i, limit in enumerate(_LIMITS) if limit <= low)
    end = _LIMITS[index + 1] if index + 1 < len(_LIMITS) else 200
    if high < low or high > end or (high == end and not below):
        return None
    return BANDS[index]


def is_age_table(table: Table) -> bool:
    """Whether it holds residents by age per four-digit postcode, as columns or as rows."""
    if postcode4_column(table) is None:
        return False
    return bool(_wide(table)) or bool(_long(table))


def _wide(table: Table) -> dict[str, str]:
    """Age columns to band; a total such as `inw_65_plus` beside its parts is left out."""
    columns = {column: band for column in table.columns if (band := age_band(column))}
    lows = {column: int(re.search(r"\d+", column)[0]) for column in columns}  # type: ignore[index]
    open_ended = [column for column in columns if not re.search(r"\d\D+\d", column)]
    for column in open_ended:
        if any(lows[other] >= lows[column] and other != column for other in columns):
            del columns[column]
    return columns if set(columns.values()) == set(BANDS) else {}


def _long(table: Table) -> tuple[str, str] | None:
    """The columns with the age group and the count, as StatLine's downloads have them."""
    age = table.column("leeftijd", "leeftijdsgroep")
    count = table.column("inwoners", "aantal_inwoners", "aantal") or next(
        (column for column in table.columns if base_name(column).startswith("bevolking")), None
    )
    if age and count and any(age_band(row[age]) for _, row in table.rows[:200]):
        return age, count
    return None


def _counted_rows(table: Table) -> list[tuple[int, dict[str, str]]]:
    """Rows of both sexes together, in the newest period: the others would count people twice."""
    sex, period = table.column("geslacht"), table.column("perioden", "jaar")
    newest = max((row[period] for _, row in table.rows), default="") if period else ""
    return [
        (at, row)
        for at, row in table.rows
        if (not sex or _BOTH_SEXES.fullmatch(row[sex])) and (not period or row[period] == newest)
    ]


def read_ages(table: Table, postcodes: set[str]) -> tuple[dict[str, dict[str, float]], FileReport]:
    """Residents by postcode and band, of the given postcodes only, and the file's report.

    A postcode with a secret or missing cell has no total for that band: it is left out, not taken as 0.
    """
    report = FileReport(table.file, "ages", read=len(table.rows), repaired=list(table.remarks))
    findings = Findings(report)
    key = str(postcode4_column(table))
    wide, long = _wide(table), _long(table)
    found: dict[str, dict[str, float]] = {}
    secret: set[tuple[str, str]] = set()
    seen: set[tuple[str, str]] = set()
    counted = _counted_rows(table)
    if len(counted) < len(table.rows):
        findings.refused(
            None,
            "",
            "Mannen en vrouwen apart, of een ouder jaar: het totaal van het nieuwste jaar telt.",
            "Men and women apart, or an older year: the total of the newest year counts.",
            len(table.rows) - len(counted),
        )
    for at, row in counted:
        shown = _POSTCODE.fullmatch(row[key].upper())
        postcode = shown[1] if shown else ""
        if not shown:
            findings.refused(at, key, "Geen postcode van vier cijfers.", "Not a four-digit postcode.")
            continue
        if postcode not in postcodes:
            findings.refused(at, key, "Postcode buiten de gemeente.", "Postcode outside the municipality.")
            continue
        cells = (
            [(column, band, row[column]) for column, band in wide.items()]
            if wide
            else [(row[long[0]], age_band(row[long[0]]), row[long[1]])]
            if long
            else []
        )
        report.used += 1
        for label, band, text in cells:
            if band is None:
                continue
            if (postcode, label) in seen:
                findings.refused(at, label, "Dubbele rij; de eerste telt.", "Double row; the first counts.")
                continue
            seen.add((postcode, label))
            try:
                value = number(text)
            except ValueError:
                value = None
            if value is None or value < 0:
                secret.add((postcode, band))
                findings.repaired(
                    at,
                    label,
                    "Geheim of geen getal: dit totaal is niet gebruikt.",
                    "Secret or not a number: this total was not used.",
                )
            else:
                bands = found.setdefault(postcode, {})
                bands[band] = bands.get(band, 0.0) + value
    for postcode, band in secret:
        found.get(postcode, {}).pop(band, None)
    findings.close()
    return found, report
