"""A design as a workbook (XLSX) with a sheet per subject, ready to sort, sum and print."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from weerbaar.supportpoints.documents import tables, words
from weerbaar.supportpoints.documents.export import DesignExport
from weerbaar.supportpoints.documents.method import method_lines, status_line, warnings
from weerbaar.supportpoints.documents.sentences import say
from weerbaar.supportpoints.documents.tables import Cell, Column, Kind, Table
from weerbaar.supportpoints.documents.words import word

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.METRES: "#,##0",
    Kind.EURO: "#,##0",
    Kind.SHARE: "0.0%",
    Kind.COORDINATE: "0.0",
    Kind.DEGREES: "0.000000",
    Kind.DAY: "yyyy-mm-dd",
}
_ACCENT = "FF084C52"
_TINT = "FFE6F2F3"
_WIDEST = 48


def design_workbook(export: DesignExport) -> bytes:
    """XLSX with sheets: summary, points, districts, neighbourhoods, who is left out, method, sources."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.title = _clean(say("title", export.language, municipality=export.municipality))
    book.properties.creator = "Weerbaar"
    book.properties.language = export.language
    book.properties.created = book.properties.modified = export.made_at.replace(tzinfo=None)

    def sheet(name: str) -> Worksheet:
        made: Worksheet = book.create_sheet(word(words.SHEETS, name, export.language))
        return made

    _write_table(sheet("summary"), _summary(export), export, freeze="A2")
    _write_table(sheet("points"), tables.points(export), export, freeze="C2")
    _write_table(sheet("districts"), tables.districts(export), export, freeze="C2")
    _write_table(sheet("neighbourhoods"), tables.neighbourhoods(export), export, freeze="C2")
    _write_table(sheet("left_out"), tables.left_out(export), export, freeze="B2")
    _write_table(sheet("method"), _method(export), export, freeze="A2")
    _write_table(sheet("sources"), tables.sources(export), export, freeze="B2")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _summary(export: DesignExport) -> Table:
    summary, language = export.summary, export.language
    count, share, euro, text = Kind.COUNT, Kind.SHARE, Kind.EURO, Kind.TEXT
    rows: list[tuple[str, Cell, Kind]] = [
        *(("row_warning", warning, text) for warning in warnings(export)),
        ("row_design", export.design.name, text),
        ("row_status", status_line(export), text),
        ("row_made_by", export.design.made_by, text),
        ("row_created", export.design.created_at.date(), Kind.DAY),
        ("row_points", len(summary.points), count),
        ("row_residents", summary.residents, count),
        ("row_covered", summary.covered, count),
        ("row_left_out", summary.residents - summary.covered, count),
        ("row_share", summary.share_covered, share),
        ("row_vulnerable", summary.vulnerable, count),
        ("row_vulnerable_covered", summary.vulnerable_covered, count),
        ("row_vulnerable_left_out", summary.vulnerable - summary.vulnerable_covered, count),
        ("row_vulnerable_share", summary.share_vulnerable_covered, share),
        ("row_one_off", summary.cost_one_off_eur, euro),
        ("row_yearly", summary.cost_yearly_eur, euro),
        ("row_budget", export.design.wishes.budget_eur, euro),
        ("row_norm", summary.norm_m, Kind.METRES),
        ("row_norm_vulnerable", summary.norm_vulnerable_m, Kind.METRES),
        ("row_objective", summary.objective, count),
        ("row_bound", summary.bound, count),
        ("row_gap", summary.gap, share),
        ("row_solver", summary.solver, text),
    ]
    return _by_row("summary", rows, language)


def _method(export: DesignExport) -> Table:
    """The method in sentences, then every norm and assumption with its source."""
    language = export.language
    columns = tuple(
        Column(key, kind)
        for key, kind in (
            ("subject", Kind.TEXT),
            ("value", Kind.ANY),
            ("unit", Kind.TEXT),
            ("source", Kind.TEXT),
            ("date", Kind.DAY),
            ("remark", Kind.TEXT),
        )
    )
    rows: list[tuple[Cell, ...]] = [(line, None, "", "", None, "") for line in method_lines(export)]
    for norm in export.parameters:
        remark = "own" if norm.own else "assumption" if norm.assumption else ""
        rows.append(
            (
                norm.title_nl if language == "nl" else norm.title_en,
                norm.value,
                word(words.UNIT, norm.unit, language),
                norm.source_nl if language == "nl" else norm.source_en,
                norm.date,
                say(remark, language) if remark else "",
            )
        )
    return Table("method", columns, tuple(rows))


def _by_row(name: str, rows: Iterable[tuple[str, Cell, Kind]], language: str) -> Table:
    columns = (Column("subject", Kind.TEXT), Column("value", Kind.ANY))
    cells: list[tuple[Cell, ...]] = []
    for key, value, kind in rows:
        cells.append((say(key, language), _Typed(value, kind) if value is not None else None))  # type: ignore[arg-type]
    return Table(name, columns, tuple(cells))


class _Typed:
    """A value of a row-wise sheet with the format of its own."""

    def __init__(self, value: Cell, kind: Kind) -> None:
        self.value = value
        self.kind = kind


def _write_table(sheet: Worksheet, table: Table, export: DesignExport, freeze: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    heads = table.heads(export.language)
    widths = [len(head) + 2 for head in heads]
    for index, head in enumerate(heads, start=1):
        cell = sheet.cell(1, index, head)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=_ACCENT)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        widths[index - 1] = max(10, min(len(head) + 2, 16))
    for number, row in enumerate((*table.rows, *([table.total] if table.total else [])), start=2):
        last = table.total is not None and number == len(table.rows) + 2
        for index, (value, column) in enumerate(zip(row, table.columns, strict=True), start=1):
            kind = column.kind
            if isinstance(value, _Typed):
                value, kind = value.value, value.kind
            _write_cell(sheet, number, index, value, kind)
            widths[index - 1] = max(widths[index - 1], min(_width(value, kind) + 2, _WIDEST))
            if last:
                sum_cell = sheet.cell(number, index)
                sum_cell.font = Font(bold=True)
                sum_cell.fill = PatternFill("solid", fgColor=_TINT)
                sum_cell.border = Border(top=Side("thin", color=_ACCENT))
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = freeze
    if table.rows and table.name not in {"summary", "method"}:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(table.rows) + 1}"
    _set_up_print(sheet, export)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Cell, kind: Kind) -> None:
    from openpyxl.styles import Alignment

    cell = sheet.cell(row, column)
    if value is None or value == "":
        return
    if isinstance(value, str):
        text = _clean(value)
        cell.value = text
        # text is text, whatever it begins with: never a formula, also not after somebody edits the cell
        cell.data_type = "s"
        if text[:1] in set("=+-@"):
            cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=len(text) > _WIDEST, vertical="top")
        return
    cell.value = value
    cell.number_format = _FORMATS.get(kind, "General")
    cell.alignment = Alignment(horizontal="right", vertical="top")


def _set_up_print(sheet: Worksheet, export: DesignExport) -> None:
    """A4, landscape, as wide as the paper, the header on every page, page numbers below."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    # an ampersand starts a code in headers and footers
    name = _clean(f"{export.municipality} – {export.design.name}").replace("&", "&&")
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=name[:100]), right=_HeaderFooterPart(text="&P / &N")
    )


def _clean(text: str) -> str:
    """The text without characters that a workbook cannot hold."""
    kept = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    return kept[:32_000]


def _width(value: Cell, kind: Kind) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, date):
        return 10
    if value is None:
        return 0
    return len(f"{value:,.0f}") + (6 if kind is Kind.DEGREES else 2)
