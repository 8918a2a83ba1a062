"""Writing in an exercise while it is held: everything is added, nothing changed, and committed before shown.

The clock's moments are the server's. Two people at once are told apart by the event that they saw last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.exercising.clock import SPEEDS, Act, Clock, ClockEvent, Phase, clock
from weerbaar.continuity.exercising.files import InjectDraft
from weerbaar.continuity.exercising.measuring import Condition
from weerbaar.continuity.models import (
    DecisionLog,
    Exercise,
    ExerciseClockEvent,
    ExerciseNote,
    ExerciseStateReport,
    Inject,
    InjectEvent,
    Objective,
    Observation,
    Process,
    Resource,
    Scenario,
)
from weerbaar.continuity.queries.exercises import clock_events
from weerbaar.continuity.services.decisions import (
    Entry,
    add_decision_entry,
    close_decision_log,
    open_decision_log,
)
from weerbaar.continuity.services.exercises import locked_exercise
from weerbaar.continuity.services.scenarios import write_inject
from weerbaar.continuity.types import NodeKind, NodeRef
from weerbaar.interface.jobs import UserError


@dataclass(frozen=True)
class Turn:
    """What somebody does to the clock. `seen` is the number of events that they saw; None: do it anyway.

    A jump without a minute goes to the next inject that is still open.
    """

    act: Act
    to_min: int | None = None
    speed: int | None = None
    seen: int | None = None


_CANNOT = {
    Phase.PREPARED: ("De oefening is nog niet begonnen.", "The exercise has not begun yet."),
    Phase.RUNNING: ("De klok loopt al.", "The clock is running already."),
    Phase.PAUSED: ("De klok staat al stil.", "The clock has already been stopped."),
    Phase.ENDED: ("De oefening is afgelopen.", "The exercise is over."),
}


def _stamp(actor: Actor, now: datetime) -> dict[str, Any]:
    return {"at": now, "by_id": actor.user_id, "by_name": actor.label[:120]}


def _live(row: Exercise) -> Clock:
    """The clock of an exercise that is being held; raises `UserError` before and after."""
    stands = clock(clock_events(row.pk))
    if stands.phase in (Phase.PREPARED, Phase.ENDED):
        raise UserError(*_CANNOT[stands.phase])
    return stands


@transaction.atomic
def turn_clock(
    actor: Actor, municipality_id: int, exercise_id: int, turn: Turn, now: datetime | None = None
) -> None:
    """Starts, pauses, resumes, moves, speeds or ends the clock. `now` is for demonstrations only.

    The start opens the decision log, the end closes it. Raises `UserError` when this cannot happen now, or
    when somebody else turned the clock in between.
    """
    row = locked_exercise(municipality_id, exercise_id)
    stands = clock(clock_events(row.pk))
    if turn.seen is not None and turn.seen != stands.events:
        raise UserError(
            "Een collega heeft de klok net bediend. Kijk eerst hoe hij nu staat.",
            "A colleague has just turned the clock. First look at how it stands now.",
        )
    now = now or timezone.now()
    if stands.at is not None and now < stands.at:
        now = stands.at  # the server's own clock was set back; scenario time never is
    if not stands.allows(turn.act):
        raise UserError(*_CANNOT[stands.phase])
    if turn.act is Act.SPEED and turn.speed not in SPEEDS:
        raise UserError("Deze snelheid bestaat niet.", "There is no such speed.")
    to_min = _target(row, stands, turn, now)
    event = ClockEvent(turn.act, now, to_min, turn.speed if turn.act is Act.SPEED else None)
    if turn.act is Act.START and row.first_speed != 1 and stands.events == 0:
        speed = ClockEvent(Act.SPEED, now, None, row.first_speed)
        _write(actor, row, stands, speed)
        stands = stands.after(speed)
    _write(actor, row, stands, event)
    if turn.act is Act.START:
        open_decision_log(
            actor,
            municipality_id,
            f"OEFENING / EXERCISE: {row.name}"[:160],
            DecisionLog.Kind.EXERCISE.value,
            f"exercise-{row.pk}",
            now,
        )
    elif turn.act is Act.END:
        log = _log(row)
        if log is not None:
            close_decision_log(actor, municipality_id, log)
    record(
        actor,
        municipality_id,
        "continuity.exercise.clock_turned",
        "exercise",
        row.pk,
        after={"act": turn.act.value, "to_min": to_min, "speed": event.speed, "minute": stands.minute(now)},
    )


def _write(actor: Actor, row: Exercise, stands: Clock, event: ClockEvent) -> None:
    stands.after(event)  # what cannot happen is never written
    ExerciseClockEvent.objects.create(
        exercise=row,
        number=stands.events + 1,
        act=event.act,
        to_min=event.to_min,
        speed=event.speed,
        **_stamp(actor, event.at),
    )


def _target(row: Exercise, stands: Clock, turn: Turn, now: datetime) -> int | None:
    if turn.act is Act.START:
        return row.starts_at_min
    if turn.act is not Act.JUMP:
        return None
    if turn.to_min is None:
        ahead = (
            Inject.objects.filter(
                scenario_id=row.scenario_id, events__isnull=True, at_min__gt=stands.minute(now)
            )
            .order_by("at_min")
            .values_list("at_min", flat=True)
            .first()
        )
        if ahead is None:
            raise UserError("Er is geen volgende inject.", "There is no next inject.")
        return ahead
    if not 0 <= turn.to_min <= row.scenario.duration_min:
        raise UserError("Dit tijdstip ligt buiten het scenario.", "This time lies outside the scenario.")
    return turn.to_min


def _log(row: Exercise) -> int | None:
    return (
        DecisionLog.objects.filter(
            municipality_id=row.municipality_id, exercise=f"exercise-{row.pk}", closed_at=None
        )
        .order_by("pk")
        .values_list("pk", flat=True)
        .first()
    )


@transaction.atomic
def hand_out_inject(
    actor: Actor,
    municipality_id: int,
    exercise_id: int,
    inject_id: int,
    what: str = InjectEvent.What.DELIVERED.value,
    now: datetime | None = None,
) -> None:
    """Delivers an inject to the players, or skips it; one that was skipped can still be delivered."""
    row = locked_exercise(municipality_id, exercise_id)
    stands, now = _live(row), now or timezone.now()
    inject = Inject.objects.filter(scenario_id=row.scenario_id, pk=inject_id).first()
    if inject is None:
        raise UserError("Deze inject is er niet.", "There is no such inject.")
    wanted = InjectEvent.What(what)
    if inject.events.filter(what__in={wanted, InjectEvent.What.DELIVERED}).exists():
        raise UserError("Dat is al gebeurd.", "That has been done already.")
    InjectEvent.objects.create(
        exercise=row, inject=inject, what=wanted, minute=stands.minute(now), **_stamp(actor, now)
    )
    record(
        actor,
        municipality_id,
        "continuity.inject.handed_out",
        "exercise",
        row.pk,
        after={
            "inject": inject.pk,
            "what": wanted.value,
            "minute": stands.minute(now),
            "planned": inject.at_min,
        },
    )


@transaction.atomic
def add_inject_live(
    actor: Actor, municipality_id: int, exercise_id: int, draft: InjectDraft, now: datetime | None = None
) -> int:
    """Writes an inject that nobody planned, at the scenario time of now, and delivers it; answers its id."""
    row = locked_exercise(municipality_id, exercise_id)
    minute = _live(row).minute(now or timezone.now())
    scenario = Scenario.objects.select_for_update().get(pk=row.scenario_id)
    inject = Inject(scenario=scenario, added_live=True)
    placed = InjectDraft(**{**vars(draft), "at_min": min(minute, scenario.duration_min)})
    number = write_inject(actor, scenario, inject, placed)
    hand_out_inject(actor, municipality_id, exercise_id, number, now=now)
    return number


@transaction.atomic
def write_note(
    actor: Actor,
    municipality_id: int,
    exercise_id: int,
    text: str,
    language: str,
    now: datetime | None = None,
) -> None:
    """A facilitator's note, at the scenario time of now."""
    row = locked_exercise(municipality_id, exercise_id)
    stands, now = _live(row), now or timezone.now()
    if not text.strip():
        raise UserError("Schrijf iets op.", "Write something down.")
    ExerciseNote.objects.create(
        exercise=row, minute=stands.minute(now), text=text.strip(), language=language, **_stamp(actor, now)
    )
    record(
        actor,
        municipality_id,
        "continuity.exercise.noted",
        "exercise",
        row.pk,
        after={"minute": stands.minute(now)},
    )


