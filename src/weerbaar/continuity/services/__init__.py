"""Every write of pillar 1, split by subject."""

from weerbaar.continuity.services.decisions import (
    Entry,
    add_decision_entry,
    close_decision_log,
    open_decision_log,
)
from weerbaar.continuity.services.exercise_results import (
    close_exercise,
    conclude,
    take_over_measurement,
    write_finding,
)
from weerbaar.continuity.services.exercise_runs import (
    Turn,
    add_inject_live,
    hand_out_inject,
    log_exercise_decision,
    observe,
    report_state,
    turn_clock,
    withdraw_report,
    write_note,
)
from weerbaar.continuity.services.exercises import (
    ExerciseEdit,
    add_participant,
    call_off_exercise,
    edit_exercise,
    make_exercise,
    remove_participant,
)
from weerbaar.continuity.services.measures import MeasureEdit, add_measure, edit_measure
from weerbaar.continuity.services.scenarios import (
    ScenarioEdit,
    edit_scenario,
    keep_scenario,
    remove_part,
    remove_scenario,
    save_group,
    save_inject,
    save_objective,
)

__all__ = [
    "Entry",
    "ExerciseEdit",
    "MeasureEdit",
    "ScenarioEdit",
    "Turn",
    "add_decision_entry",
    "add_inject_live",
    "add_measure",
    "add_participant",
    "call_off_exercise",
    "close_decision_log",
    "close_exercise",
    "conclude",
    "edit_exercise",
    "edit_measure",
    "edit_scenario",
    "hand_out_inject",
    "keep_scenario",
    "log_exercise_decision",
    "make_exercise",
    "observe",
    "open_decision_log",
    "remove_part",
    "remove_participant",
    "remove_scenario",
    "report_state",
    "save_group",
    "save_inject",
    "save_objective",
    "take_over_measurement",
    "turn_clock",
    "withdraw_report",
    "write_finding",
    "write_note",
]
