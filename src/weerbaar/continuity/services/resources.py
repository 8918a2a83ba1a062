"""Writes on resources: what they are, how fast they recover, how long they last, and what they need.

A resource has no status of its own; its history and the basis of its recovery time say how sure it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.edits import AMOUNTS, ResourceEdit, as_json, in_order
from weerbaar.continuity.models import Delivery, Resource
from weerbaar.continuity.queries.register import register
from weerbaar.continuity.rights import require_unit
from weerbaar.continuity.rules import resource_faults
from weerbaar.continuity.services.editing import (
    EditConflict,
    changed,
    editors_of,
    field_faults,
    free_code,
    refuse,
    role_by_code,
    unit_by_code,
)
from weerbaar.continuity.services.organisation import still_used
from weerbaar.continuity.services.processes import edit_process, locked_process, process_as_edit
from weerbaar.continuity.services.requirements import requirements_of, resolve, write_requirements
from weerbaar.continuity.types import DeliveryRow, NodeKind, NodeRef, RequirementRow, ResourceRow
from weerbaar.interface.jobs import UserError

_APART = {"unit_code", "role_code", "deliveries", "requirements", *AMOUNTS}
_COLUMNS = tuple(each.name for each in fields(ResourceEdit) if each.name not in _APART)


def locked_resource(actor: Actor, municipality_id: int, code: str, version: int | None) -> Resource:
    """The resource, locked until the end of the transaction. Raises as `locked_process`."""
    found = (
        Resource.objects.select_for_update(of=("self",))
        .select_related("unit", "role")
        .filter(municipality_id=municipality_id, code=code)
        .first()
    )
    if found is None:
        raise UserError(f"Er is geen middel {code}.", f"There is no resource {code}.")
    require_unit(actor, municipality_id, editors_of(found.unit))
    if version is not None and found.version != version:
        current = register(municipality_id).node(NodeRef(NodeKind.RESOURCE, code))
        if isinstance(current, ResourceRow):
            raise EditConflict(current)
    return found


def resource_as_edit(resource: Resource) -> ResourceEdit:
    """How a resource stands now."""
    amounts: dict[str, Any] = {
        name: None if (amount := getattr(resource, name)) is None else float(amount) for name in AMOUNTS
    }
    return ResourceEdit(
        **{name: getattr(resource, name) for name in _COLUMNS},
        **amounts,
        unit_code=resource.unit.code if resource.unit else "",
        role_code=resource.role.code if resource.role else "",
        deliveries=tuple(
            DeliveryRow(row.after_min, float(row.litres)) for row in resource.deliveries.order_by("after_min")
        ),
        requirements=requirements_of(resource),
    )


def _write(resource: Resource, edit: ResourceEdit, old: ResourceEdit | None) -> None:
    numbers = resolve(resource.municipality_id, edit.requirements)
    for name in _COLUMNS:
        setattr(resource, name, getattr(edit, name))
    for name in AMOUNTS:
        amount = getattr(edit, name)
        setattr(resource, name, None if amount is None else Decimal(str(amount)))
    resource.role = role_by_code(resource.municipality_id, edit.role_code, "role_code")
    resource.save()
    if old is None or old.deliveries != edit.deliveries:
        resource.deliveries.all().delete()
        Delivery.objects.bulk_create(
            Delivery(resource=resource, after_min=row.after_min, litres=Decimal(str(row.litres)))
            for row in edit.deliveries
        )
    if old is None or old.requirements != edit.requirements:
        write_requirements(resource, edit.requirements, numbers)


@transaction.atomic
def add_resource(actor: Actor, municipality_id: int, edit: ResourceEdit, code: str = "") -> str:
    """A new resource; answers its code, made of its name when none is given. Raises as `add_process`.

    A resource that belongs to no unit is only for the coordinator.
    """
    edit = in_order(edit)
    unit = unit_by_code(municipality_id, edit.unit_code)
    require_unit(actor, municipality_id, editors_of(unit))
    refuse([*field_faults(Resource, edit), *resource_faults(edit, None)])
    resource = Resource(
        municipality_id=municipality_id,
        code=free_code(Resource, municipality_id, code, edit.name_nl),
        unit=unit,
        changed_by_id=actor.user_id,
    )
    _write(resource, edit, None)
    record(
        actor,
        municipality_id,
        "continuity.resource.added",
        "resource",
        resource.pk,
        after={"code": resource.code, **as_json(edit)},
    )
    return resource.code


@transaction.atomic
def edit_resource(
    actor: Actor, municipality_id: int, code: str, edit: ResourceEdit, version: int | None = None
) -> None:
    """Writes a resource with its deliveries and needs.

    Raises as `edit_process`. Nothing changed: no write.
    """
    resource = locked_resource(actor, municipality_id, code, version)
    edit = in_order(edit)
    unit = unit_by_code(municipality_id, edit.unit_code)
    require_unit(actor, municipality_id, editors_of(unit))
    own = NodeRef(NodeKind.RESOURCE, code)
    refuse([*field_faults(Resource, edit), *resource_faults(edit, own)])
    old = resource_as_edit(resource)
    before, after = changed(old, edit)
    if not after:
        return
    before["version"], after["version"] = resource.version, resource.version + 1
    resource.unit, resource.version, resource.changed_by_id = unit, resource.version + 1, actor.user_id
    _write(resource, edit, old)
    record(
        actor,
        municipality_id,
        "continuity.resource.edited",
        "resource",
        resource.pk,
        before=before,
        after=after,
    )


def set_requirements(
    actor: Actor,
    municipality_id: int,
    ref: NodeRef,
    needs: Sequence[RequirementRow],
    version: int | None = None,
) -> None:
    """Writes only what a process or resource needs, so that files can bring in circles.

    Raises as the edits.
    """
    with transaction.atomic():
        if ref.kind == NodeKind.PROCESS:
            process = locked_process(actor, municipality_id, ref.code, version)
            edit_process(
                actor,
                municipality_id,
                ref.code,
                replace(process_as_edit(process), requirements=tuple(needs)),
            )
        else:
            resource = locked_resource(actor, municipality_id, ref.code, version)
            edit_resource(
                actor,
                municipality_id,
                ref.code,
                replace(resource_as_edit(resource), requirements=tuple(needs)),
            )


def record_measured_recovery(
    actor: Actor, municipality_id: int, ref: NodeRef, minutes: int, on: date, source: str
) -> None:
    """Takes over a recovery time that was measured in an exercise: minutes, the day, and which exercise.

    A process keeps the time; a resource also its basis, date and source. Raises as the edits.
    """
    with transaction.atomic():
        if ref.kind == NodeKind.PROCESS:
            process = locked_process(actor, municipality_id, ref.code, None)
            edit = replace(process_as_edit(process), recovery_min=minutes)
            edit_process(actor, municipality_id, ref.code, edit)
            return
        resource = locked_resource(actor, municipality_id, ref.code, None)
        measured = replace(
            resource_as_edit(resource),
            recovery_min=minutes,
            recovery_basis=Resource.Basis.MEASURED.value,
            recovery_on=on,
            recovery_source=source,
        )
        edit_resource(actor, municipality_id, ref.code, measured)


@transaction.atomic
def remove_resource(actor: Actor, municipality_id: int, code: str, version: int | None = None) -> None:
    """Takes a resource away with its own needs. Refused, with their names, while others need it."""
    resource = locked_resource(actor, municipality_id, code, version)
    before, pk = {"code": resource.code, **as_json(resource_as_edit(resource))}, resource.pk
    users = [
        member.requirement.process or member.requirement.resource
        for member in resource.needed_by.select_related("requirement__process", "requirement__resource")
    ]
    if users:
        raise still_used(resource.name_nl, resource.name_en, users)
    try:
        resource.delete()
    except ProtectedError as error:
        raise still_used(resource.name_nl, resource.name_en, error.protected_objects) from error
    record(actor, municipality_id, "continuity.resource.removed", "resource", pk, before=before)
