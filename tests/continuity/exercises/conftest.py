"""A small exercise in Kleinstad: two groups, four injects, and people in every role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from weerbaar.accounts.models import User
from weerbaar.accounts.types import PROGRAM, Actor, MunicipalityRow, Role
from weerbaar.continuity import queries, services
from weerbaar.continuity.exercise_types import ExerciseRow
from weerbaar.continuity.exercising.clock import Act
from weerbaar.continuity.exercising.files import (
    GroupDraft,
    InjectDraft,
    ObjectiveDraft,
    ScenarioDraft,
    Words,
)
from weerbaar.continuity.models import OrganisationUnit, Process, Resource, StaffRole, UnitEditor
from weerbaar.continuity.services import ExerciseEdit, Turn

ClientFor = Callable[[MunicipalityRow, str], Client]

DRAFT = ScenarioDraft(
    code="short",
    title=Words("Korte storing", "Short outage"),
    duration_min=600,
    summary=Words("De stroom valt uit.", "The power fails."),
    situation=Words("Het is donker.", "It is dark."),
    start_weekday=1,
    start_clock_min=16 * 60 + 40,
    groups=(
        GroupDraft("ict", Words("ICT", "ICT")),
        GroupDraft("works", Words("Openbare werken", "Public works")),
    ),
    objectives=(
        ObjectiveDraft(
            "pumps",
            "recover",
            Words("Gemalen binnen 4 uur", "Pumps within 4 hours"),
            "sewer-pumps",
            target_min=240,
        ),
        ObjectiveDraft("alert", "alert", Words("Alarmeren", "Alert"), team="crisis-team", target_min=60),
    ),
    injects=(
        InjectDraft(0, "paper", Words("Alles donker", "All dark"), expected=Words("Begin", "Begin")),
        InjectDraft(
            30,
            "phone",
            Words("Servers op accu", "Servers on battery"),
            sender=Words("Beheerder", "Administrator"),
            group="ict",
            objective="alert",
        ),
        InjectDraft(
            60,
            "radio",
            Words("Gemaal stil", "Pump stopped"),
            group="works",
            objective="pumps",
            expected=Words("Aggregaat", "Generator"),
        ),
        InjectDraft(120, "news", Words("Gerucht")),
    ),
)


@dataclass(frozen=True)
class Register:
    """What the exercise is about, in the register of Kleinstad."""

    unit: int
    role: int
    process: int
    resource: int


@pytest.fixture
def register(town: MunicipalityRow) -> Register:
    unit = OrganisationUnit.objects.create(
        municipality_id=town.id, code="works", name_nl="Openbare werken", name_en="Public works"
    )
    role = StaffRole.objects.create(
        municipality_id=town.id, code="head", name_nl="Hoofd", name_en="Head", unit=unit
    )
    process = Process.objects.create(
        municipality_id=town.id,
        code="sewer-pumps",
        name_nl="Rioolgemalen",
        name_en="Sewer pumps",
        track="government",
        unit=unit,
        rto_min=240,
        recovery_min=30,
        status="approved",
        approved_at=timezone.now(),
    )
    resource = Resource.objects.create(
        municipality_id=town.id, code="generator", name_nl="Aggregaat", name_en="Generator", kind="generator"
    )
    return Register(unit.pk, role.pk, process.pk, resource.pk)


@pytest.fixture
def people(town: MunicipalityRow, client_for: ClientFor) -> dict[str, Client]:
    """Browsers: the coordinator leads, the owner plays, the viewer observes, the approver evaluates."""
    return {
        "coordinator": client_for(town, Role.EDITOR_CONTINUITY),
        "player": client_for(town, Role.PROCESS_OWNER),
        "observer": client_for(town, Role.VIEWER),
        "evaluator": client_for(town, Role.APPROVER),
        "outsider": client_for(town, Role.EDITOR_PREPAREDNESS),
    }


def user_of(town: MunicipalityRow, role: str) -> int:
    return int(User.objects.get(email=f"{role}@{town.slug}.example").pk)


@pytest.fixture
def exercise(town: MunicipalityRow, register: Register, people: dict[str, Client]) -> ExerciseRow:
    """Prepared, with one of every role; the coordinator leads without being on the list."""
    number = services.make_exercise(
        PROGRAM, town.id, ExerciseEdit("Proef", date(2026, 11, 20), "table_top"), DRAFT
    )
    made = queries.exercise(town.id, number)
    assert made
    works = next(group for group in made.scenario.groups if group.code == "works")
    for role, account, group in (
        ("player", Role.PROCESS_OWNER, works.id),
        ("observer", Role.VIEWER, None),
        ("evaluator", Role.APPROVER, None),
    ):
        services.add_participant(
            PROGRAM, town.id, number, role, user_id=user_of(town, account), group_id=group
        )
    return again(made)


def again(row: ExerciseRow) -> ExerciseRow:
    """The exercise as it stands now."""
    found = queries.exercise(row.municipality_id, row.id)
    assert found
    return found


def turn(row: ExerciseRow, act: str, actor: Actor = PROGRAM, **more: object) -> ExerciseRow:
    """Turns the clock and answers the exercise as it stands then."""
    services.turn_clock(actor, row.municipality_id, row.id, Turn(Act(act), **more))  # type: ignore[arg-type]
    return again(row)


@pytest.fixture
def live(exercise: ExerciseRow) -> ExerciseRow:
    """Started and standing still, so that scenario time is the same whatever the machine does."""
    turn(exercise, "start")
    turn(exercise, "pause")
    return turn(exercise, "jump", to_min=60)


@pytest.fixture
def owner(town: MunicipalityRow, register: Register, people: dict[str, Client]) -> int:
    """The player owns the unit of the sewer pumps."""
    user = user_of(town, Role.PROCESS_OWNER)
    UnitEditor.objects.create(unit_id=register.unit, user_id=user)
    return user