@transaction.atomic
def log_exercise_decision(actor: Actor, municipality_id: int, exercise_id: int, entry: Entry) -> int:
    """What players did or decided, in the decision log of the exercise; answers the number of the entry."""
    row = locked_exercise(municipality_id, exercise_id)
    _live(row)
    log = _log(row)
    if log is None:
        raise UserError("Er is geen besluitenlogboek.", "There is no decision log.")
    return add_decision_entry(actor, municipality_id, log, entry)


@transaction.atomic
def report_state(
    actor: Actor,
    municipality_id: int,
    exercise_id: int,
    node: NodeRef,
    condition: str,
    minute: int | None = None,
    text: str = "",
    language: str = "nl",
    now: datetime | None = None,
) -> None:
    """A process or resource was lost, could start again or was restored, at a scenario minute (None: now).

    Raises `UserError` for a minute that has not come yet, and for what is not in the register.
    """
    row = locked_exercise(municipality_id, exercise_id)
    now = now or timezone.now()
    current = _live(row).minute(now)
    at = current if minute is None else minute
    if not 0 <= at <= current:
        raise UserError("Dit tijdstip is nog niet geweest.", "This time has not come yet.")
    table: Any = Process if node.kind is NodeKind.PROCESS else Resource
    if not table.objects.filter(municipality_id=municipality_id, code=node.code).exists():
        raise UserError("Dit staat niet in het register.", "This is not in the register.")
    ExerciseStateReport.objects.create(
        exercise=row,
        node_kind=node.kind,
        node_code=node.code,
        condition=Condition(condition),
        minute=at,
        text=text.strip()[:300],
        language=language,
        **_stamp(actor, now),
    )
    record(
        actor,
        municipality_id,
        "continuity.exercise.state_reported",
        "exercise",
        row.pk,
        after={"node": f"{node.kind}:{node.code}", "condition": condition, "minute": at},
    )


