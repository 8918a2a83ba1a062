"""Scenarios and exercises as typed rows; what was written in a run is in `exercise_runs`."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, QuerySet

from weerbaar.continuity.exercise_types import (
    ExerciseLine,
    ExerciseRow,
    GroupRow,
    InjectRow,
    NodeName,
    ObjectiveRow,
    ParticipantRow,
    ScenarioLine,
    ScenarioRow,
)
from weerbaar.continuity.exercising.clock import Act, ClockEvent, clock
from weerbaar.continuity.models import (
    CrisisTeam,
    Exercise,
    ExerciseClockEvent,
    Inject,
    OrganisationUnit,
    Participant,
    Process,
    Resource,
    Scenario,
    StaffRole,
    UnitEditor,
)
from weerbaar.continuity.types import NodeKind, NodeRef


def scenarios(municipality_id: int) -> tuple[ScenarioLine, ...]:
    """The municipality's own library: its scenarios that are not of one exercise."""
    rows = Scenario.objects.filter(municipality_id=municipality_id, exercise__isnull=True).annotate(
        count=Count("injects")
    )
    return tuple(
        ScenarioLine(
            row.pk,
            row.title_nl,
            row.title_en,
            row.summary_nl,
            row.summary_en,
            row.duration_min,
            row.count,
        )
        for row in rows
    )


def scenario(municipality_id: int, scenario_id: int) -> ScenarioRow | None:
    """One scenario with all that is in it; None when there is none by that id here."""
    row = (
        Scenario.objects.filter(municipality_id=municipality_id, pk=scenario_id)
        .select_related("exercise")
        .first()
    )
    return _scenario(row) if row else None


def _scenario(row: Scenario) -> ScenarioRow:
    exercise = getattr(row, "exercise", None)
    injects = Inject.objects.filter(scenario=row).select_related("group").order_by("at_min", "pk")
    return ScenarioRow(
        id=row.pk,
        title_nl=row.title_nl,
        title_en=row.title_en,
        summary_nl=row.summary_nl,
        summary_en=row.summary_en,
        situation_nl=row.situation_nl,
        situation_en=row.situation_en,
        duration_min=row.duration_min,
        start_weekday=row.start_weekday,
        start_clock_min=row.start_clock_min,
        copied_from=row.copied_from,
        exercise_id=exercise.pk if exercise else None,
        version=row.version,
        groups=tuple(
            GroupRow(group.pk, group.code, group.name_nl, group.name_en)
            for group in row.groups.order_by("pk")
        ),
        objectives=tuple(_objective(objective) for objective in row.objectives.order_by("pk")),
        injects=tuple(_inject(number, inject) for number, inject in enumerate(injects, 1)),
    )


def _objective(row: Any) -> ObjectiveRow:
    return ObjectiveRow(
        id=row.pk,
        code=row.code,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        title_nl=row.title_nl,
        title_en=row.title_en,
        process_code=row.process_code,
        resource_code=row.resource_code,
        team_code=row.team_code,
        target_min=row.target_min,
    )


def _inject(number: int, row: Inject) -> InjectRow:
    return InjectRow(
        id=row.pk,
        number=number,
        at_min=row.at_min,
        channel=row.channel,
        channel_label=row.get_channel_display(),
        sender_nl=row.sender_nl,
        sender_en=row.sender_en,
        receiver_nl=row.receiver_nl,
        receiver_en=row.receiver_en,
        group_id=row.group_id,
        group_nl=row.group.name_nl if row.group else "",
        group_en=row.group.name_en if row.group else "",
        text_nl=row.text_nl,
        text_en=row.text_en,
        expected_nl=row.expected_nl,
        expected_en=row.expected_en,
        objective_id=row.objective_id,
        added_live=row.added_live,
    )


def exercises(municipality_id: int) -> tuple[ExerciseLine, ...]:
    """Every exercise, the newest first; two SQL queries."""
    events = defaultdict(list)
    for event in ExerciseClockEvent.objects.filter(exercise__municipality_id=municipality_id):
        events[event.exercise_id].append(clock_event(event))
    return tuple(
        ExerciseLine(
            id=row.pk,
            name=row.name,
            held_on=row.held_on,
            kind_label=row.get_kind_display(),
            phase=clock(events[row.pk]).phase,
            closed=row.closed_at is not None,
            is_demo=row.is_demo,
        )
        for row in Exercise.objects.filter(municipality_id=municipality_id)
    )


def clock_event(row: ExerciseClockEvent) -> ClockEvent:
    """The event as the algebra of the clock takes it."""
    return ClockEvent(Act(row.act), row.at, row.to_min, row.speed)


