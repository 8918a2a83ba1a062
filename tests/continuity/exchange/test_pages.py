"""The pages of the exchange: who may do what, from file to register, and work that takes long."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.continuity.exchange.documents import SMALL
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.continuity import models, queries, services
from weerbaar.continuity.exchange.document import Origin
from weerbaar.continuity.exchange.json_file import read_json, write_json
from weerbaar.continuity.exchange.starter import starter_document
from weerbaar.continuity.exchange.workbook_in import read_workbook
from weerbaar.continuity.exchange.workbook_out import write_workbook

pytestmark = pytest.mark.django_db
ClientFor = Callable[[MunicipalityRow, str], Client]


def page(name: str, municipality: MunicipalityRow, language: str = "nl", **kwargs: Any) -> str:
    with override(language):
        return reverse(f"continuity:{name}", kwargs={"municipality": municipality.slug, **kwargs})


@pytest.fixture
def coordinator(client_for: ClientFor, place: MunicipalityRow) -> Client:
    return client_for(place, Role.EDITOR_CONTINUITY)


def sent(client: Client, municipality: MunicipalityRow, name: str, content: bytes) -> Any:
    return client.post(
        page("exchange_upload", municipality), {"upload": SimpleUploadedFile(name, content)}, follow=True
    )


def choices_of(answer: Any, **changed: Any) -> dict[str, Any]:
    """What a browser would send of the form of a preview, with some answers changed."""
    context = answer.context
    said: dict[str, Any] = {
        "fingerprint": context["fingerprint"],
        "one_by_one": "1",
        "differing": "each",
        "take": [item.key for section in context["sections"] for item in section.added],
    }
    for section in context["sections"]:
        for item in section.changed:
            said[item.key] = "theirs" if context["take_theirs"] else "mine"
    return {**said, **changed}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_viewers_download_and_do_not_upload(
    client_for: ClientFor, place: MunicipalityRow, language: str
) -> None:
    viewer = client_for(place, Role.VIEWER)
    services.apply_register(PROGRAM, place.id, SMALL)
    shown = viewer.get(page("exchange", place, language)).content.decode()
    assert page("exchange_file", place, language) in shown
    assert "<form" not in shown.split("<main", 1)[1].split("</main", 1)[0]
    assert viewer.post(page("exchange_upload", place, language)).status_code == 403
    assert viewer.get(page("starter", place, language)).status_code == 403


def test_the_downloads_hold_the_register_and_nobody_in_it(
    client_for: ClientFor, place: MunicipalityRow
) -> None:
    services.apply_register(PROGRAM, place.id, SMALL)
    person = models.Person.objects.create(
        municipality_id=place.id, name="Jansen-de Groot", phone="0612345678"
    )
    models.RoleHolder.objects.create(role=models.StaffRole.objects.get(), person=person)
    viewer = client_for(place, Role.VIEWER)
    answer = viewer.get(page("exchange_file", place))
    assert answer["Content-Disposition"].startswith('attachment; filename="register-leegstad-')
    document = read_json(answer.content)
    assert replace(document, origin=SMALL.origin) == SMALL
    assert (document.origin.municipality_code, document.origin.municipality_name) == ("GM7777", "Leegstad")
    assert b"Jansen" not in answer.content
    for language in ("nl", "en"):
        book = viewer.get(page("exchange_workbook", place, language)).content
        assert replace(read_workbook(io.BytesIO(book)).document, origin=SMALL.origin) == SMALL
        strings = json.dumps(
            [
                [cell for row in sheet.iter_rows(values_only=True) for cell in row]
                for sheet in openpyxl.load_workbook(io.BytesIO(book)).worksheets
            ],
            default=str,
        )
        assert "Jansen" not in strings
        assert "0612345678" not in strings


def test_the_template_is_empty_and_comes_back_as_nothing(
    client_for: ClientFor, place: MunicipalityRow
) -> None:
    content = client_for(place, Role.VIEWER).get(page("exchange_template", place, "en")).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[0] == "Read this first"
    assert len(read_workbook(io.BytesIO(content)).document) == 0


def test_a_workbook_is_previewed_and_then_taken_over(coordinator: Client, place: MunicipalityRow) -> None:
    answer = sent(coordinator, place, "register.xlsx", write_workbook(SMALL, "nl"))
    assert answer.status_code == 200
    assert "Geboorteaangifte" in answer.content.decode()
    assert not models.Process.objects.exists()
    done = coordinator.post(answer.redirect_chain[-1][0], choices_of(answer), follow=True)
    assert replace(queries.own_register(place.id).document, origin=SMALL.origin) == SMALL
    assert "Overgenomen" in done.content.decode()
    entry = AuditEntry.objects.get(action="continuity.register.imported")
    assert entry.actor_label
    # the file is not kept after it was taken over
    assert coordinator.get(answer.redirect_chain[-1][0]).status_code == 404


def test_mistakes_are_listed_by_their_cell(coordinator: Client, place: MunicipalityRow) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(SMALL, "nl")))
    book["Processen"]["D2"] = "sport"
    buffer = io.BytesIO()
    book.save(buffer)
    answer = sent(coordinator, place, "register.xlsx", buffer.getvalue())
    assert "Processen!D2" in answer.content.decode()
    assert not models.OrganisationUnit.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b""), ("a.xlsx", b"MZ\x90\x00"), ("a.json", b"\x89PNG"), ("a.xlsx", b"PK\x03\x04")],
)
def test_what_is_neither_a_workbook_nor_json_is_refused(
    coordinator: Client, place: MunicipalityRow, name: str, content: bytes
) -> None:
    assert sent(coordinator, place, name, content).status_code == 422


def test_an_unticked_thing_is_left_out_unless_something_leans_on_it(
    coordinator: Client, place: MunicipalityRow
) -> None:
    answer = sent(coordinator, place, "r.json", write_json(SMALL))
    address = answer.redirect_chain[-1][0]
    said = choices_of(answer)
    refused = coordinator.post(
        address, {**said, "take": [key for key in said["take"] if key != "resources:net"]}
    )
    assert refused.status_code == 422
    assert "net" in refused.content.decode()
    assert not models.Process.objects.exists()
    coordinator.post(address, {**said, "take": [key for key in said["take"] if key != "teams:gbt"]})
    assert queries.own_register(place.id).document.teams == ()
    assert models.Process.objects.count() == 1


def test_when_somebody_was_first_the_preview_is_shown_again(
    coordinator: Client, place: MunicipalityRow
) -> None:
    services.apply_register(PROGRAM, place.id, SMALL)
    theirs = replace(SMALL, processes=(replace(SMALL.processes[0], rto_min=60),))
    answer = sent(coordinator, place, "r.json", write_json(theirs))
    address = answer.redirect_chain[-1][0]
    models.Process.objects.update(summary_nl="Intussen")
    again = coordinator.post(address, choices_of(answer))
    assert again.status_code == 409
    assert "Intussen" in again.content.decode()
    assert models.Process.objects.get().rto_min == 2880
    assert coordinator.post(address, choices_of(again)).status_code == 302
    assert models.Process.objects.get().rto_min == 60


def test_what_a_workbook_does_not_speak_of_follows_the_register(
    coordinator: Client, place: MunicipalityRow
) -> None:
    services.apply_register(PROGRAM, place.id, SMALL)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(SMALL, "nl")))
    sheet = book["Processen"]
    for column in range(sheet.max_column, 4, -1):
        sheet.delete_cols(column)
    sheet["B2"] = "Aangifte"
    del book["Gevolgen"]
    buffer = io.BytesIO()
    book.save(buffer)
    answer = sent(coordinator, place, "register.xlsx", buffer.getvalue())
    models.Process.objects.update(rto_min=120)
    models.ProcessImpact.objects.filter(after_min=1440).update(level=3)
    again = coordinator.get(answer.redirect_chain[-1][0])
    coordinator.post(answer.redirect_chain[-1][0], choices_of(again))
    process = models.Process.objects.get()
    assert (process.name_nl, process.rto_min) == ("Aangifte", 120)
    assert set(process.impacts.values_list("level", flat=True)) == {3, 4}


def test_a_file_that_no_longer_fits_the_register_says_why(
    coordinator: Client, place: MunicipalityRow
) -> None:
    services.apply_register(PROGRAM, place.id, SMALL)
    content = json.loads(write_json(SMALL))
    for section in ("units", "roles", "teams", "resources"):
        content[section] = []
    content["processes"][0]["owner_role_code"] = "ambtenaar"
    answer = sent(coordinator, place, "r.json", json.dumps(content).encode())
    models.Process.objects.all().delete()
    models.TeamSeat.objects.all().delete()
    models.StaffRole.objects.all().delete()
    again = coordinator.get(answer.redirect_chain[-1][0])
    assert again.status_code == 200
    assert "De rol “ambtenaar” bestaat niet" in again.content.decode()


def test_of_another_municipality_mine_is_kept_unless_chosen(
    coordinator: Client, place: MunicipalityRow
) -> None:
    services.apply_register(PROGRAM, place.id, SMALL)
    theirs = replace(
        SMALL,
        origin=Origin("GM6666", "Buiten", date(2026, 1, 2)),
        processes=(replace(SMALL.processes[0], rto_min=60, summary_nl="Van buiten"),),
    )
    answer = sent(coordinator, place, "r.json", write_json(theirs))
    address = answer.redirect_chain[-1][0]
    assert "Buiten" in answer.content.decode()
    coordinator.post(address, choices_of(answer))
    assert models.Process.objects.get().rto_min == 2880
    answer = sent(coordinator, place, "r.json", write_json(theirs))
    coordinator.post(answer.redirect_chain[-1][0], choices_of(answer, differing="fill"))
    assert (models.Process.objects.get().rto_min, models.Process.objects.get().summary_nl) == (
        2880,
        "Van buiten",
    )
    answer = sent(coordinator, place, "r.json", write_json(theirs))
    coordinator.post(answer.redirect_chain[-1][0], choices_of(answer, **{"processes:geboorte": "theirs"}))
    assert models.Process.objects.get().rto_min == 60


def test_a_kept_file_is_nobody_elses(
    client_for: ClientFor, coordinator: Client, place: MunicipalityRow, neighbour: MunicipalityRow
) -> None:
    answer = sent(coordinator, place, "r.json", write_json(SMALL))
    key = uuid.UUID(answer.redirect_chain[-1][0].rstrip("/").rpartition("/")[2])
    other = client_for(neighbour, Role.EDITOR_CONTINUITY)
    assert other.get(page("exchange_preview", neighbour, key=key)).status_code == 404
    assert other.get(page("exchange_preview", place, key=key)).status_code == 404


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_starter_content_comes_in_by_track(
    coordinator: Client, place: MunicipalityRow, language: str
) -> None:
    shown = coordinator.get(page("starter", place, language)).content.decode()
    for entry in starter_document().processes:
        assert (entry.name_nl if language == "nl" else entry.name_en).replace("'", "&#x27;") in shown
    answer = coordinator.post(page("starter", place, language), {"tracks": ["society"]}, follow=True)
    address = answer.redirect_chain[-1][0]
    coordinator.post(address, choices_of(answer, track=["society"]))
    assert set(models.Process.objects.values_list("track", flat=True)) == {"society"}
    assert coordinator.post(page("starter", place, language), {"tracks": []}).status_code == 422


@pytest.fixture
def _at_once(settings: Any) -> None:
    """Background work is done while the request waits."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.mark.usefixtures("_at_once")
