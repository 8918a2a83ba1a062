"""A workbook (XLSX) read into a document: as people left it, with every mistake told at once, by its cell.

The reading streams: a sheet is never a whole in memory as cells. A workbook from outside may be a bomb, so
what it unpacks to is known and bounded before anything is read.
"""

from __future__ import annotations

import difflib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

from weerbaar.continuity.exchange.cells import BadCell, cell_value
from weerbaar.continuity.exchange.checking import Checking, Silent
from weerbaar.continuity.exchange.columns import PARTS, TABLES, Kind
from weerbaar.continuity.exchange.document import SECTIONS, Origin, RegisterDocument, tidy
from weerbaar.continuity.exchange.problems import Problem, RefusedFile, once, problem
from weerbaar.continuity.exchange.rows import Row
from weerbaar.continuity.exchange.sheet_marks import SheetMarks, sheet_marks
from weerbaar.continuity.exchange.sheets import (
    CHOICES,
    READING,
    Column,
    columns_of,
    heads_of,
    plain_head,
    tables_by_title,
)
from weerbaar.interface.jobs import SILENT, Progress

MOST_UNPACKED = 120 * 1024 * 1024  # bytes; 10,000 processes with all that belongs to them are about 40 MB
MOST_ROWS = 50_000  # of all sheets together
MOST_COLUMNS = 200
HEADS_WITHIN = 30  # rows above the heads that a title may take
_LABELS = {"gemeente": "name", "municipality": "name", "cbs-code": "code", "cbs code": "code"}
_MADE_ON = {"gemaakt op", "made on"}


@dataclass
class Reading:
    """What came out of a workbook. `remarks` are (Dutch, English) things to know that are no mistakes.

    `silent` is what the workbook does not speak of, and what is in the document as it is in the register.
    """

    document: RegisterDocument
    remarks: list[tuple[str, str]] = field(default_factory=list)
    silent: Silent = frozenset()


@dataclass
class _Heads:
    """The columns of one sheet, by their place from the left (from 0)."""

    row: int
    columns: dict[int, tuple[Column, int | None]]
    letters: dict[str, str]


