"""What follows from an exercise:

findings, measured times taken over into the register, the report made final.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from weerbaar.accounts import queries as accounts
from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor, Permission
from weerbaar.continuity import queries
from weerbaar.continuity.models import Exercise, Finding, MeasurementTaken, Objective, Process
from weerbaar.continuity.models.processes import RecoveryBasis
from weerbaar.continuity.queries.exercises import units_edited_by
from weerbaar.continuity.services.exercise_runs import not_closed
from weerbaar.continuity.services.exercises import locked_exercise
from weerbaar.continuity.services.resources import record_measured_recovery
from weerbaar.continuity.types import NodeKind, NodeRef
from weerbaar.interface.jobs import UserError


@transaction.atomic
def write_finding(
    actor: Actor,
    municipality_id: int,
    exercise_id: int,
    kind: str,
    text: str,
    language: str,
    objective_id: int | None = None,
) -> int:
    """What went well or must be better, said in the hot wash; answers its id."""
    row = locked_exercise(municipality_id, exercise_id)
    not_closed(row)
    if not row.clock_events.exists():
        raise UserError("De oefening is nog niet begonnen.", "The exercise has not begun yet.")
    if not text.strip():
        raise UserError("Schrijf iets op.", "Write something down.")
    if (
        objective_id is not None
        and not Objective.objects.filter(scenario_id=row.scenario_id, pk=objective_id).exists()
    ):
        raise UserError("Dit doel is er niet.", "There is no such objective.")
    made = Finding.objects.create(
        exercise=row,
        objective_id=objective_id,
        kind=Finding.Kind(kind),
        text=text.strip(),
        language=language,
        at=timezone.now(),
        by_id=actor.user_id,
        by_name=actor.label[:120],
    )
    record(
        actor,
        municipality_id,
        "continuity.exercise.finding_written",
        "exercise",
        row.pk,
        after={"kind": kind, "text": text.strip()[:300]},
    )
    return made.pk


@transaction.atomic
def take_over_measurement(actor: Actor, municipality_id: int, exercise_id: int, node: NodeRef) -> None:
    """Puts the measured recovery time of a process or resource in the register, as measured on that day.

    Only for the coordinator, or the owner of what it is about. A process goes back to draft, as with any
    change. Raises `UserError` when nothing was measured, it is not in the register, or the actor may not
    change it.
    """
    row = locked_exercise(municipality_id, exercise_id)
    exercise = queries.exercise(municipality_id, exercise_id)
    if exercise is None or not exercise.is_over:
        raise UserError("Wacht tot de oefening voorbij is.", "Wait until the exercise is over.")
    permissions = (
        accounts.permissions(actor.user_id, municipality_id) if actor.user_id else frozenset(Permission)
    )
    offered = queries.offers(
        queries.run(exercise),
        Permission.EDIT_CONTINUITY in permissions,
        units_edited_by(municipality_id, actor.user_id)
        if Permission.EDIT_OWN_CONTINUITY in permissions
        else frozenset(),
    )
    offer = next((one for one in offered if one.node == node), None)
    if offer is None or offer.known is None or offer.outage.own_min is None:
        raise UserError("Hiervan is niets gemeten.", "Nothing was measured of this.")
    if not offer.may_take:
        raise UserError(
            "Alleen de coördinator of de eigenaar neemt deze tijd over.",
            "Only the coordinator or the owner takes this time over.",
        )
    _write_measured(actor, row, node, offer.outage.own_min)
    MeasurementTaken.objects.create(
        exercise=row,
        node_kind=node.kind,
        node_code=node.code,
        before_min=offer.known.recovery_min,
        measured_min=offer.outage.own_min,
        at=timezone.now(),
        by_id=actor.user_id,
        by_name=actor.label[:120],
    )
    record(
        actor,
        municipality_id,
        "continuity.exercise.measurement_taken",
        "exercise",
        row.pk,
        before={"node": f"{node.kind}:{node.code}", "recovery_min": offer.known.recovery_min},
        after={"node": f"{node.kind}:{node.code}", "recovery_min": offer.outage.own_min},
    )


def _write_measured(actor: Actor, row: Exercise, node: NodeRef, minutes: int) -> None:
    """Through the register's own edit, so that rights, history and draft are as with any change."""
    source = row.name[:200]
    record_measured_recovery(actor, row.municipality_id, node, minutes, row.held_on, source)
    if node.kind is NodeKind.PROCESS:
        process = Process.objects.get(municipality_id=row.municipality_id, code=node.code)
        process.recovery_basis = RecoveryBasis.MEASURED
        process.recovery_source, process.recovery_on = source, row.held_on
        process.save(update_fields=("recovery_basis", "recovery_source", "recovery_on"))


@transaction.atomic
def conclude(
    actor: Actor, municipality_id: int, exercise_id: int, text: str, language: str, version: int
) -> None:
    """Writes the conclusion of the after-action report. `version` is the one that the writer saw."""
    row = locked_exercise(municipality_id, exercise_id)
    not_closed(row)
    if row.version != version:
        raise UserError(
            "Iemand anders heeft deze evaluatie net gewijzigd. Kijk eerst wat er nu staat.",
            "Somebody else has just changed this report. First look at what it says now.",
        )
    before = {"conclusion": row.conclusion[:300]}
    row.conclusion, row.conclusion_language = text.strip(), language
    row.version += 1
    row.save(update_fields=("conclusion", "conclusion_language", "version"))
    record(
        actor,
        municipality_id,
        "continuity.exercise.concluded",
        "exercise",
        row.pk,
        before=before,
        after={"conclusion": row.conclusion[:300]},
    )


@transaction.atomic
def close_exercise(actor: Actor, municipality_id: int, exercise_id: int) -> None:
    """Makes the after-action report final: grades, findings and conclusion stay as they are.

    Raises `UserError` before the end, or while an objective has no grade.
    """
    row = locked_exercise(municipality_id, exercise_id)
    not_closed(row)
    exercise = queries.exercise(municipality_id, exercise_id)
    if exercise is None or not exercise.is_over:
        raise UserError("Wacht tot de oefening voorbij is.", "Wait until the exercise is over.")
    lacking = sum(not result.grade for result in queries.run(exercise).objectives)
    if lacking:
        raise UserError(
            f"Van {lacking} doelen is nog geen oordeel gegeven.",
            f"{lacking} objectives have not been graded yet.",
        )
    row.closed_at, row.closed_by_id = timezone.now(), actor.user_id
    row.save(update_fields=("closed_at", "closed_by"))
    record(
        actor,
        municipality_id,
        "continuity.exercise.report_made_final",
        "exercise",
        row.pk,
        after={"closed_at": row.closed_at.isoformat()},
    )
