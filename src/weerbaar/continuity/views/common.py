"""What several views of the register do: find or 404, and say what this reader may change."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext

from weerbaar.accounts.access import StaffRequest
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries
from weerbaar.continuity.rights import may_edit_unit
from weerbaar.continuity.types import NodeKind, NodeRef, ProcessRow, Register, ResourceRow
from weerbaar.continuity.wording import name_of


def register_of(request: StaffRequest) -> Register:
    return queries.register(request.municipality.id)


def process_or_404(register: Register, code: str) -> ProcessRow:
    row = register.node(NodeRef(NodeKind.PROCESS, code))
    if not isinstance(row, ProcessRow):
        raise Http404
    return row


def resource_or_404(register: Register, code: str) -> ResourceRow:
    row = register.node(NodeRef(NodeKind.RESOURCE, code))
    if not isinstance(row, ResourceRow):
        raise Http404
    return row


def editors_of(register: Register, unit_code: str) -> tuple[int, ...]:
    return next((unit.editors for unit in register.units if unit.code == unit_code), ())


def may_edit(request: StaffRequest, register: Register, unit_code: str) -> bool:
    return may_edit_unit(request.permissions, request.actor, editors_of(register, unit_code))


def require_edit(request: StaffRequest, register: Register, unit_code: str) -> None:
    """403 for who may not change what belongs to this unit."""
    if not may_edit(request, register, unit_code):
        raise PermissionDenied


def is_coordinator(request: StaffRequest) -> bool:
    return Permission.EDIT_CONTINUITY in request.permissions


def sees_contacts(request: StaffRequest) -> bool:
    return Permission.VIEW_CONTACTS in request.permissions


def own_units(request: StaffRequest, register: Register, *, or_none: bool = False) -> list[tuple[str, str]]:
    """The units whose things this reader may change, by code and name; for the coordinator also no unit."""
    units = [
        (unit.code, name_of(unit))
        for unit in register.units
        if may_edit_unit(request.permissions, request.actor, unit.editors)
    ]
    units.sort(key=lambda unit: unit[1].casefold())
    if or_none and is_coordinator(request):
        return [("", gettext("no department")), *units]
    return units
