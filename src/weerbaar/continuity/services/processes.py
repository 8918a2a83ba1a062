"""Writes on processes. Every change of content takes a process back to draft.

An edit says which version it was made on; when somebody else was first, nothing is written.
"""

from __future__ import annotations

from dataclasses import fields

from django.db import transaction
from django.db.models import ProtectedError

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.edits import ProcessEdit, as_json, in_order
from weerbaar.continuity.models import (
    OrganisationUnit,
    Process,
    ProcessImpact,
    ProcessStaffing,
    StaffRole,
)
from weerbaar.continuity.queries.register import register
from weerbaar.continuity.rights import require_unit
from weerbaar.continuity.rules import Fault, process_faults
from weerbaar.continuity.services.editing import (
    EditConflict,
    EditRefused,
    changed,
    editors_of,
    field_faults,
    free_code,
    refuse,
    role_by_code,
    unit_by_code,
)
from weerbaar.continuity.services.organisation import still_used
from weerbaar.continuity.services.requirements import requirements_of, resolve, write_requirements
from weerbaar.continuity.types import (
    ImpactRow,
    NodeKind,
    NodeRef,
    ProcessRow,
    StaffingRow,
)
from weerbaar.interface.jobs import UserError

_APART = {"unit_code", "owner_role_code", "impacts", "staffing", "requirements"}
_COLUMNS = tuple(each.name for each in fields(ProcessEdit) if each.name not in _APART)


def locked_process(
    actor: Actor, municipality_id: int, code: str, version: int | None, *, own: bool = True
) -> Process:
    """The process, locked until the end of the transaction.

    Raises `UserError` when there is none, `NotAllowed` when `own` and the actor may not change it,
    `EditConflict` when `version` is not the current one.
    """
    found = (
        Process.objects.select_for_update(of=("self",))
        .select_related("unit", "owner_role")
        .filter(municipality_id=municipality_id, code=code)
        .first()
    )
    if found is None:
        raise UserError(f"Er is geen proces {code}.", f"There is no process {code}.")
    if own:
        require_unit(actor, municipality_id, editors_of(found.unit))
    if version is not None and found.version != version:
        current = register(municipality_id).node(NodeRef(NodeKind.PROCESS, code))
        if isinstance(current, ProcessRow):
            raise EditConflict(current)
    return found


def process_as_edit(process: Process) -> ProcessEdit:
    """How a process stands now."""
    return ProcessEdit(
        **{name: getattr(process, name) for name in _COLUMNS},
        unit_code=process.unit.code,
        owner_role_code=process.owner_role.code if process.owner_role else "",
        impacts=tuple(
            ImpactRow(row.category, row.after_min, row.level)
            for row in process.impacts.order_by("category", "after_min")
        ),
        staffing=tuple(
            StaffingRow(row.role.code, row.from_min, row.until_min, row.people)
            for row in process.staffing.select_related("role").order_by("role__code", "from_min")
        ),
        requirements=requirements_of(process),
    )


def _unit(municipality_id: int, edit: ProcessEdit) -> OrganisationUnit:
    unit = unit_by_code(municipality_id, edit.unit_code)
    if unit is None:
        raise EditRefused([Fault("unit_code", "Kies een afdeling.", "Choose a department.")])
    return unit


def _roles(municipality_id: int, edit: ProcessEdit) -> dict[str, int]:
    codes = {row.role_code for row in edit.staffing}
    if not codes:
        return {}
    found = StaffRole.objects.filter(municipality_id=municipality_id, code__in=codes)
    return dict(found.values_list("code", "pk"))