class _Workbook:
    """One reading of one workbook: collects rows, problems and remarks."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.remarks: list[tuple[str, str]] = []
        self.spoken: dict[str, set[str]] = {}  # table → fields for which there is a column
        self.origin = Origin()
        self.count = 0

    def read(self, book: Any, archive: zipfile.ZipFile) -> None:
        titles = tables_by_title()
        aside = {title.casefold() for title in (*READING.values(), *CHOICES.values())}
        for at, sheet in enumerate(book.worksheets):
            share = 0.1 + 0.7 * at / len(book.worksheets)
            self.progress.tell(share, f"Blad {sheet.title} lezen", f"Reading sheet {sheet.title}")
            name = titles.get(" ".join(sheet.title.casefold().split()))
            if name is None:
                if sheet.title.casefold() in {title.casefold() for title in READING.values()}:
                    self._read_origin(sheet)
                elif sheet.title.casefold() not in aside:
                    shown = tidy(sheet.title)[:31]
                    self.remarks.append(
                        (
                            f"Het blad “{shown}” is niet bekend en is overgeslagen.",
                            f"The sheet “{shown}” is not known and was skipped.",
                        )
                    )
                continue
            self._read_sheet(name, sheet, sheet_marks(archive, sheet))

    def _read_origin(self, sheet: Any) -> None:
        said: dict[str, str] = {}
        made_on = None
        for row in sheet.iter_rows(max_row=60, max_col=2, values_only=True):
            label = str(row[0] or "").strip().casefold().rstrip(":") if row else ""
            value = row[1] if len(row) > 1 else None
            if label in _LABELS and value:
                said[_LABELS[label]] = tidy(str(value))
            elif label in _MADE_ON and isinstance(value, date):
                made_on = value.date() if isinstance(value, datetime) else value
        self.origin = Origin(said.get("code", "")[:6], said.get("name", "")[:120], made_on)

    # --- a sheet -------------------------------------------------------------------------------------------

    def _read_sheet(self, table: str, sheet: Any, marks: SheetMarks) -> None:
        sheet.reset_dimensions()
        heads: _Heads | None = None
        above: dict[int, tuple[int, Any]] = {}  # column → (last row of a merged cell, its cell)
        if marks.hidden_rows:
            self.remarks.append(
                (
                    f"Op het blad “{sheet.title}” zijn {marks.hidden_rows} verborgen rijen ook gelezen.",
                    f"On the sheet “{sheet.title}” {marks.hidden_rows} hidden rows were read too.",
                )
            )
        candidate: list[tuple[int, tuple[Any, ...]]] = []
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            if all(cell.value is None for cell in cells):
                continue
            if heads is None:
                heads = self._heads(table, number, cells)
                if heads is None:
                    candidate.append((number, cells))
                    if len(candidate) >= HEADS_WITHIN:
                        break
                continue
            self._count_row()
            self._read_row(table, sheet.title, number, cells, heads, marks, above)
        if heads is not None:
            self._finish_heads(table, sheet.title, heads)
        elif candidate:
            key = columns_of(table)[0].field
            self.problems.append(problem("missing_head", f"{sheet.title}!A1", value=(key.nl, key.en)))

    def _count_row(self) -> None:
        self.count += 1
        if self.count > MOST_ROWS:
            raise RefusedFile([problem("too_many_rows", "", most=MOST_ROWS)])

    def _heads(self, table: str, number: int, cells: tuple[Any, ...]) -> _Heads | None:
        """The heads, when this row holds them: at least two that are known."""
        known = heads_of(table)
        texts = {at: plain_head(str(cell.value)) for at, cell in enumerate(cells) if cell.value is not None}
        if sum(text in known for text, _ in texts.values()) < 2:
            return None
        heads = _Heads(number, {}, {})
        for at, (text, unit) in texts.items():
            place = f"{cells[at].parent.title}!{cells[at].coordinate}"
            column = known.get(text)
            shown = tidy(str(cells[at].value))
            if column is None:
                near = difflib.get_close_matches(text, known, 1, 0.75)
                hint = ("", "")
                if near:
                    nearest = known[near[0]]
                    hint = (f" (bedoelt u “{nearest.nl}”?)", f" (do you mean “{nearest.en}”?)")
                self.problems.append(problem("unknown_head", place, value=shown, hint=hint))
            elif column.name in heads.letters:
                self.problems.append(problem("head_twice", place, value=shown))
            else:
                heads.columns[at] = (column, unit)
                heads.letters[column.name] = cells[at].column_letter
        return heads

    def _finish_heads(self, table: str, title: str, heads: _Heads) -> None:
        """Which fields the sheet speaks of; without some of them there is no telling what a row is."""
        names = {column.field.name for column, _ in heads.columns.values()}
        if table == "impacts":
            names.add("after_min")
        self.spoken[table] = names
        for one in TABLES[table].fields:
            owns = table in SECTIONS and one.kind != Kind.CODE
            if one.required and one.name not in names and not owns:
                place = f"{title}!A{heads.row}"
                self.problems.append(problem("missing_head", place, value=(one.nl, one.en)))

    def _read_row(
        self,
        table: str,
        title: str,
        number: int,
        cells: tuple[Any, ...],
        heads: _Heads,
        marks: SheetMarks,
        above: dict[int, tuple[int, Any]],
    ) -> None:
        values: dict[str, Any] = {}
        broken = set()
        for at, cell in enumerate(cells):
            if at not in heads.columns:
                if cell.value is not None and at not in marks.unheaded:
                    marks.unheaded.add(at)
                    if not self._is_under_unknown_head(heads, at, title):
                        self.problems.append(problem("no_head", f"{title}!{cell.coordinate}"))
                continue
            column, unit = heads.columns[at]
            if (number, at) in marks.merged_beside:
                broken.add(column.name)
                continue
            place = f"{title}!{heads.letters[column.name]}{number}"
            if (number, at) in marks.merged_down:
                above[at] = (marks.merged_down[number, at], cell)
            elif at in above and number <= above[at][0]:
                cell = above[at][1]
            try:
                if (number, at) in marks.merged_across and cell.value is not None:
                    raise BadCell(problem("merged_across", place))
                values[column.name] = self._cell(column, cell, unit, place, (number, at) in marks.valueless)
            except BadCell as bad:
                broken.add(column.name)
                self.problems.append(bad.problem)
        if not broken and all(value in (None, ()) for value in values.values()):
            return
        self._keep(table, title, number, values, heads, frozenset(broken))

    def _is_under_unknown_head(self, heads: _Heads, at: int, title: str) -> bool:
        """Whether the column's head was spoken of already."""
        from openpyxl.utils import get_column_letter

        place = f"{title}!{get_column_letter(at + 1)}{heads.row}"
        return any(said.place == place for said in self.problems)

    def _cell(self, column: Column, cell: Any, unit: int | None, place: str, valueless: bool) -> Any:
        if valueless:
            raise BadCell(problem("formula_without_value", place))
        value = cell.value
        if value is None:
            return None
        if cell.data_type == "e":
            raise BadCell(problem("error_value", place, value=value))
        return cell_value(column.field, value, cell.number_format, unit, place)

    def _keep(
        self,
        table: str,
        title: str,
        number: int,
        values: dict[str, Any],
        heads: _Heads,
        broken: frozenset[str],
    ) -> None:
        if table != "impacts":
            self.rows.append(Row(table, values, title, number, heads.letters, broken))
            return
        common = {name: values.get(name) for name in ("process", "category")}
        for column, _ in heads.columns.values():
            level = values.get(column.name)
            if column.level_after is None or level is None:
                continue
            letters = {**heads.letters, "level": heads.letters[column.name]}
            row = {**common, "after_min": column.level_after, "level": level}
            self.rows.append(Row(table, row, title, number, letters, broken & {"process", "category"}))

    # --- the document -----------------------------------------------------------------------------------

    def silent(self) -> Silent:
        """What the workbook does not speak of: columns and whole sheets that are not there."""
        found = set()
        for section in SECTIONS:
            names = self.spoken.get(section)
            if names is not None:
                found |= {(section, one.name) for one in TABLES[section].fields if one.name not in names}
            found |= {(part, "") for part in PARTS[section] if part not in self.spoken}
        return frozenset(found)


