"""What people type in cells: times, dates, numbers, choices, codes, and what becomes of them."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.continuity.exchange.documents import SMALL
from weerbaar.continuity.exchange.cells import BadCell, cell_value
from weerbaar.continuity.exchange.columns import PROCESSES, RESOURCES, TABLES
from weerbaar.continuity.exchange.document import RegisterDocument
from weerbaar.continuity.exchange.durations import NoTime, in_words, minutes
from weerbaar.continuity.exchange.problems import RefusedFile
from weerbaar.continuity.exchange.workbook_in import Reading, read_workbook
from weerbaar.continuity.exchange.workbook_out import write_workbook
from weerbaar.continuity.types import NodeKind, NodeRef

RTO = PROCESSES.field("rto_min")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 uur", 240),
        ("4uur", 240),
        ("4h", 240),
        ("4 h", 240),
        ("4 hrs", 240),
        ("1,5 dag", 2160),
        ("1.5 days", 2160),
        ("anderhalve dag", 2160),
        ("een half uur", 30),
        ("half an hour", 30),
        ("2 dagen en 3 uur", 3060),
        ("2d 3h 15m", 3075),
        ("30 min.", 30),
        ("1:30", 90),
        ("72:00", 4320),
        ("2 weken", 20160),
        ("een etmaal", 1440),
        ("0 uur", 0),
        ("  4   UUR ", 240),
        ("onbekend", None),
        ("not yet known", None),
        ("", None),
        ("?", None),
    ],
)
def test_times_as_people_type_them(text: str, expected: int | None) -> None:
    assert minutes(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("4", "time_without_unit"),
        ("morgen", "unknown_time"),
        ("4 uren later", "unknown_time"),
        ("4 uur!", "unknown_time"),
        ("-4 uur", "time_negative"),
        ("0,01 uur", "time_not_whole_minutes"),
        ("uur", "unknown_time"),
        ("1:75", "unknown_time"),
    ],
)
def test_what_is_no_time_is_no_time(text: str, kind: str) -> None:
    with pytest.raises(NoTime) as error:
        minutes(text)
    assert error.value.kind == kind


@given(st.integers(0, 60 * 24 * 3000), st.sampled_from(["nl", "en"]))
def test_a_time_in_words_is_read_back(amount: int, language: str) -> None:
    assert minutes(in_words(amount, language)) == amount


@pytest.mark.parametrize(
    ("value", "number_format", "bare", "expected"),
    [
        (4, "General", 60, 240),
        (1.5, "General", 60, 90),
        (50 / 60, "General", 60, 50),
        (90, 'General" min"', 60, 90),
        (3, '0 "dagen"', 60, 4320),
        (time(4, 30), "hh:mm", None, 270),
        (timedelta(hours=36), "[h]:mm", None, 2160),
        (datetime(1900, 1, 1, 12), "hh:mm", None, 3600),  # noqa: DTZ001 - 60 hours
        ("90 min", "General", 60, 90),
        ("4", "General", 60, 240),
    ],
)
def test_times_in_cells(value: Any, number_format: str, bare: int | None, expected: int) -> None:
    assert cell_value(RTO, value, number_format, bare, "A1") == expected


@pytest.mark.parametrize(
    ("table", "field", "value", "expected"),
    [
        ("resources", "capacity", "1.234,5", 1234.5),
        ("resources", "capacity", "1,5", 1.5),
        ("resources", "capacity", "1.5", 1.5),
        ("resources", "capacity", 0.1 + 0.2, 0.3),
        ("resources", "capacity", "onbekend", None),
        ("units", "staff_count", "1.200", 1200),
        ("units", "staff_count", 12.0, 12),
        ("resources", "recovery_on", "31-12-2025", date(2025, 12, 31)),
        ("resources", "recovery_on", "2025-12-31", date(2025, 12, 31)),
        ("resources", "recovery_on", "1/2/2025", date(2025, 2, 1)),
        ("resources", "recovery_on", 45_292, date(2024, 1, 1)),  # what Excel calls this day
        ("resources", "recovery_on", datetime(2025, 3, 4, 0, 0), date(2025, 3, 4)),  # noqa: DTZ001
        ("processes", "track", "Crisisbeheersing ", "crisis"),
        ("processes", "track", "crisis management", "crisis"),
        ("processes", "track", "society", "society"),
        ("processes", "basis_confirmed", "Ja", True),
        ("processes", "basis_confirmed", "x", True),
        ("processes", "basis_confirmed", "no", False),
        ("processes", "basis_confirmed", False, False),
        ("processes", "code", " geboorte \u00a0", "geboorte"),
        ("processes", "code", 12, "12"),
        ("processes", "name_nl", 2026.0, "2026"),
        ("requirements", "members", "net; aggregaat\nkabel, water", ("net", "aggregaat", "kabel", "water")),
    ],
)
def test_other_values_in_cells(table: str, field: str, value: Any, expected: Any) -> None:
    assert cell_value(TABLES[table].field(field), value, "General", None, "A1") == expected


def test_a_code_that_became_a_number_keeps_the_zeros_that_it_showed() -> None:
    assert cell_value(PROCESSES.field("code"), 7, "000", None, "A1") == "007"


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("recovery_on", "30-02-2025", "unknown_day"),
        ("capacity", "1.23.4", "unknown_number"),
        ("capacity", True, "unknown_number"),
        ("recovery_min", datetime(2025, 1, 1), "unknown_time"),  # noqa: DTZ001
        ("recovery_min", False, "unknown_time"),
    ],
)
def test_what_cannot_be_read_says_so(field: str, value: Any, kind: str) -> None:
    with pytest.raises(BadCell) as error:
        cell_value(RESOURCES.field(field), value, "General", None, "Middelen!A1")
    assert error.value.problem.kind == kind
    assert error.value.problem.place == "Middelen!A1"


# --- sheets as people leave them --------------------------------------------------------------------------


def changed(change: Any, language: str = "nl") -> Reading:
    """The small register as a workbook, changed by hand and read for itself."""
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(SMALL, language)))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return read_workbook(buffer, SMALL)


def test_titles_above_the_heads_empty_rows_and_hidden_rows_do_no_harm() -> None:
    def change(book: Any) -> None:
        sheet = book["Middelen"]
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Middelen van Leegstad"
        sheet.insert_rows(6, 2)
        sheet.row_dimensions[8].hidden = True

    reading = changed(change)
    assert reading.document == SMALL
    assert any("verborgen" in nl and "hidden" in en for nl, en in reading.remarks)


def test_heads_in_the_other_language_or_order_are_understood() -> None:
    def change(book: Any) -> None:
        sheet = book["Middelen"]
        sheet["A1"], sheet["B1"] = "  CODE*", "name (DUTCH)"
        sheet.title = "resources"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(reversed(values), start=1):
                sheet.cell(row, column).value = value

    assert changed(change).document.codes("resources") == SMALL.codes("resources")


def test_a_cell_merged_over_rows_counts_for_each_of_them() -> None:
    def change(book: Any) -> None:
        sheet = book["Gevolgen"]
        sheet["B3"], sheet["C3"], sheet["D3"] = "life", 0, 1
        sheet.merge_cells("A2:A3")

    (process,) = changed(change).document.processes
    assert {impact.category for impact in process.impacts} == {"legal", "life"}


def test_a_column_or_sheet_that_is_not_there_leaves_the_register_as_it_is() -> None:
    def change(book: Any) -> None:
        sheet = book["Processen"]
        for column in range(sheet.max_column, 4, -1):
            sheet.delete_cols(column)
        sheet["B2"] = "Aangifte"
        for title in ("Gevolgen", "Bezetting", "Benodigdheden", "Middelen", "Rollen", "Crisisteams"):
            del book[title]

    (process,) = changed(change).document.processes
    assert process.name_nl == "Aangifte"
    assert process.rto_min == SMALL.processes[0].rto_min
    assert process.impacts == SMALL.processes[0].impacts
    assert process.requirements == SMALL.processes[0].requirements


def test_an_emptied_cell_makes_unknown_what_was_there() -> None:
    def change(book: Any) -> None:
        sheet = book["Processen"]
        head = next(cell for cell in sheet[1] if str(cell.value).startswith("Hersteltijddoel"))
        sheet.cell(2, head.column).value = None

    assert changed(change).document.processes[0].rto_min is None


def test_a_sheet_of_ones_own_is_skipped_and_mentioned() -> None:
    reading = changed(lambda book: book.create_sheet("Kladblok").append(["van alles", 1]))
    assert reading.document == SMALL
    assert any("Kladblok" in nl for nl, _ in reading.remarks)


def test_a_formula_counts_by_its_result() -> None:
    import zipfile

    content = io.BytesIO(write_workbook(SMALL, "nl"))
    out = io.BytesIO()
    with zipfile.ZipFile(content) as archive, zipfile.ZipFile(out, "w") as target:
        for member in archive.infolist():
            data = archive.read(member)
            if member.filename == "xl/worksheets/sheet8.xml":  # units: the number of employees
                assert b"<v>12</v>" in data
                data = data.replace(b"<v>12</v>", b"<f>6*2</f><v>12</v>")
            target.writestr(member, data)
    assert read_workbook(out, SMALL).document == SMALL


def test_a_member_that_is_both_a_process_and_a_resource_says_which() -> None:
    from dataclasses import replace

    both = replace(
        SMALL,
        resources=tuple(
            sorted((*SMALL.resources, replace(SMALL.resources[0], code="geboorte")), key=lambda one: one.code)
        ),
        processes=(
            replace(
                SMALL.processes[0],
                requirements=(
                    replace(
                        SMALL.processes[0].requirements[0], members=(NodeRef(NodeKind.RESOURCE, "geboorte"),)
                    ),
                ),
            ),
        ),
    )
    content = write_workbook(both, "nl")
    assert read_workbook(io.BytesIO(content)).document == both
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Benodigdheden"]
    assert sheet["D2"].value == "middel:geboorte"
    sheet["D2"] = "geboorte"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(RefusedFile) as refused:
        read_workbook(buffer)
    assert [said.kind for said in refused.value.problems] == ["member_of_two_kinds"]


# --- files that mean harm ---------------------------------------------------------------------------------


def refused_kinds(content: bytes) -> list[str]:
    with pytest.raises(RefusedFile) as refused:
        read_workbook(io.BytesIO(content), RegisterDocument())
    return [said.kind for said in refused.value.problems]


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.continuity.exchange.workbook_in.MOST_UNPACKED", 10_000)
    assert refused_kinds(write_workbook(SMALL, "nl")) == ["too_many_rows"]


def test_no_workbook_and_a_broken_one_are_refused() -> None:
    assert refused_kinds(b"PK\x03\x04 nothing more") == ["damaged"]
    whole = write_workbook(SMALL, "nl")
    assert refused_kinds(whole[: len(whole) // 2]) == ["damaged"]


def test_entities_in_the_file_are_not_expanded() -> None:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_workbook(SMALL, "nl"))) as archive, zipfile.ZipFile(out, "w") as to:
        for member in archive.infolist():
            data = archive.read(member)
            if member.filename == "xl/styles.xml":
                data = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "boem">]>' + data
            to.writestr(member, data)
    assert refused_kinds(out.getvalue()) == ["damaged"]


def test_any_workbook_that_is_no_register_is_refused() -> None:
    book = openpyxl.Workbook()
    book.active.append(["naam", "bedrag"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert refused_kinds(buffer.getvalue()) == ["not_a_register"]
