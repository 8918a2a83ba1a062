"""Every write of pillar 1, split by subject. What other rooms may call is named here."""

from weerbaar.continuity.edits import PersonEdit, ProcessEdit, ResourceEdit, RoleEdit, UnitEdit
from weerbaar.continuity.rights import NotAllowed, may_edit_unit
from weerbaar.continuity.services.approval import (
    approve_process,
    offer_process,
    review_process,
    send_back_process,
)
from weerbaar.continuity.services.editing import EditConflict, EditRefused
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
from weerbaar.continuity.services.plan import (
    approve_plan,
    approve_plan_now,
    complete_plan,
    make_files_again,
    make_plan_now,
    offer_plan,
    order_plan,
    plan_draft,
    plan_file,
    take_plan_back,
)
from weerbaar.continuity.services.plan_papers import (
    add_paper_place,
    place_paper,
    remove_paper_place,
    remove_plan_template,
    set_plan_template,
    write_plan_text,
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

__all__ = [
    "EditConflict",
    "EditRefused",
    "NotAllowed",
    "PersonEdit",
    "ProcessEdit",
    "Reminded",
    "ResourceEdit",
    "RoleEdit",
    "UnitEdit",
    "add_paper_place",
    "add_person",
    "add_process",
    "add_resource",
    "add_role",
    "add_unit",
    "approve_plan",
    "approve_plan_now",
    "approve_process",
    "complete_plan",
    "confirm_contact",
    "edit_person",
    "edit_process",
    "edit_resource",
    "edit_role",
    "edit_unit",
    "make_files_again",
    "make_plan_now",
    "may_edit_unit",
    "offer_plan",
    "offer_process",
    "order_plan",
    "place_paper",
    "plan_draft",
    "plan_file",
    "record_measured_recovery",
    "remind_of_work",
    "remove_paper_place",
    "remove_person",
    "remove_plan_template",
    "remove_process",
    "remove_resource",
    "remove_role",
    "remove_unit",
    "review_process",
    "send_back_process",
    "set_plan_template",
    "set_requirements",
    "set_role_holders",
    "set_unit_editors",
    "take_plan_back",
    "write_plan_text",
]