def test_large_files_are_read_and_taken_over_in_the_background(
    coordinator: Client, place: MunicipalityRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weerbaar.continuity.services.exchange_files.LARGE_BYTES", 10)
    monkeypatch.setattr("weerbaar.continuity.services.exchange_files.LARGE_ITEMS", 3)
    answer = sent(coordinator, place, "r.json", write_json(SMALL))
    assert answer.context["sections"]
    done = coordinator.post(answer.redirect_chain[-1][0], choices_of(answer))
    assert done.status_code == 302
    assert done["Location"] != page("exchange", place)
    assert replace(queries.own_register(place.id).document, origin=SMALL.origin) == SMALL
    from weerbaar.interface.models import Job

    assert list(Job.objects.order_by("created_at").values_list("kind", "state")) == [
        ("continuity.read", "done"),
        ("continuity.import", "done"),
    ]
    assert not list((Path(django_settings.DATA_FOLDER) / "exchange").iterdir())


@pytest.mark.usefixtures("_at_once")
def test_a_large_file_with_mistakes_ends_in_the_list_of_them(
    coordinator: Client, place: MunicipalityRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weerbaar.continuity.services.exchange_files.LARGE_BYTES", 10)
    content = json.loads(write_json(SMALL))
    content["processes"][0]["track"] = "sport"
    answer = sent(coordinator, place, "r.json", json.dumps(content).encode())
    assert "processes[0 geboorte].track" in answer.content.decode()


def test_hostile_names_are_shown_as_text(coordinator: Client, place: MunicipalityRow) -> None:
    evil = '<img src=x onerror="alert(1)">'
    theirs = replace(SMALL, processes=(replace(SMALL.processes[0], name_nl=evil, name_en=evil),))
    answer = sent(coordinator, place, "<b>.json", write_json(theirs))
    assert "<img src=x" not in answer.content.decode()
    assert "&lt;img src=x" in answer.content.decode()


def test_too_much_to_choose_one_by_one_is_chosen_at_once(
    coordinator: Client, place: MunicipalityRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weerbaar.continuity.exchange.presentation.MOST_CHOICES", 2)
    answer = sent(coordinator, place, "r.json", write_json(SMALL))
    assert 'name="take"' not in answer.content.decode()
    said = {"fingerprint": answer.context["fingerprint"], "differing": "theirs"}
    coordinator.post(answer.redirect_chain[-1][0], said)
    assert models.Process.objects.count() == 1


def test_the_pages_cost_the_same_queries_for_few_and_for_many(
    client_for: ClientFor, place: MunicipalityRow, neighbour: MunicipalityRow
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    services.apply_register(PROGRAM, place.id, SMALL)
    services.load_starter(PROGRAM, neighbour.id)
    costs: dict[str, list[int]] = {}
    for municipality in (place, neighbour):
        client = client_for(municipality, Role.EDITOR_CONTINUITY)
        for name in ("exchange", "exchange_file", "exchange_workbook", "starter"):
            client.get(page(name, municipality))
            with CaptureQueriesContext(connection) as context:
                client.get(page(name, municipality))
            costs.setdefault(name, []).append(len(context))
    assert all(few == many for few, many in costs.values()), costs
