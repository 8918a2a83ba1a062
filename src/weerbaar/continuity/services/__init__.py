"""Every write of pillar 1, split by subject. What other rooms may call is named here."""

from weerbaar.continuity.edits import PersonEdit, ProcessEdit, ResourceEdit, RoleEdit, UnitEdit
from weerbaar.continuity.rights import NotAllowed, may_edit_unit
from weerbaar.continuity.services.approval import (
    approve_process,
    offer_process,
    review_process,
    send_back_process,
)
from weerbaar.continuity.services.crisis_teams import (
    StarterResult,
    TeamEdit,
    add_team,
    edit_team,
    load_crisis_starter,
    note_alert_list_opened,
    remove_seat,
    remove_team,
    set_seat,
)
from weerbaar.continuity.services.decisions import (
    Entry,
    add_decision_entry,
    close_decision_log,
    open_decision_log,
)
from weerbaar.continuity.services.editing import EditConflict, EditRefused
from weerbaar.continuity.services.exchange import apply_register, load_starter
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
from weerbaar.continuity.services.readiness import (
    ItemEdit,
    add_room_item,
    check_room_item,
    edit_room_item,
    load_room_starter,
)
from weerbaar.continuity.services.reminders import Reminded, remind_of_work
from weerbaar.continuity.services.resources import (
    add_resource,
    edit_resource,
    record_measured_recovery,
    remove_resource,
    set_requirements,
)
from weerbaar.continuity.services.rotas import add_rota, propose_rota, remove_rota, set_rota_duty

__all__ = [
    "EditConflict",
    "EditRefused",
    "Entry",
    "ItemEdit",
    "NotAllowed",
    "PersonEdit",
    "ProcessEdit",
    "Reminded",
    "ResourceEdit",
    "RoleEdit",
    "StarterResult",
    "TeamEdit",
    "UnitEdit",
    "add_decision_entry",
    "add_person",
    "add_process",
    "add_resource",
    "add_role",
    "add_room_item",
    "add_rota",
    "add_team",
    "add_unit",
    "apply_register",
    "approve_process",
    "check_room_item",
    "close_decision_log",
    "confirm_contact",
    "edit_person",
    "edit_process",
    "edit_resource",
    "edit_role",
    "edit_room_item",
    "edit_team",
    "edit_unit",
    "load_crisis_starter",
    "load_room_starter",
    "load_starter",
    "may_edit_unit",
    "note_alert_list_opened",
    "offer_process",
    "open_decision_log",
    "propose_rota",
    "record_measured_recovery",
    "remind_of_work",
    "remove_person",
    "remove_process",
    "remove_resource",
    "remove_role",
    "remove_rota",
    "remove_seat",
    "remove_team",
    "remove_unit",
    "review_process",
    "send_back_process",
    "set_requirements",
    "set_role_holders",
    "set_rota_duty",
    "set_seat",
    "set_unit_editors",
]
