"""A register as a workbook (XLSX) for people who live in spreadsheets, and the empty template for it.

Text stays text: nothing that somebody typed becomes a formula, here or in the program that opens the file.
"""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from weerbaar.continuity.exchange.columns import PARTS, TABLES, Kind, choices
from weerbaar.continuity.exchange.document import SECTIONS, RegisterDocument
from weerbaar.continuity.exchange.guidance import EXPLAINED, LINES, TITLE, Labels, labels
from weerbaar.continuity.exchange.rows import child_values
from weerbaar.continuity.exchange.sheets import CHOICES, READING, Column, columns_of
from weerbaar.continuity.types import NodeKind, NodeRef

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ACCENT = "FF084C52"
WIDEST = 44
SPARE_ROWS = 200  # empty rows below the last, in which the drop-downs work too
_YES = {"nl": ("ja", "nee"), "en": ("yes", "no")}


def write_workbook(document: RegisterDocument, language: str, *, template: bool = False) -> bytes:
    """The document as XLSX in Dutch ("nl") or English ("en"); a template says so on its first sheet."""
    from openpyxl import Workbook

    book = Workbook()
    first: Any = book.active
    first.title = READING[language]
    book.properties.title = TITLE[language]
    book.properties.creator = "Weerbaar"
    book.properties.language = language
    lists = _write_choices(book, language)
    _write_reading(first, document, labels(language), language, template=template)
    rows = _rows(document)
    last = {name: max(len(found), 1) + 1 + SPARE_ROWS for name, found in rows.items()}
    for name in TABLES:
        _write_table(book, name, rows[name], lists, last, language)
    # the choices stand last, and out of sight
    book.move_sheet(CHOICES[language], len(TABLES))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _rows(document: RegisterDocument) -> dict[str, list[dict[str, Any]]]:
    """The rows of every sheet, by the names of their columns."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    clashes = document.codes("processes") & document.codes("resources")
    for section in SECTIONS:
        for entry in document.section(section):
            rows[section].append({one.name: getattr(entry, one.name) for one in TABLES[section].fields})
            for part in PARTS[section]:
                children = [child_values(part, section, entry.code, one) for one in getattr(entry, part)]
                rows[part] += _side_by_side(children) if part == "impacts" else children
    for row in rows["requirements"]:
        row["members"] = tuple((ref, ref.code in clashes) for ref in row["members"])
    return rows


def _side_by_side(children: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row per kind of impact, with the levels side by side."""
    found: dict[str, dict[str, Any]] = {}
    for child in children:
        common = {"process": child["process"], "category": child["category"]}
        row = found.setdefault(child["category"], common)
        row[f"level_{child['after_min']}"] = child["level"]
    return list(found.values())


# --- a sheet ----------------------------------------------------------------------------------------------


