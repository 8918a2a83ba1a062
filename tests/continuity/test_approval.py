"""From draft to approved: four eyes at every step, and back to draft at every change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.continuity.conftest import Builder, Staff, any_of, resource_ref
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, Actor, MunicipalityRow, Role
from weerbaar.continuity import services
from weerbaar.continuity.edits import ProcessEdit
from weerbaar.continuity.norms import REVIEW_MONTHS, months_later
from weerbaar.continuity.services import EditRefused, NotAllowed
from weerbaar.interface.jobs import UserError
from weerbaar.territory.services import set_parameter


@pytest.fixture
def owner(small_register: Builder, staff: Staff) -> Actor:
    return staff(Role.PROCESS_OWNER, "social", name="Eigenaar")


@pytest.fixture
def changed(small_register: Builder, town: MunicipalityRow, owner: Actor) -> Builder:
    """Benefits, last changed by its owner."""
    row = small_register.get_process("benefits")
    services.edit_process(owner, town.id, "benefits", replace(ProcessEdit.of(row), rto_min=480), row.version)
    return small_register


def test_the_whole_way_by_three_people(
    changed: Builder, town: MunicipalityRow, owner: Actor, coordinator: Actor, approver: Actor
) -> None:
    services.offer_process(owner, town.id, "benefits", 2)
    assert changed.get_process("benefits").offered_at is not None
    services.review_process(coordinator, town.id, "benefits", 2)
    row = changed.get_process("benefits")
    assert (row.status, row.offered_at, row.reviewed_by_id) == ("reviewed", None, coordinator.user_id)
    services.approve_process(approver, town.id, "benefits", 2)
    row = changed.get_process("benefits")
    assert (row.status, row.approved_by_id, row.is_illustrative) == ("approved", approver.user_id, False)
    assert row.review_due_on == months_later(timezone.localdate(), 12)
    assert row.version == 2  # a step changes no content
    steps = AuditEntry.objects.filter(subject="process", subject_id=str(row.id)).order_by("pk")
    assert [entry.action.rpartition(".")[2] for entry in steps] == [
        "added",
        "edited",
        "offered",
        "reviewed",
        "approved",
    ]


def test_nobody_reviews_or_approves_what_they_changed_last(
    changed: Builder, town: MunicipalityRow, owner: Actor, coordinator: Actor, staff: Staff
) -> None:
    with pytest.raises(NotAllowed, match=r"You were the last|U wijzigde"):
        services.review_process(owner, town.id, "benefits")
    both = staff(Role.EDITOR_CONTINUITY)
    from weerbaar.accounts.services import grant

    assert both.user_id is not None
    grant(PROGRAM, user_id=both.user_id, role=Role.APPROVER, municipality_id=town.id)
    row = changed.get_process("benefits")
    services.edit_process(both, town.id, "benefits", replace(ProcessEdit.of(row), rto_min=600))
    services.review_process(coordinator, town.id, "benefits")
    with pytest.raises(NotAllowed):
        services.approve_process(both, town.id, "benefits")
    assert changed.get_process("benefits").status == "reviewed"


def test_another_editor_of_the_unit_may_review_and_somebody_of_elsewhere_not(
    changed: Builder, town: MunicipalityRow, staff: Staff
) -> None:
    with pytest.raises(NotAllowed):
        services.review_process(staff(Role.PROCESS_OWNER, "services"), town.id, "benefits")
    services.review_process(staff(Role.PROCESS_OWNER, "social"), town.id, "benefits")
    assert changed.get_process("benefits").status == "reviewed"


def test_only_approvers_approve_and_only_what_was_reviewed(
    changed: Builder, town: MunicipalityRow, coordinator: Actor, approver: Actor, owner: Actor
) -> None:
    with pytest.raises(UserError):
        services.approve_process(approver, town.id, "benefits")
    services.review_process(coordinator, town.id, "benefits")
    for actor in (coordinator, owner):
        with pytest.raises(NotAllowed):
            services.approve_process(actor, town.id, "benefits")
    with pytest.raises(UserError):
        services.approve_process(approver, town.id, "benefits", review_due_on=timezone.localdate())
    later = timezone.localdate() + timedelta(days=30)
    services.approve_process(approver, town.id, "benefits", review_due_on=later)
    assert changed.get_process("benefits").review_due_on == later


def test_every_change_takes_it_back_to_draft(
    changed: Builder, town: MunicipalityRow, coordinator: Actor, approver: Actor, owner: Actor
) -> None:
    services.review_process(coordinator, town.id, "benefits")
    services.approve_process(approver, town.id, "benefits")
    approved = changed.get_process("benefits")
    services.edit_process(owner, town.id, "benefits", ProcessEdit.of(approved))
    assert changed.get_process("benefits") == approved  # nothing was changed
    needs = (*approved.requirements, any_of(resource_ref("grid")))
    services.set_requirements(owner, town.id, approved.ref, needs)
    row = changed.get_process("benefits")
    assert (row.status, row.reviewed_at, row.version) == ("draft", None, approved.version + 1)
    entry = AuditEntry.objects.filter(action="continuity.process.edited").latest("pk")
    assert ((entry.before or {})["status"], (entry.after or {})["status"]) == ("approved", "draft")


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        ({"summary_nl": "Alleen Nederlands"}, "summary_en"),
        ({"workaround_en": "English only"}, "workaround_nl"),
        ({"decision": "undecided"}, "decision"),
        ({"decision": "can_wait"}, "restart_nl"),
    ],
)
def test_a_draft_may_lack_what_a_review_wants(
    changed: Builder,
    town: MunicipalityRow,
    owner: Actor,
    coordinator: Actor,
    lacking: dict[str, Any],
    field: str,
) -> None:
    row = changed.get_process("benefits")
    services.edit_process(owner, town.id, "benefits", replace(ProcessEdit.of(row), **lacking))
    for actor, step in ((owner, services.offer_process), (coordinator, services.review_process)):
        with pytest.raises(EditRefused) as refused:
            step(actor, town.id, "benefits")
        assert [fault.field for fault in refused.value.faults] == [field]
    assert changed.get_process("benefits").status == "draft"


def test_sent_back_with_words(
    changed: Builder, town: MunicipalityRow, owner: Actor, coordinator: Actor, approver: Actor, staff: Staff
) -> None:
    with pytest.raises(UserError):
        services.send_back_process(coordinator, town.id, "benefits", "niets aangeboden")
    services.offer_process(owner, town.id, "benefits")
    with pytest.raises(UserError):
        services.send_back_process(coordinator, town.id, "benefits", "  ")
    with pytest.raises(NotAllowed):
        services.send_back_process(
            staff(Role.PROCESS_OWNER, "services"), town.id, "benefits", "niet de mijne"
        )
    services.send_back_process(coordinator, town.id, "benefits", "Noem de noodprocedure.")
    assert changed.get_process("benefits").offered_at is None
    services.review_process(coordinator, town.id, "benefits")
    services.send_back_process(approver, town.id, "benefits", "Waarom 8 uur?")
    row = changed.get_process("benefits")
    assert (row.status, row.reviewed_by_id) == ("draft", None)
    assert (AuditEntry.objects.latest("pk").after or {})["reason"] == "Waarom 8 uur?"


def test_how_long_an_approval_holds_is_the_municipalitys_own(
    changed: Builder, town: MunicipalityRow, coordinator: Actor, approver: Actor
) -> None:
    set_parameter(PROGRAM, town.id, REVIEW_MONTHS, value=6.0, source="Besluit", on=timezone.localdate())
    services.review_process(coordinator, town.id, "benefits")
    services.approve_process(approver, town.id, "benefits")
    assert changed.get_process("benefits").review_due_on == months_later(timezone.localdate(), 6)
