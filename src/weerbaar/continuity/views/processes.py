"""The processes: all of them, one of them, and its way to approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import presentation, queries, services
from weerbaar.continuity.listing import Wanted, process_lines
from weerbaar.continuity.models import Process, Track
from weerbaar.continuity.models.processes import IMPACT_TIMES
from weerbaar.continuity.services import EditConflict, EditRefused
from weerbaar.continuity.types import NodeKind, ProcessRow, Register
from weerbaar.continuity.views.common import (
    editors_of,
    is_coordinator,
    may_edit,
    own_units,
    process_or_404,
    register_of,
    require_edit,
    sees_contacts,
)
from weerbaar.continuity.wording import LABELS, Names, name_of, words_of
from weerbaar.interface import commas
from weerbaar.interface.jobs import UserError
from weerbaar.interface.numbers import duration

PAGE = 100


@require_safe
@staff_page(Permission.VIEW)
def processes(request: StaffRequest) -> HttpResponse:
    register, wanted = register_of(request), Wanted.of(request.GET)
    lines = process_lines(register, wanted, timezone.localdate())
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "register": register,
        "page": page,
        "found": len(lines),
        "wanted": wanted,
        "tracks": Track.choices,
        "units": sorted(((u.code, name_of(u)) for u in register.units), key=lambda u: u[1].casefold()),
        "decisions": Process.Decision.choices,
        "statuses": [
            ("draft", gettext("draft")),
            ("offered", gettext("offered for review")),
            ("reviewed", gettext("reviewed")),
            ("approved", gettext("approved")),
            ("due", gettext("due for review")),
        ],
        "may_add": bool(own_units(request, register)),
        "coordinates": is_coordinator(request),
        "asked": asked_for(request),
        "illustrative": any(row.is_illustrative for row in register.processes),
    }
    return render(request, "continuity/processes.html", context)


def asked_for(request: StaffRequest) -> str:
    """What was asked, without the page: for the links to other pages and to the file."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


@require_safe
@staff_page(Permission.VIEW)
def processes_csv(request: StaffRequest) -> HttpResponse:
    """The same list as a file, with times in hours."""
    register = register_of(request)
    names = Names(register)
    lines = process_lines(register, Wanted.of(request.GET), timezone.localdate())
    heads = [
        gettext("Code"),
        gettext("Name"),
        str(LABELS["track"]),
        str(LABELS["unit_code"]),
        str(LABELS["owner_role_code"]),
        str(LABELS["decision"]),
        gettext("Maximum tolerable disruption (hours)"),
        gettext("Recovery time objective (hours)"),
        gettext("Own recovery time (hours)"),
        str(LABELS["status"]),
        str(LABELS["review_due_on"]),
    ]
    rows = (
        (
            line.row.code,
            line.name,
            line.track,
            line.unit,
            names.role(line.row.owner_role_code) if line.row.owner_role_code else "",
            line.decision,
            hours(line.row.mtpd_min),
            hours(line.row.rto_min),
            hours(line.row.recovery_min),
            line.status,
            line.row.review_due_on if line.row.status == "approved" else None,
        )
        for line in lines
    )
    name = f"{gettext('processes')}-{request.municipality.slug}-{timezone.localdate():%Y-%m-%d}"
    return commas.download(name, heads, rows)


def hours(minutes: int | None) -> float | None:
    return None if minutes is None else round(minutes / 60, 2)


@require_safe
@staff_page(Permission.VIEW)
def process(request: StaffRequest, code: str) -> HttpResponse:
    register = register_of(request)
    return process_page(request, register, process_or_404(register, code))


def process_page(
    request: StaffRequest, register: Register, row: ProcessRow, refused: str = "", status: int = 200
) -> HttpResponse:
    """The page of a process, with words about a step that was refused where one was."""
    names, today = Names(register), timezone.localdate()
    editors = editors_of(register, row.unit_code)
    state, tone = presentation.status_word(row, today)
    role = next((each for each in register.roles if each.code == row.owner_role_code), None)
    holders: list[Any] = []
    if role is not None and sees_contacts(request):
        people = {person.id: person for person in queries.contacts(request.municipality.id)}
        holders = [people[number] for number in role.holders if number in people]
    context = {
        "process": row,
        "register": register,
        "names": names,
        "unit": names.unit(row.unit_code),
        "owner_role": role,
        "holders": holders,
        "headline": presentation.headline(row),
        "state": state,
        "tone": tone,
        "groups": presentation.needs_tree(register, row),
        "needed_by": _needed_by(register, row),
        "circle": presentation.circle_of(row.ref, queries.circles(register), names),
        "impact_times": [duration(after) for after in IMPACT_TIMES],
        "impacts": presentation.impact_table(row),
        "staffing": [(names.role(each.role_code), each) for each in row.staffing],
        "history": queries.history(register, row),
        "unknown": queries.unknown_of_process(row),
        "may_edit": may_edit(request, register, row.unit_code),
        "steps": presentation.steps(row, request.permissions, request.actor, editors),
        "refused": refused,
    }
    return render(request, "continuity/process.html", context, status=status)


