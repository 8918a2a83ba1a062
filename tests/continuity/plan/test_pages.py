"""The pages of the plan: who may do what, and what each shows."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.continuity.conftest import Builder
from tests.continuity.plan.conftest import MakePlan
from tests.continuity.plan.test_word import template
from weerbaar.accounts.types import Actor, MunicipalityRow, Role
from weerbaar.continuity import queries, services
from weerbaar.interface.jobs import SILENT

pytestmark = pytest.mark.django_db
ClientFor = Callable[[MunicipalityRow, str], Client]


def at(name: str, town: MunicipalityRow, tongue: str = "en", **more: object) -> str:
    address = reverse(f"continuity:{name}", kwargs={"municipality": town.slug, **more})
    return f"/{tongue}/" + address.split("/", 2)[2]


def pdf_text(content: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split()
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_plan_says_how_to_begin(language: str, client_for: ClientFor, town: MunicipalityRow) -> None:
    page = client_for(town, Role.EDITOR_CONTINUITY).get(at("plan", town, language))
    text = page.content.decode()
    assert page.status_code == 200
    assert ("nog geen plan vastgesteld" if language == "nl" else "No plan has been approved yet") in text
    assert ("Maak een nieuwe versie" if language == "nl" else "Make a new version") in text
    reader = client_for(town, Role.VIEWER).get(at("plan", town, language)).content.decode()
    assert ("Maak een nieuwe versie" if language == "nl" else "Make a new version") not in reader


def test_the_whole_way_over_the_pages(
    register: Builder, few_files: None, client_for: ClientFor, town: MunicipalityRow
) -> None:
    editor, lead = client_for(town, Role.EDITOR_CONTINUITY), client_for(town, Role.APPROVER)
    ordered = editor.post(at("plan_make", town), {"note": "Eerste"})
    assert ordered.status_code == 302
    assert "staff/work/" in ordered["Location"]
    row = queries.plan_versions(town.id)[0]
    services.complete_plan(Actor(row.made_by_id, row.made_by), row.id, SILENT)
    page = editor.get(at("plan_version", town, number=1)).content.decode()
    assert "first version" in page
    assert "Offer this version" in page
    assert editor.post(at("plan_offer", town, number=1)).status_code == 302
    page = lead.get(at("plan_version", town, number=1)).content.decode()
    assert "Approve this version" in page
    refused = lead.post(at("plan_approve", town, number=1), {"approved_as": "", "valid_until": "2099-01-01"})
    assert refused.status_code == 422
    late = lead.post(
        at("plan_approve", town, number=1), {"approved_as": "mayor", "valid_until": "2020-01-01"}
    )
    assert late.status_code == 422
    done = lead.post(
        at("plan_approve", town, number=1), {"approved_as": "mayor", "valid_until": "2099-01-01"}
    )
    assert done.status_code == 302
    text = lead.get(at("plan", town)).content.decode()
    assert "Version 1 is in force" in text
    assert "Nothing has changed" in text


def test_who_made_it_sees_why_it_cannot_be_approved(
    register: Builder, few_files: None, client_for: ClientFor, town: MunicipalityRow
) -> None:
    from weerbaar.accounts.models import User
    from weerbaar.accounts.services import grant
    from weerbaar.accounts.types import PROGRAM

    both = client_for(town, Role.EDITOR_CONTINUITY)
    person = User.objects.get(email__startswith=Role.EDITOR_CONTINUITY)
    grant(PROGRAM, user_id=person.pk, role=Role.APPROVER, municipality_id=town.id)
    actor = Actor(person.pk, person.name)
    services.offer_plan(actor, town, services.make_plan_now(actor, town))
    page = both.get(at("plan_version", town, number=1)).content.decode()
    assert "Four eyes" in page
    assert "Approve this version" not in page
    answer = both.post(
        at("plan_approve", town, number=1), {"approved_as": "mayor", "valid_until": "2099-01-01"}
    )
    assert answer.status_code == 422
    assert "Four eyes" in answer.content.decode()


def test_names_and_numbers_are_handed_to_those_who_may_see_them(
    approved: MakePlan, client_for: ClientFor, town: MunicipalityRow
) -> None:
    number = approved().number
    address = at("plan_file", town, number=number, kind="plan", language="nl", format="pdf")
    full = client_for(town, Role.EDITOR_CONTINUITY).get(address)
    assert full["Content-Type"] == "application/pdf"
    assert "attachment" in full["Content-Disposition"]
    assert "no-store" in full["Cache-Control"]
    assert "06 11111111" in pdf_text(full.content)
    bare = client_for(town, Role.VIEWER).get(address)
    assert bare.status_code == 200
    assert "06 11111111" not in pdf_text(bare.content)
    assert "Anna de Vries" not in pdf_text(bare.content)
    chosen = client_for(town, Role.EDITOR_CONTINUITY).get(f"{address}?contacts=no")
    assert "06 11111111" not in pdf_text(chosen.content)


def test_unknown_files_and_versions_are_not_found(
    approved: MakePlan, client_for: ClientFor, town: MunicipalityRow
) -> None:
    number = approved().number
    client = client_for(town, Role.EDITOR_CONTINUITY)
    for kind, language, format_ in (("plan", "de", "pdf"), ("plan", "nl", "exe"), ("secret", "nl", "pdf")):
        address = at("plan_file", town, number=number, kind=kind, language=language, format=format_)
        assert client.get(address).status_code == 404
    assert client.get(at("plan_version", town, number=99)).status_code == 404
    for name in ("plan_offer", "plan_files"):
        assert client.post(at(name, town, number=99)).status_code == 404
    for name in ("plan_place_filled", "plan_place_remove"):
        assert client.post(at(name, town, place_id=99)).status_code == 404
    assert client.get(at("plan_text", town, key="nonsense")).status_code == 404


def test_the_page_tells_how_far_the_plan_is_behind(
    approved: MakePlan, register: Builder, client_for: ClientFor, town: MunicipalityRow
) -> None:
    approved()
    register.resource("radio", "telecom")
    client = client_for(town, Role.VIEWER)
    assert "The plan is 1 change behind." in client.get(at("plan", town)).content.decode()
    page = client.get(at("plan", town, "nl")).content.decode()
    assert "Het plan loopt 1 wijziging achter." in page
    assert "Middel toegevoegd: Middel radio." in page


def test_two_versions_side_by_side(
    approved: MakePlan, register: Builder, client_for: ClientFor, town: MunicipalityRow
) -> None:
    approved()
    register.resource("radio", "telecom")
    approved()
    register.resource("phone", "telecom")
    third = approved()
    client = client_for(town, Role.VIEWER)
    page = client.get(at("plan_version", town, number=third.number)).content.decode()
    assert "Resource added: Resource phone." in page
    assert "Resource added: Resource radio." not in page
    page = client.get(at("plan_version", town, number=third.number) + "?compare=1").content.decode()
    assert "What changed since version 1" in page
    assert "Resource added: Resource radio." in page
    for nonsense in ("?compare=99", "?compare=x", f"?compare={third.number}"):
        answer = client.get(at("plan_version", town, number=third.number) + nonsense)
        assert "What changed since version 2" in answer.content.decode()


def test_send_back_needs_a_reason_and_a_right(
    register: Builder, few_files: None, client_for: ClientFor, town: MunicipalityRow, coordinator: Actor
) -> None:
    services.offer_plan(coordinator, town, services.make_plan_now(coordinator, town))
    address = at("plan_return", town, number=1)
    assert client_for(town, Role.VIEWER).post(address, {"reason": "x"}).status_code == 403
    lead = client_for(town, Role.APPROVER)
    assert lead.post(address, {"reason": ""}).status_code == 422
    assert lead.post(address, {"reason": "Vervangers ontbreken."}).status_code == 302
    page = client_for(town, Role.EDITOR_CONTINUITY).get(at("plan_version", town, number=1)).content.decode()
    assert "Vervangers ontbreken." in page


def test_template_goes_in_and_a_hostile_one_does_not(client_for: ClientFor, town: MunicipalityRow) -> None:
    client = client_for(town, Role.EDITOR_CONTINUITY)
    file = SimpleUploadedFile("../../Huis stijl.docm", template(), content_type="text/plain")
    assert client.post(at("plan_template", town), {"template": file}).status_code == 302
    row = queries.plan_template(town.id)
    assert row is not None
    assert row.file_name == "Huis-stijl.docx"
    assert row.has_marker
    page = client.get(at("plan_papers", town)).content.decode()
    assert "Huis-stijl.docx" in page
    bad = client.post(
        at("plan_template", town), {"template": SimpleUploadedFile("x.docx", b"MZ no document")}
    )
    assert bad.status_code == 422
    assert "no Word document" in bad.content.decode()
    assert queries.plan_template(town.id) == row
    assert client.post(at("plan_template_remove", town)).status_code == 302
    assert queries.plan_template(town.id) is None


def test_texts_and_places_over_the_pages(client_for: ClientFor, town: MunicipalityRow) -> None:
    client = client_for(town, Role.EDITOR_CONTINUITY)
    assert "suggestion" in client.get(at("plan_texts", town)).content.decode()
    form = client.get(at("plan_text", town, key="mandate")).content.decode()
    assert "De burgemeester beslist" in form
    saved = client.post(
        at("plan_text", town, key="mandate"), {"text_nl": "Ik.", "text_en": "", "is_confirmed": "on"}
    )
    assert saved.status_code == 302
    assert "no English" in client.get(at("plan_texts", town)).content.decode()
    too_long = client.post(at("plan_text", town, key="mandate"), {"text_nl": "x" * 7000})
    assert too_long.status_code == 422
    added = client.post(at("plan_place_add", town), {"place": "Kluis", "holder": "bode", "copies": 2})
    assert added.status_code == 302
    assert client.post(at("plan_place_add", town), {"place": "", "copies": 0}).status_code == 422
    page = client.get(at("plan_papers", town)).content.decode()
    assert "Kluis" in page
    assert "nothing placed yet" in page


def test_pages_take_as_many_queries_for_many_rows(
    approved: MakePlan, client_for: ClientFor, town: MunicipalityRow, coordinator: Actor
) -> None:
    client = client_for(town, Role.VIEWER)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            for name in ("plan", "plan_papers", "plan_texts"):
                assert client.get(at(name, town)).status_code == 200
        return len(found)

    approved()
    approved()
    services.add_paper_place(coordinator, town.id, "Een", "", 1)
    client.get(at("plan", town))
    first = count()
    for number in range(4):
        approved()
        services.add_paper_place(coordinator, town.id, f"Plaats {number}", "", 1)
    assert count() == first
