"""Tables as CSV and XLSX, read back with the standard library and openpyxl."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest

from tests.supportpoints.documents.sample import export
from weerbaar.supportpoints.documents.commas import neighbourhoods_csv, points_csv
from weerbaar.supportpoints.documents.workbook import design_workbook

HOSTILE = (
    '=HYPERLINK("http://kwaad.example","klik")',
    "=cmd|' /C calc'!A0",
    "+31 43 350 40 40",
    "-1+1|cmd",
    "@SUM(1;1)",
    "\t=1+1",
    "\r\n=1+1",
    "\u200b=1+1",
    "＝1+1",
)


def read_csv(data: bytes, language: str) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if language == "nl" else ","))


def number(text: str, language: str) -> float:
    return float(text.replace(",", ".") if language == "nl" else text)


def sheets(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_csv_reads_back_in_the_form_of_its_language(language: str) -> None:
    made = export(language=language)
    rows = read_csv(points_csv(made), language)
    cost = "Eenmalig (euro)" if language == "nl" else "One-off (euro)"
    assert sum(number(row[cost], language) for row in rows) == made.summary.cost_one_off_eur
    areas = read_csv(neighbourhoods_csv(made), language)
    within = "Inwoners binnen de norm" if language == "nl" else "Residents within the norm"
    assert sum(number(row[within], language) for row in areas) == pytest.approx(made.summary.covered, abs=0.3)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_csv_gives_no_spreadsheet_a_formula(name: str, language: str) -> None:
    rows = read_csv(points_csv(export(language=language, names={0: name})), language)
    cells = [cell for row in rows for cell in row.values()]
    assert len(rows) == 3
    for cell in cells:
        assert cell[:1] not in set("=+@＝＋－＠\t\r\n"), cell
        assert not cell.startswith("-") or cell.lstrip("-").replace(",", "").replace(".", "").isdigit()


@pytest.mark.parametrize("name", [*HOSTILE, "a\x00b\x07c", "x" * 40_000])
def test_workbook_keeps_hostile_names_as_text(name: str) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(design_workbook(export(names={0: name}, design_name=name[:120])))
    )
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value[:1] in set("=+-@"):
                    assert cell.quotePrefix


@pytest.mark.parametrize("language", ["nl", "en"])
def test_workbook_sums_equal_the_summary(language: str) -> None:
    made = export(language=language)
    found = sheets(design_workbook(made))
    summary, points, districts, neighbourhoods, left_out, _, sources = found.values()
    assert next(iter(found)) == ("Samenvatting" if language == "nl" else "Summary")
    cost = points[0].index("Eenmalig (euro)" if language == "nl" else "One-off (euro)")
    assert sum(row[cost] for row in points[1:-1]) == made.summary.cost_one_off_eur
    figures = dict(row[:2] for row in summary)
    share = "Aandeel binnen de norm" if language == "nl" else "Share within the norm"
    assert figures[share] == pytest.approx(made.summary.share_covered)
    for rows, first in ((districts, 3), (neighbourhoods, 4)):
        assert sum(row[first] for row in rows[1:-1]) == pytest.approx(made.summary.residents)
        assert rows[-1][first] == pytest.approx(made.summary.residents)
        assert sum(row[first + 1] for row in rows[1:-1]) == pytest.approx(made.summary.covered)
    assert sum(row[2] for row in left_out[1:-1]) == pytest.approx(
        made.summary.residents - made.summary.covered
    )
    assert sources[1][2] == "EUPL-1.2"


def test_workbook_is_ready_to_read_and_print() -> None:
    book = openpyxl.load_workbook(io.BytesIO(design_workbook(export())))
    for sheet in book:
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.fitToWidth == 1
        assert all(sheet.column_dimensions[cell.column_letter].width >= 10 for cell in sheet[1])
    points = book["Punten"]
    heads = [cell.value for cell in points[1]]
    assert points.cell(2, heads.index("Eenmalig (euro)") + 1).number_format == "#,##0"
    assert points.auto_filter.ref is not None


@pytest.mark.parametrize("points", [0, 300])
def test_tables_of_an_empty_and_of_a_large_network(points: int) -> None:
    made = export(many=points) if points else export(chosen=())
    assert len(read_csv(points_csv(made), "nl")) == points
    assert len(sheets(design_workbook(made))["Punten"]) == points + 2


def test_the_name_of_the_file_is_plain_ascii_whatever_the_design_is_called() -> None:
    from weerbaar.supportpoints.documents.export import Format

    assert export(design_name="Vóórstel Ä / 2").file_name(Format.GEOPACKAGE) == (
        "kleinstad-steunpunten-voorstel-a-2-2026-11-24.gpkg"
    )
    hostile = export(design_name='"; rm -rf /\r\nX: y', language="en").file_name(Format.NEIGHBOURHOODS_CSV)
    assert hostile == "kleinstad-support-points-rm-rf-x-y-neighbourhoods-2026-11-24.csv"
    assert (
        export(design_name="中文").file_name(Format.PDF) == "kleinstad-steunpunten-ontwerp-7-2026-11-24.pdf"
    )
