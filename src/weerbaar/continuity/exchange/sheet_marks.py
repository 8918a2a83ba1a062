"""What a streaming reader does not tell of a sheet: merged cells, hidden rows, formulas without a result."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b(?P<cell>[^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?P<value><(?:\w+:)?v\b[^>]*>[^<]*)?"
)
_AT = re.compile(rb'\br="([A-Z]+)(\d+)"')
Spot = tuple[int, int]  # row from 1, column from 0


@dataclass
class SheetMarks:
    """`merged_down`: first cell → last row of a merged column; `merged_across`: cells merged sideways, the first of
    each; `merged_beside`: the others in such a cell."""

    merged_down: dict[Spot, int] = field(default_factory=dict)
    merged_across: set[Spot] = field(default_factory=set)
    merged_beside: set[Spot] = field(default_factory=set)
    valueless: set[Spot] = field(default_factory=set)
    hidden_rows: int = 0
    unheaded: set[int] = field(default_factory=set)  # columns of which it was said that they have no head


def sheet_marks(archive: zipfile.ZipFile, sheet: Any) -> SheetMarks:
    """Reads the marks of a sheet; none when its part of the file cannot be found."""
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    marks = SheetMarks()
    if path not in archive.namelist():
        return marks
    content = archive.read(path)
    marks.hidden_rows = len(_ROW.findall(content))
    for first, top, last, bottom in _MERGED.findall(content):
        spot = (int(top), _column(first))
        if first == last:
            marks.merged_down[spot] = int(bottom)
        else:
            marks.merged_across.add(spot)
            marks.merged_beside |= _beside(spot, int(bottom), _column(last))
    for found in _FORMULA.finditer(content):
        at = _AT.search(found["cell"])
        # a formula may well give an empty text; a result that was never computed has no value and no type
        if at and not (found["value"] or b"").partition(b">")[2] and b't="str"' not in found["cell"]:
            marks.valueless.add((int(at[2]), _column(at[1])))
    return marks


def _beside(first: Spot, bottom: int, last: int) -> set[Spot]:
    """The other cells of a merged cell; of a huge one only what a register can reach."""
    rows = range(first[0], min(bottom, first[0] + 2_000) + 1)
    return {(row, at) for row in rows for at in range(first[1], min(last, 200) + 1)} - {first}


def _column(letters: bytes) -> int:
    """Where a column is, from 0."""
    at = 0
    for letter in letters:
        at = at * 26 + letter - 64
    return at - 1