def _write_table(
    book: Workbook,
    name: str,
    rows: list[dict[str, Any]],
    lists: dict[str, str],
    last: dict[str, int],
    language: str,
) -> None:
    from openpyxl.utils import get_column_letter

    table = TABLES[name]
    sheet: Worksheet = book.create_sheet(table.title(language))
    columns = columns_of(name)
    style = _Style()
    for at, column in enumerate(columns, start=1):
        required = column.field.required and column.level_after is None
        head = sheet.cell(1, at, column.head(language) + (" *" if required else ""))
        head.font, head.fill, head.alignment = style.head, style.head_ground, style.wrapped
        if column.field.kind == Kind.TIME:
            sheet.column_dimensions[get_column_letter(at)].number_format = _hours(language)
    for number, row in enumerate(rows, start=2):
        for at, column in enumerate(columns, start=1):
            value = row.get(column.name)
            if value is not None and value != "":
                _write_cell(sheet, number, at, column, value, style, language)
    for at, column in enumerate(columns, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = _width(column, rows, language)
        _validate(sheet, column, letter, lists, last, name, language)
    sheet.freeze_panes = "C2" if name in SECTIONS else "B2"
    if rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sheet.row_dimensions[1].height = 45
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9


class _Style:
    """The looks that the cells of a workbook share."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        self.head = Font(bold=True, color="FFFFFFFF")
        self.head_ground = PatternFill("solid", fgColor=ACCENT)
        self.wrapped = Alignment(wrap_text=True, vertical="top")
        self.top = Alignment(vertical="top")


def _write_cell(
    sheet: Worksheet, row: int, at: int, column: Column, value: Any, style: _Style, language: str
) -> None:
    cell = sheet.cell(row, at)
    kind = column.field.kind
    cell.alignment = style.top
    if kind == Kind.TIME:
        cell.value, cell.number_format = _time(value, language)
    elif kind == Kind.DAY and isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif kind == Kind.FLAG:
        cell.value = _YES[language][0 if value else 1]
    elif kind == Kind.CHOICE:
        words = choices(column.field.of).get(value)
        _write_text(cell, (words[0] if language == "nl" else words[1]) if words else value)
    elif kind == Kind.MEMBERS:
        _write_text(cell, "; ".join(_member(ref, clashes, language) for ref, clashes in value))
        cell.alignment = style.wrapped
    elif kind in {Kind.COUNT, Kind.AMOUNT}:
        cell.value = value
    else:
        _write_text(cell, value)
        cell.number_format = "@"
        if kind == Kind.TEXT:
            cell.alignment = style.wrapped


def _write_text(cell: Any, text: str) -> None:
    """Text that stays text: whatever it begins with, it is no formula, also not after somebody edits it."""
    cell.value = text
    cell.data_type = "s"
    if text[:1] in set("=+-@"):
        cell.quotePrefix = True


def _member(ref: NodeRef, clashes: bool, language: str) -> str:
    """The bare code of a resource; of a process, or where both have the code, with the kind before it."""
    if ref.kind == NodeKind.RESOURCE and not clashes:
        return ref.code
    words = choices("node_kind")[ref.kind.value]
    return f"{words[0] if language == 'nl' else words[1]}:{ref.code}"


def _hours(language: str) -> str:
    return 'General" uur"' if language == "nl" else 'General" hours"'


def _time(minutes: int, language: str) -> tuple[float, str]:
    """A time as hours when they are short to write, else as minutes, with the unit shown behind it."""
    if minutes % 15:
        return minutes, 'General" min"'
    hours = minutes / 60
    return int(hours) if hours.is_integer() else hours, _hours(language)


def _width(column: Column, rows: list[dict[str, Any]], language: str) -> float:
    if column.field.kind == Kind.TEXT:
        return WIDEST
    longest = max((len(str(row.get(column.name, ""))) for row in rows[:200]), default=0)
    if column.field.kind in {Kind.TIME, Kind.FLAG, Kind.COUNT, Kind.AMOUNT, Kind.DAY}:
        longest = 10
    words = max(len(word) for word in column.head(language).split())
    return min(max(longest + 2, words + 4, 10), WIDEST)


# --- drop-downs -------------------------------------------------------------------------------------------


def _write_choices(book: Workbook, language: str) -> dict[str, str]:
    """A hidden sheet with the words of every choice; answers the range of each."""
    from openpyxl.utils import get_column_letter

    sheet: Worksheet = book.create_sheet(CHOICES[language])
    sheet.sheet_state = "hidden"
    sets = {one.of for table in TABLES.values() for one in table.fields if one.kind == Kind.CHOICE}
    lists: dict[str, str] = {}
    for at, name in enumerate([*sorted(sets), "flag"], start=1):
        words = (
            list(_YES[language])
            if name == "flag"
            else [nl if language == "nl" else en for nl, en in choices(name).values()]
        )
        letter = get_column_letter(at)
        for number, word in enumerate(words, start=1):
            sheet.cell(number, at, word)
        lists[name] = f"'{CHOICES[language]}'!${letter}$1:${letter}${len(words)}"
    return lists


def _validate(
    sheet: Worksheet,
    column: Column,
    letter: str,
    lists: dict[str, str],
    last: dict[str, int],
    table: str,
    language: str,
) -> None:
    """A drop-down where there is a choice. Codes of other sheets are offered, and may be typed too."""
    from openpyxl.worksheet.datavalidation import DataValidation

    one, strict = column.field, True
    if one.kind in {Kind.CHOICE, Kind.FLAG}:
        source = lists[one.of if one.kind == Kind.CHOICE else "flag"]
    elif one.kind == Kind.REFERENCE and one.of in SECTIONS:
        source, strict = f"'{TABLES[one.of].title(language)}'!$A$2:$A${last[one.of]}", False
    else:
        return
    found = DataValidation(type="list", formula1=source, allow_blank=True)
    found.showErrorMessage = strict
    if strict:
        found.errorTitle, found.error = EXPLAINED[language]
    found.add(f"{letter}2:{letter}{last[table]}")
    sheet.add_data_validation(found)


# --- the sheet to read first ------------------------------------------------------------------------------


def _write_reading(
    sheet: Worksheet, document: RegisterDocument, said: Labels, language: str, *, template: bool
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 90
    title = sheet.cell(1, 1, said.template if template else said.title)
    title.font = Font(bold=True, size=16, color=ACCENT)
    origin = document.origin
    number = 3
    for label, value in (
        (said.municipality, origin.municipality_name),
        (said.code, origin.municipality_code),
        (said.made_on, origin.made_on),
    ):
        sheet.cell(number, 1, label).font = Font(bold=True)
        cell = sheet.cell(number, 2)
        if isinstance(value, str):
            _write_text(cell, value)
        elif value is not None:
            cell.value, cell.number_format = value, "yyyy-mm-dd"
        cell.alignment = Alignment(horizontal="left")
        number += 1
    number += 1
    for head, text in LINES[language]:
        sheet.cell(number, 1, head).font = Font(bold=True)
        cell = sheet.cell(number, 2, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 1).alignment = Alignment(vertical="top", wrap_text=True)
        sheet.row_dimensions[number].height = 15 * (1 + len(text) // 88)
        number += 1
    number += 1
    for at, text in enumerate(said.columns, start=1):
        cell = sheet.cell(number, at, text)
        cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor=ACCENT)
    for name, table in TABLES.items():
        number += 1
        link = sheet.cell(number, 1, table.title(language))
        link.hyperlink = f"#'{table.title(language)}'!A1"
        link.font = Font(color=ACCENT, underline="single")
        sheet.cell(number, 2, said.sheets[name]).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.page_setup.paperSize = 9
    sheet.sheet_view.showGridLines = False
