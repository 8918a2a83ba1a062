"""Every write of pillar 1, split by subject."""

from weerbaar.continuity.edits import PersonEdit, ProcessEdit, ResourceEdit, RoleEdit, UnitEdit
from weerbaar.continuity.rights import NotAllowed, may_edit_unit
from weerbaar.continuity.services.approval import (
    approve_process,
    offer_process,
    review_process,
    send_back_process,
)
from weerbaar.continuity.services.decisions import (
    Entry,
    add_decision_entry,
    close_decision_log,
    open_decision_log,
)
from weerbaar.continuity.services.editing import EditConflict, EditRefused
from weerbaar.continuity.services.exchange import apply_register, load_starter
from weerbaar.continuity.services.exercise_demo import Taking, hold_demo_exercise
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
from weerbaar.continuity.services.organisation import add_unit, edit_unit, remove_unit, set_unit_editors
from weerbaar.continuity.services.people import (
    add_person,
    add_role,
    confirm_contact,
    edit_person,
    edit_role,
    remove_person,
    remove_role,
    set_role_holders,
)
from weerbaar.continuity.services.processes import add_process, edit_process, remove_process
from weerbaar.continuity.services.reminders import Reminded, remind_of_work
from weerbaar.continuity.services.resources import (
    add_resource,
    edit_resource,
    record_measured_recovery,
    remove_resource,
    set_requirements,
)
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
    "EditConflict",
    "EditRefused",
    "Entry",
    "ExerciseEdit",
    "MeasureEdit",
    "NotAllowed",
    "PersonEdit",
    "ProcessEdit",
    "Reminded",
    "ResourceEdit",
    "RoleEdit",
    "ScenarioEdit",
    "Taking",
    "Turn",
    "UnitEdit",
    "add_decision_entry",
    "add_inject_live",
    "add_measure",
    "add_participant",
    "add_person",
    "add_process",
    "add_resource",
    "add_role",
    "add_unit",
    "apply_register",
    "approve_process",
    "call_off_exercise",
    "close_decision_log",
    "close_exercise",
    "conclude",
    "confirm_contact",
    "edit_exercise",
    "edit_measure",
    "edit_person",
    "edit_process",
    "edit_resource",
    "edit_role",
    "edit_scenario",
    "edit_unit",
    "hand_out_inject",
    "hold_demo_exercise",
    "keep_scenario",
    "load_starter",
    "log_exercise_decision",
    "make_exercise",
    "may_edit_unit",
    "observe",
    "offer_process",
    "open_decision_log",
    "record_measured_recovery",
    "remind_of_work",
    "remove_part",
    "remove_participant",
    "remove_person",
    "remove_process",
    "remove_resource",
    "remove_role",
    "remove_scenario",
    "remove_unit",
    "report_state",
    "review_process",
    "save_group",
    "save_inject",
    "save_objective",
    "send_back_process",
    "set_requirements",
    "set_role_holders",
    "set_unit_editors",
    "take_over_measurement",
    "turn_clock",
    "withdraw_report",
    "write_finding",
    "write_note",
]
