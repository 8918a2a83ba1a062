"""What goes out comes back the same: as a file, as a workbook in both languages, through the tables."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.continuity.exchange.documents import SMALL, documents
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.exchange.comparing import Choice, Choices
from weerbaar.continuity.exchange.document import RegisterDocument
from weerbaar.continuity.exchange.json_file import read_json, write_json
from weerbaar.continuity.exchange.starter import starter_document
from weerbaar.continuity.exchange.workbook_in import read_workbook
from weerbaar.continuity.exchange.workbook_out import write_workbook
from weerbaar.continuity.models import Process, Resource, StaffRole
from weerbaar.continuity.rules import process_faults, resource_faults
from weerbaar.continuity.services.processes import process_as_edit
from weerbaar.continuity.services.resources import resource_as_edit
from weerbaar.continuity.types import NodeKind, NodeRef

SLOWLY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@SLOWLY
@given(documents())
def test_a_file_comes_back_the_same(document: RegisterDocument) -> None:
    content = write_json(document)
    assert read_json(content) == document
    assert write_json(read_json(content)) == content


@SLOWLY
@given(documents(), st.sampled_from(["nl", "en"]))
def test_a_workbook_comes_back_the_same(document: RegisterDocument, language: str) -> None:
    assert read_workbook(io.BytesIO(write_workbook(document, language))).document == document


@pytest.mark.skipif(
    not Path("/usr/lib/libreoffice/program/libsclo.so").exists(), reason="LibreOffice Calc is not installed"
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_workbook_that_another_program_saved_is_the_same_register(language: str, tmp_path: Path) -> None:
    """LibreOffice writes texts, styles, dates and empty rows its own way, as Excel does."""
    document = starter_document()
    (tmp_path / "register.xlsx").write_bytes(write_workbook(document, language))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "saved"),
            str(tmp_path / "register.xlsx"),
        ],
        capture_output=True,
        check=True,
        timeout=240,
    )
    with (tmp_path / "saved" / "register.xlsx").open("rb") as saved:
        assert read_workbook(saved).document == document


@pytest.mark.django_db
def test_documents_come_back_the_same_from_the_tables(place: MunicipalityRow) -> None:
    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def through(document: RegisterDocument) -> None:
        with transaction.atomic():
            services.apply_register(PROGRAM, place.id, document)
            assert queries.own_register(place.id, document.origin).document == document
            again = services.apply_register(PROGRAM, place.id, document, Choices(changed=Choice.THEIRS))
            assert again.total == 0
            transaction.set_rollback(True)

    through()


@pytest.mark.django_db
def test_what_comes_in_by_file_can_be_saved_by_hand(place: MunicipalityRow) -> None:
    """The rules of a file and those of a form are written apart, for each names places of its own."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents())
    def through(document: RegisterDocument) -> None:
        with transaction.atomic():
            services.apply_register(PROGRAM, place.id, document)
            roles = set(StaffRole.objects.filter(municipality_id=place.id).values_list("code", flat=True))
            for process in Process.objects.filter(municipality_id=place.id):
                own = NodeRef(NodeKind.PROCESS, process.code)
                assert not process_faults(process_as_edit(process), own, roles)
            for resource in Resource.objects.filter(municipality_id=place.id):
                own = NodeRef(NodeKind.RESOURCE, resource.code)
                assert not resource_faults(resource_as_edit(resource), own)
            transaction.set_rollback(True)

    through()


@pytest.mark.django_db
def test_the_register_goes_out_as_a_workbook_and_comes_back_without_a_change(place: MunicipalityRow) -> None:
    services.load_starter(PROGRAM, place.id)
    own = queries.own_register(place.id).document
    for language in ("nl", "en"):
        content = write_workbook(queries.export_document(place), language)
        back = read_workbook(io.BytesIO(content), own).document
        applied = services.apply_register(PROGRAM, place.id, back, Choices(changed=Choice.THEIRS))
        assert applied.total == 0


def test_no_text_in_a_workbook_is_a_formula() -> None:
    from dataclasses import replace

    evil = replace(
        SMALL,
        processes=(
            replace(
                SMALL.processes[0],
                name_nl='=HYPERLINK("http://x","klik")',
                summary_nl="+1",
                mbco_nl="@SUM(A1:A9)",
                workaround_nl="-2+3",
            ),
        ),
    )
    content = write_workbook(evil, "nl")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(name)
    book = openpyxl.load_workbook(io.BytesIO(content))
    row = {cell.value: cell for cell in book["Processen"][2]}
    for text in ('=HYPERLINK("http://x","klik")', "+1", "@SUM(A1:A9)", "-2+3"):
        assert row[text].data_type == "s"
        assert row[text].quotePrefix


@pytest.mark.parametrize(("language", "title"), [("nl", "Processen"), ("en", "Processes")])
def test_a_workbook_has_drop_downs_frozen_heads_and_an_explanation(language: str, title: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(starter_document(), language)))
    assert len(book.sheetnames) == 12
    assert book[book.sheetnames[-1]].sheet_state == "hidden"
    sheet = book[title]
    assert sheet.freeze_panes == "C2"
    track = next(cell.column_letter for cell in sheet[1] if str(cell.value).startswith(("Spoor", "Track")))
    lists = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    assert lists[f"{track}2"].showErrorMessage
    listed = book[book.sheetnames[-1]]
    _, _, area = lists[f"{track}2"].formula1.rpartition("!")
    offered = {cell.value for row in listed[area.replace("$", "")] for cell in row}
    rows = {sheet[f"{track}{number}"].value for number in range(2, 2 + len(starter_document().processes))}
    assert rows == offered  # the starter content is in all four tracks


def test_times_are_shown_with_their_unit() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(SMALL, "nl")))
    sheet = book["Middelen"]
    column = next(cell.column_letter for cell in sheet[1] if cell.value == "Hersteltijd (uur)")
    cells = {sheet[f"A{row}"].value: sheet[f"{column}{row}"] for row in (2, 3)}
    assert (cells["aggregaat"].value, cells["aggregaat"].number_format) == (0.5, 'General" uur"')
    assert cells["net"].value == 24
