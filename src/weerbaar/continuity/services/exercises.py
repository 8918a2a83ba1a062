"""Writing an exercise before it is held: made, changed, who takes part, called off."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from weerbaar.accounts import queries as accounts
from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.exercising.files import ScenarioDraft
from weerbaar.continuity.models import Exercise, ExerciseRole, Participant
from weerbaar.continuity.services.scenarios import write_draft
from weerbaar.interface.jobs import UserError


@dataclass(frozen=True)
class ExerciseEdit:
    """What can be written about an exercise beforehand."""

    name: str
    held_on: date
    kind: str
    place: str = ""
    practical: str = ""
    language: str = "nl"
    starts_at_min: int = 0
    first_speed: int = 1


def locked_exercise(municipality_id: int, exercise_id: int) -> Exercise:
    """The exercise, locked: what is written in one is written one after the other."""
    row = Exercise.objects.select_for_update().filter(municipality_id=municipality_id, pk=exercise_id).first()
    if row is None:
        raise UserError("Deze oefening is er niet.", "There is no such exercise.")
    return row


def _checked(edit: ExerciseEdit, duration_min: int) -> dict[str, Any]:
    values = {
        name: value.strip() if isinstance(value, str) else value for name, value in asdict(edit).items()
    }
    if not values["name"]:
        raise UserError("Geef de oefening een naam.", "Give the exercise a name.")
    if edit.starts_at_min >= duration_min:
        raise UserError(
            "De oefening begint na het einde van het scenario.",
            "The exercise begins after the end of the scenario.",
        )
    return values


@transaction.atomic
def make_exercise(
    actor: Actor,
    municipality_id: int,
    edit: ExerciseEdit,
    draft: ScenarioDraft,
    copied_from: str = "",
    is_demo: bool = False,
) -> int:
    """Makes an exercise with a scenario of its own, written from `draft`; answers its id."""
    values = _checked(edit, draft.duration_min)
    scenario = write_draft(actor, municipality_id, draft, copied_from or draft.code)
    row = Exercise.objects.create(
        municipality_id=municipality_id,
        scenario=scenario,
        made_by_id=actor.user_id,
        is_demo=is_demo,
        **values,
    )
    record(
        actor,
        municipality_id,
        "continuity.exercise.made",
        "exercise",
        row.pk,
        after={"name": row.name, "held_on": row.held_on.isoformat(), "scenario": str(scenario)},
    )
    return row.pk


@transaction.atomic
def edit_exercise(
    actor: Actor, municipality_id: int, exercise_id: int, edit: ExerciseEdit, version: int
) -> None:
    """Changes what was written of an exercise that has not started. `version` is the one that was seen."""
    row = locked_exercise(municipality_id, exercise_id)
    not_started(row)
    if row.version != version:
        raise UserError(
            "Iemand anders heeft deze oefening net gewijzigd. Kijk eerst wat er nu staat.",
            "Somebody else has just changed this exercise. First look at what it says now.",
        )
    values = _checked(edit, row.scenario.duration_min)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    before = {name: _plain(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record(
        actor,
        municipality_id,
        "continuity.exercise.edited",
        "exercise",
        row.pk,
        before=before,
        after={name: _plain(value) for name, value in changed.items()},
    )


def not_started(row: Exercise) -> None:
    """Raises `UserError` when the clock of the exercise was ever touched."""
    if row.clock_events.exists():
        raise UserError("De oefening is al begonnen.", "The exercise has already begun.")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def call_off_exercise(actor: Actor, municipality_id: int, exercise_id: int) -> None:
    """Throws away an exercise that has not started, with its scenario."""
    row = locked_exercise(municipality_id, exercise_id)
    not_started(row)
    before, number, scenario = {"name": row.name}, row.pk, row.scenario
    row.delete()
    scenario.delete()
    record(actor, municipality_id, "continuity.exercise.called_off", "exercise", number, before=before)


@transaction.atomic
def add_participant(
    actor: Actor,
    municipality_id: int,
    exercise_id: int,
    role: str,
    user_id: int | None = None,
    name: str = "",
    group_id: int | None = None,
) -> int:
    """Lets somebody take part: an account of this municipality, or a player by name (on paper).

    Raises `UserError` for who takes part already, for an account without a role here, for a name in another
    role than player, and for a group that the scenario does not have.
    """
    row = locked_exercise(municipality_id, exercise_id)
    wanted = ExerciseRole(role)
    name = name.strip()[:120]
    if (user_id is None) == (not name):
        raise UserError("Kies een account, of vul een naam in.", "Choose an account, or fill in a name.")
    if user_id is None and wanted != ExerciseRole.PLAYER:
        raise UserError(
            "Wie geen account heeft, kan alleen meespelen.", "Who has no account can only be a player."
        )
    if user_id is not None and not accounts.permissions(user_id, municipality_id):
        raise UserError("Dit account is niet van deze gemeente.", "This account is not of this municipality.")
    if user_id is not None and row.participants.filter(user_id=user_id).exists():
        raise UserError("Deze persoon doet al mee.", "This person takes part already.")
    if group_id is not None and not row.scenario.groups.filter(pk=group_id).exists():
        raise UserError("Deze groep is er niet.", "There is no such group.")
    made = Participant.objects.create(
        exercise=row,
        user_id=user_id,
        name=name,
        role=wanted,
        group_id=group_id if wanted == ExerciseRole.PLAYER else None,
    )
    record(
        actor,
        municipality_id,
        "continuity.participant.added",
        "exercise",
        row.pk,
        after={"role": wanted.value, "user_id": user_id},
    )
    return made.pk


@transaction.atomic
def remove_participant(actor: Actor, municipality_id: int, exercise_id: int, participant_id: int) -> None:
    """Takes somebody off the list; what they wrote stays."""
    row = locked_exercise(municipality_id, exercise_id)
    found = row.participants.filter(pk=participant_id).first()
    if found is None:
        raise UserError("Deze persoon doet niet mee.", "This person does not take part.")
    before = {"role": found.role, "user_id": found.user_id}
    found.delete()
    record(actor, municipality_id, "continuity.participant.removed", "exercise", row.pk, before=before)