def _write(process: Process, edit: ProcessEdit, old: ProcessEdit | None, roles: dict[str, int]) -> None:
    numbers = resolve(process.municipality_id, edit.requirements)
    for name in _COLUMNS:
        setattr(process, name, getattr(edit, name))
    if old is not None and old.recovery_min != edit.recovery_min:
        # another figure than the one that was measured is an assumption, until it is taken over again
        process.recovery_basis, process.recovery_source, process.recovery_on = "assumed", "", None
    process.owner_role = role_by_code(process.municipality_id, edit.owner_role_code, "owner_role_code")
    process.save()
    if old is None or old.impacts != edit.impacts:
        process.impacts.all().delete()
        ProcessImpact.objects.bulk_create(
            ProcessImpact(process=process, category=row.category, after_min=row.after_min, level=row.level)
            for row in edit.impacts
        )
    if old is None or old.staffing != edit.staffing:
        process.staffing.all().delete()
        ProcessStaffing.objects.bulk_create(
            ProcessStaffing(
                process=process,
                role_id=roles[row.role_code],
                from_min=row.from_min,
                until_min=row.until_min,
                people=row.people,
            )
            for row in edit.staffing
        )
    if old is None or old.requirements != edit.requirements:
        write_requirements(process, edit.requirements, numbers)


@transaction.atomic
def add_process(actor: Actor, municipality_id: int, edit: ProcessEdit, code: str = "") -> str:
    """A new process, as draft; answers its code, made of its name when none is given.

    Raises `NotAllowed` when its unit is not the actor's, `EditRefused` with a fault per field, `UserError`
    for a code that is taken.
    """
    edit = in_order(edit)
    unit = _unit(municipality_id, edit)
    require_unit(actor, municipality_id, editors_of(unit))
    roles = _roles(municipality_id, edit)
    refuse([*field_faults(Process, edit), *process_faults(edit, None, roles)])
    process = Process(
        municipality_id=municipality_id,
        code=free_code(Process, municipality_id, code, edit.name_nl),
        unit=unit,
        changed_by_id=actor.user_id,
    )
    _write(process, edit, None, roles)
    record(
        actor,
        municipality_id,
        "continuity.process.added",
        "process",
        process.pk,
        after={"code": process.code, **as_json(edit)},
    )
    return process.code


@transaction.atomic
def edit_process(
    actor: Actor, municipality_id: int, code: str, edit: ProcessEdit, version: int | None = None
) -> None:
    """Writes a process with its impacts, staffing and needs; it goes back to draft. Nothing changed: no
    write.

    Raises `NotAllowed` when its unit, or the one that it would go to, is not the actor's; `EditConflict` when
    `version` is not the current one; `EditRefused` with a fault per field.
    """
    process = locked_process(actor, municipality_id, code, version)
    edit = in_order(edit)
    unit = _unit(municipality_id, edit)
    require_unit(actor, municipality_id, editors_of(unit))
    roles = _roles(municipality_id, edit)
    own = NodeRef(NodeKind.PROCESS, code)
    refuse([*field_faults(Process, edit), *process_faults(edit, own, roles)])
    old = process_as_edit(process)
    before, after = changed(old, edit)
    if not after:
        return
    if process.status != Process.Status.DRAFT:
        before["status"], after["status"] = str(process.status), Process.Status.DRAFT.value
    before["version"], after["version"] = process.version, process.version + 1
    process.unit, process.version, process.changed_by_id = unit, process.version + 1, actor.user_id
    process.status, process.offered_at = Process.Status.DRAFT, None
    process.reviewed_by, process.reviewed_at = None, None
    _write(process, edit, old, roles)
    record(
        actor,
        municipality_id,
        "continuity.process.edited",
        "process",
        process.pk,
        before=before,
        after=after,
    )


@transaction.atomic
def remove_process(actor: Actor, municipality_id: int, code: str, version: int | None = None) -> None:
    """Takes a process away with its own needs. Refused, with their names, while others need it."""
    process = locked_process(actor, municipality_id, code, version)
    before, pk = {"code": process.code, **as_json(process_as_edit(process))}, process.pk
    users = [
        member.requirement.process or member.requirement.resource
        for member in process.needed_by.select_related("requirement__process", "requirement__resource")
    ]
    if users:
        raise still_used(process.name_nl, process.name_en, users)
    try:
        process.delete()
    except ProtectedError as error:
        raise still_used(process.name_nl, process.name_en, error.protected_objects) from error
    record(actor, municipality_id, "continuity.process.removed", "process", pk, before=before)
