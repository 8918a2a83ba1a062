"""Tables as text: CSV, XLSX and JSON read into named columns, whatever wrote them.

What a column means is not known here: the readers (figures, places) decide that. Everything that a hostile
or broken file can do ends in `ImportRefused`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from weerbaar.territory.importers.cells import (
    GROUPED_BY_DOT,
    SUPPRESSED_WORDS,
    cell_text,
    number,
    printable,
    shown_name,
)
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.types import Remark

__all__ = ["MOST_BYTES", "Table", "cell_text", "decoded", "number", "printable", "read_table", "shown_name"]

MOST_ROWS = 1_000_000
MOST_COLUMNS = 2_000
MOST_BYTES = 400 * 1024 * 1024  # after unpacking
HEADER_WITHIN = 30  # rows above the header that a title may take


@dataclass(frozen=True)
class Table:
    """A table as stripped text. `rows` holds (row number in the file, cells by column name)."""

    file: str
    columns: list[str]
    rows: list[tuple[int, dict[str, str]]]
    remarks: list[Remark] = field(default_factory=list)

    def column(self, *names: str) -> str | None:
        """The column that carries one of these names, whatever its capitals; the first name wins."""
        by_name = {name.casefold(): name for name in reversed(self.columns)}
        return next((by_name[name.casefold()] for name in names if name.casefold() in by_name), None)

    def grouped_by_dot(self, column: str) -> bool:
        """Whether dots in this column group thousands ("1.234" is 1234), as Dutch spreadsheets write.

        True only when every dotted value looks like it and a plain whole number stands beside it: a
        column of coordinates or percentages never does both.
        """
        dotted = plain = False
        for _, row in self.rows:
            text = row[column]
            if "." in text and text not in SUPPRESSED_WORDS:
                if not GROUPED_BY_DOT.fullmatch(text) or text.startswith(("0", "-0")):
                    return False
                dotted = True
            elif text.isdigit():
                plain = True
        return dotted and plain


def read_table(path: Path, *, sheet: str | None = None, limit_rows: int = MOST_ROWS) -> Table:
    """Reads a CSV (also .gz), XLSX or JSON table.

    `sheet` names a sheet of a workbook; without it the one with the widest table is taken. The header may
    stand below title rows. Duplicate column names get a number, short rows are filled up, cells beyond the
    header are left out; all three are told in `remarks`. Raises ImportRefused.
    """
    name = shown_name(path)
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise ImportRefused(
            nl="dit bestand is niet te lezen.", en="this file cannot be read.", file=name
        ) from error
    if not start:
        raise ImportRefused(nl="dit bestand is leeg.", en="this file is empty.", file=name)
    if start.startswith(b"PK"):
        return _table(name, _workbook_rows(path, sheet, limit_rows), limit_rows)
    text = decoded(_content(path, start), name)
    if text.lstrip()[:1] in {"{", "["}:
        return _table(name, _json_rows(text, name, limit_rows), limit_rows)
    return _table(name, _csv_rows(text, name), limit_rows)


def _content(path: Path, start: bytes) -> bytes:
    """The bytes of a file, unpacked when it is a .gz, never more than the limit."""
    try:
        with path.open("rb") as file:
            if start.startswith(b"\x1f\x8b"):
                with gzip.open(file) as unpacked:
                    content = unpacked.read(MOST_BYTES + 1)
            else:
                content = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ImportRefused(
            nl="dit ingepakte bestand is beschadigd. Download het opnieuw.",
            en="this packed file is damaged. Download it again.",
            file=shown_name(path),
        ) from error
    if len(content) > MOST_BYTES:
        raise _too_large(shown_name(path))
    return content


def _too_large(name: str) -> ImportRefused:
    limit = MOST_BYTES // 1024 // 1024
    return ImportRefused(
        nl=f"dit bestand is groter dan {limit} MB. Neem alleen de rijen van de gemeente.",
        en=f"this file is larger than {limit} MB. Take only the rows of the municipality.",
        file=name,
    )


def decoded(content: bytes, name: str) -> str:
    """Bytes as text: UTF-8 with or without mark, UTF-16 with mark, else Windows-1252."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ImportRefused(
        nl="dit is geen tekst. Verwacht wordt CSV, XLSX, JSON, GeoJSON of GeoPackage.",
        en="this is not text. Expected is CSV, XLSX, JSON, GeoJSON or GeoPackage.",
        file=name,
    )


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    starts_at = 1
    try:
        for row in reader:
            yield starts_at, row
            starts_at = reader.line_num + 1
    except csv.Error as error:
        raise ImportRefused(
            nl="hier klopt de opbouw niet: een aanhalingsteken dat niet sluit, of een te lange cel.",
            en="the structure breaks here: a quote that does not close, or too long a cell.",
            file=name,
            row=starts_at,
        ) from error


