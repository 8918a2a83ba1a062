"""The whole register of a municipality as typed rows, in a constant number of SQL queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q

from weerbaar.continuity.models import (
    Delivery,
    OrganisationUnit,
    Person,
    Process,
    ProcessImpact,
    ProcessStaffing,
    RequirementMember,
    Resource,
    RoleHolder,
    StaffRole,
    UnitEditor,
)
from weerbaar.continuity.models import Requirement as Need
from weerbaar.continuity.recovery_norms import assumptions
from weerbaar.continuity.types import (
    ContactRow,
    DeliveryRow,
    ImpactRow,
    NodeKind,
    NodeRef,
    ProcessRow,
    Register,
    RequirementRow,
    ResourceRow,
    RoleRow,
    StaffingRow,
    UnitRow,
)
from weerbaar.territory.queries import all_parameters

_PROCESS_FIELDS = tuple(
    name
    for name in ProcessRow.__dataclass_fields__
    if name not in ("unit_code", "is_external", "owner_role_code", "impacts", "staffing", "requirements")
)
_RESOURCE_FIELDS = tuple(
    name
    for name in ResourceRow.__dataclass_fields__
    if name
    not in (
        "unit_code",
        "role_code",
        "capacity",
        "tank_litres",
        "litres_per_hour",
        "deliveries",
        "requirements",
    )
)


def register(municipality_id: int) -> Register:
    """The rows, and what the municipality assumes where they say nothing: for who computes with them."""
    found = register_rows(municipality_id)
    return replace(found, assumptions=assumptions(all_parameters(municipality_id)))


def register_rows(municipality_id: int) -> Register:
    """Units, roles, processes and resources with what they need, in order of code within kind. For who lists
    them: its assumptions are the program's, not the municipality's."""
    units = _units(municipality_id)
    roles = _roles(municipality_id)
    of_process, of_resource = _requirements(municipality_id)
    return Register(
        municipality_id,
        units,
        roles,
        _processes(municipality_id, of_process),
        _resources(municipality_id, of_resource),
    )


def contacts(municipality_id: int) -> tuple[ContactRow, ...]:
    """People by name; the caller has made sure that who asks may see them."""
    return tuple(
        ContactRow(
            id=row.pk,
            name=row.name,
            function_title=row.function_title,
            unit_code=row.unit.code if row.unit else "",
            phone=row.phone,
            phone_without_network=row.phone_without_network,
            email=row.email,
            checked_on=row.checked_on,
            user_id=row.user_id,
            version=row.version,
        )
        for row in Person.objects.filter(municipality_id=municipality_id).select_related("unit")
    )


def _units(municipality_id: int) -> tuple[UnitRow, ...]:
    editors = _grouped(
        UnitEditor.objects.filter(unit__municipality_id=municipality_id)
        .order_by("user_id")
        .values_list("unit_id", "user_id")
    )
    rows = OrganisationUnit.objects.filter(municipality_id=municipality_id).select_related("parent")
    return tuple(
        UnitRow(
            id=row.pk,
            code=row.code,
            name_nl=row.name_nl,
            name_en=row.name_en,
            kind=row.kind,
            parent_code=row.parent.code if row.parent else "",
            staff_count=row.staff_count,
            is_illustrative=row.is_illustrative,
            editors=tuple(editors[row.pk]),
            version=row.version,
        )
        for row in rows
    )


def _roles(municipality_id: int) -> tuple[RoleRow, ...]:
    holders = _grouped(
        RoleHolder.objects.filter(role__municipality_id=municipality_id)
        .order_by("order")
        .values_list("role_id", "person_id")
    )
    rows = StaffRole.objects.filter(municipality_id=municipality_id).select_related("unit")
    return tuple(
        RoleRow(
            id=row.pk,
            code=row.code,
            name_nl=row.name_nl,
            name_en=row.name_en,
            task_nl=row.task_nl,
            task_en=row.task_en,
            unit_code=row.unit.code if row.unit else "",
            is_crisis_role=row.is_crisis_role,
            people_available=row.people_available,
            is_illustrative=row.is_illustrative,
            holders=tuple(holders[row.pk]),
            version=row.version,
        )
        for row in rows
    )


def _processes(municipality_id: int, needs: dict[int, list[RequirementRow]]) -> tuple[ProcessRow, ...]:
    impacts = _grouped(
        (process, ImpactRow(category, after, level))
        for process, category, after, level in ProcessImpact.objects.filter(
            process__municipality_id=municipality_id
        ).values_list("process_id", "category", "after_min", "level")
    )
    staffing = _grouped(
        (row.process_id, StaffingRow(row.role.code, row.from_min, row.until_min, row.people))
        for row in ProcessStaffing.objects.filter(process__municipality_id=municipality_id)
        .select_related("role")
        .order_by("role__code", "from_min")
    )
    rows = Process.objects.filter(municipality_id=municipality_id).select_related("unit", "owner_role")
    return tuple(
        ProcessRow(
            **{name: getattr(row, name) for name in _PROCESS_FIELDS},
            unit_code=row.unit.code,
            is_external=row.unit.kind == OrganisationUnit.Kind.OTHER,
            owner_role_code=row.owner_role.code if row.owner_role else "",
            impacts=tuple(impacts[row.pk]),
            staffing=tuple(staffing[row.pk]),
            requirements=tuple(needs[row.pk]),
        )
        for row in rows
    )


def _resources(municipality_id: int, needs: dict[int, list[RequirementRow]]) -> tuple[ResourceRow, ...]:
    deliveries = _grouped(
        (row.resource_id, DeliveryRow(row.after_min, float(row.litres)))
        for row in Delivery.objects.filter(resource__municipality_id=municipality_id)
    )
    amounts = ("capacity", "tank_litres", "litres_per_hour")
    rows = Resource.objects.filter(municipality_id=municipality_id).values_list(
        "unit__code", "role__code", *amounts, *_RESOURCE_FIELDS
    )
    return tuple(
        ResourceRow(
            **dict(zip(_RESOURCE_FIELDS, values, strict=True)),
            unit_code=unit or "",
            role_code=role or "",
            capacity=_number(capacity),
            tank_litres=_number(tank),
            litres_per_hour=_number(hourly),
            deliveries=tuple(deliveries[values[0]]),
            requirements=tuple(needs[values[0]]),
        )
        for unit, role, capacity, tank, hourly, *values in rows
    )


def _requirements(
    municipality_id: int,
) -> tuple[dict[int, list[RequirementRow]], dict[int, list[RequirementRow]]]:
    """What processes need and what resources need, by their id."""
    members = _grouped(
        (
            requirement,
            NodeRef(NodeKind.PROCESS, process) if process else NodeRef(NodeKind.RESOURCE, resource),
        )
        for requirement, process, resource in RequirementMember.objects.filter(
            _owned("requirement__", municipality_id)
        ).values_list("requirement_id", "process__code", "resource__code")
    )
    of_process: dict[int, list[RequirementRow]] = defaultdict(list)
    of_resource: dict[int, list[RequirementRow]] = defaultdict(list)
    for pk, process, resource, needed, label_nl, label_en in Need.objects.filter(
        _owned("", municipality_id)
    ).values_list("pk", "process_id", "resource_id", "needed", "label_nl", "label_en"):
        need = RequirementRow(needed, tuple(members[pk]), label_nl, label_en)
        if process is not None:
            of_process[process].append(need)
        elif resource is not None:
            of_resource[resource].append(need)
    return of_process, of_resource


def _owned(prefix: str, municipality_id: int) -> Q:
    return Q(**{f"{prefix}process__municipality_id": municipality_id}) | Q(
        **{f"{prefix}resource__municipality_id": municipality_id}
    )


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