def _needed_by(register: Register, row: ProcessRow) -> list[tuple[str, str, bool]]:
    """(code, name, is it a process) of what needs this, by name."""
    found = [register.node(ref) for ref in register.needed_by(row.ref)]
    return sorted(
        ((each.code, name_of(each), each.ref.kind == NodeKind.PROCESS) for each in found if each),
        key=lambda each: each[1].casefold(),
    )


# --- steps --------------------------------------------------------------------------------------------------


def _take(
    request: StaffRequest, register: Register, row: ProcessRow, step: Callable[[], None], done: str
) -> HttpResponse:
    """Carries out a step, or shows the page with why not."""
    try:
        step()
    except EditConflict as found:
        words = gettext("Somebody changed this process in the meantime. Look at it again first.")
        current = register_of(request)
        return process_page(request, current, process_or_404(current, found.current.code), words, 409)  # type: ignore[union-attr]
    except EditRefused as refused:
        named = [
            f"{LABELS.get(fault.field, '')}: {words_of(UserError(fault.nl, fault.en))}"
            for fault in refused.faults
        ]
        return process_page(request, register, row, "\n".join(named), 422)
    except UserError as error:
        return process_page(request, register, row, words_of(error), 422)
    messages.success(request, done)
    return redirect("continuity:process", municipality=request.municipality.slug, code=row.code)


def _version(request: StaffRequest) -> int:
    """The version that the reader saw; one that cannot exist when the form does not say it."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


@require_POST
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def offer(request: StaffRequest, code: str) -> HttpResponse:
    register = register_of(request)
    row = process_or_404(register, code)
    return _take(
        request,
        register,
        row,
        lambda: services.offer_process(request.actor, request.municipality.id, code, _version(request)),
        gettext("Offered for review. It now stands on the work list of a colleague."),
    )


@require_POST
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def review(request: StaffRequest, code: str) -> HttpResponse:
    register = register_of(request)
    row = process_or_404(register, code)
    return _take(
        request,
        register,
        row,
        lambda: services.review_process(request.actor, request.municipality.id, code, _version(request)),
        gettext("Reviewed. It now waits for approval."),
    )


@require_POST
@staff_page(Permission.APPROVE)
def approve(request: StaffRequest, code: str) -> HttpResponse:
    register = register_of(request)
    row = process_or_404(register, code)
    return _take(
        request,
        register,
        row,
        lambda: services.approve_process(request.actor, request.municipality.id, code, _version(request)),
        gettext("Approved."),
    )


@require_POST
@staff_page(Permission.VIEW)
def send_back(request: StaffRequest, code: str) -> HttpResponse:
    if not request.permissions & {Permission.APPROVE, Permission.EDIT_OWN_CONTINUITY}:
        raise PermissionDenied
    register = register_of(request)
    row = process_or_404(register, code)
    return _take(
        request,
        register,
        row,
        lambda: services.send_back_process(
            request.actor, request.municipality.id, code, request.POST.get("reason", ""), _version(request)
        ),
        gettext("Sent back, with your words in the history."),
    )


@require_POST
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def remove(request: StaffRequest, code: str) -> HttpResponse:
    """Removes a process; when something needs it, its page says what."""
    register = register_of(request)
    row = process_or_404(register, code)
    require_edit(request, register, row.unit_code)
    try:
        services.remove_process(request.actor, request.municipality.id, code, _version(request))
    except EditConflict:
        words = gettext("Somebody changed this process in the meantime. Look at it again first.")
        return process_page(request, register_of(request), row, words, 409)
    except UserError as error:
        return process_page(request, register, row, words_of(error), 422)
    messages.success(request, gettext("%(name)s was removed.") % {"name": name_of(row)})
    return redirect("continuity:processes", municipality=request.municipality.slug)