def read_workbook(
    content: IO[bytes], mine: RegisterDocument | None = None, progress: Progress = SILENT
) -> Reading:
    """The document in a workbook, read for the register `mine`; raises `RefusedFile` with every mistake."""
    reading = _Workbook(progress)
    progress.tell(0.02, "Bestand openen", "Opening the file")
    try:
        for book, archive in _opened(content):
            reading.read(book, archive)
    except (RefusedFile, NotImplementedError):
        raise
    except Exception as error:  # openpyxl raises whatever it meets in a broken file
        from weerbaar.interface.jobs import Cancelled

        if isinstance(error, Cancelled):
            raise
        raise RefusedFile([problem("damaged", "")]) from error
    if not reading.spoken and not reading.problems:
        raise RefusedFile([problem("not_a_register", "")])
    progress.tell(0.85, "Nakijken", "Checking")
    silent = reading.silent()
    checking = Checking(reading.rows, mine or RegisterDocument(), silent)
    document = checking.document(reading.origin)
    problems = _in_order(reading.problems + checking.problems)
    if problems or document is None:
        raise RefusedFile(problems)
    return Reading(document, reading.remarks, silent)


def _opened(content: IO[bytes]) -> Iterator[tuple[Any, zipfile.ZipFile]]:
    """The workbook and its archive, closed afterwards; refused when it is none or unpacks to too much."""
    import openpyxl

    with zipfile.ZipFile(content) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise RefusedFile([problem("not_a_register", "")])
        if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
            raise RefusedFile([problem("too_many_rows", "", most=MOST_ROWS)])
        _no_entities(archive)
        content.seek(0)
        book = openpyxl.load_workbook(content, read_only=True, data_only=True)
        try:
            yield book, archive
        finally:
            book.close()


def _no_entities(archive: zipfile.ZipFile) -> None:
    """Refuses a part that declares a document type: no spreadsheet program does, and entities may explode."""
    for member in archive.infolist():
        with archive.open(member) as part:
            start = part.read(2048).replace(b"\x00", b"")
        if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
            raise RefusedFile([problem("damaged", "")])


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Sheet by sheet, row by row, from left to right."""
    from openpyxl.utils.cell import coordinate_from_string

    sheets: dict[str, int] = {}

    def place(said: Problem) -> tuple[int, int, int, str]:
        title, _, cell = said.place.rpartition("!")
        if not title:
            return (-1, 0, 0, "")
        letters, row = coordinate_from_string(cell)
        return (sheets.setdefault(title, len(sheets)), int(row), len(letters), letters)

    return sorted(once(problems), key=place)
