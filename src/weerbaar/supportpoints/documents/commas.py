"""Tables as text with separators (CSV): for a spreadsheet in the reader's language, or a script.

Dutch: semicolon and decimal comma, as a Dutch spreadsheet expects. English: comma and decimal point
(RFC 4180). Both UTF-8 with a byte order mark, without which spreadsheets read accents wrongly. Days are
ISO 8601.
"""

from __future__ import annotations

import csv
import io
from datetime import date

from weerbaar.interface.commas import harmless
from weerbaar.supportpoints.documents import tables
from weerbaar.supportpoints.documents.export import DesignExport
from weerbaar.supportpoints.documents.tables import Cell, Kind, Table

# How many decimals each kind keeps; people are counts after weighting, so they have one.
_DECIMALS = {Kind.METRES: 0, Kind.EURO: 2, Kind.SHARE: 4, Kind.COORDINATE: 1, Kind.DEGREES: 6, Kind.COUNT: 1}


def points_csv(export: DesignExport) -> bytes:
    """The points, one row each, without sums."""
    return _written(tables.points(export), export.language)


def neighbourhoods_csv(export: DesignExport) -> bytes:
    """Coverage per neighbourhood, one row each, without sums."""
    return _written(tables.neighbourhoods(export), export.language)


def _written(table: Table, language: str) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if language == "nl" else ",", lineterminator="\r\n")
    writer.writerow(table.heads(language))
    for row in table.rows:
        writer.writerow(
            [_cell(cell, column.kind, language) for cell, column in zip(row, table.columns, strict=True)]
        )
    return buffer.getvalue().encode("utf-8-sig")


def _cell(cell: Cell, kind: Kind, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, int):
        return str(cell)
    text = f"{cell:.{_DECIMALS.get(kind, 2)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text.replace(".", ",") if language == "nl" else text