def clock_events(exercise_id: int) -> tuple[ClockEvent, ...]:
    """What happened to the clock of an exercise, in order."""
    rows = ExerciseClockEvent.objects.filter(exercise_id=exercise_id).order_by("number")
    return tuple(clock_event(row) for row in rows)


def exercise(municipality_id: int, exercise_id: int) -> ExerciseRow | None:
    """One exercise with its scenario, clock and participants; None when there is none by that id here."""
    row = (
        Exercise.objects.filter(municipality_id=municipality_id, pk=exercise_id)
        .select_related("scenario", "scenario__exercise")
        .first()
    )
    if row is None:
        return None
    events = clock_events(row.pk)
    return ExerciseRow(
        id=row.pk,
        municipality_id=row.municipality_id,
        name=row.name,
        held_on=row.held_on,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        place=row.place,
        practical=row.practical,
        language=row.language,
        starts_at_min=row.starts_at_min,
        first_speed=row.first_speed,
        is_demo=row.is_demo,
        version=row.version,
        conclusion=row.conclusion,
        conclusion_language=row.conclusion_language,
        closed_at=row.closed_at,
        scenario=_scenario(row.scenario),
        events=events,
        clock=clock(events),
        participants=_participants(Participant.objects.filter(exercise=row)),
    )


def _participants(rows: QuerySet[Participant]) -> tuple[ParticipantRow, ...]:
    order = ["facilitator", "player", "evaluator", "observer"]
    found = [
        ParticipantRow(
            id=row.pk,
            user_id=row.user_id,
            name=(row.user.name or row.user.email) if row.user else row.name,
            role=row.role,
            role_label=row.get_role_display(),
            group_id=row.group_id,
            group_nl=row.group.name_nl if row.group else "",
            group_en=row.group.name_en if row.group else "",
        )
        for row in rows.select_related("user", "group")
    ]
    return tuple(sorted(found, key=lambda row: (order.index(row.role), row.group_id or 0, row.name.lower())))


def nodes(municipality_id: int) -> dict[NodeRef, NodeName]:
    """Processes and resources by name, with what the register holds of their recovery; two SQL queries."""
    found: dict[NodeRef, NodeName] = {}
    for kind, rows in (
        (NodeKind.PROCESS, Process.objects.filter(municipality_id=municipality_id).order_by("name_nl")),
        (NodeKind.RESOURCE, Resource.objects.filter(municipality_id=municipality_id).order_by("name_nl")),
    ):
        row: Any
        for row in rows:
            node = NodeRef(kind, row.code)
            found[node] = NodeName(
                node=node,
                name_nl=row.name_nl,
                name_en=row.name_en,
                unit_id=row.unit_id,
                recovery_min=row.recovery_min,
                recovery_basis=row.recovery_basis,
                recovery_basis_label=row.get_recovery_basis_display(),
                recovery_on=row.recovery_on,
                recovery_source=row.recovery_source,
                rto_min=getattr(row, "rto_min", None),
            )
    return found


def team_names(municipality_id: int) -> dict[str, tuple[str, str]]:
    """Crisis teams: code → (Dutch name, English name)."""
    rows = CrisisTeam.objects.filter(municipality_id=municipality_id).order_by("name_nl")
    return {row.code: (row.name_nl, row.name_en) for row in rows}


def unit_names(municipality_id: int) -> dict[int, tuple[str, str]]:
    """Organisation units: id → (Dutch name, English name)."""
    rows = OrganisationUnit.objects.filter(municipality_id=municipality_id).order_by("name_nl")
    return {row.pk: (row.name_nl, row.name_en) for row in rows}


def staff_role_names(municipality_id: int) -> dict[int, tuple[str, str]]:
    """Staff roles: id → (Dutch name, English name)."""
    rows = StaffRole.objects.filter(municipality_id=municipality_id).order_by("name_nl")
    return {row.pk: (row.name_nl, row.name_en) for row in rows}


def units_edited_by(municipality_id: int, user_id: int | None) -> frozenset[int]:
    """The units whose processes and resources this person may change as their owner."""
    if user_id is None:
        return frozenset()
    return frozenset(
        UnitEditor.objects.filter(unit__municipality_id=municipality_id, user_id=user_id).values_list(
            "unit_id", flat=True
        )
    )


def owner_ids(municipality_id: int, unit_code: str, role_code: str) -> dict[str, int | None]:
    """The unit and the role of a measure by id, as its form asks for them."""
    units = OrganisationUnit.objects.filter(municipality_id=municipality_id, code=unit_code)
    roles = StaffRole.objects.filter(municipality_id=municipality_id, code=role_code)
    return {
        "unit_id": units.values_list("pk", flat=True).first(),
        "owner_role_id": roles.values_list("pk", flat=True).first(),
    }
