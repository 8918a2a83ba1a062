"""An exercise that has been held, for the demonstration: written by the same services as a real one.

Everything in it is made up and marked so. It plays the library's 72 hours in half a day, in parts with jumps
between them, and leaves measured times that differ from what the starter content assumes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from weerbaar.accounts.types import Actor
from weerbaar.continuity import queries
from weerbaar.continuity.exercise_types import ExerciseRow
from weerbaar.continuity.exercising.clock import Act
from weerbaar.continuity.exercising.files import from_library
from weerbaar.continuity.models import Exercise, OrganisationUnit, StaffRole
from weerbaar.continuity.queries.exercises import nodes
from weerbaar.continuity.services.decisions import Entry
from weerbaar.continuity.services.exercise_demo_texts import (
    DECISIONS,
    FINDINGS,
    MEASURES,
    NOTES,
    OBSERVATIONS,
    PAPER_PLAYERS,
    REPORTS,
)
from weerbaar.continuity.services.exercise_results import conclude, write_finding
from weerbaar.continuity.services.exercise_runs import (
    Turn,
    hand_out_inject,
    log_exercise_decision,
    observe,
    report_state,
    turn_clock,
    write_note,
)
from weerbaar.continuity.services.exercises import ExerciseEdit, add_participant, make_exercise
from weerbaar.continuity.services.measures import MeasureEdit, add_measure
from weerbaar.interface.jobs import UserError

SCENARIO = "outage-72h"
NAME = "Eerste oefening 72 uur"
SPEED = 12
# scenario minutes that were played, from and until; between them the clock was moved on
PARTS = ((0, 600), (840, 1260), (1740, 1980), (3480, 3600), (4140, 4300))
BREAK = timedelta(minutes=12)
LATE_MIN = {165: 25, 260: 18, 920: 30}  # injects that came late, by their planned minute
SKIPPED = frozenset({300, 340})
CONCLUSION = (
    "Het crisisteam werkte al snel zonder telefoon en nam besluiten met een reden. ICT en het eerste gemaal "
    "kwamen veel later terug dan het register aanneemt: een monteur die niet opneemt en een kabel achter een "
    "elektrisch slot kostten uren. Voor de nacht was er geen rooster."
)


_Happening = Callable[..., object]  # takes the real moment as `now`


@dataclass(frozen=True)
class Taking:
    """An account that takes part in the demonstration; `group` is a code of the scenario."""

    user_id: int
    role: str
    group: str = ""


@transaction.atomic
def hold_demo_exercise(
    actor: Actor,
    municipality_id: int,
    participants: Iterable[Taking] = (),
    held_on: date | None = None,
) -> int:
    """Makes the exercise of the demonstration, or answers the one that is there; its id.

    What the register lacks is left out; without the starter content little is measured. Without a day it was
    held three weeks ago.
    """
    known = Exercise.objects.filter(municipality_id=municipality_id, is_demo=True).order_by("pk").first()
    if known is not None:
        return known.pk
    draft = from_library(SCENARIO)
    if draft is None:
        raise UserError("Dit scenario is er niet.", "There is no such scenario.")
    day = held_on or timezone.localdate() - timedelta(days=21)
    edit = ExerciseEdit(
        NAME,
        day,
        "functional",
        place="Raadzaal en crisisruimte",
        practical="Inloop om 8.30 uur. Neem het noodplan op papier mee. Lunch is geregeld.",
        first_speed=SPEED,
    )
    number = make_exercise(actor, municipality_id, edit, draft, is_demo=True)
    exercise = _there(municipality_id, number)
    groups = {group.code: group.id for group in exercise.scenario.groups}
    for one in participants:
        add_participant(actor, municipality_id, number, one.role, one.user_id, group_id=groups.get(one.group))
    for name, group in PAPER_PLAYERS:
        add_participant(actor, municipality_id, number, "player", name=name, group_id=groups[group])
    begin = timezone.make_aware(datetime.combine(day, time(9, 0)))
    _play(actor, exercise, begin)
    _look_back(actor, _there(municipality_id, number), day)
    return number


def _there(municipality_id: int, exercise_id: int) -> ExerciseRow:
    found = queries.exercise(municipality_id, exercise_id)
    assert found is not None  # noqa: S101 - made a moment ago, in the same transaction
    return found


def _play(actor: Actor, exercise: ExerciseRow, begin: datetime) -> None:
    here, number, moment = exercise.municipality_id, exercise.id, begin
    turn_clock(actor, here, number, Turn(Act.START), moment)
    for place, (first, last) in enumerate(PARTS):
        if place:
            moment += BREAK
            turn_clock(actor, here, number, Turn(Act.JUMP, first), moment)
            turn_clock(actor, here, number, Turn(Act.RESUME), moment)
        for minute, happens in _happenings(actor, exercise, first, last):
            happens(now=moment + timedelta(minutes=minute - first) / SPEED)
        moment += timedelta(minutes=last - first) / SPEED
        act = Act.PAUSE if place < len(PARTS) - 1 else Act.END
        turn_clock(actor, here, number, Turn(act), moment)


def _happenings(actor: Actor, exercise: ExerciseRow, first: int, last: int) -> list[tuple[int, _Happening]]:
    """What happens in a part, by scenario minute."""
    here, number, known = exercise.municipality_id, exercise.id, nodes(exercise.municipality_id)
    objectives = {one.code: one.id for one in exercise.scenario.objectives}
    found: list[tuple[int, _Happening]] = []
    for inject in exercise.scenario.injects:
        what = "skipped" if inject.at_min in SKIPPED else "delivered"
        minute = inject.at_min + LATE_MIN.get(inject.at_min, 0)
        found.append((minute, partial(hand_out_inject, actor, here, number, inject.id, what)))
    for minute, node, condition, text in REPORTS:
        if node in known:
            found.append(
                (minute, partial(report_state, actor, here, number, node, condition, minute, text, "nl"))
            )
    for minute, team, text, reasoning in DECISIONS:
        entry = Entry(text, team=team, reasoning=reasoning)
        found.append((minute, partial(_decide, actor, here, number, entry)))
    for minute, objective, text, code, grade in OBSERVATIONS:
        found.append(
            (minute, partial(observe, actor, here, number, text, code, objectives[objective], grade))
        )
    for minute, text in NOTES:
        found.append((minute, partial(write_note, actor, here, number, text, "nl")))
    return sorted((one for one in found if first <= one[0] < last), key=lambda one: one[0])


def _decide(actor: Actor, municipality_id: int, exercise_id: int, entry: Entry, now: datetime) -> None:
    log_exercise_decision(actor, municipality_id, exercise_id, replace(entry, at=now))


def _look_back(actor: Actor, exercise: ExerciseRow, day: date) -> None:
    here, number = exercise.municipality_id, exercise.id
    objectives = {one.code: one.id for one in exercise.scenario.objectives}
    units = dict(OrganisationUnit.objects.filter(municipality_id=here).values_list("code", "pk"))
    roles = dict(StaffRole.objects.filter(municipality_id=here).values_list("code", "pk"))
    processes = {node.code for node in nodes(here)}
    for place, (objective, kind, text) in enumerate(FINDINGS):
        finding = write_finding(actor, here, number, kind, text, "nl", objectives.get(objective))
        for title, unit, role, days, process, state in MEASURES.get(place, ()):
            if unit not in units and role not in roles:
                continue
            add_measure(
                actor,
                here,
                MeasureEdit(
                    title,
                    "nl",
                    day + timedelta(days=days),
                    units.get(unit),
                    roles.get(role),
                    process if process in processes else "",
                    state,
                ),
                number,
                finding,
                is_demo=True,
            )
    conclude(actor, here, number, CONCLUSION, "nl", exercise.version)