def _delimiter(text: str) -> str:
    """The separator that splits most of the first rows into the same, largest number of cells."""
    sample = text[:50_000]
    best, best_score = ",", 0
    for delimiter in ",;\t":
        widths: Counter[int] = Counter()
        try:
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                widths[len(row)] += len(row) > 1
        except csv.Error:
            pass
        width, rows = widths.most_common(1)[0] if widths else (0, 0)
        if rows * (width - 1) > best_score:
            best, best_score = delimiter, rows * (width - 1)
    return best


def _json_rows(text: str, name: str, limit_rows: int) -> Iterator[tuple[int, list[Any]]]:
    """Records as OData answers them: a list of objects, or an object whose `value` is that list."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(
            nl="dit JSON-bestand is beschadigd of niet volledig. Download het opnieuw.",
            en="this JSON file is damaged or incomplete. Download it again.",
            file=name,
        ) from error
    records = answer.get("value") if isinstance(answer, dict) else answer
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise ImportRefused(
            nl="dit JSON-bestand is geen tabel: verwacht wordt een lijst van rijen.",
            en="this JSON file is not a table: expected is a list of rows.",
            file=name,
        )
    columns: dict[str, None] = {}
    for record in records[: limit_rows + 1]:
        columns.update(dict.fromkeys(record))
    yield 0, list(columns)
    for index, record in enumerate(records, start=1):
        yield index, [record.get(column) for column in columns]


def _workbook_rows(path: Path, sheet: str | None, limit_rows: int) -> Iterator[tuple[int, list[Any]]]:
    import openpyxl

    name = shown_name(path)
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
            is_workbook = "xl/workbook.xml" in packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _broken_workbook(name) from error
    if unpacked > MOST_BYTES:
        raise _too_large(name)
    if not is_workbook:
        raise ImportRefused(
            nl="dit ingepakte bestand is geen werkblad (XLSX).",
            en="this packed file is not a spreadsheet (XLSX).",
            file=name,
        )
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        raise _broken_workbook(name) from error
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise ImportRefused(
                nl=f"er is geen blad met de naam {sheet}.", en=f"there is no sheet named {sheet}.", file=name
            )
        chosen = book[sheet] if sheet is not None else _widest_sheet(book)
        if chosen is None:
            raise ImportRefused(nl="er staat geen tabel in.", en="there is no table in it.", file=name)
        chosen.reset_dimensions()
        for index, row in enumerate(chosen.iter_rows(values_only=True), start=1):
            if index > limit_rows + HEADER_WITHIN:
                raise _too_many_rows(name, limit_rows)
            if any(value is not None for value in row):
                yield index, list(row)
    except ImportRefused:
        raise
    except Exception as error:  # openpyxl raises whatever it meets in a broken file
        raise _broken_workbook(name) from error
    finally:
        book.close()


def _broken_workbook(name: str) -> ImportRefused:
    return ImportRefused(
        nl="dit werkblad (XLSX) is beschadigd of beveiligd. Sla het opnieuw op als XLSX of CSV.",
        en="this spreadsheet (XLSX) is damaged or protected. Save it again as XLSX or CSV.",
        file=name,
    )


def _widest_sheet(book: Any) -> Any:
    """The sheet with the widest row near its top: not the cover sheet, not the explanation."""
    best, best_width = None, 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        width = 0
        for index, row in enumerate(sheet.iter_rows(values_only=True)):
            width = max(width, sum(value is not None for value in row))
            if index > 2 * HEADER_WITHIN:
                break
        if width > best_width:
            best, best_width = sheet, width
    return best


def _too_many_rows(name: str, limit_rows: int) -> ImportRefused:
    return ImportRefused(
        nl=f"dit bestand heeft meer dan {limit_rows} rijen. Neem alleen de rijen van de gemeente.",
        en=f"this file has more than {limit_rows} rows. Take only the rows of the municipality.",
        file=name,
    )


def _header_at(rows: list[tuple[int, list[str]]]) -> int:
    """Index of the header: the first row that is nearly as wide as the table and mostly no numbers."""
    widest = max(sum(map(bool, cells)) for _, cells in rows)
    for index, (_, cells) in enumerate(rows):
        filled = [cell for cell in cells if cell]
        if len(filled) < 0.6 * widest or not filled:
            continue
        if sum(_is_number(cell) for cell in filled) <= len(filled) / 2:
            return index
    return 0


def _is_number(text: str) -> bool:
    try:
        number(text)
    except ValueError:
        return False
    return True


def _table(name: str, raw: Iterable[tuple[int, list[Any]]], limit_rows: int) -> Table:
    rows = iter(raw)
    top: list[tuple[int, list[str]]] = []
    for at, cells in rows:
        texts = [cell_text(cell) for cell in cells[: MOST_COLUMNS + 1]]
        if any(texts):
            top.append((at, texts))
        if len(top) == HEADER_WITHIN:
            break
    if not top:
        raise ImportRefused(nl="dit bestand is leeg.", en="this file is empty.", file=name)
    header_at = _header_at(top)
    header = top[header_at][1]
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise ImportRefused(
            nl=f"dit bestand heeft meer dan {MOST_COLUMNS} kolommen.",
            en=f"this file has more than {MOST_COLUMNS} columns.",
            file=name,
        )
    columns, twice = _distinct(header)
    found: list[tuple[int, dict[str, str]]] = []
    short = long = 0
    first_short = first_long = None

    def keep(at: int, texts: list[str]) -> None:
        nonlocal short, long, first_short, first_long
        if len(texts) < len(columns):
            short += 1
            first_short = first_short or at
            texts = texts + [""] * (len(columns) - len(texts))
        elif any(texts[len(columns) :]):
            long += 1
            first_long = first_long or at
        found.append((at, dict(zip(columns, texts, strict=False))))

    for at, texts in top[header_at + 1 :]:
        keep(at, texts)
    for at, cells in rows:
        texts = [cell_text(cell) for cell in cells[: MOST_COLUMNS + 1]]
        if any(texts):
            keep(at, texts)
        if len(found) > limit_rows:
            raise _too_many_rows(name, limit_rows)
    return Table(name, columns, found, _remarks(name, twice, (short, first_short), (long, first_long)))


def _distinct(header: list[str]) -> tuple[list[str], list[str]]:
    """Column names made distinct, and the names that stood there more than once."""
    columns: dict[str, None] = {}
    twice: dict[str, None] = {}
    for position, title in enumerate(header, start=1):
        title = title.lstrip("\ufeff")[:100] or f"column_{position}"
        distinct, copy = title, 2
        while distinct in columns:
            twice[title] = None
            distinct, copy = f"{title}_{copy}", copy + 1
        columns[distinct] = None
    return list(columns), list(twice)


def _remarks(
    name: str, twice: list[str], short: tuple[int, int | None], long: tuple[int, int | None]
) -> list[Remark]:
    remarks = [
        Remark(
            name,
            None,
            title,
            "Deze kolom staat er meer dan eens; de eerste telt.",
            "This column is there more than once; the first one counts.",
        )
        for title in twice
    ]
    if short[0]:
        remarks.append(
            Remark(
                name,
                short[1],
                "",
                "Rijen met te weinig cellen: de rest is leeg gelaten.",
                "Rows with too few cells: the rest was left empty.",
                short[0],
            )
        )
    if long[0]:
        remarks.append(
            Remark(
                name,
                long[1],
                "",
                "Rijen met meer cellen dan kolommen: de extra cellen tellen niet mee.",
                "Rows with more cells than columns: the extra cells do not count.",
                long[0],
            )
        )
    return remarks
