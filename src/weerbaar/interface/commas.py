"""Tables as text with separators (CSV), for a spreadsheet in the reader's language.

Dutch: semicolon and decimal comma. English: comma and decimal point. Both UTF-8 with a byte order mark,
without which spreadsheets read accents wrongly. Moments and days are ISO 8601.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

_STARTS = frozenset("=+-@|%＝＋－＠")


def harmless(text: str) -> str:
    """The text such that no spreadsheet takes it for a formula; line breaks and control characters go."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    return f"'{plain}" if plain[:1] in _STARTS else plain


def written(heads: Sequence[str], rows: Iterable[Sequence[Any]], language: str) -> bytes:
    """The table as bytes. None is an empty cell."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if language == "nl" else ",", lineterminator="\r\n")
    writer.writerow([str(head) for head in heads])
    writer.writerows([_cell(cell, language) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def download(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The table as a file in the language of the page; `name` without ending."""
    language = "nl" if (get_language() or "nl").startswith("nl") else "en"
    response = HttpResponse(written(heads, rows, language), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _cell(cell: Any, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).isoformat(sep=" ", timespec="minutes")[:16]
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool | int):
        return str(int(cell))
    if isinstance(cell, float):
        text = f"{cell:.4f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if language == "nl" else text
    return harmless(str(cell))
