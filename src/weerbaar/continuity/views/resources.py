"""The resources: all of them, and one of them with who needs it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import presentation, queries, services
from weerbaar.continuity.listing import Wanted, resource_lines
from weerbaar.continuity.models import Resource
from weerbaar.continuity.services import EditConflict
from weerbaar.continuity.types import NodeKind, Register, ResourceRow
from weerbaar.continuity.views.common import (
    is_coordinator,
    may_edit,
    own_units,
    register_of,
    require_edit,
    resource_or_404,
)
from weerbaar.continuity.views.processes import PAGE, asked_for, hours
from weerbaar.continuity.wording import LABELS, Names, choice, name_of, words_of
from weerbaar.interface import commas
from weerbaar.interface.jobs import UserError


@require_safe
@staff_page(Permission.VIEW)
def resources(request: StaffRequest) -> HttpResponse:
    register, wanted = register_of(request), Wanted.of(request.GET)
    lines = resource_lines(register, wanted)
    context = {
        "register": register,
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "found": len(lines),
        "wanted": wanted,
        "kinds": Resource.Kind.choices,
        "units": sorted(((u.code, name_of(u)) for u in register.units), key=lambda u: u[1].casefold()),
        "bases": [*Resource.Basis.choices, ("unknown", gettext("not yet known"))],
        "may_add": bool(own_units(request, register)) or is_coordinator(request),
        "coordinates": is_coordinator(request),
        "asked": asked_for(request),
        "illustrative": any(row.is_illustrative for row in register.resources),
    }
    return render(request, "continuity/resources.html", context)


@require_safe
@staff_page(Permission.VIEW)
def resources_csv(request: StaffRequest) -> HttpResponse:
    """The same list as a file, with times in hours."""
    register = register_of(request)
    heads = [
        gettext("Code"),
        gettext("Name"),
        str(LABELS["kind"]),
        str(LABELS["unit_code"]),
        gettext("Own recovery time (hours)"),
        str(LABELS["recovery_basis"]),
        str(LABELS["recovery_source"]),
        str(LABELS["recovery_on"]),
        gettext("Runs on without its input (hours)"),
        gettext("Needed by"),
    ]
    rows = (
        (
            line.row.code,
            line.name,
            line.kind,
            line.unit,
            hours(line.row.recovery_min),
            choice("recovery_basis", line.row.recovery_basis) if line.row.recovery_min is not None else "",
            line.row.recovery_source,
            line.row.recovery_on,
            hours(line.row.autonomy_min),
            line.needed_by,
        )
        for line in resource_lines(register, Wanted.of(request.GET))
    )
    name = f"{gettext('resources')}-{request.municipality.slug}-{timezone.localdate():%Y-%m-%d}"
    return commas.download(name, heads, rows)


@require_safe
@staff_page(Permission.VIEW)
def resource(request: StaffRequest, code: str) -> HttpResponse:
    register = register_of(request)
    return _page(request, register, resource_or_404(register, code))


def _page(
    request: StaffRequest, register: Register, row: ResourceRow, refused: str = "", status: int = 200
) -> HttpResponse:
    names = Names(register)
    needed_by = [register.node(ref) for ref in register.needed_by(row.ref)]
    context = {
        "resource": row,
        "register": register,
        "unit": names.unit(row.unit_code) if row.unit_code else "",
        "role": names.role(row.role_code) if row.role_code else "",
        "groups": presentation.needs_tree(register, row),
        "needed_by": sorted(
            ((each.code, name_of(each), each.ref.kind == NodeKind.PROCESS) for each in needed_by if each),
            key=lambda each: each[1].casefold(),
        ),
        "circle": presentation.circle_of(row.ref, queries.circles(register), names),
        "runs_h": _runs(row),
        "history": queries.history(register, row),
        "may_edit": may_edit(request, register, row.unit_code),
        "refused": refused,
    }
    return render(request, "continuity/resource.html", context, status=status)


def _runs(row: ResourceRow) -> int | None:
    """Minutes that a full tank lasts; None when the tank or the use is unknown."""
    if row.tank_litres is None or not row.litres_per_hour:
        return None
    return int(row.tank_litres / row.litres_per_hour * 60)


@require_POST
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def remove(request: StaffRequest, code: str) -> HttpResponse:
    """Removes a resource; when something needs it, its page says what."""
    register = register_of(request)
    row = resource_or_404(register, code)
    require_edit(request, register, row.unit_code)
    version = request.POST.get("version", "")
    try:
        services.remove_resource(
            request.actor, request.municipality.id, code, int(version) if version.isdecimal() else -1
        )
    except EditConflict:
        words = gettext("Somebody changed this resource in the meantime. Look at it again first.")
        return _page(request, register, row, words, 409)
    except UserError as error:
        return _page(request, register, row, words_of(error), 422)
    messages.success(request, gettext("%(name)s was removed.") % {"name": name_of(row)})
    return redirect("continuity:resources", municipality=request.municipality.slug)
