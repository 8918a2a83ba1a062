"""Writing improvement measures: made from a finding, changed, done or dropped with a reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.models import (
    Exercise,
    Finding,
    ImprovementMeasure,
    OrganisationUnit,
    Process,
    StaffRole,
)
from weerbaar.interface.jobs import UserError

_STATE = ImprovementMeasure.State


@dataclass(frozen=True)
class MeasureEdit:
    """What can be written about a measure: what, who (a unit, a role or both), by when, and how it stands."""

    title: str
    language: str
    due_on: date
    unit_id: int | None = None
    owner_role_id: int | None = None
    process_code: str = ""
    state: str = _STATE.OPEN.value
    reason: str = ""


def _checked(municipality_id: int, edit: MeasureEdit) -> dict[str, Any]:
    values = {
        name: value.strip() if isinstance(value, str) else value for name, value in asdict(edit).items()
    }
    if not values["title"]:
        raise UserError("Schrijf op wat er gaat gebeuren.", "Write what will be done.")
    if edit.unit_id is None and edit.owner_role_id is None:
        raise UserError("Kies een afdeling of een rol als eigenaar.", "Choose a unit or a role as the owner.")
    for table, number in ((OrganisationUnit, edit.unit_id), (StaffRole, edit.owner_role_id)):
        rows: Any = table.objects
        if number is not None and not rows.filter(municipality_id=municipality_id, pk=number).exists():
            raise UserError("Deze eigenaar is er niet.", "There is no such owner.")
    if (
        edit.process_code
        and not Process.objects.filter(municipality_id=municipality_id, code=edit.process_code).exists()
    ):
        raise UserError("Dit proces is er niet.", "There is no such process.")
    state = _STATE(edit.state)
    if state == _STATE.DROPPED and not values["reason"]:
        raise UserError("Schrijf op waarom dit vervalt.", "Write why this is dropped.")
    return values


@transaction.atomic
def add_measure(
    actor: Actor,
    municipality_id: int,
    edit: MeasureEdit,
    exercise_id: int | None = None,
    finding_id: int | None = None,
    is_demo: bool = False,
) -> int:
    """Makes a measure, from a finding of an exercise where there is one; answers its id."""
    values = _checked(municipality_id, edit)
    exercise = finding = None
    if exercise_id is not None:
        exercise = Exercise.objects.filter(municipality_id=municipality_id, pk=exercise_id).first()
        if exercise is None:
            raise UserError("Deze oefening is er niet.", "There is no such exercise.")
    if finding_id is not None:
        finding = Finding.objects.filter(exercise=exercise, pk=finding_id).first()
        if finding is None:
            raise UserError("Deze bevinding is er niet.", "There is no such finding.")
    row = ImprovementMeasure.objects.create(
        municipality_id=municipality_id,
        exercise=exercise,
        finding=finding,
        is_demo=is_demo,
        done_on=timezone.localdate() if values["state"] == _STATE.DONE else None,
        **values,
    )
    record(
        actor,
        municipality_id,
        "continuity.measure.added",
        "measure",
        row.pk,
        after=_plain(values),
    )
    return row.pk


@transaction.atomic
def edit_measure(
    actor: Actor, municipality_id: int, measure_id: int, edit: MeasureEdit, version: int
) -> None:
    """Changes a measure. `version` is the one that the editor saw; dropping one needs a reason."""
    row = (
        ImprovementMeasure.objects.select_for_update()
        .filter(municipality_id=municipality_id, pk=measure_id)
        .first()
    )
    if row is None:
        raise UserError("Deze maatregel is er niet.", "There is no such measure.")
    if row.version != version:
        raise UserError(
            "Iemand anders heeft deze maatregel net gewijzigd. Kijk eerst wat er nu staat.",
            "Somebody else has just changed this measure. First look at what it says now.",
        )
    values = _checked(municipality_id, edit)
    values["done_on"] = (row.done_on or timezone.localdate()) if values["state"] == _STATE.DONE else None
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record(
        actor,
        municipality_id,
        "continuity.measure.edited",
        "measure",
        row.pk,
        before=_plain(before),
        after=_plain(changed),
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
