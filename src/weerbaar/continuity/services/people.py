"""Writes on people and the roles that they hold.

The audit trail says which particulars of a person changed, never what they were: somebody who is removed
really leaves, and a list of old telephone numbers would stay behind for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from weerbaar.accounts import queries as accounts
from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.edits import PersonEdit, RoleEdit, as_json, in_order
from weerbaar.continuity.models import OrganisationUnit, Person, RoleHolder, StaffRole
from weerbaar.continuity.queries.register import contacts, register
from weerbaar.continuity.rights import require_unit
from weerbaar.continuity.rules import MOST_PEOPLE, Fault
from weerbaar.continuity.services.editing import (
    EditConflict,
    changed,
    editors_of,
    field_faults,
    free_code,
    refuse,
    unit_by_code,
)
from weerbaar.continuity.services.organisation import still_used
from weerbaar.interface.jobs import UserError


def _locked_person(municipality_id: int, person_id: int, version: int | None) -> Person:
    found = (
        Person.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(municipality_id=municipality_id, pk=person_id)
        .first()
    )
    if found is None:
        raise UserError("Deze persoon staat er niet (meer).", "This person is not here (any more).")
    if version is not None and found.version != version:
        raise EditConflict(next(row for row in contacts(municipality_id) if row.id == found.pk))
    return found


def _person_as_edit(person: Person) -> PersonEdit:
    return PersonEdit(
        person.name,
        person.function_title,
        person.unit.code if person.unit else "",
        person.phone,
        person.phone_without_network,
        person.email,
        person.checked_on,
        person.user_id,
    )


def _check_person(municipality_id: int, edit: PersonEdit) -> None:
    faults = list(field_faults(Person, edit))
    if edit.email:
        try:
            validate_email(edit.email)
        except ValidationError:
            faults.append(Fault("email", "Dit is geen e-mailadres.", "This is not an e-mail address."))
    if edit.user_id is not None and accounts.person(municipality_id, edit.user_id) is None:
        faults.append(
            Fault(
                "user_id",
                "Dit account is niet van deze gemeente.",
                "This account is not of this municipality.",
            )
        )
    refuse(faults)


def _write_person(person: Person, edit: PersonEdit, unit: OrganisationUnit | None) -> None:
    person.name, person.function_title, person.unit = edit.name, edit.function_title, unit
    person.phone, person.phone_without_network = edit.phone, edit.phone_without_network
    person.email, person.checked_on, person.user_id = edit.email, edit.checked_on, edit.user_id
    person.save()


@transaction.atomic
def add_person(actor: Actor, municipality_id: int, edit: PersonEdit) -> int:
    """Somebody new; answers their number. Raises `NotAllowed` and `EditRefused`."""
    edit = in_order(edit)
    unit = unit_by_code(municipality_id, edit.unit_code)
    require_unit(actor, municipality_id, editors_of(unit))
    _check_person(municipality_id, edit)
    person = Person(municipality_id=municipality_id)
    _write_person(person, edit, unit)
    record(actor, municipality_id, "continuity.person.added", "contact", person.pk)
    return person.pk


@transaction.atomic
def edit_person(
    actor: Actor, municipality_id: int, person_id: int, edit: PersonEdit, version: int | None = None
) -> None:
    """Writes how somebody is reached. Raises `NotAllowed`, `EditRefused`, `UserError` and `EditConflict`."""
    person = _locked_person(municipality_id, person_id, None)
    edit = in_order(edit)
    unit = unit_by_code(municipality_id, edit.unit_code)
    require_unit(actor, municipality_id, editors_of(person.unit), editors_of(unit))
    _locked_person(municipality_id, person_id, version)
    _check_person(municipality_id, edit)
    _before, after = changed(_person_as_edit(person), edit)
    if not after:
        return
    person.version += 1
    _write_person(person, edit, unit)
    record(
        actor,
        municipality_id,
        "continuity.person.edited",
        "contact",
        person.pk,
        after={"fields": sorted(after)},
    )


@transaction.atomic
def confirm_contact(actor: Actor, municipality_id: int, person_id: int, on: date | None = None) -> None:
    """Says that somebody made sure that a person's particulars are right, on a date (today when None)."""
    person = _locked_person(municipality_id, person_id, None)
    edit = replace(_person_as_edit(person), checked_on=on or timezone.localdate())
    edit_person(actor, municipality_id, person_id, edit)


@transaction.atomic
def remove_person(actor: Actor, municipality_id: int, person_id: int) -> None:
    """Somebody leaves: their particulars are gone, and deputies move up in the roles that they held."""
    person = _locked_person(municipality_id, person_id, None)
    require_unit(actor, municipality_id, editors_of(person.unit))
    roles = list(StaffRole.objects.filter(holders__person=person))
    pk = person.pk
    try:
        person.delete()
    except ProtectedError as error:
        raise still_used(person.name, person.name, error.protected_objects) from error
    for role in roles:
        left = list(RoleHolder.objects.filter(role=role).values_list("person_id", flat=True))
        _write_holders(role, left)
    record(
        actor,
        municipality_id,
        "continuity.person.removed",
        "contact",
        pk,
        before={"roles": [role.code for role in roles]},
    )


