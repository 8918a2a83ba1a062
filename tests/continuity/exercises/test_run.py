"""An exercise as it is held: the clock in the database, injects, reports, grades; nothing is ever changed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.continuity.exercises.conftest import DRAFT, again, turn
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.exercise_types import ExerciseRow
from weerbaar.continuity.exercising.clock import Act, Phase
from weerbaar.continuity.exercising.files import InjectDraft, Words
from weerbaar.continuity.models import DecisionLog, ExerciseClockEvent
from weerbaar.continuity.services import Entry, ExerciseEdit, Turn
from weerbaar.continuity.types import NodeKind, NodeRef
from weerbaar.interface.jobs import UserError

pytestmark = pytest.mark.django_db
PUMPS = NodeRef(NodeKind.PROCESS, "sewer-pumps")


def test_the_clock_runs_on_while_nobody_looks(exercise: ExerciseRow) -> None:
    begin = timezone.now() - timedelta(minutes=30)
    services.turn_clock(PROGRAM, exercise.municipality_id, exercise.id, Turn(Act.START), begin)
    services.turn_clock(
        PROGRAM,
        exercise.municipality_id,
        exercise.id,
        Turn(Act.SPEED, speed=12),
        begin + timedelta(minutes=10),
    )
    # ten minutes as in reality, then twenty minutes twelve times as fast
    assert again(exercise).clock.minute(begin + timedelta(minutes=30)) == 10 + 240


def test_the_first_speed_is_that_of_the_exercise(town: MunicipalityRow) -> None:
    edit = ExerciseEdit("Snel", date(2026, 11, 20), "functional", starts_at_min=90, first_speed=12)
    number = services.make_exercise(PROGRAM, town.id, edit, DRAFT)
    services.turn_clock(PROGRAM, town.id, number, Turn(Act.START))
    row = queries.exercise(town.id, number)
    assert row
    assert (row.clock.speed, row.clock.phase) == (12, Phase.RUNNING)
    assert row.clock.stand == timedelta(minutes=90)


def test_of_two_facilitators_at_once_one_is_told(live: ExerciseRow) -> None:
    seen = live.clock.events
    turn(live, "resume", seen=seen)
    with pytest.raises(UserError, match="colleague"):
        turn(live, "resume", seen=seen)
    assert again(live).clock.events == seen + 1


def test_a_jump_goes_to_the_next_inject_that_is_open(live: ExerciseRow) -> None:
    assert live.clock.minute(timezone.now()) == 60
    moved = turn(live, "jump")
    assert moved.clock.stand == timedelta(minutes=120)
    with pytest.raises(UserError, match="no next"):
        turn(live, "jump")
    with pytest.raises(UserError, match="outside"):
        turn(live, "jump", to_min=601)


def test_the_start_opens_the_decision_log_and_the_end_closes_it(live: ExerciseRow) -> None:
    log = DecisionLog.objects.get()
    assert log.kind == "exercise"
    assert log.title.startswith("OEFENING / EXERCISE")
    services.log_exercise_decision(
        PROGRAM, live.municipality_id, live.id, Entry("Aggregaat naar gemaal 3", team="Openbare werken")
    )
    (row,) = queries.run(live).decisions
    assert (row.minute, row.entry.text) == (60, "Aggregaat naar gemaal 3")
    turn(live, "end")
    log.refresh_from_db()
    assert log.closed_at
    with pytest.raises(UserError, match="over"):
        services.log_exercise_decision(PROGRAM, live.municipality_id, live.id, Entry("Te laat"))


def test_injects_are_early_late_or_skipped(live: ExerciseRow) -> None:
    here, dark, servers, pump, rumour = live.municipality_id, *live.scenario.injects
    services.hand_out_inject(PROGRAM, here, live.id, dark.id)
    services.hand_out_inject(PROGRAM, here, live.id, rumour.id)
    services.hand_out_inject(PROGRAM, here, live.id, servers.id, "skipped")
    run = queries.run(again(live))
    assert [(one.what, one.off_min) for one in run.injects] == [
        ("delivered", 60),
        ("skipped", None),
        ("", None),
        ("delivered", -60),
    ]
    assert [one.inject.id for one in run.due(60)] == [pump.id]
    with pytest.raises(UserError, match="already"):
        services.hand_out_inject(PROGRAM, here, live.id, dark.id)
    with pytest.raises(UserError, match="already"):
        services.hand_out_inject(PROGRAM, here, live.id, dark.id, "skipped")
    services.hand_out_inject(PROGRAM, here, live.id, servers.id)  # after all
    works = next(group.id for group in live.scenario.groups if group.code == "works")
    ict = next(group.id for group in live.scenario.groups if group.code == "ict")
    run = queries.run(again(live))
    assert {one.inject.id for one in run.delivered_to(works)} == {dark.id, rumour.id}
    assert {one.inject.id for one in run.delivered_to(ict)} == {dark.id, servers.id, rumour.id}
    assert len(run.delivered_to(None)) == 3


def test_a_facilitator_thinks_up_an_inject(live: ExerciseRow) -> None:
    services.add_inject_live(
        PROGRAM,
        live.municipality_id,
        live.id,
        InjectDraft(0, "phone", Words("De burgemeester belt"), group="works"),
    )
    added = next(one for one in queries.run(again(live)).injects if one.inject.added_live)
    assert (added.inject.at_min, added.off_min, added.is_delivered) == (60, 0, True)


def test_once_begun_the_scenario_and_the_exercise_stay_as_they_are(live: ExerciseRow) -> None:
    here, scenario = live.municipality_id, live.scenario
    with pytest.raises(UserError, match="begun"):
        services.save_inject(PROGRAM, here, scenario.id, InjectDraft(1, "phone", Words("x")))
    with pytest.raises(UserError, match="begun"):
        services.remove_part(PROGRAM, here, scenario.id, "inject", scenario.injects[0].id)
    with pytest.raises(UserError, match="begun"):
        services.call_off_exercise(PROGRAM, here, live.id)
    with pytest.raises(UserError, match="begun"):
        services.edit_exercise(
            PROGRAM, here, live.id, ExerciseEdit("Anders", date(2026, 1, 1), "full"), live.version
        )


def test_before_the_start_nothing_can_happen_in_it(exercise: ExerciseRow) -> None:
    here, number = exercise.municipality_id, exercise.id
    for write in (
        lambda: services.hand_out_inject(PROGRAM, here, number, exercise.scenario.injects[0].id),
        lambda: services.write_note(PROGRAM, here, number, "x", "nl"),
        lambda: services.report_state(PROGRAM, here, number, PUMPS, "lost"),
        lambda: services.observe(PROGRAM, here, number, "x", "nl"),
        lambda: services.write_finding(PROGRAM, here, number, "well", "x", "nl"),
        lambda: turn(exercise, "pause"),
    ):
        with pytest.raises(UserError, match="not begun"):
            write()


def test_reports_are_withdrawn_and_never_changed(live: ExerciseRow) -> None:
    here = live.municipality_id
    services.report_state(PROGRAM, here, live.id, PUMPS, "lost", 10)
    services.report_state(PROGRAM, here, live.id, PUMPS, "restored", 50)
    (wrong, _right) = queries.run(live).reports
    assert queries.run(live).outages[PUMPS][0].lasted_min == 40
    services.withdraw_report(PROGRAM, here, live.id, wrong.id)
    services.report_state(PROGRAM, here, live.id, PUMPS, "lost", 20)
    run = queries.run(live)
    assert run.outages[PUMPS][0].lasted_min == 30
    assert [one.withdrawn for one in run.reports] == [True, False, False]
    with pytest.raises(UserError, match="already"):
        services.withdraw_report(PROGRAM, here, live.id, wrong.id)
    with pytest.raises(UserError, match="not come"):
        services.report_state(PROGRAM, here, live.id, PUMPS, "lost", 61)
    with pytest.raises(UserError, match="register"):
        services.report_state(PROGRAM, here, live.id, NodeRef(NodeKind.RESOURCE, "sewer-pumps"), "lost")


def test_the_last_grade_counts_and_earlier_ones_stay(live: ExerciseRow) -> None:
    here, pumps = live.municipality_id, live.scenario.objectives[0]
    services.observe(PROGRAM, here, live.id, "Ze bellen eerst", "nl", pumps.id, "not_met")
    services.observe(PROGRAM, here, live.id, "The cable was found", "en", pumps.id)
    services.observe(PROGRAM, here, live.id, "", "nl", pumps.id, "partly")
    result = queries.run(live).objectives[0]
    assert result.grade == "partly"
    assert [one.grade for one in result.observations] == ["not_met", "", "partly"]
    assert [one.language for one in result.observations] == ["nl", "en", "nl"]
    with pytest.raises(UserError, match="belongs"):
        services.observe(PROGRAM, here, live.id, "x", "nl", None, "met")


@pytest.mark.parametrize("table", ["exerciseclockevent", "injectevent", "observation", "exercisestatereport"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET by_name = 'x'"])
def test_the_database_refuses_to_change_what_happened(live: ExerciseRow, table: str, statement: str) -> None:
    here, pumps = live.municipality_id, live.scenario.objectives[0]
    services.hand_out_inject(PROGRAM, here, live.id, live.scenario.injects[0].id)
    services.observe(PROGRAM, here, live.id, "x", "nl", pumps.id)
    services.report_state(PROGRAM, here, live.id, PUMPS, "lost", 10)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(statement.format(f"continuity_{table}"))


def test_of_two_events_with_one_number_the_database_keeps_one(live: ExerciseRow) -> None:
    row = ExerciseClockEvent.objects.latest("number")
    with pytest.raises(DatabaseError), transaction.atomic():
        ExerciseClockEvent.objects.create(
            exercise_id=live.id, number=row.number, act="end", at=timezone.now(), by_name="x"
        )


def test_every_write_leaves_one_line_in_the_audit_trail(live: ExerciseRow) -> None:
    before = AuditEntry.objects.count()
    services.write_note(PROGRAM, live.municipality_id, live.id, "Let op", "nl")
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.latest("pk").action == "continuity.exercise.noted"


HOLD = """
import os, signal, sys
import django; django.setup()
from datetime import date
from weerbaar.accounts.services import ensure_municipality
from weerbaar.accounts.types import PROGRAM
from weerbaar.continuity import services
from weerbaar.continuity.exercising.clock import Act
from weerbaar.continuity.exercising.files import from_library
from weerbaar.continuity.services import Entry, ExerciseEdit, Turn
town = ensure_municipality(PROGRAM, code="GM7777", slug="x", name="X", region=("VR24", "Zuid-Limburg"))
n = services.make_exercise(
    PROGRAM,
    town.id,
    ExerciseEdit("Proef", date(2026, 11, 20), "full", first_speed=60),
    from_library("outage-72h"),
)
services.turn_clock(PROGRAM, town.id, n, Turn(Act.START))
services.turn_clock(PROGRAM, town.id, n, Turn(Act.JUMP, 600))
services.log_exercise_decision(PROGRAM, town.id, n, Entry("Brandstof naar het ziekenhuis"))
print("written", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
LOOK = """
import django; django.setup()
from django.utils import timezone
from weerbaar.continuity import queries
from weerbaar.continuity.models import Exercise
row = Exercise.objects.get()
found = queries.exercise(row.municipality_id, row.pk)
texts = [one.entry.text for one in queries.run(found).decisions]
print(found.phase, found.clock.minute(timezone.now()) >= 600, texts)
"""


def test_kill_9_in_the_middle_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    """A process that holds an exercise is killed; another reads the same clock and log, and time went on."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("WEERBAAR_")},
        "WEERBAAR_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "weerbaar.config.settings",
    }

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    assert run("-m", "weerbaar", "manage", "migrate", "-v0").returncode == 0
    held = run("-c", HOLD)
    assert held.stdout.strip() == "written", held.stderr
    assert held.returncode == -9
    seen = run("-c", LOOK)
    assert seen.stdout.strip() == "running True ['Brandstof naar het ziekenhuis']", seen.stderr
