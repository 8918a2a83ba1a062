"""Versions of the plan: made, offered, approved by other eyes, and never changed after that."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.continuity.conftest import Builder, Staff, process_edit
from tests.continuity.plan.conftest import VALID, MakePlan
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, Actor, MunicipalityRow, Role
from weerbaar.continuity import queries, services
from weerbaar.continuity.documents import edition, keeping
from weerbaar.continuity.documents.edition import VARIANTS, Variant
from weerbaar.continuity.documents.figures import duration
from weerbaar.continuity.models import PaperPlace, PlanVersion
from weerbaar.continuity.types_plan import PlanVersionRow
from weerbaar.interface.jobs import SILENT, UserError

pytestmark = pytest.mark.django_db


def version(town: MunicipalityRow, number: int) -> PlanVersionRow:
    found = queries.plan_version(town.id, number)
    assert found is not None
    return found


def test_a_version_has_every_file_and_each_is_what_its_name_says(
    register: Builder, town: MunicipalityRow, coordinator: Actor
) -> None:
    number = services.make_plan_now(coordinator, town, "Eerste plan")
    row = version(town, number)
    assert {(f.kind, f.format, f.language, f.with_contacts) for f in row.files} == {
        (v.kind, v.format, v.language, v.with_contacts) for v in VARIANTS
    }
    assert len(row.files) == 16
    for file in row.files:
        content = keeping.read(file.sha256)
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert len(content) == file.size
        assert content.startswith(b"%PDF" if file.format == "pdf" else b"PK")
    assert row.has_files
    assert not list(Path(settings.DATA_FOLDER).rglob("*.part"))


def test_figures_in_a_version_are_those_of_the_analysis(
    register: Builder, few_files: None, town: MunicipalityRow, coordinator: Actor
) -> None:
    """The worked example: power or generator, network, application: 3.5 hours."""
    number = services.make_plan_now(coordinator, town)
    facts = queries.version_facts(town.id, number)
    assert facts is not None
    assert facts.figures is not None
    analysis = {row.ref.code: row for row in queries.analysis(town.id).processes}
    assert {code: row.ready_min for code, row in facts.figures.of.items()} == {
        code: row.ready_min for code, row in analysis.items()
    }
    assert facts.figures.of["benefits"].ready_min == 210
    assert len(facts.figures.of["benefits"].states) == 72
    document = edition.plan_document(
        facts, edition.Edition(1, "draft", date(2026, 11, 25)), "nl", with_contacts=False
    )
    assert any(text.endswith(duration(210, "nl")) or duration(210, "nl") in text for text in document.texts())


def test_the_way_from_draft_to_approved(
    register: Builder, few_files: None, town: MunicipalityRow, coordinator: Actor, approver: Actor
) -> None:
    number = services.make_plan_now(coordinator, town)
    assert version(town, number).state == "draft"
    services.offer_plan(coordinator, town, number)
    assert version(town, number).state == "offered"
    with pytest.raises(UserError, match="Wait for the decision"):
        services.make_plan_now(coordinator, town)
    services.approve_plan_now(approver, town, number, "burgemeester", VALID)
    row = version(town, number)
    assert (row.state, row.approved_by, row.approved_as, row.valid_until) == (
        "approved",
        approver.label,
        "burgemeester",
        VALID,
    )
    assert row.files_state == "approved"
    actions = list(
        AuditEntry.objects.filter(action__startswith="continuity.plan.").values_list("action", flat=True)
    )
    assert {a.rpartition(".")[2] for a in actions} == {"made", "filed", "offered", "approved"}


def test_four_eyes(
    register: Builder, few_files: None, town: MunicipalityRow, staff: Staff, approver: Actor
) -> None:
    maker, offerer = staff(Role.EDITOR_CONTINUITY), staff(Role.EDITOR_CONTINUITY)
    number = services.make_plan_now(maker, town)
    services.offer_plan(offerer, town, number)
    for actor in (maker, offerer, PROGRAM):
        with pytest.raises(UserError, match="Four eyes"):
            services.approve_plan(actor, town, number, "burgemeester", VALID)
    assert version(town, number).state == "offered"
    with pytest.raises(IntegrityError), transaction.atomic():  # and the database does not let it either
        PlanVersion.objects.filter(number=number).update(approved_by_id=maker.user_id)


@pytest.mark.parametrize(
    ("office", "until", "message"),
    [("  ", VALID, "office"), ("burgemeester", date(2020, 1, 1), "ends after today")],
)
def test_approval_needs_an_office_and_a_term(
    office: str,
    until: date,
    message: str,
    register: Builder,
    few_files: None,
    town: MunicipalityRow,
    coordinator: Actor,
    approver: Actor,
) -> None:
    number = services.make_plan_now(coordinator, town)
    with pytest.raises(UserError, match="Only an offered"):
        services.approve_plan(approver, town, number, "burgemeester", VALID)
    services.offer_plan(coordinator, town, number)
    with pytest.raises(UserError, match=message):
        services.approve_plan(approver, town, number, office, until)


def test_an_approved_version_does_not_change(
    approved: MakePlan, town: MunicipalityRow, coordinator: Actor
) -> None:
    row = approved()
    stored = PlanVersion.objects.get(number=row.number)
    facts = json.dumps(stored.facts)
    for field, value in (("facts", {}), ("approved_as", "iemand"), ("state", "draft")):
        changed = PlanVersion.objects.get(number=row.number)
        setattr(changed, field, value)
        with pytest.raises(ValueError, match="does not change"):
            changed.save()
    with pytest.raises(ValueError, match="stays"):
        stored.delete()
    for wrong in (services.offer_plan, services.take_plan_back):
        with pytest.raises(UserError):
            wrong(coordinator, town, row.number)
    # the register goes on, the version does not
    edit = process_edit("Anders", unit="social")
    services.add_process(PROGRAM, town.id, edit, "other")
    services.complete_plan(coordinator, stored.pk, SILENT)  # its files made once more
    assert json.dumps(PlanVersion.objects.get(number=row.number).facts) == facts
    assert version(town, row.number).facts_sha256 == row.facts_sha256


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {}},
        {"state": "draft"},
        {"approved_as": "iemand"},
        {"valid_until": date(2030, 1, 1)},
        {"names_erased_on": date(2026, 1, 1), "number": 7},
        {"names_erased_on": date(2026, 1, 1), "note": "anders"},
        None,
    ],
)
def test_the_database_itself_keeps_what_was_approved(
    approved: MakePlan, town: MunicipalityRow, change: dict[str, object] | None
) -> None:
    stored = PlanVersion.objects.filter(number=approved().number)
    before = stored.values().get()
    write = partial(stored.update, **change) if change else partial(stored._raw_delete, stored.db)
    with pytest.raises(IntegrityError, match="what was approved stays"), transaction.atomic():
        write()
    assert stored.values().get() == before
    stored.update(files_state="", approved_by=None)  # files are made again, and somebody's account ends


def test_files_made_again_are_the_same_files(
    approved: MakePlan, coordinator: Actor, town: MunicipalityRow
) -> None:
    row = approved()
    services.complete_plan(coordinator, row.id, SILENT)
    assert version(town, row.number).files == row.files


def test_the_plan_says_how_far_it_is_behind(
    approved: MakePlan, register: Builder, town: MunicipalityRow, coordinator: Actor
) -> None:
    row = approved()
    today = timezone.localdate()
    assert queries.changes_since(town.id, town.name, row, today) == ()
    before = register.get_process("contact-centre")
    services.edit_process(
        coordinator,
        town.id,
        "contact-centre",
        process_edit(
            before.name_nl,
            unit="services",
            name_en=before.name_en,
            rto_min=480,
            requirements=before.requirements,
        ),
        before.version,
    )
    register.resource("radio", "telecom")
    changes = [
        each.nl.replace("\u00a0", " ") for each in queries.changes_since(town.id, town.name, row, today)
    ]
    assert changes == [
        "Proces contact-centre: hersteltijddoel (RTO) van 4 uur naar 8 uur.",
        "Middel toegevoegd: Middel radio.",
    ]
    second = approved()
    assert second.previous == row.number
    in_it = queries.changes_in(town.id, second)
    assert in_it is not None
    assert [each.nl.replace("\u00a0", " ") for each in in_it] == changes
    assert queries.changes_since(town.id, town.name, second, today) == ()
    assert queries.approved_plan(town.id) == version(town, second.number)
    assert version(town, row.number).files, "older versions stay"


def test_what_changed_is_printed_in_the_plan(
    approved: MakePlan, register: Builder, town: MunicipalityRow
) -> None:
    import io

    import pypdf

    approved()
    register.resource("radio", "telecom")
    second = approved()
    content = queries.plan_file(town.id, second.number, Variant("plan", "pdf", "nl", False))
    pages = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    text = " ".join(pages.split())
    assert "Wat is veranderd sinds versie 1" in text
    assert "Middel toegevoegd: Middel radio." in text
    assert "versie 2, vastgesteld" in text
    assert "Anna de Vries" not in text


def test_a_draft_is_made_anew_under_the_same_number(
    register: Builder, few_files: None, town: MunicipalityRow, coordinator: Actor
) -> None:
    first = services.make_plan_now(coordinator, town)
    before = version(town, first)
    register.resource("radio", "telecom")
    assert services.make_plan_now(coordinator, town, "Radio erbij") == first
    after = version(town, first)
    assert after.facts_sha256 != before.facts_sha256
    assert after.note == "Radio erbij"


def test_a_returned_version_keeps_what_it_says(
    register: Builder, few_files: None, town: MunicipalityRow, coordinator: Actor, approver: Actor
) -> None:
    number = services.make_plan_now(coordinator, town)
    services.offer_plan(coordinator, town, number)
    before = version(town, number)
    services.take_plan_back(approver, town, number, "De vervangers ontbreken.")
    services.complete_plan(approver, before.id, SILENT)
    after = version(town, number)
    assert (after.state, after.returned_reason) == ("draft", "De vervangers ontbreken.")
    assert after.facts_sha256 == before.facts_sha256
    assert after.has_files


def test_nothing_half_done_stays_behind_when_making_fails(
    register: Builder,
    few_files: None,
    town: MunicipalityRow,
    coordinator: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: Any, **__: Any) -> bytes:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(edition.Maker, "make", fails)
    with pytest.raises(RuntimeError):
        services.make_plan_now(coordinator, town)
    row = version(town, 1)
    assert not row.is_made
    assert row.files == ()
    with pytest.raises(UserError, match="finished draft"):
        services.offer_plan(coordinator, town, 1)


def test_a_damaged_file_is_not_handed_out(approved: MakePlan, town: MunicipalityRow) -> None:
    file = approved().files[0]
    path = Path(settings.DATA_FOLDER) / "plans" / file.sha256[:2] / file.sha256
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(UserError, match="damaged"):
        keeping.read(file.sha256)
    path.unlink()
    with pytest.raises(UserError, match="damaged"):
        keeping.read(file.sha256)


def test_two_municipalities_have_their_own_plans(
    approved: MakePlan, town: MunicipalityRow, other_town: MunicipalityRow, coordinator: Actor
) -> None:
    row = approved()
    assert queries.plan_versions(other_town.id) == ()
    assert queries.version_facts(other_town.id, row.number) is None
    assert services.make_plan_now(coordinator, other_town) == 1
    facts = queries.version_facts(other_town.id, 1)
    assert facts is not None
    assert facts.processes == ()


def test_copies_grow_old_when_a_version_is_approved(
    approved: MakePlan, town: MunicipalityRow, coordinator: Actor
) -> None:
    first = approved()
    services.add_paper_place(coordinator, town.id, "Crisisruimte", "bode", 3)
    place = queries.paper_places(town.id)[0]
    assert place.is_old
    today = timezone.localdate()
    with pytest.raises(UserError, match="yet to come"):
        services.place_paper(coordinator, town.id, place.id, first.number, today + timedelta(days=1))
    services.place_paper(coordinator, town.id, place.id, first.number, today)
    assert not queries.paper_places(town.id)[0].is_old
    second = approved()
    old = queries.paper_places(town.id)[0]
    assert old.is_old
    assert old.version == first.number
    with pytest.raises(UserError, match="approved version"):
        services.place_paper(coordinator, town.id, place.id, 99, today)
    services.place_paper(coordinator, town.id, place.id, second.number, today)
    with pytest.raises(UserError, match="already"):
        services.add_paper_place(coordinator, town.id, "Crisisruimte", "", 1)
    services.remove_paper_place(coordinator, town.id, place.id)
    assert not PaperPlace.objects.exists()


def test_texts_go_in_and_the_suggestion_comes_back(town: MunicipalityRow, coordinator: Actor) -> None:
    services.write_plan_text(
        coordinator, town.id, "scope", "Alles.\r\n\r\n- ook dit", "Everything.", is_confirmed=True
    )
    row = next(each for each in queries.texts_of_plan(town.id) if each.key == "scope")
    assert (row.text_nl, row.is_own, row.is_confirmed) == ("Alles.\n\n- ook dit", True, True)
    services.write_plan_text(coordinator, town.id, "scope", " ", "", is_confirmed=True)
    row = next(each for each in queries.texts_of_plan(town.id) if each.key == "scope")
    assert row.text_nl.startswith("Dit plan gaat over")
    assert not row.is_confirmed
    with pytest.raises(UserError):
        services.write_plan_text(coordinator, town.id, "nonsense", "x", "x", is_confirmed=False)


def test_lists_take_as_many_queries_for_many_versions(approved: MakePlan, town: MunicipalityRow) -> None:
    approved()
    with CaptureQueriesContext(connection) as one:
        queries.plan_versions(town.id)
    approved()
    approved()
    with CaptureQueriesContext(connection) as many:
        assert len(queries.plan_versions(town.id)) == 3
    assert len(many) == len(one)
