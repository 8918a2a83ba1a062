"""Names and numbers leave a version some time after a newer one replaced it, and nothing else does."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from tests.continuity.conftest import Staff
from tests.continuity.plan.conftest import MakePlan
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, Actor, MunicipalityRow, Role
from weerbaar.continuity import norms, queries, services
from weerbaar.continuity.documents import keeping
from weerbaar.continuity.models import PlanTemplate, PlanVersion
from weerbaar.interface.jobs import SILENT, UserError
from weerbaar.territory.services import set_parameter

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WHEN = TODAY + timedelta(days=90)
NAME = "Anna de Vries"


def facts_of(number: int) -> str:
    return json.dumps(PlanVersion.objects.get(number=number).facts)


def files_on_disk() -> set[str]:
    return {file.name for file in (Path(settings.DATA_FOLDER) / "plans").rglob("*") if file.is_file()}


def test_the_plan_in_force_keeps_its_names_and_the_replaced_one_loses_them(
    approved: MakePlan, town: MunicipalityRow
) -> None:
    first, second = approved(), approved()
    assert NAME in facts_of(first.number)
    assert services.erase_names_of_replaced_plans(PROGRAM, town.id, WHEN - timedelta(days=1)) == 0
    assert services.erase_names_of_replaced_plans(PROGRAM, town.id, WHEN) == 1
    assert services.erase_names_of_replaced_plans(PROGRAM, town.id, WHEN) == 0
    assert NAME not in facts_of(first.number)
    assert NAME in facts_of(second.number)
    old, new = (queries.plan_version(town.id, row.number) for row in (first, second))
    assert old
    assert new
    assert old.names_erased_on == WHEN
    assert [file.with_contacts for file in old.files] == [False]
    assert sorted(file.with_contacts for file in new.files) == [False, True]
    assert first.files[1].sha256 not in files_on_disk()
    assert keeping.read(old.files[0].sha256)
    assert AuditEntry.objects.filter(action="continuity.plan.names_erased").count() == 1


def test_files_of_drafts_that_went_on_leave_the_disk(approved: MakePlan, town: MunicipalityRow) -> None:
    template = keeping.keep(b"a template")
    PlanTemplate.objects.create(
        municipality_id=town.id,
        file_name="t.docx",
        sha256=template,
        size=10,
        has_marker=True,
        uploaded_at=timezone.now(),
    )
    row = approved()
    in_use = {template, *(file.sha256 for file in row.files)}
    assert in_use < files_on_disk()  # those of the draft, and of the offer
    now = timezone.now()
    assert services.erase_unused_plan_files(PROGRAM, now) == 0  # somebody may be making them
    assert services.erase_unused_plan_files(PROGRAM, now + timedelta(days=1, minutes=1)) > 0
    assert files_on_disk() == in_use


def test_all_else_stays_as_it_was_approved(
    approved: MakePlan, town: MunicipalityRow, coordinator: Actor
) -> None:
    first = approved()
    approved()
    before = json.loads(facts_of(first.number))
    services.erase_names_of_replaced_plans(PROGRAM, town.id, WHEN)
    after = json.loads(facts_of(first.number))
    assert {**before, "people": [], "names_erased": True} == after
    found = queries.plan_version(town.id, first.number)
    assert found
    assert found.facts_sha256 == first.facts_sha256
    services.complete_plan(coordinator, found.id, SILENT)  # its files made once more
    again = queries.plan_version(town.id, first.number)
    assert again
    assert [file.with_contacts for file in again.files] == [False]


def test_erased_names_are_no_change_of_the_plan(approved: MakePlan, town: MunicipalityRow) -> None:
    approved()
    second = approved()
    services.erase_names_of_replaced_plans(PROGRAM, town.id, WHEN)
    assert queries.changes_in(town.id, second) == ()


def test_a_file_that_is_gone_already_does_not_stop_it(approved: MakePlan, town: MunicipalityRow) -> None:
    """A power cut after the file left the disk: the next run does the rest."""
    first = approved()
    approved()
    for file in first.files:
        if file.with_contacts:
            keeping.erase(file.sha256)
    assert services.erase_names_of_replaced_plans(PROGRAM, town.id, WHEN) == 1
    assert NAME not in facts_of(first.number)


def test_names_do_not_come_back_with_files_that_were_being_made(
    approved: MakePlan, town: MunicipalityRow, coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = approved()
    approved()

    def meanwhile(*_: object) -> None:
        services.erase_names_of_replaced_plans(PROGRAM, town.id, WHEN)

    monkeypatch.setattr(type(SILENT), "check", meanwhile)
    with pytest.raises(UserError):
        services.complete_plan(coordinator, first.id, SILENT)
    found = queries.plan_version(town.id, first.number)
    assert found
    assert [file.with_contacts for file in found.files] == [False]


def test_the_period_is_the_municipalitys_own(approved: MakePlan, town: MunicipalityRow) -> None:
    approved()
    approved()
    set_parameter(PROGRAM, town.id, norms.PLAN_NAMES_DAYS, value=10.0, source="eigen beleid", on=TODAY)
    assert services.erase_names_of_replaced_plans(PROGRAM, town.id, TODAY + timedelta(days=9)) == 0
    assert services.erase_names_of_replaced_plans(PROGRAM, town.id, TODAY + timedelta(days=10)) == 1


def test_the_page_says_so_and_offers_what_is_left(
    approved: MakePlan, town: MunicipalityRow, client_for: Staff
) -> None:
    first = approved()
    approved()
    services.erase_names_of_replaced_plans(PROGRAM, town.id, WHEN)
    client = client_for(town, Role.EDITOR_CONTINUITY)
    page = f"/en/{town.slug}/staff/continuity/plan/{first.number}/"
    answer = client.get(page)
    assert "were erased from this version" in answer.text
    assert f"{page}plan-nl.pdf" in answer.text
    file = client.get(f"{page}plan-nl.pdf")
    assert file.status_code == 200
    assert "contacts" not in file["Content-Disposition"]
