"""A thousand rows with more than forty kinds of mistakes: every one is told, by its cell, all at once."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import models, queries, services
from weerbaar.continuity.exchange.document import (
    Origin,
    ProcessEntry,
    RegisterDocument,
    ResourceEntry,
    RoleEntry,
    SeatEntry,
    TeamEntry,
    UnitEntry,
)
from weerbaar.continuity.exchange.problems import MESSAGES, RefusedFile
from weerbaar.continuity.exchange.sheets import columns_of
from weerbaar.continuity.exchange.workbook_in import read_workbook
from weerbaar.continuity.exchange.workbook_out import write_workbook
from weerbaar.continuity.types import (
    DeliveryRow,
    ImpactRow,
    NodeKind,
    NodeRef,
    RequirementRow,
    StaffingRow,
)

TITLES = {
    "processes": "Processen",
    "impacts": "Gevolgen",
    "staffing": "Bezetting",
    "resources": "Middelen",
    "deliveries": "Leveringen",
    "requirements": "Benodigdheden",
    "units": "Afdelingen",
    "roles": "Rollen",
    "teams": "Crisisteams",
    "seats": "Plaatsen in teams",
}


WITH_PARTS = 980  # the last ones have none, so that a mistake in their code touches nothing else


def thousand() -> RegisterDocument:
    """A register of a thousand processes with what belongs to them."""
    grid = NodeRef(NodeKind.RESOURCE, "r00")
    return RegisterDocument(
        Origin("GM7777", "Leegstad"),
        units=tuple(UnitEntry(f"u{i}", f"Afdeling {i}", f"Unit {i}") for i in range(6)),
        roles=tuple(RoleEntry(f"rol{i}", f"Rol {i}", f"Role {i}") for i in range(4)),
        teams=tuple(
            TeamEntry(
                f"team{i}",
                f"Team {i}",
                f"Team {i}",
                seats=(SeatEntry("rol0", 1, True), SeatEntry("rol1"), SeatEntry("rol2")),
            )
            for i in range(4)
        ),
        resources=tuple(
            ResourceEntry(
                f"r{i:02}",
                f"Middel {i}",
                f"Resource {i}",
                "generator",
                recovery_min=60,
                recovery_basis="contracted",
                deliveries=(DeliveryRow(60, 100.0), DeliveryRow(120, 50.0)),
            )
            for i in range(20)
        ),
        processes=tuple(
            ProcessEntry(
                f"p{i:04}",
                f"Proces {i}",
                f"Process {i}",
                "society",
                "u0",
                rto_min=240,
                deadline_min=600,
                deadline_from="report",
                decision="must_go_on",
                decision_reason_nl="Daarom.",
                impacts=(ImpactRow("life", 240, 2), ImpactRow("life", 1440, 4)) if i < WITH_PARTS else (),
                staffing=(StaffingRow("rol0", 0, 600, 2), StaffingRow("rol1", 0, 600, 1))
                if i < WITH_PARTS
                else (),
                requirements=(RequirementRow(1, (grid, NodeRef(NodeKind.RESOURCE, "r01"))),)
                if i < WITH_PARTS
                else (),
            )
            for i in range(1000)
        ),
    )


@dataclass(frozen=True)
class Mistake:
    """What somebody typed: value by (sheet, row, field). The problem is told at the first of them."""

    kind: str
    edits: tuple[tuple[str, int, str, Any], ...]


def one(kind: str, sheet: str, row: int, field: str, value: Any, *more: tuple[str, int, str, Any]) -> Mistake:
    return Mistake(kind, ((sheet, row, field, value), *more))


P, R = "processes", "resources"
MISTAKES = [
    one("missing_code", P, 990, "code", None),
    one("bad_code", P, 991, "code", "geboorte aangifte!"),
    one("code_too_long", P, 992, "code", "x" * 61),
    one("code_twice", P, 994, "code", "P0011"),
    one("missing_name", P, 995, "name_nl", None),
    one("missing_english_name", P, 996, "name_en", "   "),
    one("text_too_long", P, 997, "name_nl", "lang " * 40),
    one("missing_choice", P, 998, "track", None),
    one("unknown_choice", P, 999, "track", "veiligheid"),
    one("missing_reference", P, 1000, "unit_code", None),
    one("unknown_unit", P, 1001, "unit_code", "u99"),
    one("unknown_role", P, 22, "owner_role_code", "rol99"),
    one("unknown_time", P, 23, "rto_min", "morgen"),
    one("time_negative", P, 25, "rto_min", "-4 uur"),
    one("time_too_long", P, 26, "workaround_max_min", "900 weken"),
    one("time_not_whole_minutes", P, 27, "rpo_min", "0,33 min"),
    one("rto_over_mtpd", P, 28, "rto_min", "2 dagen"),
    one("deadline_from_nothing", P, 29, "deadline_from", None),
    one("from_without_deadline", P, 30, "deadline_min", None),
    one("override_without_reason", P, 31, "mtpd_reason_nl", None, (P, 31, "mtpd_override_min", "8 uur")),
    one("decision_without_reason", P, 32, "decision_reason_nl", None),
    one("unknown_flag", P, 33, "basis_confirmed", "misschien"),
    one("error_value", P, 34, "summary_nl", "#REF!"),
    one("formula_without_value", P, 35, "summary_nl", "=A1&B1"),
    one("unknown_process", "impacts", 20, "process", "p9999"),
    one("level_out_of_scale", "impacts", 21, "level_240", 7),
    one("unknown_number", "impacts", 22, "level_240", "erg"),
    one("number_not_whole", "impacts", 23, "level_240", 2.5),
    one("impact_becomes_milder", "impacts", 24, "level_1440", 1, ("impacts", 24, "level_10080", 4)),
    one(
        "impact_twice", "impacts", 26, "category", "leven en gezondheid", ("impacts", 26, "process", "p0023")
    ),
    one("staffing_ends_before_it_starts", "staffing", 20, "until_min", 0),
    one("staffing_twice", "staffing", 23, "role_code", "rol0"),
    one("staffing_overlaps", "staffing", 25, "from_min", 2, ("staffing", 25, "role_code", "rol0")),
    one("staffing_for_nobody", "staffing", 26, "people", 0),
    one("missing_number", "staffing", 27, "people", None),
    one("number_negative", "staffing", 28, "people", -2),
    one("number_too_large", "staffing", 29, "people", 1_000_000),
    one("measured_without_day", R, 5, "recovery_on", None, (R, 5, "recovery_basis", "measured")),
    one("unknown_day", R, 6, "recovery_on", "31 februari"),
    one("day_out_of_reach", R, 7, "recovery_on", "01-01-1899"),
    one("day_in_the_future", R, 8, "recovery_on", date(2099, 1, 1)),
    one("recovery_time_missing", R, 9, "recovery_min", None),
    one("role_of_a_thing", R, 10, "role_code", "rol1"),
    one("too_many_decimals", R, 11, "capacity", "1,2345"),
    one("unknown_resource", "deliveries", 4, "resource", "r99"),
    one("delivery_of_nothing", "deliveries", 6, "litres", 0),
    one("delivery_twice", "deliveries", 9, "after_min", "1 uur"),
    one("missing_time", "deliveries", 10, "after_min", "onbekend"),
    one("needs_none", "requirements", 10, "needed", 0),
    one("no_members", "requirements", 11, "members", None),
    one("needs_more_than_members", "requirements", 12, "needed", 3),
    one("member_twice", "requirements", 13, "members", "r00; r00"),
    one("needs_itself", "requirements", 14, "members", "r00; proces:p0012"),
    one("unknown_member", "requirements", 15, "members", "r00, kabel"),
    one("unit_in_a_circle", "units", 4, "parent_code", "u2"),
    one("team_in_a_circle", "teams", 5, "reports_to_code", "team3"),
    one("unknown_team", "seats", 2, "team", "team9"),
    one("seat_twice", "seats", 7, "role_code", "rol1"),
    one("seat_for_nobody", "seats", 10, "people", 0),
    one("second_chair", "seats", 12, "is_chair", "ja"),
]
# told of whole columns and heads, and made by hand below
OF_SHEETS = {"unknown_head", "head_twice", "no_head", "merged_across", "missing_head", "time_without_unit"}


def place(sheet: str, row: int, field: str) -> str:
    letters = [column.name for column in columns_of(sheet)]
    return f"{openpyxl.utils.get_column_letter(letters.index(field) + 1)}{row}"


class Book:
    """A workbook in which mistakes are made and mended again."""

    def __init__(self, document: RegisterDocument) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(write_workbook(document, "nl")))
        self.undo: list[tuple[Any, Any, str, str]] = []

    def set(self, sheet: str, cell: str, value: Any) -> None:
        found = self.book[TITLES[sheet]][cell]
        self.undo.append((found, found.value, found.data_type, found.number_format))
        found.value = value
        if isinstance(value, str) and value.startswith("#"):
            found.data_type = "e"

    def mend(self) -> None:
        for cell, value, kind, number_format in reversed(self.undo):
            cell.value = value
            cell.data_type = kind
            cell.number_format = number_format
        self.undo.clear()

    def content(self) -> io.BytesIO:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer


@pytest.mark.django_db
def test_a_thousand_rows_with_forty_kinds_of_mistakes_are_refused_and_come_in_once_mended(
    place_: MunicipalityRow,
) -> None:
    document = thousand()
    book = Book(document)
    expected: dict[str, str] = {}
    for mistake in MISTAKES:
        for sheet, row, field, value in mistake.edits:
            book.set(sheet, place(sheet, row, field), value)
        sheet, row, field, _ = mistake.edits[0]
        expected[mistake.kind] = f"{TITLES[sheet]}!{place(sheet, row, field)}"
    sheet = book.book["Rollen"]
    free = openpyxl.utils.get_column_letter(len(columns_of("roles")) + 1)
    after = openpyxl.utils.get_column_letter(len(columns_of("roles")) + 2)
    last = openpyxl.utils.get_column_letter(len(columns_of("roles")) + 3)
    book.set("roles", f"{free}1", "Tak (Nederlands)")
    expected["unknown_head"] = f"Rollen!{free}1"
    book.set("roles", f"{after}1", "Name (Dutch)")
    expected["head_twice"] = f"Rollen!{after}1"
    book.set("roles", f"{last}3", "los")
    expected["no_head"] = f"Rollen!{last}3"
    sheet.merge_cells("B4:C4")
    expected["merged_across"] = "Rollen!B4"
    bare = place("teams", 1, "meets_within_min")
    book.set("teams", bare, "Bijeen binnen")
    book.set("teams", place("teams", 2, "meets_within_min"), 4)
    book.book["Crisisteams"][place("teams", 2, "meets_within_min")].number_format = "General"
    expected["time_without_unit"] = f"Crisisteams!{place('teams', 2, 'meets_within_min')}"

    with pytest.raises(RefusedFile) as refused:
        read_workbook(book.content())
    assert {said.kind: said.place for said in refused.value.problems} == expected
    assert len(refused.value.problems) == len(expected)
    assert len(expected) >= 40
    for said in refused.value.problems:
        for text in (said.nl, said.en):
            assert len(text) > 20
            assert "{" not in text
        assert said.nl != said.en
    assert not models.Process.objects.exists()

    book.mend()
    sheet.unmerge_cells("B4:C4")
    sheet["C4"] = "Role 2"  # what the merging took away
    back = read_workbook(book.content()).document
    assert replace(back, origin=document.origin) == document
    services.apply_register(PROGRAM, place_.id, back)
    assert queries.own_register(place_.id, document.origin).document == document


@pytest.fixture
def place_(place: MunicipalityRow) -> MunicipalityRow:
    """Under another name, because `place` is here where a cell is."""
    return place


def test_a_head_that_is_needed_is_named() -> None:
    book = Book(replace(thousand(), processes=()))
    book.set("deliveries", place("deliveries", 1, "litres"), "Hoeveel")
    with pytest.raises(RefusedFile) as refused:
        read_workbook(book.content())
    kinds = {said.kind: said for said in refused.value.problems}
    assert {"unknown_head", "missing_head"} <= set(kinds)
    assert "Liters" in kinds["missing_head"].nl
    assert "Litres" in kinds["missing_head"].en


def test_every_kind_of_mistake_of_a_workbook_is_tried() -> None:
    tried = {mistake.kind for mistake in MISTAKES} | OF_SHEETS
    # of files only, of two registers, or of a file as a whole: in the other tests of this folder
    elsewhere = {
        "not_a_register",
        "too_new",
        "damaged",
        "too_many_rows",
        "unknown_field",
        "wrong_type",
        "code_in_capitals",
        "member_of_two_kinds",
        "impact_at_another_time",
    }
    assert tried | elsewhere == set(MESSAGES)
    assert len(tried) >= 40
