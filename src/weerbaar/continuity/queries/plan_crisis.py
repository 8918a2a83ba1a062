"""The crisis organisation, exercises and measures as facts of the plan; None for what nobody has begun."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from weerbaar.continuity.documents.facts import (
    Both,
    ExerciseFact,
    ItemFact,
    MeasureFact,
    SeatFact,
    ShiftFact,
    TeamFact,
)
from weerbaar.continuity.exercising.clock import Phase
from weerbaar.continuity.models import CrisisTeam, Exercise, Rota
from weerbaar.continuity.queries.exercises import exercises as exercise_lines
from weerbaar.continuity.queries.measures import measures as measure_rows
from weerbaar.continuity.queries.readiness import Readiness, room_items
from weerbaar.core.rota.rules import shifts

HORIZON_MIN = 72 * 60


def teams(municipality_id: int) -> tuple[TeamFact, ...]:
    """The crisis teams with their seats."""
    rows = (
        CrisisTeam.objects.filter(municipality_id=municipality_id)
        .select_related("reports_to")
        .prefetch_related("seats__role")
    )
    return tuple(
        TeamFact(
            code=row.code,
            name=Both(row.name_nl, row.name_en),
            task=Both(row.task_nl, row.task_en),
            level=row.level,
            reports_to=row.reports_to.code if row.reports_to else "",
            meets_within_min=row.meets_within_min,
            seats=tuple(SeatFact(seat.role.code, seat.people, seat.is_chair) for seat in row.seats.all()),
            is_illustrative=row.is_illustrative,
        )
        for row in rows
    )


def rota(municipality_id: int) -> tuple[ShiftFact, ...] | None:
    """Who is on duty in each shift, by the newest rota of each team; gaps are shifts with too few people."""
    newest: dict[int, Rota] = {}
    rows = (
        Rota.objects.filter(team__municipality_id=municipality_id)
        .select_related("team")
        .prefetch_related("team__seats__role", "duties")
        .order_by("pk")
    )
    for row in rows:
        newest[row.team_id] = row
    found: list[ShiftFact] = []
    for row in newest.values():
        on_duty: dict[tuple[int, int], list[int]] = defaultdict(list)
        for duty in row.duties.all():
            on_duty[duty.shift, duty.seat_id].append(duty.person_id)
        for number, (start, end) in enumerate(shifts(HORIZON_MIN, row.shift_min, row.handover_min)):
            found.extend(
                ShiftFact(
                    team=row.team.code,
                    role=seat.role.code,
                    from_min=start,
                    until_min=end,
                    people=tuple(on_duty[number, seat.pk]),
                    needed=seat.people,
                )
                for seat in row.team.seats.all()
            )
    return tuple(found) or None


def room(municipality_id: int, today: date) -> tuple[ItemFact, ...] | None:
    """The crisis room's checklist. A check that is too old no longer says that the item is in order."""
    states = {Readiness.GOOD: True, Readiness.FAILED: False}
    return (
        tuple(
            ItemFact(
                name=Both(row.name_nl, row.name_en),
                is_ready=states.get(row.state),
                checked_on=row.last.checked_on if row.last else None,
                note=row.last.note if row.last else "",
            )
            for row in room_items(municipality_id, today)
        )
        or None
    )


def exercises(municipality_id: int) -> tuple[ExerciseFact, ...] | None:
    """Exercises that were held and those that are planned."""
    written = {
        pk: _written(text, language)
        for pk, text, language in Exercise.objects.filter(municipality_id=municipality_id).values_list(
            "pk", "conclusion", "conclusion_language"
        )
    }
    found = []
    for row in exercise_lines(municipality_id):
        is_over = row.closed or row.phase is Phase.ENDED
        found.append(
            ExerciseFact(
                name=Both(row.name, row.name),
                held_on=row.held_on if is_over else None,
                planned_on=None if is_over else row.held_on,
                finding=written[row.id],
                is_illustrative=row.is_demo,
            )
        )
    return tuple(found) or None


def measures(municipality_id: int) -> tuple[MeasureFact, ...] | None:
    """What is to be done after exercises; its owner is a role or a department."""
    return (
        tuple(
            MeasureFact(
                name=_written(row.title, row.language),
                owner=Both(row.owner_nl or row.unit_nl, row.owner_en or row.unit_en),
                due_on=row.due_on,
                state=row.state,
                is_illustrative=row.is_demo,
            )
            for row in measure_rows(municipality_id)
        )
        or None
    )


def _written(text: str, language: str) -> Both:
    """A text that somebody wrote in one language."""
    return Both(en=text) if language == "en" else Both(nl=text)
