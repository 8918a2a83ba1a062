"""Writes on units and on who may change what they own. Only for the coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from weerbaar.accounts import queries as accounts
from weerbaar.accounts.services import record
from weerbaar.accounts.types import GRANTS, Actor, Permission
from weerbaar.continuity.edits import UnitEdit, as_json, in_order
from weerbaar.continuity.models import OrganisationUnit, UnitEditor
from weerbaar.continuity.queries.register import register
from weerbaar.continuity.rights import require
from weerbaar.continuity.rules import MOST_PEOPLE, Fault
from weerbaar.continuity.services.editing import (
    EditConflict,
    changed,
    field_faults,
    free_code,
    named,
    refuse,
    unit_by_code,
)
from weerbaar.interface.jobs import UserError


def _locked(municipality_id: int, code: str, version: int | None) -> OrganisationUnit:
    found = (
        OrganisationUnit.objects.select_for_update(of=("self",))
        .select_related("parent")
        .filter(municipality_id=municipality_id, code=code)
        .first()
    )
    if found is None:
        raise UserError(f"Er is geen afdeling {code}.", f"There is no department {code}.")
    if version is not None and found.version != version:
        raise EditConflict(next(row for row in register(municipality_id).units if row.id == found.pk))
    return found


def _as_edit(unit: OrganisationUnit) -> UnitEdit:
    return UnitEdit(
        unit.name_nl,
        unit.name_en,
        unit.kind,
        unit.parent.code if unit.parent else "",
        unit.staff_count,
        unit.is_illustrative,
    )


def _check(edit: UnitEdit) -> None:
    faults = list(field_faults(OrganisationUnit, edit))
    if edit.staff_count is not None and not 0 <= edit.staff_count <= MOST_PEOPLE * 100:
        faults.append(
            Fault("staff_count", "Vul een getal van 0 of meer in.", "Fill in a number of 0 or more.")
        )
    refuse(faults)


def _write(unit: OrganisationUnit, edit: UnitEdit) -> None:
    parent = above = unit_by_code(unit.municipality_id, edit.parent_code)
    while above is not None:
        if above.pk == unit.pk:
            refuse(
                [
                    Fault(
                        "parent_code",
                        "Een afdeling kan niet onder zichzelf vallen.",
                        "A department cannot be part of itself.",
                    )
                ]
            )
        above = above.parent
    unit.name_nl, unit.name_en, unit.kind = edit.name_nl, edit.name_en, edit.kind
    unit.parent, unit.staff_count, unit.is_illustrative = parent, edit.staff_count, edit.is_illustrative
    unit.save()


@transaction.atomic
def add_unit(actor: Actor, municipality_id: int, edit: UnitEdit, code: str = "") -> str:
    """A new unit; answers its code, made of its name when none is given.

    Raises `NotAllowed` for others than the coordinator, `EditRefused` for a name that lacks or a unit that
    does not exist, `UserError` for a code that is taken.
    """
    require(actor, municipality_id, Permission.EDIT_CONTINUITY)
    edit = in_order(edit)
    _check(edit)
    unit = OrganisationUnit(
        municipality_id=municipality_id,
        code=free_code(OrganisationUnit, municipality_id, code, edit.name_nl),
    )
    _write(unit, edit)
    record(
        actor,
        municipality_id,
        "continuity.unit.added",
        "unit",
        unit.pk,
        after={"code": unit.code, **as_json(edit)},
    )
    return unit.code


@transaction.atomic
def edit_unit(
    actor: Actor, municipality_id: int, code: str, edit: UnitEdit, version: int | None = None
) -> None:
    """Writes a unit. Raises as `add_unit`, and `EditConflict` when `version` is not the current one."""
    require(actor, municipality_id, Permission.EDIT_CONTINUITY)
    unit = _locked(municipality_id, code, version)
    edit = in_order(edit)
    _check(edit)
    before, after = changed(_as_edit(unit), edit)
    if not after:
        return
    unit.version += 1
    _write(unit, edit)
    record(actor, municipality_id, "continuity.unit.edited", "unit", unit.pk, before=before, after=after)


@transaction.atomic
def remove_unit(actor: Actor, municipality_id: int, code: str) -> None:
    """Takes a unit away.

    Refused, with their names, while processes, resources, roles or units are part of it.
    """
    require(actor, municipality_id, Permission.EDIT_CONTINUITY)
    unit = _locked(municipality_id, code, None)
    before = {"code": unit.code, **as_json(_as_edit(unit))}
    pk = unit.pk
    try:
        unit.delete()
    except ProtectedError as error:
        raise still_used(unit.name_nl, unit.name_en, error.protected_objects) from error
    record(actor, municipality_id, "continuity.unit.removed", "unit", pk, before=before)


def _names(thing: Any) -> tuple[str, str]:
    """The names in both languages of a row, or of what it is a part of: a seat is called after its team."""
    while not hasattr(thing, "name_nl"):
        whole = next(
            (part for part in ("process", "resource", "team", "requirement") if getattr(thing, part, None)),
            "",
        )
        if not whole:
            return str(thing), str(thing)
        thing = getattr(thing, whole)
    return thing.name_nl, thing.name_en


def still_used(name_nl: str, name_en: str, users: Iterable[object]) -> UserError:
    """What cannot be removed, with the names of what still needs it."""
    things = {_names(each) for each in users}
    nl, en = named(sorted(dutch for dutch, _ in things), sorted(english for _, english in things))
    return UserError(
        f"{name_nl} kan niet weg: nog nodig voor {nl}.",
        f"{name_en} cannot be removed: still needed by {en}.",
    )


@transaction.atomic
def set_unit_editors(actor: Actor, municipality_id: int, code: str, user_ids: Iterable[int]) -> None:
    """Says which accounts may change what a unit owns; those left out may no longer.

    Raises `NotAllowed` for others than the coordinator, `UserError` for an account without the role of
    process owner or editor of continuity in this municipality.
    """
    require(actor, municipality_id, Permission.EDIT_CONTINUITY)
    unit = _locked(municipality_id, code, None)
    wanted = set(user_ids)
    may = {
        person.id
        for person in accounts.people(municipality_id)
        if any(Permission.EDIT_OWN_CONTINUITY in GRANTS.get(role, ()) for role in person.roles)
    }
    known = set(UnitEditor.objects.filter(unit=unit).values_list("user_id", flat=True))
    if wanted - known - may:
        raise UserError(
            "Alleen een proceseigenaar of een redacteur continuïteit kan een afdeling bijhouden. "
            "Vraag de beheerder om die rol te geven.",
            "Only a process owner or an editor of continuity can keep a department. "
            "Ask the administrator to give that role.",
        )
    if wanted == known:
        return
    UnitEditor.objects.filter(unit=unit, user_id__in=known - wanted).delete()
    UnitEditor.objects.bulk_create(UnitEditor(unit=unit, user_id=each) for each in sorted(wanted - known))
    record(
        actor,
        municipality_id,
        "continuity.unit.editors_set",
        "unit",
        unit.pk,
        before={"editors": sorted(known)},
        after={"editors": sorted(wanted)},
    )
