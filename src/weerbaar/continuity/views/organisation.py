"""The organisation: units and who keeps them, roles and who holds them, people and how to reach them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.accounts import queries as accounts
from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import GRANTS, Permission, PersonRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.edits import PersonEdit, UnitEdit
from weerbaar.continuity.forms.organisation import EditorsForm, PersonForm, RoleForm, UnitForm
from weerbaar.continuity.norms import CONTACT_MONTHS, months_later
from weerbaar.continuity.services import EditConflict, EditRefused
from weerbaar.continuity.types import ContactRow, Register, RoleRow, UnitRow
from weerbaar.continuity.views.common import (
    is_coordinator,
    may_edit,
    own_units,
    register_of,
    require_edit,
    sees_contacts,
)
from weerbaar.continuity.wording import Names, dutch, name_of, words_of
from weerbaar.interface.jobs import UserError
from weerbaar.territory import queries as territory


def _show_refused(form: forms.Form, error: UserError) -> None:
    """Puts what a service refused with its field."""
    if not isinstance(error, EditRefused):
        form.add_error(None, words_of(error))
        return
    for fault in error.faults:
        form.add_error(fault.field if fault.field in form.fields else None, fault.nl if dutch() else fault.en)


def _form_page(
    request: StaffRequest,
    template: str,
    form: forms.Form,
    context: dict[str, Any],
    save: Callable[[], str],
    back: str,
) -> HttpResponse:
    """Shows a form, or saves what was filled in; when somebody else was first, both are shown."""
    context = {"form": form, **context}
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        words = save()
    except UserError as error:
        _show_refused(form, error)
        return render(request, template, context, status=422)
    except EditConflict as found:
        context["theirs"] = _differences(form, found.current)
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = str(found.current.version)  # type: ignore[index]
        return render(request, template, context, status=409)
    messages.success(request, words)
    return redirect(back, municipality=request.municipality.slug)


def _differences(form: forms.Form, current: Any) -> list[tuple[str, str, str]]:
    """Per field that differs: its label, what stands there now, and what was written."""
    return [
        (str(field.label), str(getattr(current, name) or ""), str(form.cleaned_data.get(name) or ""))
        for name, field in form.fields.items()
        if name != "version"
        and hasattr(current, name)
        and str(getattr(current, name) or "") != str(form.cleaned_data.get(name) or "")
    ]


# --- units --------------------------------------------------------------------------------------------------


@require_safe
@staff_page(Permission.VIEW)
def units(request: StaffRequest) -> HttpResponse:
    register = register_of(request)
    names = {}
    if sees_contacts(request):  # who keeps what is about people too
        names = {person.id: person.name for person in accounts.people(request.municipality.id)}
    context = {
        "tree": _tree(register, names),
        "coordinates": is_coordinator(request),
        "sees_contacts": sees_contacts(request),
    }
    return render(request, "continuity/units.html", context)


def _tree(register: Register, names: dict[int, str]) -> list[dict[str, Any]]:
    """The units from the top down, each with its depth, what it owns and who keeps it."""
    processes = Counter(row.unit_code for row in register.processes)
    resources = Counter(row.unit_code for row in register.resources)
    below: dict[str, list[UnitRow]] = {}
    for unit in register.units:
        below.setdefault(unit.parent_code, []).append(unit)
    lines: list[dict[str, Any]] = []

    def add(parent: str, depth: int) -> None:
        for unit in sorted(below.get(parent, ()), key=lambda row: (row.kind, name_of(row).casefold())):
            lines.append(
                {
                    "unit": unit,
                    "depth": depth,
                    "indent": "– " * depth,
                    "processes": processes[unit.code],
                    "resources": resources[unit.code],
                    "editors": [names[number] for number in unit.editors if number in names],
                }
            )
            add(unit.code, depth + 1)

    add("", 0)
    return lines


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def unit_new(request: StaffRequest) -> HttpResponse:
    register = register_of(request)
    form = UnitForm(register, "", request.POST if request.method == "POST" else None, initial={"version": 0})

    def save() -> str:
        services.add_unit(request.actor, request.municipality.id, form.edit())
        return gettext("Saved.")

    return _form_page(request, "continuity/unit_edit.html", form, {}, save, "continuity:units")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_CONTINUITY)
def unit_edit(request: StaffRequest, code: str) -> HttpResponse:
    register = register_of(request)
    unit = _unit_or_404(register, code)
    form = UnitForm(
        register,
        code,
        request.POST if request.method == "POST" else None,
        initial={**vars(UnitEdit.of(unit)), "version": unit.version},
    )

    def save() -> str:
        services.edit_unit(
            request.actor, request.municipality.id, code, form.edit(), form.cleaned_data["version"]
        )
        return gettext("Saved.")

    context = {
        "unit": unit,
        "editors_form": EditorsForm(_keepers(request), initial={"editors": unit.editors}),
    }
    return _form_page(request, "continuity/unit_edit.html", form, context, save, "continuity:units")


def _unit_or_404(register: Register, code: str) -> UnitRow:
    unit = next((row for row in register.units if row.code == code), None)
    if unit is None:
        raise Http404
    return unit


def _keepers(request: StaffRequest) -> list[PersonRow]:
    """The accounts that may be asked to keep a department."""
    return [
        person
        for person in accounts.people(request.municipality.id)
        if any(Permission.EDIT_OWN_CONTINUITY in GRANTS.get(role, ()) for role in person.roles)
    ]


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def unit_editors(request: StaffRequest, code: str) -> HttpResponse:
    _unit_or_404(register_of(request), code)
    form = EditorsForm(_keepers(request), request.POST)
    if form.is_valid():
        services.set_unit_editors(request.actor, request.municipality.id, code, form.cleaned_data["editors"])
        messages.success(request, gettext("Saved."))
    else:
        messages.error(request, gettext("Not saved: choose from the list."))
    return redirect("continuity:unit_edit", municipality=request.municipality.slug, code=code)


@require_POST
@staff_page(Permission.EDIT_CONTINUITY)
def unit_remove(request: StaffRequest, code: str) -> HttpResponse:
    _unit_or_404(register_of(request), code)
    return _remove(
        request,
        lambda: services.remove_unit(request.actor, request.municipality.id, code),
        redirect("continuity:units", municipality=request.municipality.slug),
    )


def _remove(request: StaffRequest, carry_out: Callable[[], None], back: HttpResponse) -> HttpResponse:
    try:
        carry_out()
    except UserError as error:
        messages.error(request, words_of(error))
    else:
        messages.success(request, gettext("Removed."))
    return back


# --- roles --------------------------------------------------------------------------------------------------


@require_safe
@staff_page(Permission.VIEW)
def roles(request: StaffRequest) -> HttpResponse:
    register = register_of(request)
    names = Names(register)
    people = _people(request)
    context = {
        "roles": [
            {
                "role": role,
                "unit": names.unit(role.unit_code),
                "holders": [people[number] for number in role.holders if number in people],
                "may_edit": may_edit(request, register, role.unit_code),
            }
            for role in sorted(
                register.roles, key=lambda row: (not row.is_crisis_role, name_of(row).casefold())
            )
        ],
        "sees_contacts": sees_contacts(request),
        "may_add": bool(own_units(request, register)) or is_coordinator(request),
    }
    return render(request, "continuity/roles.html", context)


def _people(request: StaffRequest) -> dict[int, ContactRow]:
    """People by number, for who may see them; nobody for others."""
    if not sees_contacts(request):
        return {}
    return {row.id: row for row in queries.contacts(request.municipality.id)}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def role_new(request: StaffRequest) -> HttpResponse:
    register = register_of(request)
    units_here = own_units(request, register, or_none=True)
    if request.method == "POST" and not units_here:
        raise PermissionDenied
    people = list(_people(request).values())
    form = RoleForm(
        units_here, people, 0, request.POST if request.method == "POST" else None, initial={"version": 0}
    )

    def save() -> str:
        with transaction.atomic():
            code = services.add_role(request.actor, request.municipality.id, form.edit())
            services.set_role_holders(request.actor, request.municipality.id, code, form.holders())
        return gettext("Saved.")

    return _form_page(
        request, "continuity/role_edit.html", form, {"nothing": not units_here}, save, "continuity:roles"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def role_edit(request: StaffRequest, code: str) -> HttpResponse:
    register = register_of(request)
    role = _role_or_404(register, code)
    require_edit(request, register, role.unit_code)
    form = RoleForm(
        own_units(request, register, or_none=True),
        list(_people(request).values()),
        len(role.holders),
        request.POST if request.method == "POST" else None,
        initial=RoleForm.initial_of(role),
    )

    def save() -> str:
        here = request.municipality.id
        with transaction.atomic():
            services.edit_role(request.actor, here, code, form.edit(), form.cleaned_data["version"])
            services.set_role_holders(request.actor, here, code, form.holders())
        return gettext("Saved.")

    return _form_page(request, "continuity/role_edit.html", form, {"role": role}, save, "continuity:roles")


def _role_or_404(register: Register, code: str) -> RoleRow:
    role = next((row for row in register.roles if row.code == code), None)
    if role is None:
        raise Http404
    return role


@require_POST
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def role_remove(request: StaffRequest, code: str) -> HttpResponse:
    _role_or_404(register_of(request), code)
    return _remove(
        request,
        lambda: services.remove_role(request.actor, request.municipality.id, code),
        redirect("continuity:roles", municipality=request.municipality.slug),
    )


# --- people -------------------------------------------------------------------------------------------------


@require_safe
@staff_page(Permission.VIEW_CONTACTS)
def people(request: StaffRequest) -> HttpResponse:
    register = register_of(request)
    names = Names(register)
    held: dict[int, list[str]] = {}
    for role in register.roles:
        for place, number in enumerate(role.holders):
            words = name_of(role) if place == 0 else gettext("%(role)s (deputy)") % {"role": name_of(role)}
            held.setdefault(number, []).append(words)
    months = max(1, round(territory.all_parameters(request.municipality.id)[CONTACT_MONTHS].value))
    since = months_later(timezone.localdate(), -months)
    context = {
        "people": [
            {
                "person": row,
                "unit": names.unit(row.unit_code),
                "roles": held.get(row.id, []),
                "late": row.checked_on is None or row.checked_on < since,
                "may_edit": may_edit(request, register, row.unit_code),
            }
            for row in queries.contacts(request.municipality.id)
        ],
        "months": months,
        "may_add": bool(own_units(request, register)) or is_coordinator(request),
    }
    return render(request, "continuity/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def person_new(request: StaffRequest) -> HttpResponse:
    units_here = own_units(request, register_of(request), or_none=True)
    if request.method == "POST" and not units_here:
        raise PermissionDenied
    form = PersonForm(
        units_here,
        accounts.people(request.municipality.id),
        request.POST if request.method == "POST" else None,
        initial={"version": 0, "checked_on": timezone.localdate()},
    )

    def save() -> str:
        services.add_person(request.actor, request.municipality.id, form.edit())
        return gettext("Saved.")

    return _form_page(
        request, "continuity/person_edit.html", form, {"nothing": not units_here}, save, "continuity:people"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def person_edit(request: StaffRequest, person_id: int) -> HttpResponse:
    register = register_of(request)
    person = _person_or_404(request, person_id)
    require_edit(request, register, person.unit_code)
    form = PersonForm(
        own_units(request, register, or_none=True),
        accounts.people(request.municipality.id),
        request.POST if request.method == "POST" else None,
        initial={**vars(PersonEdit.of(person)), "version": person.version},
    )

    def save() -> str:
        services.edit_person(
            request.actor, request.municipality.id, person_id, form.edit(), form.cleaned_data["version"]
        )
        return gettext("Saved.")

    return _form_page(
        request, "continuity/person_edit.html", form, {"person": person}, save, "continuity:people"
    )


def _person_or_404(request: StaffRequest, person_id: int) -> ContactRow:
    row = next((each for each in queries.contacts(request.municipality.id) if each.id == person_id), None)
    if row is None:
        raise Http404
    return row


@require_POST
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def person_checked(request: StaffRequest, person_id: int) -> HttpResponse:
    person = _person_or_404(request, person_id)
    services.confirm_contact(request.actor, request.municipality.id, person_id)
    messages.success(request, gettext("%(name)s: checked today.") % {"name": person.name})
    return redirect("continuity:people", municipality=request.municipality.slug)


@require_POST
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def person_remove(request: StaffRequest, person_id: int) -> HttpResponse:
    _person_or_404(request, person_id)
    return _remove(
        request,
        lambda: services.remove_person(request.actor, request.municipality.id, person_id),
        redirect("continuity:people", municipality=request.municipality.slug),
    )