@transaction.atomic
def withdraw_report(actor: Actor, municipality_id: int, exercise_id: int, report_id: int) -> None:
    """Says that a report of a loss or recovery was wrong: by another row, the first one stays."""
    row = locked_exercise(municipality_id, exercise_id)
    not_closed(row)
    found = row.state_reports.filter(pk=report_id).exclude(condition="").first()
    if found is None:
        raise UserError("Deze melding is er niet.", "There is no such report.")
    if row.state_reports.filter(withdraws=found).exists():
        raise UserError("Deze melding is al ingetrokken.", "This report has been withdrawn already.")
    ExerciseStateReport.objects.create(
        exercise=row,
        node_kind=found.node_kind,
        node_code=found.node_code,
        condition="",
        minute=found.minute,
        language=found.language,
        withdraws=found,
        **_stamp(actor, timezone.now()),
    )
    record(
        actor,
        municipality_id,
        "continuity.exercise.report_withdrawn",
        "exercise",
        row.pk,
        before={"node": f"{found.node_kind}:{found.node_code}", "condition": found.condition},
    )


def not_closed(row: Exercise) -> None:
    """Raises `UserError` when the report of the exercise is final."""
    if row.closed_at is not None:
        raise UserError("De evaluatie is vastgesteld.", "The after-action report is final.")


@transaction.atomic
def observe(
    actor: Actor,
    municipality_id: int,
    exercise_id: int,
    text: str,
    language: str,
    objective_id: int | None = None,
    grade: str = "",
    now: datetime | None = None,
) -> None:
    """What an evaluator saw, and the grade that they give;

    also after the exercise, until the report is final.
    """
    row = locked_exercise(municipality_id, exercise_id)
    not_closed(row)
    now = now or timezone.now()
    stands = clock(clock_events(row.pk))
    if stands.phase is Phase.PREPARED:
        raise UserError(*_CANNOT[stands.phase])
    if (
        objective_id is not None
        and not Objective.objects.filter(scenario_id=row.scenario_id, pk=objective_id).exists()
    ):
        raise UserError("Dit doel is er niet.", "There is no such objective.")
    if not text.strip() and not grade:
        raise UserError("Schrijf op wat u zag, of geef een oordeel.", "Write what you saw, or give a grade.")
    if grade and objective_id is None:
        raise UserError("Een oordeel hoort bij een doel.", "A grade belongs to an objective.")
    Observation.objects.create(
        exercise=row,
        objective_id=objective_id,
        minute=None if stands.phase is Phase.ENDED else stands.minute(now),
        grade=Observation.Grade(grade) if grade else "",
        text=text.strip(),
        language=language,
        **_stamp(actor, now),
    )
    record(
        actor,
        municipality_id,
        "continuity.exercise.observed",
        "exercise",
        row.pk,
        after={"objective": objective_id, "grade": grade},
    )