# --- roles --------------------------------------------------------------------------------------------------


def _locked_role(municipality_id: int, code: str, version: int | None) -> StaffRole:
    found = (
        StaffRole.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(municipality_id=municipality_id, code=code)
        .first()
    )
    if found is None:
        raise UserError(f"Er is geen rol {code}.", f"There is no role {code}.")
    if version is not None and found.version != version:
        raise EditConflict(next(row for row in register(municipality_id).roles if row.id == found.pk))
    return found


def _role_as_edit(role: StaffRole) -> RoleEdit:
    return RoleEdit(
        role.name_nl,
        role.name_en,
        role.task_nl,
        role.task_en,
        role.unit.code if role.unit else "",
        role.is_crisis_role,
        role.people_available,
        role.is_illustrative,
    )


def _check_role(edit: RoleEdit) -> None:
    faults = list(field_faults(StaffRole, edit))
    if edit.people_available is not None and not 0 <= edit.people_available <= MOST_PEOPLE:
        faults.append(
            Fault("people_available", "Vul een getal van 0 of meer in.", "Fill in a number of 0 or more.")
        )
    refuse(faults)


def _write_role(role: StaffRole, edit: RoleEdit, unit: OrganisationUnit | None) -> None:
    role.name_nl, role.name_en, role.unit = edit.name_nl, edit.name_en, unit
    role.task_nl, role.task_en = edit.task_nl, edit.task_en
    role.is_crisis_role, role.people_available = edit.is_crisis_role, edit.people_available
    role.is_illustrative = edit.is_illustrative
    role.save()


@transaction.atomic
def add_role(actor: Actor, municipality_id: int, edit: RoleEdit, code: str = "") -> str:
    """A new role; answers its code. Raises `NotAllowed`, `EditRefused` and, for a taken code, `UserError`."""
    edit = in_order(edit)
    unit = unit_by_code(municipality_id, edit.unit_code)
    require_unit(actor, municipality_id, editors_of(unit))
    _check_role(edit)
    role = StaffRole(
        municipality_id=municipality_id, code=free_code(StaffRole, municipality_id, code, edit.name_nl)
    )
    _write_role(role, edit, unit)
    record(
        actor,
        municipality_id,
        "continuity.role.added",
        "role",
        role.pk,
        after={"code": role.code, **as_json(edit)},
    )
    return role.code


@transaction.atomic
def edit_role(
    actor: Actor, municipality_id: int, code: str, edit: RoleEdit, version: int | None = None
) -> None:
    """Writes a role. Raises `NotAllowed`, `EditRefused`, `UserError` and `EditConflict`."""
    role = _locked_role(municipality_id, code, None)
    edit = in_order(edit)
    unit = unit_by_code(municipality_id, edit.unit_code)
    require_unit(actor, municipality_id, editors_of(role.unit), editors_of(unit))
    _locked_role(municipality_id, code, version)
    _check_role(edit)
    before, after = changed(_role_as_edit(role), edit)
    if not after:
        return
    role.version += 1
    _write_role(role, edit, unit)
    record(actor, municipality_id, "continuity.role.edited", "role", role.pk, before=before, after=after)


@transaction.atomic
def remove_role(actor: Actor, municipality_id: int, code: str) -> None:
    """Takes a role away. Refused, with their names, while processes, resources or teams need it."""
    role = _locked_role(municipality_id, code, None)
    require_unit(actor, municipality_id, editors_of(role.unit))
    before, pk = {"code": role.code, **as_json(_role_as_edit(role))}, role.pk
    try:
        role.delete()
    except ProtectedError as error:
        raise still_used(role.name_nl, role.name_en, error.protected_objects) from error
    record(actor, municipality_id, "continuity.role.removed", "role", pk, before=before)


@transaction.atomic
def set_role_holders(actor: Actor, municipality_id: int, code: str, person_ids: Sequence[int]) -> None:
    """Says who holds a role, by number and in order: the first holds it, those after are the deputies.

    Raises `NotAllowed`, and `UserError` for somebody who is named twice or is not of this municipality.
    """
    role = _locked_role(municipality_id, code, None)
    require_unit(actor, municipality_id, editors_of(role.unit))
    wanted = list(person_ids)
    if len(set(wanted)) < len(wanted):
        raise UserError("Iemand staat er twee keer.", "Somebody stands here twice.")
    if Person.objects.filter(municipality_id=municipality_id, pk__in=wanted).count() < len(wanted):
        raise UserError("Deze persoon staat er niet (meer).", "This person is not here (any more).")
    before = list(role.holders.order_by("order").values_list("person_id", flat=True))
    if before == wanted:
        return
    _write_holders(role, wanted)
    record(
        actor,
        municipality_id,
        "continuity.role.holders_set",
        "role",
        role.pk,
        before={"holders": before},
        after={"holders": wanted},
    )


def _write_holders(role: StaffRole, person_ids: Sequence[int]) -> None:
    RoleHolder.objects.filter(role=role).delete()
    RoleHolder.objects.bulk_create(
        RoleHolder(role=role, person_id=person, order=order) for order, person in enumerate(person_ids, 1)
    )
